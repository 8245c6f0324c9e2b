"""Taps on handovers: unpack, one use case, the card as it is now."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.handovers import cards
from bot.handovers.callback_data import (
    AnswerHandover,
    AskToUndo,
    OpenHandover,
    OpenOwnerless,
    UndoNow,
)
from bot.handovers.painters import PaintHandover
from bot.matters import ShowMatter
from bot.pages import PAGE_SIZE
from bot.screens import show
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.handovers.giving import AnswerProposal
from domain.handovers.leaving import UndoHandover
from domain.handovers.model import HandoverId
from domain.handovers.queries import ListOwnerless, ViewHandover
from domain.org.model import Actor


async def handover_opened(
    query: CallbackQuery,
    callback_data: OpenHandover,
    actor: Actor,
    clock: Clock,
    view_handover: ViewHandover,
    show_matter: ShowMatter,
) -> None:
    paint = PaintHandover(view_handover, clock)
    screen = await paint.page(actor, callback_data.handover_id, callback_data.page)
    await show_matter.as_screen(query, actor, Matter.HANDOVER, callback_data.handover_id, screen)


async def undo_asked(
    query: CallbackQuery,
    callback_data: AskToUndo,
    actor: Actor,
    texts: Texts,
    view_handover: ViewHandover,
) -> None:
    page = await view_handover(
        actor, HandoverId(callback_data.handover_id), offset=0, size=PAGE_SIZE
    )
    await show(query, cards.undo_question(page, texts))


async def undo_confirmed(
    query: CallbackQuery,
    callback_data: UndoNow,
    actor: Actor,
    texts: Texts,
    undo_handover: UndoHandover,
    show_matter: ShowMatter,
) -> None:
    handover = await undo_handover(actor, HandoverId(callback_data.handover_id))
    await query.answer(texts.plain("handover-undone"))
    await show_matter(query, actor, Matter.HANDOVER, handover.id)


async def proposal_answered(
    query: CallbackQuery,
    callback_data: AnswerHandover,
    actor: Actor,
    answer_proposal: AnswerProposal,
    show_matter: ShowMatter,
) -> None:
    handover = await answer_proposal(
        actor, HandoverId(callback_data.handover_id), is_agreed=callback_data.is_agreed
    )
    await show_matter(query, actor, Matter.HANDOVER, handover.id)


async def ownerless_opened(
    query: CallbackQuery,
    callback_data: OpenOwnerless,
    actor: Actor,
    texts: Texts,
    list_ownerless: ListOwnerless,
) -> None:
    clients, page = await list_ownerless(
        actor, offset=callback_data.page * PAGE_SIZE, size=PAGE_SIZE
    )
    await show(query, cards.ownerless_screen(list(clients), page, texts))


def router() -> Router:
    handovers = Router(name="handovers")
    taps = handovers.callback_query.register
    taps(handover_opened, OpenHandover.filter())
    taps(undo_asked, AskToUndo.filter())
    taps(undo_confirmed, UndoNow.filter())
    taps(proposal_answered, AnswerHandover.filter())
    taps(ownerless_opened, OpenOwnerless.filter())
    return handovers
