"""A visit as one message."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient, OpenDay, OpenTask
from bot.clients.cards import phone_words
from bot.interactions.callback_data import OpenInteraction
from bot.interactions.wording import kind_name
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten, shorten_to_line
from bot.texts import Markup, Texts
from bot.visits.callback_data import (
    AskAboutVisit,
    AskForAddress,
    ConfirmVisitSeen,
    OpenSlots,
    OpenVisits,
    PlaceClientHere,
    SendVisitFile,
    StartVisitReport,
)
from bot.visits.wording import distance_words, map_address, when_line
from domain.interactions.model import Interaction, Logged
from domain.org.model import Actor
from domain.visits.model import Visit, VisitStatus
from domain.visits.views import VisitPage, VisitView

LONGEST_NAME: Final = 60
LONGEST_QUOTE: Final = 120
MOST_PHONES: Final = 3
BOOKED, TO_MOVE, HELD, NO_SHOW, CANCELLED = VisitStatus

TITLES: Final = {
    BOOKED: "visit-title",
    TO_MOVE: "visit-to-move-title",
    HELD: "visit-held-title",
    NO_SHOW: "visit-no-show-title",
    CANCELLED: "visit-cancelled-title",
}


def visit_card(
    page: VisitPage,
    texts: Texts,
    *,
    actor: Actor,
    now: datetime,
    title: str | None = None,
    logged: Logged | None = None,
) -> Screen:
    """``title`` is the key of what it tells where it comes by itself; ``logged`` is what was kept
    together with its result, told where it has just been.
    """
    view, visit, zone = page.view, page.view.visit, actor.zone
    key = title or _title(visit, actor, now)
    heading = texts(key, client=shorten(view.client_name, LONGEST_NAME))
    facts = [
        heading,
        when_line(visit, view.visitor_zone, texts, zone=zone, now=now),
        texts("visit-to-move") if visit.status is TO_MOVE else None,
        texts("visit-who", visitor=view.visitor_name, booker=view.booked_by_name),
        _seen(view, texts, actor, now),
        *_outcome(view, texts, zone, now),
        _step(logged, texts),
    ]
    place = [] if not visit.status.is_open else _place(view, texts)
    return Screen(
        texts.paragraphs(
            [texts.lines(facts), texts.lines(place), _history(page, texts, zone=zone, now=now)]
        ),
        _buttons(page, texts, actor=actor, now=now, logged=logged),
    )


def _title(visit: Visit, actor: Actor, now: datetime) -> str:
    """Of a visit that its visitor has not confirmed, that it was booked or moved."""
    is_news = visit.seen_at is None and visit.visitor_id == actor.id != visit.booked_by
    if visit.status is not BOOKED or not is_news or visit.has_begun(now):
        return TITLES[visit.status]
    return "visit-booked-title" if visit.reason is None else "visit-moved-title"


def _seen(view: VisitView, texts: Texts, actor: Actor, now: datetime) -> Markup | None:
    """Told to whoever waits for it: not to the visitor, nor when it has begun."""
    visit = view.visit
    is_over = not visit.status.is_open or visit.has_begun(now)
    if is_over or visit.visitor_id in {actor.id, visit.booked_by}:
        return None
    return texts("visit-unseen" if visit.seen_at is None else "visit-seen")


def _place(view: VisitView, texts: Texts) -> list[Markup | None]:
    address = texts("visit-no-address")
    if view.address is not None:
        address = texts("visit-address", address=view.address)
    elif view.point is not None:
        address = texts("visit-place-known")
    agreed = view.visit.agreed
    return [
        address,
        texts("visit-contact", name=view.contact.name) if view.contact else None,
        *(
            texts("visit-phone", phone=phone_words(phone, texts))
            for phone in view.phones[:MOST_PHONES]
        ),
        texts("visit-agreed", words=agreed) if agreed else None,
    ]


def _outcome(view: VisitView, texts: Texts, zone: ZoneInfo, now: datetime) -> list[Markup | None]:
    visit, interaction = view.visit, view.interaction
    lines: list[Markup | None] = []
    if visit.reason is not None and visit.status is not HELD:
        key = "visit-reason" if visit.status is CANCELLED else "visit-moved-reason"
        lines.append(texts(key, reason=visit.reason))
    if visit.settled_at is not None:
        at = texts.moment(visit.settled_at, zone=zone, now=now)
        lines.append(texts("visit-settled", name=view.settled_by_name, at=at))
    if interaction is not None:
        if interaction.words:
            lines.append(texts("visit-words", words=interaction.words))
        lines.append(_where(interaction, texts))
    return lines


def _where(interaction: Interaction, texts: Texts) -> Markup | None:
    spot = interaction.spot
    if spot is None:
        return None
    if spot.distance_m is None:
        return texts("visit-place")
    return texts("visit-distance", distance=distance_words(spot.distance_m, texts))


def _step(logged: Logged | None, texts: Texts) -> Markup | None:
    if logged is None:
        return None
    if logged.step_of is not None:
        return texts("visit-step-planned")
    return texts("visit-step-draft") if logged.task_id is not None else None


def _history(page: VisitPage, texts: Texts, *, zone: ZoneInfo, now: datetime) -> Markup | None:
    """The client's last contacts, for who goes there."""
    if not page.history or not page.view.visit.status.is_open:
        return None
    today = now.astimezone(zone).date()
    lines = []
    for one in page.history:
        kind = kind_name(one.kind, one.result, texts)
        day = texts.day(one.at.astimezone(zone).date(), today=today)
        if one.words:
            words = shorten_to_line(one.words, LONGEST_QUOTE)
            lines.append(texts("visit-history-words", kind=kind, day=day, words=words))
        else:
            lines.append(texts("visit-history-line", kind=kind, day=day))
    return texts.lines([texts("visit-history"), *lines])


def _buttons(
    page: VisitPage, texts: Texts, *, actor: Actor, now: datetime, logged: Logged | None
) -> tuple[Row, ...]:
    acts = _open_acts(page, texts, actor=actor, now=now)
    if not page.view.visit.status.is_open:
        acts = _settled_acts(page, texts, logged=logged)
    visit = page.view.visit
    back = [
        Button(texts.plain("visits-list-button"), OpenVisits()),
        Button(texts.plain("day-button"), OpenDay()),
    ]
    client = [Button(texts.plain("client-button"), OpenClient(client_id=visit.client_id))]
    return (*paired([*acts, *(client if page.sees_client else [])]), tuple(back))


def _open_acts(page: VisitPage, texts: Texts, *, actor: Actor, now: datetime) -> list[Button]:
    view, visit = page.view, page.view.visit
    is_theirs = visit.visitor_id in {actor.id, *actor.stands_in_for}
    buttons = []
    if page.may_report and visit.has_begun(now):
        buttons += [
            Button(
                texts.plain(f"visit-{key}-button"),
                StartVisitReport(visit_id=visit.id, is_held=is_held),
            )
            for key, is_held in (("held", True), ("no-show", False))
        ]
    elif is_theirs and visit.seen_at is None and visit.visitor_id != visit.booked_by:
        seen = ConfirmVisitSeen(visit_id=visit.id, version=visit.version)
        buttons.append(Button(texts.plain("visit-see-button"), seen))
    on_map = map_address(view.address, view.point)
    if not visit.has_ended(now):
        buttons.append(Button(texts.plain("visit-file-button"), SendVisitFile(visit_id=visit.id)))
        if on_map is not None:
            buttons.append(Button(texts.plain("visit-map-button"), url=on_map))
        elif page.sees_client:
            address = AskForAddress(client_id=visit.client_id)
            buttons.append(Button(texts.plain("client-address-button"), address))
    if page.may_change:
        move = OpenSlots(client_id=visit.client_id, visit_id=visit.id)
        buttons += [
            Button(
                texts.plain("visit-agreed-button"),
                AskAboutVisit(visit_id=visit.id, what="agreed"),
            ),
            Button(texts.plain("visit-move-button"), move),
            Button(
                texts.plain("visit-cancel-button"),
                AskAboutVisit(visit_id=visit.id, what="cancel"),
            ),
        ]
    return buttons


def _settled_acts(page: VisitPage, texts: Texts, *, logged: Logged | None) -> list[Button]:
    view, visit = page.view, page.view.visit
    buttons = []
    if logged is not None and logged.task_id is not None:
        draft = OpenTask(task_id=logged.task_id)
        buttons.append(Button(texts.plain("visit-draft-button"), draft))
    if page.sees_client:
        interaction = view.interaction
        if interaction is not None:
            opens = OpenInteraction(interaction_id=interaction.id)
            buttons.append(Button(texts.plain("visit-contact-button"), opens))
            if interaction.spot is not None and view.point is None:
                here = PlaceClientHere(interaction_id=interaction.id)
                buttons.append(Button(texts.plain("client-place-here-button"), here))
        if visit.status in {NO_SHOW, CANCELLED}:
            again = OpenSlots(client_id=visit.client_id, visitor_id=visit.visitor_id)
            buttons.append(Button(texts.plain("visit-again-button"), again))
    return buttons
