"""Who is not in the company gets one polite line in their language, and no facts."""

from typing import Any

from aiogram.types import Update

from bot.inline.answers import answer_with_words
from bot.texts import Texts


async def stranger_met(update: Update, data: dict[str, Any]) -> None:
    texts: Texts = data["texts"]
    if update.message is not None:
        await update.message.answer(texts("stranger"), parse_mode="HTML")
    elif update.callback_query is not None:
        await update.callback_query.answer(texts.plain("stranger"), show_alert=True)
    elif update.inline_query is not None:
        await answer_with_words(update.inline_query, texts.plain("private-chat-button"))
