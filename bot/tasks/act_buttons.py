"""Which acts a card offers to its reader: those that the rules allow now, the usual ones first."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.callback_data import OpenTask
from bot.screens import Button, Row, Screen, paired
from bot.tasks.callback_data import (
    AcceptResultNow,
    AcceptTaskNow,
    AgreeDate,
    AskAboutTask,
    AskToCancelTask,
    ChooseExecutor,
    ChoosePriority,
    FinishTaskNow,
    OpenReminders,
    OpenTaskActs,
    PutTaskUnder,
    RateTask,
    RefuseDate,
    StartTaskNow,
    TaskQuestion,
)
from bot.tasks.series.callback_data import AskToStopSeries
from bot.texts import Texts
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.model import Rating, Task, TaskPriority, TaskState
from domain.tasks.states import Act, Part
from domain.tasks.views import TaskView


@dataclass(frozen=True, slots=True)
class _Offering:
    """What this actor may do with this task, and its buttons."""

    view: TaskView
    actor: Actor
    texts: Texts

    @property
    def task(self) -> Task:
        return self.view.task

    def may(self, *acts: Act) -> bool:
        """Any of them."""
        return any(task_rules.may(act, self.task, self.view.standing, self.actor) for act in acts)

    def takes_part_as(self, *parts: Part) -> bool:
        mine = task_rules.parts_of(self.task, self.view.standing, self.actor)
        return bool(mine & set(parts))

    def asks(self, what: TaskQuestion, key: str) -> Button:
        data = AskAboutTask(task_id=self.task.id, version=self.task.version, what=what)
        return Button(self.texts.plain(key), data)

    def reassign(self) -> Button:
        data = ChooseExecutor(task_id=self.task.id, version=self.task.version)
        return Button(self.texts.plain("task-reassign-button"), data)

    def cancel(self) -> Button:
        data = AskToCancelTask(task_id=self.task.id)
        return Button(self.texts.plain("task-cancel-button"), data)


def act_rows(view: TaskView, texts: Texts, *, actor: Actor) -> list[Row]:
    """The acts that the task waits for, and the way to the rarer ones."""
    offering = _Offering(view, actor, texts)
    rows = [*_taking(offering), *_working(offering), *_judging(offering), *_deciding(offering)]
    if offering.task.state is TaskState.DECLINED and offering.may(Act.REASSIGN):
        rows.append((offering.reassign(),))
    if _rarer(offering):
        more = Button(texts.plain("task-more-button"), OpenTaskActs(task_id=view.task.id))
        rows.append((more,))
    return rows


def _taking(offering: _Offering) -> list[Row]:
    task, texts, row = offering.task, offering.texts, list[Button]()
    if offering.may(Act.ACCEPT):
        take = AcceptTaskNow(task_id=task.id, version=task.version)
        row.append(Button(texts.plain("task-accept-button"), take))
        if offering.may(Act.DECLINE):
            row.append(offering.asks("decline", "task-decline-button"))
    return [tuple(row)] if row else []


def _working(offering: _Offering) -> list[Row]:
    task, texts, row = offering.task, offering.texts, list[Button]()
    if offering.may(Act.START):
        start = StartTaskNow(task_id=task.id, version=task.version)
        row.append(Button(texts.plain("task-start-button"), start))
    if offering.may(Act.FINISH, Act.FINISH_OWN):
        finish = FinishTaskNow(task_id=task.id, version=task.version)
        row.append(Button(texts.plain("task-finish-button"), finish))
    return [tuple(row)] if row else []


def _judging(offering: _Offering) -> list[Row]:
    task, texts, rows = offering.task, offering.texts, list[Row]()
    if offering.may(Act.RATE):
        up = RateTask(task_id=task.id, version=task.version, rating=Rating.UP)
        rows.append((Button(texts.plain("task-rate-up-button"), up),))
        rows.append((offering.asks("remark", "task-rate-down-button"),))
    if offering.may(Act.RETURN):
        rows.append((offering.asks("return", "task-return-button"),))
    return rows


def _deciding(offering: _Offering) -> list[Row]:
    """What somebody waits to be answered."""
    task, texts, rows = offering.task, offering.texts, list[Row]()
    if offering.may(Act.ANSWER_OBJECTION):
        rows.append((offering.asks("answer", "task-answer-button"),))
    proposal = offering.view.proposal
    if proposal is not None and offering.may(Act.DECIDE_DATE):
        agree = AgreeDate(task_id=task.id, proposal_id=proposal.id)
        refuse = RefuseDate(task_id=task.id, proposal_id=proposal.id)
        rows.append(
            (
                Button(texts.plain("task-agree-date-button"), agree),
                Button(texts.plain("task-refuse-date-button"), refuse),
            )
        )
    return rows


def _rarer(offering: _Offering) -> list[Button]:
    task, texts = offering.task, offering.texts
    is_known = task.state is not TaskState.DRAFT
    asked_already = offering.view.proposal is not None
    wanted: tuple[tuple[bool, Callable[[], Button]], ...] = (
        (
            task.is_working and offering.may(Act.DECIDE_DATE) and not asked_already,
            lambda: offering.asks("date", "task-date-button"),
        ),
        (
            offering.may(Act.PROPOSE_DATE)
            and not offering.may(Act.DECIDE_DATE)
            and not asked_already,
            lambda: offering.asks("new_date", "task-new-date-button"),
        ),
        (
            offering.may(Act.DECLINE) and not offering.may(Act.ACCEPT),
            lambda: offering.asks("decline", "task-decline-button"),
        ),
        (
            offering.may(Act.ESTIMATE) and is_known and not offering.view.parts,
            lambda: offering.asks("estimate", "task-estimate-button"),
        ),
        (
            offering.may(Act.RAISE_PRIORITY) and task.priority is not TaskPriority.URGENT,
            lambda: Button(texts.plain("task-priority-button"), ChoosePriority(task_id=task.id)),
        ),
        (task.is_working and offering.may(Act.REASSIGN), offering.reassign),
        (offering.may(Act.OBJECT), lambda: offering.asks("object", "task-object-button")),
        (
            task.is_working
            and offering.takes_part_as(Part.ASSIGNER, Part.EXECUTOR, Part.CO_EXECUTOR),
            lambda: offering.asks("part", "task-part-button"),
        ),
        (
            task.is_working and offering.may(Act.ESTIMATE) and task.parent_id is None,
            lambda: offering.asks("under", "task-under-button"),
        ),
        (
            task.is_working and offering.may(Act.ESTIMATE) and task.parent_id is not None,
            lambda: Button(
                texts.plain("task-apart-button"),
                PutTaskUnder(task_id=task.id, version=task.version, parent_id=0),
            ),
        ),
        (
            task.is_working and offering.takes_part_as(Part.EXECUTOR),
            lambda: Button(texts.plain("task-reminders-button"), OpenReminders(task_id=task.id)),
        ),
        (
            offering.may(Act.ACCEPT_RESULT),
            lambda: Button(
                texts.plain("task-rate-later-button"),
                AcceptResultNow(task_id=task.id, version=task.version),
            ),
        ),
        (
            offering.view.repetition is not None and offering.takes_part_as(Part.ASSIGNER),
            lambda: Button(texts.plain("series-stop-button"), AskToStopSeries(task_id=task.id)),
        ),
        (is_known and offering.may(Act.CANCEL), offering.cancel),
    )
    return [make() for is_offered, make in wanted if is_offered]


def more_acts(view: TaskView, texts: Texts, *, actor: Actor) -> Screen:
    """The rarer acts on their own, with the way back."""
    rows = paired(_rarer(_Offering(view, actor, texts)))
    back = Button(texts.plain("back-button"), OpenTask(task_id=view.task.id))
    return Screen(texts("task-more", title=view.task.title), (*rows, (back,)))
