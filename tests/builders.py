"""Values with defaults: a test spells out only what it is about.

It is Wednesday 18 November 2026, 13:00 in Moscow, unless a test says otherwise.
"""

import calendar
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from domain.amounts import TypedAmount
from domain.deals.follow_up import build_ladder
from domain.deals.model import Deal, DealId, Offer, OfferId
from domain.money import Money
from domain.org.model import BranchId, PersonId
from domain.org.workplaces import Calendars, Workplace
from domain.rulebook.model import Rulebook
from domain.rulebook.ports import VersionedRulebook
from domain.working_time import WorkingCalendar
from storage.public_holidays import public_holidays, transferred_working_days
from storage.rulebook_file import read_default_rulebook


def utc(text: str) -> datetime:
    """``utc("2026-11-18 10:00")``, aware."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOW = utc("2026-11-18 10:00")


@cache
def a_rulebook() -> Rulebook:
    """The rulebook that ships."""
    return read_default_rulebook()


_CALENDARS = Calendars(public_holidays, transferred_working_days)


def a_calendar(
    zone: str = "Europe/Moscow",
    country: str = "RU",
    *,
    hours: Mapping[str, object] | None = None,
    around: datetime = NOW,
) -> WorkingCalendar:
    """A branch's calendar under the rulebook that ships, public holidays included."""
    rules = VersionedRulebook(1, a_rulebook(), None)
    return _CALENDARS.of(rules, Workplace(country, ZoneInfo(zone), hours), around=around.date())


def roubles(amount: int | str) -> Money:
    return Money(Decimal(amount), "RUB")


def typed(amount: int | str, currency: str | None = None) -> TypedAmount:
    return TypedAmount(Decimal(amount), currency)


def required_items(stage: str) -> tuple[str, ...]:
    """Keys that the shipped rulebook wants ticked before ``stage`` is left."""
    return tuple(item.key for item in a_rulebook().stage(stage).checklist if item.required)


def a_deal(**fields: Any) -> Deal:
    """An open deal on its stage since ``NOW``; ``is_ready``: all that the stage wants is ticked."""
    stage = fields.pop("stage", "offer")
    if fields.pop("is_ready", False):
        fields["ticks"] = {stage: required_items(stage)}
    known: dict[str, Any] = {
        "id": DealId(1),
        "title": "Поставка кондиционеров",
        "client_id": None,
        "owner_id": PersonId(1),
        "branch_id": BranchId(1),
        "stage": stage,
        "stage_since": NOW,
        "currency": "RUB",
        "created_at": NOW,
    }
    return Deal(**known | fields)


def an_offer(**fields: Any) -> Offer:
    """An offer sent at ``NOW``, to be asked about on Friday at 09:00 in Moscow."""
    calendar = fields.pop("calendar", None) or a_calendar()
    follow_up_at = fields.setdefault("follow_up_at", utc("2026-11-20 06:00"))
    known: dict[str, Any] = {
        "id": OfferId(1),
        "deal_id": DealId(1),
        "price": roubles(100_000),
        "sent_by": PersonId(1),
        "sent_at": NOW,
        "ladder": build_ladder(follow_up_at, a_rulebook().offers.escalation, calendar),
    }
    return Offer(**known | fields)


def months_before(day: date, months: int) -> date:
    """The same day of a month so long ago, or the last one that it had."""
    month = day.year * 12 + day.month - 1 - months
    year, place = divmod(month, 12)
    return date(year, place + 1, min(day.day, calendar.monthrange(year, place + 1)[1]))
