"""Taps on drafts, and /task: unpack, one use case, the card as it is now."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot import asked_in
from bot.matters import ShowMatter, show_instead
from bot.questions import ask
from bot.screens import show
from bot.tasks.colleagues import choose_colleague
from bot.tasks.drafts import cards as draft_cards
from bot.tasks.drafts.callback_data import (
    AnswerDraft,
    AskAboutDraft,
    ChooseDraftExecutor,
    DropDraft,
    FindInstead,
    GiveDraftTo,
    OpenDraftPriorities,
    ReadDraftAgain,
    SendDraftNow,
    SetDraftClient,
    SetDraftPriority,
    StopDraftRepeating,
    TaskOfWanted,
)
from bot.tasks.drafts.questions import (
    DRAFT_EXECUTOR,
    MOST_CLIENTS,
    TASK_LINE,
    make_draft,
    question_name,
)
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clients.queries import FindClients
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.errors import Outdated
from domain.org.model import Actor, PersonId
from domain.tasks.doing import CancelTask
from domain.tasks.drafts import AnswerDraftQuestion, ChangeDraft, SendTask
from domain.tasks.errors import DeadlineInPast, DeadlineMissing
from domain.tasks.lines import Settles
from domain.tasks.model import TaskId
from domain.tasks.queries import ViewTask


async def send_pressed(
    query: CallbackQuery,
    callback_data: SendDraftNow,
    actor: Actor,
    texts: Texts,
    send_task: SendTask,
    view_task: ViewTask,
    show_matter: ShowMatter,
    dialog_manager: DialogManager,
) -> None:
    task_id, version = TaskId(callback_data.task_id), callback_data.version
    try:
        await send_task(actor, task_id, version=version)
    except (DeadlineMissing, DeadlineInPast):  # the next step of the same act
        await ask(dialog_manager, question_name("deadline"), task_id=task_id, version=version)
        return
    view = await view_task(actor, task_id)
    if view.approver_name is not None:
        told = texts.plain("draft-sent-to-approve", name=view.approver_name)
    elif view.task.is_own:
        told = texts.plain("draft-sent-to-self")
    else:
        told = texts.plain("draft-sent", name=view.executor_name)
    await query.answer(told)
    await show_matter(query, actor, Matter.TASK, task_id)


async def drop_pressed(
    query: CallbackQuery,
    callback_data: DropDraft,
    actor: Actor,
    texts: Texts,
    cancel_task: CancelTask,
    cards: Cards,
) -> None:
    task_id = TaskId(callback_data.task_id)
    task = await cancel_task(actor, task_id, version=callback_data.version)
    await show_instead(query, draft_cards.dropped(task, texts), cards)


async def again_pressed(
    query: CallbackQuery,
    callback_data: ReadDraftAgain,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    if view.task.said is None or not view.task.has_ended:
        raise Outdated(task_id=view.task.id)
    await make_draft(query, dialog_manager, view.task.said)


async def priorities_opened(
    query: CallbackQuery,
    callback_data: OpenDraftPriorities,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    if not draft_cards.is_own_draft(view, actor):
        raise Outdated(task_id=view.task.id)
    await show(query, draft_cards.priorities(view.task, texts))


async def priority_pressed(
    query: CallbackQuery,
    callback_data: SetDraftPriority,
    actor: Actor,
    change_draft: ChangeDraft,
    show_matter: ShowMatter,
) -> None:
    task_id, version = TaskId(callback_data.task_id), callback_data.version
    await change_draft(actor, task_id, version=version, priority=callback_data.priority)
    await show_matter(query, actor, Matter.TASK, task_id)


async def answer_pressed(
    query: CallbackQuery,
    callback_data: AnswerDraft,
    actor: Actor,
    answer_draft_question: AnswerDraftQuestion,
    show_matter: ShowMatter,
) -> None:
    task_id = TaskId(callback_data.task_id)
    await answer_draft_question(
        actor, task_id, callback_data.key, callback_data.value, version=callback_data.version
    )
    await show_matter(query, actor, Matter.TASK, task_id)


async def client_pressed(
    query: CallbackQuery,
    callback_data: SetDraftClient,
    actor: Actor,
    change_draft: ChangeDraft,
    show_matter: ShowMatter,
) -> None:
    task_id, version = TaskId(callback_data.task_id), callback_data.version
    if callback_data.client_id == draft_cards.NO_CLIENT:
        await change_draft(actor, task_id, version=version, without=[Settles.CLIENT])
    else:
        client_id = ClientId(callback_data.client_id)
        await change_draft(actor, task_id, version=version, client_id=client_id)
    await show_matter(query, actor, Matter.TASK, task_id)


async def give_to_pressed(
    query: CallbackQuery,
    callback_data: GiveDraftTo,
    actor: Actor,
    change_draft: ChangeDraft,
    show_matter: ShowMatter,
) -> None:
    task_id, person_id = TaskId(callback_data.task_id), PersonId(callback_data.person_id)
    await change_draft(actor, task_id, version=callback_data.version, executor_id=person_id)
    await show_matter(query, actor, Matter.TASK, task_id)


async def once_pressed(
    query: CallbackQuery,
    callback_data: StopDraftRepeating,
    actor: Actor,
    change_draft: ChangeDraft,
    show_matter: ShowMatter,
) -> None:
    task_id, version = TaskId(callback_data.task_id), callback_data.version
    await change_draft(actor, task_id, version=version, without=[Settles.REPETITION])
    await show_matter(query, actor, Matter.TASK, task_id)


async def find_pressed(
    query: CallbackQuery,
    callback_data: FindInstead,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
    find_clients: FindClients,
    cards: Cards,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    wanted = view.task.said or view.task.title
    found = await find_clients(actor, wanted, offset=0, size=MOST_CLIENTS)
    await show_instead(query, draft_cards.clients_instead(view.task, found.lines, texts), cards)


async def asked_about_draft(
    _query: CallbackQuery,
    callback_data: AskAboutDraft,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    """Each ``DraftQuestion`` is the question ``draft_<name>``. An outdated button is refused before
    anybody takes the trouble to answer.
    """
    await view_task(actor, TaskId(callback_data.task_id), version=callback_data.version)
    await ask(
        dialog_manager,
        question_name(callback_data.what),
        task_id=callback_data.task_id,
        version=callback_data.version,
    )


async def executor_asked(
    _query: CallbackQuery,
    callback_data: ChooseDraftExecutor,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    await view_task(actor, TaskId(callback_data.task_id), version=callback_data.version)
    ids = {"task_id": callback_data.task_id, "version": callback_data.version}
    await choose_colleague(dialog_manager, DRAFT_EXECUTOR, **ids)


async def task_of_wanted(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    """What was looked up as a client was meant for a task."""
    await make_draft(query, dialog_manager, asked_in.wanted_by(query))


async def task_commanded(
    message: Message, command: CommandObject, dialog_manager: DialogManager
) -> None:
    """«/task позвонить Климову завтра», or the command alone: then the line is waited for."""
    if command.args:
        await make_draft(message, dialog_manager, command.args)
    else:
        await ask(dialog_manager, TASK_LINE)


def router() -> Router:
    drafts = Router(name="task-drafts")
    tapped = drafts.callback_query.register
    tapped(drop_pressed, DropDraft.filter())
    tapped(priorities_opened, OpenDraftPriorities.filter())
    tapped(priority_pressed, SetDraftPriority.filter())
    tapped(answer_pressed, AnswerDraft.filter())
    tapped(client_pressed, SetDraftClient.filter())
    tapped(give_to_pressed, GiveDraftTo.filter())
    tapped(once_pressed, StopDraftRepeating.filter())
    tapped(find_pressed, FindInstead.filter())
    return drafts


def dialog_router() -> Router:
    """What leads to a question, or may."""
    asking = Router(name="task-drafts-asking")
    tapped = asking.callback_query.register
    tapped(send_pressed, SendDraftNow.filter())
    tapped(asked_about_draft, AskAboutDraft.filter())
    tapped(executor_asked, ChooseDraftExecutor.filter())
    tapped(again_pressed, ReadDraftAgain.filter())
    tapped(task_of_wanted, TaskOfWanted.filter())
    asking.message.register(task_commanded, Command("task"))
    return asking
