from typing import Final

from bot.playground.bot_calls import BotCall
from bot.playground.bot_methods.desk import Desk, answers
from bot.playground.refusals import BadRequest, Json
from bot.playground.world import Chat

LONGEST_NAME: Final = 128
ICON_COLOR: Final = 7322096
GENERAL: Final = 1
"""The topic that every forum has; messages into it carry no thread."""


def thread_of(chat: Chat, ask: Json) -> int | None:
    """The topic a message is for. Raises: BadRequest: there is no such topic here."""
    thread_id = ask.get("message_thread_id")
    if thread_id is None or (chat.is_forum and thread_id == GENERAL):
        return None
    if thread_id not in chat.topics:
        raise BadRequest("message thread not found")
    return int(thread_id)


def _forum(desk: Desk, call: BotCall) -> Chat:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    if not chat.is_forum:
        raise BadRequest("the chat is not a forum")
    return chat


def _topic(chat: Chat, call: BotCall) -> tuple[int, Json]:
    thread_id = int(call.ask["message_thread_id"])
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise BadRequest("message thread not found")
    return thread_id, topic


@answers("createForumTopic")
async def create_forum_topic(desk: Desk, call: BotCall) -> Json:
    chat = _forum(desk, call)
    name = str(call.ask["name"]).strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadRequest("TOPIC_NAME_INVALID")
    about = {"name": name, "icon_color": call.ask.get("icon_color", ICON_COLOR)}
    desk.spend(chat)
    thread_id = chat.last_id + 1
    desk.world.add_message(
        chat, desk.world.bot, {"forum_topic_created": about}, thread_id=thread_id
    )
    desk.world.keep_topic(chat, thread_id, about)
    return about | {"message_thread_id": thread_id}


@answers("editForumTopic")
async def edit_forum_topic(desk: Desk, call: BotCall) -> bool:
    chat = _forum(desk, call)
    thread_id, topic = _topic(chat, call)
    name = str(call.ask.get("name") or topic["name"]).strip()
    if len(name) > LONGEST_NAME:
        raise BadRequest("TOPIC_NAME_INVALID")
    if name == topic["name"]:
        raise BadRequest("TOPIC_NOT_MODIFIED")
    desk.world.keep_topic(chat, thread_id, topic | {"name": name})
    return True


@answers("closeForumTopic")
async def close_forum_topic(desk: Desk, call: BotCall) -> bool:
    return _set_closed(desk, call, is_closed=True)


@answers("reopenForumTopic")
async def reopen_forum_topic(desk: Desk, call: BotCall) -> bool:
    return _set_closed(desk, call, is_closed=False)


def _set_closed(desk: Desk, call: BotCall, *, is_closed: bool) -> bool:
    chat = _forum(desk, call)
    thread_id, topic = _topic(chat, call)
    if bool(topic.get("is_closed")) is is_closed:
        raise BadRequest("TOPIC_NOT_MODIFIED")
    desk.world.keep_topic(chat, thread_id, topic | {"is_closed": is_closed})
    return True


@answers("deleteForumTopic")
async def delete_forum_topic(desk: Desk, call: BotCall) -> bool:
    chat = _forum(desk, call)
    thread_id, _ = _topic(chat, call)
    desk.world.delete_topic(chat, thread_id)
    return True
