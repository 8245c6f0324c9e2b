"""One line to the person when something broke on our side."""

from aiogram.types import Update

from bot.texts import texts_for
from domain.language import language_of


async def apologise(update: Update) -> None:
    """Raises what Telegram answers; whoever calls it has logged the cause already."""
    query, message = update.callback_query, update.message
    if query is not None:
        texts = texts_for(language_of(None, query.from_user.language_code))
        await query.answer(texts.plain("broken"), show_alert=True)
    elif message is not None and message.from_user is not None:
        texts = texts_for(language_of(None, message.from_user.language_code))
        await message.answer(texts.plain("broken"))
