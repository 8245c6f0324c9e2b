"""What a person does in Telegram, and the updates that the bot gets of it."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from bot.playground.bot_methods.desk import Desk
from bot.playground.bot_methods.sending import MOST_IN_GROUP, forwarded
from bot.playground.callback_queries import ANSWER_WITHIN_SECONDS
from bot.playground.files import Upload, media_of
from bot.playground.formatting import with_found_entities
from bot.playground.keyboards import buttons_of
from bot.playground.personas import Persona
from bot.playground.refusals import Json, Misplayed, Refused
from bot.playground.world import Chat, StoredMessage, new_id

LONGEST_TEXT: Final = 4096
DEFAULT_PLACE: Final = {"latitude": 55.7558, "longitude": 37.6173}
"""Where a person is who shares a location without naming one: the centre of Moscow."""
LONGEST_QUERY: Final = 256
NOT_ANSWERED: Final[Json] = {"answered": False, "text": "", "show_alert": False, "url": ""}
NOT_FOUND: Final[Json] = {"answered": False, "results": [], "next_offset": "", "button": None}


T = TypeVar("T")


def optional(body: Json, name: str, kind: type[T]) -> T | None:
    """The value of ``name``, or ``None`` when it is not given.

    Raises:
        Misplayed: it is not of this kind.
    """
    value = body.get(name)
    if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
        return value
    raise Misplayed(f"{name} must be of type {kind.__name__}")


class PersonActs:
    """Everything a persona can do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._world = desk.world

    def say(
        self,
        persona: Persona,
        chat: Chat,
        content: Json,
        *,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> StoredMessage:
        """Send a message; writing to the bot also starts or unblocks it."""
        if thread_id is not None and thread_id not in chat.topics:
            raise Misplayed("there is no such topic")
        answered = None
        if reply_to is not None:
            answered = chat.find(reply_to)
            if answered is None:
                raise Misplayed("the message replied to is not there")
        if not chat.is_group:
            self.block(persona, blocked=False)
            self._world.mark_started(persona.user_id)
        stored = self._world.add_message(
            chat, persona.as_user(), content, reply_to=answered, thread_id=thread_id
        )
        self._world.mark_read(chat, persona.user_id, stored.message_id)
        if self._bot_sees(chat, stored.message):
            self._world.updates.put("message", stored.message)
        return stored

    def say_all(
        self, persona: Persona, chat: Chat, contents: Sequence[Json], *, reply_to: int | None = None
    ) -> list[StoredMessage]:
        """Send several files at once: a client makes albums of ten of them, one stays alone.

        Every message of an album is a reply, and all have its ``media_group_id``.
        """
        sent = []
        for begin in range(0, len(contents), MOST_IN_GROUP):
            album = contents[begin : begin + MOST_IN_GROUP]
            group: Json = {"media_group_id": new_id()} if len(album) > 1 else {}
            sent += [
                self.say(persona, chat, content | group, reply_to=reply_to) for content in album
            ]
        return sent

    def _bot_sees(self, chat: Chat, message: Json) -> bool:
        """In a group with privacy mode: commands, replies to the bot, mentions of it, and what was
        found through it.

        Where the bot is an administrator, and in its private chats, everything.
        """
        if not chat.is_group or chat.is_forum:
            return True
        bot = self._world.bot
        if message.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]:
            return True
        text = message.get("text") or message.get("caption") or ""
        if message.get("via_bot", {}).get("id") == bot["id"]:
            return True
        own = f"@{bot['username']}".lower()
        if text.startswith("/"):
            addressed = text.split()[0].lower()
            return "@" not in addressed or addressed.endswith(own)
        return own in text.lower()

    def text(self, text: str) -> Json:
        """Content of a text message as a client sends it."""
        text = text.replace("\x00", "").strip()
        if not text:
            raise Misplayed("the text is empty")
        if len(text) > LONGEST_TEXT:
            raise Misplayed(f"the text is longer than {LONGEST_TEXT} characters")
        entities = with_found_entities(text, [])
        return {"text": text} | ({"entities": entities} if entities else {})

    def file(self, kind: str, upload: Upload, caption: str) -> Json:
        """Content of a message with a file of one of ``KINDS``; a round video has no caption."""
        try:
            content = media_of(self._world.files.keep(kind, upload))
        except Refused as refused:
            raise Misplayed(refused.description) from refused
        if caption.strip() and kind != "video_note":
            content["caption"] = caption.strip()
            entities = with_found_entities(caption.strip(), [])
            content |= {"caption_entities": entities} if entities else {}
        return content

    def sticker(self, shared: Json) -> Json:
        """Content of a sticker."""
        sign = new_id()
        known: Json = {"type": "regular", "width": 512, "height": 512, "is_animated": False}
        ids = {"file_id": f"CAAC{sign}", "file_unique_id": sign, "is_video": False}
        return {"sticker": known | ids | {"emoji": str(shared.get("emoji") or "👍")}}

    def poll(self, asked: Json) -> Json:
        """Content of a poll."""
        options = [
            {"persistent_id": str(number), "text": str(one), "voter_count": 0}
            for number, one in enumerate(asked.get("options") or ())
        ]
        if not asked.get("question") or not options:
            raise Misplayed("a poll has a question and options")
        known: Json = {"id": new_id(), "total_voter_count": 0, "is_closed": False}
        known |= {"is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
        known |= {"allows_revoting": True, "members_only": False}
        return {"poll": known | {"question": str(asked["question"]), "options": options}}

    def contact(self, shared: Json) -> Json:
        """Content of a shared contact."""
        if not shared.get("phone_number") or not shared.get("first_name"):
            raise Misplayed("a contact has phone_number and first_name")
        names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
        return {"contact": {name: shared[name] for name in names if shared.get(name)}}

    def location(self, shared: Json) -> Json:
        """Content of a shared location."""
        place = {name: shared.get(name) for name in ("latitude", "longitude")}
        if not all(isinstance(value, int | float) for value in place.values()):
            raise Misplayed("a location has latitude and longitude")
        return {"location": place}

    def forward(self, persona: Persona, source: Json) -> Json:
        """Content of a message forwarded from another chat of this person."""
        home = self._world.find_chat(source.get("chat_id"))
        stored = home.find(source.get("message_id")) if home is not None else None
        if home is None or stored is None or not self._world.is_in(home, persona):
            raise Misplayed("there is no such message to forward")
        if stored.message.get("has_protected_content"):
            raise Misplayed("this message cannot be forwarded")
        return forwarded(stored.message)

    def edit(self, persona: Persona, chat: Chat, message_id: int, text: str) -> StoredMessage:
        """Change the text or caption of one's own message."""
        stored = chat.find(message_id)
        if stored is None or stored.sender_id != persona.user_id:
            raise Misplayed("only one's own messages can be edited")
        content = self.text(text)
        gone = {"text", "entities", "caption", "caption_entities"}
        kept = {key: value for key, value in stored.message.items() if key not in gone}
        if "text" not in stored.message:
            content = {
                {"text": "caption", "entities": "caption_entities"}[key]: value
                for key, value in content.items()
            }
        edited = kept | content | {"edit_date": self._world.moment()}
        stored = self._world.replace_message(chat, edited, None)
        if self._bot_sees(chat, stored.message):
            self._world.updates.put("edited_message", stored.message)
        return stored

    async def tap(
        self, persona: Persona, chat: Chat, message_id: int, data: str, *, forged: bool
    ) -> Json:
        """Tap an inline button and wait for the bot's answer.

        ``forged`` sends data that no button has, or taps under a message that is gone, as a
        hand-made client could.
        """
        stored = chat.find(message_id)
        if not forged:
            if stored is None:
                raise Misplayed("the message is not there")
            if all(button.get("callback_data") != data for button in buttons_of(stored.message)):
                raise Misplayed("the message has no such button")
        query_id, answer = self._desk.callbacks.ask()
        message: Any = (
            stored.message
            if stored is not None
            else {"chat": chat.about, "message_id": message_id, "date": 0}
        )
        self._world.updates.put(
            "callback_query",
            {
                "id": query_id,
                "from": persona.as_user(),
                "message": message,
                "chat_instance": str(chat.chat_id),
                "data": data,
            },
        )
        try:
            return await asyncio.wait_for(answer, ANSWER_WITHIN_SECONDS)
        except TimeoutError:
            return NOT_ANSWERED

    async def ask_inline(self, persona: Persona, chat: Chat, query: str, offset: str) -> Json:
        """Type ``query`` after the bot's name into the field of ``chat``, and wait for what the bot
        finds; nothing is sent.
        """
        query_id, answer = self._desk.inline_queries.ask(persona.user_id)
        self._world.updates.put(
            "inline_query",
            {
                "id": query_id,
                "from": persona.as_user(),
                "query": query.replace("\x00", "").strip()[:LONGEST_QUERY],
                "offset": offset,
                "chat_type": chat.about["type"] if chat.is_group else "sender",
            },
        )
        try:
            return await asyncio.wait_for(answer, ANSWER_WITHIN_SECONDS)
        except TimeoutError:
            return NOT_FOUND

    def choose(
        self, persona: Persona, chat: Chat, query_id: str, result_id: str, *, reply_to: int | None
    ) -> StoredMessage:
        """Choose what an inline query found: it is posted as the person's own message."""
        content = self._desk.inline_queries.content(query_id, result_id, persona.user_id)
        via: Json = {"via_bot": self._world.bot}
        return self.say(persona, chat, content | via, reply_to=reply_to)

    def press(
        self, persona: Persona, chat: Chat, message_id: int, text: str, shared: Json
    ) -> StoredMessage:
        """Press a key of a reply keyboard: sends its text, the person's contact or location."""
        stored = chat.find(message_id)
        rows = (stored.keyboard or {}).get("keyboard", []) if stored is not None else []
        key = next((key for row in rows for key in row if key["text"] == text), None)
        if key is None:
            raise Misplayed("the keyboard has no such key")
        if key.get("request_contact"):
            own: Json = {
                "phone_number": persona.phone or f"+7999{persona.user_id % 10**7:07d}",
                "first_name": persona.first_name,
                "last_name": persona.last_name,
                "user_id": persona.user_id,
            }
            content = self.contact(optional(shared, "contact", dict) or own)
            return self.say(persona, chat, content, reply_to=message_id)
        if key.get("request_location"):
            here = optional(shared, "location", dict) or DEFAULT_PLACE
            return self.say(persona, chat, self.location(here), reply_to=message_id)
        return self.say(persona, chat, self.text(text))

    def block(self, persona: Persona, *, blocked: bool) -> None:
        """Stop the bot, or let it write again; the bot is told."""
        if not self._world.set_blocked(persona.user_id, blocked):
            return
        bot = self._world.bot
        member: Json = {"status": "member", "user": bot}
        kicked: Json = {"status": "kicked", "user": bot, "until_date": 0}
        self._world.updates.put(
            "my_chat_member",
            {
                "chat": self._world.chats[persona.user_id].about,
                "from": persona.as_user(),
                "date": self._world.moment(),
                "old_chat_member": member if blocked else kicked,
                "new_chat_member": kicked if blocked else member,
            },
        )
