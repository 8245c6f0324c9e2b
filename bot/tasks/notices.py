"""What the ledger tells of a task: the card under a line that says what has happened.

That line names the task too, because summaries show it alone. A notice that has outlived its reason
(a reminder of what is done by now) is settled, and nothing is sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.callback_data import OpenDay
from bot.delivery.makers import Maker
from bot.screens import Button, Screen
from bot.tasks.painters import PaintTask
from bot.tasks.wording import JUST_NOW, deadline_words, overdue_span, time_left
from bot.texts import Markup, Texts, texts_for
from domain.delivery.model import Notice
from domain.errors import NotFound
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.model import Rating, TaskId, TaskState, Verdict
from domain.tasks.states import Act, Part
from domain.tasks.views import TaskView

SOON: Final = timedelta(hours=12)
"""A deadline nearer than this is told as «через 2 ч», a further one by its day."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """What a notice is looked at with when it is sent."""

    view: TaskView
    actor: Actor
    now: datetime
    texts: Texts

    def is_in(self, *states: TaskState) -> bool:
        return self.view.task.state in states

    def takes_part_as(self, *parts: Part) -> bool:
        mine = task_rules.parts_of(self.view.task, self.view.standing, self.actor)
        return bool(mine & set(parts))

    def may(self, act: Act) -> bool:
        return task_rules.may(act, self.view.task, self.view.standing, self.actor)

    def headline(self, key: str, **values: str) -> Markup:
        """The words of ``key`` over the task's title."""
        return self.texts(key, title=self.view.task.title, **values)

    @property
    def is_decided_as(self) -> Verdict | None:
        decision = self.view.task.decision
        return decision.verdict if decision else None


@dataclass(frozen=True, slots=True)
class _Telling:
    """``is_current``: whether there is still something to tell; ``words`` make the headline."""

    is_current: Callable[[_Moment], bool]
    words: Callable[[_Moment], Markup]


def _says(kind: str) -> Callable[[_Moment], Markup]:
    name = kind.removeprefix("task_").replace("_", "-")
    return lambda moment: moment.headline(f"task-told-{name}")


def _always(_moment: _Moment) -> bool:
    return True


def _not_over(moment: _Moment) -> bool:
    return not moment.view.task.has_ended and not moment.view.task.is_private


def _is_to_do(moment: _Moment) -> bool:
    """Somebody has it to do, and nothing stops them."""
    task = moment.view.task
    return task.is_working and task.objection is None


def _joined(moment: _Moment) -> Markup:
    is_helper = moment.takes_part_as(Part.CO_EXECUTOR)
    return moment.headline("task-told-helping" if is_helper else "task-told-observing")


def _closed(moment: _Moment) -> Markup:
    is_up = moment.view.task.rating is not Rating.DOWN
    return moment.headline("task-told-closed-up" if is_up else "task-told-closed-down")


def _is_ahead(moment: _Moment) -> bool:
    deadline = moment.view.task.deadline
    return _is_to_do(moment) and deadline is not None and deadline.at > moment.now


def _reminded(moment: _Moment) -> Markup:
    deadline, texts = moment.view.task.deadline, moment.texts
    if deadline is not None and deadline.has_time and deadline.at - moment.now < SOON:
        return moment.headline("task-told-soon", span=time_left(deadline.at - moment.now, texts))
    day = deadline_words(deadline, texts, now=moment.now, zone=moment.actor.zone)
    return moment.headline("task-told-due", day=day)


def _is_late(moment: _Moment) -> bool:
    return _is_to_do(moment) and moment.view.task.is_overdue(moment.now)


def _overdue(moment: _Moment) -> Markup:
    deadline, texts = moment.view.task.deadline, moment.texts
    if deadline is None or moment.now - deadline.at < JUST_NOW:
        has_begun = deadline is not None and deadline.has_time
        is_to_begin = has_begun and moment.takes_part_as(Part.EXECUTOR)
        return moment.headline("task-told-time" if is_to_begin else "task-told-overdue-now")
    span = overdue_span(deadline, texts, now=moment.now, zone=moment.actor.zone)
    return moment.headline("task-told-overdue", span=span)


_S = TaskState
_CURRENT: Final[Mapping[str, Callable[[_Moment], bool]]] = {
    "task_given": lambda it: it.is_in(_S.GIVEN) and it.takes_part_as(Part.EXECUTOR),
    "task_approval": lambda it: it.may(Act.APPROVE),
    "task_approved": lambda it: it.is_decided_as is Verdict.APPROVED and _not_over(it),
    "task_approval_declined": lambda it: (
        it.is_in(_S.DRAFT) and it.is_decided_as is Verdict.DECLINED
    ),
    "task_approval_expired": lambda it: it.is_in(_S.DRAFT),
    "task_approval_date": lambda it: it.is_in(_S.WAITING_APPROVAL),
    "task_declined": lambda it: it.is_in(_S.DECLINED),
    "task_done": lambda it: it.is_in(_S.DONE),
    "task_result_accepted": lambda it: it.is_in(_S.ACCEPTED_RESULT),
    "task_returned": lambda it: it.is_in(_S.RETURNED),
    "task_cancelled": lambda it: it.is_in(_S.CANCELLED),
    "task_redate": lambda it: it.view.proposal is not None,
    "task_redate_agreed": lambda it: it.view.task.is_working,
    "task_redate_refused": lambda it: it.view.task.is_working,
    "task_estimated": _not_over,
    "task_reassigned": _not_over,
    "task_priority": lambda it: it.view.task.is_working,
    "task_objection": lambda it: it.view.task.objection is not None,
    "task_stopped": lambda it: it.view.task.objection is not None,
    "task_objection_answered": _is_to_do,
    "task_comment": _always,
    "task_series_ended": _always,
}
"""When a notice still has something to tell; its headline is the text ``task-told-<kind>``."""

TELLINGS: Final[Mapping[str, _Telling]] = {
    **{kind: _Telling(is_current, _says(kind)) for kind, is_current in _CURRENT.items()},
    "task_joined": _Telling(_not_over, _joined),
    "task_closed": _Telling(lambda it: it.is_in(_S.CLOSED), _closed),
    "task_reminder": _Telling(_is_ahead, _reminded),
    "task_overdue": _Telling(_is_late, _overdue),
}


@dataclass(frozen=True, slots=True)
class TellOfTask:
    """The maker of every kind of ``TELLINGS``."""

    paint: PaintTask

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        view = await self.paint.view_task(actor, TaskId(notice.matter_id))
        telling = TELLINGS[notice.kind]
        moment = _Moment(view, actor, self.paint.clock(), texts_for(actor.language))
        if not telling.is_current(moment):
            return None
        return await self.paint.card(actor, view, headline=telling.words(moment))


@dataclass(frozen=True, slots=True)
class TellOfTaskTakenAway:
    """For whoever had it before: the card where they still see the task, else one plain line."""

    paint: PaintTask

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        texts = texts_for(actor.language)
        try:
            view = await self.paint.view_task(actor, TaskId(notice.matter_id))
        except NotFound:
            line = texts("task-told-taken-away", title=str(notice.facts["title"]))
            return Screen(line, ((Button(texts.plain("day-button"), OpenDay()),),))
        if view.task.executor_id == actor.id:
            return None  # they have it again
        headline = texts("task-told-taken-away", title=view.task.title)
        return await self.paint.card(actor, view, headline=headline)


def makers(paint: PaintTask) -> dict[str, Maker]:
    """By kind; what is not here shows the card alone."""
    told: dict[str, Maker] = dict.fromkeys(TELLINGS, TellOfTask(paint))
    return {**told, "task_taken_away": TellOfTaskTakenAway(paint)}
