"""Lists of tasks: what is in them, by which words it is found, what a large base costs."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.tasks.model import Deadline, NewTask
from domain.tasks.views import Stands, TaskFilter, Whose
from tests.crm import Crm
from tests.statement_plans import plans_of
from tests.tasks_world import FRIDAY, given_task, office

pytestmark = pytest.mark.usefixtures("as_owner")

__all__ = ["office"]

MANY = text(
    """
    INSERT INTO tasks (title, title_key, assigner_id, executor_id, branch_id, state, state_since,
                       deadline_at, agreed_deadline_at, created_at, given_at, done_at, closed_at,
                       rating)
    SELECT 'Задача ' || number, 'zadacha ' || number, :assigner, :executor, :branch,
           CASE WHEN number <= :open THEN 'given' ELSE 'closed' END, :now,
           CAST(:now AS timestamptz) + number * interval '1 minute', :now, :now, :now,
           CASE WHEN number > :open THEN CAST(:now AS timestamptz) END,
           CASE WHEN number > :open THEN CAST(:now AS timestamptz) END,
           CASE WHEN number > :open THEN 'up' END
      FROM generate_series(1, :count) AS number
    """
)


async def given_many(crm: Crm, *, count: int, still_open: int) -> None:
    async with crm.connection() as connection:
        await connection.execute(
            MANY,
            {
                "assigner": crm.far_lead.id,
                "executor": crm.executor.id,
                "branch": crm.moscow.id,
                "now": crm.now,
                "count": count,
                "open": still_open,
            },
        )
        await connection.execute(text("ANALYZE"))


async def found(crm: Crm, wanted: str) -> list[str]:
    page = await crm.list_tasks(
        crm.executor, TaskFilter(Whose.ANY, Stands.ALL, wanted), offset=0, size=8
    )
    return [line.title for line in page.lines]


@pytest.mark.parametrize(
    "wanted",
    [
        "каталог",
        "КАТАЛОГ",
        "katalog",
        "талог",
        "ромашка каталог",
        "ооо «Ромашка»",
        "осенний",
        "ос",
        "%" + "каталог",
    ],
)
async def test_a_task_is_found_by_parts_of_its_words_in_any_order_and_alphabet(office, wanted):
    await given_task(office, title="Осенний каталог для ООО «Ромашка»")
    await given_task(office, title="Отчёт")

    assert await found(office, wanted) == ["Осенний каталог для ООО «Ромашка»"]


@pytest.mark.parametrize("wanted", ["катлог", "каталок", "катаолг ромашка", "romashka катлог"])
async def test_a_slip_in_a_word_is_forgiven_where_nothing_is_called_so(office, wanted):
    await given_task(office, title="Осенний каталог для ООО «Ромашка»")
    await given_task(office, title="Смета")

    assert await found(office, wanted) == ["Осенний каталог для ООО «Ромашка»"]


@pytest.mark.parametrize("wanted", ["лилия", "каталог лилия", "та", "_", "%", "«»", "а" * 5000])
async def test_what_is_in_no_title_is_not_found(office, wanted):
    await given_task(office, title="Осенний каталог")

    assert await found(office, wanted) == []


async def test_a_search_shows_open_tasks_before_ended_ones(office):
    ended = await given_task(office, title="Каталог старый", executor=office.executor)
    await office.cancel_task(office.assigner, ended.id, "Не нужен", version=ended.version)
    await given_task(office, title="Каталог новый")

    assert await found(office, "каталог") == ["Каталог новый", "Каталог старый"]


async def test_drafts_stand_apart_whoever_is_to_do_them(office):
    mine = await office.create_task(office.assigner, NewTask("Себе"), as_draft=True)
    other = await office.create_task(
        office.assigner, NewTask("Другому", office.executor.id), as_draft=True
    )

    async def listed(whose: Whose, stands: Stands) -> set[int]:
        page = await office.list_tasks(office.assigner, TaskFilter(whose, stands), offset=0, size=8)
        return {line.id for line in page.lines}

    assert await listed(Whose.MINE, Stands.DRAFTS) == {mine.id, other.id}
    assert await listed(Whose.TEAM, Stands.DRAFTS) == {mine.id, other.id}
    assert await listed(Whose.MINE, Stands.OPEN) == set()
    assert await listed(Whose.GIVEN_BY_ME, Stands.OPEN) == set()


async def test_the_last_page_stands_for_those_behind_it(office):
    for number in range(10):
        await given_task(office, title=f"Задача {number}")

    page = await office.list_tasks(office.executor, TaskFilter(), offset=8 * 99, size=8)
    empty = await office.list_tasks(office.far_lead, TaskFilter(), offset=8, size=8)

    assert [line.title for line in page.lines] == ["Задача 8", "Задача 9"]
    assert (page.page.number, page.page.count) == (2, 2)
    assert (empty.lines, empty.page.number) == ((), 1)


async def test_a_thousand_tasks_are_paged_without_one_lost_or_twice(office):
    await given_many(office, count=1000, still_open=1000)

    seen = []
    for offset in range(0, 1000, 250):
        page = await office.list_tasks(office.executor, TaskFilter(), offset=offset, size=250)
        assert page.page.total == 1000
        seen += [line.title for line in page.lines]

    assert seen == [f"Задача {number}" for number in range(1, 1001)]


async def test_one_s_open_tasks_are_read_without_the_ended_ones_of_others(office):
    await given_many(office, count=20_000, still_open=500)
    await given_task(office, executor=office.assigner, title="Своя")

    async with plans_of(office) as plans:
        page = await office.list_tasks(office.assigner, TaskFilter(), offset=0, size=8)

    assert [line.title for line in page.lines] == ["Своя"]
    for plan in plans:
        assert "Seq Scan on tasks" not in plan


async def test_a_team_s_open_tasks_are_read_in_the_order_of_their_deadlines(office):
    await given_many(office, count=20_000, still_open=500)

    async with plans_of(office) as plans:
        await office.list_tasks(office.manager, TaskFilter(Whose.TEAM), offset=0, size=8)

    for plan in plans:
        assert "Seq Scan on tasks" not in plan


async def test_a_search_reads_what_the_words_are_in(office):
    await given_many(office, count=20_000, still_open=500)
    await given_task(office, title="Осенний каталог")

    async with plans_of(office) as plans:
        assert await found(office, "каталог") == ["Осенний каталог"]

    for plan in plans:
        assert "ix_tasks_title_key_trigrams" in plan


async def test_the_day_counts_all_and_shows_the_first(office):
    for days in range(7):
        await given_task(office, deadline=Deadline(FRIDAY + timedelta(days=days)))

    day = await office.view_day(office.executor)

    assert list(day.tasks.counts.values()) == [7]
    assert len(day.tasks.lines) == 5
