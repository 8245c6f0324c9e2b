"""What becomes of a request beyond an answer: a task of its words."""

from dataclasses import dataclass

from domain.desk import Desk
from domain.org.model import Actor
from domain.org.visibility import EVERYTHING
from domain.requests import rules
from domain.requests.acts import for_request, note
from domain.requests.model import RequestId
from domain.tasks.giving import TITLE_LIMIT, create_task
from domain.tasks.lines import shortened
from domain.tasks.model import NewTask, TaskId
from domain.timeline import Happened


@dataclass(frozen=True, slots=True)
class MakeTaskOfRequest:
    """A draft of a task about the client, with the request's words, for the actor to go on with."""

    desk: Desk

    async def __call__(self, actor: Actor, request_id: RequestId, version: int) -> TaskId:
        """What was made before and not cancelled is it. Raises: NotFound, RequestChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            seen = await uow.requests.see(request_id, actor)
            await uow.clients.get(seen.client_id, EVERYTHING)  # locked whole, before its requests
            request = await uow.requests.get(request_id, actor)
            view = await uow.requests.view(request_id, actor)
            if view.open_task_id is not None:
                return view.open_task_id
            rules.require_version(request, version)
            title, _, _ = request.words.partition("\n")
            draft = NewTask(
                title=title if len(title) <= TITLE_LIMIT else shortened(title),
                details=request.words if title != request.words else None,
                client_id=request.client_id,
            )
            task = await create_task(self.desk, uow, for_request(actor), draft, as_draft=True)
            await uow.requests.link_task(request.id, task.id, now)
            facts = {"title": task.title}
            await note(
                uow, request, Happened.REQUEST_BECAME_TASK, actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return task.id
