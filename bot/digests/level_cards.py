"""Branches, teams and people below the result of a day, and the deals at the end."""

from datetime import date
from typing import Final

from bot.deals.callback_data import OpenBoard
from bot.digests.callback_data import LevelView, OpenClosedDeal, OpenEvening, OpenLevel, number_of
from bot.digests.evening_cards import NOTHING, date_words, level_of
from bot.pages import page_buttons, page_line
from bot.screens import Button, Screen, in_rows, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.deals.model import DealStatus
from domain.deals.views import DealLine
from domain.digests.views import ClosedDeals, Level, LevelLine
from domain.org.whose import Whose, WhoseKind

BUTTONS_IN_ROW: Final = 4
TITLE_LENGTH: Final = 80
MARKS: Final = {DealStatus.WON: "✅", DealStatus.LOST: "❌"}


def branches_screen(level: Level, texts: Texts) -> Screen:
    """Its branches, each with a button that leads on down."""
    return _level_screen(level, texts, "digest-level-branches", "branches")


def people_screen(level: Level, texts: Texts) -> Screen:
    """Teams of a branch, or people of a team."""
    is_team = level.whose.kind is WhoseKind.TEAM
    key = "digest-level-team" if is_team else "digest-level-people"
    return _level_screen(level, texts, key, "people")


def deals_screen(closed: ClosedDeals, texts: Texts) -> Screen:
    """What was won and lost, each with the button of its card."""
    title = texts("digest-level-deals", name=closed.name, date=date_words(closed.day, texts))
    numbered = list(enumerate(closed.lines, closed.page.offset + 1))
    lines = [_deal_line(number, line, texts) for number, line in numbered]
    page = closed.page.number - 1
    keys = [
        Button(
            str(number),
            OpenClosedDeal(
                deal_id=line.id,
                kind=closed.whose.kind,
                id=closed.whose.id,
                day=number_of(closed.day),
                page=page,
            ),
        )
        for number, line in numbered
    ]
    further = [
        Button(texts.plain("digest-board-button"), _board_of(closed.whose)),
        _up(closed.whose, closed.above, closed.day, texts),
    ]
    return Screen(
        texts.paragraphs(
            [
                texts.lines([title, page_line(closed.page, texts)]),
                texts.lines(lines) or texts("digest-deals-empty"),
            ]
        ),
        (
            *in_rows(keys, BUTTONS_IN_ROW),
            *page_buttons(
                closed.page,
                texts,
                lambda number: level_of(closed.whose, closed.day, "deals", number),
            ),
            *paired(further),
        ),
    )


def _level_screen(level: Level, texts: Texts, title_key: str, view: LevelView) -> Screen:
    title = texts(title_key, name=level.name, date=date_words(level.day, texts))
    numbered = list(enumerate(level.lines, level.page.offset + 1))
    lines = [_line(number, line, texts) for number, line in numbered]
    keys = [Button(str(number), _down(line.whose, level)) for number, line in numbered]
    further = []
    if view == "branches":
        to = level_of(level.whose, level.day, "people")
        further.append(Button(texts.plain("digest-people-button"), to))
    elif level.has_branches:
        to = level_of(level.whose, level.day, "branches")
        further.append(Button(texts.plain("digest-branches-button"), to))
    to = level_of(level.whose, level.day, "deals")
    further.append(Button(texts.plain("digest-closed-button"), to))
    further.append(_up(level.whose, level.above, level.day, texts))
    return Screen(
        texts.paragraphs(
            [
                texts.lines([title, page_line(level.page, texts)]),
                texts.lines(lines) or texts("digest-level-empty"),
                texts("digest-level-legend") if lines else None,
            ]
        ),
        (
            *in_rows(keys, BUTTONS_IN_ROW),
            *page_buttons(
                level.page,
                texts,
                lambda number: level_of(level.whose, level.day, view, number),
            ),
            *paired(further),
        ),
    )


def _line(number: int, line: LevelLine, texts: Texts) -> Markup:
    name = shorten(line.name, TITLE_LENGTH)
    if line.whose.kind is WhoseKind.TEAM:
        name = texts.plain("digest-level-team-name", name=name)
    return texts(
        "digest-level-line",
        number=number,
        name=name,
        won=line.won.count,
        money=texts.moneys(line.won.money) if line.won.money else NOTHING,
        lost=line.lost.count,
        silent=line.silent,
    )


def _down(whose: Whose, level: Level) -> OpenLevel:
    views: dict[WhoseKind, LevelView] = {WhoseKind.BRANCH: "branches", WhoseKind.PERSON: "deals"}
    return level_of(whose, level.day, views.get(whose.kind, "people"))


def _deal_line(number: int, line: DealLine, texts: Texts) -> Markup:
    return texts(
        "digest-deal-line",
        mark=MARKS[line.status],
        number=number,
        title=shorten(line.client_name or line.title, TITLE_LENGTH),
        money=line.amount,
        owner=line.owner_name,
    )


def _board_of(whose: Whose) -> OpenBoard:
    match whose.kind:
        case WhoseKind.PERSON:
            return OpenBoard(of="person", id=whose.id)
        case WhoseKind.TEAM:
            return OpenBoard(of="team", id=whose.id)
        case WhoseKind.BRANCH:
            return OpenBoard(of="branch", id=whose.id)
        case _:
            return OpenBoard()


def _up(whose: Whose, above: Whose | None, day: date, texts: Texts) -> Button:
    if above is None:
        return Button(texts.plain("digest-back-button"), OpenEvening(day=number_of(day)))
    to = level_of(above, day, "branches" if whose.kind is WhoseKind.BRANCH else "people")
    return Button(texts.plain("digest-up-button"), to)
