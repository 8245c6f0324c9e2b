"""How much is in whose hands, and what one more task would lead to."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bench.sent import statements_sent
from domain.errors import NotFound
from domain.org.model import Role
from domain.tasks.model import Deadline
from tests.builders import utc
from tests.tasks_world import FRIDAY, given_task, office

__all__ = ["office"]

HOURS_14 = timedelta(hours=14)
MONDAY_EVENING = utc("2026-11-16 15:00")


async def test_14_hours_given_on_monday_morning_to_an_idle_person_end_on_wednesday(office):
    office.now = utc("2026-11-16 06:00")

    check = await office.check_load(office.assigner, office.executor.id, HOURS_14, Deadline(FRIDAY))

    assert check.ends_on == date(2026, 11, 18)
    assert not check.is_late
    assert not check.after.is_overloaded
    assert check.colleague is None


async def test_an_overload_is_warned_of_with_a_free_colleague(office):
    office.now = utc("2026-11-16 06:00")
    for _ in range(2):
        await given_task(office, estimate=timedelta(hours=12))

    check = await office.check_load(office.assigner, office.executor.id, HOURS_14, Deadline(FRIDAY))

    assert check.before.planned == timedelta(hours=24)
    assert check.after.is_overloaded
    assert check.is_late
    assert check.ends_on == date(2026, 11, 24)
    assert check.colleague.name == "Соня"


async def test_what_was_logged_is_no_longer_left_and_a_whole_is_its_parts(office):
    whole = await given_task(office, estimate=timedelta(hours=1))
    part = await given_task(office, estimate=timedelta(hours=8), parent_id=whole.id)
    await office.log_time(office.executor, part.id, timedelta(hours=3))

    check = await office.check_load(office.assigner, office.executor.id, None, Deadline(FRIDAY))

    assert check.before.planned == timedelta(hours=5)
    assert check.after.without_estimate == 1
    assert check.ends_on is None


async def test_the_load_of_a_team_is_one_statement_with_absences(office):
    await given_task(office, estimate=timedelta(hours=8))
    await office.given_absence(office.executor, office.other, date(2026, 11, 19))

    async with statements_sent(office.engine) as sent:
        people = await office.view_team_load(office.lead, days=7)

    assert [one.name for one in people] == ["Лев", "Пётр", "Соня"]
    days = {day.on.day: day for day in people[1].days}
    assert days[19].capacity == days[21].capacity == timedelta(0)
    assert sum((day.taken for day in people[1].days), timedelta(0)) == timedelta(hours=8)
    assert sum("left_over" in statement for statement, _ in sent) == 1
    client = await office.given_person("Клиент", Role.CLIENT)
    assert await office.view_team_load(await office.actor(client)) == []


async def test_a_page_of_the_team_knows_how_many_there_are(office):
    page = await office.view_load_page(office.lead, offset=2, size=2)
    behind = await office.view_load_page(office.lead, offset=100, size=2)

    assert (page.page.total, [one.name for one in page.people]) == (3, ["Соня"])
    assert [one.name for one in behind.people] == ["Соня"]
    client = await office.actor(await office.given_person("Клиент", Role.CLIENT))
    assert (await office.view_load_page(client, offset=0, size=2)).people == ()


async def test_a_person_has_two_weeks_and_days_away(office):
    await given_task(office, estimate=timedelta(hours=8))
    await given_task(office, deadline=Deadline(utc("2026-11-25 15:00")))
    await office.given_absence(office.executor, office.other, date(2026, 11, 19))

    page = await office.view_load_page(office.executor, offset=0, size=20)

    (own,) = page.people
    assert [day.on.day for day in own.days if day.is_away] == [19]
    assert [week.first_on for week in own.weeks] == [date(2026, 11, 16), date(2026, 11, 23)]
    assert [week.planned for week in own.weeks] == [timedelta(hours=8), timedelta(0)]
    assert own.without_estimate == 1


async def test_the_tasks_of_a_person_stand_at_the_days_on_which_they_would_end(office):
    office.now = utc("2026-11-16 06:00")
    for title, hours in (("Первая", 6), ("Вторая", 14), ("Без оценки", None)):
        estimate = None if hours is None else timedelta(hours=hours)
        await given_task(office, title=title, estimate=estimate)

    plan = await office.view_person_load(office.lead, office.executor.id, offset=0, size=8)

    assert [(task.line.title, task.ends_on) for task in plan.tasks] == [
        ("Первая", date(2026, 11, 16)),
        ("Вторая", date(2026, 11, 19)),
        ("Без оценки", None),
    ]
    own = await office.view_person_load(office.executor, offset=0, size=8)
    assert [task.line.title for task in own.tasks] == ["Первая", "Вторая", "Без оценки"]


async def test_the_tasks_of_a_stranger_are_not_seen(office):
    await given_task(office)

    for stranger in (office.assigner, office.far_lead, office.other):
        with pytest.raises(NotFound):
            await office.view_person_load(stranger, office.executor.id, offset=0, size=8)


async def test_a_team_of_a_thousand_is_paged_in_two_statements(office):
    async with office.connection() as connection:
        await connection.execute(
            text(
                "INSERT INTO people (name, role, branch_id, boss_id, changed_via)"
                " SELECT 'Продавец ' || lpad(n::text, 4, '0'), 'rep', :branch, :boss, 'cli'"
                " FROM generate_series(1, 1000) AS n"
            ),
            {"branch": office.lead.branch_id, "boss": office.lead.id},
        )
    async with office.transaction() as uow:
        await uow.people.rebuild_reporting()

    page = await office.view_load_page(office.lead, offset=40, size=20)

    assert page.page.total == 1003
    assert len(page.people) == 20
    assert page.page.count == 51


async def test_planned_work_fills_the_days_from_its_start_on_and_the_weeks_agree(office):
    office.now = utc("2026-11-16 06:00")
    await given_task(office, estimate=timedelta(hours=6))
    await given_task(
        office,
        estimate=timedelta(hours=12),
        deadline=Deadline(utc("2026-11-30 15:00")),
        starts_on=date(2026, 11, 25),
    )

    (own,) = (await office.view_load_page(office.executor, offset=0, size=20)).people
    plan = await office.view_person_load(office.executor, offset=0, size=8)

    taken = {day.on.day: day.taken for day in own.days if day.taken}
    assert min(day for day in taken if day > 16) == 25
    for week in own.weeks:
        in_week = [day.taken for day in own.days if 0 <= (day.on - week.first_on).days < 7]
        assert week.planned == sum(in_week, timedelta(0))
    assert [task.ends_on for task in plan.tasks] == [date(2026, 11, 16), date(2026, 11, 26)]


async def test_an_hour_tomorrow_at_four_is_in_time_though_the_week_is_full(office):
    office.now = utc("2026-11-16 06:00")
    for _ in range(3):
        await given_task(office, estimate=timedelta(hours=12), deadline=Deadline(MONDAY_EVENING))
    tomorrow = Deadline(utc("2026-11-17 13:00"), has_time=True)

    check = await office.check_load(
        office.assigner, office.executor.id, timedelta(hours=1), tomorrow
    )

    assert (check.ends_on, check.is_late) == (date(2026, 11, 17), False)


async def test_a_colleague_is_proposed_only_with_room_before_the_deadline(office):
    office.now = utc("2026-11-16 06:00")
    for executor in (office.executor, office.executor, office.other, office.other):
        await given_task(office, executor=executor, estimate=timedelta(hours=12))

    check = await office.check_load(office.assigner, office.executor.id, HOURS_14, Deadline(FRIDAY))

    assert check.after.is_overloaded
    assert check.colleague is None
