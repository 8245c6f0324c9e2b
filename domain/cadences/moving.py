"""A day beyond the limit: asked for with a reason, and agreed to or declined by a head."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.cadences import rules
from domain.cadences.contacting import open_cadence
from domain.cadences.errors import MoveAsked, NobodyToAsk
from domain.cadences.model import CadenceMove, CadenceMoveId, MoveStatus
from domain.cadences.notices import MOVE_ASKED, MOVE_DECIDED
from domain.cadences.reckoning import reckon
from domain.cadences.views import MovePage, MoveView
from domain.clients.model import ClientId
from domain.delivery.model import ABOVE_CAP, Matter, NewNotice, Urgency
from domain.desk import Desk
from domain.notes import clean_comment
from domain.org.model import Actor
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


async def ask(uow: UnitOfWork, move: CadenceMove, now: datetime) -> None:
    """Tell whose turn it is, or who stands in for them."""
    told = await uow.cadences.stand_in(move.approver_id, now)
    await uow.ledger.add(
        [NewNotice(told, MOVE_ASKED, Matter.CADENCE_MOVE, move.id, facts={ABOVE_CAP: True})]
    )


async def tell_decided(uow: UnitOfWork, move: CadenceMove, urgency: Urgency) -> None:
    """Who asked hears of it, and shown cards are edited."""
    await uow.ledger.add(
        [NewNotice(move.asked_by, MOVE_DECIDED, Matter.CADENCE_MOVE, move.id, urgency)]
    )
    for matter, matter_id in (
        (Matter.CADENCE_MOVE, move.id),
        (Matter.CADENCE, move.client_id),
        (Matter.CLIENT, move.client_id),
    ):
        await uow.ledger.refresh(matter, matter_id, except_for=move.decided_by)


@dataclass(frozen=True, slots=True)
class AskCadenceMove:
    """Ask the manager above for a later day. The due day stays until they agree."""

    desk: Desk

    async def __call__(
        self, actor: Actor, client_id: ClientId, until: date, reason: str, *, version: int
    ) -> MoveView:
        """The same asked again by the same person changes nothing.

        Raises: NotFound, NoCadence, CadenceChanged, DayPassed, DayIsOff, DayWithinLimit,
            DayTooFar, MoveAsked, NobodyToAsk, Note….
        """
        now = self.desk.clock()
        words = clean_comment(reason)
        async with self.desk.begin() as uow:
            opened = await open_cadence(self.desk, uow, actor, client_id, version=version)
            client, cadence = opened.client, opened.cadence
            asked = await uow.cadences.open_move(client.id)
            if asked is not None:
                if (asked.move.asked_by, asked.move.until_on) == (actor.id, until):
                    return asked
                raise MoveAsked(
                    until=asked.move.until_on, name=asked.approver_name, move_id=asked.move.id
                )
            rules.check_later_day(until, cadence, opened.calendar, today=opened.today)
            approver = await uow.cadences.head_above(
                cadence.responsible_id, client.id, but_not=actor.id, now=now
            )
            if approver is None:
                raise NobodyToAsk(client_id=client.id)
            terms = (await self.desk.rules(uow, actor)).rulebook.cadences
            move = await uow.cadences.add_move(
                CadenceMove(
                    id=CadenceMoveId(0),
                    client_id=client.id,
                    asked_by=actor.id,
                    asked_at=now,
                    counted_from=cadence.counted_from,
                    from_on=cadence.due_on,
                    until_on=until,
                    reason=words,
                    approver_id=approver,
                    expires_at=rules.turn_ends(now, terms.hours_to_decide, opened.calendar),
                    climbs_left=terms.climbs,
                )
            )
            await ask(uow, move, now)
            await uow.ledger.refresh(Matter.CADENCE, client.id, except_for=actor.id)
            view = await uow.cadences.move(move.id, actor)
            await uow.commit()
        return view


@dataclass(frozen=True, slots=True)
class ViewCadenceMove:
    desk: Desk

    async def __call__(self, actor: Actor, move_id: CadenceMoveId) -> MovePage:
        """Raises: NotFound."""
        today = self.desk.clock().astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            view = await uow.cadences.move(move_id, actor)
            known = await self.desk.rules(uow, actor)
        return MovePage(view, known.rulebook, today, rules.may_decide(actor, view.move))


async def _decide(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    move_id: CadenceMoveId,
    status: MoveStatus,
    words: str | None,
) -> CadenceMove:
    now = desk.clock()
    seen = await uow.cadences.move(move_id, actor)
    client = await uow.clients.get(seen.move.client_id, actor.scope)
    view = await uow.cadences.move(move_id, actor, lock=True)
    rules.require_decidable(actor, view)
    decided = rules.decided(view.move, status, by=actor.id, words=words, now=now)
    await uow.cadences.save_move(decided, now)
    if status is MoveStatus.AGREED:
        await reckon(desk, uow, [client.id])
        await uow.timeline.add(
            Happened.CADENCE_MOVED,
            at=now,
            client_id=client.id,
            actor_id=actor.id,
            facts={
                "until": decided.until_on.isoformat(),
                "reason": decided.reason,
                "asked_by": view.asked_by_name,
            },
        )
    urgency = Urgency.BATCH if status is MoveStatus.AGREED else Urgency.NOW
    await tell_decided(uow, decided, urgency)
    return decided


@dataclass(frozen=True, slots=True)
class AgreeCadenceMove:
    """The later day is the due day, until the next contact."""

    desk: Desk

    async def __call__(self, actor: Actor, move_id: CadenceMoveId) -> CadenceMove:
        """Raises: NotFound, MoveDecided, MoveNotYours."""
        async with self.desk.begin() as uow:
            move = await _decide(self.desk, uow, actor, move_id, MoveStatus.AGREED, None)
            await uow.commit()
        return move


@dataclass(frozen=True, slots=True)
class DeclineCadenceMove:
    """The due day stays; who asked is told why."""

    desk: Desk

    async def __call__(self, actor: Actor, move_id: CadenceMoveId, reason: str) -> CadenceMove:
        """Raises: NotFound, MoveDecided, MoveNotYours, Note…."""
        words = clean_comment(reason)
        async with self.desk.begin() as uow:
            move = await _decide(self.desk, uow, actor, move_id, MoveStatus.DECLINED, words)
            await uow.commit()
        return move
