from bot.playground.bot_calls import BotCall
from bot.playground.bot_methods.desk import Desk, answers
from bot.playground.refusals import BadRequest, Json
from bot.playground.world import Chat, StoredMessage, quotable

_ACCENT = 0
_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
_ADMINISTRATOR = {
    "status": "administrator",
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": False,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_pin_messages": True,
    "can_manage_topics": True,
}
_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
)


@answers("getChat")
async def get_chat(desk: Desk, call: BotCall) -> Json:
    chat = desk.world.find_chat(call.ask["chat_id"])
    if chat is None or (not chat.is_group and chat.chat_id not in desk.world.started):
        raise BadRequest("chat not found")
    info = chat.about | {
        "accent_color_id": _ACCENT,
        "max_reaction_count": 11,
        "accepted_gift_types": _NO_GIFTS,
    }
    if chat.is_group:
        info["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    pinned = chat.find(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        info["pinned_message"] = quotable(pinned.message)
    return info


def _group(desk: Desk, call: BotCall) -> Chat:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    if not chat.is_group:
        raise BadRequest("there are no administrators in the private chat")
    return chat


def _member(desk: Desk, chat: Chat, user_id: int) -> Json:
    if user_id == desk.world.bot["id"]:
        return (
            _ADMINISTRATOR | {"user": desk.world.bot}
            if chat.is_forum
            else {
                "status": "member",
                "user": desk.world.bot,
            }
        )
    persona = desk.world.people.get(user_id)
    if persona is None or (chat.is_group and not persona.is_in_group):
        raise BadRequest("invalid user_id specified")
    if chat.is_group and persona.role == "director":
        return {"status": "creator", "user": persona.as_user(), "is_anonymous": False}
    return {"status": "member", "user": persona.as_user()}


@answers("getChatMember")
async def get_chat_member(desk: Desk, call: BotCall) -> Json:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    user_id = int(call.ask["user_id"])
    if not chat.is_group and user_id not in {chat.chat_id, desk.world.bot["id"]}:
        raise BadRequest("member not found")
    return _member(desk, chat, user_id)


@answers("getChatAdministrators")
async def get_chat_administrators(desk: Desk, call: BotCall) -> list[Json]:
    chat = _group(desk, call)
    people = (person for person in desk.world.people.values() if person.is_in_group)
    members = (_member(desk, chat, person.user_id) for person in people)
    return [member for member in members if member["status"] == "creator"]


@answers("getChatMemberCount")
async def get_chat_member_count(desk: Desk, call: BotCall) -> int:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    people = sum(desk.world.is_in(chat, person) for person in desk.world.people.values())
    return people + 1


def _pinnable(desk: Desk, call: BotCall) -> Chat:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    if chat.is_group:
        raise BadRequest("not enough rights to manage pinned messages in the chat")
    return chat


@answers("pinChatMessage")
async def pin_chat_message(desk: Desk, call: BotCall) -> bool:
    chat = _pinnable(desk, call)
    stored = chat.find(call.ask["message_id"])
    if stored is None:
        raise BadRequest("message to pin not found")
    desk.world.set_pinned(
        chat, [*(id_ for id_ in chat.pinned if id_ != stored.message_id), stored.message_id]
    )
    return True


@answers("unpinChatMessage")
async def unpin_chat_message(desk: Desk, call: BotCall) -> bool:
    chat = _pinnable(desk, call)
    gone = call.ask.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if gone not in chat.pinned:
        raise BadRequest("message to unpin not found")
    desk.world.set_pinned(chat, [id_ for id_ in chat.pinned if id_ != gone])
    return True


@answers("unpinAllChatMessages")
async def unpin_all_chat_messages(desk: Desk, call: BotCall) -> bool:
    desk.world.set_pinned(_pinnable(desk, call), [])
    return True


@answers("setMessageReaction")
async def set_message_reaction(desk: Desk, call: BotCall) -> bool:
    chat = desk.world.chat_for_bot(call.ask["chat_id"])
    stored: StoredMessage | None = chat.find(call.ask["message_id"])
    if stored is None:
        raise BadRequest("message to react not found")
    reactions = call.ask.get("reaction") or []
    if len(reactions) > 1:
        raise BadRequest("REACTIONS_TOO_MANY")
    desk.world.journal.append(
        "reaction", chat_id=chat.chat_id, message_id=stored.message_id, reaction=reactions
    )
    return True
