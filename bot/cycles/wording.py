"""Calls, cycles and their figures in words."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.clients.cards import phone_words
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.cycles.model import CallResult, CallStatus, PlannedCall
from domain.cycles.views import CallPage, Tally
from domain.rulebook.model import Rulebook

LONGEST_NAME = 60
LONGEST_WORDS = 200
MOST_PHONES = 4


def why_now(page: CallPage, texts: Texts, *, zone: ZoneInfo, now: datetime) -> str:
    """«обещали перезвонить сегодня, 15:00; открыты сделки: 2, 120 000 ₽»."""
    call, client = page.view.call, page.client
    why = []
    if call.call_at is not None and call.is_promised:
        at = texts.moment(call.call_at, zone=zone, now=now)
        why.append(texts.plain("call-why-promised", at=at))
    elif call.tries:
        why.append(texts.plain("call-why-retry", tries=call.tries + 1))
    if page.view.due_on is not None:
        day = texts.day(page.view.due_on, today=now.astimezone(zone).date())
        why.append(texts.plain("call-why-due", day=day))
    if client.open_deals and client.open_money:
        money = texts.moneys(client.open_money)
        why.append(texts.plain("call-why-deals", count=client.open_deals, money=money))
    elif client.open_deals:
        why.append(texts.plain("call-why-deals-no-money", count=client.open_deals))
    if call.was_left and not (call.tries or call.is_promised):
        why.append(texts.plain("call-why-left"))
    return "; ".join(why) or texts.plain("call-why-turn")


def whom(page: CallPage, texts: Texts) -> list[Markup]:
    """Each phone with whose it is; contacts without one come without."""
    client = page.client
    names = {
        contact.id: ", ".join(part for part in (contact.name, contact.position) if part)
        for contact in client.contacts
    }
    said = []
    for phone in client.phones[:MOST_PHONES]:
        owner = names.pop(phone.contact_id, None) if phone.contact_id is not None else None
        words = phone_words(phone, texts)
        parts = [shorten(owner, LONGEST_NAME) if owner else None, words]
        said.append(", ".join(part for part in parts if part))
    if not said:
        return [
            *(texts("call-contact", who=name) for name in list(names.values())[:MOST_PHONES]),
            texts("call-no-phone"),
        ]
    return [texts("call-contact", who=who) for who in said]


def last_contact(page: CallPage, texts: Texts, *, zone: ZoneInfo, now: datetime) -> Markup:
    last = page.last
    if last is None:
        return texts("call-no-contact")
    what = texts.plain(f"call-what-{last.kind}")
    at = texts.moment(last.at, zone=zone, now=now)
    if last.words:
        words = shorten(last.words, LONGEST_WORDS)
        return texts("call-last-contact-words", what=what, at=at, words=words)
    return texts("call-last-contact", what=what, at=at)


def outcome(page: CallPage, texts: Texts, *, zone: ZoneInfo, now: datetime) -> Markup | None:
    """What came of a call that is over; None while it waits."""
    call = page.view.call
    if call.status is CallStatus.GONE or not page.view.is_open:
        return texts("call-gone")
    if call.status is CallStatus.WAITING:
        return None
    if call.result is CallResult.ELSEWHERE or call.settled_at is None:
        return texts("call-done-elsewhere")
    at = texts.moment(call.settled_at, zone=zone, now=now)
    name = page.view.settled_by_name or ""
    if call.result is CallResult.NOT_INTERESTED:
        reason = reason_name(call.reason, page.rulebook, texts)
        return texts("call-done-not-interested", reason=reason, name=name, at=at)
    done = "meeting" if call.result is CallResult.MEETING else "reached"
    return texts(f"call-done-{done}", name=name, at=at)


def noted(call: PlannedCall, name: str, texts: Texts, *, zone: ZoneInfo, now: datetime) -> Markup:
    """What was just done, above the next client."""
    name = shorten(name, LONGEST_NAME)
    if call.result is CallResult.NOT_INTERESTED:
        return texts("call-noted-not-interested", name=name)
    if call.status is CallStatus.DONE:
        return texts("call-noted-reached", name=name)
    if call.call_at is None:
        return texts("call-noted-missed-last", name=name)
    at = texts.moment(call.call_at, zone=zone, now=now)
    return texts(f"call-noted-{'again' if call.is_promised else 'missed'}", name=name, at=at)


def reason_name(key: str | None, rulebook: Rulebook, texts: Texts) -> str:
    reason = rulebook.cycle.find_reason(key)
    return reason.name.for_language(texts.language) if reason is not None else key or "—"


def region_lines(
    regions: Sequence[tuple[str | None, Tally]], texts: Texts, *, most: int
) -> list[Markup]:
    """The largest first; none where clients have no regions."""
    if all(region is None for region, _ in regions):
        return []
    said = [
        texts(
            "cycle-region",
            region=shorten(region, LONGEST_NAME) if region else texts.plain("cycle-region-none"),
            called=tally.called,
            planned=tally.planned,
            met=tally.met,
        )
        for region, tally in regions[:most]
    ]
    if len(regions) > most:
        said.append(texts("cycle-more-regions", count=len(regions) - most))
    return said
