"""The person's side of the playground: JSON over HTTP under ``/play``."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import BodyPartReader, web

from bot.playground.bot_side import BotSide
from bot.playground.clock import SKIPS, MovableClock
from bot.playground.faults import OF_UPDATES, Faults
from bot.playground.files import KINDS, Upload
from bot.playground.person_acts import PersonActs, optional
from bot.playground.person_view import chat_row, command_menu, event_of, seen, shown_chats
from bot.playground.personas import Persona
from bot.playground.refusals import Json, Misplayed, Refused, is_unicode
from bot.playground.world import FORUM_CHAT_ID, GROUP_CHAT_ID, Chat, World

OnClock = Callable[[datetime], Awaitable[None]]

MOST_MESSAGES: Final = 200
QUIET_SECONDS: Final = 0.03
"""The bot counts as idle when nothing has happened for this long."""
IDLE_TIMEOUT_SECONDS: Final = 10.0
HEARTBEAT_SECONDS: Final = 15.0
_SHOWN_IN_PLACE: Final = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/")


class PersonSide:
    """Routes of the chat page and of the test driver."""

    def __init__(
        self,
        world: World,
        acts: PersonActs,
        faults: Faults,
        bot_side: BotSide,
        *,
        clock: MovableClock,
        zone: ZoneInfo,
        on_clock: OnClock | None,
        is_closing: asyncio.Event,
    ) -> None:
        self._world = world
        self._acts = acts
        self._faults = faults
        self._bot_side = bot_side
        self._clock = clock
        self._zone = zone
        self._on_clock = on_clock
        self._is_closing = is_closing

    def routes(self) -> list[web.RouteDef]:
        chat = "/play/chats/{chat_id}"
        message = chat + "/messages/{message_id}"
        return [
            web.get("/play/state", self._state),
            web.get("/play/chats", self._chats),
            web.get(f"{chat}/messages", self._messages),
            web.post(f"{chat}/messages", self._send),
            web.post(f"{chat}/read", self._read),
            web.post(f"{chat}/inline", self._ask_inline),
            web.post(f"{chat}/inline/chosen", self._choose_inline),
            web.post(f"{message}/edit", self._edit),
            web.post(f"{message}/tap", self._tap),
            web.post(f"{message}/press", self._press),
            web.post("/play/start", self._start),
            web.post("/play/block", self._block),
            web.get("/play/commands", self._commands),
            web.get("/play/events", self._events),
            web.get("/play/clock", self._time),
            web.post("/play/clock", self._skip),
            web.get("/play/files/{file_id}", self._file),
            web.post("/play/faults", self._order_fault),
            web.get("/play/journal", self._journal),
            web.post("/play/idle", self._idle),
        ]

    def _persona(self, key: object) -> Persona:
        persona = self._world.personas.get(str(key))
        if persona is None:
            raise Misplayed(f"there is no persona {key!r}")
        return persona

    def _chat(self, request: web.Request, persona: Persona) -> Chat:
        chat = self._world.find_chat(
            request.match_info.get("chat_id") or request.query.get("chat_id") or persona.user_id
        )
        if chat is None or not self._world.is_in(chat, persona):
            raise Misplayed("this person has no such chat")
        return chat

    async def _body(self, request: web.Request) -> tuple[Json, Persona]:
        body = await self._object(request)
        return body, self._persona(body.get("persona"))

    async def _object(self, request: web.Request) -> Json:
        try:
            body = await request.json()
        except ValueError as error:
            raise Misplayed("a JSON object is expected") from error
        if not isinstance(body, dict) or not is_unicode(body):
            raise Misplayed("a JSON object of well-formed strings is expected")
        return body

    async def _state(self, _request: web.Request) -> web.Response:
        bot = self._world.bot
        return web.json_response(
            {
                "now": self._clock().isoformat(),
                "zone": self._zone.key,
                "bot": {
                    "id": bot["id"],
                    "username": bot["username"],
                    "name": bot["first_name"],
                },
                "group_chat_id": GROUP_CHAT_ID,
                "forum_chat_id": FORUM_CHAT_ID,
                "personas": [
                    {
                        "key": persona.key,
                        "user_id": persona.user_id,
                        "first_name": persona.first_name,
                        "last_name": persona.last_name,
                        "role": persona.role,
                        "role_title": persona.role_title,
                        "language": persona.language,
                        "private_chat_id": persona.user_id,
                    }
                    for persona in self._world.personas.values()
                ],
                "skips": [{"key": key, "title": title} for key, (title, _) in SKIPS.items()],
            }
        )

    async def _chats(self, request: web.Request) -> web.Response:
        persona = self._persona(request.query.get("persona"))
        chats = shown_chats(self._world, persona)
        return web.json_response([chat_row(self._world, chat, persona) for chat in chats])

    async def _messages(self, request: web.Request) -> web.Response:
        persona = self._persona(request.query.get("persona"))
        chat = self._chat(request, persona)
        before = _number(request.query.get("before"), chat.last_id + 1)
        limit = max(1, min(_number(request.query.get("limit"), 50), MOST_MESSAGES))
        ids = sorted(message_id for message_id in chat.messages if message_id < before)[-limit:]
        return web.json_response([seen(chat.messages[id_], persona.user_id) for id_ in ids])

    async def _send(self, request: web.Request) -> web.Response:
        if request.content_type == "multipart/form-data":
            return await self._send_files(request)
        body, persona = await self._body(request)
        chat = self._chat(request, persona)
        content = self._content(body, persona)
        reply_to = optional(body, "reply_to", int)
        stored = self._acts.say(persona, chat, content, reply_to=reply_to)
        return web.json_response({"message": seen(stored, persona.user_id)})

    async def _send_files(self, request: web.Request) -> web.Response:
        """One file, or several as albums: the first of them has the caption."""
        fields, uploads = await _form(request)
        persona = self._persona(fields.get("persona"))
        if not uploads:
            raise Misplayed("there is no file in the form")
        kind = fields.get("kind", "document")
        if kind not in KINDS:
            raise Misplayed(f"kind is one of {', '.join(sorted(KINDS))}")
        chat = self._chat(request, persona)
        reply_to = _number(fields.get("reply_to"), 0) or None
        caption = fields.get("caption", "")
        contents = [
            self._acts.file(kind, upload, "" if number else caption)
            for number, upload in enumerate(uploads)
        ]
        sent = self._acts.say_all(persona, chat, contents, reply_to=reply_to)
        shown = [seen(stored, persona.user_id) for stored in sent]
        return web.json_response({"message": shown[0], "messages": shown})

    def _content(self, body: Json, persona: Persona) -> Json:
        if contact := optional(body, "contact", dict):
            return self._acts.contact(contact)
        if location := optional(body, "location", dict):
            return self._acts.location(location)
        if sticker := optional(body, "sticker", dict):
            return self._acts.sticker(sticker)
        if poll := optional(body, "poll", dict):
            return self._acts.poll(poll)
        if forward := optional(body, "forward", dict):
            return self._acts.forward(persona, forward)
        return self._acts.text(str(body.get("text") or ""))

    async def _read(self, request: web.Request) -> web.Response:
        body, persona = await self._body(request)
        chat = self._chat(request, persona)
        self._world.mark_read(chat, persona.user_id, optional(body, "up_to", int) or 0)
        return web.json_response({"unread": self._world.unread(chat, persona.user_id)})

    async def _ask_inline(self, request: web.Request) -> web.Response:
        body, persona = await self._body(request)
        chat = self._chat(request, persona)
        query, offset = str(body.get("query") or ""), str(body.get("offset") or "")
        return web.json_response(await self._acts.ask_inline(persona, chat, query, offset))

    async def _choose_inline(self, request: web.Request) -> web.Response:
        body, persona = await self._body(request)
        chat = self._chat(request, persona)
        stored = self._acts.choose(
            persona,
            chat,
            str(body.get("query_id") or ""),
            str(body.get("result_id") or ""),
            reply_to=optional(body, "reply_to", int),
        )
        return web.json_response({"message": seen(stored, persona.user_id)})

    async def _edit(self, request: web.Request) -> web.Response:
        body, persona = await self._body(request)
        chat = self._chat(request, persona)
        stored = self._acts.edit(persona, chat, _message_id(request), str(body.get("text") or ""))
        return web.json_response({"message": seen(stored, persona.user_id)})

    async def _tap(self, request: web.Request) -> web.Response:
        body, persona = await self._body(request)
        chat = self._chat(request, persona)
        answer = await self._acts.tap(
            persona,
            chat,
            _message_id(request),
            str(body.get("data") or ""),
            forged=bool(body.get("forged")),
        )
        return web.json_response(answer)

    async def _press(self, request: web.Request) -> web.Response:
        body, persona = await self._body(request)
        chat = self._chat(request, persona)
        stored = self._acts.press(
            persona, chat, _message_id(request), str(body.get("text") or ""), body
        )
        return web.json_response({"message": seen(stored, persona.user_id)})

    async def _start(self, request: web.Request) -> web.Response:
        body, persona = await self._body(request)
        text = f"/start {body.get('payload') or ''}".strip()
        chat = self._world.chats[persona.user_id]
        stored = self._acts.say(persona, chat, self._acts.text(text))
        return web.json_response({"message": seen(stored, persona.user_id)})

    async def _block(self, request: web.Request) -> web.Response:
        body, persona = await self._body(request)
        self._acts.block(persona, blocked=bool(body.get("blocked")))
        return web.json_response({"blocked": persona.user_id in self._world.blocked})

    async def _commands(self, request: web.Request) -> web.Response:
        persona = self._persona(request.query.get("persona"))
        return web.json_response(command_menu(self._world, self._chat(request, persona), persona))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        key = request.query.get("persona", "*")
        persona = None if key == "*" else self._persona(key)
        last = request.headers.get("Last-Event-ID") or request.query.get("after")
        seq = _number(last, self._world.journal.seq)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        with suppress(ConnectionError):  # the page was closed
            await response.prepare(request)
            await response.write(b": open\n\n")
            await self._stream(response, seq, persona)
        return response

    async def _stream(
        self, response: web.StreamResponse, seq: int, persona: Persona | None
    ) -> None:
        """Events after ``seq``, until the playground closes. Raises: ConnectionError."""
        while not self._is_closing.is_set():
            lines = []
            for record in self._world.journal.after(seq):
                seq = record["seq"]
                event = event_of(self._world, record, persona)
                if event is not None:
                    lines.append(f"id: {seq}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n")
            if lines:
                await response.write("".join(lines).encode())
                continue
            try:
                await asyncio.wait_for(self._world.journal.grown(), HEARTBEAT_SECONDS)
            except TimeoutError:
                await response.write(b": alive\n\n")

    async def _time(self, _request: web.Request) -> web.Response:
        return web.json_response({"now": self._clock().isoformat(), "zone": self._zone.key})

    async def _skip(self, request: web.Request) -> web.Response:
        body = await self._object(request)
        skip = body.get("skip")
        if skip is not None and skip not in SKIPS:
            raise Misplayed(f"there is no skip {skip!r}")
        try:
            if skip is not None:
                moment = SKIPS[skip][1](self._clock(), self._zone)
            else:
                moment = datetime.fromisoformat(str(body.get("to")))
            self._clock.move_to(moment)
        except ValueError as error:
            raise Misplayed(str(error)) from error
        self._world.journal.append("clock", now=self._clock().isoformat())
        if self._on_clock is not None:
            await self._on_clock(self._clock())
        return await self._time(request)

    async def _file(self, request: web.Request) -> web.Response:
        try:
            stored = self._world.files.get(request.match_info["file_id"])
        except Refused as refused:
            raise web.HTTPNotFound from refused
        in_place = stored.mime_type.startswith(_SHOWN_IN_PLACE)
        response = web.Response(
            body=self._world.files.content(stored),
            headers={"Content-Type": stored.mime_type if in_place else "application/octet-stream"},
        )
        if not in_place:
            response.headers["Content-Disposition"] = _attachment(stored.name)
        return response

    async def _order_fault(self, request: web.Request) -> web.Response:
        wish = await self._object(request)
        if wish.get("clear"):
            self._faults.clear()
            return web.json_response({})
        fault = self._faults.order(wish)
        if fault.kind in OF_UPDATES:
            self._world.updates.trouble(fault.kind, fault.times or 1)
        return web.json_response({})

    async def _journal(self, request: web.Request) -> web.Response:
        after = _number(request.query.get("after"), 0)
        return web.json_response(self._world.journal.after(after))

    async def _idle(self, _request: web.Request) -> web.Response:
        loop = asyncio.get_running_loop()
        until = loop.time() + IDLE_TIMEOUT_SECONDS
        seq, quiet_since = self._world.journal.seq, loop.time()
        while loop.time() < until:
            is_busy = bool(self._bot_side.in_flight or len(self._world.updates))
            if is_busy or seq != self._world.journal.seq:
                seq, quiet_since = self._world.journal.seq, loop.time()
            elif loop.time() - quiet_since >= QUIET_SECONDS:
                return web.json_response({"idle": True, "seq": seq})
            await asyncio.sleep(QUIET_SECONDS / 6)
        return web.json_response({"idle": False, "seq": self._world.journal.seq})


def _number(value: str | None, default: int) -> int:
    if value is None or value == "":
        return default
    if not value.lstrip("-").isdecimal():
        raise Misplayed(f"{value!r} is not a number")
    return int(value)


def _message_id(request: web.Request) -> int:
    return _number(request.match_info["message_id"], 0)


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"


async def _form(request: web.Request) -> tuple[dict[str, str], list[Upload]]:
    fields: dict[str, str] = {}
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            fields[part.name] = await part.text()
        else:
            mime = part.headers.get("Content-Type", "")
            content = bytes(await part.read(decode=False))
            uploads.append(Upload(part.filename, content, mime))
    return fields, uploads
