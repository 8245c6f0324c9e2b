"""Choosing who goes to a client and when: days, times of a day, people. Pure."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient
from bot.cycles.callback_data import OpenCall
from bot.pages import PAGE_SIZE, page_buttons
from bot.screens import Button, Row, Screen, in_rows
from bot.shortening import shorten
from bot.texts import Markup, Texts
from bot.visits.callback_data import (
    ChooseVisitor,
    MoveToSlot,
    OpenSlots,
    OpenSlotsOfDay,
    OpenVisit,
    TakeSlot,
)
from domain.pages import Page
from domain.visits.model import Slot
from domain.visits.views import FreeSlots, VisitorLine

DAYS_IN_ROW: Final = 2
TIMES_IN_ROW: Final = 4
TIMES_ON_PAGE: Final = 16
"""Half-hours of a working day: a page more often than not."""
LONGEST_NAME: Final = 60
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ONE_MINUTE: Final = timedelta(minutes=1)
LAST_MINUTE: Final = 200 * 366 * 24 * 60
"""About the year 2170."""


def minutes_of(moment: datetime) -> int:
    return (moment - EPOCH) // ONE_MINUTE


def moment_of(minutes: int) -> datetime | None:
    """None for what no calendar of ours reaches."""
    return EPOCH + minutes * ONE_MINUTE if 0 <= minutes <= LAST_MINUTE else None


def days_screen(
    free: FreeSlots, texts: Texts, *, now: datetime, call_id: int = 0, page: int = 0
) -> Screen:
    """A button a day, with how many times are free."""
    turned = Page.nearest(page * PAGE_SIZE, PAGE_SIZE, len(free.days))
    today = now.astimezone(free.zone).date()
    days = [
        Button(
            texts.plain(
                "visit-day-button", day=texts.day(one.day, today=today), count=len(one.slots)
            ),
            _of_day(free, call_id, one.day),
        )
        for one in free.days[turned.offset : turned.offset + PAGE_SIZE]
    ]
    visit_id = free.moved.id if free.moved else 0
    turn = page_buttons(
        turned,
        texts,
        lambda number: OpenSlots(
            client_id=free.client_id,
            visitor_id=free.visitor_id,
            call_id=call_id,
            visit_id=visit_id,
            page=number,
        ),
    )
    other = ChooseVisitor(client_id=free.client_id, call_id=call_id, visit_id=visit_id)
    key = "visit-slots-days" if days else "visit-slots-none"
    return Screen(
        texts.paragraphs([_heading(free, texts, now=now), texts(key)]),
        (
            *in_rows(days, DAYS_IN_ROW),
            *turn,
            (
                Button(texts.plain("visit-other-visitor-button"), other),
                _back(free, texts, call_id),
            ),
        ),
    )


def day_screen(
    free: FreeSlots,
    day: date,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
    call_id: int = 0,
    page: int = 0,
) -> Screen:
    """The times of a day on the visitor's wall; the reader's beside them where they differ."""
    slots = next((one.slots for one in free.days if one.day == day), ())
    turned = Page.nearest(page * TIMES_ON_PAGE, TIMES_ON_PAGE, len(slots))
    shown = slots[turned.offset : turned.offset + TIMES_ON_PAGE]
    differs = any(_differs(slot, free.zone, zone) for slot in shown)
    visit_id = free.moved.id if free.moved else 0
    times = [
        Button(
            _time_words(slot, free.zone, zone, texts, differs=differs),
            _taking(free, call_id, slot),
        )
        for slot in shown
    ]
    words = texts.day(day, today=now.astimezone(free.zone).date())
    asked = texts("visit-slots-day-none", day=words)
    if shown:
        span = texts.span(shown[0].ends_at - shown[0].starts_at)
        asked = texts("visit-slots-day", day=words, span=span)
    days = OpenSlots(
        client_id=free.client_id, visitor_id=free.visitor_id, call_id=call_id, visit_id=visit_id
    )
    turn = page_buttons(turned, texts, lambda number: _of_day(free, call_id, day, number))
    return Screen(
        texts.paragraphs(
            [
                _heading(free, texts, now=now),
                texts.lines([asked, texts("visit-slots-zones") if differs else None]),
            ]
        ),
        (
            *in_rows(times, DAYS_IN_ROW if differs else TIMES_IN_ROW),
            *turn,
            (Button(texts.plain("visit-days-button"), days), _back(free, texts, call_id)),
        ),
    )


def fresh_slots(
    free: FreeSlots,
    texts: Texts,
    *,
    at: datetime | None,
    now: datetime,
    zone: ZoneInfo,
    call_id: int = 0,
) -> Screen:
    """What is free now, after ``at`` was refused: of the same day where anything of it is."""
    day = None if at is None else at.astimezone(free.zone).date()
    if day is not None and any(one.day == day for one in free.days):
        return day_screen(free, day, texts, now=now, zone=zone, call_id=call_id)
    return days_screen(free, texts, now=now, call_id=call_id)


def _taking(free: FreeSlots, call_id: int, slot: Slot) -> TakeSlot | MoveToSlot:
    at = minutes_of(slot.starts_at)
    if free.moved is not None:
        return MoveToSlot(visit_id=free.moved.id, visitor_id=free.visitor_id, at=at)
    return TakeSlot(client_id=free.client_id, visitor_id=free.visitor_id, call_id=call_id, at=at)


def _differs(slot: Slot, theirs: ZoneInfo, own: ZoneInfo) -> bool:
    at = slot.starts_at
    return at.astimezone(theirs).utcoffset() != at.astimezone(own).utcoffset()


def _time_words(slot: Slot, theirs: ZoneInfo, own: ZoneInfo, texts: Texts, *, differs: bool) -> str:
    time = f"{slot.starts_at.astimezone(theirs):%H:%M}"
    if not differs:
        return texts.plain("visit-time-button", time=time)
    return texts.plain(
        "visit-time-both-button", time=time, own=f"{slot.starts_at.astimezone(own):%H:%M}"
    )


def _of_day(free: FreeSlots, call_id: int, day: date, page: int = 0) -> OpenSlotsOfDay:
    return OpenSlotsOfDay(
        client_id=free.client_id,
        visitor_id=free.visitor_id,
        call_id=call_id,
        visit_id=free.moved.id if free.moved else 0,
        day=day.toordinal(),
        page=page,
    )


def _heading(free: FreeSlots, texts: Texts, *, now: datetime) -> Markup:
    client = shorten(free.client_name, LONGEST_NAME)
    lines = [texts("visit-slots-title", client=client)]
    if free.moved is not None:
        when = texts.moment(free.moved.starts_at, zone=free.zone, now=now)
        lines = [
            texts("visit-slots-moved-title", client=client),
            texts("visit-slots-was", when=when),
        ]
    return texts.lines([*lines, texts("visit-slots-visitor", name=free.visitor_name)])


def _back(free: FreeSlots, texts: Texts, call_id: int) -> Button:
    if free.moved is not None:
        return Button(texts.plain("visit-back-button"), OpenVisit(visit_id=free.moved.id))
    if call_id:
        return Button(texts.plain("call-back-button"), OpenCall(call_id=call_id))
    return Button(texts.plain("visit-client-back-button"), OpenClient(client_id=free.client_id))


def visitors_screen(
    chosen: ChooseVisitor,
    lines: Sequence[VisitorLine],
    page: Page,
    texts: Texts,
    *,
    today: date,
) -> Screen:
    """Who could go."""
    rows: list[Row] = [
        (
            Button(
                _visitor_words(line, texts, today),
                OpenSlots(
                    client_id=chosen.client_id,
                    visitor_id=line.id,
                    call_id=chosen.call_id,
                    visit_id=chosen.visit_id,
                ),
            ),
        )
        for line in lines
    ]
    turn = page_buttons(
        page,
        texts,
        lambda number: ChooseVisitor(
            client_id=chosen.client_id,
            call_id=chosen.call_id,
            visit_id=chosen.visit_id,
            page=number,
        ),
    )
    back = OpenSlots(client_id=chosen.client_id, call_id=chosen.call_id, visit_id=chosen.visit_id)
    return Screen(
        texts("visit-visitors-title"),
        (*rows, *turn, (Button(texts.plain("visit-days-button"), back),)),
    )


def _visitor_words(line: VisitorLine, texts: Texts, today: date) -> str:
    name = shorten(line.name, LONGEST_NAME)
    if line.away_until is not None:
        until = texts.day(line.away_until, today=today)
        return texts.plain("visit-visitor-away-button", name=name, until=until)
    key = "visit-visitor-pair-button" if line.is_pair else "visit-visitor-button"
    return texts.plain(key, name=name)
