"""Who has how much to do: a team by day and by week, and one person's tasks by day."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.callback_data import OpenDay, OpenTask
from bot.pages import page_buttons, page_line
from bot.screens import Button, Screen, in_rows
from bot.tasks.load.callback_data import OpenLoad, OpenLoadPicture, OpenPersonLoad
from bot.tasks.load.picture import Cell, Head, PictureRow
from bot.tasks.load.wording import hours, on_day, week_line, without_estimate
from bot.tasks.wording import deadline_words, line_mark
from bot.texts import Markup, Texts
from domain.tasks.views import DayLoad, PersonDays, PersonPlan, PlannedTask, TeamDays

TEAM_PAGE = 15
"""People that fit into one message, however much there is to say of each; so do their pictures."""

BUTTONS_IN_ROW = 5
LEVELS = "▁▂▃▄▅▆▇█"
IDLE, AWAY, OFF = "·", "✕", " "
SATURDAY = 5
NOTHING = timedelta(0)


def load_screen(team: TeamDays, texts: Texts, *, today: date) -> Screen:
    """A page of people, each with a strip of days and two weeks in hours."""
    page = team.page.number - 1
    numbered = list(enumerate(team.people, team.page.offset + 1))
    days = shown_days(team.people)
    blocks = [_person(number, one, days, texts, today=today) for number, one in numbered]
    title = texts("load-title", count=team.page.total)
    span = None
    if days:
        first, last = (texts.day(day, today=today) for day in (days[0], days[-1]))
        span = texts("load-legend", first=first, last=last)
    people = [
        Button(str(number), OpenPersonLoad(person_id=one.person_id, team_page=page))
        for number, one in numbered
    ]
    rows = in_rows(people, BUTTONS_IN_ROW)
    if numbered:
        rows.append((Button(texts.plain("load-picture-button"), OpenLoadPicture(page=page)),))
    rows += page_buttons(team.page, texts, lambda number: OpenLoad(page=number))
    rows.append((Button(texts.plain("day-button"), OpenDay()),))
    if not numbered:
        return Screen(texts("load-nobody"), tuple(rows))
    return Screen(
        texts.paragraphs([texts.lines([title, page_line(team.page, texts), span]), *blocks]),
        tuple(rows),
    )


def shown_days(people: Sequence[PersonDays]) -> list[date]:
    """Days on which somebody of them works, or would, were they not away."""
    return sorted(
        {
            day.on
            for one in people
            for day in one.days
            if day.capacity or (day.is_away and day.on.weekday() < SATURDAY)
        }
    )


def _person(
    number: int, one: PersonDays, days: Sequence[date], texts: Texts, *, today: date
) -> Markup:
    weeks = [week_line(week, texts) for week in one.weeks]
    return texts.lines(
        [
            texts("load-person", number=number, name=one.name),
            texts("load-strip", strip=strip(one, days)),
            texts("load-week-now", load=weeks[0]) if weeks else None,
            texts("load-week-next", load=weeks[1]) if len(weeks) > 1 else None,
            without_estimate(one.without_estimate, texts),
            *_away(one, texts, today=today),
        ]
    )


def strip(one: PersonDays, days: Sequence[date]) -> str:
    """A sign for each day, weeks apart: how full it is, «·» free, «✕» away."""
    by_day = {day.on: day for day in one.days}
    signs = []
    for place, day in enumerate(days):
        if place and day.isocalendar().week != days[place - 1].isocalendar().week:
            signs.append(OFF)
        signs.append(_sign(by_day.get(day)))
    return "".join(signs)


def _sign(day: DayLoad | None) -> str:
    if day is None:
        return IDLE
    if day.is_away:
        return AWAY
    if not day.capacity or not day.taken:
        return IDLE
    level = day.taken * len(LEVELS) // day.capacity
    return LEVELS[min(int(level), len(LEVELS) - 1)]


def _away(one: PersonDays, texts: Texts, *, today: date) -> Iterator[Markup]:
    """A line for each absence, as much of it as is seen: its first and its last day."""
    days = enumerate(day.on for day in one.days if day.is_away)
    # Within an absence the days rise together with their places.
    for _, run in groupby(days, key=lambda pair: pair[1].toordinal() - pair[0]):
        absent = [texts.day(day, today=today) for _, day in run]
        if len(absent) == 1:
            yield texts("load-away-day", day=absent[0])
        else:
            yield texts("load-away", first=absent[0], last=absent[-1])


def picture_rows(team: TeamDays, texts: Texts) -> list[PictureRow]:
    """What the picture draws of each person: their name, what stands at its end, and the days."""
    days = shown_days(team.people)
    rows = []
    for one in team.people:
        by_day = {day.on: day for day in one.days}
        cells = [_cell(by_day.get(day), texts) for day in days]
        label = ""
        if one.weeks:
            week = one.weeks[0]
            label = texts.plain(
                "load-picture-week",
                planned=hours(week.planned, texts),
                capacity=hours(week.capacity, texts),
            )
        is_over = any(week.is_overloaded for week in one.weeks)
        rows.append(PictureRow(one.name, label, is_over, tuple(cells)))
    return rows


def _cell(day: DayLoad | None, texts: Texts) -> Cell:
    if day is None or day.is_away:
        return Cell(None, texts.plain("load-picture-away") if day else "")
    if not day.capacity:
        return Cell(None, "")
    share = day.taken / day.capacity
    return Cell(share, hours(day.taken, texts) if day.taken else "")


def picture_heads(team: TeamDays, texts: Texts) -> list[Head]:
    """What stands over each column."""
    days = shown_days(team.people)
    return [
        Head(
            texts.plain(f"weekday-{day.weekday()}"),
            f"{day.day}.{day.month:02d}",
            place > 0 and day.isocalendar().week != days[place - 1].isocalendar().week,
        )
        for place, day in enumerate(days)
    ]


def person_screen(
    plan: PersonPlan,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
    where: OpenPersonLoad,
    is_own: bool,
) -> Screen:
    """Their weeks, then the tasks under the days on which they would end."""
    today, days = now.astimezone(zone).date(), plan.days
    weeks = [week_line(week, texts) for week in days.weeks]
    title = texts("load-own" if is_own else "load-of-person", name=days.name)
    head = texts.lines(
        [
            title,
            texts("load-week-now", load=weeks[0]) if weeks else None,
            texts("load-week-next", load=weeks[1]) if len(weeks) > 1 else None,
            without_estimate(days.without_estimate, texts),
            *_away(days, texts, today=today),
            page_line(plan.page, texts),
        ]
    )
    numbered = list(enumerate(plan.tasks, plan.page.offset + 1))
    blocks = []
    for ends_on, group in groupby(numbered, key=lambda pair: pair[1].ends_on):
        heading = (
            texts("load-ends-on", day=on_day(ends_on, texts, today=today))
            if ends_on
            else texts("load-ends-unknown")
        )
        lines = [_task(number, task, texts, now=now, zone=zone) for number, task in group]
        blocks.append(texts.lines([heading, *lines]))
    if not numbered:
        blocks.append(texts("load-no-tasks"))
    tasks = [Button(str(number), OpenTask(task_id=task.line.id)) for number, task in numbered]
    rows = in_rows(tasks, BUTTONS_IN_ROW)
    rows += page_buttons(
        plan.page,
        texts,
        lambda number: OpenPersonLoad(
            person_id=where.person_id, page=number, team_page=where.team_page
        ),
    )
    last = [] if is_own else [Button(texts.plain("load-button"), OpenLoad(page=where.team_page))]
    rows.append((*last, Button(texts.plain("day-button"), OpenDay())))
    return Screen(texts.paragraphs([head, *blocks]), tuple(rows))


def _task(number: int, task: PlannedTask, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Markup:
    line = task.line
    return texts(
        "load-task" if task.left is not None else "load-task-without-estimate",
        number=number,
        mark=line_mark(line, now=now),
        title=line.title,
        hours=hours(task.left or NOTHING, texts),
        deadline=deadline_words(line.deadline, texts, now=now, zone=zone),
    )
