from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, func, insert, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.deals.model import Deal, DealId, OfferId
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.origin import current_origin
from domain.tasks.model import TaskId
from domain.timeline import Happened, TimelineEntry
from storage.deals.deals import deal_visible
from storage.org.visibility import visible
from storage.tables import deals, people, tasks, timeline
from storage.transaction import Transaction
from storage.writings import Writing

ADD = Writing(
    insert(timeline).inline(),
    to=timeline,
    columns=(
        "at",
        "kind",
        "client_id",
        "deal_id",
        "offer_id",
        "request_id",
        "actor_id",
        "channel",
        "from_stage",
        "to_stage",
        "facts",
    ),
)


class SqlTimeline:
    def __init__(self, connection: Transaction) -> None:
        self._connection = connection

    async def add(
        self,
        kind: Happened,
        *,
        at: datetime,
        actor_id: PersonId | None,
        deal: Deal | None = None,
        client_id: ClientId | None = None,
        offer_id: OfferId | None = None,
        request_id: int | None = None,
        from_stage: str | None = None,
        to_stage: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        await self._connection.write(
            ADD,
            {
                "at": at,
                "kind": str(kind),
                "client_id": client_id if deal is None else deal.client_id,
                "deal_id": None if deal is None else deal.id,
                "offer_id": offer_id,
                "request_id": request_id,
                "actor_id": actor_id,
                "channel": str(current_origin().channel),
                "from_stage": from_stage,
                "to_stage": to_stage,
                "facts": dict(facts or {}),
            },
        )

    async def of_client(
        self,
        client_id: ClientId,
        scope: Scope,
        kinds: Collection[Happened] | None = None,
        *,
        offset: int,
        size: int,
    ) -> tuple[Sequence[TimelineEntry], int]:
        of_others = (
            exists()
            .where(deals.c.id == timeline.c.deal_id, not_(deal_visible(scope)))
            .correlate(timeline)
        )
        chosen = (timeline.c.client_id == client_id) & not_(of_others) & not_(_task_unseen(scope))
        if kinds is not None:
            chosen = chosen & timeline.c.kind.in_(sorted(map(str, kinds)))
        return await _turned_page(self._connection, chosen, offset=offset, size=size)

    async def of_deal(
        self, deal_id: DealId, *, offset: int, size: int
    ) -> tuple[Sequence[TimelineEntry], int]:
        chosen = (timeline.c.deal_id == deal_id) & not_(_of_its_task(_NEVER_SENT))
        return await _turned_page(self._connection, chosen, offset=offset, size=size)


async def timeline_page(
    connection: AsyncConnection, chosen: ColumnElement[bool], *, offset: int, size: int
) -> tuple[Sequence[TimelineEntry], int]:
    """Newest first, with the number of all that are ``chosen``."""
    total = await connection.scalar(select(func.count()).select_from(timeline).where(chosen))
    found = await connection.execute(_page(chosen).offset(offset).limit(size))
    return [to_entry(row) for row in found], total or 0


async def _turned_page(
    connection: AsyncConnection, chosen: ColumnElement[bool], *, offset: int, size: int
) -> tuple[Sequence[TimelineEntry], int]:
    """Newest first, with how many there are up to here, and one more where there is more: the page
    of a history of years costs what it shows. Past the end the first page comes.
    """
    found = await connection.execute(_page(chosen).offset(offset).limit(size + 1))
    rows = found.all()
    if offset and not rows:
        entries, total = await _turned_page(connection, chosen, offset=0, size=size)
        return entries, min(total, offset)
    return [to_entry(row) for row in rows[:size]], offset + len(rows)


def _page(chosen: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*timeline.c, people.c.name.label("actor_name"), deals.c.title.label("deal_title"))
        .outerjoin(people, people.c.id == timeline.c.actor_id)
        .outerjoin(deals, deals.c.id == timeline.c.deal_id)
        .where(chosen)
        .order_by(timeline.c.at.desc(), timeline.c.id.desc())
    )


def to_entry(row: Any) -> TimelineEntry:
    """Of a row of the timeline with ``actor_name`` and ``deal_title``."""
    return TimelineEntry(
        at=row.at,
        kind=row.kind,
        actor_name=row.actor_name,
        channel=row.channel,
        deal_id=None if row.deal_id is None else DealId(row.deal_id),
        deal_title=row.deal_title,
        offer_id=None if row.offer_id is None else OfferId(row.offer_id),
        from_stage=row.from_stage,
        to_stage=row.to_stage,
        facts=row.facts,
        task_id=None if row.task_id is None else TaskId(row.task_id),
    )


_NEVER_SENT = tasks.c.given_at.is_(None) & (tasks.c.approval_reasons == [])
"""Drafts, dropped ones too: their assigner's own, and nothing that happened to a client."""


def _task_unseen(scope: Scope) -> ColumnElement[bool]:
    """Tasks that were never sent; and, of those that belong to no deal, what others gave others."""
    of_executor = visible(scope, owner=tasks.c.executor_id, branch=tasks.c.branch_id)
    of_assigner = visible(scope, owner=tasks.c.assigner_id, branch=tasks.c.branch_id)
    others = timeline.c.deal_id.is_(None) & not_(or_(of_executor, of_assigner))
    return _of_its_task(or_(_NEVER_SENT, others))


def _of_its_task(holds: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether it holds of the entry's task, if there is one. Each task is looked up by its id: a
    join with all drafts reads them anew for each entry where they are taken for few.
    """
    found = select(holds).where(tasks.c.id == timeline.c.task_id).correlate(timeline)
    return timeline.c.task_id.is_not(None) & func.coalesce(found.scalar_subquery(), false())
