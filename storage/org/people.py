from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, literal, null, select, text, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.errors import NotFound
from domain.language import Language
from domain.org.errors import TelegramAccountTaken
from domain.org.model import BranchId, DepartmentId, Person, PersonId, Role
from domain.org.views import Department, Member, PersonLine, PersonView
from domain.org.visibility import Scope
from storage.changes import change_marks
from storage.org import who_is_who
from storage.org.visibility import visible
from storage.tables import departments, people, reporting

CHART_LOCK = 0x6368_6172_74
NEAREST_BOSSES = 50  # a longer chain than this is a mistake in the chart


def to_person(row: Any) -> Person:
    return Person(
        id=PersonId(row.id),
        name=row.name,
        role=Role(row.role),
        branch_id=BranchId(row.branch_id),
        department_id=None if row.department_id is None else DepartmentId(row.department_id),
        boss_id=None if row.boss_id is None else PersonId(row.boss_id),
        pair_id=None if row.pair_id is None else PersonId(row.pair_id),
        zone=row.zone,
        working_hours=row.working_hours,
        phone=row.phone,
        email=row.email,
        external_key=row.external_key,
        language=None if row.language is None else Language(row.language),
        telegram_id=row.telegram_id,
        telegram_username=row.telegram_username,
        telegram_language=row.telegram_language,
        is_active=row.is_active,
        joined_at=row.joined_at,
        blocked_bot_at=row.blocked_bot_at,
    )


def _columns(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "role": str(person.role),
        "branch_id": person.branch_id,
        "department_id": person.department_id,
        "boss_id": person.boss_id,
        "pair_id": person.pair_id,
        "zone": person.zone,
        "working_hours": null() if person.working_hours is None else person.working_hours,
        "phone": person.phone,
        "email": person.email,
        "external_key": person.external_key,
        "language": None if person.language is None else str(person.language),
        "telegram_id": person.telegram_id,
        "telegram_username": person.telegram_username,
        "telegram_language": person.telegram_language,
        "is_active": person.is_active,
        "joined_at": person.joined_at,
        "blocked_bot_at": person.blocked_bot_at,
    }


class SqlPeople:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def get(self, person_id: PersonId) -> Person:
        return await self._one(person_id, select(people).with_for_update())

    async def see(self, person_id: PersonId) -> Person:
        return await self._one(person_id, select(people))

    async def _one(self, person_id: PersonId, statement: Select[Any]) -> Person:
        found = await self._connection.execute(statement.where(people.c.id == person_id))
        row = found.first()
        if row is None:
            raise NotFound(person_id=person_id)
        return to_person(row)

    async def find_by_telegram(self, telegram_id: int) -> Person | None:
        found = await self._connection.execute(
            select(people).where(people.c.telegram_id == telegram_id)
        )
        row = found.first()
        return None if row is None else to_person(row)

    async def add(self, person: Person) -> Person:
        added = await self._connection.execute(
            insert(people)
            .values(**_columns(person), **change_marks(self._clock()))
            .returning(people.c.id)
        )
        return replace(person, id=PersonId(added.scalar_one()))

    async def save(self, person: Person) -> None:
        kept = _columns(person)
        del kept["pair_id"]  # a trigger keeps it in line with the pairs of sellers
        change = (
            update(people)
            .where(people.c.id == person.id)
            .values(**kept, **change_marks(self._clock()))
        )
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(change)
        except IntegrityError as error:
            if "uq_people_telegram_id" in str(error.orig):
                raise TelegramAccountTaken from error
            raise

    async def is_within(self, person_id: PersonId, scope: Scope) -> bool:
        found = await self._connection.scalar(
            select(people.c.id).where(
                people.c.id == person_id,
                visible(scope, owner=people.c.id, branch=people.c.branch_id),
            )
        )
        return found is not None

    async def lock_chart(self) -> None:
        await self._connection.execute(
            text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHART_LOCK}
        )

    async def bosses(self) -> Mapping[PersonId, PersonId]:
        rows = await self._connection.execute(
            select(people.c.id, people.c.boss_id).where(people.c.boss_id.is_not(None))
        )
        return {PersonId(row.id): PersonId(row.boss_id) for row in rows}

    async def candidates(self, wanted: str, *, limit: int) -> Sequence[PersonLine]:
        return await who_is_who.candidates(self._connection, wanted, limit=limit)

    async def not_joined(
        self, scope: Scope, roles: Sequence[Role], *, boss_id: PersonId, offset: int, size: int
    ) -> tuple[Sequence[PersonLine], int]:
        return await who_is_who.not_joined(
            self._connection, scope, roles, boss_id=boss_id, offset=offset, size=size
        )

    async def lines(
        self,
        *,
        branch_id: BranchId | None = None,
        wanted: str | None = None,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[PersonLine], int]:
        return await who_is_who.lines(
            self._connection,
            branch_id=branch_id,
            wanted=wanted,
            now=now,
            offset=offset,
            size=size,
        )

    async def view(self, person_id: PersonId, *, now: datetime) -> PersonView:
        return await who_is_who.view(self._connection, person_id, now=now)

    async def members(self) -> Sequence[Member]:
        return await who_is_who.members(self._connection)

    async def count(self) -> int:
        return await self._connection.scalar(select(func.count()).select_from(people)) or 0

    async def directory(
        self, scope: Scope | None, *, offset: int, size: int, wanted: str | None = None
    ) -> tuple[Sequence[Person], int]:
        seen = (
            true()
            if scope is None
            else visible(scope, owner=people.c.id, branch=people.c.branch_id)
        )
        chosen = select(people).where(people.c.is_active, people.c.role != "client", seen)
        if wanted:
            chosen = chosen.where(
                func.lower(people.c.name).contains(wanted.lower(), autoescape=True)
            )
        total = await self._connection.scalar(select(func.count()).select_from(chosen.subquery()))
        rows = await self._connection.execute(
            chosen.order_by(people.c.name, people.c.id).offset(offset).limit(size)
        )
        return [to_person(row) for row in rows], total or 0

    async def with_role(self, roles: Sequence[Role]) -> Sequence[Person]:
        rows = await self._connection.execute(
            select(people)
            .where(people.c.is_active, people.c.role.in_([str(role) for role in roles]))
            .order_by(people.c.id)
        )
        return [to_person(row) for row in rows]

    async def departments(self) -> Sequence[Department]:
        rows = await self._connection.execute(
            select(departments.c.id, departments.c.name).order_by(departments.c.name)
        )
        return [Department(DepartmentId(row.id), row.name) for row in rows]

    async def department(self, department_id: DepartmentId) -> Department:
        found = await self._connection.execute(
            select(departments.c.id, departments.c.name).where(departments.c.id == department_id)
        )
        row = found.first()
        if row is None:
            raise NotFound(department_id=department_id)
        return Department(DepartmentId(row.id), row.name)

    async def add_department(self, name: str) -> Department:
        department_id = await self._connection.scalar(
            insert(departments)
            .values(name=name, **change_marks(self._clock()))
            .returning(departments.c.id)
        )
        return Department(DepartmentId(department_id), name)

    async def rebuild_reporting(self) -> None:
        await self._connection.execute(delete(reporting))
        chain = select(
            people.c.id.label("boss_id"),
            people.c.id.label("subordinate_id"),
            literal(0).label("depth"),
        ).cte("chain", recursive=True)
        chain = chain.union_all(
            select(people.c.boss_id, chain.c.subordinate_id, chain.c.depth + 1)
            .join_from(chain, people, people.c.id == chain.c.boss_id)
            .where(people.c.boss_id.is_not(None), chain.c.depth < NEAREST_BOSSES)
        )
        nearest = select(chain.c.boss_id, chain.c.subordinate_id, func.min(chain.c.depth)).group_by(
            chain.c.boss_id, chain.c.subordinate_id
        )
        await self._connection.execute(
            insert(reporting).from_select(["boss_id", "subordinate_id", "depth"], nearest)
        )
        await self._connection.execute(text("SELECT analyze_reporting()"))
