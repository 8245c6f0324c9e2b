"""What is said in a task, and the time that went into it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.delivery.model import Matter, Urgency
from domain.desk import Desk
from domain.errors import NotFound
from domain.notes import NoteMissing, clean_note
from domain.org.model import Actor
from domain.pages import Page
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Tell,
    everybody,
    keep,
    open_task,
    tell_people,
)
from domain.tasks.errors import TaskGone
from domain.tasks.model import (
    CommentId,
    MessagePlace,
    PeopleKind,
    Standing,
    Task,
    TaskFile,
    TaskId,
    TimeId,
)
from domain.tasks.states import Act
from domain.tasks.views import NewWords, TaskView, ThreadEntry
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork

COMMENT_LIMIT = 4096
"""As much as one message of Telegram holds."""

SAID_TOGETHER = timedelta(seconds=30)
"""What is said within this time after the first words of it is told in one message."""

TOGETHER = timedelta(seconds=10)
"""Files that one person sends within this time are one act: an album comes file by file."""


@dataclass(frozen=True, slots=True)
class Commented:
    """A comment was kept. ``comments`` counts all of the task; ``is_one_more``: a file that came
    together with the one before it.
    """

    task: Task
    comments: int
    is_one_more: bool


@dataclass(frozen=True, slots=True)
class TimeLogged:
    """``spent`` was added to make ``total`` of everybody."""

    id: TimeId
    task: Task
    spent: timedelta
    total: timedelta


@dataclass(frozen=True, slots=True)
class LogTime:
    """Time that the executor or a co-executor spent, or takes back; with words for all if any."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        task_id: TaskId,
        spent: timedelta,
        *,
        words: str | None = None,
        file: TaskFile | None = None,
        place: MessagePlace | None = None,
    ) -> TimeLogged:
        """Raises: Task…, EstimateTooShort, TimeTooLong, TimeTooShort, NoteTooLong."""
        now = self.desk.clock()
        said = _words(words, is_needed=False)
        async with self.desk.begin() as uow:
            try:
                opened = await open_task(uow, actor, task_id, Act.LOG_TIME, version=None)
            except NotFound:
                raise TaskGone from None
            logged = await _log(uow, actor, opened.task, spent, now=now)
            if said or file:
                await _say(uow, actor, opened.task, opened.standing, said, file, place, now=now)
            await uow.commit()
        return logged


@dataclass(frozen=True, slots=True)
class UndoTime:
    """Take back what the actor logged by mistake; once, whatever the number of taps."""

    desk: Desk

    async def __call__(self, actor: Actor, time_id: TimeId) -> TimeLogged:
        """Raises: NotFound, Task…, TimeTooShort."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            task_id = (await uow.task_threads.logged_time(time_id, person_id=actor.id)).task_id
            opened = await open_task(uow, actor, task_id, Act.LOG_TIME, version=None)
            logged = await uow.task_threads.logged_time(time_id, person_id=actor.id)
            if logged.is_undone:
                total = await uow.task_threads.spent_time(task_id)
                return TimeLogged(time_id, opened.task, -logged.spent, total)
            undone = await _log(uow, actor, opened.task, -logged.spent, now=now, undoes=time_id)
            await uow.commit()
        return undone


@dataclass(frozen=True, slots=True)
class AddTaskComment:
    """Words or a file of somebody who sees the task, for all who take part."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        task_id: TaskId,
        text: str | None,
        *,
        file: TaskFile | None = None,
        place: MessagePlace | None = None,
    ) -> Commented:
        """Raises: TaskGone; NoteMissing: neither words nor a file; NoteTooLong."""
        now = self.desk.clock()
        words = _words(text, is_needed=file is None)
        async with self.desk.begin() as uow:
            try:
                task, standing = await uow.tasks.get(task_id, Viewer.of(actor))
            except NotFound:
                raise TaskGone from None
            await _say(uow, actor, task, standing, words, file, place, now=now)
            is_one_more = file is not None and await uow.task_threads.sends_files(
                task_id, author_id=actor.id, since=now - TOGETHER
            )
            comments = await uow.task_threads.count_comments(task_id)
            await uow.commit()
        return Commented(task, comments, is_one_more)


@dataclass(frozen=True, slots=True)
class ChangeTaskComment:
    """The author words a comment anew, by editing the message in which it was said."""

    desk: Desk

    async def __call__(
        self, actor: Actor, place: MessagePlace, text: str | None, *, has_file: bool
    ) -> bool:
        """Whether there was such a comment. Raises: NoteMissing, NoteTooLong."""
        now = self.desk.clock()
        words = _words(text, is_needed=not has_file)
        async with self.desk.begin() as uow:
            changed = await uow.task_threads.change_comment(
                place, author_id=actor.id, text=words, now=now
            )
            if changed is None:
                return False
            await uow.commit()
        return True


@dataclass(frozen=True, slots=True)
class ViewTaskComment:
    """One comment in full."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, comment_id: CommentId
    ) -> tuple[TaskView, ThreadEntry]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.task_lists.view(task_id, Viewer.of(actor))
            return view, await uow.task_threads.comment(task_id, comment_id)


@dataclass(frozen=True, slots=True)
class TaskFiles:
    """A page of a task's files, as they came: the comments that carry them."""

    title: str
    comments: tuple[ThreadEntry, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class ListTaskFiles:
    """The files of a task; ``since`` counts from the first."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, *, since: int, size: int) -> TaskFiles:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.task_lists.view(task_id, Viewer.of(actor))
            files, page = await uow.task_threads.files(task_id, since=since, size=size)
        return TaskFiles(view.task.title, tuple(files), page)


@dataclass(frozen=True, slots=True)
class FindNewWords:
    """What others said in a task since a moment; None where nothing, or where it is not seen."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, since: datetime) -> NewWords | None:
        async with self.desk.begin() as uow:
            try:
                await uow.task_lists.view(task_id, Viewer.of(actor))
            except NotFound:
                return None
            return await uow.task_threads.new_words(task_id, since=since, reader_id=actor.id)


async def _log(
    uow: UnitOfWork,
    actor: Actor,
    task: Task,
    spent: timedelta,
    *,
    now: datetime,
    undoes: TimeId | None = None,
) -> TimeLogged:
    own = await uow.task_threads.spent_time(task.id, person_id=actor.id)
    task_rules.check_time(spent, own=own)
    time_id, total = await uow.task_threads.log_time(
        task.id, person_id=actor.id, spent=spent, now=now, undoes=undoes
    )
    minutes = spent // timedelta(minutes=1)
    await keep(uow, task, "task_time", actor=actor, now=now, facts={"minutes": minutes})
    return TimeLogged(time_id, task, spent, total)


async def _say(
    uow: UnitOfWork,
    actor: Actor,
    task: Task,
    standing: Standing,
    words: str | None,
    file: TaskFile | None,
    place: MessagePlace | None,
    *,
    now: datetime,
) -> None:
    await uow.task_threads.add(
        task.id, author_id=actor.id, text=words, file=file, now=now, place=place
    )
    await uow.ledger.refresh(Matter.TASK, task.id, except_for=actor.id)
    if not task.is_private:
        told = _told(task, standing)
        await tell_people(uow, task, told, actor=actor, now=now, not_before=now + SAID_TOGETHER)


def _told(task: Task, standing: Standing) -> list[Tell]:
    """Who works on the task may be asked something: it rings. Others read it when they like."""
    helpers = standing.of_kind(PeopleKind.CO_EXECUTOR)
    doing = {task.assigner_id, task.executor_id, *helpers}
    return [
        replace(one, urgency=Urgency.NOW) if one.person_id in doing else one
        for one in everybody(task, standing, "task_comment", Urgency.BATCH)
    ]


def _words(text: str | None, *, is_needed: bool) -> str | None:
    try:
        return clean_note(text or "", limit=COMMENT_LIMIT)
    except NoteMissing:
        if is_needed:
            raise
        return None
