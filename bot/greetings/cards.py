"""A congratulation as one message, and lists of them."""

import calendar
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient, OpenDay
from bot.clients.cards import phone_words
from bot.greetings.callback_data import (
    CongratulatedNow,
    OpenGreeting,
    OpenGreetings,
    PutOffGreeting,
    ShowGreetingText,
)
from bot.greetings.wording import ICONS, line_words, occasion_words
from bot.pages import page_buttons, page_line
from bot.screens import Button, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.greetings.congratulating import GreetingPage
from domain.greetings.model import ConsentChannel, GreetingStatus
from domain.greetings.rules import draft, is_late, spoken_to
from domain.greetings.views import GreetingLine, GreetingList, GreetingView
from domain.language import Language
from domain.org.model import Actor, PersonId

LONGEST_LABEL: Final = 60
MOST_PHONES: Final = 3


def greeting_card(page: GreetingPage, texts: Texts, *, actor: Actor, now: datetime) -> Screen:
    view = page.view
    greeting = view.greeting
    lines = [
        texts("greeting-title", icon=ICONS[greeting.occasion], what=_what(view, texts)),
        texts("greeting-whom", whom=_whom(view)),
        _when(view, texts, actor.zone, now),
        texts("greeting-leap-day") if _is_moved_leap_day(view) else None,
        _responsible(view, texts, actor),
        *_ways(view, texts),
        _last_contact(view, texts, actor.zone, now),
    ]
    done = _outcome(view, texts, actor.zone, now)
    text = texts.paragraphs([texts.lines(lines), done or _proposed(page, texts)])
    return Screen(text, _buttons(page, texts))


def _what(view: GreetingView, texts: Texts) -> str:
    greeting = view.greeting
    words = occasion_words(greeting.occasion, view.label, greeting.holiday_names, texts)
    return words[:1].upper() + words[1:]


def _is_moved_leap_day(view: GreetingView) -> bool:
    return view.is_leap_day and not calendar.isleap(view.greeting.on.year)


def _whom(view: GreetingView) -> str:
    parts = [view.client_name, view.contact_name, view.position]
    return " · ".join(shorten(part, LONGEST_LABEL) for part in parts if part)


def _when(view: GreetingView, texts: Texts, zone: ZoneInfo, now: datetime) -> Markup:
    greeting = view.greeting
    today = now.astimezone(zone).date()
    day = texts.day(greeting.on, today=today)
    known_year = view.year is not None and greeting.on.year > view.year
    years = greeting.on.year - (view.year or 0) if known_year else 0
    words = texts("greeting-when-years", day=day, years=texts.plain("years", count=years))
    if not known_year:
        words = texts("greeting-when", day=day)
    if greeting.status is not GreetingStatus.DUE:
        return words
    if greeting.due_on > greeting.on:
        return texts.lines([words, texts("greeting-came-late")])
    if is_late(greeting, now):
        return texts.lines([words, texts("greeting-late")])
    if greeting.on > today:
        return texts.lines([words, texts("greeting-ahead")])
    return words


def _responsible(view: GreetingView, texts: Texts, actor: Actor) -> Markup | None:
    greeting = view.greeting
    if greeting.responsible_id == actor.id:
        return None
    stands_in = greeting.responsible_id in actor.stands_in_for
    key = "greeting-instead-of" if stands_in else "greeting-responsible"
    return texts(key, name=view.responsible_name)


def _ways(view: GreetingView, texts: Texts) -> list[Markup]:
    """Phones to call, and what the person does not let us do."""
    withdrawn = [
        texts(f"greeting-no-{channel}")
        for channel in ConsentChannel
        if view.consents.get(channel) is False
    ]
    if view.consents.get(ConsentChannel.PHONE) is False:
        return withdrawn
    phones = [
        texts("greeting-phone", phone=phone_words(phone, texts))
        for phone in view.phones[:MOST_PHONES]
    ]
    return [*phones, *withdrawn]


def _last_contact(view: GreetingView, texts: Texts, zone: ZoneInfo, now: datetime) -> Markup:
    last = view.last_contact
    if last is None:
        return texts("greeting-no-contact")
    return texts(
        "greeting-last-contact",
        what=texts.plain(f"greeting-contact-{last.kind}"),
        at=texts.day(last.at.astimezone(zone).date(), today=now.astimezone(zone).date()),
        name=last.person_name,
    )


def _outcome(view: GreetingView, texts: Texts, zone: ZoneInfo, now: datetime) -> Markup | None:
    greeting = view.greeting
    note = texts("greeting-note", note=greeting.note) if greeting.note else None
    if greeting.status is GreetingStatus.CALLED_OFF:
        return texts("greeting-called-off")
    if greeting.status is GreetingStatus.DONE and greeting.done_at is not None:
        at = texts.moment(greeting.done_at, zone=zone, now=now)
        done = texts("greeting-done", name=view.done_by_name, at=at)
        return texts.lines([done, note or texts("greeting-note-hint")])
    return None


def _proposed(page: GreetingPage, texts: Texts) -> Markup | None:
    view, now_later = page.view, None
    if view.greeting.remind_at is not None:
        now_later = texts("greeting-put-off")
    said = proposed_text(page)
    if said is None:
        return now_later
    words, is_in_language = said
    other = None if is_in_language else texts("greeting-other-language")
    return texts.lines([now_later, texts("greeting-draft", words=words), other])


def proposed_text(page: GreetingPage) -> tuple[str, bool] | None:
    """The draft, and whether it is in the client's language; None where the rulebook has none."""
    view = page.view
    greeting = view.greeting
    words = page.rulebook.greetings.words_for(greeting.occasion, greeting.holiday)
    if words is None:
        return None
    language = view.language or page.rulebook.company.language.value
    spoken = Language.ENGLISH if language == Language.ENGLISH else Language.RUSSIAN
    years = greeting.on.year - view.year if view.year else None
    return draft(
        words,
        language,
        {
            "name": spoken_to(view.contact_name, view.client_name),
            "client": view.client_name,
            "holiday": greeting.holiday_names.get(spoken.value, ""),
            "label": view.label or "",
            "years": str(years or ""),
        },
    )


def _buttons(page: GreetingPage, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    greeting = page.view.greeting
    client = Button(texts.plain("greeting-client-button"), OpenClient(client_id=greeting.client_id))
    shows_text = Button(
        texts.plain("greeting-text-button"), ShowGreetingText(greeting_id=greeting.id)
    )
    back = (
        Button(texts.plain("greeting-list-button"), OpenGreetings()),
        Button(texts.plain("day-button"), OpenDay()),
    )
    if greeting.status is not GreetingStatus.DUE:
        return ((client,), back)
    if not page.is_theirs:
        return ((shows_text, client), (back[1],))
    done = CongratulatedNow(greeting_id=greeting.id, version=greeting.version)
    later = PutOffGreeting(greeting_id=greeting.id, version=greeting.version)
    return (
        (Button(texts.plain("greeting-done-button"), done), shows_text),
        (Button(texts.plain("greeting-later-button"), later), client),
        back,
    )


def greeting_list(listed: GreetingList, texts: Texts, *, reader: PersonId) -> Screen:
    """What is to be done, the oldest first."""
    rows = tuple(
        (Button(list_label(line, texts, reader=reader), OpenGreeting(greeting_id=line.id)),)
        for line in listed.lines
    )
    title = (
        texts("greetings-title", count=listed.page.total)
        if listed.lines
        else texts("greetings-none")
    )
    return Screen(
        texts.lines([title, page_line(listed.page, texts)]),
        (
            *rows,
            *page_buttons(listed.page, texts, lambda number: OpenGreetings(page=number)),
            (Button(texts.plain("day-button"), OpenDay()),),
        ),
    )


def list_label(line: GreetingLine, texts: Texts, *, reader: PersonId) -> str:
    words = shorten(line_words(line, texts), LONGEST_LABEL)
    if line.responsible_id == reader:
        return words
    return f"{words} ({texts.plain('day-for', owner=line.responsible_name)})"
