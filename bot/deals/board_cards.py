"""The board: stages with counts and money, as text and as a picture, and the cash expected."""

from collections.abc import Sequence

from bot.callback_data import OpenDay
from bot.deals.callback_data import (
    NarrowBoard,
    OpenBoard,
    OpenBoardPicture,
    OpenCash,
    OpenStage,
    OpenStageDeal,
)
from bot.pages import page_buttons
from bot.rulebook.wording import stage_name
from bot.screens import Button, Row, Screen, paired
from bot.texts import Markup, Texts
from domain.deals.views import Board, CashMonth, DealsPage, StageSum
from domain.org.model import Actor, Branch, Person, Role
from domain.pages import Page
from domain.rulebook.model import Rulebook


def seen_words(actor: Actor, texts: Texts) -> str:
    """All that the actor sees; a rep may see deals of a partner, or of whom they stand in for."""
    is_shared = actor.role is Role.REP and actor.scope.owners > {actor.id}
    role = Role.REP if actor.role is Role.CLIENT else actor.role  # who has no deals sees none
    return texts.plain("board-of-rep-shared" if is_shared else f"board-of-{role}")


def board_screen(
    board: Board, rulebook: Rulebook, texts: Texts, *, actor: Actor, whose: OpenBoard, name: str
) -> Screen:
    """``name`` is whose deals they are, in words."""
    lines = [_stage_line(sum_, rulebook, texts) for sum_ in board.stages]
    open_total = sum(sum_.count for sum_ in board.stages)
    ends = [
        texts(
            "board-won",
            count=texts.number(board.won.count),
            money=texts.moneys(board.won.money),
        ),
        texts(
            "board-lost",
            count=texts.number(board.lost.count),
            money=texts.moneys(board.lost.money),
        ),
    ]
    without = sum(sum_.without_amount for sum_ in board.stages)
    notes = texts("board-without-amount", count=texts.number(without)) if without else None
    title = texts("board-title", name=name, count=texts.number(open_total))
    text = texts.paragraphs([title, texts.lines(lines), texts.lines([*ends, notes])])
    return Screen(text, _board_buttons(board, rulebook, texts, actor=actor, whose=whose))


def _stage_line(sum_: StageSum, rulebook: Rulebook, texts: Texts) -> Markup:
    key = "board-stage-late" if sum_.over_limit else "board-stage"
    return texts(
        key,
        stage=stage_name(rulebook, sum_.stage, texts),
        count=texts.number(sum_.count),
        money=texts.moneys(sum_.money),
        late=texts.number(sum_.over_limit),
    )


def _board_buttons(
    board: Board, rulebook: Rulebook, texts: Texts, *, actor: Actor, whose: OpenBoard
) -> tuple[Row, ...]:
    stages = [
        Button(
            texts.plain(
                "board-stage-button",
                stage=stage_name(rulebook, sum_.stage, texts),
                count=texts.number(sum_.count),
            ),
            OpenStage(of=whose.of, id=whose.id, stage=sum_.stage),
        )
        for sum_ in (*board.stages, board.won, board.lost)
        if sum_.count
    ]
    rows = paired(stages)
    picture = OpenBoardPicture(of=whose.of, id=whose.id)
    cash = OpenCash(of=whose.of, id=whose.id)
    rows.append(
        (
            Button(texts.plain("board-picture-button"), picture),
            Button(texts.plain("board-cash-button"), cash),
        )
    )
    if actor.role is not Role.REP:
        narrow: list[Button] = [
            Button(texts.plain("board-person-button"), NarrowBoard(to="person")),
        ]
        if actor.role is not Role.LEAD:
            narrow.append(Button(texts.plain("board-branch-button"), NarrowBoard(to="branch")))
        if whose.of != "all":
            narrow.append(Button(texts.plain("board-all-button"), OpenBoard()))
        rows.append(tuple(narrow))
    rows.append((Button(texts.plain("day-button"), OpenDay()),))
    return tuple(rows)


def stage_screen(
    found: DealsPage, rulebook: Rulebook, texts: Texts, *, where: OpenStage, is_own: bool
) -> Screen:
    """One page of the deals on a stage."""
    name = stage_name(rulebook, where.stage, texts)
    rows: list[Row] = []
    for line in found.lines:
        key = "board-deal-button" if is_own else "board-deal-owner-button"
        label = texts.plain(
            key,
            title=line.client_name or line.title,
            amount=texts.money(line.amount),
            owner=line.owner_name,
        )
        opens = OpenStageDeal(
            deal_id=line.id, of=where.of, id=where.id, stage=where.stage, page=where.page
        )
        rows.append((Button(label, opens),))
    turn = page_buttons(
        found.page,
        texts,
        lambda page: OpenStage(of=where.of, id=where.id, stage=where.stage, page=page),
    )
    back = (Button(texts.plain("board-button"), OpenBoard(of=where.of, id=where.id)),)
    key = "board-stage-title" if found.lines else "board-stage-empty"
    title = texts(key, stage=name, count=texts.number(found.page.total))
    number = (
        texts("page-number", page=found.page.number, pages=found.page.count)
        if found.page.count > 1
        else None
    )
    return Screen(texts.lines([title, number]), (*rows, *turn, back))


def cash_screen(months: Sequence[CashMonth], texts: Texts, *, whose: OpenCash, name: str) -> Screen:
    lines = [
        texts(
            "cash-month" if month.month else "cash-no-date",
            month=texts.month(month.month) if month.month else None,
            count=texts.number(month.count),
            money=texts.moneys(month.money),
            weighted=texts.moneys(month.weighted),
        )
        for month in months
    ]
    without = sum(month.without_amount for month in months)
    notes = texts("board-without-amount", count=texts.number(without)) if without else None
    title = texts("cash-title" if lines else "cash-empty", name=name)
    back = (Button(texts.plain("board-button"), OpenBoard(of=whose.of, id=whose.id)),)
    return Screen(texts.paragraphs([title, texts.lines(lines), notes]), (back,))


def people_to_choose(people: Sequence[Person], page: Page, texts: Texts) -> Screen:
    rows = [
        (
            Button(
                person.name,
                OpenBoard(of="team" if person.role is Role.LEAD else "person", id=person.id),
            ),
        )
        for person in people
    ]
    turn = page_buttons(page, texts, lambda number: NarrowBoard(to="person", page=number))
    back = (Button(texts.plain("board-button"), OpenBoard()),)
    return Screen(texts("board-whose-person"), (*rows, *turn, back))


def branches_to_choose(branches: Sequence[Branch], page: Page, texts: Texts) -> Screen:
    rows = [(Button(branch.name, OpenBoard(of="branch", id=branch.id)),) for branch in branches]
    turn = page_buttons(page, texts, lambda number: NarrowBoard(to="branch", page=number))
    back = (Button(texts.plain("board-button"), OpenBoard()),)
    return Screen(texts("board-whose-branch"), (*rows, *turn, back))


def picture_rows(board: Board, rulebook: Rulebook, texts: Texts) -> list[tuple[str, int, str]]:
    """What the picture draws of each stage and end: its name, its count, and both in words."""
    rows = []
    for sum_ in (*board.stages, board.won, board.lost):
        name = stage_name(rulebook, sum_.stage, texts)
        label = f"{texts.number(sum_.count)} · {texts.moneys(sum_.money)}"
        rows.append((name, sum_.count, label))
    return rows
