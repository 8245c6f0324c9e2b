from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.imports.people_plan import PeoplePlan
from domain.org.model import BranchId, DepartmentId, Person, PersonId
from storage.changes import change_marks
from storage.org.branches import SqlBranches
from storage.org.people import SqlPeople
from storage.tables import departments, people


class ImportedPeople:
    """Writes a plan of branches, departments and people: hundreds of rows, so one by one."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def add(self, plan: PeoplePlan, now: datetime) -> None:
        branch_ids = await self._add_branches(plan)
        department_ids = await self._add_departments(plan, now)
        changed = [*plan.people, *plan.filled]
        if changed:
            await self._add_people(plan, branch_ids, department_ids, now)
            await SqlPeople(self._connection, self._clock).rebuild_reporting()
        if plan.branches:
            await SqlBranches(self._connection, self._clock).rebuild_tree()

    async def _add_branches(self, plan: PeoplePlan) -> dict[int, BranchId]:
        """Ids by the plan's negative ones; a branch comes after the one above it."""
        store = SqlBranches(self._connection, self._clock)
        ids: dict[int, BranchId] = {}
        for branch in plan.branches:
            parent_id = branch.parent_id
            added = await store.add(
                name=branch.name,
                parent_id=parent_id and ids.get(parent_id, parent_id),
                country=branch.country,
                zone=branch.zone,
            )
            ids[branch.id] = added.id
        return ids

    async def _add_departments(self, plan: PeoplePlan, now: datetime) -> dict[int, DepartmentId]:
        names = sorted(set(plan.departments.values()))
        if not names:
            return {}
        marks = change_marks(now)
        await self._connection.execute(
            upsert(departments).on_conflict_do_nothing(), [{"name": n, **marks} for n in names]
        )
        rows = await self._connection.execute(select(departments.c.name, departments.c.id))
        id_by_name = {row.name: DepartmentId(row.id) for row in rows}
        return {person: id_by_name[name] for person, name in plan.departments.items()}

    async def _add_people(
        self,
        plan: PeoplePlan,
        branch_ids: Mapping[int, BranchId],
        department_ids: Mapping[int, DepartmentId],
        now: datetime,
    ) -> None:
        """First everybody without a boss, then the bosses: they may be each other's."""
        store = SqlPeople(self._connection, self._clock)
        ids: dict[int, PersonId] = {}
        for person in plan.people:
            placed = replace(
                person,
                branch_id=branch_ids.get(person.branch_id, person.branch_id),
                department_id=department_ids.get(person.id),
                boss_id=None,
            )
            ids[person.id] = (await store.add(placed)).id
        for person in (*plan.people, *plan.filled):
            await self._finish_person(person, ids, department_ids, now)

    async def _finish_person(
        self,
        person: Person,
        ids: Mapping[int, PersonId],
        department_ids: Mapping[int, DepartmentId],
        now: datetime,
    ) -> None:
        is_new = person.id in ids
        if is_new and person.boss_id is None:
            return
        boss_id = person.boss_id and ids.get(person.boss_id, person.boss_id)
        values: dict[str, Any] = {"boss_id": boss_id}
        if not is_new:
            values |= {
                "phone": person.phone,
                "email": person.email,
                "external_key": person.external_key,
                "department_id": person.department_id or department_ids.get(person.id),
            }
        await self._connection.execute(
            update(people)
            .where(people.c.id == ids.get(person.id, person.id))
            .values(**values, **change_marks(now))
        )
