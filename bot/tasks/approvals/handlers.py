"""Approving: from the card, from the screen of several, and all of it with a second tap."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram_dialog import DialogManager

from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from bot.screens import show
from bot.tasks.answering import DATES, act
from bot.tasks.approvals.callback_data import (
    ApproveOnList,
    ApproveShown,
    ApproveTaskNow,
    AskAboutApproval,
    AskToApproveShown,
    AskWhyNot,
    ChooseApprovalDate,
    OpenApprovals,
)
from bot.tasks.approvals.cards import EACH_PAGE, approvals_screen, outcome, shown_as
from bot.texts import Markup, Texts
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.tasks.approving import (
    ApproveTask,
    ApproveTasks,
    ChangeDateInApproval,
    DeclineApproval,
    ListApprovals,
    QuestionInApproval,
)
from domain.tasks.model import TaskId
from domain.tasks.queries import ViewTask
from domain.tasks.states import Act
from domain.tasks.typed import ReadDeadline

# One task, on its card


async def approve_pressed(
    query: CallbackQuery,
    callback_data: ApproveTaskNow,
    actor: Actor,
    texts: Texts,
    approve_task: ApproveTask,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    await approve_task(actor, task_id, version=callback_data.version)
    await query.answer(texts.plain("approval-toast-approved"))
    await show_matter(query, actor, Matter.TASK, task_id)


async def decline_pressed(
    _query: CallbackQuery,
    callback_data: AskWhyNot,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    """Refused, as the act itself would be, before anybody takes the trouble to answer."""
    task_id, version = TaskId(callback_data.task_id), callback_data.version
    await view_task(actor, task_id, act=Act.DECLINE_APPROVAL, version=version)
    await ask(dialog_manager, "approval_reason", task_id=task_id, version=version)


async def question_pressed(
    _query: CallbackQuery,
    callback_data: AskAboutApproval,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    task_id = TaskId(callback_data.task_id)
    await view_task(actor, task_id, act=Act.QUESTION_IN_APPROVAL)
    await ask(dialog_manager, "approval_question", task_id=task_id)


async def date_pressed(
    _query: CallbackQuery,
    callback_data: ChooseApprovalDate,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    task_id, version = TaskId(callback_data.task_id), callback_data.version
    await view_task(actor, task_id, act=Act.CHANGE_DATE_IN_APPROVAL, version=version)
    await ask(dialog_manager, "approval_date", task_id=task_id, version=version)


async def reason_told(asked: Asked, text: str) -> None:
    decline_approval: DeclineApproval = asked.data["decline_approval"]
    actor: Actor = asked.data["actor"]
    task_id, version = TaskId(asked.ids["task_id"]), asked.ids["version"]
    await act(asked, decline_approval(actor, task_id, text, version=version))


async def question_told(asked: Asked, text: str) -> None:
    question_in_approval: QuestionInApproval = asked.data["question_in_approval"]
    actor: Actor = asked.data["actor"]
    await act(asked, question_in_approval(actor, TaskId(asked.ids["task_id"]), text))


async def date_told(asked: Asked, text: str) -> None:
    read_deadline: ReadDeadline = asked.data["read_deadline"]
    change_date_in_approval: ChangeDateInApproval = asked.data["change_date_in_approval"]
    actor: Actor = asked.data["actor"]
    task_id, version = TaskId(asked.ids["task_id"]), asked.ids["version"]
    deadline = await read_deadline(actor, text)
    await act(asked, change_date_in_approval(actor, task_id, deadline, version=version))


# Several on one screen


async def _show_approvals(
    target: Message | CallbackQuery,
    page: int,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_approvals: ListApprovals,
    *,
    is_sure: bool = False,
    told: Markup | None = None,
) -> None:
    found = await list_approvals(actor, offset=page * EACH_PAGE, size=EACH_PAGE)
    screen = approvals_screen(
        found, texts, now=clock(), zone=actor.zone, is_sure=is_sure, told=told
    )
    await show(target, screen)


async def approvals_asked(
    message: Message, actor: Actor, texts: Texts, clock: Clock, list_approvals: ListApprovals
) -> None:
    await _show_approvals(message, 0, actor, texts, clock, list_approvals)


async def approvals_opened(
    query: CallbackQuery,
    callback_data: OpenApprovals,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_approvals: ListApprovals,
) -> None:
    await _show_approvals(query, callback_data.page, actor, texts, clock, list_approvals)


async def line_pressed(
    query: CallbackQuery,
    callback_data: ApproveOnList,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    approve_tasks: ApproveTasks,
    list_approvals: ListApprovals,
) -> None:
    shown = [(TaskId(callback_data.task_id), callback_data.version)]
    told = outcome(await approve_tasks(actor, shown), texts, zone=actor.zone)
    page = callback_data.page
    await _show_approvals(query, page, actor, texts, clock, list_approvals, told=told)


async def all_pressed(
    query: CallbackQuery,
    callback_data: AskToApproveShown,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_approvals: ListApprovals,
) -> None:
    page = callback_data.page
    await _show_approvals(query, page, actor, texts, clock, list_approvals, is_sure=True)


async def all_pressed_again(
    query: CallbackQuery,
    callback_data: ApproveShown,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    approve_tasks: ApproveTasks,
    list_approvals: ListApprovals,
) -> None:
    """What the message itself shows is approved: its buttons name the tasks with their versions."""
    shown = shown_in(query)
    page = callback_data.page
    if not shown or shown_as(shown) != callback_data.shown:
        told = texts("approvals-changed")
    else:
        told = outcome(await approve_tasks(actor, shown), texts, zone=actor.zone)
    await _show_approvals(query, page, actor, texts, clock, list_approvals, told=told)


def shown_in(query: CallbackQuery) -> list[tuple[TaskId, int]]:
    """The tasks with versions on the message whose button was tapped, in their order."""
    keyboard = getattr(query.message, "reply_markup", None)
    if not isinstance(keyboard, InlineKeyboardMarkup):
        return []
    found = []
    for row in keyboard.inline_keyboard:
        for button in row:
            data = button.callback_data or ""
            if data.split(":", 1)[0] == ApproveOnList.__prefix__:
                one = ApproveOnList.unpack(data)
                found.append((TaskId(one.task_id), one.version))
    return found


QUESTIONS = (
    Question("approval_reason", "approval-ask-reason", reason_told),
    Question("approval_question", "approval-ask-question", question_told),
    Question("approval_date", "approval-ask-date", date_told, DATES),
)


def router() -> Router:
    approvals = Router(name="tasks-approvals")
    approvals.message.register(approvals_asked, Command("approvals"))
    tapped = approvals.callback_query.register
    tapped(approve_pressed, ApproveTaskNow.filter())
    tapped(approvals_opened, OpenApprovals.filter())
    tapped(line_pressed, ApproveOnList.filter())
    tapped(all_pressed, AskToApproveShown.filter())
    tapped(all_pressed_again, ApproveShown.filter())
    return approvals


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="tasks-approvals-asking")
    asking.callback_query.register(decline_pressed, AskWhyNot.filter())
    asking.callback_query.register(question_pressed, AskAboutApproval.filter())
    asking.callback_query.register(date_pressed, ChooseApprovalDate.filter())
    return asking
