"""What was filed with a contact, into a chat, by the ids under which Telegram keeps it."""

from collections.abc import Sequence

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.tasks.thread.files import LOST
from bot.texts import Texts
from domain.interactions.model import FiledKind, FiledMessage


async def send_filed(bot: Bot, chat_id: int, files: Sequence[FiledMessage], texts: Texts) -> None:
    """Each file in a message of its own; in place of one that Telegram has lost, a line."""
    for filed in files:
        try:
            await _send(bot, chat_id, filed, texts)
        except TelegramBadRequest as refusal:
            if not any(known in refusal.message.lower() for known in LOST):
                raise
            await bot.send_message(chat_id, texts.plain("interaction-file-lost"))


async def _send(bot: Bot, chat_id: int, filed: FiledMessage, texts: Texts) -> None:
    file_id = filed.file_id or ""
    match filed.kind:
        case FiledKind.PHOTO:
            await bot.send_photo(chat_id, file_id)
        case FiledKind.VOICE:
            await bot.send_voice(chat_id, file_id)
        case FiledKind.VIDEO:
            await bot.send_video(chat_id, file_id)
        case FiledKind.AUDIO:
            await bot.send_audio(chat_id, file_id)
        case FiledKind.VIDEO_NOTE:
            await bot.send_video_note(chat_id, file_id)
        case FiledKind.DOCUMENT:
            await bot.send_document(chat_id, file_id)
        case FiledKind.FORWARDED:
            words = texts("interaction-forwarded", name=filed.name)
            await bot.send_message(chat_id, words, parse_mode="HTML")
