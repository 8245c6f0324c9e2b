"""One line to a person whose update was not handled: it broke on our side, took too long, or they
are too fast.
"""

import math

from aiogram.types import Update

from bot.inline.answers import answer_with_words
from bot.texts import Texts, texts_for
from domain.language import language_of


async def apologise(update: Update) -> None:
    """Raises what Telegram answers; whoever calls it has logged the cause already."""
    await _tell(update, "broken")


async def ask_to_try_again(update: Update) -> None:
    """Raises what Telegram answers."""
    await _tell(update, "too-slow")


async def ask_to_slow_down(update: Update, seconds: float) -> None:
    """Raises what Telegram answers."""
    await _tell(update, "too-fast", seconds=math.ceil(seconds))


async def _tell(update: Update, key: str, **said: int) -> None:
    query, sought, message = update.callback_query, update.inline_query, update.message
    if query is not None:
        texts = _texts_of(query.from_user.language_code)
        await query.answer(texts.plain(key, **said), show_alert=True)
    elif sought is not None:
        texts = _texts_of(sought.from_user.language_code)
        await answer_with_words(sought, texts.plain(key, **said))
    elif message is not None and message.from_user is not None:
        texts = _texts_of(message.from_user.language_code)
        await message.answer(texts.plain(key, **said))


def _texts_of(language_code: str | None) -> Texts:
    return texts_for(language_of(None, language_code))
