"""Giving a project a topic in a group, taking it away, and keeping its cards as the tasks are."""

from dataclasses import dataclass
from datetime import timedelta

from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.org.model import Actor
from domain.projects import rules as project_rules
from domain.projects.errors import TopicTaken
from domain.projects.model import Project, ProjectId, ProjectState
from domain.projects.topics import Topic, TopicCard, TopicToClose
from domain.tasks.model import TaskId
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork

LEASE = timedelta(minutes=2)
"""How long a card that is being sent is nobody else's."""


async def _led(uow: UnitOfWork, actor: Actor, project_id: ProjectId) -> Project:
    project, leading = await uow.projects.get(project_id, Viewer.of(actor))
    project_rules.require_lead(project, leading, actor)
    project_rules.require_active(project)
    return project


@dataclass(frozen=True, slots=True)
class CheckTopic:
    """Before a topic is made: whether this actor may, and whether there is none yet."""

    desk: Desk

    async def __call__(self, actor: Actor, project_id: ProjectId) -> Project:
        """Raises: NotFound, ProjectOfLeader, ProjectOver, TopicTaken."""
        async with self.desk.begin() as uow:
            project = await _led(uow, actor, project_id)
            topic = await uow.project_topics.find(project_id)
        if topic is not None:
            raise TopicTaken(group=topic.group_title)
        return project


@dataclass(frozen=True, slots=True)
class LinkTopic:
    """The project's tasks live as cards in this topic from now on."""

    desk: Desk

    async def __call__(self, actor: Actor, topic: Topic) -> None:
        """Raises: NotFound, ProjectOfLeader, ProjectOver, TopicTaken."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await _led(uow, actor, topic.project_id)
            if not await uow.project_topics.add(topic, linked_by=actor.id, now=now):
                there = await uow.project_topics.find(topic.project_id)
                raise TopicTaken(group=there.group_title if there else topic.group_title)
            await uow.ledger.refresh(Matter.PROJECT, topic.project_id, except_for=None)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class UnlinkTopic:
    """The project's tasks leave the group; what was said there stays."""

    desk: Desk

    async def __call__(self, actor: Actor, project_id: ProjectId) -> Topic | None:
        """The topic as it was; None where there was none. Raises: NotFound, ProjectOfLeader."""
        async with self.desk.begin() as uow:
            project, leading = await uow.projects.get(project_id, Viewer.of(actor))
            project_rules.require_lead(project, leading, actor)
            topic = await uow.project_topics.find(project_id)
            if topic is None:
                return None
            await uow.project_topics.remove(project_id)
            await uow.ledger.refresh(Matter.PROJECT, project_id, except_for=actor.id)
            await uow.commit()
        return topic


@dataclass(frozen=True, slots=True)
class FindTopic:
    """Where the project's tasks stand as cards; None where they do not."""

    desk: Desk

    async def __call__(self, actor: Actor, project_id: ProjectId) -> Topic | None:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            await uow.projects.get(project_id, Viewer.of(actor))
            return await uow.project_topics.find(project_id)


@dataclass(frozen=True, slots=True)
class FindTaskOfTopic:
    """The task whose card in a group a message answers."""

    desk: Desk

    async def __call__(self, chat_id: int, message_id: int) -> TaskId | None:
        async with self.desk.begin() as uow:
            return await uow.project_topics.find_task(chat_id, message_id)


@dataclass(frozen=True, slots=True)
class KeepTopics:
    """The clock's side: what is to be sent and closed, and what became of it."""

    desk: Desk

    async def claim(self, limit: int) -> list[TopicCard]:
        async with self.desk.begin() as uow:
            claimed = await uow.project_topics.claim_stale(self.desk.clock(), LEASE, limit)
            await uow.commit()
        return claimed

    async def settle(self, card: TopicCard, message_id: int) -> None:
        async with self.desk.begin() as uow:
            await uow.project_topics.settle(card, message_id)
            await uow.commit()

    async def put_off(self, card: TopicCard, wait: timedelta) -> None:
        async with self.desk.begin() as uow:
            await uow.project_topics.release(card.task_id, self.desk.clock() + wait)
            await uow.commit()

    async def send_anew(self, card: TopicCard) -> None:
        async with self.desk.begin() as uow:
            await uow.project_topics.forget_message(card.task_id)
            await uow.commit()

    async def claim_ended(self, limit: int) -> list[TopicToClose]:
        async with self.desk.begin() as uow:
            ended = await uow.project_topics.claim_ended(self.desk.clock(), limit)
            await uow.commit()
        return ended

    async def lose(self, chat_id: int, thread_id: int) -> None:
        """The topic is gone, or the bot was put out of the group: its leader is told."""
        async with self.desk.begin() as uow:
            project_id = await uow.project_topics.find_in(chat_id, thread_id)
            if project_id is None:
                return
            project, _ = await uow.projects.lock(project_id)
            await uow.project_topics.remove(project_id)
            if project.state is ProjectState.ACTIVE:
                notice = NewNotice(
                    project.leader_id, "project_topic_lost", Matter.PROJECT, project_id
                )
                await uow.ledger.add([notice])
            await uow.commit()
