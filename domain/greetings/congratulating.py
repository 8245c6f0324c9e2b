"""What is done about a congratulation that is due: seen, made, put off, written about. Only the
responsible person closes it, or who stands in for them.
"""

from dataclasses import dataclass, replace

from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.greetings.errors import GreetingNotYours
from domain.greetings.model import Greeting, GreetingId, GreetingStatus
from domain.greetings.rules import later_today, may_close, require_open
from domain.greetings.views import GreetingList, GreetingView
from domain.notes import clean_note
from domain.org.model import Actor
from domain.pages import read_page
from domain.rulebook.model import Rulebook
from domain.timeline import Happened

GREETING = "greeting"
"""The kind of the notice that somebody is to be congratulated; its matter is the congratulation."""

GREETINGS = "greetings"
"""The kind of the notice that many are; its matter's id is the recipient's."""


@dataclass(frozen=True, slots=True)
class GreetingPage:
    """``is_theirs``: the actor may close it."""

    view: GreetingView
    rulebook: Rulebook
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class ViewGreeting:
    desk: Desk

    async def __call__(self, actor: Actor, greeting_id: GreetingId) -> GreetingPage:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.greetings.view(greeting_id, actor)
            rules = await self.desk.rules(uow, actor)
        return GreetingPage(view, rules.rulebook, may_close(actor, view.greeting))


@dataclass(frozen=True, slots=True)
class ListGreetings:
    """What the actor is to congratulate on, and those whom they stand in for; oldest first."""

    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> GreetingList:
        owners = frozenset({actor.id, *actor.stands_in_for})
        async with self.desk.begin() as uow:
            lines, page = await read_page(
                lambda start: uow.greetings.due(owners, offset=start, size=size), offset, size
            )
        return GreetingList(lines, page)


@dataclass(frozen=True, slots=True)
class Congratulate:
    """Their own "done". The second tap of the same person changes nothing."""

    desk: Desk

    async def __call__(self, actor: Actor, greeting_id: GreetingId, version: int) -> Greeting:
        """Raises: NotFound, GreetingNotYours, GreetingOver, GreetingChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            greeting, responsible = await uow.greetings.get(greeting_id, actor)
            if greeting.done_by == actor.id:
                return greeting
            require_open(actor, greeting, version=version, responsible=responsible)
            done = replace(
                greeting,
                status=GreetingStatus.DONE,
                done_at=now,
                done_by=actor.id,
                remind_at=None,
            )
            await uow.greetings.save(done, now)
            view = await uow.greetings.view(greeting_id, actor)
            await uow.timeline.add(
                Happened.CONGRATULATED,
                at=now,
                client_id=greeting.client_id,
                actor_id=actor.id,
                facts={
                    "occasion": str(greeting.occasion),
                    "contact": view.contact_name,
                    "label": view.label,
                    "holiday": dict(greeting.holiday_names),
                    "responsible": responsible if actor.id != greeting.responsible_id else None,
                },
            )
            await uow.ledger.refresh(Matter.GREETING, greeting.id, except_for=actor.id)
            await uow.ledger.refresh(Matter.CLIENT, greeting.client_id, except_for=actor.id)
            await uow.commit()
        return done


@dataclass(frozen=True, slots=True)
class AddGreetingNote:
    """A few words on how it went, on the congratulation and in the client's history."""

    desk: Desk

    async def __call__(self, actor: Actor, greeting_id: GreetingId, words: str) -> None:
        """Raises: NotFound, GreetingNotYours, NoteMissing, NoteTooLong."""
        note = clean_note(words)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            greeting, responsible = await uow.greetings.get(greeting_id, actor)
            if not may_close(actor, greeting) and greeting.done_by != actor.id:
                raise GreetingNotYours(name=responsible)
            await uow.greetings.save(replace(greeting, note=note), now)
            await uow.timeline.add(
                Happened.NOTE,
                at=now,
                client_id=greeting.client_id,
                actor_id=actor.id,
                facts={"text": note},
            )
            await uow.ledger.refresh(Matter.GREETING, greeting.id, except_for=None)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class PutGreetingOff:
    """«Позже сегодня»: the bot reminds once more before the evening."""

    desk: Desk

    async def __call__(self, actor: Actor, greeting_id: GreetingId, version: int) -> Greeting:
        """Raises: NotFound, GreetingNotYours, GreetingOver, GreetingChanged, TooLateToday."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            greeting, responsible = await uow.greetings.get(greeting_id, actor)
            require_open(actor, greeting, version=version, responsible=responsible)
            rules = await self.desk.rules(uow, actor)
            put_off = later_today(greeting, rules.rulebook.greetings, now)
            await uow.greetings.save(put_off, now)
            await uow.ledger.add(
                [
                    NewNotice(
                        actor.id,
                        GREETING,
                        Matter.GREETING,
                        greeting.id,
                        not_before=put_off.remind_at,
                    )
                ]
            )
            await uow.commit()
        return put_off
