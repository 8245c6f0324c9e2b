from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, BindParameter, Date, bindparam, exists, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.digests.model import DigestChoices, DigestKind, DigestPart, DigestWishes
from domain.digests.ports import DigestDue
from domain.org.model import PersonId, Role
from domain.org.workplaces import Workplace
from domain.working_time import DateSpan
from storage.changes import change_marks
from storage.readings import Reading
from storage.tables import absences, digest_choices, digests_made, people

# Whoever is not told is passed over as well, so that the day is not looked at again.
BEGIN_DAILY = text(
    """
    WITH come AS (
        SELECT people.id, (:now AT TIME ZONE wanted.zone)::date AS day, branches.country,
               wanted.zone, people.working_hours, choices.at AS own_at, choices.weekdays,
               coalesce(choices.comes_on_days_off, false) AS comes_on_days_off
          FROM people
          JOIN branches ON branches.id = people.branch_id
          LEFT JOIN unnest(CAST(:roles AS text[]), CAST(:times AS time[])) AS digest (role, at)
            ON digest.role = people.role
          LEFT JOIN digest_choices choices ON choices.person_id = people.id
         CROSS JOIN LATERAL (SELECT coalesce(people.zone, branches.zone) AS zone,
                                    coalesce(choices.at, digest.at) AS at) AS wanted
         WHERE people.is_active
           AND people.role <> 'client'
           AND people.telegram_id IS NOT NULL
           AND people.blocked_bot_at IS NULL
           AND (:now AT TIME ZONE wanted.zone)
               BETWEEN (:now AT TIME ZONE wanted.zone)::date + wanted.at
                   AND (:now AT TIME ZONE wanted.zone)::date + wanted.at + :lateness
           AND NOT EXISTS (
               SELECT FROM digests_made
                WHERE person_id = people.id AND kind = 'daily'
                  AND day = (:now AT TIME ZONE wanted.zone)::date)
    ), taken AS (
        INSERT INTO digests_made (person_id, day, kind)
        SELECT id, day, 'daily' FROM come ORDER BY id
        ON CONFLICT DO NOTHING
        RETURNING person_id
    )
    SELECT come.*, NULL AS away FROM come JOIN taken ON taken.person_id = come.id
     WHERE NOT EXISTS (
         SELECT FROM absences
          WHERE absences.person_id = come.id AND come.day BETWEEN starts_on AND ends_on)
     ORDER BY come.id
    """
)

DUE_FOR_PERIOD = text(
    """
    SELECT people.id, local.at::date AS day, branches.country, zoned.zone, people.working_hours,
           NULL AS own_at, NULL AS weekdays, false AS comes_on_days_off,
           (SELECT json_agg(json_build_array(starts_on, ends_on)) FROM absences
             WHERE absences.person_id = people.id
               AND ends_on >= date_trunc(:unit, local.at)::date) AS away
      FROM people
      JOIN branches ON branches.id = people.branch_id
      LEFT JOIN digest_choices choices ON choices.person_id = people.id
     CROSS JOIN LATERAL (SELECT coalesce(people.zone, branches.zone) AS zone) AS zoned
     CROSS JOIN LATERAL (SELECT :now AT TIME ZONE zoned.zone AS at) AS local
     WHERE people.is_active
       AND people.role <> 'client'
       AND people.telegram_id IS NOT NULL
       AND people.blocked_bot_at IS NULL
       AND coalesce(CASE :kind WHEN 'weekly' THEN choices.weekly ELSE choices.monthly END,
                    people.role = ANY(CAST(:roles AS text[])))
       AND local.at BETWEEN local.at::date + CAST(:at AS time)
                        AND local.at::date + CAST(:at AS time) + :lateness
       AND NOT EXISTS (
           SELECT FROM digests_made
            WHERE person_id = people.id AND kind = :kind
              AND day = date_trunc(:unit, local.at)::date)
     ORDER BY people.id
    """
)

BEGIN_FOR_PERIOD = text(
    """
    INSERT INTO digests_made (person_id, day, kind)
    SELECT person_id, day, :kind
      FROM unnest(CAST(:people AS bigint[]), CAST(:days AS date[])) AS begun (person_id, day)
     ORDER BY person_id
    ON CONFLICT DO NOTHING
    RETURNING person_id
    """
)


class SqlDigests:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def wishes(self, person_id: PersonId, *, since: date) -> DigestWishes:
        (row,) = await _wishes().rows(self._connection, {"person_id": person_id, "since": since})
        return DigestWishes(to_choices(row), to_spans(row.away))

    async def lock(self, person_id: PersonId) -> DigestChoices:
        await self._connection.execute(
            select(people.c.id).where(people.c.id == person_id).with_for_update(key_share=True)
        )
        found = await self._connection.execute(
            select(digest_choices).where(digest_choices.c.person_id == person_id)
        )
        row = found.one_or_none()
        return DigestChoices() if row is None else to_choices(row)

    async def save(self, person_id: PersonId, choices: DigestChoices) -> DigestChoices:
        chosen: dict[str, Any] = {
            "at": choices.at,
            "weekdays": None if choices.weekdays is None else sorted(choices.weekdays),
            "comes_on_days_off": choices.comes_on_days_off,
            "left_out": sorted(str(part) for part in choices.left_out),
            "weekly": choices.weekly,
            "monthly": choices.monthly,
            **change_marks(self._clock()),
        }
        adding = insert(digest_choices).values(person_id=person_id, **chosen)
        saved = await self._connection.execute(
            adding.on_conflict_do_update(
                index_elements=[digest_choices.c.person_id],
                set_={**chosen, "version": digest_choices.c.version + 1},
            ).returning(*digest_choices.c)
        )
        return to_choices(saved.one())

    async def is_made(self, person_id: PersonId, day: date) -> bool:
        made = exists().where(
            digests_made.c.person_id == person_id,
            digests_made.c.day == day,
            digests_made.c.kind == text("'daily'"),
        )
        return bool(await self._connection.scalar(select(made)))

    async def pass_over(self, person_id: PersonId, day: date) -> None:
        await self._connection.execute(
            insert(digests_made)
            .values(person_id=person_id, day=day, kind="daily")
            .on_conflict_do_nothing()
        )

    async def begin_daily(
        self, times: Mapping[Role, time], *, lateness: timedelta, now: datetime
    ) -> Sequence[DigestDue]:
        rows = await self._connection.execute(
            BEGIN_DAILY,
            {
                "roles": [str(role) for role in times],
                "times": list(times.values()),
                "lateness": lateness,
                "now": now,
            },
        )
        return [_to_due(row) for row in rows]

    async def due_for_period(
        self,
        kind: DigestKind,
        roles: Collection[Role],
        at: time,
        *,
        lateness: timedelta,
        now: datetime,
    ) -> Sequence[DigestDue]:
        rows = await self._connection.execute(
            DUE_FOR_PERIOD,
            {
                "kind": str(kind),
                "unit": str(kind.period),
                "roles": [str(role) for role in roles],
                "at": at,
                "lateness": lateness,
                "now": now,
            },
        )
        return [_to_due(row) for row in rows]

    async def begin_for_period(
        self, kind: DigestKind, periods: Mapping[PersonId, date]
    ) -> Collection[PersonId]:
        if not periods:
            return ()
        begun = await self._connection.scalars(
            BEGIN_FOR_PERIOD,
            {"kind": str(kind), "people": list(periods), "days": list(periods.values())},
        )
        return [PersonId(person_id) for person_id in begun]


@cache
def _wishes() -> Reading:
    away = away_since(bindparam("since", type_=Date))
    return Reading(
        select(*digest_choices.c, away.label("away"))
        .select_from(people.outerjoin(digest_choices, digest_choices.c.person_id == people.c.id))
        .where(people.c.id == bindparam("person_id", type_=BigInteger))
    )


def away_since(since: date | BindParameter[date]) -> Any:
    """``[[first, last], ...]``: the days away of a row of people that end at ``since`` or later."""
    return (
        select(func.json_agg(func.json_build_array(absences.c.starts_on, absences.c.ends_on)))
        .where(absences.c.person_id == people.c.id, absences.c.ends_on >= since)
        .correlate(people)
        .scalar_subquery()
    )


def to_choices(row: Any) -> DigestChoices:
    """Of a row with the columns of ``digest_choices``, which may all be null."""
    if row.version is None:
        return DigestChoices()
    known = {str(part) for part in DigestPart}
    return DigestChoices(
        at=row.at,
        weekdays=None if row.weekdays is None else frozenset(row.weekdays),
        comes_on_days_off=row.comes_on_days_off,
        left_out=frozenset(DigestPart(part) for part in row.left_out if part in known),
        weekly=row.weekly,
        monthly=row.monthly,
        version=row.version,
    )


def to_spans(away: Sequence[tuple[str, str]] | None) -> tuple[DateSpan, ...]:
    return tuple(
        DateSpan(date.fromisoformat(first), date.fromisoformat(last)) for first, last in away or ()
    )


def _to_due(row: Any) -> DigestDue:
    weekdays = None if row.weekdays is None else frozenset(row.weekdays)
    choices = DigestChoices(
        at=row.own_at, weekdays=weekdays, comes_on_days_off=row.comes_on_days_off
    )
    return DigestDue(
        PersonId(row.id),
        row.day,
        Workplace(row.country, ZoneInfo(row.zone), row.working_hours),
        DigestWishes(choices, to_spans(row.away)),
    )
