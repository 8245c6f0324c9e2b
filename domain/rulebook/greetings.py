"""Who congratulates which clients on what, when they are told, and the drafts of what they say."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from domain.greetings.model import Occasion
from domain.rulebook.faults import BrokenRule, Expected, Section, repeated
from domain.rulebook.values import Country, Key, LocalName, LocalText, LocalTime, Name, Text

PLACES = ("name", "client", "holiday", "label", "years")
"""What a draft may leave open, in braces; put in when the card is shown."""

PLACE = re.compile(r"\{([^{}]*)\}")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST = -1


class Congratulates(StrEnum):
    """Who: the client's owner, or the manager above the owner."""

    OWNER = "owner"
    MANAGER = "manager"


class Feasts(StrEnum):
    """Which holidays a segment is congratulated on, the client's own choice apart."""

    ALL = "all"
    PROFESSIONAL = "professional"
    CHOSEN = "chosen"


class SegmentGreetings(Section):
    """How the clients of one segment are congratulated."""

    segment: Key
    by: Congratulates = Congratulates.OWNER
    holidays: Feasts = Feasts.CHOSEN


class GreetingText(LocalText):
    """A draft; in Kazakh too where there is one."""

    kk: Text | None = None


class Draft(Section):
    """What is proposed to say on an occasion."""

    occasion: Occasion
    words: GreetingText

    def rules_broken(self) -> Iterator[BrokenRule]:
        for language in ("ru", "en", "kk"):
            said = getattr(self.words, language) or ""
            if any(place not in PLACES for place in PLACE.findall(said)):
                path = ("words", language)
                yield BrokenRule(path, Expected.WRONG_CHOICE, {"allowed": list(PLACES)})


class PublicHoliday(Section):
    """What is said of a public holiday; its days are known from the country's law.

    ``key`` is its English name in small letters, with ``_`` for what is no letter.
    """

    key: Key
    name: LocalName
    congratulate: StrictBool = True
    words: GreetingText | None = None


class ProfessionalHoliday(Section):
    """A holiday of some trades: on a ``day`` of the month, or on the ``nth`` ``weekday`` of it,
    -1 being the last.
    """

    key: Key
    name: LocalName
    countries: Annotated[tuple[Country, ...], Field(min_length=1, max_length=50)]
    sectors: Annotated[tuple[Name, ...], Field(max_length=30)] = ()
    month: Annotated[StrictInt, Field(ge=1, le=12)]
    day: Annotated[StrictInt, Field(ge=1, le=31)] | None = None
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None = None
    nth: Literal[1, 2, 3, 4, -1] | None = None
    words: GreetingText | None = None

    def rules_broken(self) -> Iterator[BrokenRule]:
        if (self.day is None) == (self.weekday is None):
            yield BrokenRule((), Expected.ONE_OF_TWO, {"keys": ["day", "weekday"]})
        elif self.weekday is not None and self.nth is None:
            yield BrokenRule((), Expected.MISSING, {"key": "nth"})
        elif self.day is not None and not self._is_real(self.day):
            yield BrokenRule(("day",), Expected.NOT_A_DATE)

    def _is_real(self, day: int) -> bool:
        try:
            date(2000, self.month, day)
        except ValueError:
            return False
        return True

    def on(self, year: int) -> date:
        """Its day in ``year``; 29 February is kept on the 28th where there is none."""
        if self.day is not None:
            try:
                return date(year, self.month, self.day)
            except ValueError:
                return date(year, 2, 28)
        wanted = WEEKDAYS.index(self.weekday or "mon")
        if self.nth == LAST:
            next_month = date(year + self.month // 12, self.month % 12 + 1, 1)
            last = next_month - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - wanted) % 7)
        first = date(year, self.month, 1)
        ahead = (wanted - first.weekday()) % 7 + 7 * ((self.nth or 1) - 1)
        return first + timedelta(days=ahead)


class Greetings(Section):
    """Congratulations of clients on their dates and holidays."""

    morning: LocalTime = time(9)
    evening: LocalTime = time(18)
    later_hours: Annotated[StrictInt, Field(gt=0, le=12)] = 3
    segments: Annotated[tuple[SegmentGreetings, ...], Field(max_length=20)] = ()
    drafts: Annotated[tuple[Draft, ...], Field(max_length=6)] = ()
    public_holidays: Annotated[tuple[PublicHoliday, ...], Field(max_length=200)] = ()
    professional_holidays: Annotated[tuple[ProfessionalHoliday, ...], Field(max_length=200)] = ()

    def of_segment(self, key: str) -> SegmentGreetings:
        """The segment's rules; the owner and only what was chosen, where none are written."""
        return next(
            (known for known in self.segments if known.segment == key),
            SegmentGreetings(segment=key),
        )

    def words_for(self, occasion: Occasion, holiday: str | None = None) -> GreetingText | None:
        """The holiday's own draft, else that of the occasion; None where there is none."""
        own = self.find_holiday(occasion, holiday)
        if own is not None and own.words is not None:
            return own.words
        return next((draft.words for draft in self.drafts if draft.occasion is occasion), None)

    def find_holiday(
        self, occasion: Occasion, key: str | None
    ) -> PublicHoliday | ProfessionalHoliday | None:
        """What the rulebook says of a holiday; None for one that it does not name."""
        known: tuple[PublicHoliday | ProfessionalHoliday, ...] = (
            self.public_holidays if occasion is Occasion.PUBLIC else self.professional_holidays
        )
        return next((holiday for holiday in known if holiday.key == key), None)

    def rules_broken(self) -> Iterator[BrokenRule]:
        if self.evening <= self.morning:
            yield BrokenRule(("evening",), Expected.NOT_RISING)
        for name, last, values in (
            ("segments", "segment", [known.segment for known in self.segments]),
            ("drafts", "occasion", [str(draft.occasion) for draft in self.drafts]),
            ("public_holidays", "key", [known.key for known in self.public_holidays]),
            ("professional_holidays", "key", [known.key for known in self.professional_holidays]),
        ):
            for position, value in repeated(values):
                path = (name, position, last)
                yield BrokenRule(path, Expected.NOT_UNIQUE, {"value": value})
