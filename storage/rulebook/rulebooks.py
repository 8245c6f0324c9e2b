from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound, Outdated
from domain.rulebook.model import Rulebook
from domain.rulebook.ports import Proposal, ProposalId, RulebookVersion, VersionedRulebook
from storage.changes import change_marks
from storage.rulebook import proposals
from storage.tables import people, rulebooks

LINES = select(
    rulebooks.c.version,
    rulebooks.c.comment,
    rulebooks.c.created_at,
    people.c.name,
    rulebooks.c.returns_to,
).outerjoin_from(rulebooks, people, people.c.id == rulebooks.c.created_by)


class RulebookCache:
    """Rulebooks of this process by version: a version never changes once it is there."""

    def __init__(self) -> None:
        self._known: dict[int, VersionedRulebook] = {}

    def find(self, version: int) -> VersionedRulebook | None:
        return self._known.get(version)

    def keep(self, rules: VersionedRulebook) -> None:
        self._known[rules.version] = rules


class SqlRulebooks:
    def __init__(self, connection: AsyncConnection, cache: RulebookCache) -> None:
        self._connection = connection
        self._cache = cache
        self._added: VersionedRulebook | None = None

    async def current(self) -> VersionedRulebook:
        version = await self._connection.scalar(
            select(rulebooks.c.version).order_by(rulebooks.c.version.desc()).limit(1)
        )
        if version is None:
            raise NotFound(rulebook="current")
        return await self.get(version)

    async def get(self, version: int) -> VersionedRulebook:
        if self._added is not None and self._added.version == version:
            return self._added  # not for others, as long as it may be rolled back
        known = self._cache.find(version)
        if known is not None:
            return known
        found = await self._connection.execute(
            select(rulebooks).where(rulebooks.c.version == version)
        )
        row = found.first()
        if row is None:
            raise NotFound(rulebook=version)
        rules = VersionedRulebook(row.version, Rulebook.model_validate(row.body), row.source_text)
        self._cache.keep(rules)
        return rules

    async def add(
        self,
        rulebook: Rulebook,
        *,
        after_version: int,
        source_text: str | None,
        comment: str | None,
        created_at: datetime,
        created_by: int | None,
        returns_to: int | None = None,
    ) -> VersionedRulebook:
        version = after_version + 1
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(
                    insert(rulebooks).values(
                        version=version,
                        body=rulebook.model_dump(mode="json"),
                        source_text=source_text,
                        comment=comment,
                        created_at=created_at,
                        created_by=created_by,
                        returns_to=returns_to,
                        **change_marks(created_at),
                    )
                )
        except IntegrityError as error:
            raise Outdated(rulebook=version) from error
        self._added = VersionedRulebook(version, rulebook, source_text)
        return self._added

    async def line(self, version: int) -> RulebookVersion:
        found = await self._connection.execute(LINES.where(rulebooks.c.version == version))
        row = found.first()
        if row is None:
            raise NotFound(rulebook=version)
        return _to_line(row)

    async def page(self, *, offset: int, size: int) -> tuple[Sequence[RulebookVersion], int]:
        total = await self._connection.scalar(select(func.count()).select_from(rulebooks))
        rows = await self._connection.execute(
            LINES.order_by(rulebooks.c.version.desc()).offset(offset).limit(size)
        )
        return [_to_line(row) for row in rows], total or 0

    async def in_use(self) -> tuple[AbstractSet[str], AbstractSet[str]]:
        return await proposals.in_use(self._connection)

    async def propose(
        self,
        *,
        source_text: str,
        file_name: str | None,
        based_on: int,
        proposed_by: int,
        proposed_at: datetime,
        returns_to: int | None = None,
    ) -> Proposal:
        return await proposals.propose(
            self._connection,
            source_text=source_text,
            file_name=file_name,
            based_on=based_on,
            proposed_by=proposed_by,
            proposed_at=proposed_at,
            returns_to=returns_to,
        )

    async def proposal(self, proposal_id: ProposalId) -> Proposal:
        return await proposals.proposal(self._connection, proposal_id)

    async def settle(self, proposal: Proposal) -> None:
        await proposals.settle(self._connection, proposal)


def _to_line(row: Any) -> RulebookVersion:
    return RulebookVersion(row.version, row.comment, row.created_at, row.name, row.returns_to)
