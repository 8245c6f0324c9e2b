"""Chats, people and messages as Telegram keeps them, made of the journal's records."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.playground.files import Files
from bot.playground.journal import Journal
from bot.playground.personas import Persona
from bot.playground.refusals import BadRequest, Forbidden, Json
from bot.playground.update_queue import UpdateQueue
from domain.clock import Clock

GROUP_CHAT_ID: Final = -1001700000001
FORUM_CHAT_ID: Final = -1001700000002
_QUOTED_NEVER: Final = {"reply_to_message", "pinned_message"}


@dataclass(slots=True)
class StoredMessage:
    """A message as the bot sees it, and the reply keyboard only the person sees."""

    message: Json
    keyboard: Json | None = None

    @property
    def message_id(self) -> int:
        return int(self.message["message_id"])

    @property
    def sender_id(self) -> int:
        return int(self.message["from"]["id"])


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's), the group, or the group with topics.

    ``topics`` are by the id of their thread.
    """

    about: Json
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    last_id: int = 0
    read_up_to: dict[int, int] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, Json] = field(default_factory=dict)

    @property
    def chat_id(self) -> int:
        return int(self.about["id"])

    @property
    def is_group(self) -> bool:
        return bool(self.about["type"] != "private")

    @property
    def is_forum(self) -> bool:
        """A group with topics; the bot is an administrator there."""
        return bool(self.about.get("is_forum"))

    def find(self, message_id: object) -> StoredMessage | None:
        """The live message with this id."""
        return self.messages.get(message_id) if isinstance(message_id, int) else None


class World:
    """The state of the playground; every change is a journal record, applied at once."""

    def __init__(
        self,
        *,
        bot: Json,
        personas: Sequence[Persona],
        group_title: str,
        forum_title: str,
        clock: Clock,
        folder: Path | None,
    ) -> None:
        self.bot = bot
        self.clock = clock
        self.personas = {persona.key: persona for persona in personas}
        self.people = {persona.user_id: persona for persona in personas}
        self.journal = Journal(folder)
        self.files = Files(self.journal, folder)
        self.updates = UpdateQueue(self.journal)
        self.started: set[int] = set()
        self.blocked: set[int] = set()
        self.settings: dict[str, Any] = {}
        self.chats = {
            persona.user_id: Chat(
                {key: value for key, value in persona.as_user().items() if key in _CHAT_FIELDS}
                | {"id": persona.user_id, "type": "private"}
            )
            for persona in personas
        }
        group = Chat({"id": GROUP_CHAT_ID, "type": "supergroup", "title": group_title})
        self.chats[GROUP_CHAT_ID] = group
        self.chats[FORUM_CHAT_ID] = Chat(
            {"id": FORUM_CHAT_ID, "type": "supergroup", "title": forum_title, "is_forum": True},
            last_id=1,  # the first message of a forum made its general topic
        )
        for record in self.journal.replay():
            self._apply(record)

    def _record(self, kind: str, **data: object) -> Json:
        record = self.journal.append(kind, **data)
        self._apply(record)
        return record

    def _apply(self, record: Json) -> None:
        match record["kind"]:
            case "message" | "edited" if record["chat_id"] in self.chats:
                chat = self.chats[record["chat_id"]]
                stored = StoredMessage(record["message"], record.get("keyboard"))
                chat.messages[stored.message_id] = stored
                chat.last_id = max(chat.last_id, stored.message_id)
            case "deleted" if record["chat_id"] in self.chats:
                chat = self.chats[record["chat_id"]]
                for message_id in record["message_ids"]:
                    chat.messages.pop(message_id, None)
            case "read" if record["chat_id"] in self.chats:
                read = self.chats[record["chat_id"]].read_up_to
                read[record["user_id"]] = max(record["up_to"], read.get(record["user_id"], 0))
            case "pinned" if record["chat_id"] in self.chats:
                self.chats[record["chat_id"]].pinned = record["message_ids"]
            case "topics" if record["chat_id"] in self.chats:
                topics = {int(thread): topic for thread, topic in record["topics"].items()}
                self.chats[record["chat_id"]].topics = topics
            case "started":
                self.started.add(record["user_id"])
            case "blocked":
                (self.blocked.add if record["blocked"] else self.blocked.discard)(record["user_id"])
            case "setting":
                self.settings[record["name"]] = record["value"]
            case "file":
                self.files.remember(record)
            case "update":
                self.updates.remember(record)
            case "confirmed":
                self.updates.forget(record)

    def is_in(self, chat: Chat, persona: Persona) -> bool:
        """Is this one of the person's chats?"""
        return persona.is_in_group if chat.is_group else chat.chat_id == persona.user_id

    def moment(self) -> int:
        """Now, in whole seconds since 1970, as messages are dated."""
        return int(self.clock().timestamp())

    def chat_for_bot(self, chat_id: object) -> Chat:
        """The chat that the bot means.

        Raises:
            BadRequest: there is no such chat.
            Forbidden: its person never started the bot, or blocked it.
        """
        chat = self.find_chat(chat_id)
        if chat is None:
            raise BadRequest("chat not found" if chat_id else "chat_id is empty")
        if not chat.is_group and chat.chat_id in self.blocked:
            raise Forbidden("bot was blocked by the user")
        if not chat.is_group and chat.chat_id not in self.started:
            raise Forbidden("bot can't initiate conversation with a user")
        return chat

    def find_chat(self, chat_id: object) -> Chat | None:
        """The chat with this id, a number or its digits."""
        try:
            return self.chats.get(int(str(chat_id)))
        except ValueError:
            return None

    def add_message(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        *,
        keyboard: Json | None = None,
        reply_to: StoredMessage | None = None,
        thread_id: int | None = None,
    ) -> StoredMessage:
        """Put a message of ``sender`` into ``chat``, dated by the playground's clock.

        An answer goes into the topic of what it answers.
        """
        message: Json = {
            "message_id": chat.last_id + 1,
            "from": sender,
            "chat": chat.about,
            "date": self.moment(),
        }
        if reply_to is not None:
            message["reply_to_message"] = quotable(reply_to.message)
            thread_id = thread_id or reply_to.message.get("message_thread_id")
        if thread_id is not None:
            message |= {"message_thread_id": thread_id, "is_topic_message": True}
        self._record(
            "message",
            chat_id=chat.chat_id,
            message=message | content,
            **({"keyboard": keyboard} if keyboard else {}),
        )
        return chat.messages[chat.last_id]

    def replace_message(self, chat: Chat, message: Json, keyboard: Json | None) -> StoredMessage:
        """Put ``message`` in the place of the one with its id."""
        self._record(
            "edited",
            chat_id=chat.chat_id,
            message=message,
            **({"keyboard": keyboard} if keyboard else {}),
        )
        return chat.messages[message["message_id"]]

    def delete_messages(self, chat: Chat, message_ids: Iterable[int]) -> None:
        """Take live messages away for everyone."""
        gone = [message_id for message_id in message_ids if message_id in chat.messages]
        if gone:
            self._record("deleted", chat_id=chat.chat_id, message_ids=gone)

    def keep_topic(self, chat: Chat, thread_id: int, topic: Json) -> None:
        """Make a topic, or change it."""
        self._record("topics", chat_id=chat.chat_id, topics=chat.topics | {thread_id: topic})

    def delete_topic(self, chat: Chat, thread_id: int) -> None:
        """Take a topic away, with all that was said in it."""
        said = [
            stored.message_id
            for stored in chat.messages.values()
            if stored.message.get("message_thread_id") == thread_id
        ]
        self.delete_messages(chat, [thread_id, *said])
        left = {thread: topic for thread, topic in chat.topics.items() if thread != thread_id}
        self._record("topics", chat_id=chat.chat_id, topics=left)

    def mark_read(self, chat: Chat, user_id: int, up_to: int) -> None:
        """``user_id`` has seen ``chat`` up to this message."""
        if up_to > chat.read_up_to.get(user_id, 0):
            self._record("read", chat_id=chat.chat_id, user_id=user_id, up_to=up_to)

    def set_pinned(self, chat: Chat, message_ids: list[int]) -> None:
        """Pin these, the newest last."""
        self._record("pinned", chat_id=chat.chat_id, message_ids=message_ids)

    def mark_started(self, user_id: int) -> None:
        """The person has pressed Start: the bot may write."""
        if user_id not in self.started:
            self._record("started", user_id=user_id)

    def set_blocked(self, user_id: int, blocked: bool) -> bool:
        """Close or open the private chat; ``False`` when it already was so."""
        if (user_id in self.blocked) is blocked:
            return False
        self._record("blocked", user_id=user_id, blocked=blocked)
        return True

    def keep_setting(self, name: str, value: object) -> None:
        """Remember a setting of the bot."""
        self._record("setting", name=name, value=value)

    def unread(self, chat: Chat, user_id: int) -> int:
        """How many messages of others ``user_id`` has not seen in ``chat``."""
        seen = chat.read_up_to.get(user_id, 0)
        return sum(
            stored.message_id > seen and stored.sender_id != user_id
            for stored in chat.messages.values()
        )


_CHAT_FIELDS: Final = {"first_name", "last_name", "username"}


def quotable(message: Json) -> Json:
    """A message as it stands inside another one: not nested further."""
    return {key: value for key, value in message.items() if key not in _QUOTED_NEVER}


def new_id() -> str:
    """An id that nobody can guess, in digits, as Telegram makes them."""
    return str(secrets.randbits(62))
