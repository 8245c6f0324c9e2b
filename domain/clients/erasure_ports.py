from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.clients.erasure import PersonalData, Subject
from domain.clients.model import ClientId
from domain.org.model import PersonId


class Erasures(Protocol):
    async def client_of(self, subject: Subject, subject_id: int) -> ClientId:
        """The living client that it is about, locked. Raises: NotFound."""
        ...

    async def is_erased(self, subject: Subject, subject_id: int) -> bool: ...

    async def personal_data(self, subject: Subject, subject_id: int) -> PersonalData: ...

    async def export(
        self, subject: Subject, subject_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Every record about the person, by table."""
        ...

    async def erase(
        self,
        subject: Subject,
        subject_id: int,
        client_id: ClientId,
        data: PersonalData,
        *,
        by: PersonId,
        reason: str,
        now: datetime,
    ) -> None:
        """Blank the person's fields, take them out of free texts about the client, and out of the
        audit's copies; keep the hashes, and that it was done."""
        ...
