"""Bare text that answers nothing is read as an intention: a task to be made, a client to be found.

What was forwarded is somebody else's words: it is only looked up, as before.
"""

from aiogram import F, Router
from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.clients import handlers as clients
from bot.interactions import form as contact_form
from bot.matters import ShowMatter
from bot.questions import ask
from bot.tasks.drafts.questions import MISSING_TITLE
from bot.texts import Texts
from domain.clients.queries import FindClients
from domain.delivery.model import Matter
from domain.interactions.reading import ReadContact
from domain.org.model import Actor
from domain.tasks.lines import ReadLine

WORDS = F.text & ~F.text.startswith("/")


async def text_sent(
    message: Message,
    actor: Actor,
    texts: Texts,
    read_contact: ReadContact,
    read_line: ReadLine,
    find_clients: FindClients,
    show_matter: ShowMatter,
    dialog_manager: DialogManager,
) -> None:
    text = message.text or ""
    contact = await read_contact(actor, text)
    if contact is not None:
        await contact_form.propose_told(dialog_manager, message, contact)
        return
    read = await read_line(actor, text)
    if read.task is not None:
        await show_matter(message, actor, Matter.TASK, read.task.id)
    elif read.lacks_title:
        await ask(dialog_manager, MISSING_TITLE, said=text)
    else:
        await clients.text_sent(message, actor, texts, find_clients, show_matter)


def router() -> Router:
    """Goes under the dialogs' router, after the dialogs: it may have to ask."""
    texts = Router(name="intentions")
    texts.message.register(text_sent, WORDS & ~F.forward_origin)
    texts.message.register(clients.text_sent, WORDS)
    return texts
