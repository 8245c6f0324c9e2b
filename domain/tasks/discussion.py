"""What is said in a task, and the time that went into it."""

from dataclasses import dataclass
from datetime import timedelta

from domain.delivery.model import Matter, Urgency
from domain.desk import Desk
from domain.notes import NoteMissing, clean_note
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Opened,
    everybody,
    keep,
    open_task,
    tell_people,
)
from domain.tasks.model import (
    TaskFile,
    TaskId,
)
from domain.tasks.states import Act
from domain.tasks.visibility import Viewer

COMMENT_LIMIT = 4096
"""As much as one message of Telegram holds."""


@dataclass(frozen=True, slots=True)
class LogTime:
    """Time that the executor or a co-executor spent."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, spent: timedelta) -> timedelta:
        """The time spent by everybody until now.

        Raises: NotFound, Task…, EstimateTooShort, TimeTooLong.
        """
        now = self.desk.clock()
        task_rules.check_time(spent)
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.LOG_TIME, version=None)
            total = await uow.tasks.log_time(task_id, person_id=actor.id, spent=spent, now=now)
            minutes = spent // timedelta(minutes=1)
            await keep(
                uow, opened.task, "task_time", actor=actor, now=now, facts={"minutes": minutes}
            )
            await uow.commit()
        return total


@dataclass(frozen=True, slots=True)
class AddTaskComment:
    """Words or a file of somebody who sees the task, for all who take part."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, text: str | None, *, file: TaskFile | None = None
    ) -> Opened:
        """Raises: NotFound; NoteMissing: neither words nor a file; NoteTooLong."""
        now = self.desk.clock()
        words = _words(text, is_needed=file is None)
        async with self.desk.begin() as uow:
            task, standing = await uow.tasks.get(task_id, Viewer.of(actor))
            await uow.tasks.comment(task_id, author_id=actor.id, text=words, file=file, now=now)
            told = everybody(task, standing, "task_comment", Urgency.BATCH)
            await tell_people(uow, task, told if not task.is_private else (), actor=actor, now=now)
            await uow.ledger.refresh(Matter.TASK, task_id, except_for=actor.id)
            await uow.commit()
        return Opened(task, standing)


def _words(text: str | None, *, is_needed: bool) -> str | None:
    try:
        return clean_note(text or "", limit=COMMENT_LIMIT)
    except NoteMissing:
        if is_needed:
            raise
        return None
