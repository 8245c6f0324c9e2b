"""What a person is shown in one message, and how it gets into the chat.

A screen knows nothing of chats. ``show`` is how handlers put it there: in place of the message
whose button was tapped where that can be done, else as a new message.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
)

from bot.bot_api import PutText, SayText
from bot.delivery.turns import card_steps_aside
from bot.html_length import cut

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
CALLBACK_DATA_BYTES: Final = 64

NOT_MODIFIED: Final = "message is not modified"
CANNOT_BE_EDITED: Final = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "message_id_invalid",
)


@dataclass(frozen=True, slots=True)
class Button:
    """A button with what it does: callback data (at most 64 bytes) or an address to open."""

    text: str
    data: str | CallbackData | None = None
    url: str | None = None
    callback_data: str | None = field(init=False, compare=False, repr=False, default=None)
    """``data`` as Telegram takes it."""

    def __post_init__(self) -> None:
        if (self.data is None) == (self.url is None):
            raise ValueError(f"a button does one thing: {self.text}")
        packed = _packed(self.data) if isinstance(self.data, CallbackData) else self.data
        if packed is not None and len(packed.encode()) > CALLBACK_DATA_BYTES:
            raise ValueError(f"callback data over {CALLBACK_DATA_BYTES} bytes: {self.data}")
        object.__setattr__(self, "callback_data", packed)


def _packed(data: CallbackData) -> str:
    """As ``pack`` does it; whole numbers and bare words, which most are made of, the short way."""
    parts = [data.__prefix__]
    for value in data.__dict__.values():
        if type(value) is int:
            parts.append(str(value))
        elif type(value) is str and ":" not in value:
            parts.append(value)
        else:
            return data.pack()
    return ":".join(parts)


Row = tuple[Button, ...]


def in_rows(buttons: Sequence[Button], width: int) -> list[Row]:
    """At most ``width`` buttons to a row."""
    return [tuple(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def paired(buttons: Sequence[Button]) -> list[Row]:
    """Two buttons to a row."""
    return in_rows(buttons, 2)


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be sent: its bytes, or the ``file_id`` under which Telegram has it already."""

    name: str
    content: bytes | str


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: HTML text, rows of buttons, and at most one of picture and file.

    ``photo`` is a picture's bytes, or its ``file_id``.
    """

    text: str
    buttons: tuple[Row, ...] = ()
    photo: bytes | str | None = None
    document: Document | None = None

    def __post_init__(self) -> None:
        if self.photo is not None and self.document is not None:
            raise ValueError("a message carries a picture or a file, not both")

    @property
    def has_media(self) -> bool:
        return self.photo is not None or self.document is not None

    @property
    def fitting_text(self) -> str:
        """The text within Telegram's limit, cut after a whole line where it is longer."""
        return cut(self.text, CAPTION_LIMIT if self.has_media else TEXT_LIMIT)


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a screen is now to be seen. ``is_new``: a new message, which rang."""

    chat_id: int
    message_id: int
    has_media: bool
    screen: "Screen"
    is_new: bool

    @property
    def fingerprint(self) -> int:
        """Of the screen."""
        return fingerprint(self.screen)


def markup(screen: Screen) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram takes them; None where there are none."""
    rows = [
        [
            InlineKeyboardButton(text=button.text, callback_data=button.callback_data)
            if button.url is None
            else InlineKeyboardButton(text=button.text, url=button.url)
            for button in row
        ]
        for row in screen.buttons
        if row
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def keyboard_of(screen: Screen) -> dict[str, Any] | None:
    """The same as JSON has it."""
    rows = [
        [
            {"text": button.text, "callback_data": button.callback_data}
            if button.url is None
            else {"text": button.text, "url": button.url}
            for button in row
        ]
        for row in screen.buttons
        if row
    ]
    return {"inline_keyboard": rows} if rows else None


def fingerprint(screen: Screen) -> int:
    """Equal for equal screens, also after a restart; a signed 64-bit number."""
    document = screen.document
    parts: list[str | bytes | None] = [screen.fitting_text, screen.photo]
    parts += [document.name, document.content] if document else [None, None]
    for row in screen.buttons:
        parts.append("row")
        for button in row:
            parts += [button.text, button.callback_data, button.url]
    signs: list[bytes] = []
    for part in parts:
        content = part.encode() if isinstance(part, str) else part or b""
        signs += [len(content).to_bytes(8, "big"), content]
    digest = hashlib.blake2b(b"".join(signs), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def place_of(target: Message | CallbackQuery) -> tuple[int, int] | None:
    """Chat and id of the bot's message that ``target`` is or was tapped in; None: there is none."""
    message = target.message if isinstance(target, CallbackQuery) else target
    if message is None or target.bot is None:
        return None
    if isinstance(target, Message) and (
        target.from_user is None or target.from_user.id != target.bot.id
    ):
        return None
    return message.chat.id, message.message_id


async def show(target: Message | CallbackQuery, screen: Screen) -> Shown:
    """Put what is no card of a matter where the person is looking.

    A card that stands there steps aside first: the ledger leaves the message alone, and a reply to
    it is still about the matter. What is about something else: ``show_instead``.
    """
    place = place_of(target)
    if place is None:
        return await put(target, screen)
    async with card_steps_aside(*place):
        return await put(target, screen)


async def put(target: Message | CallbackQuery, screen: Screen) -> Shown:
    """Into ``place_of(target)``, else into a new message of the same chat.

    For handlers there are ``show``, and ``ShowMatter`` for a card.
    """
    if target.bot is None:
        raise ValueError("the update did not come through a bot")
    place = place_of(target)
    message = target.message if isinstance(target, CallbackQuery) else target
    if place is None:
        chat_id = target.chat.id if isinstance(target, Message) else target.from_user.id
        return await send(target.bot, chat_id, screen)
    has_media = bool(message.photo or message.document) if isinstance(message, Message) else False
    return await edit_or_send(target.bot, *place, screen, had_media=has_media)


async def send(bot: Bot, chat_id: int, screen: Screen, *, silently: bool = False) -> Shown:
    """A new message at the end of the chat."""
    text = screen.fitting_text
    if screen.photo is not None:
        message = await bot.send_photo(
            chat_id,
            _file(screen.photo, "picture.png"),
            caption=text,
            reply_markup=markup(screen),
            parse_mode="HTML",
            disable_notification=silently,
        )
    elif screen.document is not None:
        message = await bot.send_document(
            chat_id,
            _file(screen.document.content, screen.document.name),
            caption=text,
            reply_markup=markup(screen),
            parse_mode="HTML",
            disable_notification=silently,
        )
    else:
        said = SayText.of(chat_id, text, keyboard_of(screen), silently=silently)
        message = await bot(said)
    return Shown(chat_id, message.message_id, screen.has_media, screen, is_new=True)


async def edit_or_send(
    bot: Bot, chat_id: int, message_id: int, screen: Screen, *, had_media: bool
) -> Shown:
    """``screen`` in the message's place; a new message, the old one gone, where it has no place."""
    shown = await edit(bot, chat_id, message_id, screen, had_media=had_media)
    if shown:
        return shown
    await remove(bot, chat_id, message_id)
    return await send(bot, chat_id, screen)


async def edit(
    bot: Bot, chat_id: int, message_id: int, screen: Screen, *, had_media: bool
) -> Shown | None:
    """``screen`` in the message's place; None where that cannot be.

    Telegram turns a text into a picture or a file, but not back; and the message may be gone.
    """
    if had_media and not screen.has_media:
        return None
    try:
        await _edit(bot, chat_id, message_id, screen)
    except TelegramBadRequest as refusal:
        words = refusal.message.lower()
        if any(known in words for known in CANNOT_BE_EDITED):
            return None
        if NOT_MODIFIED not in words:
            raise
    return Shown(chat_id, message_id, screen.has_media, screen, is_new=False)


async def remove(bot: Bot, chat_id: int, message_id: int) -> bool:
    """Delete a message; False where it is gone already or too old (48 hours) to be deleted."""
    try:
        return await bot.delete_message(chat_id, message_id)
    except TelegramBadRequest:
        return False


async def _edit(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> None:
    text = screen.fitting_text
    if not screen.has_media:
        await bot(PutText.of(chat_id, message_id, text, keyboard_of(screen)))
        return
    media: InputMediaPhoto | InputMediaDocument
    if screen.photo is not None:
        media = InputMediaPhoto(
            media=_file(screen.photo, "picture.png"), caption=text, parse_mode="HTML"
        )
    else:
        assert screen.document is not None
        media = InputMediaDocument(
            media=_file(screen.document.content, screen.document.name),
            caption=text,
            parse_mode="HTML",
        )
    await bot.edit_message_media(
        media, chat_id=chat_id, message_id=message_id, reply_markup=markup(screen)
    )


def _file(content: bytes | str, name: str) -> BufferedInputFile | str:
    return BufferedInputFile(content, name) if isinstance(content, bytes) else content
