"""The list of reports, one standard report with its chips, and what is said of a file."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from aiogram.filters.callback_data import CallbackData

from bot.callback_data import OpenDay
from bot.pages import page_buttons
from bot.reports.callback_data import (
    AskReportDays,
    CancelReportRun,
    ListReportWhose,
    OpenReport,
    OpenReports,
    OpenSelection,
    OpenSelections,
    TakeReport,
    WhoseLetter,
)
from bot.reports.wording import facts_of, found_words, report_name, title_of
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.errors import NotFound
from domain.org.model import Actor
from domain.org.whose import Whose, WhoseKind
from domain.pages import Page
from domain.reports.model import Asked, Days, FileKind, Filter, ReportRunId, Span
from domain.reports.standard import DaysOf, Report
from domain.reports.viewing import can_choose_others, choices_of, usual_filter
from domain.reports.views import ReportView

SPANS: Final = (Span.THIS_MONTH, Span.LAST_MONTH, Span.THIS_QUARTER, Span.LAST_QUARTER)
LONGEST_LABEL: Final = 32
ReportButton = OpenReport | TakeReport | AskReportDays | ListReportWhose


def asked_by(button: ReportButton) -> Asked:
    """Raises: NotFound: no button of ours says so."""
    return Asked(
        button.report,
        Filter(
            whose=Whose(button.whose.kind, button.id),
            days=_days(button.span, button.first, button.last),
        ),
    )


def _days(span: Span, first: int, last: int) -> Days:
    if span is not Span.OWN:
        return Days(span)
    if not (0 < first <= date.max.toordinal() and 0 < last <= date.max.toordinal()):
        raise NotFound(first=first, last=last)
    return Days(span, date.fromordinal(first), date.fromordinal(last))


def place_of(asked: Asked) -> dict[str, object]:
    """What every button of a report carries."""
    chosen = asked.filter
    return {
        "report": asked.report,
        "span": chosen.days.span,
        "first": 0 if chosen.days.first is None else chosen.days.first.toordinal(),
        "last": 0 if chosen.days.last is None else chosen.days.last.toordinal(),
        "whose": WhoseLetter.of(chosen.whose.kind),
        "id": chosen.whose.id,
    }


def open_report(asked: Asked) -> OpenReport:
    return OpenReport.model_validate(place_of(asked))


def reports_screen(actor: Actor, reports: Sequence[Report], texts: Texts) -> Screen:
    own = (
        Button(texts.plain("report-own-button"), OpenSelection()),
        Button(texts.plain("report-mine-button"), OpenSelections()),
    )
    buttons = [
        Button(
            report_name(report.key, texts),
            open_report(Asked(report.key, usual_filter(actor, report))),
        )
        for report in reports
    ]
    back = (Button(texts.plain("day-button"), OpenDay()),)
    text = texts.lines([texts("reports-title"), texts("reports-how")])
    return Screen(text, (own, *paired(buttons), back))


def report_screen(view: ReportView, actor: Actor, texts: Texts) -> Screen:
    asked = view.asked
    rows: list[Row] = []
    if view.days_of is not DaysOf.NOW:
        rows += _span_rows(view, texts)
    if view.report.is_personal:
        rows += _whose_rows(view, actor, texts)
    files = [
        Button(
            texts.plain(f"report-{file}-button"),
            TakeReport.model_validate(place_of(asked) | {"file": file}),
        )
        for file in FileKind
    ]
    rows.append(tuple(files))
    rows.append((Button(texts.plain("reports-button"), OpenReports()),))
    return Screen(report_text(view, texts), tuple(rows))


def report_text(view: ReportView, texts: Texts, *more: Markup | None) -> Markup:
    """The title, what it is of, and how much was found."""
    title = texts("report-title", name=title_of(view, texts))
    return texts.lines([title, *facts_of(view, texts), found_words(view, texts), *more])


def _chip(label: str, is_chosen: bool, texts: Texts) -> str:
    return texts.plain("report-chosen-chip", label=label) if is_chosen else label


def _span_rows(view: ReportView, texts: Texts) -> list[Row]:
    asked, span = view.asked, view.asked.filter.days.span
    chips = [
        Button(
            _chip(texts.plain(f"report-span-{_dashed(known)}"), known is span, texts),
            OpenReport.model_validate(place_of(asked) | {"span": known, "first": 0, "last": 0}),
        )
        for known in SPANS
    ]
    own = Button(
        _chip(texts.plain("report-span-own"), span is Span.OWN, texts),
        AskReportDays.model_validate(place_of(asked)),
    )
    return [*paired(chips), (own,)]


def _whose_rows(view: ReportView, actor: Actor, texts: Texts) -> list[Row]:
    """Nobody else's to choose: no row."""
    choices = choices_of(actor)
    if len(choices) == 1 and not can_choose_others(actor):
        return []
    asked = view.asked
    chips = [
        Button(
            _chip(whose_label(known, actor, texts), known == view.whose, texts),
            OpenReport.model_validate(
                place_of(asked) | {"whose": WhoseLetter.of(known.kind), "id": known.id}
            ),
        )
        for known in choices
    ]
    others = [
        Button(
            _chip(texts.plain("report-other-button"), view.whose not in choices, texts),
            ListReportWhose.model_validate(
                place_of(asked) | {"kind": first_listed(actor), "page": 0}
            ),
        )
    ]
    return [*paired([*chips, *others])]


def first_listed(actor: Actor) -> WhoseLetter:
    """Branches, where there are any to choose of; else people."""
    scope = actor.scope
    return WhoseLetter.BRANCH if scope.sees_all or scope.branches else WhoseLetter.PERSON


def whose_label(whose: Whose, actor: Actor, texts: Texts) -> str:
    if whose == Whose(WhoseKind.PERSON, actor.id):
        return texts.plain("report-me-button")
    return texts.plain(f"report-{whose.kind}-button")


def whose_screen(
    found: Sequence[tuple[Whose, str]],
    button: ListReportWhose,
    page: Page,
    actor: Actor,
    texts: Texts,
) -> Screen:
    """Branches or people to choose of; the other kind is a tap away."""
    asked = asked_by(button)
    rows: list[Row] = [
        (
            Button(
                shorten(name, LONGEST_LABEL),
                OpenReport.model_validate(
                    place_of(asked) | {"whose": WhoseLetter.of(whose.kind), "id": whose.id}
                ),
            ),
        )
        for whose, name in found
    ]
    rows += page_buttons(page, texts, lambda number: button.model_copy(update={"page": number}))
    rows.append(
        kinds_row(
            actor,
            button.kind,
            texts,
            lambda kind: button.model_copy(update={"kind": kind, "page": 0}),
        )
    )
    rows.append((Button(texts.plain("back-button"), open_report(asked)),))
    key = "report-choose-whose" if found else "report-nobody-to-choose"
    return Screen(texts(key), tuple(row for row in rows if row))


def kinds_row(
    actor: Actor, chosen: WhoseLetter, texts: Texts, to: Callable[[WhoseLetter], CallbackData]
) -> tuple[Button, ...]:
    """What else could be listed."""
    kinds = [WhoseLetter.PERSON]
    if actor.scope.teams or actor.scope.sees_all or actor.scope.branches:
        kinds.append(WhoseLetter.TEAM)
    if actor.scope.sees_all or actor.scope.branches:
        kinds.insert(0, WhoseLetter.BRANCH)
    if actor.scope.sees_all:
        kinds.append(WhoseLetter.DEPARTMENT)
    if len(kinds) == 1:
        return ()
    return tuple(
        Button(
            _chip(texts.plain(f"report-list-{kind.kind}-button"), kind is chosen, texts), to(kind)
        )
        for kind in kinds
    )


def progress_screen(name: str, done: int, count: int, run_id: ReportRunId, texts: Texts) -> Screen:
    """Of what takes long."""
    cancel = Button(texts.plain("cancel-button"), CancelReportRun(run_id=run_id))
    text = (
        texts("report-making", name=name, done=texts.number(done), count=texts.number(count))
        if count
        else texts("report-waiting", name=name)
    )
    return Screen(text, ((cancel,),))


def ended_screen(text: Markup, texts: Texts) -> Screen:
    return Screen(text, ((Button(texts.plain("reports-button"), OpenReports()),),))


def _dashed(span: Span) -> str:
    return span.replace("_", "-")
