from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.errors import NotFound
from domain.org.errors import AbsenceOverlaps
from domain.org.model import Absence, AbsenceId, PersonId
from domain.org.views import AbsenceView
from domain.org.visibility import Scope
from domain.timeline import TimelineEntry
from storage.changes import change_marks
from storage.deals.timeline import to_entry
from storage.org.visibility import visible
from storage.tables import absences, people

# By whose it is now: what was handed on meanwhile is somebody else's to know about.
DONE_MEANWHILE = text(
    """
    WITH theirs AS (
        SELECT timeline.id FROM clients JOIN timeline ON timeline.client_id = clients.id
         WHERE clients.owner_id = :person_id AND timeline.at BETWEEN :since AND :until
        UNION
        SELECT timeline.id FROM deals JOIN timeline ON timeline.deal_id = deals.id
         WHERE deals.owner_id = :person_id AND timeline.at BETWEEN :since AND :until
        UNION
        SELECT timeline.id FROM tasks JOIN timeline ON timeline.task_id = tasks.id
         WHERE :person_id IN (tasks.executor_id, tasks.assigner_id)
           AND timeline.at BETWEEN :since AND :until
    ), ranked AS (
        SELECT timeline.*, row_number() OVER (ORDER BY timeline.at DESC, timeline.id DESC) AS place,
               row_number() OVER (PARTITION BY timeline.kind) AS nth_of_kind,
               count(*) OVER (PARTITION BY timeline.kind) AS of_kind
          FROM timeline JOIN theirs ON theirs.id = timeline.id
         WHERE timeline.actor_id <> :person_id
    )
    SELECT ranked.*, people.name AS actor_name, deals.title AS deal_title,
           clients.name AS client_name
      FROM ranked
      LEFT JOIN people ON people.id = ranked.actor_id
      LEFT JOIN deals ON deals.id = ranked.deal_id
      LEFT JOIN clients ON clients.id = ranked.client_id
     WHERE place <= :most OR nth_of_kind = 1
     ORDER BY place
    """
)

ONE_AT_A_TIME = "ex_absences_one_at_a_time"


def to_absence(row: Any) -> Absence:
    return Absence(
        person_id=PersonId(row.person_id),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        deputy_id=PersonId(row.deputy_id),
        id=AbsenceId(row.id),
    )


def to_absence_view(row: Any) -> AbsenceView:
    return AbsenceView(
        id=AbsenceId(row.id),
        person_id=PersonId(row.person_id),
        person_name=row.person_name,
        deputy_id=PersonId(row.deputy_id),
        deputy_name=row.deputy_name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def _views() -> Select[Any]:
    deputy = people.alias("deputy")
    return (
        select(absences, people.c.name.label("person_name"), deputy.c.name.label("deputy_name"))
        .join(people, people.c.id == absences.c.person_id)
        .join(deputy, deputy.c.id == absences.c.deputy_id)
    )


class SqlAbsences:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def add(self, absence: Absence) -> AbsenceId:
        new = (
            insert(absences)
            .values(
                person_id=absence.person_id,
                starts_on=absence.starts_on,
                ends_on=absence.ends_on,
                deputy_id=absence.deputy_id,
                **change_marks(self._clock()),
            )
            .returning(absences.c.id)
        )
        try:
            async with self._connection.begin_nested():
                return AbsenceId((await self._connection.execute(new)).scalar_one())
        except IntegrityError as error:
            if ONE_AT_A_TIME in str(error.orig):
                raise AbsenceOverlaps from error
            raise

    async def get(self, absence_id: AbsenceId) -> Absence:
        found = await self._connection.execute(
            select(absences).where(absences.c.id == absence_id).with_for_update()
        )
        row = found.first()
        if row is None:
            raise NotFound(absence_id=absence_id)
        return to_absence(row)

    async def end(self, absence: Absence, *, last_day: date) -> None:
        marks = change_marks(self._clock())
        this = absences.c.id == absence.id
        if absence.starts_on <= last_day:
            await self._connection.execute(
                update(absences).where(this).values(ends_on=last_day, **marks)
            )
            return
        # The audit's row of a deletion names whoever wrote the row last.
        await self._connection.execute(update(absences).where(this).values(**marks))
        await self._connection.execute(delete(absences).where(this))

    async def of(self, person_id: PersonId, *, since: date) -> Sequence[Absence]:
        rows = await self._connection.execute(
            select(absences)
            .where(absences.c.person_id == person_id, absences.c.ends_on >= since)
            .order_by(absences.c.starts_on)
        )
        return [to_absence(row) for row in rows]

    async def view(self, absence_id: AbsenceId) -> AbsenceView | None:
        found = await self._connection.execute(_views().where(absences.c.id == absence_id))
        row = found.first()
        return None if row is None else to_absence_view(row)

    async def done_meanwhile(
        self, person_id: PersonId, *, since: datetime, until: datetime, most: int
    ) -> tuple[Mapping[str, int], Sequence[tuple[TimelineEntry, str | None]]]:
        values = {"person_id": person_id, "since": since, "until": until, "most": most}
        rows = (await self._connection.execute(DONE_MEANWHILE, values)).all()
        counts = {row.kind: row.of_kind for row in rows}
        lines = [row for row in rows if row.place <= most]
        return counts, [(to_entry(row), row.client_name) for row in lines]

    async def within(
        self, scope: Scope, *, since: date, offset: int, size: int
    ) -> tuple[Sequence[AbsenceView], int]:
        chosen = _views().where(
            absences.c.ends_on >= since,
            people.c.is_active,
            visible(scope, owner=people.c.id, branch=people.c.branch_id),
        )
        total = await self._connection.scalar(select(func.count()).select_from(chosen.subquery()))
        rows = await self._connection.execute(
            chosen.order_by(absences.c.starts_on, absences.c.id).offset(offset).limit(size)
        )
        return [to_absence_view(row) for row in rows], total or 0
