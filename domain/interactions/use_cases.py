"""What a person can do with interactions: log one, correct it, look it up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.cadences.reckoning import reckon
from domain.clients.model import ClientId, ContactId
from domain.clients.views import ClientView
from domain.deals import rules as deal_rules
from domain.deals.model import Deal, DealId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.errors import NotFound
from domain.interactions import rules
from domain.interactions.errors import InteractionOfOthers
from domain.interactions.model import (
    WORDS_LIMIT,
    FiledMessage,
    Interaction,
    InteractionId,
    InteractionKind,
    InteractionResult,
    Logged,
    NewInteraction,
    NextStep,
    Through,
)
from domain.interactions.views import InteractionView, NamedClient
from domain.notes import clean_comment, clean_note
from domain.org.model import Actor
from domain.pages import Page
from domain.polls.offering import offered_poll
from domain.requests.reactions import note_reaction
from domain.rulebook.polls import Poll
from domain.tasks.giving import create_task
from domain.tasks.model import NewTask, TaskId
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork

RECENT_CLIENTS = 6
"""Clients that are offered for what was sent without a word."""


async def log_interaction(desk: Desk, uow: UnitOfWork, actor: Actor, new: NewInteraction) -> Logged:
    """``LogInteraction`` within a transaction that does more. Raises: as LogInteraction."""
    now = desk.clock()
    client = await uow.clients.get(new.client_id, actor.scope)
    new = rules.checked(replace(new, client_id=client.id), client, now=now, zone=actor.zone)
    deal = await _deal_of(uow, actor, new)
    if new.contact_id and not await uow.interactions.is_contact_of(new.contact_id, client.id):
        raise NotFound(contact_id=new.contact_id)
    added = await uow.interactions.add(new, person_id=actor.id, now=now)
    if added is None:
        return Logged(await uow.interactions.logged(new.once or "", actor.scope))
    await _note(uow, Happened.INTERACTION, added, deal, actor=actor, at=added.at, new=new)
    await reckon(desk, uow, [client.id])
    await note_reaction(desk, uow, actor, added, now=now)
    if new.next_step is None:
        return Logged(added)
    step_of, task_id = await _plan(desk, uow, actor, added, deal, new.next_step, now=now)
    return Logged(added, step_of, task_id)


async def _deal_of(uow: UnitOfWork, actor: Actor, new: NewInteraction) -> Deal | None:
    """Raises: NotFound: the actor sees no such deal, or it is another client's."""
    if new.deal_id is None:
        return None
    deal = await uow.deals.get(new.deal_id, actor.scope)
    if deal.client_id != new.client_id:
        raise NotFound(deal_id=new.deal_id)
    return deal


async def _note(
    uow: UnitOfWork,
    kind: Happened,
    interaction: Interaction,
    deal: Deal | None,
    *,
    actor: Actor,
    at: datetime,
    new: NewInteraction | None = None,
) -> None:
    """A line in the client's timeline, and shown cards edited."""
    await uow.timeline.add(
        kind,
        at=at,
        deal=deal,
        client_id=interaction.client_id,
        actor_id=actor.id,
        facts=_facts(interaction, files=len(new.files) if new else 0),
    )
    await uow.ledger.refresh(Matter.CLIENT, interaction.client_id, except_for=actor.id)
    if deal is not None:
        await uow.ledger.refresh(Matter.DEAL, deal.id, except_for=actor.id)


def _facts(interaction: Interaction, *, files: int) -> Mapping[str, object]:
    known: dict[str, object] = {
        "what": str(interaction.kind),
        "result": str(interaction.result),
        "at": interaction.at.isoformat(),
    }
    if interaction.through is not None:
        known["through"] = str(interaction.through)
    if interaction.words:
        known["words"] = interaction.words
    if files:
        known["files"] = files
    if interaction.spot is not None:
        known["has_spot"] = True
    return known


async def _plan(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    interaction: Interaction,
    deal: Deal | None,
    step: NextStep,
    *,
    now: datetime,
) -> tuple[DealId | None, TaskId | None]:
    """The deal's next step, or that of the only open one; else a draft about the client."""
    if deal is None or not deal.is_open:
        only = await only_open_deal(uow, actor, interaction.client_id)
        deal = await uow.deals.get(only, actor.scope) if only is not None else None
    if deal is not None:
        words = clean_comment(step.words)
        at = step.deadline.at
        planned = deal_rules.plan_next_step(deal, words, at, now=now)
        await uow.deals.save(planned)
        await uow.timeline.add(
            Happened.NEXT_STEP,
            at=now,
            deal=planned,
            actor_id=actor.id,
            facts={"step": words, "at": at.isoformat()},
        )
        await uow.ledger.refresh(Matter.DEAL, deal.id, except_for=actor.id)
        return deal.id, None
    draft = NewTask(title=step.words, deadline=step.deadline, client_id=interaction.client_id)
    task = await create_task(desk, uow, actor, draft, as_draft=True)
    return None, task.id


async def only_open_deal(uow: UnitOfWork, actor: Actor, client_id: ClientId) -> DealId | None:
    """The client's open deal where the actor sees exactly one."""
    page = await uow.deals.of_client(client_id, actor.scope, offset=0, size=2)
    opened = [line.id for line in page.lines if line.status == "open"]
    return opened[0] if len(opened) == 1 else None


@dataclass(frozen=True, slots=True)
class LogInteraction:
    """A contact with a client, and what is to be done next, if anything is.

    The next step goes to the deal that the contact was about, else to the client's only open
    deal; where there is none, or more than one, it becomes a draft of a task about the client.
    """

    desk: Desk

    async def __call__(self, actor: Actor, new: NewInteraction) -> Logged:
        """A second time under the same ``once`` changes nothing.

        Raises: NotFound: the actor sees no such client, deal or contact person; Interaction…,
            SpotImpossible, TooManyFiled, Note…; of the next step NextStep…, Deadline….
        """
        async with self.desk.begin() as uow:
            logged = await log_interaction(self.desk, uow, actor, new)
            await uow.commit()
        return logged


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be changed; None leaves it as it is."""

    kind: InteractionKind | None = None
    at: datetime | None = None
    result: InteractionResult | None = None
    through: Through | None = None
    contact_id: ContactId | None = None
    words: str | None = None
    more_words: str | None = None
    """Added under the words that are there."""


@dataclass(frozen=True, slots=True)
class CorrectInteraction:
    """By whoever logged it, or their boss, within a day. The history keeps what it was before."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        interaction_id: InteractionId,
        change: Correction,
        *,
        version: int | None,
    ) -> Interaction:
        """``version`` None corrects what is there now. Raises: NotFound, Interaction…, Note…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            seen = (await uow.interactions.view(interaction_id, actor.scope)).interaction
            client = await uow.clients.get(seen.client_id, actor.scope)
            interaction = await _to_correct(uow, actor, interaction_id)
            words = _words_of(interaction, change)
            corrected = _corrected(interaction, change, words)
            if corrected == interaction:
                return interaction
            rules.require_fresh(interaction, version or interaction.version, now=now)
            rules.check_moment(corrected.at, client, now=interaction.noted_at, zone=actor.zone)
            contact_id = change.contact_id
            if contact_id and not await uow.interactions.is_contact_of(contact_id, client.id):
                raise NotFound(contact_id=contact_id)
            saved = await uow.interactions.save(corrected, now)
            deal = await _kept_deal(uow, actor, saved)
            await _note(uow, Happened.INTERACTION_CORRECTED, saved, deal, actor=actor, at=now)
            await reckon(self.desk, uow, [client.id])
            await note_reaction(self.desk, uow, actor, saved, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class FileToInteraction:
    """One more file, photo or forwarded message to a contact that was just logged."""

    desk: Desk

    async def __call__(
        self, actor: Actor, interaction_id: InteractionId, filed: FiledMessage
    ) -> Interaction:
        """Raises: NotFound, InteractionTooOld, InteractionOfOthers, TooManyFiled."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            interaction = await _to_correct(uow, actor, interaction_id)
            rules.require_fresh(interaction, interaction.version, now=now)
            view = await uow.interactions.view(interaction.id, actor.scope)
            if filed in view.files:
                return interaction
            rules.require_room(len(view.files))
            await uow.interactions.file(interaction.id, [filed], now)
            await uow.commit()
        return interaction


async def _to_correct(uow: UnitOfWork, actor: Actor, interaction_id: InteractionId) -> Interaction:
    """Raises: NotFound, InteractionOfOthers."""
    interaction = await uow.interactions.get(interaction_id, actor.scope)
    acts_for = {actor.id, *actor.stands_in_for}
    bosses = {} if interaction.person_id in acts_for else await uow.people.bosses()
    if not rules.may_correct(interaction, acts_for=acts_for, bosses=bosses):
        view = await uow.interactions.view(interaction.id, actor.scope)
        raise InteractionOfOthers(name=view.person_name, interaction_id=interaction.id)
    return interaction


def _corrected(interaction: Interaction, change: Correction, words: str | None) -> Interaction:
    kind = change.kind or interaction.kind
    through = change.through or interaction.through
    if change.through is None and kind is not interaction.kind:
        through = rules.usual_way(kind)
    return replace(
        interaction,
        kind=kind,
        at=change.at or interaction.at,
        result=change.result or interaction.result,
        through=through,
        contact_id=change.contact_id or interaction.contact_id,
        words=interaction.words if words is None else words,
    )


def _words_of(interaction: Interaction, change: Correction) -> str | None:
    """The new words, None where they stay. Raises: Note…."""
    if change.more_words is not None:
        known = f"{interaction.words}\n" if interaction.words else ""
        return clean_note(known + clean_note(change.more_words), limit=WORDS_LIMIT)
    return None if change.words is None else clean_note(change.words, limit=WORDS_LIMIT)


async def _kept_deal(uow: UnitOfWork, actor: Actor, interaction: Interaction) -> Deal | None:
    if interaction.deal_id is None:
        return None
    return await uow.deals.get(interaction.deal_id, actor.scope)


@dataclass(frozen=True, slots=True)
class InteractionPage:
    """``may_correct``: by this reader, now. ``poll``: what is offered to be asked after it."""

    view: InteractionView
    may_correct: bool
    poll: Poll | None = None


@dataclass(frozen=True, slots=True)
class ViewInteraction:
    desk: Desk

    async def __call__(self, actor: Actor, interaction_id: InteractionId) -> InteractionPage:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.interactions.view(interaction_id, actor.scope)
            bosses = await uow.people.bosses()
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            now = self.desk.clock()
            poll = await offered_poll(uow, actor, view.interaction, rulebook, now)
        interaction = view.interaction
        is_theirs = rules.may_correct(
            interaction, acts_for={actor.id, *actor.stands_in_for}, bosses=bosses
        )
        is_fresh = rules.is_fresh(interaction, now=self.desk.clock())
        return InteractionPage(
            view, may_correct=is_theirs and is_fresh, poll=poll if is_theirs else None
        )


@dataclass(frozen=True, slots=True)
class ListInteractions:
    """Contacts with a client, latest first; of some kinds where they are named."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        kinds: Collection[InteractionKind] = (),
        *,
        offset: int,
        size: int,
    ) -> tuple[ClientView, Sequence[InteractionView], Page]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            client = await uow.clients.view(client_id, actor.scope)
            views, total = await uow.interactions.of_client(
                client.client.id, actor.scope, kinds, offset=offset, size=size
            )
        return client, views, Page(offset, size, total)


@dataclass(frozen=True, slots=True)
class ListRecentClients:
    """Whom the actor last looked at or spoke to: to choose from."""

    desk: Desk

    async def __call__(self, actor: Actor) -> Sequence[NamedClient]:
        async with self.desk.begin() as uow:
            return await uow.interactions.recent_clients(actor.id, actor.scope, RECENT_CLIENTS)
