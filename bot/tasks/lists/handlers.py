"""Tasks listed, searched for and opened from a list: unpack, one use case, the screen."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot import asked_in
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.questions import Asked, Question, ask
from bot.tasks.lists import cards as list_cards
from bot.tasks.lists.callback_data import (
    AskDropDrafts,
    DropDrafts,
    FindTasks,
    NewTaskOfClient,
    NewTaskOfDeal,
    OpenClientTasks,
    OpenDealTasks,
    OpenFoundTask,
    OpenListedTask,
    OpenTasks,
    TurnFoundTasks,
)
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.clock import Clock
from domain.deals.model import DealId
from domain.deals.queries import ViewDeal
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.errors import BadInput, Outdated
from domain.org.model import Actor
from domain.tasks.drafts import CancelOwnDrafts
from domain.tasks.lines import ReadLine
from domain.tasks.queries import ListTasks, ListTasksOfClient, ListTasksOfDeal
from domain.tasks.views import Stands, TaskFilter, Whose


class TaskSearchOutdated(Outdated):
    """The message with the words is gone: there is nothing to go by."""


class TaskWordsMissing(BadInput):
    """Nothing in what was typed can be looked up."""


class TaskTitleMissing(BadInput):
    """The line says when or who, and not what is to be done."""


async def _show_list(
    target: Message | CallbackQuery,
    asked: OpenTasks,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_tasks: ListTasks,
    cards: Cards,
) -> None:
    chosen = TaskFilter(asked.whose, asked.stands)
    found = await list_tasks(actor, chosen, offset=asked.page * PAGE_SIZE, size=PAGE_SIZE)
    screen = list_cards.tasks_list(found, chosen, texts, actor=actor, now=clock())
    await show_instead(target, screen, cards)


async def tasks_asked(
    message: Message,
    command: CommandObject,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_tasks: ListTasks,
    cards: Cards,
) -> None:
    if command.args:
        await _find(message, actor, texts, clock, list_tasks)
    else:
        await _show_list(message, OpenTasks(), actor, texts, clock, list_tasks, cards)


async def tasks_opened(
    query: CallbackQuery,
    callback_data: OpenTasks,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_tasks: ListTasks,
    cards: Cards,
) -> None:
    await _show_list(query, callback_data, actor, texts, clock, list_tasks, cards)


DRAFTS = OpenTasks(stands=Stands.DRAFTS)


async def drop_drafts_asked(
    query: CallbackQuery, actor: Actor, texts: Texts, list_tasks: ListTasks, cards: Cards
) -> None:
    chosen = TaskFilter(DRAFTS.whose, DRAFTS.stands)
    found = await list_tasks(actor, chosen, offset=0, size=1)
    await show_instead(query, list_cards.drop_drafts_question(found.page.total, texts), cards)


async def drop_drafts_pressed(
    query: CallbackQuery,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cancel_own_drafts: CancelOwnDrafts,
    list_tasks: ListTasks,
    cards: Cards,
) -> None:
    count = await cancel_own_drafts(actor)
    await query.answer(texts.plain("tasks-drafts-dropped", count=count))
    await _show_list(query, DRAFTS, actor, texts, clock, list_tasks, cards)


def _searched(wanted: str) -> TaskFilter:
    return TaskFilter(Whose.ANY, Stands.ALL, wanted)


async def _find(
    message: Message, actor: Actor, texts: Texts, clock: Clock, list_tasks: ListTasks
) -> None:
    """Raises: TaskWordsMissing."""
    wanted = asked_in.wanted_in(message)
    if not any(sign.isalnum() for sign in wanted):
        raise TaskWordsMissing
    found = await list_tasks(actor, _searched(wanted), offset=0, size=PAGE_SIZE)
    screen = list_cards.found_tasks(found, wanted, texts, actor=actor, now=clock())
    await asked_in.answer(message, screen)


async def found_turned(
    query: CallbackQuery,
    callback_data: TurnFoundTasks,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_tasks: ListTasks,
    cards: Cards,
) -> None:
    wanted = asked_in.find_wanted(query)
    if wanted is None:
        raise TaskSearchOutdated
    found = await list_tasks(
        actor, _searched(wanted), offset=callback_data.page * PAGE_SIZE, size=PAGE_SIZE
    )
    screen = list_cards.found_tasks(found, wanted, texts, actor=actor, now=clock())
    await show_instead(query, screen, cards)


async def listed_opened(
    query: CallbackQuery,
    callback_data: OpenListedTask,
    actor: Actor,
    show_matter: ShowMatter,
) -> None:
    back = OpenTasks(
        whose=callback_data.whose, stands=callback_data.stands, page=callback_data.page
    )
    await show_matter.out_of_list(query, actor, Matter.TASK, callback_data.task_id, back)


async def found_opened(
    query: CallbackQuery,
    callback_data: OpenFoundTask,
    actor: Actor,
    show_matter: ShowMatter,
) -> None:
    back = TurnFoundTasks(page=callback_data.page)
    await show_matter.out_of_list(query, actor, Matter.TASK, callback_data.task_id, back)


async def client_tasks_opened(
    query: CallbackQuery,
    callback_data: OpenClientTasks,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_tasks_of_client: ListTasksOfClient,
    cards: Cards,
) -> None:
    client_id = ClientId(callback_data.client_id)
    found = await list_tasks_of_client(
        actor, client_id, offset=callback_data.page * PAGE_SIZE, size=PAGE_SIZE
    )
    screen = list_cards.client_tasks(client_id, found, texts, actor=actor, now=clock())
    await show_instead(query, screen, cards)


async def deal_tasks_opened(
    query: CallbackQuery,
    callback_data: OpenDealTasks,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_tasks_of_deal: ListTasksOfDeal,
    cards: Cards,
) -> None:
    deal_id = DealId(callback_data.deal_id)
    found = await list_tasks_of_deal(
        actor, deal_id, offset=callback_data.page * PAGE_SIZE, size=PAGE_SIZE
    )
    screen = list_cards.deal_tasks(deal_id, found, texts, actor=actor, now=clock())
    await show_instead(query, screen, cards)


async def find_pressed(
    _query: CallbackQuery,
    callback_data: FindTasks,  # noqa: ARG001 - the filter hands it over
    dialog_manager: DialogManager,
) -> None:
    await ask(dialog_manager, "task_words")


async def words_told(asked: Asked, _text: str) -> None:
    if not isinstance(asked.target, Message):
        raise Outdated  # the question has no ready answers
    data = asked.data
    await _find(asked.target, data["actor"], data["texts"], data["clock"], data["list_tasks"])
    await asked.close()


async def task_of_client_asked(
    _query: CallbackQuery,
    callback_data: NewTaskOfClient,
    actor: Actor,
    view_client: ViewClient,
    dialog_manager: DialogManager,
) -> None:
    await view_client(actor, ClientId(callback_data.client_id))
    await ask(dialog_manager, "task_about", client_id=callback_data.client_id)


async def task_of_deal_asked(
    _query: CallbackQuery,
    callback_data: NewTaskOfDeal,
    actor: Actor,
    view_deal: ViewDeal,
    dialog_manager: DialogManager,
) -> None:
    await view_deal(actor, DealId(callback_data.deal_id))
    await ask(dialog_manager, "task_about", deal_id=callback_data.deal_id)


async def line_told(asked: Asked, text: str) -> None:
    """The draft, about what the question was asked about. Raises: TaskTitleMissing."""
    read_line: ReadLine = asked.data["read_line"]
    show_matter: ShowMatter = asked.data["show_matter"]
    actor: Actor = asked.data["actor"]
    client_id, deal_id = asked.ids.get("client_id"), asked.ids.get("deal_id")
    read = await read_line(
        actor,
        text,
        is_task=True,
        client_id=ClientId(client_id) if client_id else None,
        deal_id=DealId(deal_id) if deal_id else None,
    )
    if read.task is None:
        raise TaskTitleMissing
    await asked.close()
    await show_matter(asked.target, actor, Matter.TASK, read.task.id)


QUESTIONS = (
    Question("task_words", "question-task-words", words_told),
    Question("task_about", "question-task-about", line_told),
)


def router() -> Router:
    lists = Router(name="tasks-lists")
    tapped = lists.callback_query.register
    tapped(tasks_opened, OpenTasks.filter())
    tapped(drop_drafts_asked, AskDropDrafts.filter())
    tapped(drop_drafts_pressed, DropDrafts.filter())
    tapped(listed_opened, OpenListedTask.filter())
    tapped(found_turned, TurnFoundTasks.filter())
    tapped(found_opened, OpenFoundTask.filter())
    tapped(client_tasks_opened, OpenClientTasks.filter())
    tapped(deal_tasks_opened, OpenDealTasks.filter())
    lists.message.register(tasks_asked, Command("tasks"))
    return lists


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="tasks-lists-asking")
    asking.callback_query.register(find_pressed, FindTasks.filter())
    asking.callback_query.register(task_of_client_asked, NewTaskOfClient.filter())
    asking.callback_query.register(task_of_deal_asked, NewTaskOfDeal.filter())
    return asking
