"""Who of the company in the base is played by which persona."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.playground.personas import Persona
from domain.org.model import Person, PersonId, Role
from domain.unit_of_work import Begin, UnitOfWork

SELLERS_OF_LEAD = 3
"""How many of a manager's sellers the appointed team lead leads."""


@dataclass(frozen=True, slots=True)
class PlaygroundPeople:
    begin: Begin

    async def are_there(self) -> bool:
        """Whether personas have their people already."""
        async with self.begin() as uow:
            return bool(await uow.people.find_by_telegram(7001))

    async def are_others(self) -> bool:
        """Whether somebody else's company lives here."""
        async with self.begin() as uow:
            return await uow.people.count() > 0

    async def appoint(self, personas: Sequence[Persona], now: datetime) -> None:
        """Give each persona a person of an imported company.

        The busiest seller is played as the rep and their boss as the manager; another seller of
        that boss becomes team lead over the rep and a few more. A director and an administrator
        are added, for files have none.
        """
        by_role = {persona.role: persona for persona in personas}
        async with self.begin() as uow:
            rep = await self._busiest(uow)
            manager = await uow.people.get(rep.boss_id) if rep.boss_id else None
            await _play(uow, rep, by_role["rep"], now)
            if manager is not None:
                await _play(uow, manager, by_role["manager"], now)
                lead = await self._team_lead(uow, rep, manager)
                if lead is not None:
                    await _play(uow, lead, by_role["lead"], now)
            top = next(branch for branch in await uow.branches.all() if branch.parent_id is None)
            for role in (Role.DIRECTOR, Role.ADMINISTRATOR):
                persona = by_role[str(role)]
                person = Person(
                    id=PersonId(0),
                    name=f"{persona.first_name} {persona.last_name}",
                    role=role,
                    branch_id=top.id,
                    external_key=f"demo:{persona.key}",
                )
                await _play(uow, await uow.people.add(person), persona, now)
            await uow.people.rebuild_reporting()
            await uow.commit()

    async def _busiest(self, uow: UnitOfWork) -> Person:
        person_id = await uow.boards.busiest_owner()
        if person_id is None:
            sellers = await uow.people.with_role([Role.REP])
            return sellers[0]
        return await uow.people.get(person_id)

    async def _team_lead(self, uow: UnitOfWork, rep: Person, manager: Person) -> Person | None:
        team = [
            person
            for person in await uow.people.with_role([Role.REP])
            if person.boss_id == manager.id and person.id != rep.id
        ]
        if not team:
            return None
        lead = replace(team[0], role=Role.LEAD)
        await uow.people.save(lead)
        for person in (rep, *team[1:SELLERS_OF_LEAD]):
            led = await uow.people.get(person.id)
            await uow.people.save(replace(led, boss_id=lead.id))
        return lead


async def _play(uow: UnitOfWork, person: Person, persona: Persona, now: datetime) -> None:
    await uow.people.save(
        replace(
            person,
            telegram_id=persona.user_id,
            telegram_username=persona.username or None,
            telegram_language=persona.language,
            joined_at=now,
        )
    )
