"""What a person sees: chats, messages with safe HTML, and events."""

from bot.playground.bot_methods.profile import shown_commands
from bot.playground.personas import Persona
from bot.playground.refusals import Json
from bot.playground.rendering import render
from bot.playground.world import Chat, StoredMessage, World

_CHAT_EVENTS = {"read", "pinned", "reaction"}


def seen(stored: StoredMessage, user_id: int | None) -> Json:
    """A message as this person's client shows it: ``html``, ``out``, and any keyboard."""
    message = stored.message
    text: str = message.get("text") or message.get("caption") or ""
    entities: list[Json] = message.get("entities") or message.get("caption_entities") or []
    sender = stored.sender_id
    view: Json = message | {"html": render(text, entities)}
    view["out"] = sender == user_id if user_id is not None else not message["from"]["is_bot"]
    if stored.keyboard:
        view["reply_markup"] = stored.keyboard
    return view


def shown_chats(world: World, persona: Persona) -> list[Chat]:
    """The chats in a person's list."""
    return [chat for chat in world.chats.values() if world.is_in(chat, persona)]


def chat_row(world: World, chat: Chat, persona: Persona) -> Json:
    """One line of the chat list."""
    last = max(chat.messages.values(), key=lambda stored: stored.message_id, default=None)
    return {
        "chat_id": chat.chat_id,
        "type": chat.about["type"],
        "title": chat.about.get("title") or world.bot["first_name"],
        "unread": world.unread(chat, persona.user_id),
        "blocked": chat.chat_id in world.blocked,
        "started": chat.is_group or chat.chat_id in world.started,
        "pinned": chat.pinned,
        "topics": {str(thread_id): topic["name"] for thread_id, topic in chat.topics.items()},
        "last": None
        if last is None
        else {"text": _summary(last.message), "date": last.message["date"]},
    }


def _summary(message: Json) -> str:
    text = message.get("text") or message.get("caption")
    if text:
        return str(text)
    if "document" in message:
        return str(message["document"].get("file_name", ""))
    signs = {
        "photo": "🖼",
        "voice": "🎤",
        "video": "🎬",
        "video_note": "🎬",
        "audio": "🎵",
        "sticker": "🙂",
        "poll": "📊",
        "contact": "👤",
        "location": "📍",
    }
    return next((sign for kind, sign in signs.items() if kind in message), "")


def event_of(world: World, record: Json, persona: Persona | None) -> Json | None:
    """The event that a journal record is for ``persona`` (``None``: for whoever looks)."""
    kind = record["kind"]
    event: Json = {"seq": record["seq"], "type": kind}
    if kind == "clock":
        return event | {"now": record["now"]}
    if kind == "setting" and record["name"].startswith("commands/"):
        return event | {"type": "commands"}
    if kind == "blocked":
        record = record | {"chat_id": record["user_id"]}
    elif kind not in {"message", "edited", "deleted", "action", *_CHAT_EVENTS}:
        return None
    chat = world.find_chat(record["chat_id"])
    if chat is None:
        return None
    seen_by = [p for p in world.personas.values() if world.is_in(chat, p)]
    if persona is not None and persona not in seen_by:
        return None
    event |= {"chat_id": chat.chat_id, "personas": [p.key for p in seen_by]}
    if kind in {"message", "edited"}:
        stored = StoredMessage(record["message"], record.get("keyboard"))
        return event | {"message": seen(stored, persona.user_id if persona else None)}
    if kind == "deleted":
        return event | {"message_ids": record["message_ids"]}
    if kind == "action":
        return event | {"action": record["action"]}
    event["type"] = "chat"
    if persona is not None:
        event = chat_row(world, chat, persona) | event
    return event


def command_menu(world: World, chat: Chat, persona: Persona) -> list[Json]:
    """The commands that Telegram offers this person here."""
    return shown_commands(world, chat, persona.user_id, persona.language)
