"""What a person can look at: a task, its thread, and lists."""

from dataclasses import dataclass, replace

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.desk import Desk
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.model import TaskId
from domain.tasks.states import Act
from domain.tasks.views import (
    TaskFilter,
    TasksPage,
    TaskThread,
    TaskView,
)
from domain.tasks.visibility import Viewer

LONGEST_WANTED = 100
"""Letters of a search that are looked at; no title is told from another by more."""


@dataclass(frozen=True, slots=True)
class ViewTask:
    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        task_id: TaskId,
        *,
        act: Act | None = None,
        version: int | None = None,
    ) -> TaskView:
        """With ``act`` or ``version`` what the act would refuse is refused here already, before
        anybody takes the trouble to answer a question about it.

        Raises: NotFound; with ``act`` or ``version`` TaskPartMissing, TaskNotReady, TaskStopped,
        TaskChanged, as the act would.
        """
        async with self.desk.begin() as uow:
            view = await uow.task_lists.view(task_id, Viewer.of(actor))
        if act is not None:
            task_rules.permit(act, view.task, view.standing, actor)
        if version is not None:
            task_rules.require_version(view.task, version)
        return view


@dataclass(frozen=True, slots=True)
class ListTasks:
    """Tasks that the actor has, gave, observes, or whose executor they head."""

    desk: Desk

    async def __call__(
        self, actor: Actor, chosen: TaskFilter, *, offset: int, size: int
    ) -> TasksPage:
        """The last page stands for those behind it."""
        if chosen.wanted:
            chosen = replace(chosen, wanted=chosen.wanted[:LONGEST_WANTED])
        async with self.desk.begin() as uow:
            return await uow.task_lists.page(
                Viewer.of(actor), chosen, now=self.desk.clock(), offset=offset, size=size
            )


@dataclass(frozen=True, slots=True)
class ListTasksOfClient:
    desk: Desk

    async def __call__(
        self, actor: Actor, client_id: ClientId, *, offset: int, size: int
    ) -> TasksPage:
        """Raises: NotFound: the actor sees no such client."""
        async with self.desk.begin() as uow:
            client_id = (await uow.clients.view(client_id, actor.scope)).client.id
            return await uow.task_lists.of_client(
                client_id, Viewer.of(actor), offset=offset, size=size
            )


@dataclass(frozen=True, slots=True)
class ListTasksOfDeal:
    desk: Desk

    async def __call__(self, actor: Actor, deal_id: DealId, *, offset: int, size: int) -> TasksPage:
        """Raises: NotFound: the actor sees no such deal."""
        async with self.desk.begin() as uow:
            await uow.deals.view(deal_id, actor.scope)
            return await uow.task_lists.of_deal(deal_id, Viewer.of(actor), offset=offset, size=size)


@dataclass(frozen=True, slots=True)
class ViewTaskThread:
    """A page of all that was said and done, in its order, files included."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, *, since: int | None = None, size: int
    ) -> TaskThread:
        """Entries from ``since`` on, counted from the first; without it the last ones.

        Raises: NotFound.
        """
        async with self.desk.begin() as uow:
            view = await uow.task_lists.view(task_id, Viewer.of(actor))
            entries, page = await uow.task_threads.page(task_id, since=since, size=size)
            files = await uow.task_threads.count_files(task_id)
        return TaskThread(view, tuple(entries), page, files)
