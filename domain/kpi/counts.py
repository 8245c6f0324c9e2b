"""What is counted of sales, for definitions to divide. Money is in the company's currency.

Tuples, for they are made in thousands: a month of everybody is a dozen of them a person, and they
cost a third of what frozen dataclasses do.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

ZERO: Final = Decimal(0)


class Summed(NamedTuple):
    """Money of some deals: ``number`` of all of them, ``money`` of those ``priced``, which have an
    amount in the company's currency.
    """

    number: int = 0
    money: Decimal = ZERO
    priced: int = 0
    without_amount: int = 0
    in_other_currency: int = 0


class Spans(NamedTuple):
    """Lengths of time: how many, all together in seconds, and the middle one (of an even number
    half the sum of the two in the middle), None of none.
    """

    number: int = 0
    seconds: Decimal = ZERO
    median_seconds: Decimal | None = None


class Closed(NamedTuple):
    """Deals closed in the period. ``margin`` and ``margin_of`` are of the won ones that are priced
    and have a margin; ``without_margin`` counts the priced ones that have none.
    """

    won: Summed = Summed()
    lost: Summed = Summed()
    margin: Decimal = ZERO
    margin_of: Decimal = ZERO
    without_margin: int = 0
    cycles: Spans = Spans()


class Bought(NamedTuple):
    """Deals won in the period: ``repeated`` by clients with an earlier won deal, ``first`` by
    clients without one.
    """

    won: int = 0
    repeated: int = 0
    first: int = 0


class Kept(NamedTuple):
    """Clients that were active as the period began, and those of them that have gone since, with
    how long these bought from their first won deal to their last.
    """

    active: int = 0
    gone: int = 0
    gone_seconds: Decimal = ZERO


class Opened(NamedTuple):
    """Deals open at a moment. ``weighted`` is their money by the probability of their stages;
    ``qualified`` are past the first stage, ``transparent`` as the definition says. That is None
    where it is asked of too far in the past to be known.
    """

    deals: Summed = Summed()
    weighted: Decimal = ZERO
    qualified: int = 0
    transparent: int | None = 0


class OnStage(NamedTuple):
    """Of one stage in the period: deals that first entered it, and those of them that went on;
    all moves into it and onwards out of it; how long the stays were that ended.
    """

    entered: int = 0
    went_on: int = 0
    moves_in: int = 0
    moves_on: int = 0
    stays: Spans = Spans()


class Acted(NamedTuple):
    """What people did in the period."""

    calls: int = 0
    meetings: int = 0
    offers: int = 0


class Taken(NamedTuple):
    """Deals that came into other hands in the period, by how long they waited there; ``waiting``
    are those that nothing was done with yet.
    """

    waits: Spans = Spans()
    waiting: int = 0


NO_STAGES: Final[Mapping[str, OnStage]] = MappingProxyType({})


class SalesCounts(NamedTuple):
    """All of one person's, team's, department's, branch's or the company's; ``begun`` counts the
    deals created in the period.
    """

    closed: Closed = Closed()
    bought: Bought = Bought()
    begun: int = 0
    kept: Kept = Kept()
    opened: Opened = Opened()
    acted: Acted = Acted()
    taken: Taken = Taken()
    stages: Mapping[str, OnStage] = NO_STAGES
