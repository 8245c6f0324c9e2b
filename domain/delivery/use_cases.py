from dataclasses import dataclass, replace

from domain.clock import Clock
from domain.delivery.model import PERSON_UNREACHABLE, Matter, NewNotice
from domain.org.model import PersonId
from domain.unit_of_work import Begin


@dataclass(frozen=True, slots=True)
class NotePersonBlocked:
    """Remember that the bot cannot write to a person, and tell their boss, once."""

    begin: Begin
    clock: Clock

    async def __call__(self, person_id: PersonId) -> None:
        async with self.begin() as uow:
            person = await uow.people.get(person_id)
            if person.blocked_bot_at is not None:
                return
            await uow.people.save(replace(person, blocked_bot_at=self.clock()))
            if person.boss_id is not None:
                await uow.ledger.add(
                    [NewNotice(person.boss_id, PERSON_UNREACHABLE, Matter.PERSON, person_id)]
                )
            await uow.commit()


@dataclass(frozen=True, slots=True)
class NotePersonReachable:
    """Remember that the person let the bot write to them again. Changes nothing otherwise."""

    begin: Begin

    async def __call__(self, person_id: PersonId) -> None:
        async with self.begin() as uow:
            person = await uow.people.get(person_id)
            if person.blocked_bot_at is None:
                return
            await uow.people.save(replace(person, blocked_bot_at=None))
            await uow.commit()
