"""What the form of a contact holds, in words, and as the contact that is to be logged.

A form keeps plain values: ids, names of kinds, ISO moments, and files by their ids.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.interactions.cards import LONGEST_NAME
from bot.interactions.wording import kind_name, through_name
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.clients.model import ContactId
from domain.interactions.model import (
    WORDS_LIMIT,
    FiledKind,
    FiledMessage,
    InteractionKind,
    InteractionResult,
    NewInteraction,
    NextStep,
    Spot,
    Through,
)
from domain.interactions.reading import ContactPlace
from domain.tasks.model import Deadline

Filled = Mapping[str, Any]


def proposal(
    filled: Filled, place: ContactPlace, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Markup:
    """What would be logged, line by line."""
    kind, result = InteractionKind(filled["kind"]), InteractionResult(filled["result"])
    at = datetime.fromisoformat(filled["at"]) if filled.get("at") else now
    through, words, files = filled.get("through"), filled.get("words"), filled.get("files")
    means = through_name(Through(through), texts) if through else None
    lines = [
        texts(
            "interaction-title",
            kind=kind_name(kind, result, texts),
            client=shorten(place.client_name, LONGEST_NAME),
        ),
        texts("interaction-moment", moment=texts.moment(at, zone=zone, now=now)),
        texts("interaction-contact", name=place.contact_name) if place.contact_name else None,
        texts("interaction-through", through=means) if means else None,
        texts("interaction-place") if filled.get("spot") else None,
        texts("interaction-files", count=len(files)) if files else None,
        texts("interaction-words", words=shorten(words, WORDS_LIMIT)) if words else None,
        _too_long(words, texts),
        _step_line(filled, place, texts, now=now, zone=zone),
    ]
    return texts.lines(lines)


def _too_long(words: str | None, texts: Texts) -> Markup | None:
    if words is None or len(words) <= WORDS_LIMIT:
        return None
    return texts("interaction-words-too-long", limit=WORDS_LIMIT, length=len(words))


def _step_line(
    filled: Filled, place: ContactPlace, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Markup | None:
    if not filled.get("has_step"):
        return None
    at = datetime.fromisoformat(filled["step_at"])
    if filled["step_has_time"]:
        when = texts.moment(at, zone=zone, now=now)
    else:
        local = at.astimezone(zone).date()
        when = texts.day(local, today=now.astimezone(zone).date())
    words = filled.get("step") or texts.plain("interaction-step-default")
    if place.step_deal_title:
        deal = shorten(place.step_deal_title, LONGEST_NAME)
        return texts("interaction-step-of-deal", words=words, when=when, deal=deal)
    return texts("interaction-step-draft", words=words, when=when)


def new_interaction(filled: Filled, place: ContactPlace, texts: Texts) -> NewInteraction:
    """The contact as it was proposed and changed."""
    step = None
    if filled.get("has_step"):
        deadline = Deadline(datetime.fromisoformat(filled["step_at"]), filled["step_has_time"])
        step = NextStep(filled.get("step") or texts.plain("interaction-step-default"), deadline)
    spot, through = filled.get("spot"), filled.get("through")
    return NewInteraction(
        kind=InteractionKind(filled["kind"]),
        client_id=place.client_id,
        once=filled["once"],
        at=datetime.fromisoformat(filled["at"]) if filled.get("at") else None,
        result=InteractionResult(filled["result"]),
        through=Through(through) if through else None,
        contact_id=ContactId(place.contact_id) if place.contact_id else None,
        words=filled.get("words"),
        spot=Spot(**spot) if spot else None,
        files=tuple(
            FiledMessage(FiledKind(kept["kind"]), kept["file_id"], kept["name"])
            for kept in filled.get("files") or ()
        ),
        next_step=step,
    )
