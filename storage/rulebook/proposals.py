"""Files that administrators sent, kept until they are put in force or dismissed."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from sqlalchemy import insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.rulebook.ports import Proposal, ProposalId, ProposalStatus
from storage.changes import change_marks
from storage.tables import deals, offers
from storage.tables.rulebook import rulebook_proposals

IS_OPEN = deals.c.status == literal_column("'open'")


async def in_use(connection: AsyncConnection) -> tuple[AbstractSet[str], AbstractSet[str]]:
    stages: Iterable[str] = await connection.scalars(
        select(deals.c.stage).where(IS_OPEN).distinct()
    )
    reasons: Iterable[str] = await connection.scalars(
        select(offers.c.refusal_reason)
        .join(deals, deals.c.id == offers.c.deal_id)
        .where(IS_OPEN, offers.c.refusal_reason.is_not(None))
        .distinct()
    )
    return set(stages), set(reasons)


async def propose(
    connection: AsyncConnection,
    *,
    source_text: str,
    file_name: str | None,
    based_on: int,
    proposed_by: int,
    proposed_at: datetime,
    returns_to: int | None = None,
) -> Proposal:
    added = await connection.execute(
        insert(rulebook_proposals)
        .values(
            source_text=source_text,
            file_name=file_name,
            based_on=based_on,
            proposed_by=proposed_by,
            proposed_at=proposed_at,
            returns_to=returns_to,
            **change_marks(proposed_at),
        )
        .returning(*rulebook_proposals.c)
    )
    return to_proposal(added.one())


async def proposal(connection: AsyncConnection, proposal_id: ProposalId) -> Proposal:
    found = await connection.execute(
        select(rulebook_proposals).where(rulebook_proposals.c.id == proposal_id).with_for_update()
    )
    row = found.first()
    if row is None:
        raise NotFound(proposal_id=proposal_id)
    return to_proposal(row)


async def settle(connection: AsyncConnection, settled: Proposal) -> None:
    assert settled.settled_at is not None
    await connection.execute(
        update(rulebook_proposals)
        .where(rulebook_proposals.c.id == settled.id)
        .values(
            status=str(settled.status),
            settled_by=settled.settled_by,
            settled_at=settled.settled_at,
            **change_marks(settled.settled_at),
        )
    )


def to_proposal(row: Any) -> Proposal:
    return Proposal(
        id=ProposalId(row.id),
        source_text=row.source_text,
        file_name=row.file_name,
        based_on=row.based_on,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        status=ProposalStatus(row.status),
        settled_by=row.settled_by,
        settled_at=row.settled_at,
        returns_to=row.returns_to,
    )
