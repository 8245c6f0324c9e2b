"""Who may decide about whom, and what an absence or a place in the chart must be."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from domain.org.errors import (
    AbsenceDaysSwapped,
    AbsenceInPast,
    AbsenceTooLong,
    AdministratorsOnly,
    DeputyIsAbsentPerson,
    DeputyUnfit,
)
from domain.org.model import Absence, Actor, Person, PersonId, Role
from domain.org.views import PersonView
from domain.org.visibility import Place, Scope, own_scope

LONGEST_ABSENCE_DAYS: Final = 3 * 366  # a leave to care for a child lasts up to three years

_RANK: Final = {
    Role.CLIENT: 0,
    Role.REP: 1,
    Role.LEAD: 2,
    Role.MANAGER: 3,
    Role.DIRECTOR: 4,
    Role.ADMINISTRATOR: 5,
}


def authority_of(actor: Actor) -> Scope:
    """Whom the actor heads in their own right: standing in for somebody adds nobody."""
    return own_scope(Place(actor.id, str(actor.role), actor.branch_id))


def roles_below(role: Role) -> tuple[Role, ...]:
    """The roles over which ``role`` may decide; an administrator decides over all."""
    if role is Role.ADMINISTRATOR:
        return tuple(set(Role) - {Role.CLIENT})
    if not role.leads_people:
        return ()
    return tuple(other for other in Role if 0 < _RANK[other] < _RANK[role])


def outranks(actor: Actor, person: Person | PersonView) -> bool:
    """Whether the actor stands above the person, provided that they are in one line.

    A head of the same rank, such as the lead of a lead, stands above whom they are the boss of.
    """
    if person.role in roles_below(actor.role):
        return True
    return person.boss_id == actor.id and person.role is actor.role and actor.role.leads_people


def require_administrator(actor: Actor) -> None:
    """Raises: AdministratorsOnly."""
    if actor.role is not Role.ADMINISTRATOR:
        raise AdministratorsOnly


def check_absence(absence: Absence, deputy: Person, *, today: date) -> None:
    """Let the absence be recorded; ``today`` is the absent person's.

    Raises:
        AbsenceDaysSwapped, AbsenceInPast, AbsenceTooLong, DeputyIsAbsentPerson, DeputyUnfit
    """
    if absence.ends_on < absence.starts_on:
        raise AbsenceDaysSwapped(starts_on=absence.starts_on, ends_on=absence.ends_on)
    if absence.starts_on < today:
        raise AbsenceInPast(starts_on=absence.starts_on)
    if (absence.ends_on - absence.starts_on).days >= LONGEST_ABSENCE_DAYS:
        raise AbsenceTooLong(limit_days=LONGEST_ABSENCE_DAYS)
    if absence.deputy_id == absence.person_id:
        raise DeputyIsAbsentPerson
    if not deputy.is_active or deputy.role is Role.CLIENT:
        raise DeputyUnfit(name=deputy.name)


def shared_days(absence: Absence, other: Absence) -> bool:
    """Whether two absences have a day in common."""
    return absence.starts_on <= other.ends_on and other.starts_on <= absence.ends_on


def makes_ring(
    person_id: PersonId, boss_id: PersonId | None, bosses: Mapping[PersonId, PersonId]
) -> bool:
    """Whether the person would report to themself with ``boss_id`` for a boss."""
    passed: set[PersonId] = set()
    here = boss_id
    while here is not None and here not in passed:
        if here == person_id:
            return True
        passed.add(here)
        here = bosses.get(here)
    return False
