"""What the form of a request holds, in words, and as the request that is to be logged.

A form keeps plain values: ids, keys of the rulebook, ISO moments, and files by their ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.requests.wording import channel_name, kind_name
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.deals.model import DealId
from domain.interactions.model import FiledKind, FiledMessage
from domain.requests.model import WORDS_LIMIT, NewRequest
from domain.requests.phrases import guess
from domain.requests.reading import RequestPlace

LONGEST_NAME = 60
SENT_BY_MESSENGER = "telegram"
"""The sign of the channel of what was sent here as a file or forwarded."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was told and chosen; kind and channel are guessed where nobody chose them."""

    once: str
    kind: str
    channel: str
    words: str | None
    at: datetime | None
    deal_id: DealId | None
    files: tuple[FiledMessage, ...]


def proposed(filled: Mapping[str, Any], place: RequestPlace) -> Proposed:
    rules, words = place.rulebook.requests, filled.get("words")
    files = tuple(
        FiledMessage(FiledKind(kept["kind"]), kept["file_id"], kept["name"])
        for kept in filled.get("files") or ()
    )
    chosen = filled.get("deal_id")
    return Proposed(
        once=filled["once"],
        kind=filled.get("kind") or guess(rules.kinds, words or ""),
        channel=filled.get("channel") or guess(rules.channels, SENT_BY_MESSENGER if files else ""),
        words=words,
        at=datetime.fromisoformat(filled["at"]) if filled.get("at") else None,
        deal_id=DealId(chosen) if chosen else None,
        files=files,
    )


def proposal(
    told: Proposed, place: RequestPlace, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Markup:
    """What would be logged, line by line."""
    deal = place.deal_title(told.deal_id)
    words = told.words
    lines = [
        texts(
            "request-title",
            icon="📨",
            kind=kind_name(place.rulebook, told.kind, texts),
            client=shorten(place.client_name, LONGEST_NAME),
        ),
        texts("request-words", words=shorten(words, WORDS_LIMIT)) if words else None,
        texts("request-contact", name=place.contact.name) if place.contact else None,
        texts("request-deal", title=shorten(deal, LONGEST_NAME)) if deal else None,
        texts("request-files", count=len(told.files)) if told.files else None,
        texts(
            "request-by-channel",
            channel=channel_name(place.rulebook, told.channel, texts),
            at=texts.moment(told.at or now, zone=zone, now=now),
        ),
        texts("request-react-by", at=texts.moment(place.react_by, zone=zone, now=now)),
        None if place.is_own else texts("request-responsible", name=place.responsible_name),
        None if words else texts("request-words-needed"),
    ]
    return texts.lines(lines)


def new_request(told: Proposed, place: RequestPlace) -> NewRequest:
    """The request as it was proposed and changed."""
    return NewRequest(
        client_id=place.client_id,
        channel=told.channel,
        kind=told.kind,
        words=told.words or "",
        once=told.once,
        came_at=told.at,
        contact_id=place.contact.id if place.contact else None,
        deal_id=told.deal_id,
        files=told.files,
    )


def kept_file(filed: FiledMessage) -> dict[str, str | None]:
    return {"kind": str(filed.kind), "file_id": filed.file_id, "name": filed.name}


def words_for_file(filed: FiledMessage | None, texts: Texts) -> str:
    """«Фото», «Голосовое сообщение», «Файл счёт.pdf»: what is kept where nothing was said."""
    if filed is None:
        return ""
    if filed.kind is FiledKind.DOCUMENT and filed.name:
        return texts.plain("request-file-named", name=shorten(filed.name, LONGEST_NAME))
    return texts.plain(f"request-file-{filed.kind.replace('_', '-')}")
