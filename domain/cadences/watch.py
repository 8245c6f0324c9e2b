"""The clock's acts: due days of all every night, ladders, and a watch that nobody is forgotten."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from domain.cadences import rules
from domain.cadences.model import MoveStatus
from domain.cadences.moving import ask, tell_decided
from domain.cadences.notices import CLIENTS_UNWATCHED
from domain.cadences.reckoning import reckon_all
from domain.clients.model import ClientId
from domain.delivery.model import Matter, NewNotice, Urgency
from domain.desk import Desk
from domain.org.model import Role
from domain.sweeps import sweep


@dataclass(frozen=True, slots=True)
class ReckonCadences:
    """Reckon the due days of all clients, once a day of the company and once a rulebook; how many
    changed. What it takes and what it makes is one transaction."""

    desk: Desk

    async def __call__(self) -> int:
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            known = await uow.rulebooks.current()
            day = now.astimezone(ZoneInfo(known.rulebook.company.zone)).date()
            if not await uow.cadence_watch.take_day(day, known.version):
                return 0
            changed = await reckon_all(self.desk, uow, known)
            await uow.commit()
        return changed


@dataclass(frozen=True, slots=True)
class ClimbDueCadences:
    """Tell whom each due step names, in batches until nothing is due; note what is late."""

    desk: Desk

    async def __call__(self, *, batch: int = 1000) -> int:
        """How many steps there were. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        return await sweep(self.desk, lambda uow: uow.cadence_watch.climb(now, batch))


@dataclass(frozen=True, slots=True)
class ExpireCadenceMoves:
    """A request that nobody decided in time climbs to the next head; after the last, who asked is
    told that the due day stays."""

    desk: Desk

    async def __call__(self, *, batch: int = 100) -> int:
        """How many there were. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            expired = await uow.cadence_watch.expired_moves(now, batch)
            if not expired:
                return 0
            known = await uow.rulebooks.current()
            for move in expired:
                above = None
                if move.climbs_left:
                    above = await uow.cadences.head_above(
                        move.approver_id, move.client_id, but_not=move.asked_by, now=now
                    )
                if above is None or above == move.approver_id:
                    over = rules.decided(move, MoveStatus.EXPIRED, by=None, words=None, now=now)
                    await uow.cadences.save_move(over, now)
                    await tell_decided(uow, over, Urgency.NOW)
                    continue
                place = await uow.cadences.workplace(move.client_id)
                calendar = self.desk.calendars.of(
                    known, place, around=now.astimezone(place.zone).date()
                )
                hours = known.rulebook.cadences.hours_to_decide
                climbed = replace(
                    move,
                    approver_id=above,
                    expires_at=rules.turn_ends(now, hours, calendar),
                    climbs_left=move.climbs_left - 1,
                )
                await uow.cadences.save_move(climbed, now)
                await ask(uow, climbed, now)
                await uow.ledger.refresh(Matter.CADENCE_MOVE, move.id, except_for=None)
                await uow.ledger.refresh(Matter.CADENCE, move.client_id, except_for=None)
            await uow.commit()
        return len(expired)


@dataclass(frozen=True, slots=True)
class ReportUnwatchedClients:
    """The invariant's watch: clients whose segment has a cadence, and who have no due day; none,
    ever. Where there is one, administrators are told."""

    desk: Desk

    async def __call__(self, *, limit: int = 100) -> tuple[ClientId, ...]:
        async with self.desk.begin() as uow:
            known = await uow.rulebooks.current()
            segments = [terms.segment for terms in known.rulebook.cadences.segments]
            unwatched = tuple(await uow.cadence_watch.unwatched(segments, limit))
            if unwatched:
                administrators = await uow.people.with_role([Role.ADMINISTRATOR])
                await uow.ledger.add(
                    [
                        NewNotice(person.id, CLIENTS_UNWATCHED, Matter.ALARM, person.id)
                        for person in administrators
                    ]
                )
                await uow.commit()
        return unwatched
