"""Files of a task into a chat, by the ids under which Telegram keeps them: nothing is stored."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
)

from bot.html_length import cut
from bot.screens import CAPTION_LIMIT
from bot.texts import Texts
from domain.tasks.model import FileKind
from domain.tasks.views import ThreadEntry

ALBUM: Final = 10
"""Files that one album of Telegram holds; it takes no fewer than two."""

SHORT_CAPTION: Final = 300
LOST: Final = ("wrong file identifier", "wrong remote file", "file reference", "file_id")
"""How Telegram says that it does not know a file (any more)."""

TOGETHER: Final = {
    FileKind.PHOTO: "pictures",
    FileKind.VIDEO: "pictures",
    FileKind.DOCUMENT: "documents",
    FileKind.AUDIO: "music",
}
"""Which kinds stand in one album; the others go alone."""

_MEDIA = {
    FileKind.PHOTO: InputMediaPhoto,
    FileKind.VIDEO: InputMediaVideo,
    FileKind.DOCUMENT: InputMediaDocument,
    FileKind.AUDIO: InputMediaAudio,
}


def caption_of(
    entry: ThreadEntry, texts: Texts, *, now: datetime, zone: ZoneInfo, limit: int = CAPTION_LIMIT
) -> str:
    """Who sent it when, and their words."""
    when = texts.moment(entry.at, zone=zone, now=now)
    head = texts("thread-said", name=entry.actor_name, when=when)
    words = texts("thread-words", words=entry.text) if entry.text else None
    return cut(texts.lines([head, words]), limit)


async def send_file(bot: Bot, chat_id: int, entry: ThreadEntry, caption: str) -> Message | None:
    """The file in a message of its own; None where Telegram does not know it any more."""
    file_id = entry.file_id or ""
    try:
        match entry.file_kind:
            case FileKind.PHOTO:
                return await bot.send_photo(chat_id, file_id, caption=caption, parse_mode="HTML")
            case FileKind.VOICE:
                return await bot.send_voice(chat_id, file_id, caption=caption, parse_mode="HTML")
            case FileKind.VIDEO:
                return await bot.send_video(chat_id, file_id, caption=caption, parse_mode="HTML")
            case FileKind.AUDIO:
                return await bot.send_audio(chat_id, file_id, caption=caption, parse_mode="HTML")
            case FileKind.VIDEO_NOTE:
                return await bot.send_video_note(chat_id, file_id)
            case _:
                return await bot.send_document(chat_id, file_id, caption=caption, parse_mode="HTML")
    except TelegramBadRequest as refusal:
        if not _is_lost(refusal):
            raise
        return None


async def send_files(
    bot: Bot,
    chat_id: int,
    files: Sequence[ThreadEntry],
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[list[Message], int]:
    """All of them, in albums where they may stand in one; and how many Telegram has lost."""
    sent: list[Message] = []
    lost = 0

    def caption(entry: ThreadEntry) -> str:
        return caption_of(entry, texts, now=now, zone=zone, limit=SHORT_CAPTION)

    for album in albums_of(files):
        if len(album) > 1:
            together = await _send_album(bot, chat_id, album, [caption(one) for one in album])
            if together is not None:
                sent += together
                continue
        for entry in album:  # alone, or one of them is lost: which, only each by itself can tell
            message = await send_file(bot, chat_id, entry, caption(entry))
            if message is None:
                lost += 1
            else:
                sent.append(message)
    return sent, lost


def albums_of(files: Sequence[ThreadEntry]) -> list[list[ThreadEntry]]:
    """Files in the order of their kinds' first ones, ten to an album at most; 11 are 10 and 1."""
    families: dict[str, list[ThreadEntry]] = {}
    for number, entry in enumerate(files):
        kind = entry.file_kind or FileKind.DOCUMENT
        families.setdefault(TOGETHER.get(kind, f"alone {number}"), []).append(entry)
    return [
        family[begin : begin + ALBUM]
        for family in families.values()
        for begin in range(0, len(family), ALBUM)
    ]


async def _send_album(
    bot: Bot, chat_id: int, album: Sequence[ThreadEntry], captions: Sequence[str]
) -> list[Message] | None:
    media = [
        _MEDIA[entry.file_kind or FileKind.DOCUMENT](
            media=entry.file_id or "", caption=caption, parse_mode="HTML"
        )
        for entry, caption in zip(album, captions, strict=True)
    ]
    try:
        return await bot.send_media_group(chat_id, media)
    except TelegramBadRequest as refusal:
        if not _is_lost(refusal):
            raise
        return None


def _is_lost(refusal: TelegramBadRequest) -> bool:
    words = refusal.message.lower()
    return any(known in words for known in LOST)
