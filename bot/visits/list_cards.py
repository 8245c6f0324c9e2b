"""Lists of visits: ahead and past, one's own and the team's, and those that an absence crosses."""

from datetime import datetime
from typing import Final, get_args
from zoneinfo import ZoneInfo

from bot.callback_data import OpenDay
from bot.org.callback_data import OpenAbsences
from bot.pages import page_buttons, page_line
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import Texts
from bot.visits.callback_data import GiveClashes, Listed, OpenVisit, OpenVisits, Whose
from bot.visits.wording import status_mark
from domain.org.model import PersonId
from domain.visits.views import Clashes, VisitLine, VisitList

LONGEST_NAME: Final = 40
MOST_CLASHES: Final = 30


def visits_list(
    found: VisitList,
    texts: Texts,
    *,
    listed: Listed,
    whose: Whose,
    reader: PersonId,
    zone: ZoneInfo,
    now: datetime,
) -> Screen:
    team = "team-" if whose == "team" else ""
    title = texts(f"visits-{team}{listed}-title", count=found.page.total)
    turn = page_buttons(
        found.page,
        texts,
        lambda number: OpenVisits(listed=listed, whose=whose, page=number),
    )
    others = [
        Button(texts.plain(f"visits-{other}-button"), OpenVisits(listed=other, whose=whose))
        for other in get_args(Listed)
        if other != listed
    ]
    if found.has_team:
        others += [
            Button(texts.plain(f"visits-{other}-button"), OpenVisits(listed=listed, whose=other))
            for other in get_args(Whose)
            if other != whose
        ]
    return Screen(
        texts.lines(
            [
                title,
                page_line(found.page, texts),
                None if found.lines else texts("visits-none"),
            ]
        ),
        (
            *_rows(found.lines, texts, reader=reader, zone=zone, now=now),
            *turn,
            tuple(others),
            (Button(texts.plain("day-button"), OpenDay()),),
        ),
    )


def _rows(
    lines: tuple[VisitLine, ...],
    texts: Texts,
    *,
    reader: PersonId,
    zone: ZoneInfo,
    now: datetime,
) -> list[Row]:
    return [
        (
            Button(
                f"{status_mark(line.status, texts)} "
                + _words(line, texts, reader=reader, zone=zone, now=now),
                OpenVisit(visit_id=line.id),
            ),
        )
        for line in lines
    ]


def _words(
    line: VisitLine, texts: Texts, *, reader: PersonId, zone: ZoneInfo, now: datetime
) -> str:
    client = shorten(line.client_name, LONGEST_NAME)
    when = texts.moment(line.starts_at, zone=zone, now=now)
    if line.visitor_id == reader:
        return texts.plain("visits-line", client=client, when=when)
    visitor = shorten(line.visitor_name, LONGEST_NAME)
    return texts.plain("visits-line-of", client=client, when=when, visitor=visitor)


def clashes_screen(
    clashes: Clashes,
    texts: Texts,
    *,
    reader: PersonId,
    zone: ZoneInfo,
    now: datetime,
    given: int | None = None,
) -> Screen:
    """``given``: how many the deputy has just taken."""
    rows = _rows(clashes.lines[:MOST_CLASHES], texts, reader=reader, zone=zone, now=now)
    if clashes.lines and given is None:
        give = GiveClashes(absence_id=clashes.absence_id)
        rows.append((Button(texts.plain("clashes-give-button"), give),))
    told = texts("clashes-none")
    if clashes.lines:
        told = texts("clashes-hint", deputy=clashes.deputy_name)
    if given is not None:
        told = texts("clashes-given", count=given)
    return Screen(
        texts.paragraphs([texts("clashes-title", name=clashes.visitor_name), told]),
        (*rows, (Button(texts.plain("absence-all-button"), OpenAbsences()),)),
    )
