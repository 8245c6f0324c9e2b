"""Co-executors of a draft: added and let go on its card, before it is sent."""

from dataclasses import dataclass

from domain.desk import Desk
from domain.errors import BadInput
from domain.org.model import Actor, PersonId
from domain.tasks.acts import colleague, keep, open_task
from domain.tasks.model import PeopleKind, Task, TaskId, TaskPerson
from domain.tasks.states import Act


class TakesPartAlready(BadInput):
    """``name`` takes part in the task already, as executor or helping."""


@dataclass(frozen=True, slots=True)
class AddCoExecutor:
    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, person_id: PersonId, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, Executor…, TakesPartAlready."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.EDIT, version=version)
            task, person = opened.task, await colleague(uow, person_id)
            helping = opened.standing.of_kind(PeopleKind.CO_EXECUTOR)
            if person.id in {task.executor_id, *helping}:
                raise TakesPartAlready(name=person.name)
            await uow.tasks.leave(task_id, person.id)  # who observed it helps now
            await uow.tasks.join(task_id, [TaskPerson(person.id, PeopleKind.CO_EXECUTOR)])
            saved = await keep(uow, task, "task_changed", actor=actor, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class LetCoExecutorGo:
    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, person_id: PersonId, *, version: int
    ) -> Task:
        """Who does not help any more stays so: a second tap. Raises: NotFound, Task…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.EDIT, version=version)
            task = opened.task
            if person_id not in opened.standing.of_kind(PeopleKind.CO_EXECUTOR):
                return task
            await uow.tasks.leave(task_id, person_id)
            saved = await keep(uow, task, "task_changed", actor=actor, now=now)
            await uow.commit()
        return saved
