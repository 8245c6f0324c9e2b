"""The life of a task on a real Postgres: what each act does, who is told, and what is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from domain.errors import NotFound
from domain.names import NameMissing
from domain.notes import NoteMissing
from domain.org.model import Role
from domain.tasks.errors import (
    ApprovalDecided,
    ApprovalExpired,
    ApprovalOfOwn,
    DateDecided,
    DateProposed,
    DeadlineInPast,
    DeadlineMissing,
    DeclineFromBoss,
    EstimateOfParts,
    EstimateTooLong,
    ExecutorLeft,
    ExecutorOfOthers,
    ExecutorStranger,
    PartsUnfinished,
    TaskChanged,
    TaskNotReady,
    TaskPartMissing,
    TaskRing,
    TaskStopped,
)
from domain.tasks.model import (
    Deadline,
    FileKind,
    NewTask,
    Rating,
    TaskFile,
    TaskPriority,
    TaskState,
)
from domain.tasks.views import Stands, TaskErrand, TaskFilter, Whose
from tests.builders import utc
from tests.crm import Crm, by
from tests.tasks_world import FRIDAY, given_task

HOUR = timedelta(hours=1)
MONDAY = Deadline(utc("2026-11-23 15:00"))


@pytest.fixture
async def office(crm: Crm) -> Crm:
    """Анна asks Пётр, whose boss is Лев under Марина; Анна's own boss is Ольга."""
    people: dict[str, Any] = {}
    people["manager"] = await crm.given_person("Марина", Role.MANAGER)
    people["lead"] = await crm.given_person("Лев", Role.LEAD, boss=people["manager"])
    people["executor"] = await crm.given_person("Пётр", boss=people["lead"])
    people["other"] = await crm.given_person("Соня", boss=people["lead"])
    people["far_lead"] = await crm.given_person("Ольга", Role.LEAD)
    people["assigner"] = await crm.given_person("Анна", boss=people["far_lead"])
    for part, person in people.items():
        setattr(crm, part, await crm.actor(person))
    return crm


async def test_a_task_goes_to_its_executor_and_their_boss_looks_on(office):
    task = await given_task(office, estimate=timedelta(hours=2))

    assert task.state is TaskState.GIVEN
    assert await office.notices("task_given") == [("Пётр", task.id)]
    assert await office.notices("task_joined") == [("Лев", task.id)]
    view = await office.view_task(office.lead, task.id)
    assert [(one.name, one.is_by_rule) for one in view.people] == [("Лев", True)]


async def test_what_one_s_own_boss_gives_has_no_observer(office):
    task = await given_task(office, assigner=office.manager)

    assert (await office.view_task(office.executor, task.id)).people == ()


async def test_a_whole_life(office):
    task = await given_task(office, estimate=timedelta(hours=2))
    task = await office.accept_task(office.executor, task.id, version=task.version)
    task = await office.start_task(office.executor, task.id, version=task.version)
    task = await office.finish_task(office.executor, task.id, "Готово", version=task.version)
    assert await office.notices("task_done") == [("Анна", task.id)]
    task = await office.return_task(office.assigner, task.id, "Нет цен", version=task.version)
    assert await office.notices("task_returned") == [("Пётр", task.id)]
    task = await office.finish_task(office.executor, task.id, version=task.version)
    task = await office.accept_result(office.assigner, task.id, version=task.version)
    assert task.state is TaskState.ACCEPTED_RESULT
    task = await office.accept_result(office.assigner, task.id, Rating.UP, version=task.version)

    assert (task.state, task.rating, task.returns) == (TaskState.CLOSED, Rating.UP, 1)
    assert await office.notices("task_closed") == [("Пётр", task.id)]
    assert task.estimate_frozen == timedelta(hours=2)
    assert task.was_on_time


async def test_a_task_for_oneself_is_accepted_at_once_and_closed_when_done(office):
    task = await given_task(office, executor=office.assigner)
    assert task.state is TaskState.ACCEPTED

    task = await office.finish_task(office.assigner, task.id, version=task.version)

    assert (task.state, task.rating) == (TaskState.CLOSED, None)


async def test_declining_wants_a_reason_and_an_assigner_from_elsewhere(office):
    elsewhere = await given_task(office)
    from_boss = await given_task(office, assigner=office.manager)

    with pytest.raises(NoteMissing):
        await office.decline_task(office.executor, elsewhere.id, "—", version=elsewhere.version)
    with pytest.raises(DeclineFromBoss):
        await office.decline_task(office.executor, from_boss.id, "нет", version=from_boss.version)
    declined = await office.decline_task(
        office.executor, elsewhere.id, "Не мой клиент", version=elsewhere.version
    )

    assert declined.state is TaskState.DECLINED
    assert await office.notices("task_declined") == [("Анна", elsewhere.id)]


async def test_the_second_tap_changes_nothing_and_an_old_button_is_outdated(office):
    task = await given_task(office)
    accepted = await office.accept_task(office.executor, task.id, version=task.version)

    again = await office.accept_task(office.executor, task.id, version=task.version)
    with pytest.raises(TaskChanged):
        await office.start_task(office.executor, task.id, version=task.version)

    assert again == accepted


async def test_an_act_of_another_is_refused_and_changes_nothing(office):
    task = await given_task(office)

    with pytest.raises(TaskPartMissing):
        await office.accept_task(office.assigner, task.id, version=task.version)
    with pytest.raises(TaskNotReady):
        await office.accept_result(office.assigner, task.id, Rating.UP, version=task.version)

    assert len(await office.audit("tasks", task.id)) == 2


WRONG = {
    "no title": ({"title": " — "}, NameMissing),
    "no deadline": ({"deadline": None}, DeadlineMissing),
    "a deadline in the past": ({"deadline": Deadline(utc("2026-11-18 09:59"))}, DeadlineInPast),
    "10,000 hours": ({"estimate": timedelta(hours=10_000)}, EstimateTooLong),
    "nobody": ({"executor_id": 999_999}, ExecutorStranger),
}


@pytest.mark.parametrize(("fields", "refusal"), WRONG.values(), ids=WRONG.keys())
async def test_a_wrong_task_is_refused_and_nothing_is_kept(office, fields, refusal):
    new = {"title": "Отчёт", "deadline": MONDAY, "executor_id": office.executor.id} | fields

    with pytest.raises(refusal):
        await office.create_task(office.assigner, NewTask(**new))

    page = await office.list_tasks(
        office.assigner, TaskFilter(Whose.GIVEN_BY_ME, Stands.ALL), offset=0, size=8
    )
    assert page.page.total == 0


async def test_nobody_gives_a_task_to_a_client_or_to_who_left(office):
    client = await office.given_person("Клиент", Role.CLIENT)
    former = await office.given_person("Бывший", is_active=False)

    with pytest.raises(ExecutorStranger):
        await office.create_task(office.assigner, NewTask("Отчёт", client.id, MONDAY))
    with pytest.raises(ExecutorLeft) as refused:
        await office.create_task(office.assigner, NewTask("Отчёт", former.id, MONDAY))

    assert refused.value.facts["name"] == "Бывший"


# Approval


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


# Dates, estimates, people


async def test_a_new_date_agreed_in_time_counts_and_a_late_one_does_not(office):
    task = await given_task(office)
    later = Deadline(utc("2026-11-24 15:00"), has_time=True)
    await office.propose_new_date(
        office.executor, task.id, MONDAY, "Ждём прайс", version=task.version
    )
    assert await office.notices("task_redate") == [("Анна", task.id)]
    with pytest.raises(DateProposed):
        await office.propose_new_date(office.executor, task.id, later, "Ещё", version=task.version)
    agreed = await office.agree_new_date(office.assigner, task.id)
    assert agreed.deadline == MONDAY
    assert agreed.agreed_deadline_at == MONDAY.at

    office.now = utc("2026-11-24 10:00")
    await office.propose_new_date(
        office.executor, task.id, later, "Всё ещё ждём", version=agreed.version
    )
    late = await office.agree_new_date(office.assigner, task.id)

    assert late.deadline == later
    assert late.agreed_deadline_at == MONDAY.at
    with pytest.raises(DateDecided):
        await office.refuse_new_date(office.assigner, task.id)


async def test_a_refused_date_leaves_the_old_one(office):
    task = await given_task(office)
    await office.propose_new_date(
        office.executor, task.id, MONDAY, "Ждём прайс", version=task.version
    )

    refused = await office.refuse_new_date(office.assigner, task.id, "Клиент ждёт")

    assert refused.deadline.at == FRIDAY
    assert await office.notices("task_redate_refused") == [("Пётр", task.id)]


async def test_a_changed_estimate_leaves_the_frozen_one(office):
    task = await given_task(office, estimate=timedelta(hours=2))
    task = await office.start_task(office.executor, task.id, version=task.version)

    task = await office.change_estimate(
        office.executor, task.id, timedelta(hours=5), version=task.version
    )

    assert (task.estimate, task.estimate_frozen) == (timedelta(hours=5), timedelta(hours=2))
    thread = await office.view_task_thread(office.assigner, task.id, size=1)
    assert thread.entries[0].facts["was_minutes"] == 120


async def test_an_objection_stops_the_task_until_the_assigner_answers(office):
    task = await given_task(office)
    stopped = await office.object_to_task(office.lead, task.id, "Пётр занят", version=task.version)
    assert await office.notices("task_objection") == [("Анна", task.id)]
    assert stopped.reminders.next_at is None
    with pytest.raises(TaskStopped) as refused:
        await office.start_task(office.executor, task.id, version=stopped.version)
    assert refused.value.facts["name"] == "Лев"

    answered = await office.answer_objection(office.assigner, task.id, "Это на час")

    assert answered.reminders.next_at is not None
    started = await office.start_task(office.executor, task.id, version=answered.version)
    assert started.state is TaskState.IN_WORK


async def test_a_boss_hands_a_task_on_to_those_under_them_only(office):
    task = await given_task(office)
    with pytest.raises(ExecutorOfOthers):
        await office.reassign_task(office.lead, task.id, office.far_lead.id, version=task.version)

    handed = await office.reassign_task(office.lead, task.id, office.other.id, version=task.version)

    assert (handed.executor_id, handed.state) == (office.other.id, TaskState.GIVEN)
    assert ("Соня", task.id) in await office.notices("task_given")
    assert await office.notices("task_taken_away") == [("Пётр", task.id)]
    with pytest.raises(NotFound):
        await office.view_task(office.executor, task.id)


async def test_a_boss_raises_the_priority(office):
    task = await given_task(office)

    raised = await office.raise_priority(
        office.lead, task.id, TaskPriority.URGENT, version=task.version
    )

    assert raised.priority is TaskPriority.URGENT
    assert ("Пётр", task.id) in await office.notices("task_priority")


# Parts


async def test_a_parent_s_estimate_is_the_sum_of_its_parts(office):
    whole = await given_task(office, estimate=timedelta(hours=1))
    part = await given_task(office, estimate=timedelta(hours=3), parent_id=whole.id)
    await given_task(office, estimate=timedelta(hours=4), parent_id=whole.id)
    assert (await office.view_task(office.executor, whole.id)).task.estimate == timedelta(hours=7)

    await office.cancel_task(office.assigner, part.id, version=part.version)

    view = await office.view_task(office.executor, whole.id)
    assert view.task.estimate == timedelta(hours=4)
    assert len(view.parts) == 2
    with pytest.raises(EstimateOfParts):
        await office.change_estimate(
            office.executor, whole.id, timedelta(hours=9), version=view.task.version
        )
    with pytest.raises(PartsUnfinished):
        await office.finish_task(office.executor, whole.id, version=view.task.version)


async def test_a_task_is_never_a_part_of_itself(office):
    top = await given_task(office)
    middle = await given_task(office, parent_id=top.id)
    bottom = await given_task(office, parent_id=middle.id)
    view = await office.view_task(office.assigner, top.id)

    for below in (top, middle, bottom):
        with pytest.raises(TaskRing):
            await office.put_under_task(
                office.assigner, top.id, below.id, version=view.task.version
            )


# Words, time, links


async def test_a_comment_is_for_all_who_take_part_and_late_comers_read_it_all(office):
    task = await given_task(office)
    await office.add_task_comment(office.executor, task.id, "Ж" * 4096)
    await office.add_task_comment(
        office.lead, task.id, None, file=TaskFile("photo-1", FileKind.PHOTO)
    )
    with pytest.raises(NoteMissing):
        await office.add_task_comment(office.lead, task.id, " ")

    thread = await office.view_task_thread(office.manager, task.id, size=2)

    assert [(one.actor_name, one.file_id) for one in thread.entries] == [
        ("Пётр", None),
        ("Лев", "photo-1"),
    ]
    assert (thread.page.total, thread.files) == (4, 1)
    told = {name for name, _ in await office.notices("task_comment")}
    assert told == {"Анна", "Лев", "Пётр"}


async def test_spent_time_adds_up(office):
    task = await given_task(office)
    await office.log_time(office.executor, task.id, timedelta(hours=2))

    logged = await office.log_time(office.executor, task.id, timedelta(minutes=30))

    assert logged.total == timedelta(hours=2, minutes=30)
    assert (await office.view_task(office.assigner, task.id)).spent == logged.total
    with pytest.raises(TaskPartMissing):
        await office.log_time(office.assigner, task.id, timedelta(hours=1))


async def test_a_task_from_a_deal_stands_in_both_timelines(office):
    client = await office.given_client(office.assigner)
    deal = await office.given_deal(office.assigner, client_id=client.id)

    task = await given_task(office, deal_id=deal.id)

    assert task.client_id == client.id
    assert await office.happened(deal.id) == ["task_created", "task_given"]
    page = await office.list_tasks_of_deal(office.assigner, deal.id, offset=0, size=8)
    assert [line.id for line in page.lines] == [task.id]
    page = await office.list_tasks_of_client(office.assigner, client.id, offset=0, size=8)
    assert [line.client_name for line in page.lines] == ["Ромашка"]


async def test_a_client_s_timeline_shows_no_tasks_that_others_gave_to_others(office):
    client = await office.given_client(office.other)
    task = await office.create_task(
        office.other, NewTask("Позвонить", office.lead.id, MONDAY, client_id=client.id)
    )
    paired = await office.given_person("Пара", pair_id=office.other.id)
    stranger_s = await office.create_task(
        office.lead, NewTask("Проверить", office.manager.id, MONDAY)
    )
    async with office.connection() as connection:
        await connection.execute(
            text("UPDATE timeline SET client_id = :client WHERE task_id = :task"),
            {"client": client.id, "task": stranger_s.id},
        )

    _, entries, *_ = await office.view_client_timeline(
        await office.actor(paired), client.id, offset=0, size=8
    )

    assert {entry.task_id for entry in entries if entry.task_id} == {task.id}


async def test_every_change_is_audited_to_who_made_it(office):
    with by(office.assigner):
        task = await given_task(office)
    with by(office.executor):
        await office.accept_task(office.executor, task.id, version=task.version)

    rows = await office.audit("tasks", task.id)

    assert [(row.act, row.actor_id) for row in rows] == [
        ("insert", office.assigner.id),
        ("update", office.assigner.id),
        ("update", office.executor.id),
    ]
    assert rows[-1].after["state"] == "accepted"


# Lists and the day


async def test_lists_by_whose_they_are(office):
    task = await given_task(office, title="Прайс для Ромашки")

    async def seen(actor: Any, whose: Whose, **filters: Any) -> list[int]:
        chosen = TaskFilter(whose, **filters)
        page = await office.list_tasks(actor, chosen, offset=0, size=8)
        return [line.id for line in page.lines]

    assert await seen(office.executor, Whose.MINE) == [task.id]
    assert await seen(office.assigner, Whose.GIVEN_BY_ME) == [task.id]
    assert await seen(office.lead, Whose.OBSERVED) == [task.id]
    assert await seen(office.manager, Whose.TEAM) == [task.id]
    assert await seen(office.assigner, Whose.MINE) == []
    assert await seen(office.executor, Whose.MINE, wanted="ромаш") == [task.id]
    assert await seen(office.executor, Whose.MINE, wanted="лилия") == []
    assert await seen(office.executor, Whose.MINE, stands=Stands.OVERDUE) == []
    assert await seen(office.executor, Whose.MINE, stands=Stands.ENDED) == []
    office.now = utc("2026-11-21 10:00")
    assert await seen(office.executor, Whose.MINE, stands=Stands.OVERDUE) == [task.id]


async def test_a_draft_is_its_assigner_s_alone(office):
    draft = await office.create_task(
        office.assigner, NewTask("Черновик", office.executor.id), as_draft=True
    )

    for actor in (office.executor, office.lead, office.manager, office.far_lead):
        with pytest.raises(NotFound):
            await office.view_task(actor, draft.id)
    assert (await office.view_task(office.assigner, draft.id)).task.title == "Черновик"
    with pytest.raises(DeadlineMissing):
        await office.send_task(office.assigner, draft.id, version=draft.version)


async def test_the_day_says_what_waits_for_whom(office):
    due = await given_task(office, deadline=Deadline(utc("2026-11-18 15:00")))
    new = await given_task(office)
    waiting = await given_task(office, estimate=timedelta(hours=20))
    done = await given_task(office)
    done = await office.finish_task(office.executor, done.id, version=done.version)
    await office.propose_new_date(office.executor, new.id, MONDAY, "Ждём", version=new.version)

    async def day(actor: Any) -> list[tuple[TaskErrand, int]]:
        seen = await office.view_day(actor)
        return [(errand, line.id) for errand, line in seen.tasks.lines]

    assert await day(office.executor) == [(TaskErrand.TODAY, due.id), (TaskErrand.NEW, new.id)]
    assert await day(office.lead) == [(TaskErrand.APPROVE, waiting.id)]
    assert await day(office.assigner) == [
        (TaskErrand.DECIDE_DATE, new.id),
        (TaskErrand.ACCEPT_RESULT, done.id),
    ]
    office.now = utc("2026-11-18 16:00")
    assert (await day(office.executor))[0] == (TaskErrand.OVERDUE, due.id)


async def test_a_draft_is_a_part_of_the_task_above_once_it_is_sent(office):
    whole = await given_task(office)
    part = await office.create_task(
        office.executor,
        NewTask("Часть", deadline=Deadline(FRIDAY), estimate=HOUR, parent_id=whole.id),
        as_draft=True,
    )
    assert (await office.view_task(office.assigner, whole.id)).task.estimate is None
    await office.send_task(office.executor, part.id, version=part.version)

    view = await office.view_task(office.executor, whole.id)

    assert view.task.estimate == HOUR
    with pytest.raises(PartsUnfinished):
        await office.finish_task(office.executor, whole.id, version=view.task.version)


async def test_a_draft_that_was_never_sent_does_not_hold_the_whole_back(office):
    whole = await given_task(office)
    await office.create_task(office.executor, NewTask("Часть", parent_id=whole.id), as_draft=True)

    done = await office.finish_task(office.executor, whole.id, version=whole.version)

    assert done.state is TaskState.DONE


async def test_an_answer_to_an_older_question_about_a_date_is_outdated(office):
    task = await given_task(office)
    asked = await office.propose_new_date(
        office.executor, task.id, MONDAY, "позже", version=task.version
    )
    await office.refuse_new_date(office.assigner, task.id, proposal_id=asked.id)
    later = Deadline(utc("2026-11-24 15:00"))
    await office.propose_new_date(office.executor, task.id, later, "позже", version=task.version)

    for decide in (office.agree_new_date, office.refuse_new_date):
        with pytest.raises(DateDecided):
            await decide(office.assigner, task.id, proposal_id=asked.id)


async def test_whoever_lost_a_task_is_told_its_title(office):
    task = await given_task(office)
    await office.reassign_task(office.assigner, task.id, office.other.id, version=task.version)

    async with office.connection() as connection:
        told = await connection.scalar(
            text("SELECT facts->>'title' FROM ledger WHERE kind = 'task_taken_away'")
        )

    assert told == task.title
