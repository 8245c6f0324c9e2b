"""The card of a task, for taps, links and the ledger alike."""

from dataclasses import dataclass

from bot.screens import Screen
from bot.tasks.approvals.cards import approval_card, waits_for
from bot.tasks.cards import task_card
from bot.tasks.drafts.cards import draft_card, is_own_draft
from bot.texts import Markup, texts_for
from domain.clock import Clock
from domain.org.model import Actor
from domain.tasks.draft_views import ViewDraft
from domain.tasks.load_queries import CheckLoadOfTask
from domain.tasks.model import TaskId
from domain.tasks.queries import ViewTask
from domain.tasks.views import TaskView


@dataclass(frozen=True, slots=True)
class PaintTask:
    view_task: ViewTask
    check_load_of_task: CheckLoadOfTask
    view_draft: ViewDraft
    clock: Clock

    async def __call__(self, actor: Actor, task_id: int) -> Screen:
        return await self.card(actor, await self.view_task(actor, TaskId(task_id)))

    async def card(self, actor: Actor, view: TaskView, *, headline: Markup | None = None) -> Screen:
        """``headline`` says what has happened, in the title's place. What waits for this actor's
        approval comes with the load of whose it would be.
        """
        texts, now, zone = texts_for(actor.language), self.clock(), actor.zone
        if waits_for(view, actor):
            load = await self.check_load_of_task(actor, view.task)
            return approval_card(view, load, texts, now=now, zone=zone, headline=headline)
        if is_own_draft(view, actor):
            shown = await self.view_draft.of(actor, view)
            return draft_card(shown, texts, now=now, zone=zone, headline=headline)
        return task_card(view, texts, actor=actor, now=now, zone=zone, headline=headline)
