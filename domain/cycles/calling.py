"""The caller's day: whom to call, and what came of it. Each outcome is one transaction: the contact
in the client's history, the call, and what follows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from domain.clients.model import ClientId
from domain.cycles import rules as call_rules
from domain.cycles.errors import CallClientGone
from domain.cycles.model import CallId, CallResult, CallStatus, PlannedCall
from domain.cycles.rules import acts_for, is_theirs, require_waiting
from domain.cycles.views import CallList, CallPage, CallView
from domain.deals.typed_moments import parse_moment
from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.errors import NotFound
from domain.interactions.model import (
    Interaction,
    InteractionKind,
    InteractionResult,
    NewInteraction,
)
from domain.interactions.use_cases import log_interaction
from domain.notes import clean_note
from domain.org.model import Actor
from domain.pages import Page
from domain.rulebook.cycle import CallCycle
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar

SPOKEN = (InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.VISIT)


def _day_of(actor: Actor, now: datetime) -> tuple[datetime, datetime]:
    """When the actor's day begins and ends."""
    today = now.astimezone(actor.zone).date()
    begins_at = datetime.combine(today, time(), tzinfo=actor.zone)
    ends_at = datetime.combine(today + timedelta(days=1), time(), tzinfo=actor.zone)
    return begins_at, ends_at


CALL_PROMISED: Final = "call_promised"
"""The kind that says that the hour has come at which a client was promised a call."""


@dataclass(frozen=True, slots=True)
class ListCalls:
    """Today's calls of the actor's pair, and of whom they stand in for, in their turn."""

    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> CallList:
        now = self.desk.clock()
        begins_at, ends_at = _day_of(actor, now)
        people = acts_for(actor)

        async with self.desk.begin() as uow:
            for start in (offset, 0):  # the list may have become too short for the page
                lines, total, later = await uow.planned_calls.due(
                    people,
                    today=now.astimezone(actor.zone).date(),
                    day_ends_at=ends_at,
                    now=now,
                    offset=start,
                    size=size,
                )
                if lines or not total:
                    break
            made = await uow.planned_calls.made_since(people, begins_at)
            has_pair = bool(total) or await uow.planned_calls.has_pair(people)
        return CallList(tuple(lines), Page(start, size, total), later, made=made, has_pair=has_pair)


async def _page(desk: Desk, uow: UnitOfWork, actor: Actor, call_id: CallId) -> CallPage:
    """Raises: NotFound, CallClientGone."""
    view = await uow.planned_calls.view(call_id, acts_for(actor), actor.scope)
    try:
        client = await uow.clients.view(view.call.client_id, actor.scope)
    except NotFound:
        raise CallClientGone(name=view.client_name) from None
    last = await uow.interactions.last_interactions(client.client.id, SPOKEN, 1)
    rules = await desk.rules(uow, actor)
    return CallPage(view, client, last[0] if last else None, rules.rulebook, is_theirs(actor, view))


@dataclass(frozen=True, slots=True)
class ViewCall:
    desk: Desk

    async def __call__(self, actor: Actor, call_id: CallId) -> CallPage:
        """Raises: NotFound, CallClientGone."""
        async with self.desk.begin() as uow:
            return await _page(self.desk, uow, actor, call_id)


@dataclass(frozen=True, slots=True)
class TakeNextCall:
    """The call whose turn it is; None where none is left, or all wait for their hour."""

    desk: Desk

    async def __call__(self, actor: Actor) -> CallPage | None:
        now = self.desk.clock()
        _, ends_at = _day_of(actor, now)
        async with self.desk.begin() as uow:
            lines, total, later = await uow.planned_calls.due(
                acts_for(actor),
                today=now.astimezone(actor.zone).date(),
                day_ends_at=ends_at,
                now=now,
                offset=0,
                size=1,
            )
            if total == later:
                return None
            return await _page(self.desk, uow, actor, lines[0].id)


Outcome = Callable[[PlannedCall, CallView, CallCycle, WorkingCalendar, datetime], PlannedCall]
"""What the call is from then on."""


async def _record(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    call_id: CallId,
    outcome: Outcome,
    *,
    version: int,
    result: InteractionResult = InteractionResult.REACHED,
    words: str | None = None,
) -> tuple[PlannedCall, Interaction]:
    """The client is locked before the call, as a merge does it; who comes second reads what the
    first one wrote.

    Raises: NotFound, CallNotYours, CallSettled, CallChanged, CallClientGone; as LogInteraction.
    """
    now = desk.clock()
    people = acts_for(actor)
    view = await uow.planned_calls.view(call_id, people, actor.scope)
    if not is_theirs(actor, view):
        require_waiting(actor, view, view.call, version=version)
    try:
        client = await uow.clients.get(view.call.client_id, actor.scope)
    except NotFound:
        raise CallClientGone(name=view.client_name) from None
    if client.owner_id not in view.pair.pair.people:
        raise CallClientGone(name=view.client_name, client_id=client.id)
    call = await uow.planned_calls.get(call_id)
    view = await uow.planned_calls.view(call_id, people, actor.scope)
    require_waiting(actor, view, call, version=version)
    rules = await desk.rules(uow, actor)
    calendar = desk.calendar_for(actor, rules, now)
    changed = outcome(call, view, rules.rulebook.cycle, calendar, now)
    new = NewInteraction(
        InteractionKind.CALL,
        client.id,
        once=f"call:{call.id}:{call.version}",
        result=result,
        words=words,
    )
    logged = await log_interaction(desk, uow, actor, new)
    await uow.planned_calls.save(changed, now)
    return changed, logged.interaction


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nobody answered: tried again later, after some tries at the end of the cycle."""

    desk: Desk

    async def __call__(self, actor: Actor, call_id: CallId, version: int) -> PlannedCall:
        """Raises: NotFound, Call…; as LogInteraction."""

        def outcome(
            call: PlannedCall,
            view: CallView,
            rules: CallCycle,
            calendar: WorkingCalendar,
            now: datetime,
        ) -> PlannedCall:
            return call_rules.unanswered(call, rules, calendar, ends_on=view.cycle.ends_on, now=now)

        async with self.desk.begin() as uow:
            call, _ = await _record(
                self.desk,
                uow,
                actor,
                call_id,
                outcome,
                version=version,
                result=InteractionResult.NO_ANSWER,
            )
            await uow.commit()
        return call


@dataclass(frozen=True, slots=True)
class CallAgain:
    """The client asked to be called at another time: ``when`` is ``hour``, ``tomorrow``, ``week``,
    or the day and time as typed. The call comes as that hour does.
    """

    desk: Desk

    async def __call__(self, actor: Actor, call_id: CallId, version: int, when: str) -> PlannedCall:
        """Raises: NotFound, Call…, Date…; as LogInteraction."""

        def outcome(
            call: PlannedCall,
            _view: CallView,
            _rules: CallCycle,
            calendar: WorkingCalendar,
            now: datetime,
        ) -> PlannedCall:
            if when in {"hour", "tomorrow", "week"}:
                at = call_rules.moment_of(when, calendar, now=now)
            else:
                at = parse_moment(when, now=now, zone=actor.zone, calendar=calendar)
            return call_rules.promised(call, at, actor.zone, now=now)

        async with self.desk.begin() as uow:
            call, _ = await _record(self.desk, uow, actor, call_id, outcome, version=version)
            ring = NewNotice(
                actor.id,
                CALL_PROMISED,
                Matter.CALL,
                call.id,
                not_before=call.call_at,
                moves=True,
            )
            await uow.ledger.add([ring])
            await uow.commit()
        return call


@dataclass(frozen=True, slots=True)
class SettleCall:
    """Spoken with, with or without words."""

    desk: Desk

    async def __call__(
        self, actor: Actor, call_id: CallId, version: int, words: str | None = None
    ) -> PlannedCall:
        """Raises: NotFound, Call…, Note…; as LogInteraction."""
        said = clean_note(words) if words is not None else None

        def outcome(
            call: PlannedCall,
            _view: CallView,
            _rules: CallCycle,
            _calendar: WorkingCalendar,
            now: datetime,
        ) -> PlannedCall:
            return call_rules.settled(call, CallResult.REACHED, by=actor.id, now=now)

        async with self.desk.begin() as uow:
            call, _ = await _record(
                self.desk, uow, actor, call_id, outcome, version=version, words=said
            )
            await uow.commit()
        return call


@dataclass(frozen=True, slots=True)
class NoInterest:
    """Of no interest now: the client stays a prospect, and the next cycle calls again."""

    desk: Desk

    async def __call__(
        self, actor: Actor, call_id: CallId, version: int, reason: str
    ) -> PlannedCall:
        """``reason`` is a key of the rulebook. Raises: NotFound, Call…; as LogInteraction."""
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            known = rules.rulebook.cycle.find_reason(reason)
            if known is None:
                raise NotFound(reason=reason)

            def outcome(
                call: PlannedCall,
                _view: CallView,
                _rules: CallCycle,
                _calendar: WorkingCalendar,
                now: datetime,
            ) -> PlannedCall:
                return call_rules.settled(
                    call, CallResult.NOT_INTERESTED, by=actor.id, now=now, reason=reason
                )

            call, _ = await _record(
                self.desk,
                uow,
                actor,
                call_id,
                outcome,
                version=version,
                words=known.name.for_language(actor.language),
            )
            await uow.commit()
        return call


async def agree_meeting(
    desk: Desk, uow: UnitOfWork, actor: Actor, call_id: CallId, client_id: ClientId
) -> PlannedCall:
    """The call ended in a meeting, within the transaction that books it. A call that was settled so
    before stays as it is.

    Raises: NotFound, also where it was with another client; CallNotYours, CallSettled,
        CallClientGone; as LogInteraction.
    """
    view = await uow.planned_calls.view(call_id, acts_for(actor), actor.scope)
    if view.call.client_id != client_id:
        raise NotFound(call_id=call_id)
    if view.call.status is CallStatus.DONE and view.call.result is CallResult.MEETING:
        return view.call

    def outcome(
        call: PlannedCall,
        _view: CallView,
        _rules: CallCycle,
        _calendar: WorkingCalendar,
        now: datetime,
    ) -> PlannedCall:
        return call_rules.settled(call, CallResult.MEETING, by=actor.id, now=now)

    call, _ = await _record(desk, uow, actor, call_id, outcome, version=view.call.version)
    return call
