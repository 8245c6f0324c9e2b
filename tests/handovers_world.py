"""An office from which somebody leaves, and what they have in hand."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from domain.handovers.model import Kind
from domain.org.model import Person, Role
from storage.tables import projects, task_series, tasks
from tests.builders import NOW
from tests.crm import Crm, by

TODAY = NOW.date()


@pytest.fixture
async def office(crm: Crm) -> Crm:
    """Мария administers; Сергей manages Ольга, who leads Иван and Вера; Павел is elsewhere."""
    crm.siberia = await crm.given_branch("Новосибирск")
    crm.maria = await crm.given_person("Мария", Role.ADMINISTRATOR)
    crm.sergei = await crm.given_person("Сергей", Role.MANAGER)
    crm.olga = await crm.given_person("Ольга", Role.LEAD, boss=crm.sergei)
    crm.ivan = await crm.given_person("Иван", boss=crm.olga)
    crm.vera = await crm.given_person("Вера", boss=crm.olga)
    crm.pavel = await crm.given_person("Павел", branch=crm.siberia)
    crm.admin = await crm.actor(crm.maria)
    return crm


async def row_of(crm: Crm, table: Any, **columns: Any) -> int:
    async with crm.connection() as connection:
        added = insert(table).values(**columns).returning(table.c.id)
        return int(await connection.scalar(added) or 0)


async def given_task(crm: Crm, executor: Person, assigner: Person, **columns: Any) -> int:
    known = {
        "title": "Подготовить КП",
        "assigner_id": assigner.id,
        "executor_id": executor.id,
        "branch_id": executor.branch_id,
        "state": "given",
        "state_since": NOW,
        "created_at": NOW,
        "given_at": NOW,
        "deadline_at": NOW + timedelta(days=2),
        "agreed_deadline_at": NOW + timedelta(days=2),
    }
    return await row_of(crm, tasks, **known | columns)


async def given_waiting(crm: Crm, assigner: Person, *heads: Person) -> int:
    """A task whose approval the first of ``heads`` is asked for."""
    lapses = [NOW + timedelta(days=day) for day, _ in enumerate(heads, 1)]
    return await given_task(
        crm,
        assigner,
        assigner,
        state="waiting_approval",
        approver_id=heads[0].id,
        approval_heads=[head.id for head in heads],
        approval_ladder=lapses,
        approval_expires_at=lapses[0],
        approval_reasons=["cost"],
    )


async def given_series(crm: Crm, executor: Person, assigner: Person, helper: Person) -> int:
    return await row_of(
        crm,
        task_series,
        assigner_id=assigner.id,
        executor_id=executor.id,
        title="Обзвон",
        priority="normal",
        co_executor_ids=[helper.id],
        observer_ids=[],
        unit="week",
        step=1,
        weekdays=[0],
        first_on=TODAY,
        zone="Europe/Moscow",
        next_on=TODAY + timedelta(days=7),
        next_at=NOW + timedelta(days=6),
    )


async def given_project(crm: Crm, leader: Person) -> int:
    return await row_of(
        crm,
        projects,
        name="Выставка",
        leader_id=leader.id,
        branch_id=leader.branch_id,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=30),
        rulebook_version=1,
        created_at=NOW,
    )


async def value(crm: Crm, column: str, row_id: int) -> Any:
    table, name = column.split(".")
    async with crm.connection() as connection:
        return await connection.scalar(
            text(f"SELECT {name} FROM {table} WHERE id = :id"),
            {"id": row_id},
        )


async def names(crm: Crm, sql: str) -> list[Any]:
    async with crm.connection() as connection:
        return list(await connection.scalars(text(sql)))


async def leave(crm: Crm, person: Person, receiver: Person, **receivers: Person) -> Any:
    chosen = dict.fromkeys((kind for kind in Kind if kind.wants_receiver), receiver.id)
    chosen |= {Kind(kind): other.id for kind, other in receivers.items()}
    with by(crm.maria):
        return await crm.leave_person(crm.admin, person.id, chosen)
