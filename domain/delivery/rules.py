"""When a message may disturb a person, and as what.

Of every notice one of these becomes: it rings as a message of its own; its matter's card is edited
in place; it is held and told in the next summary or digest; it waits; or it is dropped. Nothing
else, so nothing is lost. Source: docs/adr/0002-delivery-ledger.md
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.delivery.model import (
    DIGEST,
    REFRESH,
    SUMMARY,
    Card,
    Notice,
    Outcome,
    Urgency,
)
from domain.rulebook.values import TimeSpan

BATCH_WAIT: Final = timedelta(minutes=15)
"""How long a notice that can wait is kept for others to join it."""

LATE: Final = {Urgency.NOW: timedelta(hours=6), Urgency.BATCH: timedelta(hours=2)}
"""Later than this, a notice of its own would tell old news; it is told in a summary."""

FRESH_CARD: Final = timedelta(hours=12)
"""A card sent within this time is still near the end of the chat: an edit of it is seen."""

JUST_SHOWN: Final = timedelta(minutes=5)
"""A card that says the same and came this lately is before the person's eyes: it need not ring."""

DIGEST_GRACE: Final = timedelta(hours=1)
"""What waits for a digest that was not sent, being empty or late, gets a summary after this."""

DIGEST_IN_REACH: Final = timedelta(hours=24)
"""What exceeds the day's cap waits for a digest that comes within this time."""

OUR_FAILURES: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60)
)
"""How long a notice whose text could not be made waits for the next try; then it is given up."""


@dataclass(frozen=True, slots=True)
class SendNow:
    """A message that rings; ``replaces`` is the matter's card that is to go away for it."""

    replaces: Card | None = None


@dataclass(frozen=True, slots=True)
class EditInPlace:
    """No message and no sound: the card that is shown changes."""

    card: Card


@dataclass(frozen=True, slots=True)
class HoldForSummary:
    until: datetime


@dataclass(frozen=True, slots=True)
class PutIntoDigest:
    """Held for the digest; told in a summary at ``until`` if there was none."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Due again at ``until``."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    outcome: Outcome


Decision = SendNow | EditInPlace | HoldForSummary | PutIntoDigest | Wait | Drop


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The recipient's: ``card`` is what their chat shows of the notice's matter.

    ``next_digest_at`` is None for who gets no digests.
    """

    zone: ZoneInfo
    quiet_hours: TimeSpan
    daily_cap: int
    rung_today: int
    card: Card | None
    next_digest_at: datetime | None


def is_quiet(now: datetime, zone: ZoneInfo, quiet_hours: TimeSpan) -> bool:
    """Whether ``now`` is inside the quiet hours on the wall clock of ``zone``."""
    wall = now.astimezone(zone).time()
    if quiet_hours.start < quiet_hours.end:
        return quiet_hours.start <= wall < quiet_hours.end
    return wall >= quiet_hours.start or wall < quiet_hours.end


def quiet_end(now: datetime, zone: ZoneInfo, quiet_hours: TimeSpan) -> datetime:
    """The next moment after ``now`` at which quiet hours end, aware UTC."""
    today = now.astimezone(zone).date()
    for days in range(4):
        wall = datetime.combine(today + timedelta(days=days), quiet_hours.end)
        for fold in (0, 1):  # an hour that the clocks repeat ends the quiet twice
            moment = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
            if moment > now and not is_quiet(moment, zone, quiet_hours):
                return moment
    raise ValueError(f"quiet hours {quiet_hours} never end")


def midnight_before(now: datetime, zone: ZoneInfo) -> datetime:
    """When the person's day began, aware UTC: from here the day's cap counts."""
    return datetime.combine(now.astimezone(zone).date(), time.min, tzinfo=zone).astimezone(UTC)


def decide(notice: Notice, at: Circumstances, now: datetime) -> Decision:
    """What becomes of a due notice at ``now``."""
    if notice.kind == REFRESH:
        return EditInPlace(at.card) if at.card else Drop(Outcome.NOT_SHOWN)
    if notice.urgency is Urgency.DIGEST and not is_collection(notice):
        return PutIntoDigest(_digest_or_morning(at, now))
    if is_quiet(now, at.zone, at.quiet_hours) and not notice.is_at_own_hour:
        morning = quiet_end(now, at.zone, at.quiet_hours)
        return Wait(morning) if is_collection(notice) else HoldForSummary(morning)
    if notice.kind == DIGEST:
        return SendNow()
    if notice.kind != SUMMARY and now - notice.not_before > LATE[notice.urgency]:
        return HoldForSummary(now)
    if notice.kind != SUMMARY and notice.urgency is Urgency.BATCH:
        if at.card and now - at.card.sent_at <= FRESH_CARD and not notice.is_own_message:
            return EditInPlace(at.card)
        return HoldForSummary(notice.not_before + BATCH_WAIT)
    if at.rung_today >= at.daily_cap and not notice.is_above_cap:
        until = _digest_or_morning(at, now, within=DIGEST_IN_REACH)
        return Wait(until) if notice.kind == SUMMARY else PutIntoDigest(until)
    return SendNow(replaces=at.card)


def is_before_their_eyes(card: Card, fingerprint: int, now: datetime) -> bool:
    """Whether the chat shows just this, and since so lately that ringing would only annoy."""
    return card.fingerprint == fingerprint and now - card.sent_at <= JUST_SHOWN


def next_try(notice: Notice, now: datetime) -> datetime | None:
    """When a notice that failed by our own mistake is tried again; None: never."""
    if notice.attempts >= len(OUR_FAILURES):
        return None
    return now + OUR_FAILURES[notice.attempts]


def is_collection(notice: Notice) -> bool:
    """Whether the notice tells of others, so that it cannot itself be told by one."""
    return notice.kind in {SUMMARY, DIGEST}


def _digest_or_morning(
    at: Circumstances, now: datetime, *, within: timedelta | None = None
) -> datetime:
    if at.next_digest_at and (within is None or at.next_digest_at - now <= within):
        return at.next_digest_at + DIGEST_GRACE
    return quiet_end(now, at.zone, at.quiet_hours)
