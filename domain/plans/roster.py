"""Whose plans an actor sees, what is part of what, and whose they set.

A company is made of branches; a branch of the branches below it, of teams, and of people who are in
no team; a team of its lead, of those who report to them, and of the teams below. Nobody sets their
own plan but a director or an administrator; others set those of whoever is beneath them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from domain.errors import NotFound
from domain.org.model import Actor, BranchId, PersonId, Role
from domain.org.visibility import Scope
from domain.org.whose import COMPANY, Whose, WhoseKind, figures_scope
from domain.plans.errors import PlanNotYours

Item = TypeVar("Item")
Key = TypeVar("Key")

ALWAYS = frozenset({Role.REP, Role.LEAD})
"""Who is listed also without a plan."""


@dataclass(frozen=True, slots=True)
class Seller:
    """Somebody who may have a plan; ``zone`` is their own, else their branch's."""

    id: PersonId
    name: str
    role: Role
    branch_id: BranchId
    branch_name: str
    boss_id: PersonId | None
    country: str
    zone: str
    working_hours: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A branch."""

    id: BranchId
    name: str
    parent_id: BranchId | None
    country: str
    zone: str


@dataclass(frozen=True)
class Roster:
    """What the actor sees; ``planned`` are people with a plan of the months in question."""

    actor: Actor
    people: Mapping[PersonId, Seller]
    places: Mapping[BranchId, Place]
    planned: frozenset[PersonId] = field(default_factory=frozenset)

    @cached_property
    def _scope(self) -> Scope:
        return figures_scope(self.actor)

    @cached_property
    def _below(self) -> Mapping[BranchId | None, Sequence[Place]]:
        return _grouped(self.places.values(), self._known_parent)

    @cached_property
    def _reports(self) -> Mapping[PersonId | None, Sequence[Seller]]:
        return _grouped(self.people.values(), lambda person: person.boss_id)

    @cached_property
    def _of_branch(self) -> Mapping[BranchId, Sequence[Seller]]:
        return _grouped(self.people.values(), lambda person: person.branch_id)

    def _known_parent(self, place: Place) -> BranchId | None:
        return place.parent_id if place.parent_id in self.places else None

    def sees(self, whose: Whose) -> bool:
        match whose.kind:
            case WhoseKind.PERSON:
                return whose.id in self.people
            case WhoseKind.TEAM:
                lead = self.people.get(PersonId(whose.id))
                return lead is not None and lead.role is Role.LEAD
            case WhoseKind.BRANCH:
                return whose.id in self.places
            case WhoseKind.COMPANY:
                return self._scope.sees_all and not whose.id
            case _:
                return False

    def everybody(self) -> tuple[Whose, ...]:
        """All that the actor sees: the company, branches, teams, people."""
        found = [COMPANY] if self.sees(COMPANY) else []
        found += [Whose(WhoseKind.BRANCH, id_) for id_ in self.places]
        found += [Whose(WhoseKind.PERSON, id_) for id_ in self.people]
        leads = (one for one in self.people.values() if one.role is Role.LEAD)
        return (*found, *(Whose(WhoseKind.TEAM, lead.id) for lead in leads))

    def require_seen(self, whose: Whose) -> None:
        """Raises: NotFound."""
        if not self.sees(whose):
            raise NotFound(whose=whose)

    def name(self, whose: Whose) -> str:
        """A person's, a lead's, a branch's; nothing of the company."""
        match whose.kind:
            case WhoseKind.PERSON | WhoseKind.TEAM:
                return self.people[PersonId(whose.id)].name
            case WhoseKind.BRANCH:
                return self.places[BranchId(whose.id)].name
            case _:
                return ""

    def branch_name(self, whose: Whose) -> str:
        """In which people, teams and branches lie; nothing of a topmost branch."""
        if whose.kind is WhoseKind.BRANCH:
            above = self.above(whose)
            return self.name(above) if above is not None else ""
        person = self.people.get(PersonId(whose.id))
        is_of_person = whose.kind in {WhoseKind.PERSON, WhoseKind.TEAM}
        return person.branch_name if person is not None and is_of_person else ""

    def parts(self, whose: Whose) -> tuple[Whose, ...]:
        """What ``whose`` is made of: branches, teams, people, each by name. A company of one
        topmost branch is made of what that is made of.
        """
        match whose.kind:
            case WhoseKind.COMPANY:
                top = self._below.get(None, ())
                if len(top) == 1:
                    return self.parts(Whose(WhoseKind.BRANCH, top[0].id))
                return self._by_name(Whose(WhoseKind.BRANCH, place.id) for place in top)
            case WhoseKind.BRANCH:
                places = self._below.get(BranchId(whose.id), ())
                there = self._of_branch.get(BranchId(whose.id), ())
                return self._by_name(
                    (
                        *(Whose(WhoseKind.BRANCH, place.id) for place in places),
                        *(self._as_part(one) for one in there if self._is_on_their_own(one)),
                    )
                )
            case WhoseKind.TEAM:
                lead = Whose(WhoseKind.PERSON, whose.id)
                reports = self._reports.get(PersonId(whose.id), ())
                listed = (self._as_part(one) for one in reports if self._is_listed(one))
                return (lead, *self._by_name(listed))
            case _:
                return ()

    def above(self, whose: Whose) -> Whose | None:
        """What ``whose`` is a part of, as far as the actor sees it."""
        if whose.kind in {WhoseKind.PERSON, WhoseKind.TEAM}:
            person = self.people[PersonId(whose.id)]
            if whose.kind is WhoseKind.PERSON and person.role is Role.LEAD:
                return Whose(WhoseKind.TEAM, person.id)
            boss = self.people.get(person.boss_id) if person.boss_id is not None else None
            if boss is not None and boss.role is Role.LEAD:
                return Whose(WhoseKind.TEAM, boss.id)
            return self._place_or_above(person.branch_id)
        if whose.kind is WhoseKind.BRANCH:
            parent = self.places[BranchId(whose.id)].parent_id
            return None if parent is None else self._place_or_above(parent)
        return None

    def below(self, whose: Whose) -> tuple[Whose, ...]:
        """``whose`` and all that lies under it, each after what it is a part of."""
        found: list[Whose] = []
        passed: set[Whose] = set()
        waiting = [whose]
        while waiting:
            one = waiting.pop()
            if one not in passed:
                passed.add(one)
                found.append(one)
                waiting.extend(reversed(self.parts(one)))
        return tuple(found)

    def may_set(self, whose: Whose) -> bool:
        if not self.sees(whose):
            return False
        if self.actor.role in {Role.DIRECTOR, Role.ADMINISTRATOR}:
            return True
        if self._is_own(whose):
            return False
        if self._scope.sees_all:
            return True
        if whose.kind in {WhoseKind.PERSON, WhoseKind.TEAM}:
            return self._is_beneath(self.people[PersonId(whose.id)])
        if whose.kind is WhoseKind.BRANCH:
            parent = self.places[BranchId(whose.id)].parent_id
            return parent is not None and self._is_inside(parent)
        return False

    def require_may_set(self, whose: Whose) -> None:
        """Raises: NotFound, PlanNotYours."""
        self.require_seen(whose)
        if not self.may_set(whose):
            raise PlanNotYours

    def _is_own(self, whose: Whose) -> bool:
        if whose.kind in {WhoseKind.PERSON, WhoseKind.TEAM}:
            return whose.id == self.actor.id
        is_manager = self.actor.role is Role.MANAGER
        return whose.kind is WhoseKind.BRANCH and is_manager and whose.id == self.actor.branch_id

    def _is_beneath(self, person: Seller) -> bool:
        passed: set[PersonId] = set()
        boss_id = person.boss_id
        while boss_id is not None and boss_id not in passed:
            if boss_id in self._scope.teams:
                return True
            passed.add(boss_id)
            boss = self.people.get(boss_id)
            boss_id = boss.boss_id if boss is not None else None
        return person.role in ALWAYS and self._is_inside(person.branch_id)

    def _is_inside(self, branch_id: BranchId) -> bool:
        """Whether the branch is one that the actor heads, or below one."""
        here: BranchId | None = branch_id
        passed: set[BranchId] = set()
        while here is not None and here not in passed:
            if here in self._scope.branches:
                return True
            passed.add(here)
            place = self.places.get(here)
            here = place.parent_id if place is not None else None
        return False

    def _is_listed(self, person: Seller) -> bool:
        return person.role in ALWAYS or person.id in self.planned

    def _is_on_their_own(self, person: Seller) -> bool:
        """Whether no team of the roster has them."""
        boss = self.people.get(person.boss_id) if person.boss_id is not None else None
        return self._is_listed(person) and (boss is None or boss.role is not Role.LEAD)

    def _as_part(self, person: Seller) -> Whose:
        kind = WhoseKind.TEAM if person.role is Role.LEAD else WhoseKind.PERSON
        return Whose(kind, person.id)

    def _place_or_above(self, branch_id: BranchId) -> Whose | None:
        """The branch; the company instead of its only topmost one."""
        place = self.places.get(branch_id)
        if place is None:
            return None
        is_only_top = self._known_parent(place) is None and len(self._below[None]) == 1
        if is_only_top and self.sees(COMPANY):
            return COMPANY
        return Whose(WhoseKind.BRANCH, branch_id)

    def _by_name(self, whoses: Iterable[Whose]) -> tuple[Whose, ...]:
        """Branches first, then teams, then people."""
        order = (WhoseKind.BRANCH, WhoseKind.TEAM, WhoseKind.PERSON)
        return tuple(
            sorted(whoses, key=lambda one: (order.index(one.kind), self.name(one), one.id))
        )


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
