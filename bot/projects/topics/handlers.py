"""A project's topic in a group: made, left, and its cards answered."""

from typing import Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message, ReactionTypeEmoji
from aiogram.utils.deep_linking import create_startgroup_link

from bot.projects.cards import back_button
from bot.projects.topics.callback_data import LeaveTopic, OpenTopic
from bot.projects.topics.cards import topic_offer, topic_there
from bot.screens import Button, show
from bot.tasks.thread.contents import place_of, require_contents
from bot.texts import Texts
from domain.errors import DomainError
from domain.org.model import Actor
from domain.projects.model import ProjectId
from domain.projects.queries import ViewProjectPlan
from domain.projects.topic_use_cases import (
    CheckTopic,
    FindTaskOfTopic,
    FindTopic,
    LinkTopic,
    UnlinkTopic,
)
from domain.projects.topics import Topic
from domain.tasks.discussion import AddTaskComment
from domain.tasks.model import TaskId

LONGEST_NAME = 128
"""Signs of a topic's name."""
KEPT = "✍"


async def topic_opened(
    query: CallbackQuery,
    callback_data: OpenTopic,
    actor: Actor,
    texts: Texts,
    find_topic: FindTopic,
    view_project_plan: ViewProjectPlan,
) -> None:
    project_id = ProjectId(callback_data.project_id)
    view = await view_project_plan(actor, project_id)
    topic = await find_topic(actor, project_id)
    back = back_button(project_id, texts)
    if topic is not None:
        unlink = Button(texts.plain("topic-leave-button"), LeaveTopic(project_id=project_id))
        screen = topic_there(topic, view.project.name, texts, unlink=unlink, back=back)
    else:
        assert query.bot is not None
        link = await create_startgroup_link(query.bot, f"project_{project_id}")
        screen = topic_offer(view.project.name, texts, link=link, back=back)
    await show(query, screen)


async def topic_asked(
    message: Message,
    command: CommandObject,
    actor: Actor,
    texts: Texts,
    check_topic: CheckTopic,
    link_topic: LinkTopic,
) -> None:
    """The link from the project's card was followed in a group."""
    if message.bot is None:
        return
    project_id = ProjectId(int((command.args or "").removeprefix("project_")))
    project = await check_topic(actor, project_id)
    if not message.chat.is_forum:
        await message.answer(texts("topic-no-forum"), parse_mode="HTML")
        return
    try:
        made = await message.bot.create_forum_topic(message.chat.id, project.name[:LONGEST_NAME])
    except TelegramBadRequest:
        await message.answer(texts("topic-no-rights"), parse_mode="HTML")
        return
    topic = Topic(project_id, message.chat.id, made.message_thread_id, message.chat.title or "")
    try:
        await link_topic(actor, topic)
    except DomainError:  # somebody was faster: the topic made in vain goes
        await message.bot.delete_forum_topic(message.chat.id, made.message_thread_id)
        raise
    await message.bot.send_message(
        message.chat.id,
        texts("topic-begun", name=project.name),
        message_thread_id=made.message_thread_id,
        parse_mode="HTML",
    )


async def topic_left(
    query: CallbackQuery,
    callback_data: LeaveTopic,
    actor: Actor,
    texts: Texts,
    unlink_topic: UnlinkTopic,
    find_topic: FindTopic,
    view_project_plan: ViewProjectPlan,
) -> None:
    project_id = ProjectId(callback_data.project_id)
    topic = await unlink_topic(actor, project_id)
    if topic is not None and query.bot is not None:
        try:
            await query.bot.close_forum_topic(topic.chat_id, topic.thread_id)
        except TelegramAPIError:  # it is closed or gone already, which is as good
            await query.answer(texts.plain("topic-not-closed"))
    await topic_opened(
        query,
        OpenTopic(project_id=project_id),
        actor,
        texts,
        find_topic,
        view_project_plan,
    )


async def answers_topic_card(
    message: Message, find_task_of_topic: FindTaskOfTopic
) -> bool | dict[str, Any]:
    """Whether the message answers a card in a topic, with the task's id for the handler."""
    answered = message.reply_to_message
    if answered is None:
        return False
    task_id = await find_task_of_topic(message.chat.id, answered.message_id)
    return False if task_id is None else {"task_id": task_id}


async def topic_card_answered(
    message: Message, task_id: TaskId, actor: Actor, add_task_comment: AddTaskComment
) -> None:
    """A comment of the task, as a reply to its card in the private chat is."""
    words, file = require_contents(message)
    await add_task_comment(actor, task_id, words, file=file, place=place_of(message))
    await message.react([ReactionTypeEmoji(emoji=KEPT)])


def router() -> Router:
    topics = Router(name="project-topics")
    topics.callback_query.register(topic_opened, OpenTopic.filter())
    topics.callback_query.register(topic_left, LeaveTopic.filter())
    return topics


def group_router() -> Router:
    """Comes before what answers everything else that is said in groups."""
    groups = Router(name="project-topics-in-groups")
    groups.message.filter(F.chat.type != ChatType.PRIVATE)
    groups.message.register(
        topic_asked, CommandStart(deep_link=True, magic=F.args.regexp(r"^project_\d{1,18}$"))
    )
    groups.message.register(topic_card_answered, F.reply_to_message, answers_topic_card)
    return groups
