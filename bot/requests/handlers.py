"""Requests of clients: seen, reacted to, answered, closed, given on. Unpack, one use case, show."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager

from bot.interactions.contents import once_of
from bot.interactions.files import send_filed
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.requests import form, form_windows, questions, replies
from bot.requests.callback_data import (
    ChooseAnswer,
    MakeTask,
    NewRequestOf,
    OpenAgain,
    OpenClientRequests,
    OpenRequest,
    OpenRequestHistory,
    OpenRequests,
    RateRequestAs,
    ReactedTo,
    ShowRequestFiles,
)
from bot.requests.cards import answer_choices, request_history
from bot.requests.lists import client_requests, requests_list
from bot.screens import show
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.requests.making import MakeTaskOfRequest
from domain.requests.model import RequestId
from domain.requests.queries import (
    ListClientRequests,
    ListRequests,
    ViewRequest,
    ViewRequestHistory,
)
from domain.requests.reading import ReadRequest
from domain.requests.use_cases import RateRequest, ReactToRequest, ReopenRequest
from domain.requests.views import Stands, Whose


async def request_opened(
    query: CallbackQuery, callback_data: OpenRequest, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.REQUEST, callback_data.request_id)


async def client_requests_opened(
    query: CallbackQuery,
    callback_data: OpenClientRequests,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cards: Cards,
    list_client_requests: ListClientRequests,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    client_id = ClientId(callback_data.client_id)
    listed = await list_client_requests(actor, client_id, offset=offset, size=PAGE_SIZE)
    screen = client_requests(listed, texts, actor=actor, now=clock())
    await show_instead(query, screen, cards)


async def requests_opened(
    query: CallbackQuery,
    callback_data: OpenRequests,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cards: Cards,
    list_requests: ListRequests,
) -> None:
    whose, stands = callback_data.whose, callback_data.stands
    offset = max(0, callback_data.page) * PAGE_SIZE
    listed, _ = await list_requests(actor, whose, stands, offset=offset, size=PAGE_SIZE)
    screen = requests_list(listed, texts, whose=whose, stands=stands, actor=actor, now=clock())
    await show_instead(query, screen, cards)


async def requests_command(
    message: Message,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cards: Cards,
    list_requests: ListRequests,
) -> None:
    whose, stands = Whose.MINE, Stands.OPEN
    listed, _ = await list_requests(actor, whose, stands, offset=0, size=PAGE_SIZE)
    screen = requests_list(listed, texts, whose=whose, stands=stands, actor=actor, now=clock())
    await show_instead(message, screen, cards)


async def reacted_pressed(
    query: CallbackQuery,
    callback_data: ReactedTo,
    actor: Actor,
    react_to_request: ReactToRequest,
    show_matter: ShowMatter,
) -> None:
    request_id = RequestId(callback_data.request_id)
    await react_to_request(actor, request_id, callback_data.version)
    await show_matter(query, actor, Matter.REQUEST, request_id)


async def answer_wanted(
    query: CallbackQuery,
    callback_data: ChooseAnswer,
    actor: Actor,
    texts: Texts,
    view_request: ViewRequest,
) -> None:
    page = await view_request(actor, RequestId(callback_data.request_id))
    await show(query, answer_choices(page, texts))


async def rated(
    query: CallbackQuery,
    callback_data: RateRequestAs,
    actor: Actor,
    rate_request: RateRequest,
    show_matter: ShowMatter,
) -> None:
    request_id = RequestId(callback_data.request_id)
    await rate_request(actor, request_id, callback_data.rating, callback_data.version)
    await show_matter(query, actor, Matter.REQUEST, request_id)


async def reopened(
    query: CallbackQuery,
    callback_data: OpenAgain,
    actor: Actor,
    reopen_request: ReopenRequest,
    show_matter: ShowMatter,
) -> None:
    request_id = RequestId(callback_data.request_id)
    await reopen_request(actor, request_id, callback_data.version)
    await show_matter(query, actor, Matter.REQUEST, request_id)


async def task_wanted(
    query: CallbackQuery,
    callback_data: MakeTask,
    actor: Actor,
    make_task_of_request: MakeTaskOfRequest,
    show_matter: ShowMatter,
) -> None:
    request_id = RequestId(callback_data.request_id)
    task_id = await make_task_of_request(actor, request_id, callback_data.version)
    await show_matter(query, actor, Matter.TASK, task_id)


async def files_wanted(
    query: CallbackQuery,
    callback_data: ShowRequestFiles,
    actor: Actor,
    texts: Texts,
    view_request: ViewRequest,
) -> None:
    page = await view_request(actor, RequestId(callback_data.request_id))
    await query.answer()
    if isinstance(query.message, Message) and query.bot is not None:
        await send_filed(query.bot, query.message.chat.id, page.view.files, texts)


async def history_opened(
    query: CallbackQuery,
    callback_data: OpenRequestHistory,
    actor: Actor,
    texts: Texts,
    view_request_history: ViewRequestHistory,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    request_id = RequestId(callback_data.request_id)
    history = await view_request_history(actor, request_id, offset=offset, size=PAGE_SIZE)
    await show(query, request_history(history, texts, zone=actor.zone))


async def new_wanted(
    query: CallbackQuery,
    callback_data: NewRequestOf,
    actor: Actor,
    view_client: ViewClient,
    dialog_manager: DialogManager,
) -> None:
    """Raises: NotFound: the actor sees no such client."""
    if callback_data.client_id:
        await view_client(actor, ClientId(callback_data.client_id))
    await form.begin_request(dialog_manager, f"tap:{query.id}", callback_data.client_id)


async def request_command(
    message: Message,
    command: CommandObject,
    actor: Actor,
    dialog_manager: DialogManager,
    read_request: ReadRequest,
) -> None:
    """With what follows the command as the line that tells of it: «/request Ромашка: нет счёта»."""
    told = (command.args or "").strip()
    read = await read_request(actor, told, is_request=True) if told else None
    if read is not None:
        await form.propose_request(dialog_manager, message, read)
        return
    filled = {"words": told} if told else None
    await form.begin_request(dialog_manager, once_of(message), 0, filled)


def router() -> Router:
    """Taps, and answers to the card of a request."""
    requests = Router(name="requests")
    tapped = requests.callback_query.register
    tapped(request_opened, OpenRequest.filter())
    tapped(client_requests_opened, OpenClientRequests.filter())
    tapped(requests_opened, OpenRequests.filter())
    tapped(reacted_pressed, ReactedTo.filter())
    tapped(answer_wanted, ChooseAnswer.filter())
    tapped(rated, RateRequestAs.filter())
    tapped(reopened, OpenAgain.filter())
    tapped(task_wanted, MakeTask.filter())
    tapped(files_wanted, ShowRequestFiles.filter())
    tapped(history_opened, OpenRequestHistory.filter())
    requests.message.register(requests_command, Command("requests"))
    requests.include_router(replies.router())
    return requests


def dialog_router() -> Router:
    asking = Router(name="requests-asking")
    asking.callback_query.register(new_wanted, NewRequestOf.filter())
    asking.message.register(request_command, Command("request"))
    asking.include_router(questions.dialog_router())
    return asking


def dialogs() -> tuple[Dialog, ...]:
    return (form_windows.dialog(),)
