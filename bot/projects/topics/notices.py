from dataclasses import dataclass

from bot.projects.cards import back_button
from bot.screens import Screen
from bot.texts import texts_for
from domain.delivery.model import Notice
from domain.org.model import Actor
from domain.projects.model import ProjectId
from domain.projects.queries import ViewProjectPlan


@dataclass(frozen=True, slots=True)
class TopicLostNotice:
    """For the leader: the topic is gone, and the tasks are not."""

    view_project_plan: ViewProjectPlan

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        project_id = ProjectId(notice.matter_id)
        view = await self.view_project_plan(actor, project_id)
        texts = texts_for(actor.language)
        back = back_button(project_id, texts)
        return Screen(texts("topic-lost", name=view.project.name), ((back,),))
