"""Pairs of clients that may be one: why, how sure, and which may be told to whom.

The whole base is looked through at once; what was found is kept until the next search. That two
clients are not the same is remembered for ever, for what either of them becomes part of too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from domain.clients.likeness import may_be_one
from domain.clients.model import ClientId
from domain.pages import Page

PairId = NewType("PairId", int)

SEARCH_IS_FRESH_FOR = timedelta(minutes=15)
"""For so long a list of duplicates is shown without looking through the base anew."""

_POINTS_OF_TAX_NUMBER = 60
_POINTS_OF_PHONE = 45
_POINTS_OF_EMAIL = 40
_POINTS_OF_NAME = 40
MOST_POINTS = 100


class Sign(StrEnum):
    """Why two clients may be one, the surest sign first."""

    TAX_NUMBER = "tax_number"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair as the search gives it: ``keys`` are folded names, ``likeness`` the share of their
    common trigrams. ``one_id`` is the lower id."""

    one_id: ClientId
    other_id: ClientId
    by_phone: bool
    by_email: bool
    by_tax_number: bool
    likeness: float
    keys: tuple[str, str]


@dataclass(frozen=True, slots=True)
class FoundPair:
    """``likeness`` is None where the names say nothing."""

    one_id: ClientId
    other_id: ClientId
    by_phone: bool
    by_email: bool
    by_tax_number: bool
    likeness: float | None

    @property
    def score(self) -> int:
        """How sure, of 100."""
        points = (
            _POINTS_OF_TAX_NUMBER * self.by_tax_number
            + _POINTS_OF_PHONE * self.by_phone
            + _POINTS_OF_EMAIL * self.by_email
            + round(_POINTS_OF_NAME * (self.likeness or 0))
        )
        return min(points, MOST_POINTS)


@dataclass(frozen=True, slots=True)
class PairSide:
    """``client_id`` and ``name`` are None where the actor may not see the client: then only whose
    it is and in which branch may be told."""

    owner_name: str | None
    branch_name: str
    client_id: ClientId | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    id: PairId
    one: PairSide
    other: PairSide
    signs: tuple[Sign, ...]
    score: int

    @property
    def is_visible(self) -> bool:
        """Whether the actor sees both."""
        return self.one.client_id is not None and self.other.client_id is not None


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    """Pairs, the surest first; ``searched_at`` is when the base was looked through."""

    pairs: tuple[DuplicatePair, ...]
    page: Page
    searched_at: datetime


def pairs_among(candidates: Iterable[Candidate]) -> list[FoundPair]:
    """Those with a sign that holds: names are compared as when a client is entered."""
    found = []
    for pair in candidates:
        is_alike = all(pair.keys) and may_be_one(*pair.keys, pair.likeness)
        if is_alike or pair.by_phone or pair.by_email or pair.by_tax_number:
            found.append(
                FoundPair(
                    one_id=pair.one_id,
                    other_id=pair.other_id,
                    by_phone=pair.by_phone,
                    by_email=pair.by_email,
                    by_tax_number=pair.by_tax_number,
                    likeness=pair.likeness if is_alike else None,
                )
            )
    return found


def signs_of(pair: FoundPair) -> tuple[Sign, ...]:
    held = {
        Sign.TAX_NUMBER: pair.by_tax_number,
        Sign.PHONE: pair.by_phone,
        Sign.EMAIL: pair.by_email,
        Sign.NAME: pair.likeness is not None,
    }
    return tuple(sign for sign in Sign if held[sign])


def is_search_due(searched_at: datetime | None, now: datetime) -> bool:
    return searched_at is None or now - searched_at >= SEARCH_IS_FRESH_FOR
