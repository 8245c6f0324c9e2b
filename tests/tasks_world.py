"""Tasks and the people around them, with defaults: a test spells out only what it is about."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.language import Language
from domain.org.model import Actor, BranchId, PersonId, Role
from domain.org.visibility import NOTHING
from domain.tasks.model import (
    Deadline,
    NewTask,
    PeopleKind,
    Standing,
    Task,
    TaskId,
    TaskPerson,
    TaskState,
)
from domain.tasks.views import TaskPersonView, TaskView
from tests.builders import NOW, utc
from tests.crm import Crm

FRIDAY = utc("2026-11-20 15:00")
"""The usual deadline: Friday, 18:00 in Moscow."""

ASSIGNER, EXECUTOR, BOSS, BIG_BOSS, HELPER, OBSERVER, HEAD, OTHER = map(PersonId, range(1, 9))

NAMES = {ASSIGNER: "Анна", EXECUTOR: "Пётр", BOSS: "Лев", OBSERVER: "Соня", OTHER: "Чужой"}

STANDING = Standing(bosses=(BOSS, BIG_BOSS), names={BOSS: "Лев", HEAD: "Марина"})


def a_task(**fields: Any) -> Task:
    """Given by somebody from elsewhere, due on Friday."""
    known: dict[str, Any] = {
        "id": TaskId(1),
        "title": "Подготовить КП",
        "assigner_id": ASSIGNER,
        "executor_id": EXECUTOR,
        "branch_id": BranchId(1),
        "state": TaskState.GIVEN,
        "state_since": NOW,
        "created_at": NOW,
        "given_at": NOW,
        "deadline": Deadline(FRIDAY),
        "agreed_deadline_at": FRIDAY,
    }
    return Task(**known | fields)


def an_actor(person_id: PersonId = EXECUTOR, **fields: Any) -> Actor:
    known: dict[str, Any] = {
        "id": person_id,
        "name": f"Человек {person_id}",
        "role": Role.REP,
        "branch_id": BranchId(1),
        "branch_name": "Москва",
        "country": "RU",
        "zone": ZoneInfo("Europe/Moscow"),
        "language": Language.RUSSIAN,
        "scope": NOTHING,
        "telegram_id": None,
        "rulebook_version": 1,
    }
    return Actor(**known | fields)


async def given_task(crm: Any, **fields: Any) -> Task:
    """Sent by ``crm.assigner`` to ``crm.executor`` through the program, due on Friday."""
    assigner = fields.pop("assigner", None) or crm.assigner
    executor = fields.pop("executor", None) or crm.executor
    known: dict[str, Any] = {
        "title": "Подготовить КП",
        "executor_id": executor.id,
        "deadline": Deadline(FRIDAY),
    }
    task: Task = await crm.create_task(assigner, NewTask(**known | fields))
    return task


@pytest.fixture
async def office(crm: Crm) -> Crm:
    """Анна asks Пётр, whose boss is Лев under Марина; Анна's own boss is Ольга."""
    people: dict[str, Any] = {}
    people["manager"] = await crm.given_person("Марина", Role.MANAGER)
    people["lead"] = await crm.given_person("Лев", Role.LEAD, boss=people["manager"])
    people["executor"] = await crm.given_person("Пётр", boss=people["lead"])
    people["other"] = await crm.given_person("Соня", boss=people["lead"])
    people["far_lead"] = await crm.given_person("Ольга", Role.LEAD)
    people["assigner"] = await crm.given_person("Анна", boss=people["far_lead"])
    for part, person in people.items():
        setattr(crm, part, await crm.actor(person))
    return crm


def a_view(task: Task | None = None, **fields: Any) -> TaskView:
    people = (TaskPersonView(OBSERVER, "Соня", PeopleKind.OBSERVER, is_by_rule=False),)
    known: dict[str, Any] = {
        "task": task or a_task(),
        "standing": Standing(
            bosses=(BOSS,), people=(TaskPerson(OBSERVER, PeopleKind.OBSERVER),), names=NAMES
        ),
        "assigner_name": "Анна",
        "executor_name": "Пётр",
        "approver_name": None,
        "people": people,
        "client_name": None,
        "deal_title": None,
        "parent_title": None,
        "parts": (),
        "proposal": None,
        "spent": timedelta(0),
        "comments": 3,
    }
    return TaskView(**known | fields)
