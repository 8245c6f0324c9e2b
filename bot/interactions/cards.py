"""A contact with a client as one message: the choice of its kind, its card, a client's list."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient, OpenDay, OpenDeal, OpenTask
from bot.clients.callback_data import OpenClientHistory
from bot.interactions.callback_data import (
    AskAboutInteraction,
    ChooseContactKind,
    ListedKind,
    LogContact,
    OpenInteraction,
    OpenInteractions,
    SetInteractionResult,
    ShowFiled,
)
from bot.interactions.wording import kind_name, through_name
from bot.pages import page_buttons
from bot.polls.cards import poll_button
from bot.screens import Button, Row, Screen
from bot.shortening import shorten, shorten_to_line
from bot.texts import Markup, Texts
from bot.visits.callback_data import PlaceClientHere
from domain.clients.views import ClientView
from domain.deals.model import DealId
from domain.interactions.model import (
    USUAL_WAY,
    Interaction,
    InteractionKind,
    InteractionResult,
    Logged,
    Spot,
)
from domain.interactions.use_cases import InteractionPage
from domain.interactions.views import InteractionView
from domain.pages import Page

LONGEST_LABEL = 48
LONGEST_NAME = 60
REACHED, NO_ANSWER = InteractionResult
LISTED: tuple[ListedKind, ...] = ("all", "call", "meeting", "visit", "message", "email")


def kind_choices(
    view: ClientView, deal_id: DealId | None, texts: Texts, *, now: datetime
) -> Screen:
    """One tap logs what has just been."""
    client_id, deal = view.client.id, deal_id or 0
    shown_at = int(now.timestamp() * 1000)

    def button(kind: InteractionKind, result: InteractionResult = REACHED) -> Button:
        log = LogContact(
            client_id=client_id, deal_id=deal, kind=kind, result=result, shown_at=shown_at
        )
        return Button(kind_name(kind, result, texts), log)

    call, meeting, visit, message, email = InteractionKind
    back = OpenDeal(deal_id=deal) if deal else OpenClient(client_id=client_id)
    return Screen(
        texts("interaction-kind-question", name=shorten(view.client.name, LONGEST_NAME)),
        (
            (button(call), button(call, NO_ANSWER)),
            (button(meeting), button(visit)),
            (button(message), button(email)),
            (Button(texts.plain("back-button"), back),),
        ),
    )


def interaction_card(
    page: InteractionPage,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
    logged: Logged | None = None,
) -> Screen:
    """``logged`` is what was done together with it, told where it has just been."""
    view, interaction = page.view, page.view.interaction
    lines = [
        texts(
            "interaction-title",
            kind=kind_name(interaction.kind, interaction.result, texts),
            client=shorten(view.client_name, LONGEST_NAME),
        ),
        texts(
            "interaction-when",
            moment=texts.moment(interaction.at, zone=zone, now=now),
            name=view.person_name,
        ),
        _with_whom(view, texts),
        _place_line(interaction.spot, texts),
        texts("interaction-files", count=len(view.files)) if view.files else None,
        texts("interaction-words", words=interaction.words) if interaction.words else None,
        _next_line(logged, texts),
    ]
    hint = None
    if page.may_correct and not interaction.words:
        hint = texts("interaction-words-hint")
    return Screen(
        texts.paragraphs([texts.lines(lines), hint]), _card_buttons(page, texts, logged=logged)
    )


def _with_whom(view: InteractionView, texts: Texts) -> Markup | None:
    """The person, the unusual means and the deal, where there are any."""
    interaction = view.interaction
    through = interaction.through
    is_usual = through is None or through is USUAL_WAY.get(interaction.kind)
    lines = [
        texts("interaction-contact", name=view.contact_name) if view.contact_name else None,
        None if is_usual else texts("interaction-through", through=through_name(through, texts)),
        texts("interaction-deal", title=view.deal_title) if view.deal_title else None,
    ]
    return texts.lines(lines) or None


def _place_line(spot: Spot | None, texts: Texts) -> Markup | None:
    if spot is None:
        return None
    if spot.distance_m is None:
        return texts("interaction-place")
    return texts("interaction-place-away", metres=texts.number(round(spot.distance_m)))


def _next_line(logged: Logged | None, texts: Texts) -> Markup | None:
    if logged is None:
        return None
    if logged.step_of is not None:
        return texts("interaction-step-planned")
    return texts("interaction-draft-made") if logged.task_id is not None else None


def _card_buttons(page: InteractionPage, texts: Texts, *, logged: Logged | None) -> tuple[Row, ...]:
    view, interaction = page.view, page.view.interaction
    rows: list[Row] = []
    if logged is not None and logged.task_id is not None:
        draft = OpenTask(task_id=logged.task_id)
        rows.append((Button(texts.plain("interaction-draft-button"), draft),))
    if page.may_correct:
        rows.append(
            tuple(
                Button(
                    texts.plain(f"interaction-{what}-button"),
                    AskAboutInteraction(interaction_id=interaction.id, what=what),
                )
                for what in ("words", "at")
            )
        )
        other = NO_ANSWER if interaction.result is REACHED else REACHED
        result = SetInteractionResult(
            interaction_id=interaction.id, version=interaction.version, result=other
        )
        key = "interaction-no-answer-button" if other is NO_ANSWER else "interaction-reached-button"
        rows.append((Button(texts.plain(key), result),))
    if page.poll is not None:
        rows.append((poll_button(interaction.id, page.poll, texts),))
    if view.files:
        files = ShowFiled(interaction_id=interaction.id)
        rows.append((Button(texts.plain("interaction-files-button"), files),))
    spot = interaction.spot
    if spot is not None and spot.distance_m is None:
        here = PlaceClientHere(interaction_id=interaction.id)
        rows.append((Button(texts.plain("client-place-here-button"), here),))
    client = Button(texts.plain("client-button"), OpenClient(client_id=interaction.client_id))
    deal_id = interaction.deal_id or (logged.step_of if logged else None)
    if deal_id is None:
        rows.append((client,))
    else:
        deal = Button(texts.plain("deal-button"), OpenDeal(deal_id=deal_id))
        rows.append((client, deal))
    rows.append((Button(texts.plain("day-button"), OpenDay()),))
    return tuple(rows)


def interactions_list(
    view: ClientView,
    shown: Sequence[InteractionView],
    page: Page,
    texts: Texts,
    *,
    kind: ListedKind,
    now: datetime,
    zone: ZoneInfo,
) -> Screen:
    """A button each, latest first, narrowed by kind."""
    client_id = view.client.id
    rows: list[Row] = [
        (
            Button(
                _label(one.interaction, texts, now=now, zone=zone),
                OpenInteraction(interaction_id=one.interaction.id),
            ),
        )
        for one in shown
    ]
    kinds = [
        Button(
            texts.plain(f"interactions-{listed}-button"),
            OpenInteractions(client_id=client_id, kind=listed),
        )
        for listed in LISTED
        if listed != kind
    ]
    title = texts(
        "interactions-title", name=shorten(view.client.name, LONGEST_NAME), count=page.total
    )
    turn = page_buttons(
        page,
        texts,
        lambda number: OpenInteractions(client_id=client_id, kind=kind, page=number),
    )
    add = Button(texts.plain("contact-log-button"), ChooseContactKind(client_id=client_id))
    back = Button(texts.plain("history-button"), OpenClientHistory(client_id=client_id))
    return Screen(title, (*rows, *turn, tuple(kinds), (add, back)))


def _label(interaction: Interaction, texts: Texts, *, now: datetime, zone: ZoneInfo) -> str:
    kind = kind_name(interaction.kind, interaction.result, texts)
    today = now.astimezone(zone).date()
    day = texts.day(interaction.at.astimezone(zone).date(), today=today)
    if not interaction.words:
        return texts.plain("interaction-line-button", kind=kind, day=day)
    words = shorten_to_line(interaction.words, LONGEST_LABEL)
    return texts.plain("interaction-line-words-button", kind=kind, day=day, words=words)
