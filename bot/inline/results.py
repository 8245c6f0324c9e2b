"""A client as a line above the message field, and as the message that choosing it posts.

The line is read by who asked. The message is read by whoever else is in that chat, and Telegram may
offer what was found in one chat in another: so nothing of the client is in it, wherever it goes.
"""

from typing import Final

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from bot.shortening import shorten
from bot.texts import NOTHING, Texts
from domain.clients.model import ClientLine
from domain.interactions.views import NamedClient

LONGEST_TITLE: Final = 100
LONGEST_NAME: Final = 40


def found_client(line: ClientLine, link: str, texts: Texts) -> InlineQueryResultArticle:
    """``link`` opens its card."""
    about = texts.plain(
        "inline-line",
        owner=shorten(line.owner_name or NOTHING, LONGEST_NAME),
        branch=shorten(line.branch_name, LONGEST_NAME),
        deals=line.open_deals,
    )
    if line.contact_name is not None:
        contact = shorten(line.contact_name, LONGEST_NAME)
        about = texts.plain("inline-line-of-contact", contact=contact, about=about)
    return _result(line.id, line.name, about, link, texts)


def recent_client(client: NamedClient, link: str, texts: Texts) -> InlineQueryResultArticle:
    return _result(client.id, client.name, texts.plain("inline-recent"), link, texts)


def _result(
    client_id: int, name: str, about: str, link: str, texts: Texts
) -> InlineQueryResultArticle:
    button = InlineKeyboardButton(text=texts.plain("inline-open-button"), url=link)
    return InlineQueryResultArticle(
        id=str(client_id),
        title=shorten(name, LONGEST_TITLE),
        description=about,
        input_message_content=InputTextMessageContent(
            message_text=texts("inline-posted"),
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
    )
