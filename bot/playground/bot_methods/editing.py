from datetime import timedelta
from typing import Final

from bot.playground.bot_calls import BotCall
from bot.playground.bot_methods.content import caption_content, media_content, text_content
from bot.playground.bot_methods.desk import Desk, answers
from bot.playground.files import KINDS
from bot.playground.keyboards import check_markup
from bot.playground.refusals import BadRequest, Json
from bot.playground.world import Chat, StoredMessage

DELETABLE_FOR: Final = timedelta(hours=48)
MOST_DELETED: Final = 100
_MEDIA: Final = tuple(sorted(KINDS))
_BODY: Final = {
    "text",
    "entities",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "link_preview_options",
    *_MEDIA,
}
_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def _own(desk: Desk, call: BotCall) -> tuple[Chat, StoredMessage]:
    if "chat_id" not in call.ask:
        raise BadRequest("chat_id is empty")
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    stored = chat.find(call.ask.get("message_id"))
    if stored is None:
        raise BadRequest("message to edit not found")
    if stored.sender_id != desk.world.bot["id"] or "forward_origin" in stored.message:
        raise BadRequest("message can't be edited")
    return chat, stored


def _replace(desk: Desk, call: BotCall, chat: Chat, stored: StoredMessage, body: Json) -> Json:
    inline, other = check_markup(call.ask.get("reply_markup"))
    if other is not None:
        raise BadRequest("inline keyboard expected")
    kept = {
        key: value
        for key, value in stored.message.items()
        if key not in _BODY and key not in {"reply_markup", "edit_date"}
    }
    edited = kept | body | ({"reply_markup": inline} if inline else {})
    before = {key: value for key, value in stored.message.items() if key != "edit_date"}
    if edited == before:
        raise BadRequest(_NOT_MODIFIED)
    desk.spend(chat)
    edited["edit_date"] = desk.world.moment()
    return desk.world.replace_message(chat, edited, stored.keyboard).message


def _body(stored: StoredMessage) -> Json:
    return {key: value for key, value in stored.message.items() if key in _BODY}


@answers("editMessageText")
async def edit_message_text(desk: Desk, call: BotCall) -> Json:
    if "text" not in call.ask:
        raise BadRequest("message text is empty")
    content = text_content(desk, call.ask)
    chat, stored = _own(desk, call)
    if "text" not in stored.message:
        raise BadRequest("there is no text in the message to edit")
    return _replace(desk, call, chat, stored, content)


@answers("editMessageCaption")
async def edit_message_caption(desk: Desk, call: BotCall) -> Json:
    content = caption_content(desk, call.ask)
    chat, stored = _own(desk, call)
    media = {key: stored.message[key] for key in _MEDIA if key in stored.message}
    if not media:
        raise BadRequest("there is no caption in the message to edit")
    return _replace(desk, call, chat, stored, media | content)


@answers("editMessageReplyMarkup")
async def edit_message_reply_markup(desk: Desk, call: BotCall) -> Json:
    chat, stored = _own(desk, call)
    return _replace(desk, call, chat, stored, _body(stored))


@answers("editMessageMedia")
async def edit_message_media(desk: Desk, call: BotCall) -> Json:
    chat, stored = _own(desk, call)
    media = call.ask["media"]
    kind = str(media.get("type"))
    if kind not in _MEDIA:
        raise BadRequest(f"the playground does not keep media of type {kind}")
    caption = caption_content(desk, media)
    return _replace(
        desk, call, chat, stored, media_content(desk, call, kind, str(media["media"])) | caption
    )


def _check_deletable(desk: Desk, chat: Chat, stored: StoredMessage) -> None:
    age = desk.world.moment() - stored.message["date"]
    if age > DELETABLE_FOR.total_seconds():
        raise BadRequest("message can't be deleted for everyone")
    if chat.is_group and stored.sender_id != desk.world.bot["id"]:
        raise BadRequest("message can't be deleted")


@answers("deleteMessage")
async def delete_message(desk: Desk, call: BotCall) -> bool:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    stored = chat.find(call.ask["message_id"])
    if stored is None:
        raise BadRequest("message to delete not found")
    _check_deletable(desk, chat, stored)
    desk.world.delete_messages(chat, [stored.message_id])
    return True


@answers("deleteMessages")
async def delete_messages(desk: Desk, call: BotCall) -> bool:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    wanted = call.ask["message_ids"]
    if not wanted:
        raise BadRequest("message identifiers are not specified")
    if len(wanted) > MOST_DELETED:
        raise BadRequest("too many messages to delete")
    found = [stored for stored in map(chat.find, wanted) if stored is not None]
    for stored in found:
        _check_deletable(desk, chat, stored)
    desk.world.delete_messages(chat, [stored.message_id for stored in found])
    return True
