from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId, ContactId
from domain.deals.model import DealId
from domain.errors import NotFound
from domain.interactions.model import (
    FiledKind,
    FiledMessage,
    Interaction,
    InteractionId,
    InteractionKind,
    InteractionResult,
    NewInteraction,
    Spot,
    Through,
)
from domain.interactions.views import InteractionView, NamedClient
from domain.org.model import PersonId
from domain.org.visibility import Scope
from storage.changes import change_marks
from storage.clients.visibility import client_visible
from storage.org.visibility import visible
from storage.tables import (
    cards,
    clients,
    contacts,
    deals,
    interaction_files,
    interactions,
    people,
)


def to_interaction(row: Any) -> Interaction:
    spot = None
    if row.latitude is not None:
        spot = Spot(row.latitude, row.longitude, row.accuracy_m, row.distance_m)
    return Interaction(
        id=InteractionId(row.id),
        kind=InteractionKind(row.kind),
        client_id=ClientId(row.client_id),
        person_id=PersonId(row.person_id),
        at=row.at,
        noted_at=row.noted_at,
        result=InteractionResult(row.result),
        through=None if row.through is None else Through(row.through),
        contact_id=None if row.contact_id is None else ContactId(row.contact_id),
        deal_id=None if row.deal_id is None else DealId(row.deal_id),
        words=row.words,
        spot=spot,
        version=row.version,
    )


REACHED = interactions.c.result == literal_column("'reached'")  # as the partial index names it
LATEST_FIRST = (interactions.c.at.desc(), interactions.c.id.desc())


class SqlInteractions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, new: NewInteraction, *, person_id: PersonId, now: datetime
    ) -> Interaction | None:
        added = await self._connection.execute(
            upsert(interactions)
            .values(
                kind=str(new.kind),
                client_id=new.client_id,
                contact_id=new.contact_id,
                deal_id=new.deal_id,
                person_id=person_id,
                result=str(new.result),
                through=new.through and str(new.through),
                at=new.at,
                noted_at=now,
                words=new.words,
                latitude=new.spot and new.spot.latitude,
                longitude=new.spot and new.spot.longitude,
                accuracy_m=new.spot and new.spot.accuracy_m,
                distance_m=new.spot and new.spot.distance_m,
                once=new.once,
                **change_marks(now),
            )
            .on_conflict_do_nothing(index_elements=[interactions.c.once])
            .returning(*interactions.c)
        )
        row = added.first()
        if row is None:
            return None
        kept = to_interaction(row)
        await self.file(kept.id, new.files, now)
        return kept

    async def logged(self, once: str, scope: Scope) -> Interaction:
        return await self._one(interactions.c.once == once, scope, once=once)

    async def get(self, interaction_id: InteractionId, scope: Scope) -> Interaction:
        return await self._one(
            interactions.c.id == interaction_id, scope, interaction_id=interaction_id
        )

    async def _one(self, chosen: ColumnElement[bool], scope: Scope, **facts: object) -> Interaction:
        found = await self._connection.execute(
            _seen(select(*interactions.c), scope).where(chosen).with_for_update(of=interactions)
        )
        row = found.first()
        if row is None:
            raise NotFound(**facts)
        return to_interaction(row)

    async def save(self, interaction: Interaction, now: datetime) -> Interaction:
        await self._connection.execute(
            update(interactions)
            .where(interactions.c.id == interaction.id)
            .values(
                kind=str(interaction.kind),
                contact_id=interaction.contact_id,
                result=str(interaction.result),
                through=interaction.through and str(interaction.through),
                at=interaction.at,
                words=interaction.words,
                version=interaction.version + 1,
                **change_marks(now),
            )
        )
        return replace(interaction, version=interaction.version + 1)

    async def file(
        self, interaction_id: InteractionId, files: Sequence[FiledMessage], now: datetime
    ) -> None:
        if files:
            await self._connection.execute(
                insert(interaction_files),
                [
                    {
                        "interaction_id": interaction_id,
                        "kind": str(filed.kind),
                        "file_id": filed.file_id,
                        "name": filed.name,
                        **change_marks(now),
                    }
                    for filed in files
                ],
            )

    async def view(self, interaction_id: InteractionId, scope: Scope) -> InteractionView:
        found = await self._connection.execute(
            _views(scope).where(interactions.c.id == interaction_id)
        )
        row = found.first()
        if row is None:
            raise NotFound(interaction_id=interaction_id)
        return _to_view(row)

    async def of_client(
        self,
        client_id: ClientId,
        scope: Scope,
        kinds: Collection[InteractionKind],
        *,
        offset: int,
        size: int,
    ) -> tuple[Sequence[InteractionView], int]:
        chosen = interactions.c.client_id == client_id
        if kinds:
            chosen = and_(chosen, interactions.c.kind.in_(sorted(map(str, kinds))))
        total = await self._connection.scalar(
            _seen(select(func.count()).select_from(interactions), scope).where(chosen)
        )
        rows = await self._connection.execute(
            _views(scope).where(chosen).order_by(*LATEST_FIRST).offset(offset).limit(size)
        )
        return [_to_view(row) for row in rows], total or 0

    async def last_interactions(
        self,
        client_id: ClientId,
        kinds: Collection[InteractionKind],
        limit: int,
        *,
        only_reached: bool = True,
    ) -> Sequence[Interaction]:
        chosen = (interactions.c.client_id == client_id) & interactions.c.kind.in_(
            sorted(map(str, kinds))
        )
        if only_reached:
            chosen = chosen & REACHED
        rows = await self._connection.execute(
            select(interactions).where(chosen).order_by(*LATEST_FIRST).limit(limit)
        )
        return [to_interaction(row) for row in rows]

    async def recent_clients(
        self, person_id: PersonId, scope: Scope, limit: int
    ) -> Sequence[NamedClient]:
        opened = (
            select(
                func.coalesce(deals.c.client_id, cards.c.matter_id).label("client_id"),
                cards.c.sent_at.label("at"),
            )
            .select_from(cards)
            .join(people, people.c.telegram_id == cards.c.chat_id)
            .outerjoin(deals, and_(cards.c.matter == "deal", deals.c.id == cards.c.matter_id))
            .where(
                people.c.id == person_id,
                or_(
                    cards.c.matter == "client",
                    and_(cards.c.matter == "deal", not_(deals.c.client_id.is_(None))),
                ),
            )
        )
        spoken_to = (
            select(interactions.c.client_id, interactions.c.noted_at)
            .where(interactions.c.person_id == person_id)
            .order_by(interactions.c.at.desc())
            .limit(limit * 4)
        )
        both = union_all(opened, spoken_to.subquery().select()).subquery("both")
        latest = (
            select(both.c.client_id, func.max(both.c.at).label("at"))
            .group_by(both.c.client_id)
            .subquery("latest")
        )
        rows = await self._connection.execute(
            select(clients.c.id, clients.c.name)
            .join(latest, latest.c.client_id == clients.c.id)
            .where(client_visible(scope))
            .order_by(latest.c.at.desc(), clients.c.id)
            .limit(limit)
        )
        return [NamedClient(ClientId(row.id), row.name) for row in rows]

    async def is_contact_of(self, contact_id: ContactId, client_id: ClientId) -> bool:
        known = await self._connection.scalar(
            select(contacts.c.client_id).where(contacts.c.id == contact_id)
        )
        return known == client_id


def _seen(query: Select[Any], scope: Scope) -> Select[Any]:
    """Interactions with clients inside ``scope``, those in deals outside it left out."""
    of_deal = deals.alias("of_deal")
    is_hidden = (
        select(of_deal.c.id)
        .where(of_deal.c.id == interactions.c.deal_id)
        .where(not_(visible(scope, owner=of_deal.c.owner_id, branch=of_deal.c.branch_id)))
        .correlate(interactions)
        .exists()
    )
    return query.join(clients, clients.c.id == interactions.c.client_id).where(
        client_visible(scope), not_(is_hidden)
    )


def _views(scope: Scope) -> Select[Any]:
    filed = (
        select(
            func.json_agg(
                aggregate_order_by(
                    func.json_build_array(
                        interaction_files.c.kind,
                        interaction_files.c.file_id,
                        interaction_files.c.name,
                    ),
                    interaction_files.c.id,
                )
            )
        )
        .where(interaction_files.c.interaction_id == interactions.c.id)
        .correlate(interactions)
        .scalar_subquery()
    )
    named = (
        select(
            *interactions.c,
            clients.c.name.label("client_name"),
            people.c.name.label("person_name"),
            contacts.c.name.label("contact_name"),
            deals.c.title.label("deal_title"),
            filed.label("files"),
        )
        .select_from(interactions)
        .join(people, people.c.id == interactions.c.person_id)
        .outerjoin(contacts, contacts.c.id == interactions.c.contact_id)
        .outerjoin(deals, deals.c.id == interactions.c.deal_id)
    )
    return _seen(named, scope)


def _to_view(row: Any) -> InteractionView:
    return InteractionView(
        interaction=to_interaction(row),
        client_name=row.client_name,
        person_name=row.person_name,
        contact_name=row.contact_name,
        deal_title=row.deal_title,
        files=tuple(
            FiledMessage(FiledKind(kind), file_id, name) for kind, file_id, name in row.files or ()
        ),
    )
