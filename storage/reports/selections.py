from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.digests.model import DigestChoices, DigestWishes
from domain.errors import NotFound
from domain.org.model import PersonId, Role
from domain.org.workplaces import Workplace
from domain.reports.errors import SelectionNameTaken
from domain.reports.model import Every, FileKind, Filter, Selection, SelectionId
from domain.reports.ports import DueSelection
from domain.reports.rules import from_kept, to_kept
from storage.changes import change_marks
from storage.digests.digests import away_since, to_spans
from storage.tables import branches, people, report_selections
from storage.tables.digests import digest_choices

ONE_DAY = timedelta(days=1)


def name_key(name: str) -> str:
    """Equal for names that people take for one."""
    return name.casefold().replace("ё", "е")


class SqlReportSelections:
    """See ``domain.reports.ports.ReportSelections``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def draft(self, person_id: PersonId, filter_: Filter, now: datetime) -> Selection:
        mine = (
            select(report_selections)
            .where(report_selections.c.person_id == person_id, report_selections.c.name.is_(None))
            .with_for_update()
        )
        row = (await self._connection.execute(mine)).first()
        if row is None:
            new = upsert(report_selections).values(
                person_id=person_id, filter=to_kept(filter_), created_at=now, **change_marks(now)
            )
            await self._connection.execute(new.on_conflict_do_nothing())
            row = (await self._connection.execute(mine)).one()
        return to_selection(row)

    async def get(self, selection_id: SelectionId, person_id: PersonId) -> Selection:
        return await self._one(selection_id, person_id, locks=True)

    async def view(self, selection_id: SelectionId, person_id: PersonId) -> Selection:
        return await self._one(selection_id, person_id, locks=False)

    async def _one(
        self, selection_id: SelectionId, person_id: PersonId, *, locks: bool
    ) -> Selection:
        mine = select(report_selections).where(
            report_selections.c.id == selection_id, report_selections.c.person_id == person_id
        )
        found = await self._connection.execute(mine.with_for_update() if locks else mine)
        row = found.first()
        if row is None:
            raise NotFound(selection_id=selection_id)
        return to_selection(row)

    async def named(self, person_id: PersonId) -> Sequence[Selection]:
        rows = await self._connection.execute(
            select(report_selections)
            .where(
                report_selections.c.person_id == person_id, report_selections.c.name.is_not(None)
            )
            .order_by(report_selections.c.name_key)
        )
        return [to_selection(row) for row in rows]

    async def add(
        self, person_id: PersonId, name: str, filter_: Filter, now: datetime
    ) -> Selection:
        new = upsert(report_selections).values(
            person_id=person_id,
            name=name,
            name_key=name_key(name),
            filter=to_kept(filter_),
            created_at=now,
            **change_marks(now),
        )
        added = await self._connection.execute(
            new.on_conflict_do_nothing().returning(*report_selections.c)
        )
        row = added.first()
        if row is None:
            raise SelectionNameTaken(name=name)
        return to_selection(row)

    async def save(self, selection: Selection, now: datetime) -> Selection:
        try:
            await self._connection.execute(
                update(report_selections)
                .where(report_selections.c.id == selection.id)
                .values(
                    name=selection.name,
                    name_key=None if selection.name is None else name_key(selection.name),
                    filter=to_kept(selection.filter),
                    every=selection.every and str(selection.every),
                    file=str(selection.file),
                    next_at=selection.next_at,
                    version=selection.version + 1,
                    **change_marks(now),
                )
            )
        except IntegrityError as taken:
            raise SelectionNameTaken(name=selection.name) from taken
        return replace(selection, version=selection.version + 1)

    async def remove(self, selection: Selection, now: datetime) -> None:
        this = report_selections.c.id == selection.id
        # A deletion carries no marks of its own.
        await self._connection.execute(
            update(report_selections).where(this).values(**change_marks(now))
        )
        await self._connection.execute(delete(report_selections).where(this))

    async def claim_due(self, now: datetime, *, limit: int) -> Sequence[DueSelection]:
        rows = await self._connection.execute(
            select(
                *report_selections.c,
                people.c.telegram_id,
                people.c.blocked_bot_at,
                people.c.is_active,
                people.c.role,
                people.c.working_hours,
                branches.c.country,
                func.coalesce(people.c.zone, branches.c.zone).label("zone"),
                digest_choices.c.at.label("own_at"),
                away_since(now.date() - ONE_DAY).label("away"),
            )
            .join(people, people.c.id == report_selections.c.person_id)
            .join(branches, branches.c.id == people.c.branch_id)
            .outerjoin(digest_choices, digest_choices.c.person_id == people.c.id)
            .where(report_selections.c.next_at <= now)
            .order_by(report_selections.c.next_at, report_selections.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=report_selections)
        )
        return [_to_due(row) for row in rows]

    async def plan(
        self, moments: Sequence[tuple[SelectionId, Every | None, datetime | None]]
    ) -> None:
        if not moments:
            return
        await self._connection.execute(
            update(report_selections)
            .where(report_selections.c.id == bindparam("of_selection"))
            .values(every=bindparam("how_often"), next_at=bindparam("at")),
            [
                {"of_selection": id_, "how_often": every and str(every), "at": at}
                for id_, every, at in moments
            ],
        )


def to_selection(row: Any) -> Selection:
    return Selection(
        id=SelectionId(row.id),
        person_id=PersonId(row.person_id),
        name=row.name,
        filter=from_kept(row.filter),
        every=None if row.every is None else Every(row.every),
        file=FileKind(row.file),
        next_at=row.next_at,
        version=row.version,
    )


def _to_due(row: Any) -> DueSelection:
    is_reachable = row.is_active and row.blocked_bot_at is None
    return DueSelection(
        selection=to_selection(row),
        chat_id=row.telegram_id if is_reachable else None,
        has_left=not row.is_active,
        role=Role(row.role),
        workplace=Workplace(row.country, ZoneInfo(row.zone), row.working_hours),
        wishes=DigestWishes(DigestChoices(at=row.own_at), to_spans(row.away)),
    )
