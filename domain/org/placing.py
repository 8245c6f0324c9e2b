"""Somebody's place in the company, one thing at a time: role, boss, department, branch.

Administrators decide about everybody; other heads about those below them, and only within what
they head: no role as high as their own, no boss from elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.cadences.reckoning import reckon_clients_of
from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.org.errors import (
    BossUnfit,
    ClientsHaveNoPlace,
    NotTheirHead,
    PersonInactive,
    RoleTooHigh,
)
from domain.org.heads import is_head_of, require_head_of
from domain.org.model import Actor, Branch, BranchId, DepartmentId, Person, PersonId, Role
from domain.org.rules import authority_of, require_administrator, roles_below
from domain.org.use_cases import require_another_administrator, require_fit_boss
from domain.org.views import Department, PersonView
from domain.unit_of_work import UnitOfWork

PLACE_CHANGED: Final = "place_changed"
"""The kind that tells somebody of their new role, boss or department; they are its matter."""

PLACERS: Final = frozenset({Role.MANAGER, Role.DIRECTOR, Role.ADMINISTRATOR})
"""Who decides about places; a team lead leads the team that they are given."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place with the roles and departments that the actor may choose from."""

    person: PersonView
    roles: Sequence[Role]
    departments: Sequence[Department]
    branches: Sequence[Branch] = ()
    """For administrators alone."""


@dataclass(frozen=True, slots=True)
class ViewPlace:
    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId) -> Place:
        """Raises: NotFound, NotTheirHead."""
        async with self.desk.begin() as uow:
            view = await uow.people.view(person_id, now=self.desk.clock())
            if actor.role not in PLACERS or not await is_head_of(uow, actor, view):
                raise NotTheirHead
            roles = [role for role in Role if role in roles_below(actor.role)]
            departments = await uow.people.departments()
            is_administrator = actor.role is Role.ADMINISTRATOR
            branches = await uow.branches.all() if is_administrator else ()
        by_name = sorted(branches, key=lambda branch: branch.name)
        return Place(view, roles, departments, by_name)


async def _person(uow: UnitOfWork, actor: Actor, person_id: PersonId) -> Person:
    """Whoever is to be placed, locked together with the chart."""
    await uow.people.lock_chart()
    person = await uow.people.get(person_id)
    if person.role is Role.CLIENT:
        raise ClientsHaveNoPlace
    if actor.role not in PLACERS:
        raise NotTheirHead
    await require_head_of(uow, actor, person)
    if not person.is_active:
        raise PersonInactive(name=person.name)
    return person


async def _keep(uow: UnitOfWork, actor: Actor, placed: Person) -> None:
    await uow.people.save(placed)
    if placed.id != actor.id:
        await uow.ledger.add([NewNotice(placed.id, PLACE_CHANGED, Matter.PERSON, placed.id)])
    await uow.commit()


@dataclass(frozen=True, slots=True)
class SetRole:
    """Another role: what they see and may do follows at once."""

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId, role: Role) -> Person:
        """Raises: NotFound, NotTheirHead, RoleTooHigh, LastAdministrator, PersonInactive,
        ClientsHaveNoPlace.
        """
        async with self.desk.begin() as uow:
            person = await _person(uow, actor, person_id)
            if role is Role.CLIENT:
                raise ClientsHaveNoPlace
            if role not in roles_below(actor.role):
                raise RoleTooHigh
            if role is person.role:
                return person
            await require_another_administrator(uow, person)
            placed = replace(person, role=role)
            await _keep(uow, actor, placed)
        return placed


@dataclass(frozen=True, slots=True)
class SetBoss:
    """Another boss; None: nobody above them."""

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId, boss_id: PersonId | None) -> Person:
        """Raises: NotFound, NotTheirHead, BossRing, BossUnfit, PersonInactive,
        ClientsHaveNoPlace.
        """
        async with self.desk.begin() as uow:
            person = await _person(uow, actor, person_id)
            if boss_id == person.boss_id:
                return person
            if boss_id is not None:
                await require_fit_boss(uow, person, boss_id)
            await self._require_own(uow, actor, boss_id)
            placed = replace(person, boss_id=boss_id)
            await uow.people.save(placed)
            await uow.people.rebuild_reporting()
            await _keep(uow, actor, placed)
        return placed

    async def _require_own(self, uow: UnitOfWork, actor: Actor, boss_id: PersonId | None) -> None:
        """Raises: BossUnfit, NotTheirHead."""
        if boss_id is None:
            if actor.role is not Role.ADMINISTRATOR:
                raise NotTheirHead
            return
        boss = await uow.people.see(boss_id)
        if not boss.role.leads_people and boss.role is not Role.ADMINISTRATOR:
            raise BossUnfit(name=boss.name)
        if boss_id != actor.id and not await uow.people.is_within(boss_id, authority_of(actor)):
            raise NotTheirHead


@dataclass(frozen=True, slots=True)
class SetDepartment:
    """Another department; None: of none."""

    desk: Desk

    async def __call__(
        self, actor: Actor, person_id: PersonId, department_id: DepartmentId | None
    ) -> Person:
        """Raises: NotFound, NotTheirHead, PersonInactive, ClientsHaveNoPlace."""
        async with self.desk.begin() as uow:
            person = await _person(uow, actor, person_id)
            if department_id == person.department_id:
                return person
            placed = replace(person, department_id=department_id)
            if department_id is not None:
                await uow.people.department(department_id)
            await _keep(uow, actor, placed)
        return placed


@dataclass(frozen=True, slots=True)
class SetBranch:
    """Another branch, its calendar with it; their boss and their clients stay theirs."""

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId, branch_id: BranchId) -> Person:
        """Raises: AdministratorsOnly, NotFound, PersonInactive, ClientsHaveNoPlace."""
        require_administrator(actor)
        async with self.desk.begin() as uow:
            person = await _person(uow, actor, person_id)
            if branch_id == person.branch_id:
                return person
            branch = await uow.branches.get(branch_id)
            placed = replace(person, branch_id=branch.id)
            await uow.people.save(placed)
            await reckon_clients_of(self.desk, uow, person.id)
            await _keep(uow, actor, placed)
        return placed
