from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.org.model import Invitation, InvitationId, PersonId
from domain.origin import current_origin
from storage.changes import change_marks
from storage.tables import invitations


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
                invited_by=current_origin().actor_id,
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
