from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.org.model import Absence, Invitation, InvitationId, PersonId
from storage.changes import change_marks
from storage.tables import absences, invitations


class SqlAbsences:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def add(self, absence: Absence) -> None:
        await self._connection.execute(
            insert(absences).values(
                person_id=absence.person_id,
                starts_on=absence.starts_on,
                ends_on=absence.ends_on,
                deputy_id=absence.deputy_id,
                **change_marks(self._clock()),
            )
        )

    async def of(self, person_id: PersonId, *, since: date) -> Sequence[Absence]:
        rows = await self._connection.execute(
            select(absences)
            .where(absences.c.person_id == person_id, absences.c.ends_on >= since)
            .order_by(absences.c.starts_on)
        )
        return [
            Absence(
                person_id=PersonId(row.person_id),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                deputy_id=PersonId(row.deputy_id),
            )
            for row in rows
        ]


def to_invitation(row: Any) -> Invitation:
    return Invitation(
        id=InvitationId(row.id),
        token_hash=row.token_hash,
        person_id=PersonId(row.person_id),
        expires_at=row.expires_at,
        created_at=row.created_at,
        used_at=row.used_at,
    )


class SqlInvitations:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def add(
        self, *, token_hash: bytes, person_id: PersonId, expires_at: datetime, now: datetime
    ) -> None:
        await self._connection.execute(
            insert(invitations).values(
                token_hash=token_hash,
                person_id=person_id,
                expires_at=expires_at,
                created_at=now,
                **change_marks(now),
            )
        )

    async def find(self, token_hash: bytes) -> Invitation | None:
        found = await self._connection.execute(
            select(invitations).where(invitations.c.token_hash == token_hash).with_for_update()
        )
        row = found.first()
        return None if row is None else to_invitation(row)

    async def mark_used(self, invitation: Invitation, *, by: int, now: datetime) -> None:
        await self._connection.execute(
            update(invitations)
            .where(invitations.c.id == invitation.id)
            .values(used_at=now, used_by_telegram_id=by, **change_marks(now))
        )

    async def withdraw_open(self, person_id: PersonId, *, now: datetime) -> None:
        await self._connection.execute(
            update(invitations)
            .where(
                invitations.c.person_id == person_id,
                invitations.c.used_at.is_(None),
                invitations.c.expires_at > now,
            )
            .values(expires_at=now, **change_marks(now))
        )
