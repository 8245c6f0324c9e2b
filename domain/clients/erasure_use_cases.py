"""What an administrator does when a person asks for their data, or for its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.clients.erasure import AlreadyErased, Subject, require_eraser
from domain.clients.model import ClientId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.notes import clean_note
from domain.org.model import Actor
from domain.timeline import Happened


@dataclass(frozen=True, slots=True)
class ExportPersonalData:
    """Everything that is kept about a contact person or a private client, by table."""

    desk: Desk

    async def __call__(
        self, actor: Actor, subject: Subject, subject_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Raises: ErasureNotAllowed, NotFound."""
        require_eraser(actor)
        async with self.desk.begin() as uow:
            await uow.erasures.client_of(subject, subject_id)
            return await uow.erasures.export(subject, subject_id)


@dataclass(frozen=True, slots=True)
class ErasePersonalData:
    """For good, in one transaction; merges of the client can no more be undone."""

    desk: Desk

    async def __call__(
        self, actor: Actor, subject: Subject, subject_id: int, reason: str
    ) -> ClientId:
        """The client that it was about.

        Raises: ErasureNotAllowed, NotFound, NoteMissing, NoteTooLong; AlreadyErased: a second tap.
        """
        require_eraser(actor)
        reason = clean_note(reason)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            client_id = await uow.erasures.client_of(subject, subject_id)
            if await uow.erasures.is_erased(subject, subject_id):
                raise AlreadyErased(client_id=client_id)
            data = await uow.erasures.personal_data(subject, subject_id)
            await uow.erasures.erase(
                subject, subject_id, client_id, data, by=actor.id, reason=reason, now=now
            )
            await uow.timeline.add(
                Happened.PERSON_ERASED, at=now, client_id=client_id, actor_id=actor.id
            )
            await uow.ledger.refresh(Matter.CLIENT, client_id, except_for=actor.id)
            await uow.commit()
        return client_id
