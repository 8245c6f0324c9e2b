"""What a person sees when the business says no, or when a button has outlived its world."""

import structlog
from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import CallbackQuery, ErrorEvent
from aiogram_dialog.api.exceptions import OutdatedIntent, UnknownIntent, UnknownState

from bot.deals.cards import checklist
from bot.errors import words_of
from bot.inline.answers import answer_with_words
from bot.matters import SUBJECTS, ShowMatter
from bot.screens import show
from bot.texts import Texts
from domain.deals.errors import ChecklistUnfinished
from domain.deals.model import DealId
from domain.deals.queries import ViewDeal
from domain.errors import DomainError, NotFound, Outdated
from domain.org.model import Actor

logger = structlog.get_logger(__name__)

LONGEST_ALERT = 200
"""Signs that Telegram shows in a pop-up."""


async def refused(
    event: ErrorEvent,
    actor: Actor | None = None,
    texts: Texts | None = None,
    show_matter: ShowMatter | None = None,
    view_deal: ViewDeal | None = None,
) -> None:
    error = event.exception
    if not isinstance(error, DomainError) or texts is None:
        raise error
    logger.info("refused", refusal=type(error).__name__)
    words = words_of(error, texts, actor.zone) if actor is not None else words_of(error, texts)
    query, message = event.update.callback_query, event.update.message
    sought = event.update.inline_query
    if query is not None:
        await query.answer(words[:LONGEST_ALERT], show_alert=True)
        if isinstance(error, Outdated) and actor is not None and show_matter is not None:
            await _redraw(query, actor, error, show_matter)
        elif isinstance(error, ChecklistUnfinished) and actor is not None and view_deal is not None:
            await _show_checklist(query, actor, texts, error, view_deal)
    elif sought is not None:
        await answer_with_words(sought, words)
    elif message is not None:
        await message.answer(words, parse_mode=None)


async def _redraw(
    query: CallbackQuery, actor: Actor, error: DomainError, show_matter: ShowMatter
) -> None:
    for fact, matter in SUBJECTS:
        subject = error.facts.get(fact)
        if isinstance(subject, int) and matter in show_matter.painters:
            try:
                await show_matter(query, actor, matter, subject)
            except NotFound:
                logger.info("outdated card not redrawn")
            return


async def _show_checklist(
    query: CallbackQuery,
    actor: Actor,
    texts: Texts,
    error: ChecklistUnfinished,
    view_deal: ViewDeal,
) -> None:
    """What is missing, there to be ticked."""
    deal_id = error.facts.get("deal_id")
    if isinstance(deal_id, int):
        view, rulebook = await view_deal(actor, DealId(deal_id))
        await show(query, checklist(view, rulebook, texts))


async def form_outdated(event: ErrorEvent, texts: Texts | None = None) -> None:
    """A button of a form that is finished, or that another form has replaced.

    Its message is left alone: what stood there when it was tapped may be a card by now.
    """
    query = event.update.callback_query
    if texts is None or query is None:
        raise event.exception
    await query.answer(texts.plain("form-outdated"), show_alert=True)


def refusals_router() -> Router:
    """For the dispatcher itself: errors rise to it from every router."""
    router = Router(name="refusals")
    router.errors.register(refused, ExceptionTypeFilter(DomainError))
    router.errors.register(
        form_outdated, ExceptionTypeFilter(UnknownIntent, OutdatedIntent, UnknownState)
    )
    return router
