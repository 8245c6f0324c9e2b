"""How the company's rules are put in force: proposed as a file, looked at, confirmed."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.deals.stage_dues import limits_changed
from domain.deals.stage_reckoning import plan_stage_dues
from domain.desk import Desk
from domain.errors import NotFound, Outdated
from domain.org.model import Actor, PersonId
from domain.org.rules import require_administrator
from domain.rulebook.changes import Change, changes, refuse_unsafe
from domain.rulebook.default import UNNAMED_COMPANY, default_rulebook_text
from domain.rulebook.errors import (
    ProposalActivated,
    ProposalDismissed,
    RulebookMovedOn,
    RulebookUnchanged,
)
from domain.rulebook.foreseeing import foresee
from domain.rulebook.impact import Foreseen
from domain.rulebook.model import Rulebook
from domain.rulebook.notices import tell_heads
from domain.rulebook.ports import (
    Proposal,
    ProposalId,
    ProposalStatus,
    RulebookFiles,
    VersionedRulebook,
)
from domain.segments.recomputing import recompute_segments
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with what it would change, in the order of the file, never empty, and what would
    come of that at this moment.
    """

    proposal: Proposal
    changes: tuple[Change, ...]
    foreseen: tuple[Foreseen, ...]
    old: Rulebook
    new: Rulebook


@dataclass(frozen=True, slots=True)
class InstallDefaultRulebook:
    """The rulebook that ships comes into force where there is none; True if it did just now."""

    desk: Desk
    files: RulebookFiles

    async def __call__(self, company_name: str = UNNAMED_COMPANY) -> bool:
        async with self.desk.begin() as uow:
            try:
                await uow.rulebooks.current()
            except NotFound:
                text = default_rulebook_text(company_name)
                try:
                    await uow.rulebooks.add(
                        await self.files.read(text),
                        after_version=0,
                        source_text=text,
                        comment=None,
                        created_at=self.desk.clock(),
                        created_by=None,
                    )
                except Outdated:  # another process was first
                    return False
                await uow.commit()
                return True
        return False


@dataclass(frozen=True, slots=True)
class ProposeRulebook:
    """Read a file and say what would change; nothing is in force until it is activated."""

    desk: Desk
    files: RulebookFiles

    async def __call__(
        self, actor: Actor, content: bytes, *, file_name: str | None = None
    ) -> Proposed:
        """Raises: AdministratorsOnly, RulebookFileWrong, RulebookUnchanged, StageInUse,
        LostReasonInUse.
        """
        require_administrator(actor)
        rulebook = await self.files.read(content)
        text = content.decode("utf-8-sig")
        async with self.desk.begin() as uow:
            proposed = await _propose(self.desk, uow, actor, rulebook, text, file_name=file_name)
            await uow.commit()
        return proposed


@dataclass(frozen=True, slots=True)
class ReturnToRulebook:
    """Propose what an older version said, with its file: it would come into force as a new one."""

    desk: Desk
    files: RulebookFiles

    async def __call__(self, actor: Actor, version: int) -> Proposed:
        """Raises: AdministratorsOnly, NotFound, RulebookFileWrong, RulebookUnchanged, StageInUse,
        LostReasonInUse.
        """
        require_administrator(actor)
        async with self.desk.begin() as uow:
            older = await uow.rulebooks.get(version)
            text = await self.files.write(older.rulebook, older.source_text)
            rulebook = await self.files.read(text)
            proposed = await _propose(self.desk, uow, actor, rulebook, text, returns_to=version)
            await uow.commit()
        return proposed


async def _propose(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    rulebook: Rulebook,
    text: str,
    *,
    file_name: str | None = None,
    returns_to: int | None = None,
) -> Proposed:
    now = desk.clock()
    current = await uow.rulebooks.current()
    different = tuple(changes(current.rulebook, rulebook))
    if not different:
        raise RulebookUnchanged(version=current.version)
    stages, reasons = await uow.rulebooks.in_use()
    refuse_unsafe(current.rulebook, rulebook, stages_in_use=stages, lost_reasons_in_use=reasons)
    proposal = await uow.rulebooks.propose(
        source_text=text,
        file_name=file_name,
        based_on=current.version,
        proposed_by=actor.id,
        proposed_at=now,
        returns_to=returns_to,
    )
    foreseen = await foresee(desk, uow, current, rulebook, different, now)
    return Proposed(proposal, different, foreseen, current.rulebook, rulebook)


@dataclass(frozen=True, slots=True)
class ActivateRulebook:
    """Put a proposal in force as the next version."""

    desk: Desk
    files: RulebookFiles

    async def __call__(self, actor: Actor, proposal_id: ProposalId) -> VersionedRulebook:
        """Raises: AdministratorsOnly, NotFound, ProposalSettled, RulebookMovedOn, StageInUse,
        LostReasonInUse.
        """
        require_administrator(actor)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            proposal = await _open_proposal(uow, proposal_id)
            current = await uow.rulebooks.current()
            if current.version != proposal.based_on:
                raise RulebookMovedOn(version=current.version)
            rulebook = await self.files.read(proposal.source_text)
            stages, reasons = await uow.rulebooks.in_use()
            refuse_unsafe(
                current.rulebook, rulebook, stages_in_use=stages, lost_reasons_in_use=reasons
            )
            try:
                activated = await uow.rulebooks.add(
                    rulebook,
                    after_version=current.version,
                    source_text=proposal.source_text,
                    comment=proposal.file_name,
                    created_at=now,
                    created_by=actor.id,
                    returns_to=proposal.returns_to,
                )
            except Outdated as error:
                raise RulebookMovedOn(version=current.version + 1) from error
            await _settle(uow, proposal, ProposalStatus.ACTIVATED, actor, now)
            await apply_rules(self.desk.apart(), uow, current.rulebook, activated, now)
            different = changes(current.rulebook, rulebook)
            await tell_heads(uow, actor, activated.version, different)
            await uow.commit()
        return activated


@dataclass(frozen=True, slots=True)
class DismissRulebook:
    """Leave everything as it is."""

    desk: Desk

    async def __call__(self, actor: Actor, proposal_id: ProposalId) -> None:
        """Raises: AdministratorsOnly, NotFound, ProposalSettled."""
        require_administrator(actor)
        async with self.desk.begin() as uow:
            proposal = await _open_proposal(uow, proposal_id)
            await _settle(uow, proposal, ProposalStatus.DISMISSED, actor, self.desk.clock())
            await uow.commit()


async def apply_rules(
    desk: Desk, uow: UnitOfWork, before: Rulebook, rules: VersionedRulebook, now: datetime
) -> None:
    """What is kept and depends on rules follows those that come into force, in one transaction
    with them; all due days follow within a minute (``ReckonCadences``).

    Deals are locked before clients, as everywhere.
    """
    if stages := limits_changed(before, rules.rulebook):
        await uow.stage_dues.reckon(await plan_stage_dues(desk, uow, rules, stages, now), now)
    await recompute_segments(desk, uow, None)


async def _open_proposal(uow: UnitOfWork, proposal_id: ProposalId) -> Proposal:
    proposal = await uow.rulebooks.proposal(proposal_id)
    if proposal.status is ProposalStatus.OPEN:
        return proposal
    assert proposal.settled_by is not None
    name = (await uow.people.see(PersonId(proposal.settled_by))).name
    if proposal.status is ProposalStatus.ACTIVATED:
        raise ProposalActivated(name=name)
    raise ProposalDismissed(name=name)


async def _settle(
    uow: UnitOfWork, proposal: Proposal, status: ProposalStatus, actor: Actor, now: datetime
) -> None:
    settled = replace(proposal, status=status, settled_by=actor.id, settled_at=now)
    await uow.rulebooks.settle(settled)
