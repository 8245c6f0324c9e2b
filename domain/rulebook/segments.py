"""Kinds of clients, and by what the rules put a client into one of them."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from domain.rulebook.faults import BrokenRule, Expected, Section
from domain.rulebook.values import Amount, Key, LocalName, Name

Months = Annotated[StrictInt, Field(gt=0, le=60)]
Places = Annotated[tuple[Name, ...], Field(max_length=100)]


class LeastMoney(Section):
    """So much of the company's currency, or more, in the last ``months``."""

    at_least: Amount
    months: Months = 12


class LeastCount(Section):
    """So many, or more, in the last ``months``."""

    at_least: Annotated[StrictInt, Field(gt=0, le=100_000)]
    months: Months = 12


class Criteria(Section):
    """What must hold of a client, all of it; of a list, one entry is enough.

    Deals in other currencies than the company's are counted, their money is not.
    """

    won_money: LeastMoney | None = None
    won_deals: LeastCount | None = None
    won_margin: LeastMoney | None = None
    regions: Places = ()
    sectors: Places = ()

    def rules_broken(self) -> Iterator[BrokenRule]:
        if not any(getattr(self, name) for name in type(self).model_fields):
            yield BrokenRule((), Expected.MISSING, {"key": "won_money"})


class Segment(Section):
    """A kind of client. ``criteria`` are alternatives; without any it is chosen by hand alone.

    ``tells``: whose client enters or leaves it is told, and their manager.
    """

    key: Key
    name: LocalName
    tells: StrictBool = False
    criteria: Annotated[tuple[Criteria, ...], Field(max_length=5)] = ()
