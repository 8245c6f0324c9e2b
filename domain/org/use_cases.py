"""What can be done about people: their language, days away, hours, and place in the company."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import ValidationError

from domain.cadences.reckoning import reckon_clients_of
from domain.delivery.model import Matter, NewNotice, Urgency
from domain.desk import Desk
from domain.language import Language
from domain.org import rules
from domain.org.errors import (
    AbsenceOver,
    AbsenceOverlaps,
    BossRing,
    ClientsHaveNoPlace,
    LastAdministrator,
    NotTheirHead,
    PersonInactive,
    WorkingHoursWrong,
)
from domain.org.heads import is_head_of, require_head_of
from domain.org.local_days import today_of
from domain.org.model import Absence, AbsenceId, Actor, BranchId, Person, PersonId, Role
from domain.org.standing_in import cut_short, notices_around
from domain.org.views import AbsenceView
from domain.rulebook.calendars import Week
from domain.unit_of_work import UnitOfWork

ABSENCE_DEPUTY = "absence_deputy"
"""The kind that tells a deputy for whom they stand in; its matter is the absent person."""

ABSENCE_BOSS = "absence_boss"
"""The kind that tells the boss who is away; its matter is the absent person."""

ABSENCE_CANCELLED = "absence_cancelled"
"""The kind that tells deputy and boss that the person is back; its matter is the person."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The language the bot speaks to the actor from now on."""

    desk: Desk

    async def __call__(self, actor: Actor, language: Language) -> Actor:
        async with self.desk.begin() as uow:
            person = await uow.people.get(actor.id)
            await uow.people.save(replace(person, language=language))
            await uow.commit()
        return replace(actor, language=language)


@dataclass(frozen=True, slots=True)
class CheckAbsence:
    """What an absence would look like, before it is recorded."""

    desk: Desk

    async def __call__(
        self, actor: Actor, absence: Absence
    ) -> tuple[Person, Person, Absence | None]:
        """The absent person, the deputy, and the deputy's own absence in that time if there is one.

        Raises: NotFound, NotTheirHead, AbsenceOverlaps, and as ``check_absence``.
        """
        async with self.desk.begin() as uow:
            people = await _people_of(absence, uow.people.see)
            return await _checked(uow, actor, absence, people, self.desk.clock())


async def _people_of(
    absence: Absence, take: Callable[[PersonId], Awaitable[Person]]
) -> tuple[Person, Person]:
    """The absent person and the deputy, taken by ascending id: of two who record absences
    crosswise, one waits for the other, and not each for each.
    """
    ids = sorted({absence.person_id, absence.deputy_id})
    taken = {person_id: await take(person_id) for person_id in ids}
    return taken[absence.person_id], taken[absence.deputy_id]


async def _checked(
    uow: UnitOfWork,
    actor: Actor,
    absence: Absence,
    people: tuple[Person, Person],
    now: datetime,
) -> tuple[Person, Person, Absence | None]:
    person, deputy = people
    if person.id != actor.id:
        await require_head_of(uow, actor, person)
    if not person.is_active:
        raise PersonInactive(name=person.name)
    rules.check_absence(absence, deputy, today=await today_of(uow, person, now))
    known = await uow.absences.of(person.id, since=absence.starts_on)
    if any(rules.shared_days(absence, other) for other in known):
        raise AbsenceOverlaps(name=person.name)
    theirs = await uow.absences.of(deputy.id, since=absence.starts_on)
    away = next((other for other in theirs if rules.shared_days(absence, other)), None)
    return person, deputy, away


@dataclass(frozen=True, slots=True)
class RecordAbsence:
    """Somebody's days away, with who stands in; the deputy and the boss are told.

    A deputy who is away themself at the time is taken all the same: ``CheckAbsence`` warns.
    """

    desk: Desk

    async def __call__(self, actor: Actor, absence: Absence) -> AbsenceView:
        """Raises: NotFound, NotTheirHead, AbsenceOverlaps, and as ``check_absence``."""
        async with self.desk.begin() as uow:
            people = await _people_of(absence, uow.people.get)
            person, deputy, _ = await _checked(uow, actor, absence, people, self.desk.clock())
            absence_id = await uow.absences.add(absence)
            await uow.cycle_plans.replan_for(person.id, self.desk.clock())
            told = {deputy.id: ABSENCE_DEPUTY}
            if person.boss_id is not None:
                told.setdefault(person.boss_id, ABSENCE_BOSS)
            await uow.ledger.add(
                [
                    NewNotice(
                        recipient_id,
                        kind,
                        Matter.PERSON,
                        person.id,
                        urgency=Urgency.NOW if kind == ABSENCE_DEPUTY else Urgency.BATCH,
                        facts={"absence_id": absence_id},
                    )
                    for recipient_id, kind in told.items()
                    if recipient_id != actor.id
                ]
            )
            rules_now = await self.desk.rules(uow, actor)
            around = await notices_around(
                self.desk, uow, absence, absence_id, rules_now, now=self.desk.clock()
            )
            await uow.ledger.add(around)
            await uow.commit()
        return AbsenceView(
            absence_id,
            person.id,
            person.name,
            deputy.id,
            deputy.name,
            absence.starts_on,
            absence.ends_on,
        )


@dataclass(frozen=True, slots=True)
class CancelAbsence:
    """The person stays, or is back today: one that has begun ends yesterday."""

    desk: Desk

    async def __call__(self, actor: Actor, absence_id: AbsenceId) -> None:
        """Raises: NotTheirHead: the deputy may not; AbsenceOver, also for whoever has no part in
        it: they do not learn that it is there.
        """
        async with self.desk.begin() as uow:
            if await uow.absences.view(absence_id) is None:
                raise AbsenceOver
            absence = await uow.absences.get(absence_id)
            person = await uow.people.see(absence.person_id)
            if person.id != actor.id and not await is_head_of(uow, actor, person):
                raise NotTheirHead if absence.deputy_id == actor.id else AbsenceOver
            today = await today_of(uow, person, self.desk.clock())
            if absence.ends_on < today:
                raise AbsenceOver
            await uow.absences.end(absence, last_day=today - timedelta(days=1))
            await uow.cycle_plans.replan_for(person.id, self.desk.clock())
            told = {absence.deputy_id, person.boss_id} - {None, actor.id}
            await uow.ledger.add(
                [
                    NewNotice(
                        recipient_id,
                        ABSENCE_CANCELLED,
                        Matter.PERSON,
                        person.id,
                        urgency=Urgency.BATCH,
                        facts={"starts_on": absence.starts_on.isoformat()},
                    )
                    for recipient_id in sorted(known for known in told if known is not None)
                ]
            )
            if absence.starts_on < today:
                await uow.ledger.add([cut_short(absence)])
            await uow.commit()


@dataclass(frozen=True, slots=True)
class SetWorkingHours:
    """A person's own week, written as in the rulebook; None: the branch's week again."""

    desk: Desk

    async def __call__(
        self, actor: Actor, person_id: PersonId, hours: Mapping[str, object] | None
    ) -> Person:
        """Raises: NotFound, NotTheirHead, WorkingHoursWrong."""
        try:
            week = None if hours is None else Week.model_validate(dict(hours))
        except ValidationError as error:
            raise WorkingHoursWrong from error
        async with self.desk.begin() as uow:
            person = await uow.people.get(person_id)
            await require_head_of(uow, actor, person)
            written = None if week is None else week.model_dump(mode="json", exclude_defaults=True)
            changed = replace(person, working_hours=written)
            await uow.people.save(changed)
            await reckon_clients_of(self.desk, uow, person.id)
            await uow.commit()
        return changed


@dataclass(frozen=True, slots=True)
class MovePerson:
    """Another boss, branch or role; who sees what follows at once."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        person_id: PersonId,
        *,
        boss_id: PersonId | None,
        branch_id: BranchId,
        role: Role,
    ) -> Person:
        """Raises: AdministratorsOnly, NotFound, BossRing, PersonInactive, LastAdministrator,
        ClientsHaveNoPlace.
        """
        rules.require_administrator(actor)
        async with self.desk.begin() as uow:
            await uow.people.lock_chart()
            person = await uow.people.get(person_id)
            branch = await uow.branches.get(branch_id)
            if Role.CLIENT in {person.role, role}:
                raise ClientsHaveNoPlace
            if boss_id is not None:
                await require_fit_boss(uow, person, boss_id)
            if role is not Role.ADMINISTRATOR:
                await require_another_administrator(uow, person)
            moved = replace(person, boss_id=boss_id, branch_id=branch.id, role=role)
            await uow.people.save(moved)
            await uow.people.rebuild_reporting()
            await reckon_clients_of(self.desk, uow, person.id)
            await uow.commit()
        return moved


async def require_fit_boss(uow: UnitOfWork, person: Person, boss_id: PersonId) -> None:
    """Raises: NotFound, BossRing, PersonInactive."""
    boss = await uow.people.see(boss_id)  # under the chart's lock nobody makes them leave
    if rules.makes_ring(person.id, boss_id, await uow.people.bosses()):
        raise BossRing(name=person.name, boss=boss.name)
    if not boss.is_active:
        raise PersonInactive(name=boss.name)


async def require_another_administrator(uow: UnitOfWork, person: Person) -> None:
    """Raises: LastAdministrator."""
    if person.role is not Role.ADMINISTRATOR:
        return
    others = await uow.people.with_role([Role.ADMINISTRATOR])
    if all(other.id == person.id for other in others):
        raise LastAdministrator(name=person.name)
