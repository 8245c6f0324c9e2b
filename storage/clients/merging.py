from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.merging import Merge, Merged, MergeId, MergeLine, MergeSide
from domain.clients.model import ClientId
from domain.errors import NotFound
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.transliteration import search_key
from storage.changes import change_marks
from storage.clients.clients import to_client
from storage.clients.moving import move_back, move_rows, rows_by_table
from storage.clients.visibility import client_visible, living_id
from storage.tables import branches, client_merges, clients, people

MERGE_LOCK = 0x6D65_7267_6573  # "merges": any number that nobody else takes
KEPT_BY_EACH = {
    "id",
    "name_key",
    "external_key",
    "merged_into_id",
    "created_at",
    "changed_by",
    "changed_via",
    "changed_at",
}
"""Columns of a client that no merge fills from the other one."""


class SqlClientMerges:
    """See ``domain.clients.merging_ports.ClientMerges``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def lock(self) -> None:
        await self._connection.execute(select(func.pg_advisory_xact_lock(MERGE_LOCK)))

    async def side(self, client_id: ClientId, scope: Scope) -> MergeSide:
        found = await self._connection.execute(
            _sides().where(clients.c.id == living_id(client_id), client_visible(scope))
        )
        row = found.first()
        if row is None:
            raise NotFound(client_id=client_id)
        return _to_side(row)

    async def lock_sides(
        self, one_id: ClientId, other_id: ClientId, scope: Scope
    ) -> tuple[MergeSide, MergeSide]:
        await self._lock_rows(one_id, other_id)
        return await self.side(one_id, scope), await self.side(other_id, scope)

    async def _lock_rows(self, one_id: ClientId, other_id: ClientId) -> None:
        """The rows themselves and those that they are part of, the lower id first."""
        part_of = select(clients.c.merged_into_id).where(clients.c.id.in_((one_id, other_id)))
        await self._connection.execute(
            select(clients.c.id)
            .where(clients.c.id.in_((one_id, other_id)) | clients.c.id.in_(part_of))
            .order_by(clients.c.id)
            .with_for_update()
        )

    async def moves(self, loser_id: ClientId) -> Mapping[str, int]:
        return await rows_by_table(self._connection, loser_id)

    async def merge(
        self,
        loser_id: ClientId,
        survivor_id: ClientId,
        fields: Merged,
        *,
        merged_by: PersonId,
        now: datetime,
    ) -> MergeId:
        was, became = await self._fill_survivor(loser_id, survivor_id, fields, now)
        merge_id = await self._connection.scalar(
            insert(client_merges)
            .values(
                loser_id=loser_id,
                survivor_id=survivor_id,
                merged_by=merged_by,
                merged_at=now,
                was=was,
                became=became,
                **change_marks(now),
            )
            .returning(client_merges.c.id)
        )
        await move_rows(self._connection, MergeId(merge_id), loser_id, survivor_id, now)
        await self._connection.execute(
            update(clients)
            .where(clients.c.id == loser_id)
            .values(merged_into_id=survivor_id, **change_marks(now))
        )
        return MergeId(merge_id)

    async def _fill_survivor(
        self, loser_id: ClientId, survivor_id: ClientId, fields: Merged, now: datetime
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The changed columns of the survivor before and after, as JSON.

        Columns that nobody chose between get the loser's value where the survivor has none. It
        is a client since the earlier of the two was one: what is told of is never before that.
        """
        rows = await self._connection.execute(
            select(clients).where(clients.c.id.in_((loser_id, survivor_id)))
        )
        by_id = {row.id: row._mapping for row in rows}
        survivor, loser = by_id[survivor_id], by_id[loser_id]
        values: dict[str, Any] = {
            "name": fields.name,
            "name_key": search_key(fields.name),
            "owner_id": fields.owner_id,
            "branch_id": fields.branch_id,
            "segment": fields.segment,
            "is_segment_pinned": fields.is_segment_pinned,
            "sector": fields.sector,
            "region": fields.region,
            "tax_number": fields.tax_number,
            "address": fields.address,
            "latitude": fields.point and fields.point.latitude,
            "longitude": fields.point and fields.point.longitude,
            "created_at": min(survivor["created_at"], loser["created_at"]),
        }
        for column in clients.c:
            is_empty = survivor[column.name] is None and loser[column.name] is not None
            if is_empty and column.name not in KEPT_BY_EACH | values.keys():
                values[column.name] = loser[column.name]
        changed = {name: value for name, value in values.items() if survivor[name] != value}
        if not changed:
            return {}, {}
        was = await self._columns(survivor_id, changed)
        await self._connection.execute(
            update(clients)
            .where(clients.c.id == survivor_id)
            .values(**changed, **change_marks(now))
        )
        return was, await self._columns(survivor_id, changed)

    async def _columns(self, client_id: ClientId, names: Mapping[str, Any]) -> dict[str, Any]:
        """Some of a client's columns as JSON, so that they can be put back as they were."""
        found = await self._connection.execute(
            select(func.to_jsonb(text("clients")).label("whole"))
            .select_from(clients)
            .where(clients.c.id == client_id)
        )
        whole = found.one().whole
        return {name: whole[name] for name in names}

    async def get(self, merge_id: MergeId) -> Merge:
        found = await self._connection.execute(
            select(client_merges).where(client_merges.c.id == merge_id).with_for_update()
        )
        row = found.first()
        if row is None:
            raise NotFound(merge_id=merge_id)
        return _to_merge(row)

    async def merged_into(self, client_id: ClientId) -> tuple[ClientId, str] | None:
        survivor = clients.alias("survivor")
        found = await self._connection.execute(
            select(survivor.c.id, survivor.c.name)
            .join(clients, clients.c.merged_into_id == survivor.c.id)
            .where(clients.c.id == client_id)
        )
        row = found.first()
        return None if row is None else (ClientId(row.id), row.name)

    async def undo(self, merge: Merge, *, undone_by: PersonId, now: datetime) -> None:
        await self._lock_rows(merge.survivor_id, merge.loser_id)
        await self._connection.execute(
            update(clients)
            .where(clients.c.id == merge.loser_id)
            .values(merged_into_id=None, **change_marks(now))
        )
        await move_back(self._connection, merge, now)
        await self._put_fields_back(merge, now)
        await self._connection.execute(
            update(client_merges)
            .where(client_merges.c.id == merge.id)
            .values(undone_by=undone_by, undone_at=now, **change_marks(now))
        )

    async def _put_fields_back(self, merge: Merge, now: datetime) -> None:
        """What the merge changed and nobody changed since gets its former value."""
        row = (
            await self._connection.execute(
                select(client_merges.c.was, client_merges.c.became).where(
                    client_merges.c.id == merge.id
                )
            )
        ).one()
        present = await self._columns(merge.survivor_id, row.became)
        untouched = [name for name, value in row.became.items() if present[name] == value]
        if not untouched:
            return
        columns = ", ".join(f"{name} = former.{name}" for name in untouched)
        marks = ", ".join(f"{name} = :{name}" for name in change_marks(now))
        await self._connection.execute(
            text(
                f"UPDATE clients SET {columns}, {marks} "  # noqa: S608 - names of our columns
                "FROM (SELECT (jsonb_populate_record(NULL::clients, was)).* "
                "FROM client_merges WHERE id = :merge_id) AS former WHERE clients.id = :survivor_id"
            ),
            {"merge_id": merge.id, "survivor_id": merge.survivor_id, **change_marks(now)},
        )

    async def of_survivor(self, client_id: ClientId, *, since: datetime) -> Sequence[MergeLine]:
        rows = await self._connection.execute(
            select(
                client_merges,
                clients.c.name.label("loser_name"),
                people.c.name.label("merged_by_name"),
            )
            .join(clients, clients.c.id == client_merges.c.loser_id)
            .join(people, people.c.id == client_merges.c.merged_by)
            .where(
                client_merges.c.survivor_id == client_id,
                client_merges.c.undone_at.is_(None),
                client_merges.c.is_final.is_(False),
                client_merges.c.merged_at >= since,
            )
            .order_by(client_merges.c.id.desc())
        )
        return [MergeLine(_to_merge(row), row.loser_name, row.merged_by_name) for row in rows]


def _sides() -> Select[Any]:
    return (
        select(
            *clients.c,
            people.c.name.label("owner_name"),
            branches.c.name.label("branch_name"),
        )
        .join(branches, branches.c.id == clients.c.branch_id)
        .outerjoin(people, people.c.id == clients.c.owner_id)
    )


def _to_side(row: Any) -> MergeSide:
    return MergeSide(to_client(row), row.owner_name, row.branch_name, row.tax_number)


def _to_merge(row: Any) -> Merge:
    return Merge(
        id=MergeId(row.id),
        loser_id=ClientId(row.loser_id),
        survivor_id=ClientId(row.survivor_id),
        merged_at=row.merged_at,
        undone_at=row.undone_at,
        is_final=row.is_final,
    )
