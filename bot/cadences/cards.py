"""A client under a cadence as one message, the choice of another day, and what was logged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from bot.cadences.callback_data import (
    AskForLaterDay,
    ChooseContactDay,
    ContactedNow,
    MoveContactTo,
    NobodyAnswered,
    OpenCadence,
    OpenCadenceMove,
    RemindResponsible,
)
from bot.cadences.reasons import MOST_REASONS, reason_buttons, reason_line
from bot.cadences.wording import lateness, until_words
from bot.callback_data import OpenClient, OpenDay
from bot.clients.cards import phone_words
from bot.handovers.callback_data import HandOver
from bot.interactions.cards import interaction_card
from bot.interactions.wording import kind_name
from bot.rulebook.wording import segment_name
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten, shorten_to_line
from bot.tasks.lists.callback_data import NewTaskOfClient
from bot.texts import Markup, Texts
from domain.cadences.choices import DayChoices
from domain.cadences.model import PlannedAs
from domain.cadences.views import CadencePage, ContactNoted, MoveView, PastContact
from domain.clients.model import Client
from domain.interactions.model import InteractionKind
from domain.interactions.use_cases import InteractionPage
from domain.org.model import Actor

LONGEST_NAME: Final = 60
LONGEST_WORDS: Final = 160
MOST_PHONES: Final = 3
MOST_DAYS: Final = 8
MOST_KINDS: Final = 2
USUAL_KINDS: Final = (InteractionKind.CALL, InteractionKind.MEETING)


def cadence_card(page: CadencePage, texts: Texts, *, actor: Actor, now: datetime) -> Screen:
    view = page.view
    facts = [
        _title(page, texts, now),
        _segment(page, texts),
        *_due(page, texts, now),
        *_plans(page, texts, actor, now),
        texts("cadence-money", money=texts.moneys(view.money)) if view.money else None,
        _whose(page, texts),
        *(
            texts("cadence-phone", phone=phone_words(phone, texts))
            for phone in view.phones[:MOST_PHONES]
        ),
    ]
    text = texts.paragraphs(
        [texts.lines(facts), _last_contacts(page, texts, actor), _to_talk_about(page, texts)]
    )
    return Screen(text, _buttons(page, texts))


def _title(page: CadencePage, texts: Texts, now: datetime) -> Markup:
    cadence, key = page.view.cadence, "cadence-title-later"
    if cadence.is_late(now):
        key = "cadence-title-late"
    elif cadence.shows_on <= page.today:
        key = "cadence-title-due"
    return texts(key, client=shorten(page.view.client_name, LONGEST_NAME))


def _segment(page: CadencePage, texts: Texts) -> Markup:
    kinds = ", ".join(texts.plain(f"cadence-kind-{kind}") for kind in page.terms.kinds)
    return texts(
        "cadence-segment",
        segment=segment_name(page.rulebook, page.view.cadence.segment, texts),
        every=texts.plain("cadence-every", count=page.terms.every_days),
        kinds=kinds,
    )


def _due(page: CadencePage, texts: Texts, now: datetime) -> list[Markup]:
    cadence, today = page.view.cadence, page.today
    if cadence.is_late(now):
        late = lateness(cadence.due_on, today, texts)
        return [texts("cadence-late", late=late, day=texts.day(cadence.due_on, today=today))]
    key = "cadence-due-moved" if cadence.is_moved else "cadence-due"
    return [texts(key, until=until_words(cadence.due_on, today, texts))]


def _plans(page: CadencePage, texts: Texts, actor: Actor, now: datetime) -> list[Markup]:
    """When somebody wants to be reminded, and the later day that is asked for."""
    cadence, lines = page.view.cadence, []
    if cadence.planned_at is not None and cadence.planned_at > now:
        if cadence.planned_as is PlannedAs.RETRY:
            moment = texts.moment(cadence.planned_at, zone=actor.zone, now=now)
            lines.append(texts("cadence-retry", moment=moment))
        else:
            day = cadence.planned_at.astimezone(actor.zone).date()
            lines.append(texts("cadence-planned", day=texts.day(day, today=page.today)))
    if page.move is not None:
        lines.append(_waits(page.move, page.today, texts))
    return lines


def _waits(asked: MoveView, today: date, texts: Texts) -> Markup:
    move = asked.move
    return texts(
        "cadence-move-waits",
        day=texts.day(move.until_on, today=today),
        reason=shorten_to_line(move.reason, LONGEST_WORDS),
        name=asked.approver_name,
    )


def _whose(page: CadencePage, texts: Texts) -> Markup | None:
    if page.is_theirs and not page.stands_in:
        return None
    key = "cadence-instead-of" if page.stands_in else "cadence-owner"
    return texts(key, name=page.view.responsible_name)


def _last_contacts(page: CadencePage, texts: Texts, actor: Actor) -> Markup:
    contacts = page.view.contacts
    if not contacts:
        return texts("cadence-never")
    lines = [_contact_line(contact, texts, actor, page.today) for contact in contacts]
    return texts.lines([texts("cadence-last-title"), *lines])


def _contact_line(contact: PastContact, texts: Texts, actor: Actor, today: date) -> Markup:
    known = {
        "kind": kind_name(contact.kind, contact.result, texts),
        "day": texts.day(contact.at.astimezone(actor.zone).date(), today=today),
        "name": contact.person_name,
    }
    if not contact.words:
        return texts("cadence-last", **known)
    words = shorten_to_line(contact.words, LONGEST_WORDS)
    return texts("cadence-last-words", **known, words=words)


def _to_talk_about(page: CadencePage, texts: Texts) -> Markup | None:
    """The reasons; where there are none, what courtesy says."""
    if page.reasons:
        lines = [
            reason_line(reason, texts, today=page.today) for reason in page.reasons[:MOST_REASONS]
        ]
        more = len(page.reasons) - MOST_REASONS
        return texts.lines(
            [
                texts("cadence-reasons-title"),
                *lines,
                texts("cadence-reasons-more", count=more) if more > 0 else None,
            ]
        )
    script = page.terms.script
    if script is None:
        return texts("cadence-courtesy-alone")
    return texts("cadence-courtesy", words=script.for_language(texts.language))


def _buttons(page: CadencePage, texts: Texts) -> tuple[Row, ...]:
    cadence = page.view.cadence
    client_id, version = cadence.client_id, cadence.version
    done = tuple(
        Button(
            texts.plain(f"cadence-done-{kind}-button"),
            ContactedNow(client_id=client_id, version=version, kind=kind),
        )
        for kind in counted_kinds(page.terms.kinds)
    )
    none = Button(
        texts.plain("cadence-no-answer-button"),
        NobodyAnswered(client_id=client_id, version=version),
    )
    move = Button(
        texts.plain("cadence-move-button"), ChooseContactDay(client_id=client_id, version=version)
    )
    rows: list[Row] = [done, (none, move) if page.is_theirs else (none,)]
    if page.move is not None:
        asked = OpenCadenceMove(move_id=page.move.move.id)
        rows.append((Button(texts.plain("cadence-asked-button"), asked),))
    rows += paired(reason_buttons(page.reasons, client_id, texts))
    if page.is_head and not page.is_theirs:
        rows.append(
            (
                Button(
                    texts.plain("cadence-remind-button"), RemindResponsible(client_id=client_id)
                ),
                Button(
                    texts.plain("cadence-hand-over-button"),
                    HandOver(what="client", record_id=client_id),
                ),
            )
        )
    rows.append(
        (
            Button(texts.plain("client-button"), OpenClient(client_id=client_id)),
            Button(texts.plain("day-button"), OpenDay()),
        )
    )
    return tuple(rows)


def counted_kinds(kinds: Sequence[InteractionKind]) -> tuple[InteractionKind, ...]:
    """What one tap logs: a call and a meeting where they count, else what counts first."""
    usual = tuple(kind for kind in USUAL_KINDS if kind in kinds)
    return usual or tuple(kinds[:MOST_KINDS])


def day_choices(choices: DayChoices, texts: Texts) -> Screen:
    """Working days that nobody need be asked about, and a later one."""
    cadence, today = choices.cadence, choices.today
    client_id, version = cadence.client_id, cadence.version
    buttons = [
        Button(
            texts.day(day, today=today),
            MoveContactTo(client_id=client_id, version=version, ordinal=day.toordinal()),
        )
        for day in choices.days[-MOST_DAYS:]
    ]
    later = AskForLaterDay(client_id=client_id, version=version)
    key = "cadence-move-question"
    if not choices.days:
        key = "cadence-move-late" if cadence.due_on < today else "cadence-move-none"
    question = texts(
        key,
        client=shorten(choices.client_name, LONGEST_NAME),
        limit=texts.day(cadence.due_on, today=today),
    )
    return Screen(
        question,
        (
            *paired(buttons),
            (Button(texts.plain("cadence-later-button"), later),),
            (Button(texts.plain("back-button"), OpenCadence(client_id=client_id)),),
        ),
    )


def gone_card(client: Client, texts: Texts) -> Screen:
    """In the place of a card whose client is under no cadence any more."""
    return Screen(
        texts("cadence-gone", client=shorten(client.name, LONGEST_NAME)),
        (
            (
                Button(texts.plain("client-button"), OpenClient(client_id=client.id)),
                Button(texts.plain("day-button"), OpenDay()),
            ),
        ),
    )


def noted_card(
    noted: ContactNoted, page: InteractionPage, texts: Texts, *, actor: Actor, now: datetime
) -> Screen:
    """The card of the contact that was just logged, with the next due day above it."""
    card = interaction_card(page, texts, now=now, zone=actor.zone)
    headline = texts("cadence-logged-alone")
    if noted.cadence is not None:
        today = now.astimezone(actor.zone).date()
        headline = texts("cadence-logged", until=until_words(noted.cadence.due_on, today, texts))
    step = Button(
        texts.plain("cadence-step-button"),
        NewTaskOfClient(client_id=noted.interaction.client_id),
    )
    *rows, last = card.buttons
    return replace(
        card,
        text=texts.paragraphs([headline, card.text]),
        buttons=(*rows[:-1], (step, *rows[-1]), last),
    )
