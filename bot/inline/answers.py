"""What an inline query is answered with: results, or one button that says why there are none.

An answer is shown to who asked and to nobody else; nothing is posted by it.
"""

from collections.abc import Sequence
from typing import Final

import structlog
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton

from bot.org.deep_links import JUST_OPEN
from bot.shortening import shorten_to_line
from bot.updates.callback_answers import TOO_LATE

logger = structlog.get_logger(__name__)

KEPT_SECONDS: Final = 5
"""How long Telegram may show what was found without asking again; what somebody may see changes."""
LONGEST_BUTTON: Final = 100
"""Signs; a refusal's words fit, and phones show a line or two."""


async def answer_with_results(
    query: InlineQuery, results: Sequence[InlineQueryResultArticle], *, next_offset: str = ""
) -> None:
    """``next_offset``: what the query for the results after these has as its offset."""
    await _answer(query, results, next_offset=next_offset, kept_seconds=KEPT_SECONDS)


async def answer_with_words(query: InlineQuery, words: str) -> None:
    """Nothing but a button that says ``words`` and opens the private chat."""
    button = InlineQueryResultsButton(
        text=shorten_to_line(words, LONGEST_BUTTON), start_parameter=JUST_OPEN
    )
    await _answer(query, (), button=button, kept_seconds=0)


async def _answer(
    query: InlineQuery,
    results: Sequence[InlineQueryResultArticle],
    *,
    kept_seconds: int,
    next_offset: str = "",
    button: InlineQueryResultsButton | None = None,
) -> None:
    """One that comes too late is no error: whoever asked has typed on, or asks again."""
    try:
        await query.answer(
            list(results),
            cache_time=kept_seconds,
            is_personal=True,
            next_offset=next_offset,
            button=button,
        )
    except TelegramBadRequest as refusal:
        if TOO_LATE not in refusal.message.lower():
            raise
        logger.info("inline query answered too late")
