"""Cycles on a board: all pairs of a head, one pair, and the clients behind a figure."""

from datetime import date
from typing import Final

from bot.callback_data import OpenDay
from bot.cycles.callback_data import (
    OpenCall,
    OpenCalls,
    OpenCycleCalls,
    OpenPairBoard,
    OpenPairBoards,
    OpenRepCheck,
)
from bot.cycles.wording import reason_name, region_lines
from bot.pages import page_buttons, page_line
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.cycles.model import Cycle
from domain.cycles.views import Boards, CycleLine, CycleLines, PairBoard, Show, Tally
from domain.org.model import Actor
from domain.rulebook.model import Rulebook

MOST_REGIONS: Final = 10
LONGEST_NAMES: Final = 40


def pair_board(board: PairBoard, texts: Texts, *, actor: Actor) -> Screen:
    names, tally = board.pair.names, board.tally
    day = Button(texts.plain("day-button"), OpenDay())
    is_own = bool({actor.id, *actor.stands_in_for} & board.pair.pair.people)
    last: list[Button] = []
    if is_own:
        last.append(Button(texts.plain("calls-button"), OpenCalls()))
    if actor.role.leads_people or actor.scope.sees_all:
        last.append(Button(texts.plain("cycle-back-button"), OpenPairBoards()))
    if board.cycle is None:
        return Screen(texts("cycle-soon", names=names), ((*last, day),))
    text = texts.paragraphs(
        [
            texts.lines(
                [
                    texts("cycle-title", number=board.cycle.number, names=names),
                    _days(board.cycle, board.today, texts),
                    *_figures(tally, texts),
                    _warning(tally, board.cycle, texts),
                ]
            ),
            texts.lines(region_lines(board.regions, texts, most=MOST_REGIONS)),
        ]
    )
    figures = (
        ("cycle-left-button", Show.LEFT, tally.left - tally.no_room),
        ("cycle-called-button", Show.CALLED, tally.called),
        ("cycle-meetings-button", Show.MEETINGS, max(tally.agreed, tally.met)),
        ("cycle-refused-button", Show.REFUSED, tally.refused),
        ("cycle-no-room-button", Show.NO_ROOM, tally.no_room),
    )
    buttons = [
        Button(texts.plain(key, count=count), _to(board, show))
        for key, show, count in figures
        if count
    ]
    return Screen(text, (*paired(buttons), (*last, day)))


def _to(board: PairBoard, show: Show) -> OpenCycleCalls:
    return OpenCycleCalls(pair_id=board.pair.pair.id, show=show)


def _days(cycle: Cycle, today: date, texts: Texts) -> Markup:
    length = (cycle.ends_on - cycle.starts_on).days + 1
    day = min(max(1, (today - cycle.starts_on).days + 1), length)
    return texts(
        "cycle-days",
        first=texts.day(cycle.starts_on, today=cycle.starts_on.replace(day=1)),
        last=texts.day(cycle.ends_on, today=cycle.starts_on.replace(day=1)),
        day=day,
        days=length,
    )


def _figures(tally: Tally, texts: Texts) -> list[Markup]:
    percent = tally.called * 100 // tally.planned if tally.planned else 0
    said = [
        texts("cycle-planned", count=tally.planned),
        texts("cycle-called", count=tally.called, percent=percent),
        texts("cycle-met", agreed=tally.agreed, met=tally.met),
    ]
    if tally.refused:
        said.append(texts("cycle-refused", count=tally.refused))
    return [*said, texts("cycle-left", count=tally.left)]


def _warning(tally: Tally, cycle: Cycle, texts: Texts) -> Markup | None:
    if not tally.planned:
        return texts("cycle-empty")
    if not cycle.working_days:
        return texts("cycle-no-days")
    if tally.no_room:
        return texts("cycle-no-room", count=tally.no_room, days=cycle.working_days)
    return None


def boards_screen(boards: Boards, texts: Texts, *, actor: Actor) -> Screen:
    """Every pair that the actor sees, a button each, and the sum."""
    leads = actor.role.leads_people or actor.scope.sees_all
    last: list[Button] = []
    if leads:
        last.append(Button(texts.plain("rep-check-button"), OpenRepCheck()))
    last.append(Button(texts.plain("day-button"), OpenDay()))
    if not boards.page.total:
        return Screen(texts("cycles-none"), (tuple(last),))
    rows: list[Row] = [
        (
            Button(
                texts.plain(
                    "cycles-pair-button",
                    names=shorten(line.pair.names, LONGEST_NAMES),
                    called=line.tally.called,
                    planned=line.tally.planned,
                ),
                OpenPairBoard(pair_id=line.pair.pair.id),
            ),
        )
        for line in boards.lines
    ]
    rows += page_buttons(boards.page, texts, lambda number: OpenPairBoards(page=number))
    text = texts.paragraphs(
        [
            texts.lines(
                [
                    texts("cycles-title", count=boards.page.total),
                    *_figures(boards.total, texts),
                    page_line(boards.page, texts),
                ]
            ),
            texts.lines(region_lines(boards.regions, texts, most=MOST_REGIONS)),
        ]
    )
    return Screen(text, (*rows, tuple(last)))


def cycle_calls(listed: CycleLines, texts: Texts, *, today: date) -> Screen:
    """The clients behind a figure, each opening its call."""
    rows: list[Row] = [
        (
            Button(
                _label(line, listed.show, texts, listed.rulebook, today=today),
                OpenCall(call_id=line.call_id),
            ),
        )
        for line in listed.lines
    ]
    rows += page_buttons(
        listed.page,
        texts,
        lambda number: OpenCycleCalls(pair_id=listed.pair_id, show=listed.show, page=number),
    )
    rows.append(
        (
            Button(texts.plain("cycle-back-button"), OpenPairBoard(pair_id=listed.pair_id)),
            Button(texts.plain("day-button"), OpenDay()),
        )
    )
    key = f"cycle-list-{listed.show.replace('_', '-')}"
    title = texts(key, count=listed.page.total)
    return Screen(texts.lines([title, page_line(listed.page, texts)]), tuple(rows))


def _label(line: CycleLine, show: Show, texts: Texts, rulebook: Rulebook, *, today: date) -> str:
    parts = [shorten(line.client_name, LONGEST_NAMES)]
    if show is Show.LEFT and line.planned_on is not None:
        parts.append(texts.day(line.planned_on, today=today))
    elif show is Show.REFUSED:
        parts.append(reason_name(line.reason, rulebook, texts))
    elif line.region:
        parts.append(shorten(line.region, LONGEST_NAMES // 2))
    return " · ".join(parts)
