"""Bare text that answers nothing is read as an intention: a task to be made, a client to be found.

What was forwarded is somebody else's words: it is only looked up, as before.
"""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot import asked_in
from bot.clients import cards as client_cards
from bot.clients import handlers as clients
from bot.clients.callback_data import CreateWanted
from bot.interactions import form as contact_form
from bot.matters import ShowMatter
from bot.org.help_cards import main_buttons
from bot.pages import PAGE_SIZE
from bot.questions import ask
from bot.requests import form as request_form
from bot.screens import Button, Screen
from bot.tasks.drafts.callback_data import TaskOfWanted
from bot.tasks.drafts.questions import MISSING_TITLE
from bot.texts import Texts
from domain.clients.queries import FindClients
from domain.delivery.model import Matter
from domain.interactions.reading import ReadContact
from domain.org.model import Actor
from domain.requests.reading import ReadRequest
from domain.tasks.intentions import asks_the_way, is_sentence, is_small_talk
from domain.tasks.lines import ReadLine

WORDS = F.text & ~F.text.startswith("/")


async def text_sent(
    message: Message,
    actor: Actor,
    texts: Texts,
    read_contact: ReadContact,
    read_request: ReadRequest,
    read_line: ReadLine,
    find_clients: FindClients,
    show_matter: ShowMatter,
    dialog_manager: DialogManager,
) -> None:
    text = message.text or ""
    if asks_the_way(text):
        await _no_name_sent(message, actor, texts, find_clients)
        return
    request = await read_request(actor, text)
    if request is not None:
        await request_form.propose_request(dialog_manager, message, request)
        return
    contact = await read_contact(actor, text)
    if contact is not None:
        await contact_form.propose_told(dialog_manager, message, contact)
        return
    read = await read_line(actor, text)
    if read.task is not None:
        await show_matter(message, actor, Matter.TASK, read.task.id)
    elif read.lacks_title:
        await ask(dialog_manager, MISSING_TITLE, said=text)
    elif is_sentence(text) or is_small_talk(text):
        await _no_name_sent(message, actor, texts, find_clients)
    else:
        await clients.text_sent(message, actor, texts, find_clients, show_matter)


async def _no_name_sent(
    message: Message, actor: Actor, texts: Texts, find_clients: FindClients
) -> None:
    """Clients that are found by it, or what one can write; nobody is created of a sentence."""
    wanted = asked_in.wanted_in(message)
    found = await find_clients(actor, wanted, offset=0, size=PAGE_SIZE)
    if found.phone is not None:
        screen = client_cards.found_clients(found, wanted, texts)
    elif found.lines and not is_small_talk(wanted):
        screen = _without_new_client(client_cards.found_clients(found, wanted, texts))
    else:
        task = Button(texts.plain("task-of-wanted-button"), TaskOfWanted())
        is_lost = is_small_talk(wanted) or asks_the_way(wanted)
        rows = main_buttons(actor.role, texts) if is_lost else ((task,),)
        screen = Screen(texts("words-hint"), rows)
    await asked_in.answer(message, screen)


def _without_new_client(screen: Screen) -> Screen:
    rows = (
        tuple(button for button in row if not isinstance(button.data, CreateWanted))
        for row in screen.buttons
    )
    return replace(screen, buttons=tuple(row for row in rows if row))


def router() -> Router:
    """Goes under the dialogs' router, after the dialogs: it may have to ask."""
    texts = Router(name="intentions")
    texts.message.register(text_sent, WORDS & ~F.forward_origin)
    texts.message.register(clients.text_sent, WORDS)
    return texts
