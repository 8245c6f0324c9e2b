from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from domain.money import Money

ProductId = NewType("ProductId", int)

NAME_LIMIT: Final = 100
"""Signs of a name that is typed in the chat; files may bring longer ones."""
WORDS_LIMIT: Final = 200
"""Signs of what is said beside: which competitor, or why not."""


@dataclass(frozen=True, slots=True)
class Product:
    """What is sold; ``withdrawn_at`` is since when it is sold no more."""

    id: ProductId
    name: str
    price: Money | None = None
    series: str | None = None
    withdrawn_at: datetime | None = None
    version: int = 1

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class UseState(StrEnum):
    """How a client stands to a product. Of what nothing is known there is no state."""

    USED = "used"
    ABSENT = "absent"
    COMPETITOR = "competitor"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ProductUse:
    """A product as one client stands to it.

    ``state`` None: nothing is known. The latest word counts: what somebody said (``said_by`` is
    their name, ``version`` that of what they said, 0 for nothing), or a deal that was won after it
    (``is_of_deal``). ``is_in_deal``: an open deal is about it.
    """

    product: Product
    state: UseState | None = None
    since: datetime | None = None
    said_by: str | None = None
    words: str | None = None
    version: int = 0
    is_of_deal: bool = False
    is_in_deal: bool = False


class Likeness(StrEnum):
    """What makes clients similar, the closest first."""

    SECTOR = "sector"
    SEGMENT = "segment"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A product that ``users`` of ``similar`` clients use, alike by ``likeness``."""

    product: Product
    users: int
    similar: int
    likeness: Likeness
