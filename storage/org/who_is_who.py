"""Read models of people: lists and cards of the directory."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    DateTime,
    Select,
    and_,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.language import language_of
from domain.org.model import AbsenceId, BranchId, PersonId, Role
from domain.org.views import AbsenceView, Member, PersonLine, PersonView
from domain.org.visibility import Scope
from domain.transliteration import search_key
from storage.org.visibility import visible
from storage.tables import absences, branches, departments, people

IS_COLLEAGUE = and_(people.c.is_active, people.c.role != "client")


def _today(now: datetime) -> Any:
    """The date at ``now`` on the wall of the person in the row."""
    zone = func.coalesce(people.c.zone, branches.c.zone)
    return func.date(func.timezone(zone, cast(literal(now), DateTime(timezone=True))))


def _lines(now: datetime | None = None) -> Select[Any]:
    columns = (people.c.id, people.c.name, people.c.role, branches.c.name.label("branch_name"))
    if now is None:
        return select(*columns).join(branches, branches.c.id == people.c.branch_id)
    away = (
        select(absences.c.ends_on)
        .where(absences.c.person_id == people.c.id)
        .where(_today(now).between(absences.c.starts_on, absences.c.ends_on))
        .correlate(people, branches)
        .scalar_subquery()
    )
    return select(*columns, away.label("away_until")).join(
        branches, branches.c.id == people.c.branch_id
    )


def to_line(row: Any) -> PersonLine:
    return PersonLine(
        id=PersonId(row.id),
        name=row.name,
        role=Role(row.role),
        branch_name=row.branch_name,
        away_until=getattr(row, "away_until", None),
    )


async def _page(
    connection: AsyncConnection, chosen: Select[Any], *, offset: int, size: int
) -> tuple[Sequence[PersonLine], int]:
    total = await connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    if not total or size <= 0:
        return (), total
    rows = await connection.execute(
        chosen.order_by(people.c.name, people.c.id).offset(offset).limit(size)
    )
    return tuple(to_line(row) for row in rows), total


async def not_joined(
    connection: AsyncConnection,
    scope: Scope,
    roles: Sequence[Role],
    *,
    boss_id: PersonId,
    offset: int,
    size: int,
) -> tuple[Sequence[PersonLine], int]:
    boss = people.alias("boss")
    boss_role = select(boss.c.role).where(boss.c.id == boss_id)
    chosen = _lines().where(
        IS_COLLEAGUE,
        people.c.telegram_id.is_(None),
        visible(scope, owner=people.c.id, branch=people.c.branch_id),
        or_(
            people.c.role.in_([str(role) for role in roles]) if roles else false(),
            and_(people.c.boss_id == boss_id, people.c.role == boss_role.scalar_subquery()),
        ),
    )
    return await _page(connection, chosen, offset=offset, size=size)


async def lines(
    connection: AsyncConnection,
    *,
    branch_id: BranchId | None,
    wanted: str | None,
    now: datetime,
    offset: int,
    size: int,
) -> tuple[Sequence[PersonLine], int]:
    if wanted:
        return await _found(connection, wanted, now=now, offset=offset, size=size)
    chosen = _lines(now).where(IS_COLLEAGUE)
    if branch_id is not None:
        chosen = chosen.where(people.c.branch_id == branch_id)
    return await _page(connection, chosen, offset=offset, size=size)


async def _found(
    connection: AsyncConnection, wanted: str, *, now: datetime, offset: int, size: int
) -> tuple[Sequence[PersonLine], int]:
    """Folded in Python: names have no key column, and even ten thousand take milliseconds."""
    key, typed = search_key(wanted), wanted.casefold()
    names = await connection.execute(
        select(people.c.id, people.c.name).where(IS_COLLEAGUE).order_by(people.c.name, people.c.id)
    )
    found = [
        row.id
        for row in names
        if typed in row.name.casefold() or (key and key in search_key(row.name))
    ]
    if not found:
        return (), 0
    rows = await connection.execute(
        _lines(now)
        .where(people.c.id.in_(found[offset : offset + size]))
        .order_by(people.c.name, people.c.id)
    )
    return tuple(to_line(row) for row in rows), len(found)


async def candidates(
    connection: AsyncConnection, wanted: str, *, limit: int
) -> Sequence[PersonLine]:
    rows = await connection.execute(
        _lines()
        .where(
            IS_COLLEAGUE,
            or_(
                func.lower(people.c.name).contains(wanted.lower(), autoescape=True),
                func.lower(people.c.email) == wanted.lower(),
            ),
        )
        .order_by(people.c.name, people.c.id)
        .limit(limit)
    )
    return tuple(to_line(row) for row in rows)


async def view(connection: AsyncConnection, person_id: PersonId, *, now: datetime) -> PersonView:
    boss, deputy = people.alias("boss"), people.alias("deputy")
    pair = people.alias("pair")
    found = await connection.execute(
        select(
            people,
            branches.c.name.label("branch_name"),
            departments.c.name.label("department_name"),
            boss.c.name.label("boss_name"),
            pair.c.name.label("pair_name"),
            absences.c.id.label("absence_id"),
            absences.c.starts_on,
            absences.c.ends_on,
            absences.c.deputy_id,
            deputy.c.name.label("deputy_name"),
            (absences.c.starts_on <= _today(now)).label("is_away"),
        )
        .join(branches, branches.c.id == people.c.branch_id)
        .outerjoin(departments, departments.c.id == people.c.department_id)
        .outerjoin(boss, boss.c.id == people.c.boss_id)
        .outerjoin(pair, pair.c.id == people.c.pair_id)
        .outerjoin(
            absences,
            and_(absences.c.person_id == people.c.id, absences.c.ends_on >= _today(now)),
        )
        .outerjoin(deputy, deputy.c.id == absences.c.deputy_id)
        .where(people.c.id == person_id, IS_COLLEAGUE)
        .order_by(absences.c.starts_on)
        .limit(1)
    )
    row = found.first()
    if row is None:
        raise NotFound(person_id=person_id)
    return PersonView(
        id=PersonId(row.id),
        name=row.name,
        role=Role(row.role),
        branch_id=BranchId(row.branch_id),
        branch_name=row.branch_name,
        department_name=row.department_name,
        boss_id=None if row.boss_id is None else PersonId(row.boss_id),
        boss_name=row.boss_name,
        phone=row.phone,
        pair_name=row.pair_name,
        has_joined=row.telegram_id is not None,
        absence=None
        if row.absence_id is None
        else AbsenceView(
            id=AbsenceId(row.absence_id),
            person_id=PersonId(row.id),
            person_name=row.name,
            deputy_id=PersonId(row.deputy_id),
            deputy_name=row.deputy_name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        ),
        is_away=bool(row.is_away),
    )


async def members(connection: AsyncConnection) -> Sequence[Member]:
    rows = await connection.execute(
        select(
            people.c.id,
            people.c.telegram_id,
            people.c.role,
            people.c.language,
            people.c.telegram_language,
        )
        .where(
            people.c.is_active,
            people.c.telegram_id.is_not(None),
            people.c.blocked_bot_at.is_(None),
        )
        .order_by(people.c.id)
    )
    return [
        Member(
            PersonId(row.id),
            row.telegram_id,
            Role(row.role),
            language_of(row.language, row.telegram_language),
        )
        for row in rows
    ]
