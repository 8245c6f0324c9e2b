"""The one way in: a link that works once, for one person, for a while."""

import hashlib
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from domain.desk import Desk
from domain.org.errors import (
    AlreadyJoined,
    InvitationRefused,
    NobodyFound,
    PersonInactive,
    SeveralFound,
    TelegramAccountTaken,
)
from domain.org.heads import require_head_of
from domain.org.model import Actor, Invitation, Person, PersonId, Role
from domain.org.views import Invited
from domain.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

TOKEN_BYTES: Final = 32  # 43 characters; a start payload holds 64
MOST_CANDIDATES: Final = 20


@dataclass(frozen=True, slots=True)
class TelegramAccount:
    """The account that a stranger comes with."""

    id: int
    username: str | None = None
    language_code: str | None = None


def hash_of(token: str) -> bytes:
    """What is kept of a token. It is random already, so no salt is needed."""
    return hashlib.sha256(token.encode()).digest()


def why_refused(
    invitation: Invitation, person: Person, holder: Person | None, now: datetime
) -> str | None:
    """Why the invitation does not let ``holder``'s account in, for the log; None if it does."""
    if invitation.used_at is not None:
        return "used before"
    if invitation.expires_at <= now:
        return "expired"
    if not person.is_active or person.role is Role.CLIENT:
        return "person inactive"
    if holder is not None and holder.id != person.id:
        return "account belongs to somebody else"
    return None


async def _invite(uow: UnitOfWork, person: Person, now: datetime) -> Invited:
    rules = await uow.rulebooks.current()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = now + timedelta(hours=rules.rulebook.invitation_hours)
    await uow.invitations.withdraw_open(person.id, now=now)
    await uow.invitations.add(
        token_hash=hash_of(token), person_id=person.id, expires_at=expires_at, now=now
    )
    return Invited(token, person, expires_at)


@dataclass(frozen=True, slots=True)
class InvitePerson:
    """A new link for somebody the actor heads; links given to them before stop working.

    An administrator may also invite who is in already: their next Telegram account takes the
    place of the lost one.
    """

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId) -> Invited:
        """Raises: NotFound, NotTheirHead, PersonInactive, AlreadyJoined."""
        async with self.desk.begin() as uow:
            person = await uow.people.get(person_id)
            await require_head_of(uow, actor, person)
            if not person.is_active:
                raise PersonInactive(name=person.name)
            if person.telegram_id is not None and actor.role is not Role.ADMINISTRATOR:
                raise AlreadyJoined(name=person.name)
            invited = await _invite(uow, person, self.desk.clock())
            await uow.commit()
        return invited


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Let a stranger in as the person the link was made for.

    Every refusal looks the same from outside; the log says why.
    """

    desk: Desk

    async def __call__(self, token: str, account: TelegramAccount) -> Person:
        """Raises: InvitationRefused."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            invitation = await uow.invitations.find(hash_of(token))
            if invitation is None:
                logger.info("invitation refused: no such token")
                raise InvitationRefused
            person = await uow.people.get(invitation.person_id)
            holder = await uow.people.find_by_telegram(account.id)
            refusal = why_refused(invitation, person, holder, now)
            if refusal is not None:
                logger.info("invitation %d refused: %s", invitation.id, refusal)
                raise InvitationRefused
            joined = replace(
                person,
                telegram_id=account.id,
                telegram_username=account.username,
                telegram_language=account.language_code,
                joined_at=person.joined_at or now,
                blocked_bot_at=None,
            )
            try:
                await uow.people.save(joined)
            except TelegramAccountTaken:
                logger.info("invitation %d refused: account taken just now", invitation.id)
                raise
            await uow.invitations.mark_used(invitation, by=account.id, now=now)
            await uow.commit()
        return joined


@dataclass(frozen=True, slots=True)
class InviteFirstAdministrator:
    """On the very first start: a person called ``name`` who administers, with a link for them.

    Where the company has no branch yet, its own is made from the rulebook. None where there is an
    administrator already.
    """

    desk: Desk

    async def __call__(self, name: str, *, again: bool = False) -> Invited | None:
        """``again``: while no administrator has come in, the first of them has a new link."""
        async with self.desk.begin() as uow:
            await uow.people.lock_chart()
            administrators = await uow.people.with_role([Role.ADMINISTRATOR])
            if not administrators:
                person = await _first_administrator(uow, name)
            elif again and all(one.telegram_id is None for one in administrators):
                person = min(administrators, key=lambda one: one.id)
            else:
                return None
            invited = await _invite(uow, person, self.desk.clock())
            await uow.commit()
        return invited


async def _first_administrator(uow: UnitOfWork, name: str) -> Person:
    company = (await uow.rulebooks.current()).rulebook.company
    branches = await uow.branches.all()
    top = next((branch for branch in branches if branch.parent_id is None), None)
    if top is None:
        top = await uow.branches.add(
            name=company.name, parent_id=None, country=company.country, zone=company.zone
        )
        await uow.branches.rebuild_tree()
    person = await uow.people.add(
        Person(PersonId(0), name, Role.ADMINISTRATOR, top.id, language=company.language)
    )
    await uow.people.rebuild_reporting()
    return person


@dataclass(frozen=True, slots=True)
class InviteByName:
    """A new link for the one person whom ``wanted`` fits: for the command line, which is trusted
    as an administrator is.
    """

    desk: Desk

    async def __call__(self, wanted: str) -> Invited:
        """Raises: NobodyFound, SeveralFound."""
        async with self.desk.begin() as uow:
            found = await uow.people.candidates(wanted.strip(), limit=MOST_CANDIDATES)
            exact = [line for line in found if line.name.casefold() == wanted.strip().casefold()]
            chosen = exact if len(exact) == 1 else found
            if not chosen:
                raise NobodyFound(wanted=wanted)
            if len(chosen) > 1:
                people = tuple(f"{line.name} ({line.branch_name})" for line in chosen)
                raise SeveralFound(wanted=wanted, people=people)
            person = await uow.people.get(chosen[0].id)
            invited = await _invite(uow, person, self.desk.clock())
            await uow.commit()
        return invited
