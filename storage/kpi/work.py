"""Figures of work: tasks by deadline, by acceptance and by thumb, and the days people were there.

One statement counts all of it, whatever kind of whose is asked for. What is counted of tasks lies
in the period and is found by its index, so the cost follows the period. Working days come from
the calendars, of which there are few: one a country, zone and week of its own.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Date, DateTime, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.definitions import Reckoned
from domain.kpi.definitions_work import WORK, WorkCounts, orientation, productivity, timeliness
from domain.kpi.model import Figure, Measure
from domain.org.whose import Whose
from domain.rulebook.calendars import working_calendar
from domain.working_time import WorkingCalendar
from storage.kpi.attribution import CALENDARS, Asking, Attribution, reading, statement
from storage.kpi.stretches import stretches
from storage.public_holidays import (
    UnknownCountry,
    public_holidays,
    transferred_working_days,
)
from storage.readings import Reading

ONE_DAY: Final = timedelta(days=1)
NOON: Final = time(12)
MINUTES: Final = "minutes"
NOTHING: Final = WorkCounts()
AT_A_STRETCH: Final = 200
"""Of so many the figures are made in a few milliseconds."""

# What was declined and given to nobody else is left out; what was cancelled otherwise is no more.
DUE: Final = """
SELECT executor_id AS owner_id, agreed_deadline_at AS at, tasks.id AS task_id,
       CASE WHEN assigner_id = executor_id THEN 'own'
            WHEN state IN ('declined', 'cancelled') THEN 'declined'
            WHEN done_at <= agreed_deadline_at THEN 'on_time'
            WHEN done_at IS NULL AND agreed_deadline_at > :now THEN 'not_due'
            ELSE 'late' END AS what,
       1 AS number, 0 AS minutes
  FROM tasks
 WHERE state NOT IN ('draft', 'waiting_approval')
   AND (state <> 'cancelled' OR decline_reason IS NOT NULL)
   AND agreed_deadline_at >= :since AND agreed_deadline_at < :until {narrowed}"""

# A task with subtasks is their sum. A draft that was never sent is no part.
ACCEPTED: Final = """
SELECT executor_id AS owner_id, result_accepted_at AS at, tasks.id AS task_id,
       CASE WHEN assigner_id = executor_id THEN 'own_accepted'
            WHEN estimate_frozen_minutes IS NULL THEN 'without_estimate'
            ELSE 'estimated' END AS what,
       1 AS number,
       CASE WHEN assigner_id = executor_id THEN 0
            ELSE coalesce(estimate_frozen_minutes, 0) END AS minutes
  FROM tasks
 WHERE result_accepted_at IS NOT NULL
   AND result_accepted_at >= :since AND result_accepted_at < :until
   AND NOT EXISTS (SELECT FROM tasks AS part
                    WHERE part.parent_id = tasks.id AND part.state <> 'cancelled'
                      AND (part.state <> 'draft' OR part.approval_reasons <> '{{}}')) {narrowed}"""

THUMBS: Final = """
SELECT executor_id AS owner_id, closed_at AS at, tasks.id AS task_id, rating AS what,
       1 AS number, 0 AS minutes
  FROM tasks
 WHERE rating IS NOT NULL AND closed_at >= :since AND closed_at < :until {narrowed}
UNION ALL
SELECT executor_id, result_accepted_at, tasks.id, 'unrated', 1, 0
  FROM tasks
 WHERE state = 'accepted_result' AND result_accepted_at IS NOT NULL
   AND result_accepted_at >= :since AND result_accepted_at < :until
   AND assigner_id <> executor_id {narrowed}"""

# A day is where the person stood at its noon. Days away are looked up in a hash of them.
DAYS: Final = """
away AS MATERIALIZED (
    SELECT absences.person_id, day.on_day
      FROM absences
      JOIN (SELECT DISTINCT on_day FROM unnest(:days) AS day (on_day)) AS day
           ON day.on_day BETWEEN absences.starts_on AND absences.ends_on
),
staff AS MATERIALIZED (
    SELECT people.id, joined_at, left_at, branches.country,
           coalesce(people.zone, branches.zone) AS zone,
           coalesce(people.working_hours::text, '') AS week
      FROM people JOIN branches ON branches.id = people.branch_id
     WHERE people.role <> 'client'
       AND (people.joined_at IS NOT NULL OR people.telegram_id IS NOT NULL) {narrowed}
),
workday AS (
    SELECT staff.id AS person_id, day.noon
      FROM staff
      JOIN unnest(:countries, :calendar_zones, :weeks, :days, :begins, :noons, :ends)
           AS day (country, zone, week, on_day, begins_at, noon, ends_at)
           ON day.country = staff.country AND day.zone = staff.zone AND day.week = staff.week
     WHERE (staff.joined_at IS NULL OR staff.joined_at < day.ends_at)
       AND (staff.left_at IS NULL OR staff.left_at >= day.begins_at)
       AND (staff.id, day.on_day) NOT IN (SELECT person_id, on_day FROM away)
),"""
PRESENT: Final = """
SELECT person_id AS owner_id, noon AS at, NULL AS task_id, 'day' AS what, 1 AS number, 0 AS minutes
  FROM workday"""

BY_PLACE: Final = "single.what, sum(single.number) AS number, sum(single.minutes) AS minutes"
SUMS: Final = """
SELECT whose_id, what, sum(number)::bigint AS number, sum(minutes)::bigint AS minutes
  FROM owned GROUP BY whose_id, what"""


async def work_figures(
    connection: AsyncConnection, asked: Asking, measures: Collection[Measure]
) -> list[Figure]:
    """Of whoever has a task that counts in the period, and of all ``asked.ids``: presence alone is
    no fact.
    """
    wanted = WORK & frozenset(measures)
    if not wanted:
        return []
    counted = await count_work(connection, asked, wanted)
    ids = {whose_id for whose_id, counts in counted.items() if counts.has_tasks}
    figures: list[Figure] = []
    async for some in stretches(sorted(ids | {*(asked.ids or ())}), AT_A_STRETCH):
        for whose_id in some:
            whose, counts = Whose(asked.kind, whose_id), counted.get(whose_id, NOTHING)
            for measure, reckoned in _defined(counts, asked, wanted):
                value, numerator, denominator, left_out, items = reckoned
                figures.append(
                    Figure(measure, whose, value, numerator, denominator, left_out, items=items)
                )
    return figures


async def count_work(
    connection: AsyncConnection, asked: Asking, measures: Collection[Measure]
) -> dict[int, WorkCounts]:
    """By whose id; a group of facts that ``measures`` do not need is not counted."""
    parameters = {**asked.parameters}
    if Measure.PRODUCTIVITY in measures:
        parameters |= await _working_days(connection, asked)
    rows = await _counting(asked.attribution, frozenset(measures)).rows(connection, parameters)
    found: dict[int, Counter[str]] = {}
    async for some in stretches(rows):
        for whose_id, what, number, minutes in some:
            of = found.setdefault(whose_id, Counter())
            of[what] = number
            of[MINUTES] += minutes
    counted: dict[int, WorkCounts] = {}
    async for those in stretches([*found], AT_A_STRETCH):
        counted |= {whose_id: _to_counts(found[whose_id]) for whose_id in those}
    return counted


def _to_counts(of: Counter[str]) -> WorkCounts:
    return WorkCounts(
        due=of["on_time"] + of["late"],
        on_time=of["on_time"],
        not_due=of["not_due"],
        declined=of["declined"],
        own_due=of["own"],
        accepted=of["estimated"] + of["without_estimate"],
        minutes=of[MINUTES],
        without_estimate=of["without_estimate"],
        own_accepted=of["own_accepted"],
        up=of["up"],
        down=of["down"],
        unrated=of["unrated"],
        days=of["day"],
    )


def counting(attribution: Attribution, measures: Collection[Measure]) -> str:
    """The statement; whoever works is known by their tasks that were due or accepted."""
    narrowed = attribution.narrowed("tasks.executor_id", None)
    parts = []
    days = ""
    if Measure.TIMELINESS in measures or Measure.PRODUCTIVITY in measures:
        parts.append(DUE.format(narrowed=narrowed))
    if Measure.PRODUCTIVITY in measures:
        parts.append(ACCEPTED.format(narrowed=narrowed))
        parts.append(PRESENT)
        days = DAYS.format(narrowed=attribution.narrowed("people.id", None))
    if Measure.ORIENTATION in measures:
        parts.append(THUMBS.format(narrowed=narrowed))
    facts = "\nUNION ALL".join(parts)
    if attribution.is_by_place:
        facts = attribution.by_place(facts, BY_PLACE, and_by="single.what")
    else:
        facts = f"fact AS MATERIALIZED ({facts})"
    owned = attribution.owned(has_branch=False)
    return f"WITH {attribution.people} {days} {facts},\n{owned}\n{SUMS}"


@cache
def _counting(attribution: Attribution, measures: frozenset[Measure]) -> Reading:
    sql = counting(attribution, measures)
    return Reading(statement(sql).bindparams(*_typed(measures)))


def _typed(measures: Collection[Measure]) -> Iterator[Any]:
    if Measure.PRODUCTIVITY in measures:
        for name in ("countries", "calendar_zones", "weeks"):
            yield bindparam(name, type_=ARRAY(Text))
        yield bindparam("days", type_=ARRAY(Date))
        for name in ("begins", "noons", "ends"):
            yield bindparam(name, type_=ARRAY(DateTime(timezone=True)))


async def _working_days(connection: AsyncConnection, asked: Asking) -> dict[str, Any]:
    """The working days of every calendar in use whose work has ended, a row of arrays each."""
    calendars = asked.calendars
    if calendars is None:
        calendars = await reading(CALENDARS).rows(connection)
    found: list[tuple[str, str, str, date, datetime, datetime, datetime]] = []
    for row in calendars:
        if not row.is_staff:
            continue
        calendar = _calendar(asked, row.country, row.zone, row.working_hours)
        for day in _worked(calendar, asked):
            begins_at = datetime.combine(day, time.min, calendar.zone)
            noon = datetime.combine(day, NOON, calendar.zone)
            ends_at = datetime.combine(day + ONE_DAY, time.min, calendar.zone)
            found.append((row.country, row.zone, row.week, day, begins_at, noon, ends_at))
    names = ("countries", "calendar_zones", "weeks", "days", "begins", "noons", "ends")
    columns = [list(column) for column in zip(*found, strict=True)] if found else [[]] * len(names)
    return dict(zip(names, columns, strict=True))


def _worked(calendar: WorkingCalendar, asked: Asking) -> Iterator[date]:
    today = calendar.local_day(asked.now)
    day = asked.period.starts_on
    while day <= min(today, asked.period.last_on):
        shifts = calendar.shifts_on(day)
        if shifts and shifts[-1][1] <= asked.now:
            yield day
        day += ONE_DAY


def _calendar(
    asked: Asking, country: str, zone: str, working_hours: dict[str, object] | None
) -> WorkingCalendar:
    years = range(asked.period.starts_on.year, asked.period.last_on.year + 1)
    try:
        holidays = public_holidays(country, years)
        transferred = transferred_working_days(country, years)
    except UnknownCountry:  # one branch's slip of the key must not take everybody's figures away
        holidays = transferred = frozenset()
    return working_calendar(
        asked.rulebook,
        country=country,
        zone=ZoneInfo(zone),
        personal_hours=working_hours,
        holidays=holidays,
        transferred=transferred,
    )


def _defined(
    counts: WorkCounts, asked: Asking, wanted: Collection[Measure]
) -> Iterator[tuple[Measure, Reckoned]]:
    if Measure.TIMELINESS in wanted:
        yield Measure.TIMELINESS, timeliness(counts)
    if Measure.PRODUCTIVITY in wanted:
        yield (
            Measure.PRODUCTIVITY,
            productivity(counts, asked.rulebook.useful_hours_per_day),
        )
    if Measure.ORIENTATION in wanted:
        yield Measure.ORIENTATION, orientation(counts)
