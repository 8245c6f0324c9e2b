"""Who and what is in the base already, found by what files call them.

A name is looked up as it is written, letters and digits alone, case ignored; failing that, by its
folded key in either alphabet, if only one has that key: folding lets a few different names meet.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from domain.errors import DomainError
from domain.greetings.yearly import YearlyDay
from domain.imports.columns import title_key
from domain.org.model import Branch, Person
from domain.transliteration import search_key

T = TypeVar("T", bound=Hashable)


class Ambiguous(DomainError):
    """Several are called ``name``."""


def exact_key(name: str) -> str:
    """Letters and digits of a name, case ignored; the name itself where it has none."""
    return title_key(name) or name


def name_key(name: str) -> str:
    """The external key of a client that files name without an id."""
    return f"client:={exact_key(name)}"


@lru_cache(maxsize=8192)
def compact_key(name: str) -> str:
    """The folded key without spaces: «GTXPro» is «GTX Pro»."""
    return search_key(name).replace(" ", "")


class ByName(Generic[T]):
    """Things by their names."""

    def __init__(self, named: Iterable[tuple[str, T]] = ()) -> None:
        self._exact: dict[str, list[T]] = defaultdict(list)
        self._folded: dict[str, list[T]] = defaultdict(list)
        for name, thing in named:
            self.add(name, thing)

    def add(self, name: str, thing: T) -> None:
        keyed = [self._exact[exact_key(name)]]
        if folded := compact_key(name):
            keyed.append(self._folded[folded])
        for things in keyed:
            if thing not in things:
                things.append(thing)

    def find(self, name: str) -> T | None:
        """Raises: Ambiguous."""
        if exact := self._exact.get(exact_key(name)):
            if len(exact) > 1:
                raise Ambiguous(name=name)
            return exact[0]
        folded = self._folded.get(compact_key(name), [])
        if len(folded) > 1:
            raise Ambiguous(name=name)
        return folded[0] if folded else None

    def find_exact(self, name: str) -> T | None:
        """The first that was added under this very name."""
        return next(iter(self._exact.get(exact_key(name), ())), None)

    def find_first(self, name: str) -> T | None:
        """The first that was added, where several have the name."""
        exact = self._exact.get(exact_key(name))
        folded = self._folded.get(compact_key(name), [])
        return exact[0] if exact else folded[0] if len(folded) == 1 else None


@dataclass(frozen=True, slots=True)
class KnownProduct:
    id: int
    name: str
    series: str | None
    price: Decimal | None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class KnownContact:
    """Somebody at a client of the base. ``id`` is None for one that is still to be added."""

    id: int | None
    name: str
    position: str | None = None
    email: str | None = None
    birthday: YearlyDay | None = None


@dataclass(frozen=True, slots=True)
class KnownClient:
    """``phones`` are E.164."""

    id: int
    name: str
    external_key: str | None
    branch_id: int
    owner_id: int | None
    sector: str | None = None
    region: str | None = None
    phones: frozenset[str] = frozenset()
    tax_number: str | None = None
    contacts: tuple[KnownContact, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Branches, departments by name, people (those who left included) and products."""

    branches: Sequence[Branch] = ()
    departments: Mapping[str, int] = field(default_factory=dict)
    people: Sequence[Person] = ()
    products: Sequence[KnownProduct] = ()

    def with_more(
        self,
        *,
        branches: Iterable[Branch] = (),
        people: Iterable[Person] = (),
        products: Iterable[KnownProduct] = (),
    ) -> "Directory":
        return replace(
            self,
            branches=(*self.branches, *branches),
            people=(*self.people, *people),
            products=(*self.products, *products),
        )

    def root_branch(self, name: str) -> Branch | None:
        """The branch called ``name``, else the only one with none above it, else the first such."""
        roots = [branch for branch in self.branches if branch.parent_id is None]
        named = [branch for branch in roots if exact_key(branch.name) == exact_key(name)]
        return next(iter(named or sorted(roots, key=lambda branch: branch.id)), None)
