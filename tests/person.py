"""People in tests: they write to the bot through the playground and say what they see.

    rep = Person(origin, "rep")
    await rep.sends("/today")
    await rep.taps("Принято")
    await lead.sees("Оферта принята")

Everything goes over HTTP, as the chat page does it. A wait is bounded; when it fails, the whole
chat is printed.
"""

import asyncio
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

import aiohttp
from PIL import Image

from tests.messages import Json, buttons_of, plain, says, transcript

T = TypeVar("T")

FileKind = Literal["document", "photo", "voice", "video", "audio", "video_note"]

PATIENCE_SECONDS = 10.0
LOOK_AGAIN_SECONDS = 0.02
_LINK_HOSTS = {"t.me", "telegram.me"}


class PlaygroundRefused(AssertionError):
    """The playground does not let a person do this."""


class Person:
    """One persona in one chat: the private chat with the bot, unless ``chat_id`` says otherwise.

    Use it as ``async with Person(…) as rep``, or call ``leaves`` at the end.
    """

    def __init__(
        self,
        origin: str,
        key: str,
        *,
        chat_id: int | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self.origin = origin
        self.key = key
        self._chat_id = chat_id
        self._patience = patience_seconds
        self._session: aiohttp.ClientSession | None = None
        self._in_groups: list[Person] = []
        self._state: Json | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.leaves()

    async def leaves(self) -> None:
        """Close the connection, that of the group too."""
        for in_group in self._in_groups:
            await in_group.leaves()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def in_group(self) -> "Person":
        """The same persona in the group chat, until they leave."""
        group_id = (await self.state())["group_chat_id"]
        in_group = Person(self.origin, self.key, chat_id=group_id, patience_seconds=self._patience)
        self._in_groups.append(in_group)
        return in_group

    async def in_forum(self) -> "Person":
        """The same persona in the group with topics, until they leave."""
        forum_id = (await self.state())["forum_chat_id"]
        in_forum = Person(self.origin, self.key, chat_id=forum_id, patience_seconds=self._patience)
        self._in_groups.append(in_forum)
        return in_forum

    # What a person does

    async def starts(self, payload: str = "") -> Json:
        """Press Start, or follow a deep link with ``payload``; the message that was sent."""
        body = await self._post("start", {"persona": self.key, "payload": payload})
        return self._sent(body)

    async def sends(self, text: str) -> Json:
        """Write ``text``; the message that was sent."""
        return await self._says({"text": text})

    async def replies_to(self, message: Json, text: str) -> Json:
        """Answer ``message`` with ``text``."""
        return await self._says({"text": text, "reply_to": message["message_id"]})

    async def forwards(self, message: Json) -> Json:
        """Forward ``message`` into this chat."""
        source = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        return await self._says({"forward": source})

    async def sends_contact(
        self,
        phone_number: str,
        first_name: str,
        last_name: str = "",
        user_id: int | None = None,
        vcard: str = "",
    ) -> Json:
        """Share a contact."""
        contact: Json = {"phone_number": phone_number, "first_name": first_name}
        if last_name:
            contact["last_name"] = last_name
        if user_id is not None:
            contact["user_id"] = user_id
        if vcard:
            contact["vcard"] = vcard
        return await self._says({"contact": contact})

    async def sends_location(self, latitude: float, longitude: float) -> Json:
        """Share a place."""
        return await self._says({"location": {"latitude": latitude, "longitude": longitude}})

    async def sends_file(
        self,
        source: Path | bytes,
        name: str = "",
        caption: str = "",
        *,
        kind: FileKind = "document",
        reply_to: Json | None = None,
    ) -> Json:
        """Send a file, from disk or from bytes."""
        content = source.read_bytes() if isinstance(source, Path) else source  # noqa: ASYNC240 - a test waits for nobody
        name = name or (source.name if isinstance(source, Path) else "file")
        form = aiohttp.FormData()
        form.add_field("persona", self.key)
        form.add_field("kind", kind)
        form.add_field("caption", caption)
        if reply_to is not None:
            form.add_field("reply_to", str(reply_to["message_id"]))
        form.add_field("file", content, filename=name)
        chat_id = await self.chat_id()
        return self._sent(await self._call("POST", f"chats/{chat_id}/messages", data=form))

    async def replies(self, text: str, *, to: str) -> Json:
        """Answer the newest message that says ``to`` with ``text``."""
        return await self.replies_to(await self.sees(to), text)

    async def sends_photo(
        self, content: bytes | None = None, caption: str = "", *, reply_to: Json | None = None
    ) -> Json:
        """Send one photo; a small one where none is given."""
        return await self.sends_file(
            content or a_photo(), "photo.jpg", caption, kind="photo", reply_to=reply_to
        )

    async def sends_album(
        self, contents: list[bytes], caption: str = "", *, reply_to: Json | None = None
    ) -> list[Json]:
        """Send several photos at once; the messages that Telegram makes of them."""
        form = aiohttp.FormData()
        form.add_field("persona", self.key)
        form.add_field("kind", "photo")
        form.add_field("caption", caption)
        if reply_to is not None:
            form.add_field("reply_to", str(reply_to["message_id"]))
        for number, content in enumerate(contents, start=1):
            form.add_field("file", content, filename=f"photo{number}.jpg")
        chat_id = await self.chat_id()
        body = await self._call("POST", f"chats/{chat_id}/messages", data=form)
        sent: list[Json] = body["messages"]
        return sent

    async def sends_sticker(self, *, reply_to: Json | None = None) -> Json:
        """Send a sticker."""
        return await self._says({"sticker": {"emoji": "👍"}, **_reply(reply_to)})

    async def sends_poll(
        self, question: str, options: list[str], *, reply_to: Json | None = None
    ) -> Json:
        """Send a poll."""
        poll = {"question": question, "options": options}
        return await self._says({"poll": poll, **_reply(reply_to)})

    async def edits(self, message: Json, text: str) -> Json:
        """Change the text of an own message."""
        body = {"persona": self.key, "text": text}
        path = f"chats/{message['chat']['id']}/messages/{message['message_id']}/edit"
        edited: Json = (await self._post(path, body))["message"]
        return edited

    async def taps(self, label: str, *, on: Json | None = None) -> Json:
        """Tap the button ``label`` (all of it, or its beginning) and return the bot's answer.

        Waits for the newest message that has such a button, or takes ``on``. The answer is
        ``{answered, text, show_alert, url}``. A link to the bot itself is followed as Telegram
        does; another link is only returned, as ``url``. A key of a reply keyboard is pressed.
        """
        message, button = await self._find_button(label, on)
        if "callback_data" in button:
            return await self.taps_data(message, button["callback_data"])
        if "url" in button:
            return await self._follows(button["url"])
        path = f"chats/{message['chat']['id']}/messages/{message['message_id']}/press"
        sent = self._sent(await self._post(path, {"persona": self.key, "text": button["text"]}))
        return {"answered": True, "text": "", "show_alert": False, "url": "", "message": sent}

    async def taps_data(self, message: Json, data: str, *, forged: bool = False) -> Json:
        """Tap by callback data; ``forged`` sends data that no button of ``message`` has."""
        path = f"chats/{message['chat']['id']}/messages/{message['message_id']}/tap"
        body = {"persona": self.key, "data": data, "forged": forged}
        answer: Json = await self._post(path, body)
        return answer

    async def types_inline(self, query: str, *, offset: str = "") -> Json:
        """Type the bot's name and ``query`` into the message field, and send nothing.

        The answer is ``{answered, query_id, results, next_offset, button}``; ``results`` have
        ``id``, ``title``, ``description``; ``button`` has ``text`` and ``start_parameter``.
        """
        path = f"chats/{await self.chat_id()}/inline"
        body = {"persona": self.key, "query": query, "offset": offset}
        answer: Json = await self._post(path, body)
        return answer

    async def chooses(self, title: str, *, of: Json) -> Json:
        """Choose a result of what ``types_inline`` has returned; the message that it posts."""
        result = next(one for one in of["results"] if one["title"] == title)
        path = f"chats/{await self.chat_id()}/inline/chosen"
        chosen = {"query_id": of["query_id"], "result_id": result["id"]}
        return self._sent(await self._post(path, {"persona": self.key, **chosen}))

    async def blocks_bot(self) -> None:
        """Block the bot."""
        await self._post("block", {"persona": self.key, "blocked": True})

    async def unblocks_bot(self) -> None:
        """Let the bot write again."""
        await self._post("block", {"persona": self.key, "blocked": False})

    async def reads(self) -> None:
        """Open the chat and see everything in it."""
        newest = max((message["message_id"] for message in await self.messages()), default=0)
        path = f"chats/{await self.chat_id()}/read"
        await self._post(path, {"persona": self.key, "up_to": newest})

    async def orders_fault(self, kind: str, **details: Any) -> None:
        """Arm a trouble of the Bot API: see ``docs/playground.md``."""
        await self._post("faults", {"kind": kind, **details})

    async def ends_faults(self) -> None:
        """Everything works again."""
        await self._post("faults", {"clear": True})

    async def moves_clock(self, moment: datetime) -> None:
        """Make ``moment`` (aware) the playground's present."""
        await self._post("clock", {"to": moment.isoformat()})

    async def skips(self, skip: str) -> None:
        """Move the clock as the page's menu does: ``hour``, ``next-morning``, …"""
        await self._post("clock", {"skip": skip})

    # What a person sees

    async def sees(self, text: str, *, newer_than: Json | None = None) -> Json:
        """Wait for a live message with ``text`` in it or in its caption; the newest such one.

        A space stands for a non-breaking one as well. ``newer_than`` leaves out what was there
        before that message.
        """
        first = newer_than["message_id"] + 1 if newer_than is not None else 0

        def found(messages: list[Json]) -> Json | None:
            new = (m for m in reversed(messages) if m["message_id"] >= first)
            return next((m for m in new if says(m, text)), None)

        return await self._wait(found, f"does not see {text!r}")

    async def sees_file(self, name: str) -> Json:
        """Wait for a live message with a document of this name (its end will do); the newest."""

        def found(messages: list[Json]) -> Json | None:
            files = [m for m in messages if "document" in m]
            named = (m for m in files[::-1] if m["document"].get("file_name", "").endswith(name))
            return next(named, None)

        return await self._wait(found, f"does not see a file {name!r}")

    async def sees_button(self, label: str) -> Json:
        """Wait for a message with this button; the message."""
        message, _ = await self._find_button(label, None)
        return message

    async def does_not_see(self, text: str) -> None:
        """Wait until the bot is idle; then no live message may have ``text`` in it."""
        await self.waits_for_idle_bot()
        messages = await self.messages()
        if any(says(message, text) for message in messages):
            raise AssertionError(f"{self.key} sees {text!r}\n{transcript(messages)}")

    async def last(self) -> Json:
        """The newest message from the bot, once it is idle."""
        await self.waits_for_idle_bot()
        messages = await self.messages()
        theirs = [message for message in messages if message["from"]["is_bot"]]
        if not theirs:
            raise AssertionError(f"the bot has said nothing to {self.key}\n{transcript(messages)}")
        return theirs[-1]

    async def buttons(self, message: Json | None = None) -> list[str]:
        """Labels under ``message``, or under the newest message from the bot, row after row."""
        return [button["text"] for button in buttons_of(message or await self.last())]

    async def messages(self) -> list[Json]:
        """All live messages of the chat, oldest first (the last 200)."""
        path = f"chats/{await self.chat_id()}/messages"
        found: list[Json] = await self._get(path, limit="200")
        return found

    async def unread(self) -> int:
        """How many messages of this chat the person has not opened."""
        chats: list[Json] = await self._get("chats")
        chat_id = await self.chat_id()
        return next(int(chat["unread"]) for chat in chats if chat["chat_id"] == chat_id)

    async def commands(self) -> list[str]:
        """Names in the command menu of this chat."""
        menu: list[Json] = await self._get("commands", chat_id=str(await self.chat_id()))
        return [command["command"] for command in menu]

    async def file(self, message: Json) -> bytes:
        """The bytes of the document, photo or voice in ``message``."""
        kinds = ("document", "voice", "video", "audio", "video_note")
        media = next((message[kind] for kind in kinds if kind in message), None)
        media = media or message["photo"][-1]
        response = await self._http().get(f"{self.origin}/play/files/{media['file_id']}")
        async with response:
            response.raise_for_status()
            return await response.read()

    async def waits_for_idle_bot(self) -> None:
        """Return when the bot has taken all updates and no call of it is on its way.

        Raises:
            AssertionError: it does not come to rest.
        """
        answer = await self._post("idle", {})
        if not answer["idle"]:
            raise AssertionError("the bot does not come to rest: updates wait, or calls go on")

    async def chat_id(self) -> int:
        """The chat this person is in."""
        if self._chat_id is None:
            state = await self.state()
            mine = (p for p in state["personas"] if p["key"] == self.key)
            self._chat_id = int(next(mine)["private_chat_id"])
        return self._chat_id

    async def state(self) -> Json:
        """Personas, the bot and the group, as the chat page learns them."""
        if self._state is None:
            self._state = await self._call("GET", "state")
        return self._state

    # How it is done

    async def _says(self, content: Json) -> Json:
        path = f"chats/{await self.chat_id()}/messages"
        return self._sent(await self._post(path, {"persona": self.key, **content}))

    def _sent(self, body: Json) -> Json:
        message: Json = body["message"]
        return message

    async def _find_button(self, label: str, on: Json | None) -> tuple[Json, Json]:
        def found(messages: list[Json]) -> tuple[Json, Json] | None:
            shown = [m for m in messages if on is None or m["message_id"] == on["message_id"]]
            pairs = [(m, button) for m in reversed(shown) for button in buttons_of(m)]
            wanted = plain(label)
            exact = (pair for pair in pairs if plain(pair[1]["text"]) == wanted)
            begun = (pair for pair in pairs if plain(pair[1]["text"]).startswith(wanted))
            return next(exact, None) or next(begun, None)

        return await self._wait(found, f"has no button {label!r}")

    async def _follows(self, url: str) -> Json:
        address = urlsplit(url)
        bot = (await self.state())["bot"]["username"]
        if address.hostname in _LINK_HOSTS and address.path.strip("/").lower() == bot.lower():
            payload = parse_qs(address.query).get("start", [""])[0]
            await self.starts(payload)
        return {"answered": True, "text": "", "show_alert": False, "url": url}

    async def _wait(self, look: Callable[[list[Json]], T | None], complaint: str) -> T:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._patience
        while True:
            messages = await self.messages()
            found = look(messages)
            if found is not None:
                return found
            if loop.time() >= until:
                raise AssertionError(f"{self.key} {complaint}\n{transcript(messages)}")
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _post(self, path: str, body: Json) -> Any:
        return await self._call("POST", path, json=body)

    async def _get(self, path: str, **query: str) -> Any:
        return await self._call("GET", path, params={"persona": self.key, **query})

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    async def _call(self, method: str, path: str, **options: Any) -> Any:
        async with self._http().request(method, f"{self.origin}/play/{path}", **options) as answer:
            body = await answer.json()
            if answer.status != 200:
                raise PlaygroundRefused(f"{self.key}: {body.get('error', body)}")
            return body


def a_photo() -> bytes:
    """The smallest picture that Telegram takes for a photo."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return content.getvalue()


def _reply(to: Json | None) -> Json:
    return {"reply_to": to["message_id"]} if to is not None else {}
