"""How much is in whose hands, and what one more task would lead to."""

from datetime import date, timedelta

from sqlalchemy import event

from domain.org.model import Role
from domain.tasks.model import Deadline
from tests.builders import utc
from tests.storage.test_tasks import office
from tests.tasks_world import FRIDAY, given_task

__all__ = ["office"]

HOURS_14 = timedelta(hours=14)


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
    run = []

    def note(_connection, _cursor, statement, *_):
        run.append(statement)

    event.listen(office.engine.sync_engine, "before_cursor_execute", note)
    people = await office.view_team_load(office.lead, days=7)
    event.remove(office.engine.sync_engine, "before_cursor_execute", note)

    assert [one.name for one in people] == ["Лев", "Пётр", "Соня"]
    days = {day.on.day: day for day in people[1].days}
    assert days[19].capacity == days[21].capacity == timedelta(0)
    assert sum((day.taken for day in people[1].days), timedelta(0)) == timedelta(hours=8)
    assert sum("left_over" in statement for statement in run) == 1
    client = await office.given_person("Клиент", Role.CLIENT)
    assert await office.view_team_load(await office.actor(client)) == []
