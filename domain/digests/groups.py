"""A team's digest in a group chat: figures only, and nothing that names a client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.digests.errors import GroupDigestOfAnother, GroupDigestOfHead
from domain.digests.group_model import (
    GroupDigest,
    GroupDigestDue,
    GroupDigestId,
    GroupDigestOver,
    GroupReport,
)
from domain.digests.levels import sums_of
from domain.digests.rules import DIGEST_LATENESS
from domain.errors import NotFound
from domain.org.model import Actor, Role
from domain.org.ports import Actors
from domain.org.visibility import EVERYTHING, Scope
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.periods import PeriodKind, period_of
from domain.unit_of_work import UnitOfWork

LEASE: Final = timedelta(minutes=2)
"""How long a digest that is being sent is nobody else's."""
GROUP_LOST: Final = "group_digest_lost"
"""The kind that tells who switched it on that the bot is in that group no more."""


def team_of(actor: Actor) -> Whose:
    """Whose figures a head's groups get: what they lead themselves, whomever they stand in for.

    Raises: GroupDigestOfHead.
    """
    match actor.role:
        case Role.LEAD:
            return Whose(WhoseKind.TEAM, actor.id)
        case Role.MANAGER:
            return Whose(WhoseKind.BRANCH, actor.branch_id)
        case Role.DIRECTOR:
            return COMPANY
        case _:
            raise GroupDigestOfHead


def scope_of_team(whose: Whose) -> Scope:
    match whose.kind:
        case WhoseKind.TEAM:
            return Scope(teams=frozenset({whose.id}))
        case WhoseKind.BRANCH:
            return Scope(branches=frozenset({whose.id}))
        case _:
            return EVERYTHING


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group's digest: whose it is, and when it comes. ``is_new``: it was switched on just now.

    ``whose_name`` is None of a team whose lead is not to be named. ``may_leave``: this actor may
    switch it off.
    """

    digest: GroupDigest
    whose: Whose
    whose_name: str | None
    at: time
    zone: ZoneInfo
    is_new: bool
    may_leave: bool


@dataclass(frozen=True, slots=True)
class BindGroup:
    """A head says in a group that their team's digest is to come there."""

    desk: Desk
    actors: Actors

    async def __call__(self, actor: Actor, chat_id: int, title: str) -> GroupPlan:
        """What is there already is told, whoever asks. Raises: GroupDigestOfHead."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            there = await uow.group_digests.find_in(chat_id)
            if there is None:
                team_of(actor)
                there = await uow.group_digests.add(chat_id, title, actor.id, now)
                is_new = there is not None
                there = there or await uow.group_digests.find_in(chat_id)
                if there is None:
                    raise NotFound(chat_id=chat_id)
            else:
                is_new = False
            binder = await self.actors.get(there.bound_by, now=now)
            plan = await self._plan(uow, actor, binder, there, is_new=is_new)
            await uow.commit()
        return plan

    async def _plan(
        self,
        uow: UnitOfWork,
        actor: Actor,
        binder: Actor,
        digest: GroupDigest,
        *,
        is_new: bool,
    ) -> GroupPlan:
        rules = await self.desk.rules(uow, actor)
        whose = team_of(binder)
        return GroupPlan(
            digest,
            whose,
            await name_of_team(uow, binder, whose, shows_names=rules.rulebook.kpi.shows_names),
            rules.rulebook.delivery.digests.groups,
            binder.zone,
            is_new=is_new,
            may_leave=await _may_leave(uow, actor, digest),
        )


async def name_of_team(
    uow: UnitOfWork, binder: Actor, whose: Whose, *, shows_names: bool
) -> str | None:
    """A branch's, the company's; a lead's where the rulebook lets people be named."""
    if whose.kind is WhoseKind.TEAM and not shows_names:
        return None
    return await uow.whose.name(whose, binder)


async def _may_leave(uow: UnitOfWork, actor: Actor, digest: GroupDigest) -> bool:
    """Who switched it on, the heads above them, and who may do anything."""
    if actor.id == digest.bound_by or digest.bound_by in actor.stands_in_for:
        return True
    if actor.scope.sees_all:
        return True
    return actor.role.leads_people and await uow.people.is_within(digest.bound_by, actor.scope)


@dataclass(frozen=True, slots=True)
class ListGroupDigests:
    """The groups that get the digest of the actor's team, and when it comes."""

    desk: Desk

    async def __call__(self, actor: Actor) -> tuple[Sequence[GroupDigest], time]:
        """Raises: GroupDigestOfHead."""
        team_of(actor)
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            found = await uow.group_digests.of_person(actor.id)
        return found, rules.rulebook.delivery.digests.groups


@dataclass(frozen=True, slots=True)
class UnbindGroup:
    """The digest comes to that group no more."""

    desk: Desk

    async def __call__(self, actor: Actor, binding_id: GroupDigestId) -> GroupDigest | None:
        """As it was; None where it had ended already, or is not for the actor to end: whoever has
        no part in it does not learn that it is there.
        """
        async with self.desk.begin() as uow:
            try:
                return await _unbind(uow, actor, binding_id)
            except GroupDigestOfAnother:
                return None


@dataclass(frozen=True, slots=True)
class UnbindChat:
    """The same, said in the group itself."""

    desk: Desk

    async def __call__(self, actor: Actor, chat_id: int) -> GroupDigest | None:
        """As it was; None where it had ended already. Raises: GroupDigestOfAnother."""
        async with self.desk.begin() as uow:
            there = await uow.group_digests.find_in(chat_id)
            return None if there is None else await _unbind(uow, actor, there.id)


async def _unbind(uow: UnitOfWork, actor: Actor, binding_id: GroupDigestId) -> GroupDigest | None:
    digest = await uow.group_digests.lock(binding_id)
    if digest is None:
        return None
    if not await _may_leave(uow, actor, digest):
        raise GroupDigestOfAnother(name=digest.bound_by_name)
    await uow.group_digests.remove(digest.id)
    await uow.commit()
    return digest


@dataclass(frozen=True, slots=True)
class KeepGroupDigests:
    """The clock's side: what is due, what it says, and what became of it."""

    desk: Desk
    actors: Actors

    async def claim(self, limit: int) -> Sequence[GroupDigestDue]:
        """Take the digests whose hour has come, each group's day once; who dies halfway leaves it
        to the next who looks after ``LEASE``. Days off are passed over.
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await uow.rulebooks.current()
            at = rules.rulebook.delivery.digests.groups
            due = await uow.group_digests.claim_due(
                at, lateness=DIGEST_LATENESS, now=now, lease=LEASE, limit=limit
            )
            working: list[GroupDigestDue] = []
            for one in due:
                calendar = self.desk.calendars.of(rules, one.workplace, around=one.day)
                if calendar.is_working_day(one.day):
                    working.append(one)
                else:
                    await uow.group_digests.settle(one.digest.id, one.day, now)
            await uow.commit()
        return working

    async def claim_over(self, limit: int) -> Sequence[GroupDigestOver]:
        """End those of who left or leads nobody any more; whose groups are to be told."""
        async with self.desk.begin() as uow:
            over = await uow.group_digests.remove_over(limit)
            await uow.commit()
        return over

    async def report(self, due: GroupDigestDue) -> GroupReport | None:
        """The team's day; None where nothing happened. Raises: NotFound, GroupDigestOfHead."""
        now = self.desk.clock()
        binder = await self.actors.get(due.digest.bound_by, now=now)
        whose = team_of(binder)
        bounds = period_of(PeriodKind.DAY, due.day).bounds(binder.zone)
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, binder)
            shows_names = rules.rulebook.kpi.shows_names
            name = await name_of_team(uow, binder, whose, shows_names=shows_names)
            closed = await uow.digest_figures.closed(
                scope_of_team(whose), since=bounds[0], day=bounds
            )
            worked = await uow.digest_figures.worked(whose, bounds, now=now)
        report = GroupReport(
            whose=whose,
            name=name,
            day=due.day,
            language=binder.language,
            won=sums_of(part for part in closed if part.is_won),
            lost=sums_of(part for part in closed if not part.is_won),
            worked=worked,
        )
        return None if report.is_empty else report

    async def settle(self, due: GroupDigestDue) -> None:
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.group_digests.settle(due.digest.id, due.day, now)
            await uow.commit()

    async def put_off(self, due: GroupDigestDue, wait: timedelta) -> None:
        async with self.desk.begin() as uow:
            until = self.desk.clock() + wait
            await uow.group_digests.release(due.digest.id, due.day, until)
            await uow.commit()

    async def move(self, chat_id: int, to_chat_id: int) -> None:
        """Telegram made a supergroup of the group: it has another id from now on."""
        async with self.desk.begin() as uow:
            await uow.group_digests.move(chat_id, to_chat_id, self.desk.clock())
            await uow.commit()

    async def lose(self, chat_id: int) -> None:
        """The bot is in that group no more: who switched it on is told."""
        async with self.desk.begin() as uow:
            digest = await uow.group_digests.find_in(chat_id)
            if digest is None:
                return
            await uow.group_digests.remove(digest.id)
            notice = NewNotice(
                digest.bound_by,
                GROUP_LOST,
                Matter.DIGEST,
                digest.id,
                facts={"group": digest.group_title},
            )
            await uow.ledger.add([notice])
            await uow.commit()
