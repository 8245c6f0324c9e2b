"""The life of a task on a real Postgres: what each act does, who is told, and what is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.errors import NotFound
from domain.names import NameMissing
from domain.notes import NoteMissing
from domain.org.model import Role
from domain.tasks.errors import (
    DateDecided,
    DateProposed,
    DeadlineInPast,
    DeadlineMissing,
    DeclineFromBoss,
    EstimateTooLong,
    ExecutorLeft,
    ExecutorOfOthers,
    ExecutorStranger,
    TaskChanged,
    TaskNotReady,
    TaskPartMissing,
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
from domain.tasks.views import Stands, TaskFilter, Whose
from tests.builders import utc
from tests.crm import by
from tests.tasks_world import FRIDAY, given_task, office

__all__ = ["office"]

HOUR = timedelta(hours=1)
MONDAY = Deadline(utc("2026-11-23 15:00"))


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
    assert task.done_at <= task.agreed_deadline_at


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
