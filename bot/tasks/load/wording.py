"""How full somebody's week is, in words and as a bar of signs."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.texts import Markup, Texts
from domain.language import Language
from domain.tasks.capacity import DAYS_IN_WEEK, WeekLoad
from domain.tasks.views import LoadCheck

BAR_SIGNS = 7
FULL, EMPTY = "▓", "░"
ONE_DAY = timedelta(days=1)
TENTH = Decimal("0.1")


def hours(span: timedelta, texts: Texts) -> str:
    """«22», «30,5»: to a tenth of an hour."""
    exact = Decimal(span // timedelta(seconds=1)) / 3600
    rounded = exact.quantize(TENTH, ROUND_HALF_UP)
    figure = f"{rounded:f}".removesuffix(".0")
    return figure.replace(".", ",") if texts.language is Language.RUSSIAN else figure


def bar(week: WeekLoad) -> str:
    """«▓▓▓▓▓░░»: anything at all shows a sign, and only a full week has no free one."""
    if not week.planned:
        return EMPTY * BAR_SIGNS
    if week.planned >= week.capacity:
        return FULL * BAR_SIGNS
    signs = week.planned * BAR_SIGNS // week.capacity
    signs = min(max(int(signs), 1), BAR_SIGNS - 1)
    return FULL * signs + EMPTY * (BAR_SIGNS - signs)


def week_line(week: WeekLoad, texts: Texts) -> Markup:
    """«▓▓▓▓▓░░ 22 из 30,5 ч»: what is laid into the week, and what of it does not fit."""
    if not week.capacity and not week.needed:
        return texts("load-week-free-of-work")
    return texts(
        "load-week-over" if week.is_overloaded else "load-week",
        bar=bar(week),
        planned=hours(week.planned, texts),
        capacity=hours(week.capacity, texts),
        over=hours(week.over, texts),
    )


def without_estimate(count: int, texts: Texts) -> Markup | None:
    """«3 задачи без оценки»; None where there are none."""
    return texts("load-without-estimate", count=count) if count else None


def on_day(day: date, texts: Texts, *, today: date) -> str:
    """«сегодня», «завтра», «в среду, 25 ноября»: when something happens."""
    if day in (today, today + ONE_DAY):
        return texts.day(day, today=today)
    weekday = texts.plain(f"load-on-weekday-{day.weekday()}")
    year = "" if day.year == today.year else f" {day.year}"
    return f"{weekday}, {_date(day, texts)}{year}"


def _date(day: date, texts: Texts) -> str:
    return f"{day.day} {texts.plain(f'month-{day.month}')}"


def load_lines(
    check: LoadCheck, texts: Texts, *, today: date, is_own: bool = False, tells_end: bool = True
) -> Markup:
    """The executor's week with the task in it, when work would end, and what to think of that.

    ``is_own``: the reader is the executor. ``tells_end`` False: that work ends in time is not
    worth telling.
    """
    week = check.after
    is_present = week.first_on <= today < week.first_on + ONE_DAY * DAYS_IN_WEEK
    which = "load-of-this-week" if is_present else "load-of-week"
    lines = [
        texts(which, day=_date(week.first_on, texts), load=week_line(week, texts)),
        without_estimate(check.after.without_estimate, texts),
        _end(check, texts, today=today, is_own=is_own) if tells_end or check.is_late else None,
    ]
    if check.colleague is not None:
        free = hours(check.colleague.free, texts)
        lines.append(texts("load-freer", name=check.colleague.name, hours=free))
    return texts.lines(lines)


def _end(check: LoadCheck, texts: Texts, *, today: date, is_own: bool) -> Markup | None:
    if check.ends_on is None:
        return texts("load-never-ends") if check.is_late else None
    day = on_day(check.ends_on, texts, today=today)
    whose = "own" if is_own else "other"
    return texts("load-ends-late" if check.is_late else "load-ends", day=day, whose=whose)
