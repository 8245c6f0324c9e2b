from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from domain.clock import Clock
from domain.errors import NotFound
from domain.org.model import BranchId, DepartmentId, PersonId, Role
from domain.org.workplaces import Workplace
from domain.origin import current_origin
from domain.tasks.model import (
    DateProposal,
    Deadline,
    NewTask,
    Standing,
    Task,
    TaskId,
    TaskPerson,
)
from domain.tasks.reminders import ReminderChoice
from domain.tasks.views import Colleague
from domain.tasks.visibility import Viewer
from domain.transliteration import search_key
from storage.changes import change_marks
from storage.readings import Reading
from storage.tables import (
    reminder_choices,
    task_dates,
    task_people,
    tasks,
    timeline,
)
from storage.tasks.rows import executor_zone, task_columns, to_minutes, to_proposal, to_task
from storage.tasks.standing import standing_of
from storage.tasks.visibility import task_visible
from storage.transaction import Transaction
from storage.writings import Writing

PARTS_LOCK = 0x7061_7274_73

COLLEAGUE = Reading(
    text(
        """
    SELECT people.id, people.name, people.role, people.is_active, people.branch_id,
           people.department_id, people.working_hours, branches.country,
           coalesce(people.zone, branches.zone) AS zone,
           ARRAY(SELECT boss_id FROM reporting
                  WHERE subordinate_id = people.id AND depth > 0 ORDER BY depth) AS bosses,
           ARRAY(SELECT boss.id
                   FROM reporting JOIN people boss ON boss.id = reporting.boss_id
                  WHERE subordinate_id = people.id AND depth > 0 AND boss.is_active
                    AND boss.role IN ('lead', 'manager', 'director', 'administrator')
                  ORDER BY depth)
           || head_of(people.id, people.branch_id, 'manager') AS heads
      FROM people JOIN branches ON branches.id = people.branch_id
     WHERE people.id = :person_id
    """
    ).bindparams(bindparam("person_id", type_=BigInteger))
)

ABOVE = text(
    """
    WITH RECURSIVE above(id, hop) AS (
        SELECT CAST(:task_id AS bigint), 0
        UNION
        SELECT tasks.parent_id, above.hop + 1
          FROM above JOIN tasks ON tasks.id = above.id
         WHERE tasks.parent_id IS NOT NULL AND above.hop < 100
    )
    SELECT id FROM above ORDER BY hop
    """
)

SUM_UP = text(
    """
    UPDATE tasks
       SET estimate_minutes = parts.minutes, version = version + 1,
           changed_by = :changed_by, changed_via = :changed_via, changed_at = :changed_at
      FROM (SELECT sum(estimate_minutes) FILTER (WHERE state <> 'cancelled') AS minutes,
                   count(*) AS number
              FROM tasks
             WHERE parent_id = :task_id AND (state <> 'draft' OR approval_reasons <> '{}')) AS parts
     WHERE tasks.id = :task_id AND tasks.estimate_minutes IS DISTINCT FROM parts.minutes
       AND parts.number > 0
    """
)

STAND_INS = text(
    """
    SELECT people.id, stand_in(people.id, :now) AS recipient_id
      FROM people WHERE people.id = ANY(:people) AND people.is_active
    """
).bindparams(bindparam("people", type_=ARRAY(BigInteger)))


ADD = Writing(
    insert(tasks).returning(*tasks.c),
    to=tasks,
    columns=(
        "title",
        "title_key",
        "details",
        "assigner_id",
        "executor_id",
        "branch_id",
        "state",
        "state_since",
        "deadline_at",
        "has_time",
        "agreed_deadline_at",
        "estimate_minutes",
        "cost",
        "currency",
        "priority",
        "client_id",
        "deal_id",
        "parent_id",
        "project_id",
        "starts_on",
        "is_milestone",
        "wants_approval",
        "said",
        "settled",
        "created_at",
        "changed_by",
        "changed_via",
        "changed_at",
    ),
)

NOTE = Writing(
    insert(timeline).inline(),
    to=timeline,
    columns=("at", "kind", "client_id", "deal_id", "task_id", "actor_id", "channel", "facts"),
)


def part_of(task_id: TaskId) -> ColumnElement[bool]:
    """A draft that was never sent is no part yet: nobody but its assigner knows of it."""
    was_sent = or_(tasks.c.state != "draft", tasks.c.approval_reasons != [])
    return and_(tasks.c.parent_id == task_id, was_sent)


class SqlTasks:
    def __init__(self, connection: Transaction, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._loaded: dict[int, dict[str, Any]] = {}

    async def add(
        self, new: NewTask, *, assigner_id: PersonId, executor: Colleague, now: datetime
    ) -> Task:
        (added,) = await self._connection.write_now(
            ADD,
            {
                "title": new.title,
                "title_key": search_key(new.title),
                "details": new.details,
                "assigner_id": assigner_id,
                "executor_id": executor.id,
                "branch_id": executor.branch_id,
                "state": "draft",
                "state_since": now,
                "deadline_at": new.deadline and new.deadline.at,
                "has_time": new.deadline is not None and new.deadline.has_time,
                "agreed_deadline_at": new.deadline and new.deadline.at,
                "estimate_minutes": to_minutes(new.estimate),
                "cost": new.cost and new.cost.amount,
                "currency": new.cost and new.cost.currency,
                "priority": str(new.priority),
                "client_id": new.client_id,
                "deal_id": new.deal_id,
                "parent_id": new.parent_id,
                "project_id": new.project_id,
                "starts_on": new.starts_on,
                "is_milestone": new.is_milestone,
                "wants_approval": new.wants_approval,
                "said": new.said,
                "settled": sorted(new.settled),
                "created_at": now,
                **change_marks(now),
            },
        )
        return self._kept(to_task(added))

    async def get(self, task_id: TaskId, viewer: Viewer) -> tuple[Task, Standing]:
        found = await self._connection.execute(
            select(*tasks.c, executor_zone())
            .where(tasks.c.id == task_id, task_visible(viewer))
            .with_for_update(of=tasks)
        )
        row = found.first()
        if row is None:
            raise NotFound(task_id=task_id)
        task = self._kept(to_task(row))
        return task, await standing_of(self._connection, task)

    async def save(self, task: Task) -> Task:
        was = self._loaded.get(task.id, {})
        columns = task_columns(task)
        changed = {name: value for name, value in columns.items() if was.get(name, ...) != value}
        if not changed:
            return task
        await self._connection.execute(
            update(tasks)
            .where(tasks.c.id == task.id)
            .values(**changed, version=tasks.c.version + 1, **change_marks(self._clock()))
        )
        return self._kept(replace(task, version=task.version + 1))

    def _kept(self, task: Task) -> Task:
        self._loaded[task.id] = task_columns(task)
        return task

    async def join(self, task_id: TaskId, people: Sequence[TaskPerson]) -> None:
        if not people:
            return
        marks = change_marks(self._clock())
        await self._connection.execute(
            insert_or_not(task_people)
            .values(
                [
                    {
                        "task_id": task_id,
                        "person_id": person.person_id,
                        "kind": str(person.kind),
                        "is_by_rule": person.is_by_rule,
                        **marks,
                    }
                    for person in people
                ]
            )
            .on_conflict_do_nothing(index_elements=["task_id", "person_id"])
        )

    async def leave(self, task_id: TaskId, person_id: PersonId) -> None:
        this = (task_people.c.task_id == task_id) & (task_people.c.person_id == person_id)
        # The audit's row of a deletion names whoever wrote the row last.
        marks = change_marks(self._clock())
        await self._connection.execute(update(task_people).where(this).values(**marks))
        await self._connection.execute(delete(task_people).where(this))

    async def colleague(self, person_id: PersonId) -> Colleague:
        row = await COLLEAGUE.row(self._connection, {"person_id": person_id})
        if row is None:
            raise NotFound(person_id=person_id)
        heads = dict.fromkeys(PersonId(head) for head in row.heads if head != row.id)
        return Colleague(
            id=PersonId(row.id),
            name=row.name,
            role=Role(row.role),
            is_active=row.is_active,
            branch_id=BranchId(row.branch_id),
            department_id=None if row.department_id is None else DepartmentId(row.department_id),
            workplace=Workplace(row.country, ZoneInfo(row.zone), row.working_hours),
            bosses=tuple(PersonId(boss) for boss in row.bosses),
            heads=tuple(heads),
        )

    async def lock_parts(self) -> None:
        await self._connection.execute(
            text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": PARTS_LOCK}
        )

    async def above(self, task_id: TaskId) -> Sequence[TaskId]:
        rows = await self._connection.scalars(ABOVE, {"task_id": task_id})
        return [TaskId(id_) for id_ in rows]

    async def unfinished_parts(self, task_id: TaskId) -> int:
        over = ("done", "accepted_result", "closed", "cancelled")
        return await self._count(part_of(task_id) & tasks.c.state.not_in(over))

    async def count_parts(self, task_id: TaskId) -> int:
        return await self._count(part_of(task_id) & (tasks.c.state != "cancelled"))

    async def _count(self, chosen: Any) -> int:
        found = await self._connection.scalar(select(func.count()).select_from(tasks).where(chosen))
        return found or 0

    async def sum_up(self, task_id: TaskId) -> Sequence[TaskId]:
        changed = []
        for above in await self.above(task_id):
            marks = change_marks(self._clock())
            summed = await self._connection.execute(SUM_UP, {"task_id": above, **marks})
            if not summed.rowcount:
                break
            changed.append(above)
        return changed

    async def note(
        self,
        kind: str,
        *,
        task: Task,
        at: datetime,
        actor_id: PersonId | None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        await self._connection.write(
            NOTE,
            {
                "at": at,
                "kind": kind,
                "client_id": task.client_id,
                "deal_id": task.deal_id,
                "task_id": task.id,
                "actor_id": actor_id,
                "channel": str(current_origin().channel),
                "facts": {"title": task.title, **(facts or {})},
            },
        )

    async def propose_date(
        self, task_id: TaskId, *, by: PersonId, deadline: Deadline, reason: str, now: datetime
    ) -> DateProposal:
        added = await self._connection.execute(
            insert(task_dates)
            .values(
                task_id=task_id,
                proposed_by=by,
                deadline_at=deadline.at,
                has_time=deadline.has_time,
                reason=reason,
                proposed_at=now,
                **change_marks(now),
            )
            .returning(*task_dates.c)
        )
        return to_proposal(added.one())

    async def proposal(self, task_id: TaskId) -> DateProposal | None:
        found = await self._connection.execute(
            select(task_dates).where(
                task_dates.c.task_id == task_id, task_dates.c.status == text("'open'")
            )
        )
        row = found.first()
        return None if row is None else to_proposal(row)

    async def decide_date(
        self,
        proposal: DateProposal,
        status: str,
        *,
        by: PersonId | None,
        counts: bool | None,
        now: datetime,
    ) -> None:
        await self._connection.execute(
            update(task_dates)
            .where(task_dates.c.id == proposal.id)
            .values(
                status=status, decided_by=by, decided_at=now, counts=counts, **change_marks(now)
            )
        )

    async def stand_ins(
        self, people: Sequence[PersonId], now: datetime
    ) -> Mapping[PersonId, PersonId]:
        rows = await self._connection.execute(STAND_INS, {"people": sorted(people), "now": now})
        return {PersonId(row.id): PersonId(row.recipient_id) for row in rows}

    async def reminder_choice(self, person_id: PersonId) -> ReminderChoice | None:
        found = await self._connection.execute(
            select(reminder_choices).where(reminder_choices.c.person_id == person_id)
        )
        row = found.first()
        if row is None:
            return None
        return ReminderChoice(row.in_the_morning, tuple(row.minutes_before))

    async def choose_reminders(self, person_id: PersonId, choice: ReminderChoice) -> None:
        chosen = {
            "in_the_morning": choice.in_the_morning,
            "minutes_before": list(choice.minutes_before),
            **change_marks(self._clock()),
        }
        await self._connection.execute(
            insert_or_not(reminder_choices)
            .values(person_id=person_id, **chosen)
            .on_conflict_do_update(index_elements=["person_id"], set_=chosen)
        )
