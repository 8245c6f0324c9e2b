"""What representatives did in a week, as a message and as the words of a workbook."""

from datetime import date
from typing import Final

from bot.callback_data import OpenDay
from bot.cycles.callback_data import OpenPairBoards, OpenRepCheck, SendRepCheck
from bot.pages import PAGE_SIZE, page_buttons, page_line
from bot.screens import Button, Document, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.cycles.check_files import CheckWords
from domain.cycles.rep_check import Period
from domain.cycles.views import RepCheckPage, RepWork
from domain.pages import Page

LONGEST_NAME: Final = 60


def check_screen(page: RepCheckPage, texts: Texts, *, period: Period, number: int) -> Screen:
    """Eight at a time, the idle first."""
    other: Period = "this" if period == "last" else "last"
    back = (
        Button(texts.plain("cycle-button"), OpenPairBoards()),
        Button(texts.plain("day-button"), OpenDay()),
    )
    if not page.reps:
        return Screen(texts("rep-check-none"), (back,))
    shown = Page.nearest(max(0, number) * PAGE_SIZE, PAGE_SIZE, len(page.reps))
    reps = page.reps[shown.offset : shown.offset + shown.size]
    text = texts.paragraphs(
        [
            texts.lines(
                [
                    texts("rep-check-title", **_span(page, texts)),
                    texts("rep-check-count", count=len(page.reps), idle=page.idle),
                    page_line(shown, texts),
                ]
            ),
            *(_line(rep, page, texts) for rep in reps),
        ]
    )
    return Screen(
        text,
        (
            *page_buttons(shown, texts, lambda to: OpenRepCheck(period=period, page=to)),
            (
                Button(texts.plain(f"rep-check-{other}-button"), OpenRepCheck(period=other)),
                Button(texts.plain("rep-check-xlsx-button"), SendRepCheck(period=period)),
            ),
            back,
        ),
    )


def _span(page: RepCheckPage, texts: Texts) -> dict[str, str]:
    last = date.fromordinal(page.until.toordinal() - 1)
    return {
        "first": texts.day(page.since, today=page.since.replace(day=1)),
        "last": texts.day(last, today=page.since.replace(day=1)),
    }


def _line(rep: RepWork, page: RepCheckPage, texts: Texts) -> Markup:
    name, branch = shorten(rep.name, LONGEST_NAME), shorten(rep.branch_name, LONGEST_NAME)
    day = _last_day(rep, page, texts)
    if rep.is_idle and rep.last_at is None:
        return texts("rep-check-idle-ever", name=name, branch=branch)
    if rep.is_idle:
        return texts("rep-check-idle", name=name, branch=branch, day=day)
    if rep.is_away and not (rep.calls or rep.meetings or rep.visits):
        return texts("rep-check-away", name=name, branch=branch)
    said = texts(
        "rep-check-line",
        name=name,
        branch=branch,
        calls=rep.calls,
        meetings=rep.meetings,
        visits=rep.visits,
    )
    beside = [
        texts.plain("rep-check-plan", done=rep.done, plan=rep.plan) if rep.plan else None,
        texts.plain("rep-check-booked", count=rep.booked) if rep.booked else None,
        texts.plain("rep-check-last", day=day),
    ]
    return texts.lines([said, texts("rep-check-beside", words=" · ".join(filter(None, beside)))])


def _last_day(rep: RepWork, page: RepCheckPage, texts: Texts) -> str:
    if rep.last_at is None:
        return texts.plain("rep-check-never")
    return texts.day(rep.last_at.astimezone(page.zone).date(), today=page.since.replace(day=1))


def check_words(texts: Texts) -> CheckWords:
    columns = ("name", "branch", "calls", "plan", "done", "meetings", "visits", "booked", "last")
    return CheckWords(
        title=texts.plain("rep-check-sheet"),
        columns=(
            *(texts.plain(f"rep-check-column-{name}") for name in columns),
            texts.plain("rep-check-column-note"),
        ),
        idle=texts.plain("rep-check-note-idle"),
        away=texts.plain("rep-check-note-away"),
    )


def check_file(page: RepCheckPage, content: bytes, texts: Texts) -> Screen:
    name = f"reps-{page.since:%Y-%m-%d}.xlsx"
    caption = texts("rep-check-caption", **_span(page, texts))
    return Screen(caption, document=Document(name, content))
