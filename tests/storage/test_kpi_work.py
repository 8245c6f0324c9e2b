"""Figures of work through the program: what counts, for whom, and where it leads."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.kpi.model import Asked, Figure, LeftOut, Measure, Part
from domain.org.visibility import EVERYTHING
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.periods import PeriodKind, period_of
from domain.tasks.model import Deadline, NewTask, Rating
from storage.tables import people
from tests.builders import utc

NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))
WORK = (Measure.TIMELINESS, Measure.PRODUCTIVITY, Measure.ORIENTATION)


@pytest.fixture
async def office(crm: Any) -> Any:
    crm.boss = await crm.given_person("Лев Орлов", "lead")
    crm.anna = await crm.actor(await crm.given_person("Анна Серова", boss=crm.boss))
    crm.ivan = await crm.actor(await crm.given_person("Иван Котов"))
    return crm


async def given(crm: Any, title: str = "Отчёт", hours: float | None = 6, **fields: Any) -> Any:
    new = NewTask(
        title,
        fields.pop("executor", crm.anna).id,
        Deadline(fields.pop("due", crm.now + timedelta(days=2))),
        None if hours is None else timedelta(hours=hours),
        **fields,
    )
    return await crm.create_task(crm.ivan, new)


async def done(crm: Any, task: Any) -> Any:
    return await crm.finish_task(crm.anna, task.id, version=task.version)


async def figures(crm: Any, kind: WhoseKind = WhoseKind.PERSON, **asked: Any) -> dict[Any, Figure]:
    async with crm.begin() as uow:
        rules = (await uow.rulebooks.current()).rulebook
        found = await uow.kpi.figures(
            kind, asked.pop("period", NOVEMBER), rules, now=crm.now, measures=WORK, **asked
        )
    return {(figure.measure, figure.whose.id): figure for figure in found}


async def test_what_is_done_by_the_agreed_deadline_is_on_time_and_what_is_open_counts(office):
    office.now = utc("2026-11-09 09:00")
    on_time, late, returned, still_open = [await given(office, hours=None) for _ in range(4)]
    await done(office, on_time)
    returned = await done(office, returned)
    office.now = utc("2026-11-12 09:00")
    await done(office, late)
    returned = await office.return_task(office.ivan, returned.id, "не то", version=returned.version)
    await done(office, returned)

    found = (await figures(office))[Measure.TIMELINESS, office.anna.id]

    assert (found.numerator, found.denominator, found.value) == (1, 4, Decimal("0.25"))
    assert found.left_out == {}
    assert still_open.agreed_deadline_at < office.now


async def test_what_is_not_due_yet_is_left_out_while_the_month_runs_and_late_after_it(office):
    office.now = utc("2026-11-09 09:00")
    early = await given(office, due=utc("2026-11-27 12:00"))
    await given(office, due=utc("2026-11-27 12:00"))
    await done(office, early)

    running = (await figures(office))[Measure.TIMELINESS, office.anna.id]
    office.now = utc("2026-12-02 09:00")
    over = (await figures(office))[Measure.TIMELINESS, office.anna.id]

    assert (running.numerator, running.denominator, running.left_out) == (
        *(1, 1),
        {LeftOut.NOT_DUE: 1},
    )
    assert (over.numerator, over.denominator, over.left_out) == (1, 2, {})


async def test_declines_and_tasks_for_oneself_are_left_out_and_what_was_cancelled_is_gone(office):
    office.now = utc("2026-11-09 09:00")
    waits, accepted, cancelled = [await given(office) for _ in range(3)]
    own = NewTask("Своё", office.anna.id, Deadline(utc("2026-11-10 12:00")))
    await office.create_task(office.anna, own)
    await office.decline_task(office.anna, waits.id, "не моё", version=waits.version)
    accepted = await office.decline_task(
        office.anna, accepted.id, "не моё", version=accepted.version
    )
    for task in (accepted, cancelled):
        await office.cancel_task(office.ivan, task.id, version=task.version)
    office.now = utc("2026-11-20 09:00")

    found = (await figures(office))[Measure.TIMELINESS, office.anna.id]

    assert (found.numerator, found.denominator, found.value) == (0, 0, None)
    assert found.left_out == {LeftOut.DECLINED: 2, LeftOut.OWN: 1}


async def test_a_date_agreed_before_it_passed_counts_and_one_agreed_after_does_not(office):
    office.now = utc("2026-11-09 09:00")
    in_time, too_late = await given(office), await given(office)
    later = Deadline(utc("2026-11-18 12:00"))
    asked = await office.propose_new_date(
        office.anna, in_time.id, later, "ждём", version=in_time.version
    )
    await office.agree_new_date(office.ivan, in_time.id, proposal_id=asked.id)
    office.now = utc("2026-11-12 09:00")
    asked = await office.propose_new_date(
        office.anna, too_late.id, later, "ждём", version=too_late.version
    )
    await office.agree_new_date(office.ivan, too_late.id, proposal_id=asked.id)
    office.now = utc("2026-11-16 09:00")
    for task in (in_time, too_late):
        seen = await office.view_task(office.anna, task.id)
        await done(office, seen.task)

    found = (await figures(office))[Measure.TIMELINESS, office.anna.id]

    assert (found.numerator, found.denominator) == (1, 2)


async def test_accepted_hours_are_divided_by_the_useful_hours_of_the_days_at_work(office):
    office.now = utc("2026-11-09 09:00")
    deputy = await office.given_person("Замена")
    await office.given_absence(office.anna, deputy, date(2026, 11, 2), date(2026, 11, 6))
    whole, rough, waiting = (
        await given(office),
        await given(office, hours=None),
        await given(office),
    )
    part = await given(office, hours=4, parent_id=whole.id)
    own = NewTask("Своё", office.anna.id, Deadline(utc("2026-11-10 12:00")), timedelta(hours=8))
    own = await office.create_task(office.anna, own)
    for task in (part, whole, rough, waiting, own):
        seen = await office.view_task(office.anna, task.id)
        await done(office, seen.task)
    for task in (part, whole, rough):
        seen = await office.view_task(office.ivan, task.id)
        await office.accept_result(office.ivan, task.id, version=seen.task.version)
    office.now = utc("2026-11-13 16:00")  # Friday, 19:00 in Moscow: five days at work, one away

    found = (await figures(office))[Measure.PRODUCTIVITY, office.anna.id]

    assert (found.numerator, found.denominator) == (4, Decimal("6.1") * 5)
    assert (found.items, found.left_out) == (2, {LeftOut.NO_ESTIMATE: 1, LeftOut.OWN: 1})


async def test_the_month_of_acceptance_counts_the_hours_and_that_of_the_thumb_the_thumb(office):
    office.now = utc("2026-10-30 09:00")
    task = await done(office, await given(office))
    task = await office.accept_result(office.ivan, task.id, version=task.version)
    october = await figures(office, period=NOVEMBER.previous())
    office.now = utc("2026-11-02 09:00")
    await office.accept_result(office.ivan, task.id, Rating.UP, version=task.version)

    november = await figures(office)
    after = await figures(office, period=NOVEMBER.previous())

    anna = office.anna.id
    assert october[Measure.ORIENTATION, anna].left_out == {LeftOut.UNRATED: 1}
    assert after[Measure.PRODUCTIVITY, anna].numerator == 6
    assert november[Measure.PRODUCTIVITY, anna].numerator == 0
    assert after[Measure.ORIENTATION, anna].value is None
    assert november[Measure.ORIENTATION, anna].value == 1


async def test_a_task_counts_where_its_executor_was_on_its_day(office):
    omsk = await office.given_branch("Омск", zone="Asia/Omsk")
    office.now = utc("2026-11-09 09:00")
    await given(office)
    office.now = utc("2026-11-16 09:00")
    async with office.connection() as connection:
        await connection.execute(
            people.update()
            .where(people.c.id == office.anna.id)
            .values(branch_id=omsk.id, boss_id=office.ivan.id, changed_at=office.now)
        )
    await given(office)
    office.now = utc("2026-11-20 09:00")

    by_branch = await figures(office, WhoseKind.BRANCH)
    by_team = await figures(office, WhoseKind.TEAM)
    of_all = await figures(office, WhoseKind.COMPANY)

    assert by_branch[Measure.TIMELINESS, office.moscow.id].denominator == 1
    assert by_branch[Measure.TIMELINESS, omsk.id].denominator == 1
    assert by_team[Measure.TIMELINESS, office.boss.id].denominator == 1
    assert of_all[Measure.TIMELINESS, 0].denominator == 2
    days = {
        found.whose.id: found.denominator
        for (measure, _), found in by_branch.items()
        if measure is Measure.PRODUCTIVITY
    }
    assert days[omsk.id] == Decimal("6.1") * 3  # Tuesday to Thursday; Friday is not over


async def test_whoever_has_no_task_has_no_figure_but_where_they_are_asked_for(office):
    office.now = utc("2026-11-20 09:00")

    nobody = await figures(office)
    anna = await figures(office, ids=[office.anna.id])

    assert nobody == {}
    assert [anna[measure, office.anna.id].value for measure in WORK] == [None, 0, None]


async def test_behind_a_figure_stand_its_tasks_as_far_as_one_may_see_them(office):
    office.now = utc("2026-11-09 09:00")
    on_time, late = await given(office, "В срок"), await given(office, "Поздно")
    await given(office, "Ещё не скоро", due=utc("2026-11-27 12:00"))
    await done(office, on_time)
    office.now = utc("2026-11-13 09:00")
    asked = Asked(Measure.TIMELINESS, Whose(WhoseKind.PERSON, office.anna.id), NOVEMBER)

    async def behind(part: Part, scope: Any = EVERYTHING) -> list[Any]:
        async with office.begin() as uow:
            rules = (await uow.rulebooks.current()).rulebook
            lines, total = await uow.kpi.facts(
                asked, part, rules, scope, now=office.now, offset=0, size=8
            )
        assert total == len(lines)
        return [(line.title, line.person_name, line.why) for line in lines]

    assert await behind(Part.NUMERATOR) == [("В срок", "Анна Серова", None)]
    assert [title for title, *_ in await behind(Part.DENOMINATOR)] == ["Поздно", "В срок"]
    assert await behind(Part.LEFT_OUT) == [("Ещё не скоро", "Анна Серова", LeftOut.NOT_DUE)]
    assert await behind(Part.DENOMINATOR, office.ivan.scope) == []
    assert late.id != on_time.id
    asked = Asked(Measure.TIMELINESS, COMPANY, NOVEMBER)
    assert len(await behind(Part.DENOMINATOR)) == 2
