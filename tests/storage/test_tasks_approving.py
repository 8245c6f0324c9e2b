"""Deciding what the rulebook wants approved, on a real Postgres."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.errors import NotFound
from domain.notes import NoteMissing
from domain.org.model import Role
from domain.tasks.errors import (
    ApprovalDecided,
    ApprovalExpired,
    ApprovalOfOwn,
    DateSame,
    DeadlineInPast,
    TaskChanged,
    TaskPartMissing,
)
from domain.tasks.model import ApprovalReason, Deadline, TaskState
from tests.builders import utc
from tests.tasks_world import FRIDAY, given_task, office

__all__ = ["office"]

HOURS_20 = timedelta(hours=20)
MONDAY = Deadline(utc("2026-11-23 15:00"))
TODAY = date(2026, 11, 18)


async def waiting(office, actor, *, size=5, offset=0):
    page = await office.list_approvals(actor, offset=offset, size=size)
    return [one.asked.line.title for one in page.lines]


async def test_another_date_is_told_to_the_assigner_and_the_task_still_waits(office):
    task = await given_task(office, estimate=HOURS_20)

    changed = await office.change_date_in_approval(
        office.lead, task.id, MONDAY, version=task.version
    )

    assert (changed.state, changed.deadline) == (TaskState.WAITING_APPROVAL, MONDAY)
    assert changed.agreed_deadline_at == MONDAY.at
    assert await office.notices("task_approval_date") == [("Анна", task.id)]
    with pytest.raises(TaskChanged):
        await office.approve_task(office.lead, task.id, version=task.version)
    approved = await office.approve_task(office.lead, task.id, version=changed.version)
    assert approved.deadline == MONDAY


async def test_a_date_that_is_past_or_the_same_is_no_other_date(office):
    task = await given_task(office, estimate=HOURS_20)

    for deadline, refusal in (
        (Deadline(utc("2026-11-17 15:00")), DeadlineInPast),
        (Deadline(FRIDAY), DateSame),
    ):
        with pytest.raises(refusal):
            await office.change_date_in_approval(
                office.lead, task.id, deadline, version=task.version
            )


async def test_a_question_becomes_a_comment_and_the_task_still_waits(office):
    task = await given_task(office, estimate=HOURS_20)

    asked = await office.question_in_approval(office.lead, task.id, "Почему так долго?")

    assert (asked.state, asked.version) == (TaskState.WAITING_APPROVAL, task.version)
    assert ("Анна", task.id) in await office.notices("task_comment")
    view = await office.view_task(office.assigner, task.id)
    assert view.comments == 1
    with pytest.raises(NoteMissing):
        await office.question_in_approval(office.lead, task.id, "  ")


async def test_only_the_approver_changes_the_date_or_asks(office):
    task = await given_task(office, estimate=HOURS_20)

    for actor, refusal in (
        (office.manager, TaskPartMissing),
        (office.assigner, ApprovalOfOwn),
        (office.executor, ApprovalOfOwn),
    ):
        with pytest.raises(refusal):
            await office.change_date_in_approval(actor, task.id, MONDAY, version=task.version)
        with pytest.raises(refusal):
            await office.question_in_approval(actor, task.id, "Почему?")
    stranger = await office.actor(await office.given_person("Чужой"))
    with pytest.raises(NotFound):
        await office.approve_task(stranger, task.id, version=task.version)


async def test_who_is_to_do_it_does_not_approve_it_while_standing_in(office):
    task = await given_task(office, estimate=HOURS_20)
    await office.given_absence(office.lead, office.executor, TODAY)
    deputy = await office.actors.get(office.executor.id, now=office.now)

    with pytest.raises(ApprovalOfOwn):
        await office.approve_task(deputy, task.id, version=task.version)

    assert await waiting(office, deputy) == []


async def test_a_head_whose_deputy_asks_is_passed_over(office):
    await office.given_absence(office.lead, office.assigner, TODAY)

    task = await given_task(office, estimate=HOURS_20)

    assert await office.notices("task_approval") == [("Марина", task.id)]


async def test_a_head_is_asked_all_the_same_where_there_is_no_other(office):
    await office.given_absence(office.far_lead, office.other, TODAY)
    await office.given_absence(office.manager, office.other, TODAY)

    task = await given_task(
        office, estimate=HOURS_20, assigner=office.other, executor=office.assigner
    )

    assert task.approval.heads[0] == office.far_lead.id


async def test_what_waits_is_listed_with_the_week_it_leads_to(office):
    await given_task(office, estimate=timedelta(hours=10))
    await given_task(office, title="Вторая", estimate=HOURS_20)
    await given_task(office, title="Первая", estimate=timedelta(hours=30), executor=office.other)

    page = await office.list_approvals(office.lead, offset=0, size=5)

    assert [one.asked.line.title for one in page.lines] == ["Вторая", "Первая"]
    second = page.lines[0]
    assert second.asked.reasons == (ApprovalReason.HOURS,)
    assert second.load.before.planned == timedelta(hours=10)
    assert second.load.after.needed == timedelta(hours=30)
    assert second.load.is_late
    assert await waiting(office, office.manager) == []
    assert await waiting(office, office.assigner) == []


async def test_the_last_page_stands_for_those_behind_it(office):
    for number in range(3):
        await given_task(office, title=f"Задача {number}", estimate=HOURS_20)

    assert await waiting(office, office.lead, size=2, offset=10) == ["Задача 2"]
    assert await waiting(office, office.manager, size=2, offset=10) == []


async def test_a_deputy_has_what_waits_for_the_absent_lead(office):
    await given_task(office, title="Срочная", estimate=HOURS_20)
    await office.given_absence(office.lead, office.other, TODAY)
    deputy = await office.actors.get(office.other.id, now=office.now)

    assert await waiting(office, deputy) == ["Срочная"]


async def test_of_several_what_was_decided_meanwhile_is_named_and_the_rest_approved(office):
    tasks = [
        await given_task(office, title=f"Задача {number}", estimate=HOURS_20) for number in range(3)
    ]
    shown = [(task.id, task.version) for task in tasks]
    await office.decline_approval(office.lead, tasks[1].id, "Не нужно", version=tasks[1].version)

    done = await office.approve_tasks(office.lead, shown)

    (refused,) = done.refused
    assert [task.title for task in done.approved] == ["Задача 0", "Задача 2"]
    assert refused.title == "Задача 1"
    assert isinstance(refused.refusal, ApprovalDecided)
    assert refused.refusal.facts["verdict"] == "declined"


async def test_where_one_of_several_cannot_be_written_none_is(office, as_owner):
    tasks = [
        await given_task(office, title=f"Задача {number}", estimate=HOURS_20) for number in range(2)
    ]
    told = await office.notices("task_given")
    async with office.engine.begin() as connection:
        await connection.exec_driver_sql(
            "CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE 'broken off'; END $$"
        )
        await connection.exec_driver_sql(
            "CREATE TRIGGER break_off BEFORE UPDATE ON tasks FOR EACH ROW"
            f" WHEN (new.id = {tasks[1].id}) EXECUTE FUNCTION break_off()"
        )

    with pytest.raises(Exception, match="broken off"):
        await office.approve_tasks(office.lead, [(task.id, task.version) for task in tasks])

    assert await waiting(office, office.lead) == ["Задача 0", "Задача 1"]
    assert await office.notices("task_given") == told


async def test_nothing_is_said_of_a_task_that_is_not_seen(office):
    task = await given_task(office, title="Тайная", estimate=HOURS_20)
    stranger = await office.actor(await office.given_person("Чужой", Role.LEAD))

    done = await office.approve_tasks(stranger, [(task.id, task.version)])

    assert done.approved == ()
    assert [(one.title, type(one.refusal)) for one in done.refused] == [(None, NotFound)]


async def test_the_load_of_a_task_that_waits_is_that_of_its_executor(office):
    task = await given_task(office, estimate=HOURS_20)

    check = await office.check_load_of_task(office.lead, task)

    assert check.executor.id == office.executor.id
    assert check.after.needed == HOURS_20


async def test_the_load_of_who_has_left_is_not_known(office):
    leaver = await office.given_person("Бывший", boss=office.lead)
    task = await given_task(office, estimate=HOURS_20, executor=leaver)
    async with office.transaction() as uow:
        person = await uow.people.get(leaver.id)
        await uow.people.save(replace(person, is_active=False))

    assert await office.check_load_of_task(office.lead, task) is None
    page = await office.list_approvals(office.lead, offset=0, size=5)
    assert len(page.lines) == 1


async def test_a_long_task_waits_for_the_executor_s_lead(office):
    task = await given_task(office, estimate=timedelta(hours=20))
    assert task.state is TaskState.WAITING_APPROVAL
    assert await office.notices("task_approval") == [("Лев", task.id)]
    assert await office.notices("task_given") == []

    approved = await office.approve_task(office.lead, task.id, version=task.version)

    assert approved.state is TaskState.GIVEN
    assert await office.notices("task_given") == [("Пётр", task.id)]


async def test_what_a_boss_of_the_executor_gives_needs_no_approval(office):
    task = await given_task(office, assigner=office.manager, estimate=timedelta(hours=20))

    assert task.state is TaskState.GIVEN


async def test_the_second_who_taps_learns_who_decided(office):
    task = await given_task(office, estimate=timedelta(hours=20))
    await office.approve_task(office.lead, task.id, version=task.version)

    with pytest.raises(ApprovalDecided) as refused:
        await office.decline_approval(office.lead, task.id, "дорого", version=task.version)

    assert (refused.value.facts["name"], refused.value.facts["verdict"]) == ("Лев", "approved")


async def test_nobody_approves_their_own(office):
    task = await given_task(office, estimate=timedelta(hours=20), executor=office.assigner)
    assert await office.notices("task_approval") == [("Ольга", task.id)]
    today = date(2026, 11, 18)
    await office.given_absence(office.far_lead, office.assigner, today)
    deputy = await office.actors.get(office.assigner.id, now=office.now)

    with pytest.raises(ApprovalOfOwn):
        await office.approve_task(deputy, task.id, version=task.version)


async def test_the_deputy_of_an_absent_lead_approves(office):
    await office.given_absence(office.lead, office.other, date(2026, 11, 18))
    deputy = await office.actors.get(office.other.id, now=office.now)
    task = await given_task(office, estimate=timedelta(hours=20))
    assert await office.notices("task_approval") == [("Соня", task.id)]

    approved = await office.approve_task(deputy, task.id, version=task.version)

    assert approved.decision is not None
    assert approved.decision.by == office.other.id


async def test_a_declined_task_is_back_with_its_assigner_who_may_ask_again(office):
    task = await given_task(office, estimate=timedelta(hours=20))
    declined = await office.decline_approval(
        office.lead, task.id, "Слишком долго", version=task.version
    )
    assert (declined.state, declined.decision.words) == (TaskState.DRAFT, "Слишком долго")
    assert await office.notices("task_approval_declined") == [("Анна", task.id)]

    shorter = await office.change_draft(
        office.assigner, task.id, version=declined.version, estimate=timedelta(hours=8)
    )
    sent = await office.send_task(office.assigner, task.id, version=shorter.version)

    assert sent.state is TaskState.GIVEN


async def test_an_approval_that_nobody_decides_climbs_and_then_comes_back(office):
    task = await given_task(office, estimate=timedelta(hours=20))
    office.now = utc("2026-11-19 10:00")
    assert await office.expire_approvals() == 1
    assert await office.notices("task_approval") == [("Лев", task.id), ("Марина", task.id)]
    with pytest.raises(ApprovalExpired) as refused:
        await office.approve_task(office.lead, task.id, version=task.version)
    assert refused.value.facts["name"] == "Марина"

    office.now = utc("2026-11-20 10:00")
    assert await office.expire_approvals() == 1

    back = (await office.view_task(office.assigner, task.id)).task
    assert back.state is TaskState.DRAFT
    assert await office.notices("task_approval_expired") == [("Анна", task.id)]
    with pytest.raises(ApprovalExpired):
        await office.approve_task(office.manager, task.id, version=back.version)
    assert await office.expire_approvals() == 0


async def test_all_that_is_shown_is_approved_and_a_refusal_stops_no_other(office):
    first = await given_task(office, estimate=timedelta(hours=20))
    second = await given_task(office, estimate=timedelta(hours=30))

    done = await office.approve_tasks(
        office.lead, [(first.id, first.version + 5), (second.id, second.version)]
    )

    assert [task.id for task in done.approved] == [second.id]
    assert [(one.task_id, one.title) for one in done.refused] == [(first.id, first.title)]
    assert isinstance(done.refused[0].refusal, TaskChanged)
