"""What is shown of days away. Pure: views in, screens out."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.callback_data import OpenDay
from bot.org.callback_data import CancelAbsenceNow, NewAbsence, OpenAbsences, OpenPerson
from bot.pages import page_buttons
from bot.screens import Button, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from bot.timeline.lines import timeline_line
from bot.visits.callback_data import OpenClashes
from domain.org.model import Actor
from domain.org.standing_in import DoneMeanwhile
from domain.org.views import AbsenceView
from domain.pages import Page

IN_A_ROW = 2
LONGEST_NAME = 40


def absences_screen(
    absences: Sequence[AbsenceView], page: Page, texts: Texts, *, actor: Actor, today: date
) -> Screen:
    """Present and coming absences, each with a button that cancels it."""
    lines = [
        texts("absence-line", number=number, text=Markup(absence_line(absence, texts, today=today)))
        for number, absence in enumerate(absences, page.offset + 1)
    ]
    cancels = [
        Button(
            texts.plain("absence-cancel-button", number=number),
            CancelAbsenceNow(absence_id=absence.id),
        )
        for number, absence in enumerate(absences, page.offset + 1)
    ]
    rows = [tuple(cancels[at : at + IN_A_ROW]) for at in range(0, len(cancels), IN_A_ROW)]
    rows += page_buttons(page, texts, lambda number: OpenAbsences(page=number))
    rows.append((Button(texts.plain("absence-new-button"), NewAbsence(person_id=actor.id)),))
    rows.append((Button(texts.plain("day-button"), OpenDay()),))
    body = texts.lines(lines) if lines else texts("absence-none")
    return Screen(texts.paragraphs([texts("absence-title"), body]), tuple(rows))


def absence_line(absence: AbsenceView, texts: Texts, *, today: date) -> Markup:
    """«Анна: с чт, 6 марта по пт, 7 марта, замещает Глеб», in one line."""
    return texts(
        "absence-days" if absence.starts_on != absence.ends_on else "absence-one-day",
        name=absence.person_name,
        first=texts.day(absence.starts_on, today=today),
        last=texts.day(absence.ends_on, today=today),
        deputy=absence.deputy_name,
    )


def recorded_screen(absence: AbsenceView, texts: Texts, *, today: date, visits: int = 0) -> Screen:
    """``visits``: how many are booked for those days, to decide about."""
    clashes = Button(
        texts.plain("absence-visits-button", count=visits), OpenClashes(absence_id=absence.id)
    )
    return Screen(
        texts.lines(
            [
                texts("absence-recorded"),
                absence_line(absence, texts, today=today),
                texts("absence-recorded-next", deputy=absence.deputy_name),
            ]
        ),
        (
            *(((clashes,),) if visits else ()),
            (Button(texts.plain("absence-all-button"), OpenAbsences()),),
        ),
    )


def deputy_notice(absence: AbsenceView, texts: Texts, *, today: date) -> Screen:
    """To the deputy: whose cards come to them, and until when."""
    return _notice("absence-deputy-notice", absence, texts, today=today)


def boss_notice(absence: AbsenceView, texts: Texts, *, today: date) -> Screen:
    return _notice("absence-boss-notice", absence, texts, today=today)


def _notice(key: str, absence: AbsenceView, texts: Texts, *, today: date) -> Screen:
    title = texts(key, name=absence.person_name)
    return Screen(
        texts.lines([title, absence_line(absence, texts, today=today)]),
        (
            (
                Button(texts.plain("person-button"), OpenPerson(person_id=absence.person_id)),
                Button(texts.plain("day-button"), OpenDay()),
            ),
        ),
    )


def begins_notice(absence: AbsenceView, texts: Texts, *, today: date) -> Screen:
    """To the deputy on the first day."""
    return _notice("absence-begins-notice", absence, texts, today=today)


def done_meanwhile(done: DoneMeanwhile, texts: Texts, *, today: date, zone: ZoneInfo) -> Screen:
    """To who is back: what was done with their clients, deals and tasks."""
    absence = done.absence
    counts = [
        texts.plain("absence-done-of", part=texts.plain(f"absence-done-{part}"), count=count)
        for part, count in done.counts.items()
    ]
    lines = [
        _done_line(timeline_line(entry, done.rulebook, texts, zone), client, texts)
        for entry, client in done.entries
    ]
    total = sum(done.counts.values())
    body = texts.lines(
        [
            texts("absence-done-counts", counts=", ".join(counts)),
            *lines,
            texts("absence-done-more", count=total - len(lines)) if total > len(lines) else None,
        ]
    )
    return Screen(
        texts.paragraphs(
            [
                texts.lines(
                    [
                        texts("absence-back-notice"),
                        absence_line(absence, texts, today=today),
                    ]
                ),
                body if lines else texts("absence-done-nothing"),
            ]
        ),
        ((Button(texts.plain("day-button"), OpenDay()),),),
    )


def _done_line(event: Markup, client: str | None, texts: Texts) -> Markup:
    if client is None:
        return texts("absence-done-line", event=event)
    return texts("absence-done-client-line", client=shorten(client, LONGEST_NAME), event=event)


def back_notice(name: str, texts: Texts) -> Screen:
    """To deputy and boss: the person is back, or never left."""
    return Screen(
        texts("absence-cancelled-notice", name=name),
        ((Button(texts.plain("day-button"), OpenDay()),),),
    )
