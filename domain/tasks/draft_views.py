"""What a draft's card shows: the task, and what its line said and left open."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.desk import Desk
from domain.org.model import Actor
from domain.tasks.acts import colleague
from domain.tasks.errors import ExecutorLeft, ExecutorStranger
from domain.tasks.intentions import could_be_name
from domain.tasks.lines import (
    MOST_CLIENTS,
    OpenQuestion,
    Settles,
    can_take,
    clients_meant,
    open_questions,
    parse_line,
)
from domain.tasks.load_queries import CheckLoad
from domain.tasks.model import Task, TaskId
from domain.tasks.phrases import Candidate, NoteKind, ReadOtherDate, Repetition, TaskDraft
from domain.tasks.views import LoadCheck, TaskView
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SaidNote:
    """Something to be told about how the line was read; ``words`` are the line's."""

    kind: NoteKind
    words: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """All that the card of a draft shows.

    ``refused_estimate`` was said and is more than a task may take. ``load`` is what sending it now
    would lead to; None without a deadline. ``has_left``: the executor is no colleague any more.
    ``mentioned`` are colleagues who are named in the line while nobody was said to do it.
    """

    view: TaskView
    questions: tuple[OpenQuestion, ...] = ()
    notes: tuple[SaidNote, ...] = ()
    repetition: Repetition | None = None
    refused_estimate: timedelta | None = None
    load: LoadCheck | None = None
    has_left: bool = False
    mentioned: tuple[Candidate, ...] = ()
    could_be_name: bool = False


@dataclass(frozen=True, slots=True)
class ViewDraft:
    desk: Desk
    read_other_date: ReadOtherDate
    check_load: CheckLoad

    async def __call__(self, actor: Actor, task_id: TaskId) -> DraftView:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.task_lists.view(task_id, Viewer.of(actor))
            shown = await self._read(uow, actor, view)
        return await self._with_load(actor, shown)

    async def of(self, actor: Actor, view: TaskView) -> DraftView:
        """The same for a draft whose view is at hand."""
        async with self.desk.begin() as uow:
            shown = await self._read(uow, actor, view)
        return await self._with_load(actor, shown)

    async def _read(self, uow: UnitOfWork, actor: Actor, view: TaskView) -> DraftView:
        task = view.task
        if task.said is None:
            return DraftView(view)
        read = await read_again(self.desk, self.read_other_date, uow, actor, task)
        rules = await self.desk.rules(uow, actor)
        estimate = read.estimate.value if read.estimate else None
        is_open = Settles.ESTIMATE not in task.settled and not can_take(estimate, rules)
        says_repetition = read.repetition and Settles.REPETITION not in task.settled
        return DraftView(
            view,
            questions=(
                *open_questions(task, read),
                *await client_question(uow, actor, task, read),
            ),
            notes=tuple(_notes(task, read)),
            repetition=read.repetition.value if read.repetition and says_repetition else None,
            refused_estimate=estimate if is_open else None,
            mentioned=_mentioned(task, read),
            could_be_name=could_be_name(task.said),
        )

    async def _with_load(self, actor: Actor, shown: DraftView) -> DraftView:
        task = shown.view.task
        try:
            if task.deadline is None:
                async with self.desk.begin() as uow:
                    await colleague(uow, task.executor_id)
                return shown
            load = await self.check_load(actor, task.executor_id, task.estimate, task.deadline)
        except (ExecutorLeft, ExecutorStranger):
            return replace(shown, has_left=True)
        return replace(shown, load=load)


async def read_again(
    desk: Desk,
    read_other_date: ReadOtherDate,
    uow: UnitOfWork,
    actor: Actor,
    task: Task,
) -> TaskDraft:
    """The line of ``task``, as it was understood when it was written."""
    rules = await desk.rules(uow, actor)
    return parse_line(
        task.said or "",
        actor=actor,
        calendar=desk.calendar_for(actor, rules, task.created_at),
        staff=await uow.task_lines.staff(),
        now=task.created_at,
        read_other_date=read_other_date,
    )


async def client_question(
    uow: UnitOfWork, actor: Actor, task: Task, read: TaskDraft
) -> list[OpenQuestion]:
    link = read.link.value if read.link else read.guess
    if link is None or task.client_id is not None or Settles.CLIENT in task.settled:
        return []
    named = await clients_meant(uow, actor, read)
    if not named:
        return []
    clients = tuple(named[:MOST_CLIENTS])
    return [OpenQuestion(str(Settles.CLIENT), link.text, clients=clients)]


def _mentioned(task: Task, read: TaskDraft) -> tuple[Candidate, ...]:
    if Settles.EXECUTOR in task.settled or not task.is_own:
        return ()
    return tuple(person for person in read.mentioned if person.id != task.assigner_id)


_ABOUT_DEADLINE = frozenset(NoteKind) - {NoteKind.UNKNOWN_LOGIN}


def _notes(task: Task, read: TaskDraft) -> list[SaidNote]:
    """What is still worth telling: not about what was changed by hand."""
    return [
        SaidNote(note.kind, read.text[note.span.begin : note.span.end])
        for note in read.notes
        if Settles.DEADLINE not in task.settled
        or (note.kind not in _ABOUT_DEADLINE and Settles.EXECUTOR not in task.settled)
    ]
