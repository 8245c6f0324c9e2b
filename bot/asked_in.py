"""What a list or an offer answers: the message that it replies to says it, while it stands.

So such buttons need no text in them, and no state that could be another search's by the time of
the tap.
"""

from aiogram.types import CallbackQuery, Message, ReplyParameters

from bot.screens import Screen, markup
from domain.clients.typed_line import TypedClient, client_of_contact
from domain.errors import Outdated


class SearchOutdated(Outdated):
    """The message with the text or the contact is gone: there is nothing to go by."""


async def answer(message: Message, screen: Screen) -> None:
    """Put ``screen`` under ``message`` as a reply to it."""
    await message.answer(
        screen.fitting_text,
        parse_mode="HTML",
        reply_markup=markup(screen),
        reply_parameters=ReplyParameters(
            message_id=message.message_id, allow_sending_without_reply=True
        ),
    )


def wanted_in(message: Message) -> str:
    """The text of ``message`` on one line, without its command and what cannot be seen."""
    text = message.text or ""
    if text.startswith("/"):
        _, _, text = text.partition(" ")
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable()).strip()


def find_wanted(query: CallbackQuery) -> str | None:
    """The text that the tapped message answers, if it still is there."""
    asked = _asked_in(query)
    return (wanted_in(asked) or None) if asked else None


def wanted_by(query: CallbackQuery) -> str:
    """The same. Raises: SearchOutdated."""
    wanted = find_wanted(query)
    if wanted is None:
        raise SearchOutdated
    return wanted


def contact_in(message: Message) -> TypedClient:
    """The shared contact of ``message`` as a client. Raises: SearchOutdated: there is none."""
    contact = message.contact
    if contact is None:
        raise SearchOutdated
    return client_of_contact(
        contact.first_name,
        contact.last_name,
        contact.phone_number,
        contact.user_id,
        contact.vcard,
    )


def contact_by(query: CallbackQuery) -> TypedClient:
    """The contact that the tapped message answers. Raises: SearchOutdated."""
    asked = _asked_in(query)
    if asked is None:
        raise SearchOutdated
    return contact_in(asked)


def _asked_in(query: CallbackQuery) -> Message | None:
    return query.message.reply_to_message if isinstance(query.message, Message) else None
