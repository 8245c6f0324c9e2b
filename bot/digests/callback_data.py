"""Buttons about digests. ``version`` is that of the person's choices; ``day`` is 20261118."""

from datetime import date
from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.digests.model import DigestKind, DigestPart
from domain.org.whose import WhoseKind

DigestSetting = Literal["time", "days", "parts", "periods", "now", "groups"]
"""What a screen of the digest's settings is about."""

LevelView = Literal["branches", "people", "deals"]
"""What is listed of a branch, a team or a person."""


class OpenDigest(CallbackData, prefix="dg"):
    """When one's own digest comes, and with what."""


class OpenDigestSetting(CallbackData, prefix="dg-set"):
    setting: DigestSetting


class ComeAt(CallbackData, prefix="dg-at"):
    """``at`` is 830 for 08:30."""

    at: int
    version: int


class TypeDigestTime(CallbackData, prefix="dg-type"):
    """Another time, in words."""


class SwitchWeekday(CallbackData, prefix="dg-day"):
    weekday: int
    is_on: bool
    version: int


class ComeOnDays(CallbackData, prefix="dg-days"):
    every_day: bool
    version: int


class SwitchPart(CallbackData, prefix="dg-part"):
    part: DigestPart
    is_on: bool
    version: int


class SwitchPeriod(CallbackData, prefix="dg-per"):
    kind: DigestKind
    is_on: bool
    version: int


class AsEverybody(CallbackData, prefix="dg-all"):
    version: int


class SendDigestNow(CallbackData, prefix="dg-now"):
    kind: DigestKind


class OpenEvening(CallbackData, prefix="dg-eve"):
    """The result of a day, in place of what lies below it."""

    day: int


class OpenLevel(CallbackData, prefix="dg-lvl"):
    kind: WhoseKind
    id: int
    day: int
    view: LevelView
    page: int = 0


class OpenClosedDeal(CallbackData, prefix="dg-deal"):
    """A deal's card, with the way back to the list it was opened from."""

    deal_id: int
    kind: WhoseKind
    id: int
    day: int
    page: int


class LeaveGroup(CallbackData, prefix="dg-off"):
    """The team's digest goes to that group no more."""

    binding_id: int


class LeaveThisGroup(CallbackData, prefix="dg-off-here"):
    """Nor to the group in which this is tapped."""


def number_of(day: date) -> int:
    return int(f"{day:%Y%m%d}")


def day_of(number: int) -> date | None:
    """None for a number that no button has."""
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        return None
