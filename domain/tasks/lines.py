"""One line as a draft: read, linked with the client it names, and kept with the words it was.

The line stays with its task (``Task.said``). What it left open is read from it again, at the moment
at which it was written, until it is answered or changed by hand; then it is settled
(``Task.settled``, by ``Settles`` or by the key of a question).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from domain.clients.model import ClientId, ClientLine
from domain.deals.model import DealId
from domain.desk import Desk
from domain.errors import BadInput
from domain.org.model import Actor, PersonId, Role
from domain.phones import looks_like_phone
from domain.rulebook.ports import VersionedRulebook
from domain.tasks import phrases
from domain.tasks import rules as task_rules
from domain.tasks.acts import colleague, in_hands_of
from domain.tasks.giving import DETAILS_LIMIT, TITLE_LIMIT, create_task
from domain.tasks.intentions import Intention, intention_of
from domain.tasks.model import (
    Deadline,
    MessagePlace,
    NewTask,
    Task,
    TaskFile,
    TaskId,
    TaskPriority,
)
from domain.tasks.phrases import Link, QuestionKind, ReadOtherDate, Repetition, Span, TaskDraft
from domain.tasks.phrases.draft import title_of
from domain.tasks.phrases.links import is_called_so
from domain.tasks.staff import Staff
from domain.transliteration import search_key
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar

T = TypeVar("T")

MOST_CLIENTS: Final = 5
"""Clients of one name that are offered to choose from; another can be looked up."""
CLIENTS_LOOKED_AT: Final = 20
LONGEST_WANTED: Final = 100
LONGEST_SAID: Final = 4096
"""Signs of a line that is kept: what one message holds."""
ELLIPSIS: Final = "…"


class Settles(StrEnum):
    """What was changed by hand; ``DEADLINE``, ``EXECUTOR`` and ``CLIENT`` are questions too."""

    TITLE = "title"
    DETAILS = "details"
    DEADLINE = "deadline"
    EXECUTOR = "executor"
    ESTIMATE = "estimate"
    PRIORITY = "priority"
    CLIENT = "client"
    COST = "cost"
    REPETITION = "repetition"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What the line left open. ``key`` names it among those of the line; ``words`` are its words.

    ``readings`` are what to choose from, the likelier first; of a client, ``clients``.
    """

    key: str
    words: str
    readings: tuple[phrases.Reading, ...] = ()
    clients: tuple[ClientLine, ...] = ()


@dataclass(frozen=True, slots=True)
class LineRead:
    """``task`` is the draft that was made; None where the text is no task, or (``lacks_title``)
    says nothing of what is to be done.
    """

    task: Task | None = None
    lacks_title: bool = False


def deadline_of(said: phrases.Deadline) -> Deadline:
    """A deadline as tasks keep it."""
    return Deadline(said.at, said.has_time)


def parse_line(
    text: str,
    *,
    actor: Actor,
    calendar: WorkingCalendar,
    staff: Staff,
    now: datetime,
    read_other_date: ReadOtherDate | None = None,
) -> TaskDraft:
    line = (text, now, actor.zone, calendar, read_other_date)
    return staff.read_once(
        line,
        lambda: phrases.parse_task(
            text,
            now=now,
            zone=actor.zone,
            calendar=calendar,
            people=staff.directory,
            read_other_date=read_other_date,
        ),
    )


def repetition_of(task: Task, *, zone: ZoneInfo, calendar: WorkingCalendar) -> Repetition | None:
    """How often the task comes again, as its line says; None where it does not, or was told not to.

    ``zone`` and ``calendar`` are the assigner's.
    """
    if task.said is None or Settles.REPETITION in task.settled:
        return None
    read = phrases.parse_task(task.said, now=task.created_at, zone=zone, calendar=calendar)
    return read.repetition.value if read.repetition else None


def open_questions(task: Task, read: TaskDraft) -> list[OpenQuestion]:
    """What is still open of ``read``, the line of ``task``; the client is not among them."""
    found = []
    names = 0
    for question in read.questions:
        if question.kind is QuestionKind.EXECUTOR:
            key = executor_key(names, read)
            names += 1
        else:
            key = Settles.DEADLINE
        if key not in task.settled:
            words = " ".join(read.text[begin:end] for begin, end in question.spans)
            found.append(OpenQuestion(str(key), words, question.readings))
    return found


def executor_key(number: int, read: TaskDraft) -> str:
    """The first name that may be several people's is the executor's, unless another one is sure."""
    is_responsible = number == 0 and not read.executors
    return str(Settles.EXECUTOR) if is_responsible else f"co_executor{number}"


async def clients_meant(uow: UnitOfWork, actor: Actor, read: TaskDraft) -> Sequence[ClientLine]:
    """Clients that the line names; of what is no more than guessed, those of exactly that name."""
    if read.link is not None:
        return await clients_named(uow, actor, read.link.value)
    if read.guess is None:
        return ()
    found = await clients_named(uow, actor, read.guess)
    return [line for line in found if is_called_so(line.name, read.guess)]


async def clients_named(uow: UnitOfWork, actor: Actor, link: Link) -> Sequence[ClientLine]:
    """Clients that the actor sees and the words may mean, by their own or a contact's name."""
    stems = search_key(link.stem).split()
    if not stems:
        return ()
    wanted = [link.stem] if len(stems) == 1 else [link.stem, max(link.stem.split(), key=len)]
    for words in wanted:
        lines, _ = await uow.clients.search(
            words[:LONGEST_WANTED], None, actor.scope, offset=0, size=CLIENTS_LOOKED_AT
        )
        named = [line for line in lines if _is_named(line, stems)]
        if named:
            return named
    return ()


def _is_named(line: ClientLine, stems: Sequence[str]) -> bool:
    """Typos found by likeness are no link: nobody asked for that client."""
    for name in (line.name, line.contact_name or ""):
        known = search_key(name).split()
        if all(any(word.startswith(stem) for word in known) for stem in stems):
            return True
    return False


def title_and_details(read: TaskDraft) -> tuple[str, str | None]:
    """The first line is the title; what follows, and what is too long for a title, the details."""
    first, _, rest = read.text.strip().partition("\n")
    title, details = read.title, None
    if rest.strip():
        begin = read.text.index(first)
        end = begin + len(first)
        inside = [
            Span(max(span.begin, begin) - begin, min(span.end, end) - begin)
            for span in read.taken
            if span.begin < end and begin < span.end
        ]
        head = title_of(first, inside)
        if head:
            title, details = head, rest.strip()
    if len(title) > TITLE_LIMIT:
        whole = title if details is None else f"{title}\n{details}"
        title, details = shortened(title), whole
    return _beginning_large(title), details[:DETAILS_LIMIT] if details else None


def _beginning_large(title: str) -> str:
    """As a title begins, but for what is written so of purpose: «iPhone»."""
    is_mixed = title[1:2].isupper()
    return title if is_mixed else title[:1].upper() + title[1:]


def shortened(title: str) -> str:
    """At most as long as a title may be, cut between words where there are some."""
    cut = title[: TITLE_LIMIT - len(ELLIPSIS)]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > TITLE_LIMIT // 2 else cut).rstrip(" ,;:–—-") + ELLIPSIS


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Make a draft of what somebody wrote, where it is meant for a task."""

    desk: Desk
    read_other_date: ReadOtherDate

    async def __call__(
        self,
        actor: Actor,
        text: str,
        *,
        is_task: bool = False,
        client_id: ClientId | None = None,
        deal_id: DealId | None = None,
        parent_id: TaskId | None = None,
        executor_id: PersonId | None = None,
        file: TaskFile | None = None,
        place: MessagePlace | None = None,
    ) -> LineRead:
        """``is_task``: it was said to be one. What cannot be taken is left out, and the line says
        it still. ``client_id`` or ``deal_id`` is what the task is about, whoever the line names;
        ``parent_id`` is what it is to be a part of, ``executor_id`` whose it is where the line
        names nobody. A ``file`` that came with the line is the first of the draft's discussion;
        ``place`` is where it was sent.

        Raises: ExecutorStranger: the actor is no colleague; NotFound: they see no such client,
            deal or task; ParentEnded.
        """
        if not is_task and (actor.role is Role.CLIENT or looks_like_phone(text)):
            return LineRead()
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            read = parse_line(
                text,
                actor=actor,
                calendar=self.desk.calendar_for(actor, rules, now),
                staff=await uow.task_lines.staff(),
                now=now,
                read_other_date=self.read_other_date,
            )
            if not is_task and not await _is_meant(uow, actor, read):
                return LineRead()
            if not read.title:
                return LineRead(lacks_title=True)
            new = await self._new(uow, actor, read, rules, now, executor_id)
            if client_id is not None or deal_id is not None:
                new = replace(new, client_id=client_id, deal_id=deal_id)
            new = replace(new, parent_id=parent_id)
            task = await create_task(self.desk, uow, actor, new, as_draft=True, now=now)
            if file is not None:
                await uow.task_threads.add(
                    task.id, author_id=actor.id, text=None, file=file, place=place, now=now
                )
            await uow.commit()
        return LineRead(task)

    async def _new(
        self,
        uow: UnitOfWork,
        actor: Actor,
        read: TaskDraft,
        rules: VersionedRulebook,
        now: datetime,
        executor_id: PersonId | None,
    ) -> NewTask:
        title, details = title_and_details(read)
        executors = [PersonId(said.value.id) for said in read.executors]
        if not executors and executor_id is not None:
            executors = [executor_id]
        clients = await clients_meant(uow, actor, read)
        estimate = read.estimate.value if read.estimate else None
        deadline = deadline_of(read.deadline.value) if read.deadline else None
        if deadline is not None and executors and executors[0] != actor.id:
            executor = await colleague(uow, executors[0])
            deadline = await in_hands_of(self.desk, uow, deadline, executor, actor=actor, now=now)
        return NewTask(
            title=title,
            details=details,
            executor_id=executors[0] if executors else None,
            co_executor_ids=tuple(executors[1:]),
            deadline=deadline if deadline and _can_be(deadline, now) else None,
            estimate=estimate if can_take(estimate, rules) else None,
            priority=read.priority.value if read.priority else TaskPriority.NORMAL,
            client_id=clients[0].id if len(clients) == 1 else None,
            said=read.text,
        )


async def _is_meant(uow: UnitOfWork, actor: Actor, read: TaskDraft) -> bool:
    intention = intention_of(read)
    if intention is Intention.EITHER:
        return await _client_called(uow, actor, read.text) is None
    return intention is Intention.TASK


async def _client_called(uow: UnitOfWork, actor: Actor, text: str) -> ClientId | None:
    """The only client whose name has the text in it."""
    key = search_key(text)
    if not key:
        return None
    lines, _ = await uow.clients.search(
        text.strip()[:LONGEST_WANTED], None, actor.scope, offset=0, size=CLIENTS_LOOKED_AT
    )
    called = [line.id for line in lines if key in search_key(line.name)]
    return called[0] if len(called) == 1 else None


def _can_be(deadline: Deadline, now: datetime) -> bool:
    try:
        task_rules.check_deadline(deadline, now=now)
    except BadInput:
        return False
    return True


def can_take(estimate: timedelta | None, rules: VersionedRulebook) -> bool:
    """Whether one task may take so long under the rules."""
    try:
        task_rules.check_estimate(estimate, most_hours=rules.rulebook.tasks.most_hours)
    except BadInput:
        return False
    return True
