"""Tasks with random histories, for the people of ``tests/kpi_worlds.py``.

What happens to a task is decided by the rules of tasks themselves, act by act; the acts are noted,
and ``tests/kpi_work_reference.py`` looks at nothing but these notes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.org.model import BranchId, PersonId
from domain.tasks import rules
from domain.tasks.model import NO_REMINDERS, Deadline, Rating, Task, TaskId, TaskState
from storage.tables import absences, people, tasks
from storage.tasks.rows import task_columns
from tests.kpi_worlds import MIDNIGHTS, SINCE, Somebody, World

HALF_DAYS: Final = {"mon": ["10:00-14:00"], "tue": ["10:00-14:00"], "sat": ["10:00-14:00"]}
MOST_ACTS: Final = 7

ACTS: Final = {
    TaskState.GIVEN: ("accept", "decline", "start", "finish", "cancel", "give", "redate", "guess"),
    TaskState.ACCEPTED: ("decline", "start", "finish", "redate", "guess"),
    TaskState.DECLINED: ("cancel", "give"),
    TaskState.IN_WORK: ("finish", "finish", "cancel", "give", "redate", "guess"),
    TaskState.DONE: ("accept result", "accept result", "rate", "return"),
    TaskState.RETURNED: ("start", "finish", "finish", "redate", "guess"),
    TaskState.ACCEPTED_RESULT: ("rate",),
}


@dataclass(frozen=True, slots=True)
class Act:
    """``what`` happened at ``at``; ``given`` is a date, a person, minutes or a thumb."""

    what: str
    at: datetime
    given: Any = None


@dataclass(slots=True)
class KnownTask:
    id: int
    assigner: int
    parent: int | None
    acts: list[Act] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Presence:
    joined_at: datetime | None
    has_telegram: bool
    left_at: datetime | None
    week: dict[str, list[str]] | None
    away: tuple[date, date] | None


@dataclass(slots=True)
class Work:
    known: list[KnownTask] = field(default_factory=list)
    rows: list[Task] = field(default_factory=list)
    accepted: dict[int, datetime] = field(default_factory=dict)
    presence: dict[int, Presence] = field(default_factory=dict)


def some_work(chance: Random, world: World, *, tasks_each: int) -> Work:
    """For every five people that make a company ``tasks_each`` tasks among them."""
    work = Work()
    staff = list(world.people)
    for first in range(0, len(staff), 5):
        group = staff[first : first + 5]
        of_group: list[int] = []
        for _ in range(tasks_each):
            parent = chance.choice(of_group) if of_group and chance.random() < 0.2 else None
            of_group.append(_add_task(chance, world, work, group, parent))
    for person in world.people.values():
        work.presence[person.id] = _presence(chance, world, person)
    return work


def _add_task(
    chance: Random, world: World, work: Work, group: list[int], parent: int | None
) -> int:
    id_ = len(work.known) + 1
    executor, assigner = chance.choice(group), chance.choice(group)
    at = _later(chance, SINCE, 40 * 24)
    due = _due(chance, at)
    known = KnownTask(id_, assigner, parent)
    minutes = chance.choice((None, 30, 240, 347))
    known.acts.append(Act("begun", at, (executor, due, minutes)))
    task = Task(
        TaskId(id_),
        "Задача",
        PersonId(assigner),
        PersonId(executor),
        BranchId(1),
        TaskState.ACCEPTED if executor == assigner else TaskState.GIVEN,
        at,
        at,
        deadline=Deadline(due),
        agreed_deadline_at=due,
        estimate=None if minutes is None else timedelta(minutes=minutes),
        given_at=at,
        parent_id=None if parent is None else TaskId(parent),
    )
    for _ in range(chance.randrange(MOST_ACTS + 1)):
        at = _later(chance, at, 300)
        if at > world.now or task.state not in ACTS:
            break
        task = _act(chance, world, known, task, group, at)
        if task.state in {TaskState.ACCEPTED_RESULT, TaskState.CLOSED}:
            work.accepted.setdefault(id_, at)
    work.known.append(known)
    work.rows.append(task)
    return id_


def _act(
    chance: Random, world: World, known: KnownTask, task: Task, group: list[int], at: datetime
) -> Task:
    what = chance.choice(ACTS[task.state])
    given: Any = None
    match what:
        case "decline" if task.is_own:
            what, changed = "accept", task
        case "accept":
            changed = rules.accept(task, now=at)
        case "decline":
            changed = rules.decline(task, "не моё", (), now=at)
        case "start":
            changed = rules.start(task, now=at)
        case "finish":
            changed = rules.finish(task, None, unfinished_parts=0, now=at)
        case "cancel":
            changed = rules.cancel(task, now=at)
        case "give":
            given = chance.choice([other for other in group if other != task.executor_id])
            changed = rules.reassign(task, PersonId(given), BranchId(1), NO_REMINDERS, now=at)
        case "redate":
            given = _due(chance, at)
            changed = rules.move_deadline(task, Deadline(given), now=at)
        case "guess":
            given = chance.choice((15, 90, 600))
            changed = rules.set_estimate(task, timedelta(minutes=given), most_hours=400)
        case "accept result":
            changed = rules.accept_result(task, now=at)
        case "return":
            changed = rules.return_back(task, NO_REMINDERS, now=at)
        case _:
            given = chance.choice((Rating.UP, Rating.UP, Rating.DOWN))
            changed = rules.rate(task, given, now=at)
    known.acts.append(Act(what, at, given))
    return changed


def _later(chance: Random, since: datetime, most_hours: int) -> datetime:
    """Often exactly as a year ends."""
    edges = [edge for edge in MIDNIGHTS if since <= edge]
    if edges and chance.random() < 0.15:
        return max(since, chance.choice(edges) + timedelta(microseconds=chance.choice((-1, 0))))
    return since + timedelta(hours=chance.randrange(1, most_hours))


def _due(chance: Random, since: datetime) -> datetime:
    return max(since + timedelta(minutes=1), _later(chance, since, 40 * 24))


def _presence(chance: Random, world: World, person: Somebody) -> Presence:
    first = date(2026, 12, 1) + timedelta(days=chance.randrange(40))
    joined = chance.choice((None, SINCE, _later(chance, SINCE, 60 * 24)))
    return Presence(
        joined_at=joined,
        has_telegram=chance.random() < 0.6,
        left_at=None if person.is_active else _later(chance, SINCE, 90 * 24),
        week=chance.choice((None, None, HALF_DAYS)),
        away=chance.choice((None, (first, first + timedelta(days=chance.randrange(9))))),
    )


async def load_work(connection: AsyncConnection, work: Work) -> None:
    """After the people; of a task with parts the parts come later."""
    await connection.execute(
        insert(tasks),
        [
            task_columns(task)
            | {
                "id": task.id,
                "created_at": task.created_at,
                "result_accepted_at": work.accepted.get(task.id),
            }
            for task in work.rows
        ],
    )
    for person_id, known in work.presence.items():
        await connection.execute(
            people.update()
            .where(people.c.id == person_id)
            .values(
                joined_at=known.joined_at,
                telegram_id=person_id if known.has_telegram else None,
                left_at=known.left_at,
                working_hours=known.week,
            )
        )
    away = [
        {
            "person_id": person_id,
            "deputy_id": person_id % len(work.presence) + 1,
            "starts_on": known.away[0],
            "ends_on": known.away[1],
        }
        for person_id, known in work.presence.items()
        if known.away is not None
    ]
    if away:
        await connection.execute(insert(absences), away)
