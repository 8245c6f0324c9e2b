"""A task looked at and done: unpack, one use case, the card."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.callback_data import OpenTask
from bot.matters import ShowMatter
from bot.questions import ask
from bot.screens import show
from bot.tasks import choices
from bot.tasks.act_buttons import more_acts
from bot.tasks.callback_data import (
    AcceptResultNow,
    AcceptTaskNow,
    AgreeDate,
    AskAboutTask,
    AskToCancelTask,
    CancelTaskNow,
    ChooseExecutor,
    ChoosePriority,
    FinishTaskNow,
    OpenParts,
    OpenReminders,
    OpenTaskActs,
    PutTaskUnder,
    RaisePriorityTo,
    RateTask,
    RefuseDate,
    RemindMe,
    StartTaskNow,
)
from bot.tasks.colleagues import choose_colleague
from bot.tasks.questions import NEW_EXECUTOR, question_name
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.tasks.arranging import ChooseReminders, PutUnderTask, ViewReminders
from domain.tasks.dates import AgreeNewDate, RefuseNewDate
from domain.tasks.doing import AcceptResult, AcceptTask, CancelTask, FinishTask, StartTask
from domain.tasks.model import WORKING, DateProposalId, TaskId
from domain.tasks.oversight import RaisePriority
from domain.tasks.queries import ViewTask


async def task_opened(
    query: CallbackQuery, callback_data: OpenTask, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.TASK, callback_data.task_id)


async def accept_pressed(
    query: CallbackQuery,
    callback_data: AcceptTaskNow,
    actor: Actor,
    accept_task: AcceptTask,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    await accept_task(actor, task_id, version=callback_data.version)
    await show_matter(query, actor, Matter.TASK, task_id)


async def _waits(
    query: CallbackQuery,
    pressed: StartTaskNow | FinishTaskNow,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
) -> bool:
    """Whether a second tap was asked for, because what it waits for is not done."""
    if pressed.anyway:
        return False
    view = await view_task(actor, TaskId(pressed.task_id))
    if view.task.state not in WORKING or not any(one.holds_up for one in view.waits_for):
        return False
    await show(query, choices.anyway_question(view, pressed, texts))
    return True


async def start_pressed(
    query: CallbackQuery,
    callback_data: StartTaskNow,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
    start_task: StartTask,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    if await _waits(query, callback_data, actor, texts, view_task):
        return
    await start_task(actor, task_id, version=callback_data.version)
    await show_matter(query, actor, Matter.TASK, task_id)


async def finish_pressed(
    query: CallbackQuery,
    callback_data: FinishTaskNow,
    actor: Actor,
    finish_task: FinishTask,
    texts: Texts,
    view_task: ViewTask,
    show_matter: ShowMatter,
) -> None:
    if await _waits(query, callback_data, actor, texts, view_task):
        return
    task = await finish_task(actor, TaskId(callback_data.task_id), version=callback_data.version)
    key = "task-toast-finished-own" if task.is_own else "task-toast-finished"
    await query.answer(texts.plain(key))
    await show_matter(query, actor, Matter.TASK, task.id)


async def thumb_pressed(
    query: CallbackQuery,
    callback_data: RateTask,
    actor: Actor,
    accept_result: AcceptResult,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    await accept_result(actor, task_id, callback_data.rating, version=callback_data.version)
    await show_matter(query, actor, Matter.TASK, task_id)


async def rate_later_pressed(
    query: CallbackQuery,
    callback_data: AcceptResultNow,
    actor: Actor,
    accept_result: AcceptResult,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    await accept_result(actor, task_id, version=callback_data.version)
    await show_matter(query, actor, Matter.TASK, task_id)


async def new_date_agreed(
    query: CallbackQuery,
    callback_data: AgreeDate,
    actor: Actor,
    agree_new_date: AgreeNewDate,
    texts: Texts,
    show_matter: ShowMatter,
) -> None:
    task = await agree_new_date(
        actor,
        TaskId(callback_data.task_id),
        proposal_id=DateProposalId(callback_data.proposal_id),
    )
    on_time = task.deadline is not None and task.agreed_deadline_at == task.deadline.at
    await query.answer(texts.plain("task-toast-counts" if on_time else "task-toast-late"))
    await show_matter(query, actor, Matter.TASK, task.id)


async def new_date_refused(
    query: CallbackQuery,
    callback_data: RefuseDate,
    actor: Actor,
    refuse_new_date: RefuseNewDate,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    proposal_id = DateProposalId(callback_data.proposal_id)
    await refuse_new_date(actor, task_id, proposal_id=proposal_id)
    await show_matter(query, actor, Matter.TASK, task_id)


async def more_opened(
    query: CallbackQuery,
    callback_data: OpenTaskActs,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    await show(query, more_acts(view, texts, actor=actor))


async def priorities_opened(
    query: CallbackQuery,
    callback_data: ChoosePriority,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    await show(query, choices.priorities(view.task, texts))


async def priority_pressed(
    query: CallbackQuery,
    callback_data: RaisePriorityTo,
    actor: Actor,
    raise_priority: RaisePriority,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    await raise_priority(actor, task_id, callback_data.priority, version=callback_data.version)
    await show_matter(query, actor, Matter.TASK, task_id)


async def cancel_pressed(
    query: CallbackQuery,
    callback_data: AskToCancelTask,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    await show(query, choices.cancel_question(view.task, texts))


async def cancel_confirmed(
    query: CallbackQuery,
    callback_data: CancelTaskNow,
    actor: Actor,
    cancel_task: CancelTask,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    await cancel_task(actor, task_id, version=callback_data.version)
    await show_matter(query, actor, Matter.TASK, task_id)


async def parts_opened(
    query: CallbackQuery,
    callback_data: OpenParts,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_task: ViewTask,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    await show(query, choices.parts_screen(view, callback_data.page, texts, now=clock()))


async def parent_chosen(
    query: CallbackQuery,
    callback_data: PutTaskUnder,
    actor: Actor,
    put_under_task: PutUnderTask,
    show_matter: ShowMatter,
) -> None:
    task_id, parent_id = TaskId(callback_data.task_id), TaskId(callback_data.parent_id)
    await put_under_task(actor, task_id, parent_id or None, version=callback_data.version)
    await show_matter(query, actor, Matter.TASK, task_id)


async def reminders_opened(
    query: CallbackQuery,
    callback_data: OpenReminders,
    actor: Actor,
    texts: Texts,
    view_reminders: ViewReminders,
) -> None:
    choice = await view_reminders(actor)
    await show(query, choices.reminders_screen(TaskId(callback_data.task_id), choice, texts))


async def reminders_chosen(
    query: CallbackQuery,
    callback_data: RemindMe,
    actor: Actor,
    texts: Texts,
    choose_reminders: ChooseReminders,
) -> None:
    choice = choices.choice_of(
        in_the_morning=callback_data.in_the_morning, minutes=callback_data.minutes
    )
    await choose_reminders(actor, choice)
    await query.answer(texts.plain("task-toast-reminders"))
    await show(query, choices.reminders_screen(TaskId(callback_data.task_id), choice, texts))


async def asked_about_task(
    _query: CallbackQuery,
    callback_data: AskAboutTask,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    """An outdated button is refused before anybody takes the trouble to answer."""
    await view_task(actor, TaskId(callback_data.task_id), version=callback_data.version)
    await ask(
        dialog_manager,
        question_name(callback_data.what),
        task_id=callback_data.task_id,
        version=callback_data.version,
    )


async def executor_asked(
    _query: CallbackQuery,
    callback_data: ChooseExecutor,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    await view_task(actor, TaskId(callback_data.task_id), version=callback_data.version)
    await choose_colleague(
        dialog_manager,
        NEW_EXECUTOR,
        task_id=callback_data.task_id,
        version=callback_data.version,
    )


def router() -> Router:
    tasks = Router(name="tasks-card")
    tapped = tasks.callback_query.register
    tapped(task_opened, OpenTask.filter())
    tapped(accept_pressed, AcceptTaskNow.filter())
    tapped(start_pressed, StartTaskNow.filter())
    tapped(finish_pressed, FinishTaskNow.filter())
    tapped(thumb_pressed, RateTask.filter())
    tapped(rate_later_pressed, AcceptResultNow.filter())
    tapped(new_date_agreed, AgreeDate.filter())
    tapped(new_date_refused, RefuseDate.filter())
    tapped(more_opened, OpenTaskActs.filter())
    tapped(priorities_opened, ChoosePriority.filter())
    tapped(priority_pressed, RaisePriorityTo.filter())
    tapped(cancel_pressed, AskToCancelTask.filter())
    tapped(cancel_confirmed, CancelTaskNow.filter())
    tapped(parts_opened, OpenParts.filter())
    tapped(parent_chosen, PutTaskUnder.filter())
    tapped(reminders_opened, OpenReminders.filter())
    tapped(reminders_chosen, RemindMe.filter())
    return tasks


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="tasks-asking")
    asking.callback_query.register(asked_about_task, AskAboutTask.filter())
    asking.callback_query.register(executor_asked, ChooseExecutor.filter())
    return asking
