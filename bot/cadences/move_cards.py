"""A later day that somebody asks for, as one message: to be decided, or what became of it."""

from datetime import datetime
from typing import Final

from bot.cadences.callback_data import AgreeToMove, AskWhyNoMove, OpenCadence
from bot.cadences.wording import lateness, until_words
from bot.callback_data import OpenClient, OpenDay
from bot.rulebook.wording import segment_name
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.cadences.model import MoveStatus
from domain.cadences.views import MovePage
from domain.org.model import Actor

LONGEST_NAME: Final = 60
LONGEST_REASON: Final = 600


def move_card(page: MovePage, texts: Texts, *, actor: Actor, now: datetime) -> Screen:
    view, move = page.view, page.view.move
    today = page.today
    lines = [
        texts("move-title" if move.is_open else "move-title-over"),
        texts(
            "move-who",
            client=shorten(view.client_name, LONGEST_NAME),
            segment=segment_name(page.rulebook, view.segment, texts),
            name=view.asked_by_name,
        ),
        _present(page, texts, now),
        texts("move-asked", until=until_words(move.until_on, today, texts)),
        texts("move-reason", reason=shorten(move.reason, LONGEST_REASON)),
    ]
    return Screen(
        texts.paragraphs([texts.lines(lines), _stands(page, texts, actor, now)]),
        _buttons(page, texts),
    )


def _present(page: MovePage, texts: Texts, now: datetime) -> Markup:
    """The day as it is now; of what is decided, the day as it was."""
    view, today = page.view, page.today
    if not view.move.is_open or view.cadence is None:
        return texts("move-former", until=until_words(view.move.from_on, today, texts))
    cadence = view.cadence
    if cadence.is_late(now):
        return texts("move-late", late=lateness(cadence.due_on, today, texts))
    return texts("move-present", until=until_words(cadence.due_on, today, texts))


def _stands(page: MovePage, texts: Texts, actor: Actor, now: datetime) -> Markup:
    view, move = page.view, page.view.move
    at = move.decided_at or now
    known = {"name": view.decided_by_name, "moment": texts.moment(at, zone=actor.zone, now=now)}
    match move.status:
        case MoveStatus.OPEN:
            until = texts.moment(move.expires_at, zone=actor.zone, now=now)
            if page.may_decide:
                return texts("move-until", moment=until)
            return texts("move-decides", name=view.approver_name, moment=until)
        case MoveStatus.AGREED:
            return texts("move-agreed", **known)
        case MoveStatus.DECLINED:
            return texts("move-declined", **known, reason=move.words)
        case MoveStatus.EXPIRED:
            return texts("move-expired")
        case MoveStatus.NEEDLESS:
            return texts("move-needless")


def _buttons(page: MovePage, texts: Texts) -> tuple[Row, ...]:
    view, move = page.view, page.view.move
    rows: list[Row] = []
    if page.may_decide and move.is_open:
        rows.append(
            (
                Button(texts.plain("move-agree-button"), AgreeToMove(move_id=move.id)),
                Button(texts.plain("move-decline-button"), AskWhyNoMove(move_id=move.id)),
            )
        )
    client = Button(texts.plain("client-button"), OpenClient(client_id=move.client_id))
    if view.cadence is None:
        rows.append((client,))
    else:
        contact = OpenCadence(client_id=move.client_id)
        rows.append((Button(texts.plain("cadence-card-button"), contact), client))
    rows.append((Button(texts.plain("day-button"), OpenDay()),))
    return tuple(rows)
