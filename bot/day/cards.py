from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.callback_data import OpenDay, OpenDeal, OpenOffer
from bot.deals.callback_data import OpenBoard, OpenSilent
from bot.screens import Button, Screen
from bot.texts import Markup, Texts
from domain.day.model import Day, DayLine, Errand, TeamSilence
from domain.org.model import Role

BUTTONS_IN_ROW = 5
ONE_MINUTE = timedelta(minutes=1)


def day_screen(
    day: Day,
    silence: TeamSilence | None,
    texts: Texts,
    *,
    name: str,
    role: Role,
    now: datetime,
    zone: ZoneInfo,
) -> Screen:
    """One message: what is pressing, each line with the number of its button."""
    today = now.astimezone(zone).date()
    weekday = texts.plain(f"weekday-{today.weekday()}")
    date = f"{weekday}, {today.day} {texts.plain(f'month-{today.month}')}"
    parts: list[Markup | None] = [texts("day-title", name=name.split(maxsplit=1)[0], date=date)]
    numbered = list(enumerate(day.lines, start=1))
    for errand, group in groupby(numbered, key=lambda pair: pair[1].errand):
        parts.append(_block(errand, list(group), day, texts, now=now, zone=zone))
    if not day.lines and not (silence is not None and silence.overdue):
        parts.append(texts("day-empty"))
    if silence is not None and silence.count:
        parts.append(
            texts(
                "day-team-silence",
                role=role,
                count=silence.count,
                overdue=silence.overdue,
                money=texts.moneys(silence.money),
            )
        )
    return Screen(texts.paragraphs(parts), _buttons(numbered, silence, texts))


def _block(
    errand: Errand,
    lines: Sequence[tuple[int, DayLine]],
    day: Day,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Markup:
    key = errand.value.replace("_", "-")
    said: list[str | None] = [texts(f"day-{key}", count=day.counts[errand])]
    for number, line in lines:
        words = [line.client_name or line.title]
        if line.words:
            words.append(line.words)
        if line.money is not None and line.offer_id is not None:
            words.append(texts.money(line.money))
        if line.at is not None:
            words.append(_when(line, texts, now=now, zone=zone))
        if not line.is_own:
            words.append(texts.plain("day-for", owner=line.owner_name))
        said.append(texts("day-line", number=number, words=" · ".join(words)))
    more = day.counts[errand] - len(lines)
    said.append(texts("day-more", count=more) if more else None)
    return texts.lines(said)


def _when(line: DayLine, texts: Texts, *, now: datetime, zone: ZoneInfo) -> str:
    assert line.at is not None
    if line.errand in {Errand.OFFER_TODAY, Errand.STEP_TODAY}:
        return f"{line.at.astimezone(zone):%H:%M}"
    late = now - line.at
    if late < ONE_MINUTE:
        return texts.plain("day-now")
    return texts.plain("day-late-by", span=texts.span(late))


def _buttons(
    numbered: Sequence[tuple[int, DayLine]], silence: TeamSilence | None, texts: Texts
) -> tuple[tuple[Button, ...], ...]:
    keys = [
        Button(
            str(number),
            OpenDeal(deal_id=line.deal_id)
            if line.offer_id is None
            else OpenOffer(offer_id=line.offer_id),
        )
        for number, line in numbered
    ]
    rows = [
        tuple(keys[start : start + BUTTONS_IN_ROW]) for start in range(0, len(keys), BUTTONS_IN_ROW)
    ]
    if silence is not None and silence.count:
        rows.append((Button(texts.plain("day-silent-button"), OpenSilent()),))
    board = Button(texts.plain("day-board-button"), OpenBoard())
    return (*rows, (board, Button(texts.plain("day-again-button"), OpenDay())))
