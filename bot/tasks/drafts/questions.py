"""What is asked in words about a draft, and what the answers do; the form goes step by step."""

from collections.abc import Awaitable
from typing import Final

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.dialogs import close_form
from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from bot.screens import show
from bot.tasks.colleagues import ColleagueChoice, choose_colleague
from bot.tasks.drafts.callback_data import DraftQuestion
from bot.tasks.drafts.cards import client_choices
from domain.amounts import parse_amount_with_currency
from domain.clients.queries import FindClients
from domain.delivery.model import Matter
from domain.errors import Outdated
from domain.org.model import Actor, PersonId
from domain.tasks.drafts import ChangeDraft
from domain.tasks.giving import CreateTask
from domain.tasks.lines import LONGEST_SAID, ReadLine, Settles
from domain.tasks.model import NewTask, Task, TaskId
from domain.tasks.queries import ViewTask
from domain.tasks.typed import ReadDeadline, ReadEstimate

DRAFT_EXECUTOR: Final = "draft_executor"
STEP_EXECUTOR: Final = "step_executor"
TASK_LINE: Final = "task_line"
MISSING_TITLE: Final = "draft_missing_title"
STEPS: Final = "/steps"
NONE: Final = "/none"
"""Answers by a button; typed ones do not begin with a slash."""

MOST_CLIENTS: Final = 8

DAYS = (
    ("сегодня", "draft-today-button"),
    ("завтра", "draft-tomorrow-button"),
    ("в пятницу", "draft-friday-button"),
    ("на следующей неделе", "draft-next-week-button"),
)
LENGTHS = (
    ("15 мин", "draft-quarter-hour-button"),
    ("30 мин", "draft-half-hour-button"),
    ("1 ч", "draft-one-hour-button"),
    ("2 ч", "draft-two-hours-button"),
    ("4 ч", "draft-four-hours-button"),
    ("8 ч", "draft-eight-hours-button"),
)


def question_name(what: DraftQuestion) -> str:
    return f"draft_{what}"


async def show_draft(asked: Asked, task_id: int) -> None:
    """In place of the question."""
    await asked.close()
    show_matter: ShowMatter = asked.data["show_matter"]
    await show_matter(asked.target, asked.data["actor"], Matter.TASK, task_id)


async def make_draft(
    target: Message | CallbackQuery, manager: DialogManager, text: str, *, answers: bool = False
) -> None:
    """Make a draft of ``text`` and show it, or ask what is to be done. ``answers``: the text does
    so, and the question goes.
    """
    data = manager.middleware_data
    read_line: ReadLine = data["read_line"]
    read = await read_line(data["actor"], text, is_task=True)
    if read.task is None:
        await ask(manager, MISSING_TITLE, said=text)
        return
    if answers:
        await close_form(manager)
    show_matter: ShowMatter = data["show_matter"]
    await show_matter(target, data["actor"], Matter.TASK, read.task.id)


def _about(asked: Asked) -> tuple[Actor, TaskId, int]:
    """Whoever answers, and the draft as the button showed it."""
    return asked.data["actor"], TaskId(asked.ids["task_id"]), asked.ids["version"]


async def _changed(asked: Asked, change: Awaitable[Task]) -> Task:
    """Where the draft is another by now, no answer fits any more: its card comes first."""
    try:
        return await change
    except Outdated:
        await show_draft(asked, asked.ids["task_id"])
        raise


async def title_told(asked: Asked, text: str) -> None:
    change_draft: ChangeDraft = asked.data["change_draft"]
    actor, task_id, version = _about(asked)
    await _changed(asked, change_draft(actor, task_id, version=version, title=text))
    await show_draft(asked, task_id)


async def details_told(asked: Asked, text: str) -> None:
    change_draft: ChangeDraft = asked.data["change_draft"]
    actor, task_id, version = _about(asked)
    if text == NONE:
        change = change_draft(actor, task_id, version=version, without=[Settles.DETAILS])
    else:
        change = change_draft(actor, task_id, version=version, details=text)
    await _changed(asked, change)
    await show_draft(asked, task_id)


async def _take_deadline(asked: Asked, text: str) -> Task:
    read_deadline: ReadDeadline = asked.data["read_deadline"]
    change_draft: ChangeDraft = asked.data["change_draft"]
    view_task: ViewTask = asked.data["view_task"]
    actor, task_id, version = _about(asked)
    present = (await view_task(actor, task_id)).task.deadline
    deadline = await read_deadline(actor, text, instead_of=present)
    return await _changed(asked, change_draft(actor, task_id, version=version, deadline=deadline))


async def _take_estimate(asked: Asked, text: str) -> Task:
    read_estimate: ReadEstimate = asked.data["read_estimate"]
    change_draft: ChangeDraft = asked.data["change_draft"]
    actor, task_id, version = _about(asked)
    if text == NONE:
        change = change_draft(actor, task_id, version=version, without=[Settles.ESTIMATE])
    else:
        estimate = await read_estimate(actor, text)
        change = change_draft(actor, task_id, version=version, estimate=estimate)
    return await _changed(asked, change)


async def deadline_told(asked: Asked, text: str) -> None:
    await _take_deadline(asked, text)
    await show_draft(asked, asked.ids["task_id"])


async def estimate_told(asked: Asked, text: str) -> None:
    await _take_estimate(asked, text)
    await show_draft(asked, asked.ids["task_id"])


async def cost_told(asked: Asked, text: str) -> None:
    change_draft: ChangeDraft = asked.data["change_draft"]
    actor, task_id, version = _about(asked)
    if text == NONE:
        change = change_draft(actor, task_id, version=version, without=[Settles.COST])
    else:
        cost = parse_amount_with_currency(text)
        change = change_draft(actor, task_id, version=version, cost=cost)
    await _changed(asked, change)
    await show_draft(asked, task_id)


async def client_told(asked: Asked, text: str) -> None:
    """One client of this name is taken at once; of several, one is chosen."""
    find_clients: FindClients = asked.data["find_clients"]
    change_draft: ChangeDraft = asked.data["change_draft"]
    view_task: ViewTask = asked.data["view_task"]
    actor, task_id, version = _about(asked)
    if text == NONE:
        without = [Settles.CLIENT]
        await _changed(asked, change_draft(actor, task_id, version=version, without=without))
        await show_draft(asked, task_id)
        return
    found = await find_clients(actor, text, offset=0, size=MOST_CLIENTS)
    if len(found.lines) == 1:
        client_id = found.lines[0].id
        await _changed(asked, change_draft(actor, task_id, version=version, client_id=client_id))
        await show_draft(asked, task_id)
        return
    view = await view_task(actor, task_id)
    await asked.close()
    await show(asked.target, client_choices(view.task, text, found.lines, asked.data["texts"]))


async def executor_chosen(asked: Asked, person_id: PersonId) -> None:
    change_draft: ChangeDraft = asked.data["change_draft"]
    actor, task_id, version = _about(asked)
    await _changed(asked, change_draft(actor, task_id, version=version, executor_id=person_id))
    await show_draft(asked, task_id)


async def line_told(asked: Asked, text: str) -> None:
    if text == STEPS:
        await ask(asked.manager, "step_title")
        return
    await make_draft(asked.target, asked.manager, text, answers=True)


async def missing_title_told(asked: Asked, text: str) -> None:
    """What was said before stays: «завтра в 15» and now «позвонить Климову»."""
    whole = f"{asked.ids['said']}, {text}"[:LONGEST_SAID]
    await make_draft(asked.target, asked.manager, whole, answers=True)


async def step_title_told(asked: Asked, text: str) -> None:
    create_task: CreateTask = asked.data["create_task"]
    task = await create_task(asked.data["actor"], NewTask(text), as_draft=True)
    await ask(asked.manager, "step_deadline", task_id=task.id, version=task.version)


async def step_deadline_told(asked: Asked, text: str) -> None:
    task = await _take_deadline(asked, text)
    ids = {"task_id": task.id, "version": task.version}
    await choose_colleague(asked.manager, STEP_EXECUTOR, **ids)


async def step_executor_chosen(asked: Asked, person_id: PersonId) -> None:
    change_draft: ChangeDraft = asked.data["change_draft"]
    actor, task_id, version = _about(asked)
    task = await _changed(
        asked, change_draft(actor, task_id, version=version, executor_id=person_id)
    )
    await ask(asked.manager, "step_estimate", task_id=task.id, version=task.version)


async def step_estimate_told(asked: Asked, text: str) -> None:
    await _take_estimate(asked, text)
    await show_draft(asked, asked.ids["task_id"])


QUESTIONS = (
    Question("draft_title", "draft-title-question", title_told),
    Question("draft_deadline", "draft-deadline-question", deadline_told, DAYS),
    Question(
        "draft_estimate",
        "draft-estimate-question",
        estimate_told,
        (*LENGTHS, (NONE, "draft-without-estimate-button")),
    ),
    Question(
        "draft_cost", "draft-cost-question", cost_told, ((NONE, "draft-without-cost-button"),)
    ),
    Question(
        "draft_details",
        "draft-details-question",
        details_told,
        ((NONE, "draft-without-details-button"),),
    ),
    Question(
        "draft_client",
        "draft-client-question",
        client_told,
        ((NONE, "draft-without-client-button"),),
    ),
    Question(TASK_LINE, "task-line-question", line_told, ((STEPS, "task-steps-button"),)),
    Question(MISSING_TITLE, "draft-missing-title-question", missing_title_told),
    Question("step_title", "step-title-question", step_title_told),
    Question("step_deadline", "step-deadline-question", step_deadline_told, DAYS),
    Question(
        "step_estimate",
        "step-estimate-question",
        step_estimate_told,
        (*LENGTHS, (NONE, "skip-button")),
    ),
)

COLLEAGUE_CHOICES = (
    ColleagueChoice(DRAFT_EXECUTOR, "draft-executor-question", executor_chosen, "draft-me-button"),
    ColleagueChoice(
        STEP_EXECUTOR, "step-executor-question", step_executor_chosen, "draft-me-button"
    ),
)
