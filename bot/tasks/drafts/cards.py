"""The card of a draft: what was understood, what is still open, and every field one tap to change.

Pure: a view in, a screen out.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.briefs.cards import brief_button, brief_line
from bot.callback_data import OpenClient, OpenDay, OpenTask
from bot.requests.buttons import origin_button
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten
from bot.tasks.drafts.callback_data import (
    AnswerDraft,
    AskAboutDraft,
    ChooseDraftExecutor,
    DraftQuestion,
    DropDraft,
    FindInstead,
    GiveDraftTo,
    OpenCoExecutors,
    OpenDraftPriorities,
    ReadDraftAgain,
    SendDraftNow,
    SetDraftClient,
    SetDraftPriority,
    StopDraftRepeating,
)
from bot.tasks.drafts.wording import (
    deadline_in_full,
    full_name,
    note_line,
    refused_estimate_line,
)
from bot.tasks.load.wording import load_lines
from bot.tasks.series.wording import repetition_words
from bot.tasks.wording import duration, is_worth_saying, names, priority_name
from bot.texts import Markup, Texts
from domain.clients.model import ClientLine
from domain.org.model import Actor
from domain.tasks.draft_views import DraftView
from domain.tasks.lines import OpenQuestion, Settles
from domain.tasks.model import Deadline, PeopleKind, Task, TaskPriority, TaskState, Verdict
from domain.tasks.views import TaskView

LONGEST_LABEL = 40
LONGEST_WORDS = 60
NO_CLIENT = 0
PRIORITIES = (TaskPriority.LOW, TaskPriority.NORMAL, TaskPriority.HIGH, TaskPriority.URGENT)


def is_own_draft(view: TaskView, actor: Actor) -> bool:
    """Whether this card is shown: to the assigner, and to who stands in for them."""
    mine = {actor.id, *actor.stands_in_for}
    return view.task.state is TaskState.DRAFT and view.task.assigner_id in mine


def draft_card(
    shown: DraftView,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
    headline: Markup | None = None,
) -> Screen:
    """``headline`` says what has just happened, in the title's place."""
    task = shown.view.task
    title = headline or texts("draft-title", title=task.title)
    questions = [
        texts(_asking(question), words=shorten(question.words, LONGEST_WORDS))
        for question in shown.questions
    ]
    return Screen(
        texts.paragraphs(
            [
                texts.lines([title, *_facts(shown, texts, now=now, zone=zone)]),
                texts("draft-details", details=task.details) if task.details else None,
                texts.lines(_warnings(shown, texts, now=now, zone=zone)),
                texts.lines(questions),
                _mention(shown, texts),
            ]
        ),
        (
            *_question_rows(shown, texts, now=now, zone=zone),
            *_mention_rows(shown, texts),
            *_rows(shown, texts),
            *_origin_row(shown.view, texts),
        ),
    )


def _origin_row(view: TaskView, texts: Texts) -> tuple[Row, ...]:
    """Back to the client's request that it came of."""
    return () if view.request_id is None else ((origin_button(view.request_id, texts),),)


def _facts(
    shown: DraftView, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Iterator[Markup | None]:
    view, task = shown.view, shown.view.task
    if task.deadline is None:
        yield texts("draft-no-deadline")
    else:
        words = deadline_in_full(task.deadline, texts, now=now, zone=zone)
        yield texts("draft-deadline", deadline=words)
    if shown.repetition is not None:
        yield texts("task-repeats", repetition=repetition_words(shown.repetition, texts))
    yield texts("draft-self") if task.is_own else texts("draft-executor", name=view.executor_name)
    helping = [one.name for one in view.people if one.kind is PeopleKind.CO_EXECUTOR]
    if helping:
        yield texts("task-co-executors", people=names(helping))
    if task.estimate is not None:
        yield texts("task-estimate", estimate=duration(task.estimate, texts))
    if is_worth_saying(task.priority):
        yield texts("draft-priority", priority=priority_name(task.priority, texts))
    if view.client_name:
        yield texts("task-client", client=view.client_name)
    if view.deal_title and view.deal_title != view.client_name:
        yield texts("task-deal", deal=view.deal_title)
    if task.cost is not None:
        yield texts("draft-cost", cost=task.cost)
    if view.project_name:
        yield texts("task-project", name=view.project_name)
    yield brief_line(view.brief_name, texts)


def _warnings(
    shown: DraftView, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Iterator[Markup | None]:
    view, task = shown.view, shown.view.task
    decision = task.decision
    if decision is not None and decision.verdict is Verdict.DECLINED:
        name = view.standing.names.get(decision.by)
        yield texts("task-approval-declined", name=name, reason=decision.words)
    if shown.has_left:
        yield texts("draft-executor-left", name=view.executor_name)
    if task.deadline is not None and task.deadline.at <= now:
        yield texts("draft-deadline-passed")
    for note in shown.notes:
        yield note_line(note, texts)
    yield refused_estimate_line(shown, texts)
    if shown.load is not None:
        yield load_lines(
            shown.load,
            texts,
            today=now.astimezone(zone).date(),
            is_own=task.is_own,
            tells_end=not (task.is_own and task.deadline and task.deadline.has_time),
        )


def _mention(shown: DraftView, texts: Texts) -> Markup | None:
    """«В тексте есть Иван Петров. Поручить?»: the name stays in the title, the choice is open."""
    if not shown.mentioned:
        return None
    return texts("draft-mentioned", people=names([full_name(one) for one in shown.mentioned]))


def _mention_rows(shown: DraftView, texts: Texts) -> Iterator[Row]:
    task = shown.view.task
    for person in shown.mentioned:
        label = texts.plain("draft-give-to-button", name=shorten(full_name(person), LONGEST_LABEL))
        give = GiveDraftTo(task_id=task.id, version=task.version, person_id=person.id)
        yield (Button(label, give),)


def _asking(question: OpenQuestion) -> str:
    if question.key == Settles.CLIENT:
        return "draft-which-client"
    return "draft-which-date" if question.key == Settles.DEADLINE else "draft-which-person"


def _question_rows(
    shown: DraftView, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Iterator[Row]:
    task = shown.view.task
    for question in shown.questions:
        buttons = [
            Button(label, _answer(task, question, value))
            for label, value in _answers(question, texts, now=now, zone=zone)
        ]
        if question.key == Settles.CLIENT:
            yield from ((button,) for button in buttons)
        else:
            yield from paired(buttons)


def _answer(task: Task, question: OpenQuestion, value: int) -> AnswerDraft:
    return AnswerDraft(task_id=task.id, version=task.version, key=question.key, value=value)


def _answers(
    question: OpenQuestion, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, int]]:
    """Labels and values."""
    for reading in question.readings:
        if reading.deadline is not None:
            deadline = Deadline(reading.deadline.at, reading.deadline.has_time)
            label = deadline_in_full(deadline, texts, now=now, zone=zone)
            yield label, int(deadline.at.timestamp())
        elif reading.executor is not None:
            yield shorten(full_name(reading.executor), LONGEST_LABEL), reading.executor.id
    for client in question.clients:
        yield client_label(client, texts), client.id
    if question.key == Settles.CLIENT:
        yield texts.plain("draft-without-client-button"), NO_CLIENT


def client_label(line: ClientLine, texts: Texts) -> str:
    beside = line.contact_name or line.owner_name or line.branch_name
    return texts.plain(
        "client-line-button",
        name=shorten(line.name, LONGEST_LABEL),
        beside=shorten(beside, LONGEST_LABEL),
    )


def _rows(shown: DraftView, texts: Texts) -> Iterator[Row]:
    task = shown.view.task
    id_, version = task.id, task.version

    def asking(what: DraftQuestion) -> Button:
        label = texts.plain(f"draft-{what}-button")
        return Button(label, AskAboutDraft(task_id=id_, version=version, what=what))

    send = SendDraftNow(task_id=id_, version=version)
    yield (Button(texts.plain("draft-send-button"), send),)
    freer = shown.load.colleague if shown.load else None
    if freer is not None:
        label = texts.plain("draft-give-to-button", name=shorten(freer.name, LONGEST_LABEL))
        give = GiveDraftTo(task_id=id_, version=version, person_id=freer.person_id)
        yield (Button(label, give),)
    who = ChooseDraftExecutor(task_id=id_, version=version)
    yield (
        asking("deadline"),
        Button(texts.plain("draft-executor-button"), who),
        asking("estimate"),
    )
    priorities = OpenDraftPriorities(task_id=id_)
    yield (
        asking("title"),
        Button(texts.plain("draft-priority-button"), priorities),
        asking("client"),
    )
    co_executors = Button(texts.plain("draft-co-executors-button"), OpenCoExecutors(task_id=id_))
    yield (co_executors, asking("details"), asking("cost"))
    if shown.view.brief_name is not None:
        yield (brief_button(id_, texts),)
    if shown.repetition is not None:
        once = StopDraftRepeating(task_id=id_, version=version)
        yield (Button(texts.plain("draft-once-button"), once),)
    if shown.could_be_name:
        yield (Button(texts.plain("draft-find-button"), FindInstead(task_id=id_)),)
    yield (
        Button(texts.plain("draft-drop-button"), DropDraft(task_id=id_, version=version)),
        Button(texts.plain("day-button"), OpenDay()),
    )


def priorities(task: Task, texts: Texts) -> Screen:
    """The present one is marked."""
    rows: list[Row] = []
    for priority in PRIORITIES:
        name = priority_name(priority, texts)
        label = (
            texts.plain("draft-present-button", name=name) if task.priority is priority else name
        )
        data = SetDraftPriority(task_id=task.id, version=task.version, priority=priority)
        rows.append((Button(label, data),))
    return Screen(texts("draft-priority-question", title=task.title), (*rows, _back(task, texts)))


def client_choices(task: Task, wanted: str, lines: Sequence[ClientLine], texts: Texts) -> Screen:
    """Clients that were found for a draft."""
    id_, version = task.id, task.version
    rows = [
        (
            Button(
                client_label(line, texts),
                SetDraftClient(task_id=id_, version=version, client_id=line.id),
            ),
        )
        for line in lines
    ]
    again = Button(
        texts.plain("draft-other-client-button"),
        AskAboutDraft(task_id=id_, version=version, what="client"),
    )
    without = Button(
        texts.plain("draft-without-client-button"),
        SetDraftClient(task_id=id_, version=version, client_id=NO_CLIENT),
    )
    key = "draft-clients-found" if lines else "draft-no-client-found"
    text = texts(key, wanted=shorten(wanted, LONGEST_WORDS))
    return Screen(text, (*rows, (again, without), _back(task, texts)))


def clients_instead(task: Task, lines: Sequence[ClientLine], texts: Texts) -> Screen:
    """Clients by the words of a line that was read as a task."""
    wanted = shorten(task.said or task.title, LONGEST_WORDS)
    rows = [(Button(client_label(line, texts), OpenClient(client_id=line.id)),) for line in lines]
    key = "draft-clients-instead" if lines else "draft-no-client-instead"
    return Screen(texts(key, wanted=wanted), (*rows, _back(task, texts)))


def dropped(task: Task, texts: Texts) -> Screen:
    """What became of a draft that nobody needs."""
    buttons = [Button(texts.plain("day-button"), OpenDay())]
    if task.said is not None:
        again = ReadDraftAgain(task_id=task.id)
        buttons.insert(0, Button(texts.plain("draft-again-button"), again))
    return Screen(texts("draft-dropped", title=task.title), (tuple(buttons),))


def _back(task: Task, texts: Texts) -> Row:
    return (Button(texts.plain("back-button"), OpenTask(task_id=task.id)),)
