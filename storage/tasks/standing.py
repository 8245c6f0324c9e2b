"""The people around a task: the executor's bosses, who takes part, and the names of all who have
had to do with it.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.org.model import PersonId
from domain.tasks.model import PeopleKind, Standing, Task, TaskPerson
from storage.readings import Reading

AROUND_IT = """
    SELECT people.id, people.name, bosses.depth, joined.kind, joined.is_by_rule
      FROM (SELECT unnest(tasks.approval_heads || ARRAY[tasks.assigner_id, tasks.executor_id,
                                                        tasks.approval_decided_by,
                                                        tasks.objected_by]) AS id
            UNION
            SELECT boss_id FROM reporting
             WHERE subordinate_id = tasks.executor_id AND depth > 0
            UNION
            SELECT person_id FROM task_people WHERE task_id = tasks.id) AS named
      JOIN people ON people.id = named.id
      LEFT JOIN reporting AS bosses
             ON bosses.boss_id = people.id AND bosses.subordinate_id = tasks.executor_id
            AND bosses.depth > 0
      LEFT JOIN task_people AS joined
             ON joined.person_id = people.id AND joined.task_id = tasks.id
     ORDER BY bosses.depth, people.id
"""
"""Of the task of an outer statement."""

AROUND = Reading(
    text(
        f"SELECT around.* FROM tasks, LATERAL ({AROUND_IT}) AS around WHERE tasks.id = :task_id"  # noqa: S608 - a constant of the schema
    ).bindparams(bindparam("task_id", type_=BigInteger))
)


async def standing_of(connection: AsyncConnection, task: Task) -> Standing:
    """The people around a task, in one statement."""
    return to_standing(await AROUND.rows(connection, {"task_id": task.id}))


def to_standing(rows: Iterable[tuple[Any, ...]]) -> Standing:
    """Of what ``AROUND_IT`` tells."""
    bosses, people, names = [], [], {}
    for id_, name, depth, kind, is_by_rule in rows:
        names[PersonId(id_)] = name
        if depth is not None:
            bosses.append(PersonId(id_))
        if kind is not None:
            people.append(TaskPerson(PersonId(id_), PeopleKind(kind), is_by_rule))
    return Standing(tuple(bosses), tuple(people), names)
