"""The matrix: as a picture, narrowed, as a table. What makes them runs in a thread."""

import asyncio

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.matters import show_instead
from bot.products import matrix_cards
from bot.products.callback_data import ChooseMatrixSegment, OpenMatrix, TakeMatrixSheet
from bot.products.matrix_picture import MOST_CLIENTS, MOST_PRODUCTS, draw_matrix
from bot.screens import Document, Screen, send, show
from bot.texts import Texts
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.products.matrix_files import WriteMatrixWorkbook
from domain.products.use_cases import ListSegmentsToChoose, ViewMatrix
from domain.rate_limits import Limited, RateLimits


async def matrix_asked(
    message: Message, actor: Actor, texts: Texts, view_matrix: ViewMatrix, cards: Cards
) -> None:
    await _show_matrix(message, OpenMatrix(), actor, texts, view_matrix, cards)


async def matrix_opened(
    query: CallbackQuery,
    callback_data: OpenMatrix,
    actor: Actor,
    texts: Texts,
    view_matrix: ViewMatrix,
    cards: Cards,
) -> None:
    await _show_matrix(query, callback_data, actor, texts, view_matrix, cards)


async def _show_matrix(
    target: Message | CallbackQuery,
    shown: OpenMatrix,
    actor: Actor,
    texts: Texts,
    view_matrix: ViewMatrix,
    cards: Cards,
) -> None:
    matrix, rulebook = await view_matrix(
        actor,
        only_own=shown.of == "own",
        segment=shown.segment,
        clients=(max(0, shown.clients) * MOST_CLIENTS, MOST_CLIENTS),
        products=(max(0, shown.products) * MOST_PRODUCTS, MOST_PRODUCTS),
    )
    if not (matrix.clients and matrix.products):
        screen = matrix_cards.nobody_to_show(texts, shown, actor=actor, rulebook=rulebook)
    else:
        paper = matrix_cards.matrix_paper(matrix, texts, shown, actor=actor, rulebook=rulebook)
        photo = await draw_matrix(paper)
        screen = matrix_cards.matrix_screen(
            matrix, texts, shown, actor=actor, rulebook=rulebook, photo=photo
        )
    await show_instead(target, screen, cards)


async def segments_opened(
    query: CallbackQuery,
    callback_data: ChooseMatrixSegment,
    actor: Actor,
    texts: Texts,
    list_segments_to_choose: ListSegmentsToChoose,
) -> None:
    segments = await list_segments_to_choose(actor)
    await show(query, matrix_cards.segments_to_choose(texts, callback_data.of, segments))


async def sheet_pressed(
    query: CallbackQuery,
    callback_data: TakeMatrixSheet,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    rate_limits: RateLimits,
    view_matrix: ViewMatrix,
    write_matrix_workbook: WriteMatrixWorkbook,
) -> None:
    """A message of its own, to be kept."""
    rate_limits.require(actor.id, Limited.FILE)
    matrix, rulebook = await view_matrix(
        actor, only_own=callback_data.of == "own", segment=callback_data.segment
    )
    words = matrix_cards.matrix_words(texts, rulebook)
    content = await asyncio.to_thread(write_matrix_workbook, matrix, words)
    shown = OpenMatrix(of=callback_data.of, segment=callback_data.segment)
    title = matrix_cards.matrix_title(texts, shown, actor, rulebook)
    chat_id = query.message.chat.id if query.message is not None else query.from_user.id
    document = Document(matrix_cards.FILE_NAME, content)
    await send(bot, chat_id, Screen(title, document=document))


def router() -> Router:
    matrix = Router(name="products-matrix")
    matrix.message.register(matrix_asked, Command("matrix"))
    tapped = matrix.callback_query.register
    tapped(matrix_opened, OpenMatrix.filter())
    tapped(segments_opened, ChooseMatrixSegment.filter())
    tapped(sheet_pressed, TakeMatrixSheet.filter())
    return matrix
