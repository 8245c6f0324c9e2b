from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.delivery.model import Matter
from domain.errors import NotFound
from domain.interactions.model import FiledKind, FiledMessage, InteractionId
from domain.org.model import Actor, PersonId
from domain.requests.model import Placed, Request, RequestId
from domain.requests.views import RequestView
from domain.tasks.model import TaskId
from domain.tasks.visibility import Viewer
from domain.timeline import TimelineEntry
from storage.changes import change_marks
from storage.clients.phones import phones_of, to_phones
from storage.clients.visibility import client_visible
from storage.deals.deals import deal_visible
from storage.deals.timeline import timeline_page
from storage.delivery.refreshing import refresh_all
from storage.requests.lists import IS_OPEN, IS_WAITING, RequestLists
from storage.requests.rows import request_visible, to_request
from storage.requests.watch import CLIMB, FOLLOW, IS_AMISS, IS_DUE
from storage.tables import (
    clients,
    contacts,
    deals,
    people,
    request_files,
    requests,
    tasks,
    timeline,
)
from storage.tasks.visibility import task_visible

PLACED = text(
    """
    SELECT CASE WHEN people.is_active THEN people.id
                ELSE nullif(head_of(coalesce(people.id, 0), clients.branch_id, 'manager'), 0)
            END AS responsible_id
      FROM clients LEFT JOIN people ON people.id = clients.owner_id
     WHERE clients.id = :client_id
    """
)
MANAGER_OF = text(
    """
    SELECT CASE WHEN people.role NOT IN ('manager', 'director')
                THEN nullif(head_of(people.id, clients.branch_id, 'manager'), people.id)
            END
      FROM people, clients
     WHERE people.id = :responsible_id AND clients.id = :client_id
    """
)


class SqlRequests(RequestLists):
    """``has_added``: somebody is to be told, so the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self.has_added = False

    async def placed(
        self, client_id: ClientId, *, on_managers_day: bool, otherwise: PersonId
    ) -> Placed:
        found = await self._connection.scalar(PLACED, {"client_id": client_id})
        responsible_id = PersonId(found or otherwise)
        if not on_managers_day:
            return Placed(responsible_id, None)
        return Placed(responsible_id, await self.manager_of(client_id, responsible_id))

    async def manager_of(self, client_id: ClientId, responsible_id: PersonId) -> PersonId | None:
        known = {"client_id": client_id, "responsible_id": responsible_id}
        found = await self._connection.scalar(MANAGER_OF, known)
        return None if found is None else PersonId(found)

    async def add(
        self, request: Request, files: Sequence[FiledMessage], *, once: str | None
    ) -> Request | None:
        added = await self._connection.execute(
            insert_once(requests)
            .values(
                **_kept(request),
                client_id=request.client_id,
                contact_id=request.contact_id,
                deal_id=request.deal_id,
                channel=request.channel,
                kind=request.kind,
                words=request.words,
                came_at=request.came_at,
                noted_at=request.noted_at,
                noted_by=request.noted_by,
                react_by=request.react_by,
                once=once,
                **change_marks(request.noted_at),
            )
            .on_conflict_do_nothing(index_elements=["once"])
            .returning(*requests.c)
        )
        row = added.first()
        if row is None:
            return None
        if files:
            await self.file(RequestId(row.id), files, request.noted_at)
        return to_request(row)

    async def logged(self, once: str, actor: Actor) -> Request:
        return await self._one(requests.c.once == once, actor)

    async def see(self, request_id: RequestId, actor: Actor) -> Request:
        return await self._one(requests.c.id == request_id, actor)

    async def _one(self, which: Any, actor: Actor) -> Request:
        found = await self._connection.execute(
            select(requests)
            .join(clients, clients.c.id == requests.c.client_id)
            .where(which, request_visible(actor))
        )
        row = found.first()
        if row is None:
            raise NotFound
        return to_request(row)

    async def get(self, request_id: RequestId, actor: Actor) -> Request:
        # Its client first, as whoever logs a contact locks it before its requests.
        of_request = select(requests.c.client_id).where(requests.c.id == request_id)
        await self._connection.execute(
            select(clients.c.id)
            .where(clients.c.id == of_request.scalar_subquery())
            .with_for_update(read=True, key_share=True)
        )
        found = await self._connection.execute(
            select(requests)
            .join(clients, clients.c.id == requests.c.client_id)
            .where(requests.c.id == request_id, request_visible(actor))
            .with_for_update(of=requests)
        )
        row = found.first()
        if row is None:
            raise NotFound(request_id=request_id)
        return to_request(row)

    async def segment_of(self, client_id: ClientId) -> str:
        return str(
            await self._connection.scalar(
                select(clients.c.segment).where(clients.c.id == client_id)
            )
        )

    async def waiting_of(self, client_id: ClientId) -> Sequence[Request]:
        rows = await self._connection.execute(
            select(requests)
            .where(requests.c.client_id == client_id, IS_OPEN, IS_WAITING)
            .order_by(requests.c.came_at, requests.c.id)
            .with_for_update()
        )
        return [to_request(row) for row in rows]

    async def reacted_by(self, interaction_id: InteractionId) -> Request | None:
        found = await self._connection.execute(
            select(requests).where(requests.c.reaction_id == interaction_id).with_for_update()
        )
        row = found.first()
        return None if row is None else to_request(row)

    async def save(self, request: Request, now: datetime) -> Request:
        saved = await self._connection.execute(
            update(requests)
            .where(requests.c.id == request.id)
            .values(**_kept(request), version=requests.c.version + 1, **change_marks(now))
            .returning(*requests.c)
        )
        return to_request(saved.one())

    async def link_task(self, request_id: RequestId, task_id: TaskId, now: datetime) -> None:
        await self._link(request_id, now, task_id=task_id)

    async def link_deal(self, request_id: RequestId, deal_id: DealId, now: datetime) -> None:
        await self._link(request_id, now, made_deal_id=deal_id)

    async def _link(self, request_id: RequestId, now: datetime, **linked: int) -> None:
        await self._connection.execute(
            update(requests)
            .where(requests.c.id == request_id)
            .values(**linked, **change_marks(now))
        )

    async def file(
        self, request_id: RequestId, files: Sequence[FiledMessage], now: datetime
    ) -> None:
        await self._connection.execute(
            insert(request_files),
            [
                {
                    "request_id": request_id,
                    "kind": str(filed.kind),
                    "file_id": filed.file_id,
                    "name": filed.name,
                    **change_marks(now),
                }
                for filed in files
            ],
        )

    async def view(self, request_id: RequestId, actor: Actor) -> RequestView:
        manager, noter, reactor, closer = (
            people.alias(name) for name in ("manager", "noter", "reactor", "closer")
        )
        made = deals.alias("made")
        found = await self._connection.execute(
            select(
                requests,
                clients.c.name.label("client_name"),
                clients.c.segment,
                client_visible(actor.scope).label("sees_client"),
                contacts.c.name.label("contact_name"),
                people.c.name.label("responsible_name"),
                manager.c.name.label("manager_name"),
                noter.c.name.label("noted_by_name"),
                reactor.c.name.label("reacted_by_name"),
                closer.c.name.label("closed_by_name"),
                deals.c.title.label("deal_title"),
                phones_of(requests.c.client_id, requests.c.contact_id),
                _files().label("files"),
                select(tasks.c.id)
                .where(
                    tasks.c.id == requests.c.task_id,
                    tasks.c.state != "cancelled",
                    task_visible(Viewer.of(actor)),
                )
                .correlate(requests)
                .scalar_subquery()
                .label("open_task_id"),
                select(func.count())
                .select_from(made)
                .where(
                    made.c.id == requests.c.made_deal_id,
                    made.c.id.in_(select(deals.c.id).where(deal_visible(actor.scope))),
                )
                .correlate(requests)
                .scalar_subquery()
                .label("sees_deal"),
            )
            .join(clients, clients.c.id == requests.c.client_id)
            .join(people, people.c.id == requests.c.responsible_id)
            .join(noter, noter.c.id == requests.c.noted_by)
            .outerjoin(manager, manager.c.id == requests.c.manager_id)
            .outerjoin(reactor, reactor.c.id == requests.c.reacted_by)
            .outerjoin(closer, closer.c.id == requests.c.closed_by)
            .outerjoin(contacts, contacts.c.id == requests.c.contact_id)
            .outerjoin(deals, deals.c.id == requests.c.deal_id)
            .where(requests.c.id == request_id, request_visible(actor))
        )
        row = found.first()
        if row is None:
            raise NotFound(request_id=request_id)
        return _to_view(row)

    async def history(
        self, request_id: RequestId, *, offset: int, size: int
    ) -> tuple[Sequence[TimelineEntry], int]:
        chosen = timeline.c.request_id == request_id
        return await timeline_page(self._connection, chosen, offset=offset, size=size)

    async def follow(self, managed: Sequence[str], now: datetime) -> int:
        known = {"managed": list(managed), "now": now}
        if not await IS_AMISS.scalar(self._connection, known):
            return 0
        passed = list(await self._connection.scalars(FOLLOW, known))
        await refresh_all(self._connection, Matter.REQUEST, passed, now)
        self.has_added = self.has_added or bool(passed)
        return len(passed)

    async def climb(self, now: datetime, limit: int) -> int:
        if not await IS_DUE.scalar(self._connection, {"now": now}):
            return 0
        climbed = await self._connection.scalar(CLIMB, {"now": now, "most": limit}) or 0
        self.has_added = self.has_added or climbed > 0
        return int(climbed)


def _kept(request: Request) -> dict[str, Any]:
    """What an act may change."""
    return {
        "responsible_id": request.responsible_id,
        "is_reassigned": request.is_reassigned,
        "manager_id": request.manager_id,
        "status": str(request.status),
        "close_by": request.close_by,
        "limit_at": request.limit_at,
        "ladder": list(request.ladder.moments),
        "ladder_to": [str(rung) for rung in request.ladder.recipients],
        "steps_done": request.steps_done,
        "next_step_at": request.next_step_at,
        "reacted_at": request.reacted_at,
        "reacted_by": request.reacted_by,
        "reaction_seconds": request.reaction_seconds,
        "reaction_id": request.reaction_id,
        "closed_at": request.closed_at,
        "closed_by": request.closed_by,
        "closing_seconds": request.closing_seconds,
        "result": request.result,
        "rating": None if request.rating is None else str(request.rating),
        "reopened_at": request.reopened_at,
    }


def _files() -> Any:
    filed = select(
        func.json_agg(
            func.json_build_array(
                request_files.c.kind, request_files.c.file_id, request_files.c.name
            )
        )
    )
    return (
        filed.where(request_files.c.request_id == requests.c.id)
        .correlate(requests)
        .scalar_subquery()
    )


def _to_view(row: Any) -> RequestView:
    return RequestView(
        request=to_request(row),
        client_name=row.client_name,
        segment=row.segment,
        sees_client=row.sees_client,
        contact_name=row.contact_name,
        responsible_name=row.responsible_name,
        manager_name=row.manager_name,
        noted_by_name=row.noted_by_name,
        reacted_by_name=row.reacted_by_name,
        closed_by_name=row.closed_by_name,
        deal_title=row.deal_title,
        phones=to_phones(row.phones),
        files=tuple(
            FiledMessage(FiledKind(kind), file_id, name) for kind, file_id, name in row.files or ()
        ),
        open_task_id=None if row.open_task_id is None else TaskId(row.open_task_id),
        sees_deal=bool(row.sees_deal),
    )
