"""The card of a task, for taps, links and the ledger alike."""

from dataclasses import dataclass

from bot.screens import Screen
from bot.tasks.cards import task_card
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.errors import NotFound
from domain.org.model import Actor
from domain.tasks.model import TaskId
from domain.tasks.queries import ViewTask


@dataclass(frozen=True, slots=True)
class PaintTask:
    view_task: ViewTask
    clock: Clock

    async def __call__(self, actor: Actor, task_id: int) -> Screen:
        view = await self.view_task(actor, TaskId(task_id))
        return task_card(
            view, texts_for(actor.language), actor=actor, now=self.clock(), zone=actor.zone
        )

    async def notice(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card for the ledger; None where the recipient may no longer see the task."""
        try:
            return await self(actor, notice.matter_id)
        except NotFound:
            return None
