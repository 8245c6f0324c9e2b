"""When people work: a week by country, public holidays, and dates that differ."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Annotated, Any, Protocol
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, PlainSerializer, StrictBool

from domain.rulebook.faults import BrokenRule, Expected, Section, repeated, unknown_reference
from domain.rulebook.values import Country, LocalDate, TimeSpan
from domain.working_time import DateSpan, Shift, WorkingCalendar, WorkingWeek
from domain.working_time import DayHours as ShiftsOfDay

CLOSED = "closed"
MIDNIGHT = time.min


def _read_closed(value: Any) -> Any:
    return () if value == CLOSED else value


def _write_closed(hours: tuple[TimeSpan, ...]) -> str | list[str]:
    return [str(span) for span in hours] or CLOSED


DayHours = Annotated[tuple[TimeSpan, ...], Field(max_length=6)]
HoursOrClosed = Annotated[DayHours, BeforeValidator(_read_closed), PlainSerializer(_write_closed)]


class Week(Section):
    """Working hours by day of the week; a day that is not written is free."""

    mon: DayHours = ()
    tue: DayHours = ()
    wed: DayHours = ()
    thu: DayHours = ()
    fri: DayHours = ()
    sat: DayHours = ()
    sun: DayHours = ()

    def days(self) -> tuple[tuple[TimeSpan, ...], ...]:
        """Seven days, Monday first, as `datetime.date.weekday` counts."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)

    def rules_broken(self) -> Iterator[BrokenRule]:
        if not any(self.days()):
            yield BrokenRule((), Expected.TOO_FEW, {"limit": 1})
        for name, hours in zip(type(self).model_fields, self.days(), strict=True):
            yield from hours_out_of_order((name,), hours)


class CalendarOverride(Section):
    """A date that differs from its week: ``closed``, or hours of its own (empty when closed)."""

    on: LocalDate
    hours: HoursOrClosed

    def rules_broken(self) -> Iterator[BrokenRule]:
        yield from hours_out_of_order(("hours",), self.hours)


class CountryCalendar(Section):
    """When people of a country work."""

    country: Country
    week: Week
    use_public_holidays: StrictBool = True
    overrides: Annotated[tuple[CalendarOverride, ...], Field(max_length=400)] = ()

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, on in repeated([str(override.on) for override in self.overrides]):
            yield BrokenRule(("overrides", position, "on"), Expected.NOT_UNIQUE, {"value": on})


class Calendars(Section):
    """Working calendars by country; a country that is not there works as the default one."""

    default_country: Country
    countries: Annotated[tuple[CountryCalendar, ...], Field(min_length=1, max_length=250)]

    def for_country(self, country: str) -> CountryCalendar:
        """The calendar of ``country``, else of the default country."""
        by_country = {calendar.country: calendar for calendar in self.countries}
        return by_country.get(country) or by_country[self.default_country]

    def rules_broken(self) -> Iterator[BrokenRule]:
        countries = [calendar.country for calendar in self.countries]
        for position, country in repeated(countries):
            path = ("countries", position, "country")
            yield BrokenRule(path, Expected.NOT_UNIQUE, {"value": country})
        if self.default_country not in countries:
            yield unknown_reference(("default_country",), countries)


def hours_out_of_order(path: tuple[str, ...], hours: tuple[TimeSpan, ...]) -> Iterator[BrokenRule]:
    """Spans of one day that end before they start, or start before the one above has ended.

    An end of 00:00 is the midnight that closes the day.
    """
    for position, span in enumerate(hours):
        ends_backwards = span.end <= span.start and span.end != MIDNIGHT
        above = hours[position - 1] if position else None
        if ends_backwards or (above and (above.end == MIDNIGHT or span.start < above.end)):
            yield BrokenRule((*path, position), Expected.NOT_RISING)


class HasCalendars(Protocol):
    """A `Rulebook`, which is made of this module and so cannot be named in it."""

    @property
    def calendars(self) -> Calendars: ...


def working_calendar(
    rulebook: HasCalendars,
    *,
    country: str,
    zone: ZoneInfo,
    personal_hours: Week | Mapping[str, object] | None,
    holidays: frozenset[date],
    transferred: frozenset[date] = frozenset(),
    absences: Iterable[DateSpan] = (),
) -> WorkingCalendar:
    """When somebody works: a person with hours of their own, or their branch (None).

    ``personal_hours`` is written as ``week`` is in the rulebook: ``{"mon": ["09:00-13:00"], …}``.
    ``holidays`` and ``transferred`` are the country's; they do not count where its calendar says
    so. A country's overrides hold for everybody in it.

    Raises:
        ValueError: personal hours that are no week.
    """
    rules = rulebook.calendars.for_country(country)
    calendar = WorkingCalendar(
        zone=zone,
        week=_working_week(rules.week),
        holidays=holidays if rules.use_public_holidays else frozenset(),
        transferred=transferred if rules.use_public_holidays else frozenset(),
        overrides={override.on: _day_hours(override.hours) for override in rules.overrides},
        absences=tuple(absences),
    )
    if personal_hours is None:
        return calendar
    return calendar.with_hours(_working_week(Week.model_validate(personal_hours)))


def _working_week(week: Week) -> WorkingWeek:
    return WorkingWeek(tuple(_day_hours(hours) for hours in week.days()))


def _day_hours(hours: tuple[TimeSpan, ...]) -> ShiftsOfDay:
    return ShiftsOfDay(tuple(Shift(span.start, span.end) for span in hours))
