from typing import Final

from bot.playground.bot_calls import BotCall
from bot.playground.bot_methods.content import (
    caption_content,
    media_content,
    replied,
    text_content,
)
from bot.playground.bot_methods.desk import Desk, answers
from bot.playground.bot_methods.topics import thread_of
from bot.playground.files import KINDS
from bot.playground.keyboards import check_markup
from bot.playground.refusals import BadRequest, Json
from bot.playground.world import Chat, StoredMessage, new_id

MOST_IN_GROUP: Final = 10
LEAST_IN_GROUP: Final = 2
_MEDIA: Final = KINDS
_TOGETHER: Final = ({"photo", "video"}, {"document"}, {"audio"})
"""What an album may mix."""

_NOT_COPIED: Final = {
    "message_id",
    "from",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "reply_markup",
    "forward_origin",
    "media_group_id",
    "message_thread_id",
    "is_topic_message",
}


def _post(desk: Desk, chat: Chat, ask: Json, content: Json) -> StoredMessage:
    inline, keyboard = check_markup(ask.get("reply_markup"))
    reply_to = replied(desk, chat, ask)
    thread_id = thread_of(chat, ask)
    desk.spend(chat)
    if inline:
        content = content | {"reply_markup": inline}
    if ask.get("protect_content"):
        content = content | {"has_protected_content": True}
    return desk.world.add_message(
        chat,
        desk.world.bot,
        content,
        keyboard=keyboard,
        reply_to=reply_to,
        thread_id=thread_id,
    )


@answers("sendMessage")
async def send_message(desk: Desk, call: BotCall) -> Json:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    return _post(desk, chat, call.ask, text_content(desk, call.ask)).message


async def _send_media(desk: Desk, call: BotCall, kind: str) -> Json:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    caption = caption_content(desk, call.ask)
    content = media_content(desk, call, kind, str(call.ask[kind])) | caption
    return _post(desk, chat, call.ask, content).message


@answers("sendPhoto")
async def send_photo(desk: Desk, call: BotCall) -> Json:
    return await _send_media(desk, call, "photo")


@answers("sendDocument")
async def send_document(desk: Desk, call: BotCall) -> Json:
    return await _send_media(desk, call, "document")


@answers("sendVoice")
async def send_voice(desk: Desk, call: BotCall) -> Json:
    return await _send_media(desk, call, "voice")


@answers("sendVideo")
async def send_video(desk: Desk, call: BotCall) -> Json:
    return await _send_media(desk, call, "video")


@answers("sendAudio")
async def send_audio(desk: Desk, call: BotCall) -> Json:
    return await _send_media(desk, call, "audio")


@answers("sendVideoNote")
async def send_video_note(desk: Desk, call: BotCall) -> Json:
    """A round video has no caption."""
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    content = media_content(desk, call, "video_note", str(call.ask["video_note"]))
    return _post(desk, chat, call.ask, content).message


@answers("sendMediaGroup")
async def send_media_group(desk: Desk, call: BotCall) -> list[Json]:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    media = call.ask["media"]
    if not media:
        raise BadRequest("there are no media in the request: group send failed")
    if not LEAST_IN_GROUP <= len(media) <= MOST_IN_GROUP:
        raise BadRequest("wrong number of media: an album holds 2-10 of them")
    kinds = {str(item.get("type")) for item in media}
    if not any(kinds <= together for together in _TOGETHER):
        raise BadRequest("can't send media of these types in one album")
    reply_to = replied(desk, chat, call.ask)
    thread_id = thread_of(chat, call.ask)
    contents = [
        media_content(desk, call, str(item["type"]), str(item["media"]))
        | caption_content(desk, item)
        for item in media
    ]
    desk.spend(chat, len(contents))
    group = {"media_group_id": new_id()}
    return [
        desk.world.add_message(
            chat, desk.world.bot, content | group, reply_to=reply_to, thread_id=thread_id
        ).message
        for content in contents
    ]


@answers("sendLocation")
async def send_location(desk: Desk, call: BotCall) -> Json:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    latitude, longitude = float(call.ask["latitude"]), float(call.ask["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
        raise BadRequest("wrong latitude or longitude: invalid coordinates")
    content = {"location": {"latitude": latitude, "longitude": longitude}}
    return _post(desk, chat, call.ask, content).message


@answers("sendContact")
async def send_contact(desk: Desk, call: BotCall) -> Json:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: call.ask[name] for name in names if call.ask.get(name)}
    if "phone_number" not in contact or "first_name" not in contact:
        raise BadRequest("contact's phone number and first name must be non-empty")
    return _post(desk, chat, call.ask, {"contact": contact}).message


@answers("sendChatAction")
async def send_chat_action(desk: Desk, call: BotCall) -> bool:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    desk.world.journal.append("action", chat_id=chat.chat_id, action=call.ask["action"])
    return True


def _source(desk: Desk, call: BotCall, verb: str) -> StoredMessage:
    home = desk.world.chat_for_bot(call.ask["from_chat_id"])
    stored = home.find(call.ask["message_id"])
    if stored is None:
        raise BadRequest(f"message to {verb} not found")
    if stored.message.get("has_protected_content"):
        raise BadRequest(f"message can't be {verb}ed".replace("copyed", "copied"))
    return stored


@answers("copyMessage")
async def copy_message(desk: Desk, call: BotCall) -> Json:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    source = _source(desk, call, "copy").message
    content = {key: value for key, value in source.items() if key not in _NOT_COPIED}
    if "caption" in call.ask and content.keys() & _MEDIA:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= caption_content(desk, call.ask)
    return {"message_id": _post(desk, chat, call.ask, content).message_id}


@answers("forwardMessage")
async def forward_message(desk: Desk, call: BotCall) -> Json:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    source = _source(desk, call, "forward").message
    return _post(desk, chat, call.ask, forwarded(source)).message


def forwarded(source: Json) -> Json:
    """The content of ``source`` as it stands in a forward of it."""
    origin = source.get("forward_origin") or {
        "type": "user",
        "date": source["date"],
        "sender_user": source["from"],
    }
    content = {key: value for key, value in source.items() if key not in _NOT_COPIED}
    return content | {"forward_origin": origin}
