"""A client's dates, consents, holidays and language, each as one message."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient
from bot.greetings.callback_data import (
    COMPANY,
    AskAboutConsent,
    AskForDate,
    ChooseDateKind,
    ChooseDateToRemove,
    ChooseLanguage,
    ChooseWhoseDate,
    OpenConsents,
    OpenConsentsOf,
    OpenDates,
    OpenHolidays,
    RemoveDate,
    SetHoliday,
    SetLanguage,
)
from bot.greetings.wording import ICONS, date_words
from bot.pages import PAGE_SIZE, page_buttons, page_line
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.clients.model import ClientId, ContactId
from domain.greetings.model import (
    ClientLanguage,
    Consent,
    ConsentChannel,
    DateKind,
    HolidayKind,
    Occasion,
)
from domain.greetings.views import ClientDates, ContactLine, HolidayChoice
from domain.language import Language
from domain.pages import Page

LONGEST_BUTTON: Final = 60


def dates_screen(known: ClientDates, texts: Texts, *, page: int = 0) -> Screen:
    """Every date by its day in the year, and the ways to change them."""
    id_ = known.client_id
    shown = Page(page * PAGE_SIZE, PAGE_SIZE, len(known.dates))
    lines = [
        texts("dates-line", icon=ICONS[Occasion(one.kind)], words=date_words(one, texts))
        for one in known.dates[shown.offset : shown.offset + PAGE_SIZE]
    ]
    has_leap_day = any(one.day.is_leap_day for one in known.dates)
    buttons = [
        Button(texts.plain("date-add-button"), ChooseWhoseDate(client_id=id_)),
        Button(texts.plain("holidays-button"), OpenHolidays(client_id=id_)),
        Button(texts.plain("consents-button"), OpenConsents(client_id=id_)),
        Button(texts.plain("client-language-button"), ChooseLanguage(client_id=id_)),
    ]
    if known.dates:
        buttons.append(Button(texts.plain("date-remove-button"), ChooseDateToRemove(client_id=id_)))
    return Screen(
        texts.lines(
            [
                texts("dates-title", name=known.client_name),
                *(lines or [texts("dates-none")]),
                texts("dates-leap-day") if has_leap_day else None,
                texts("dates-language", language=language_words(known.language, texts)),
                page_line(shown, texts),
            ]
        ),
        (
            *page_buttons(shown, texts, lambda number: OpenDates(client_id=id_, page=number)),
            *paired(buttons),
            (Button(texts.plain("greeting-client-button"), OpenClient(client_id=id_)),),
        ),
    )


def language_words(language: str | None, texts: Texts) -> str:
    return texts.plain(f"client-language-{language}" if language else "client-language-none")


def whose_date(known: ClientDates, texts: Texts, *, page: int = 0) -> Screen:
    """Whose the new date is: a contact person's, or the client's own."""
    id_ = known.client_id
    shown = Page(page * PAGE_SIZE, PAGE_SIZE, len(known.contacts))
    rows = [
        _row(line.name, ChooseDateKind(client_id=id_, contact_id=line.id))
        for line in _of_page(known.contacts, shown)
    ]
    company = Button(
        texts.plain("date-of-company-button"), ChooseDateKind(client_id=id_, contact_id=COMPANY)
    )
    key = "date-whose" if known.contacts else "date-whose-nobody"
    return Screen(
        texts.lines([texts(key, name=known.client_name), page_line(shown, texts)]),
        (
            *rows,
            *page_buttons(shown, texts, lambda number: ChooseWhoseDate(client_id=id_, page=number)),
            (company,),
            _back(id_, texts),
        ),
    )


def which_date(client_id: ClientId, contact_id: int, texts: Texts) -> Screen:
    """What the new date is."""
    rows: list[Row] = [
        (
            Button(
                texts.plain(f"date-kind-{kind}-button"),
                AskForDate(client_id=client_id, contact_id=contact_id, kind=kind),
            ),
        )
        for kind in DateKind
        if kind.is_of_person is (contact_id != COMPANY)
    ]
    return Screen(texts("date-which"), (*rows, _back(client_id, texts)))


def dates_to_remove(known: ClientDates, texts: Texts, *, page: int = 0) -> Screen:
    id_ = known.client_id
    shown = Page(page * PAGE_SIZE, PAGE_SIZE, len(known.dates))
    rows = [
        _row(date_words(one, texts), RemoveDate(client_id=id_, date_id=one.id))
        for one in known.dates[shown.offset : shown.offset + PAGE_SIZE]
    ]
    turn = page_buttons(shown, texts, lambda number: ChooseDateToRemove(client_id=id_, page=number))
    return Screen(
        texts.lines([texts("date-remove", name=known.client_name), page_line(shown, texts)]),
        (*rows, *turn, _back(id_, texts)),
    )


def consents_screen(known: ClientDates, texts: Texts, *, page: int = 0) -> Screen:
    """Whose consents to look at."""
    id_ = known.client_id
    shown = Page(page * PAGE_SIZE, PAGE_SIZE, len(known.contacts))
    rows = [
        _row(line.name, OpenConsentsOf(client_id=id_, contact_id=line.id))
        for line in _of_page(known.contacts, shown)
    ]
    key = "consents-whose" if known.contacts else "consents-nobody"
    return Screen(
        texts.lines([texts(key, name=known.client_name), page_line(shown, texts)]),
        (
            *rows,
            *page_buttons(shown, texts, lambda number: OpenConsents(client_id=id_, page=number)),
            _back(id_, texts),
        ),
    )


def consents_of(
    known: ClientDates, contact_id: ContactId, texts: Texts, *, zone: ZoneInfo
) -> Screen | None:
    """What one contact person lets us do; None where there is no such person (any more)."""
    line = next((one for one in known.contacts if one.id == contact_id), None)
    if line is None:
        return None
    said = {consent.channel: consent for consent in line.consents}
    lines = [_consent_line(channel, said.get(channel), texts, zone) for channel in ConsentChannel]
    rows = [
        tuple(
            Button(
                texts.plain(f"consent-{'give' if is_given else 'withdraw'}-{channel}-button"),
                AskAboutConsent(
                    client_id=known.client_id,
                    contact_id=contact_id,
                    channel=channel,
                    is_given=is_given,
                ),
            )
            for is_given in _choices(said.get(channel))
        )
        for channel in ConsentChannel
    ]
    return Screen(
        texts.lines([texts("consents-title", name=line.name), *lines]),
        (*rows, _back(known.client_id, texts)),
    )


def _choices(consent: Consent | None) -> tuple[bool, ...]:
    return (True, False) if consent is None else (not consent.is_given,)


def _consent_line(
    channel: ConsentChannel, consent: Consent | None, texts: Texts, zone: ZoneInfo
) -> Markup:
    name = texts.plain(f"consent-{channel}")
    if consent is None:
        return texts("consent-unknown", channel=name)
    at = f"{consent.at.astimezone(zone):%d.%m.%Y}"
    key = "consent-given" if consent.is_given else "consent-withdrawn"
    if consent.how:
        return texts(f"{key}-how", channel=name, at=at, how=consent.how)
    return texts(key, channel=name, at=at)


def holidays_screen(
    client_id: ClientId,
    client_name: str,
    choices: Sequence[HolidayChoice],
    texts: Texts,
    *,
    today: date,
    page: int = 0,
) -> Screen:
    """The holidays of the client's country, the next one first; a tap turns one on or off."""
    shown = Page(page * PAGE_SIZE, PAGE_SIZE, len(choices))
    rows: list[Row] = []
    for choice in choices[shown.offset : shown.offset + PAGE_SIZE]:
        name = choice.en if texts.language is Language.ENGLISH else choice.ru
        key = "holiday-on-button" if choice.is_wanted else "holiday-off-button"
        day = texts.day(choice.next_on, today=today)
        turned = SetHoliday(
            client_id=client_id,
            kind="public" if choice.kind is HolidayKind.PUBLIC else "trade",
            key=choice.key,
            is_wanted=not choice.is_wanted,
        )
        rows.append(
            (Button(texts.plain(key, name=shorten(name, LONGEST_BUTTON), day=day), turned),)
        )
    title = texts("holidays-title", name=client_name) if choices else texts("holidays-none")
    return Screen(
        texts.lines([title, page_line(shown, texts)]),
        (
            *rows,
            *page_buttons(
                shown, texts, lambda number: OpenHolidays(client_id=client_id, page=number)
            ),
            _back(client_id, texts),
        ),
    )


def languages_screen(known: ClientDates, texts: Texts) -> Screen:
    rows: list[Row] = []
    for language in ClientLanguage:
        name = texts.plain(f"client-language-{language}")
        is_present = known.language == language
        label = texts.plain("client-present-segment-button", name=name) if is_present else name
        chosen = SetLanguage(client_id=known.client_id, language=language)
        rows.append((Button(label, chosen),))
    return Screen(
        texts("client-languages", name=known.client_name), (*rows, _back(known.client_id, texts))
    )


def _row(words: str, to: ChooseDateKind | RemoveDate | OpenConsentsOf) -> Row:
    return (Button(shorten(words, LONGEST_BUTTON), to),)


def _of_page(contacts: Sequence[ContactLine], page: Page) -> Sequence[ContactLine]:
    return contacts[page.offset : page.offset + PAGE_SIZE]


def _back(client_id: ClientId, texts: Texts) -> Row:
    return (Button(texts.plain("dates-back-button"), OpenDates(client_id=client_id)),)
