"""What a person can look up about clients under a cadence."""

from dataclasses import dataclass

from domain.cadences.errors import NoCadence
from domain.cadences.reasons import reasons_now
from domain.cadences.views import CadenceList, CadencePage, CadencePart
from domain.clients.model import ClientId
from domain.desk import Desk
from domain.org.heads import is_head_of
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class ViewCadence:
    """The card of a client that is to hear from somebody."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId) -> CadencePage:
        """Raises: NotFound; NoCadence: the client is under none."""
        today = self.desk.clock().astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            view = await uow.cadences.view(client_id, actor)
            cadence = view.cadence
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            terms = rulebook.cadences.find(cadence.segment)
            if terms is None:
                raise NoCadence(client_id=cadence.client_id)
            reasons = await reasons_now(uow, actor, cadence.client_id, today)
            responsible = await uow.people.see(cadence.responsible_id)
            is_head = await is_head_of(uow, actor, responsible)
            move = await uow.cadences.open_move(cadence.client_id)
        stands_in = cadence.responsible_id in actor.stands_in_for
        return CadencePage(
            view=view,
            terms=terms,
            rulebook=rulebook,
            today=today,
            reasons=reasons,
            is_theirs=stands_in or cadence.responsible_id == actor.id,
            stands_in=stands_in,
            is_head=is_head,
            move=move,
        )


@dataclass(frozen=True, slots=True)
class ListCadences:
    """Clients under a cadence that the actor sees, the soonest due first: their own (and of whom
    they stand in for), their team's, all, or the late ones with the money at stake."""

    desk: Desk

    async def __call__(
        self, actor: Actor, part: CadencePart, *, offset: int, size: int
    ) -> CadenceList:
        async with self.desk.begin() as uow:
            return await uow.cadences.page(
                actor, part, now=self.desk.clock(), offset=offset, size=size
            )
