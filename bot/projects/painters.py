"""The card of a project, for taps, links and the ledger alike, and what the ledger tells of one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.delivery.makers import Maker
from bot.projects.cards import project_card
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.org.model import Actor
from domain.projects.model import ProjectId, ProjectState
from domain.projects.plan_queries import ViewSchedule
from domain.projects.views import ProjectPlanView

TOLD: Final[dict[str, Callable[[ProjectPlanView], bool]]] = {
    "project_started": lambda view: view.project.is_active,
    "project_done": lambda view: view.is_finished,
    "project_accepted": lambda view: view.project.state is ProjectState.ACCEPTED,
    "project_cancelled": lambda view: view.project.state is ProjectState.CANCELLED,
}
"""Each kind, and whether there is still something to tell."""


@dataclass(frozen=True, slots=True)
class PaintProject:
    view_schedule: ViewSchedule
    clock: Clock

    async def __call__(self, actor: Actor, project_id: int) -> Screen:
        found = await self.view_schedule(actor, ProjectId(project_id))
        return project_card(found, texts_for(actor.language), actor=actor, now=self.clock())

    async def told(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card under a line that says what has happened; None where that is over."""
        found = await self.view_schedule(actor, ProjectId(notice.matter_id))
        if not TOLD[notice.kind](found.view):
            return None
        texts = texts_for(actor.language)
        key = f"project-told-{notice.kind.removeprefix('project_')}"
        headline = texts(key, name=found.view.project.name)
        return project_card(found, texts, actor=actor, now=self.clock(), headline=headline)


def makers(project: PaintProject) -> dict[str, Maker]:
    return dict.fromkeys(TOLD, project.told)
