"""A contact with a client as the reaction to what it asked for. The client is locked already."""

from datetime import datetime

from domain.desk import Desk
from domain.interactions.model import Interaction, InteractionResult
from domain.org.model import Actor
from domain.requests import rules
from domain.requests.acts import calendar_of_person, keep
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


async def note_reaction(
    desk: Desk, uow: UnitOfWork, actor: Actor, interaction: Interaction, *, now: datetime
) -> None:
    """The request that the contact is about, if any, is reacted to. What has become no contact
    after all, as it reached nobody, is no reaction any more.
    """
    before = await uow.requests.reacted_by(interaction.id)
    if before is not None:
        if interaction.result is InteractionResult.REACHED:
            return
        versioned = await desk.rules(uow, actor)
        calendar = await calendar_of_person(desk, uow, before.responsible_id, versioned, now)
        waits = rules.take_reaction_back(before, versioned.rulebook.requests, calendar, now=now)
        if waits != before:
            kind = Happened.REQUEST_WAITS_AGAIN
            await keep(uow, waits, kind, actor=actor, now=now)
        return
    waiting = await uow.requests.waiting_of(interaction.client_id)
    request = rules.answered_by(waiting, interaction)
    if request is None:
        return
    versioned = await desk.rules(uow, actor)
    calendar = await calendar_of_person(desk, uow, request.responsible_id, versioned, now)
    reacted = rules.react(
        request,
        versioned.rulebook.requests,
        calendar,
        by=interaction.person_id,
        at=interaction.at,
        now=now,
        interaction_id=interaction.id,
    )
    await keep(uow, reacted, Happened.REQUEST_REACTED, actor=actor, now=now)
