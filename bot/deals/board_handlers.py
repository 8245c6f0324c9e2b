"""Taps on the board: whose, which stage, as a picture, as cash by month."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.deals import board_cards
from bot.deals.board_picture import draw_board
from bot.deals.callback_data import (
    BoardOf,
    NarrowBoard,
    OpenBoard,
    OpenBoardPicture,
    OpenCash,
    OpenStage,
    OpenStageDeal,
)
from bot.matters import ShowMatter
from bot.pages import PAGE_SIZE
from bot.screens import Button, Screen, show
from bot.texts import Texts
from domain.deals.board_queries import ChooseBranches, ChoosePeople, NameBoard
from domain.deals.queries import ListDealsOnStage, ViewBoard, ViewExpectedCash
from domain.deals.views import BoardFilter
from domain.delivery.model import Matter
from domain.org.model import Actor, BranchId, PersonId, Role


def narrowed(of: BoardOf, id_: int) -> BoardFilter:
    """The filter that a button names."""
    match of:
        case "person":
            return BoardFilter(owner_id=PersonId(id_))
        case "team":
            return BoardFilter(team_of=PersonId(id_))
        case "branch":
            return BoardFilter(branch_id=BranchId(id_))
        case "all":
            return BoardFilter()


async def _show_board(
    target: Message | CallbackQuery,
    whose: OpenBoard,
    actor: Actor,
    texts: Texts,
    view_board: ViewBoard,
    name_board: NameBoard,
) -> None:
    filter_ = narrowed(whose.of, whose.id)
    board, rulebook = await view_board(actor, filter_)
    name = await name_board(actor, filter_) or board_cards.seen_words(actor, texts)
    screen = board_cards.board_screen(board, rulebook, texts, actor=actor, whose=whose, name=name)
    await show(target, screen)


async def board_asked(
    message: Message, actor: Actor, texts: Texts, view_board: ViewBoard, name_board: NameBoard
) -> None:
    await _show_board(message, OpenBoard(), actor, texts, view_board, name_board)


async def board_opened(
    query: CallbackQuery,
    callback_data: OpenBoard,
    actor: Actor,
    texts: Texts,
    view_board: ViewBoard,
    name_board: NameBoard,
) -> None:
    await _show_board(query, callback_data, actor, texts, view_board, name_board)


async def picture_pressed(
    query: CallbackQuery,
    callback_data: OpenBoardPicture,
    actor: Actor,
    texts: Texts,
    view_board: ViewBoard,
    name_board: NameBoard,
) -> None:
    filter_ = narrowed(callback_data.of, callback_data.id)
    board, rulebook = await view_board(actor, filter_)
    name = await name_board(actor, filter_) or board_cards.seen_words(actor, texts)
    title = texts.plain("board-picture-title", name=name)
    picture = await draw_board(title, board_cards.picture_rows(board, rulebook, texts))
    back = OpenBoard(of=callback_data.of, id=callback_data.id)
    buttons = ((Button(texts.plain("board-button"), back),),)
    await show(query, Screen(texts("board-picture-caption", name=name), buttons, photo=picture))


async def stage_opened(
    query: CallbackQuery,
    callback_data: OpenStage,
    actor: Actor,
    texts: Texts,
    list_deals_on_stage: ListDealsOnStage,
) -> None:
    found, rulebook = await list_deals_on_stage(
        actor,
        narrowed(callback_data.of, callback_data.id),
        callback_data.stage,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    screen = board_cards.stage_screen(
        found, rulebook, texts, where=callback_data, is_own=actor.role is Role.REP
    )
    await show(query, screen)


async def stage_deal_opened(
    query: CallbackQuery,
    callback_data: OpenStageDeal,
    actor: Actor,
    show_matter: ShowMatter,
) -> None:
    back = OpenStage(
        of=callback_data.of,
        id=callback_data.id,
        stage=callback_data.stage,
        page=callback_data.page,
    )
    await show_matter.out_of_list(query, actor, Matter.DEAL, callback_data.deal_id, back)


async def _show_cash(
    target: Message | CallbackQuery,
    whose: OpenCash,
    actor: Actor,
    texts: Texts,
    view_expected_cash: ViewExpectedCash,
    name_board: NameBoard,
) -> None:
    filter_ = narrowed(whose.of, whose.id)
    months = await view_expected_cash(actor, filter_)
    name = await name_board(actor, filter_) or board_cards.seen_words(actor, texts)
    await show(target, board_cards.cash_screen(months, texts, whose=whose, name=name))


async def cash_asked(
    message: Message,
    actor: Actor,
    texts: Texts,
    view_expected_cash: ViewExpectedCash,
    name_board: NameBoard,
) -> None:
    await _show_cash(message, OpenCash(), actor, texts, view_expected_cash, name_board)


async def cash_opened(
    query: CallbackQuery,
    callback_data: OpenCash,
    actor: Actor,
    texts: Texts,
    view_expected_cash: ViewExpectedCash,
    name_board: NameBoard,
) -> None:
    await _show_cash(query, callback_data, actor, texts, view_expected_cash, name_board)


async def narrowing_opened(
    query: CallbackQuery,
    callback_data: NarrowBoard,
    actor: Actor,
    texts: Texts,
    choose_people: ChoosePeople,
    choose_branches: ChooseBranches,
) -> None:
    offset = callback_data.page * PAGE_SIZE
    if callback_data.to == "person":
        people, page = await choose_people(actor, offset=offset, size=PAGE_SIZE)
        await show(query, board_cards.people_to_choose(people, page, texts))
    else:
        branches, page = await choose_branches(actor, offset=offset, size=PAGE_SIZE)
        await show(query, board_cards.branches_to_choose(branches, page, texts))


def router() -> Router:
    board = Router(name="board")
    board.message.register(board_asked, Command("board"))
    board.message.register(cash_asked, Command("cash"))
    tapped = board.callback_query.register
    tapped(board_opened, OpenBoard.filter())
    tapped(stage_opened, OpenStage.filter())
    tapped(stage_deal_opened, OpenStageDeal.filter())
    tapped(picture_pressed, OpenBoardPicture.filter())
    tapped(cash_opened, OpenCash.filter())
    tapped(narrowing_opened, NarrowBoard.filter())
    return board
