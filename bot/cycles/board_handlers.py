"""The board of cycles and the check of representatives."""

import asyncio

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.cycles.board_cards import boards_screen, cycle_calls, pair_board
from bot.cycles.callback_data import (
    OpenCycleCalls,
    OpenPairBoard,
    OpenPairBoards,
    OpenRepCheck,
    SendRepCheck,
)
from bot.cycles.check_cards import check_file, check_screen, check_words
from bot.matters import show_instead
from bot.pages import PAGE_SIZE
from bot.screens import Screen, send, show
from bot.texts import Texts
from domain.clock import Clock
from domain.cycles.check_files import WriteRepCheck
from domain.cycles.model import PairId
from domain.cycles.queries import ListCycleCalls, ListPairBoards, ViewPairBoard
from domain.cycles.rep_check import CheckReps
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.rate_limits import Limited, RateLimits


async def cycle_asked(
    message: Message,
    actor: Actor,
    texts: Texts,
    list_pair_boards: ListPairBoards,
    view_pair_board: ViewPairBoard,
) -> None:
    await show(message, await _boards(actor, texts, list_pair_boards, view_pair_board))


async def boards_opened(
    query: CallbackQuery,
    callback_data: OpenPairBoards,
    actor: Actor,
    texts: Texts,
    list_pair_boards: ListPairBoards,
    view_pair_board: ViewPairBoard,
    cards: Cards,
) -> None:
    screen = await _boards(
        actor, texts, list_pair_boards, view_pair_board, page=max(0, callback_data.page)
    )
    await show_instead(query, screen, cards)


async def _boards(
    actor: Actor,
    texts: Texts,
    list_pair_boards: ListPairBoards,
    view_pair_board: ViewPairBoard,
    *,
    page: int = 0,
) -> Screen:
    """The pair's own board at once, for who leads nobody and works in one pair."""
    boards = await list_pair_boards(actor, offset=page * PAGE_SIZE, size=PAGE_SIZE)
    leads = actor.role.leads_people or actor.scope.sees_all
    if boards.page.total == 1 and not leads:
        board = await view_pair_board(actor, boards.lines[0].pair.pair.id)
        return pair_board(board, texts, actor=actor)
    return boards_screen(boards, texts, actor=actor)


async def board_opened(
    query: CallbackQuery,
    callback_data: OpenPairBoard,
    actor: Actor,
    texts: Texts,
    view_pair_board: ViewPairBoard,
    cards: Cards,
) -> None:
    board = await view_pair_board(actor, PairId(callback_data.pair_id))
    await show_instead(query, pair_board(board, texts, actor=actor), cards)


async def calls_of_cycle_opened(
    query: CallbackQuery,
    callback_data: OpenCycleCalls,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_cycle_calls: ListCycleCalls,
    cards: Cards,
) -> None:
    listed = await list_cycle_calls(
        actor,
        PairId(callback_data.pair_id),
        callback_data.show,
        offset=max(0, callback_data.page) * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    today = clock().astimezone(actor.zone).date()
    await show_instead(query, cycle_calls(listed, texts, today=today), cards)


async def check_opened(
    query: CallbackQuery,
    callback_data: OpenRepCheck,
    actor: Actor,
    texts: Texts,
    check_reps: CheckReps,
    cards: Cards,
) -> None:
    page = await check_reps(actor, callback_data.period)
    screen = check_screen(page, texts, period=callback_data.period, number=callback_data.page)
    await show_instead(query, screen, cards)


async def check_file_asked(
    query: CallbackQuery,
    callback_data: SendRepCheck,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    rate_limits: RateLimits,
    check_reps: CheckReps,
    write_rep_check: WriteRepCheck,
) -> None:
    """A message of its own; the list stays where it is."""
    rate_limits.require(actor.id, Limited.FILE)
    page = await check_reps(actor, callback_data.period)
    await query.answer()
    content = await asyncio.to_thread(write_rep_check, page, check_words(texts))
    await send(bot, query.from_user.id, check_file(page, content, texts))


def router() -> Router:
    boards = Router(name="cycles")
    boards.message.register(cycle_asked, Command("cycle"))
    tapped = boards.callback_query.register
    tapped(boards_opened, OpenPairBoards.filter())
    tapped(board_opened, OpenPairBoard.filter())
    tapped(calls_of_cycle_opened, OpenCycleCalls.filter())
    tapped(check_opened, OpenRepCheck.filter())
    tapped(check_file_asked, SendRepCheck.filter())
    return boards
