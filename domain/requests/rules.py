"""What may become of a request, how soon somebody has to react, and what counts as a reaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.clients.model import Client
from domain.deals.follow_up import build_ladder
from domain.interactions.errors import TooManyFiled
from domain.interactions.model import Interaction, InteractionId, InteractionResult
from domain.interactions.rules import MOST_FILED
from domain.notes import clean_note
from domain.org.model import PersonId
from domain.requests.errors import (
    ReopeningTooLate,
    RequestBeforeClient,
    RequestChanged,
    RequestInFuture,
    RequestMoveRefused,
    RequestNotClosed,
    RequestTermUnknown,
)
from domain.requests.model import (
    NO_STEPS,
    WORDS_LIMIT,
    NewRequest,
    Placed,
    Rating,
    Request,
    RequestAct,
    RequestId,
    RequestStatus,
)
from domain.rulebook.offers import EscalationStep
from domain.rulebook.requests import Requests
from domain.working_time import WorkingCalendar

MOVES: Final[Mapping[tuple[RequestStatus, RequestAct], RequestStatus]] = {
    (RequestStatus.NEW, RequestAct.REACT): RequestStatus.REACTED,
    (RequestStatus.NEW, RequestAct.CLOSE): RequestStatus.CLOSED,
    (RequestStatus.REACTED, RequestAct.CLOSE): RequestStatus.CLOSED,
    (RequestStatus.CLOSED, RequestAct.REOPEN): RequestStatus.REOPENED,
    (RequestStatus.REOPENED, RequestAct.REACT): RequestStatus.REACTED,
    (RequestStatus.REOPENED, RequestAct.CLOSE): RequestStatus.CLOSED,
}
"""All there are."""


def moved(request: Request, act: RequestAct) -> RequestStatus:
    """Raises: RequestMoveRefused."""
    to = MOVES.get((request.status, act))
    if to is None:
        raise RequestMoveRefused(request_id=request.id, status=request.status, act=act)
    return to


def require_version(request: Request, version: int | None) -> None:
    """Raises: RequestChanged."""
    if version is not None and version != request.version:
        raise RequestChanged(request_id=request.id)


def checked(
    new: NewRequest, client: Client, rules: Requests, *, now: datetime, zone: ZoneInfo
) -> NewRequest:
    """With its moment and words as they are kept; ``zone`` is that of whoever logs: a client may
    be entered on the day after they asked, but not on a later one.

    Raises: RequestInFuture, RequestBeforeClient, RequestTermUnknown, NoteMissing, NoteTooLong,
        TooManyFiled.
    """
    for term, key in (
        (rules.find_channel(new.channel), new.channel),
        (rules.find_kind(new.kind), new.kind),
    ):
        if term is None:
            raise RequestTermUnknown(key=key)
    at = new.came_at or now
    if at > now:
        raise RequestInFuture(moment=at)
    day = client.created_at.astimezone(zone).date()
    if at < datetime.combine(day, time(), tzinfo=zone):
        raise RequestBeforeClient(moment=at, day=day, client_id=client.id)
    if len(new.files) > MOST_FILED:
        raise TooManyFiled(limit=MOST_FILED)
    return replace(new, came_at=at, words=clean_note(new.words, limit=WORDS_LIMIT))


def begun(
    new: NewRequest,
    placed: Placed,
    segment: str,
    rules: Requests,
    calendar: WorkingCalendar,
    *,
    noted_by: PersonId,
    now: datetime,
) -> Request:
    """The request as it is kept from now on, its id yet to be given; ``new`` is checked."""
    came_at = new.came_at or now
    terms = rules.of_segment(segment)
    react_by = calendar.add_working_time(came_at, timedelta(hours=terms.reaction_working_hours))
    close_by = None
    if terms.closing_working_hours is not None:
        close_by = calendar.add_working_time(came_at, timedelta(hours=terms.closing_working_hours))
    request = Request(
        id=RequestId(0),
        client_id=new.client_id,
        channel=new.channel,
        kind=new.kind,
        words=new.words,
        came_at=came_at,
        noted_at=now,
        noted_by=noted_by,
        responsible_id=placed.responsible_id,
        manager_id=placed.manager_id,
        react_by=react_by,
        close_by=close_by,
        contact_id=new.contact_id,
        deal_id=new.deal_id,
    )
    return watched(request, react_by, rules.escalation, calendar, now=now)


def watched(
    request: Request,
    limit_at: datetime | None,
    steps: tuple[EscalationStep, ...],
    calendar: WorkingCalendar,
    *,
    now: datetime,
) -> Request:
    """With ``limit_at`` as the limit that runs: who has to be told begins at the owner again.

    Of a limit that has passed already the owner is told now, and others after the usual waits.
    """
    if limit_at is None:
        return replace(request, limit_at=None, ladder=NO_STEPS, steps_done=0)
    ladder = build_ladder(max(limit_at, now), steps, calendar)
    return replace(request, limit_at=limit_at, ladder=ladder, steps_done=0)


def react(
    request: Request,
    rules: Requests,
    calendar: WorkingCalendar,
    *,
    by: PersonId,
    at: datetime,
    now: datetime,
    interaction_id: InteractionId | None = None,
) -> Request:
    """Somebody reacted at ``at``; the limit of closing runs from now on, where there is one.

    Raises: RequestMoveRefused.
    """
    status = moved(request, RequestAct.REACT)
    reacted = _with_first_reaction(request, calendar, by=by, at=at, interaction_id=interaction_id)
    return watched(
        replace(reacted, status=status), request.close_by, rules.escalation, calendar, now=now
    )


def _with_first_reaction(
    request: Request,
    calendar: WorkingCalendar,
    *,
    by: PersonId,
    at: datetime,
    interaction_id: InteractionId | None = None,
) -> Request:
    if request.reacted_at is not None:
        return request
    taken = calendar.working_time_between(request.came_at, at)
    return replace(
        request,
        reacted_at=at,
        reacted_by=by,
        reaction_seconds=int(taken.total_seconds()),
        reaction_id=interaction_id,
    )


def take_reaction_back(
    request: Request, rules: Requests, calendar: WorkingCalendar, *, now: datetime
) -> Request:
    """What was taken for the first reaction reached nobody after all: it waits as before.

    A request that was closed since stays as it is.
    """
    if request.status is not RequestStatus.REACTED or request.reopened_at is not None:
        return request
    waiting = replace(
        request,
        status=RequestStatus.NEW,
        reacted_at=None,
        reacted_by=None,
        reaction_seconds=None,
        reaction_id=None,
    )
    return watched(waiting, request.react_by, rules.escalation, calendar, now=now)


def close(
    request: Request,
    result: str,
    calendar: WorkingCalendar,
    *,
    by: PersonId,
    now: datetime,
) -> Request:
    """``result`` are checked words on what became of it. Who closes what nobody had reacted to
    reacts by it.

    Raises: RequestMoveRefused.
    """
    status = moved(request, RequestAct.CLOSE)
    reacted = _with_first_reaction(request, calendar, by=by, at=now)
    taken = calendar.working_time_between(request.came_at, now)
    return replace(
        reacted,
        status=status,
        limit_at=None,
        ladder=NO_STEPS,
        steps_done=0,
        closed_at=now,
        closed_by=by,
        closing_seconds=int(taken.total_seconds()),
        result=result,
    )


def rate(request: Request, rating: Rating) -> Request:
    """Raises: RequestNotClosed."""
    if request.is_open:
        raise RequestNotClosed(request_id=request.id)
    return replace(request, rating=rating)


def reopen(
    request: Request, segment: str, rules: Requests, calendar: WorkingCalendar, *, now: datetime
) -> Request:
    """Open again, with the segment's limits anew from now; the client has yet to say how they like
    its end.

    Raises: RequestMoveRefused, ReopeningTooLate.
    """
    status = moved(request, RequestAct.REOPEN)
    if not can_reopen(request, rules, now=now):
        raise ReopeningTooLate(days=rules.reopen_within_days, request_id=request.id)
    terms = rules.of_segment(segment)
    limit = calendar.add_working_time(now, timedelta(hours=terms.reaction_working_hours))
    close_by = None
    if terms.closing_working_hours is not None:
        close_by = calendar.add_working_time(now, timedelta(hours=terms.closing_working_hours))
    opened = replace(
        request,
        status=status,
        close_by=close_by,
        reopened_at=now,
        closed_at=None,
        closed_by=None,
        closing_seconds=None,
        result=None,
        rating=None,
    )
    return watched(opened, limit, rules.escalation, calendar, now=now)


def can_reopen(request: Request, rules: Requests, *, now: datetime) -> bool:
    closed_at = request.closed_at
    return closed_at is not None and now - closed_at <= timedelta(days=rules.reopen_within_days)


def reassign(request: Request, placed: Placed) -> Request:
    """Raises: RequestMoveRefused: what is closed is nobody's work."""
    if not request.is_open:
        raise RequestMoveRefused(request_id=request.id, status=request.status, act="reassign")
    return replace(
        request,
        responsible_id=placed.responsible_id,
        manager_id=placed.manager_id,
        is_reassigned=True,
    )


def is_late(request: Request, now: datetime) -> bool:
    """Past the limit that runs."""
    return request.is_open and request.limit_at is not None and request.limit_at <= now


def answered_by(waiting: Sequence[Request], interaction: Interaction) -> Request | None:
    """The request that a contact with its client is the reaction to, among those that wait.

    Nobody was reached, or it was before: none. What was about another deal or with another person
    is about another matter. Of several that remain, the one whose deal or person it was; a contact
    that does not say which is the reaction to none of them.
    """
    if interaction.result is not InteractionResult.REACHED:
        return None
    possible = [
        request
        for request in waiting
        if request.client_id == interaction.client_id
        and request.is_waiting
        and (request.reopened_at or request.came_at) <= interaction.at
        and not _differ(request.deal_id, interaction.deal_id)
        and not _differ(request.contact_id, interaction.contact_id)
    ]
    if len(possible) > 1:
        possible = [
            request
            for request in possible
            if _agree(request.deal_id, interaction.deal_id)
            or _agree(request.contact_id, interaction.contact_id)
        ]
    return possible[0] if len(possible) == 1 else None


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _agree(one: int | None, other: int | None) -> bool:
    return one is not None and one == other
