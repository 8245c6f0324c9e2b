from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, DateTime, Select, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.errors import NotFound
from domain.language import language_of
from domain.org.model import Actor, BranchId, PersonId, Role
from domain.org.visibility import Place, scope_of
from storage.readings import Reading
from storage.tables import branches, people, processed_updates, rulebooks

_WAS_HANDLED = exists().where(
    processed_updates.c.update_id == bindparam("update_id", type_=BigInteger)
)


def _actor_statement(by: Any) -> Select[Any]:
    absent = people.alias("absent")
    # Deputies of deputies too, just as far as reminders follow them.
    behind = (
        func.absent_behind(people.c.id, bindparam("now", type_=DateTime(timezone=True)))
        .table_valued("person_id")
        .render_derived()
    )
    stands_in_for = (
        select(
            func.json_agg(
                func.json_build_array(
                    absent.c.id, absent.c.role, absent.c.branch_id, absent.c.pair_id
                )
            )
        )
        .select_from(behind)
        .join(absent, absent.c.id == behind.c.person_id)
        .correlate(people)
        .scalar_subquery()
    )
    return (
        select(
            people.c.id,
            people.c.name,
            people.c.role,
            people.c.branch_id,
            people.c.boss_id,
            people.c.pair_id,
            people.c.working_hours,
            people.c.telegram_id,
            people.c.language,
            people.c.telegram_username,
            people.c.telegram_language,
            branches.c.name.label("branch_name"),
            branches.c.country,
            func.coalesce(people.c.zone, branches.c.zone).label("zone"),
            stands_in_for.label("stands_in_for"),
            select(func.max(rulebooks.c.version)).scalar_subquery().label("rulebook_version"),
            _WAS_HANDLED.label("is_handled"),
        )
        .join(branches, branches.c.id == people.c.branch_id)
        .where(people.c.is_active, by)
    )


_BY_TELEGRAM = Reading(
    _actor_statement(people.c.telegram_id == bindparam("telegram_id", type_=BigInteger))
)
_IS_HANDLED = Reading(select(_WAS_HANDLED.label("is_handled")))
_BY_ID = Reading(_actor_statement(people.c.id == bindparam("person_id", type_=BigInteger)))


def to_actor(row: Any) -> Actor:
    place = Place(row.id, row.role, row.branch_id, row.pair_id)
    absent = [Place(*known) for known in row.stands_in_for or ()]
    return Actor(
        id=PersonId(row.id),
        name=row.name,
        role=Role(row.role),
        branch_id=BranchId(row.branch_id),
        branch_name=row.branch_name,
        country=row.country,
        zone=ZoneInfo(row.zone),
        language=language_of(row.language, row.telegram_language),
        scope=scope_of(place, absent),
        telegram_id=row.telegram_id,
        rulebook_version=row.rulebook_version or 0,
        working_hours=row.working_hours,
        boss_id=None if row.boss_id is None else PersonId(row.boss_id),
        stands_in_for=frozenset(PersonId(place.person_id) for place in absent),
        telegram_username=row.telegram_username,
        telegram_language=row.telegram_language,
    )


class SqlActors:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def find(
        self, telegram_id: int, *, update_id: int | None, now: datetime
    ) -> tuple[Actor | None, bool]:
        asked = {"telegram_id": telegram_id, "update_id": update_id, "now": now}
        for row in await _BY_TELEGRAM.rows_alone(self._engine, asked):
            return to_actor(row), row.is_handled
        (row,) = await _IS_HANDLED.rows_alone(self._engine, asked)
        return None, row.is_handled

    async def get(self, person_id: PersonId, *, now: datetime) -> Actor:
        asked = {"person_id": person_id, "update_id": None, "now": now}
        for row in await _BY_ID.rows_alone(self._engine, asked):
            return to_actor(row)
        raise NotFound(person_id=person_id)
