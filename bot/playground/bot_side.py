"""The bot's side of the playground: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

import asyncio
import hmac
import inspect
from collections.abc import Mapping
from typing import Final

from aiohttp import web

from bot.playground.bot_calls import BotCall, check, method_classes, read_parameters
from bot.playground.bot_methods import chats, editing, inline, profile, sending, updates
from bot.playground.bot_methods.desk import METHODS, Desk
from bot.playground.faults import AFTER, Fault, Faults
from bot.playground.files import Upload
from bot.playground.refusals import BadRequest, Json, Refused, TooManyRequests

_POLL: Final = "getUpdates"
_LOADED: Final = (chats, editing, inline, profile, sending, updates)
"""Importing these fills ``METHODS``."""

_BROKEN: Final = {
    "server_error": Refused(500, "Internal Server Error"),
    "bad_gateway": Refused(502, "Bad Gateway"),
}
_HELD: Final = {"delay", "late"}
_TIMEOUT_PAGE: Final = "<html><h1>504 Gateway Time-out</h1></html>"
"""Of whoever stands before the server, which went on with the call."""


class BotSide:
    """Answers the bot's calls and writes each into the journal."""

    def __init__(self, desk: Desk, token: str, faults: Faults) -> None:
        self._desk = desk
        self._token = token
        self._faults = faults
        self._names = {name.lower(): name for name in METHODS}
        self.in_flight = 0

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/file/bot{token}/{path:.+}", self._download),
            web.route("*", "/bot{token}/{method}", self._handle),
        ]

    def _is_token(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.match_info["token"].encode(), self._token.encode())

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if not self._is_token(request):
            return _refusal(Refused(401, "Unauthorized"))
        name = request.match_info["method"]
        is_poll = name.lower() == _POLL.lower()
        self.in_flight += not is_poll
        try:
            return await self._answer(request, name)
        finally:
            self.in_flight -= not is_poll

    async def _answer(self, request: web.Request, name: str) -> web.StreamResponse:
        journal = self._desk.world.journal
        try:
            given, uploads = await read_parameters(request)
        except Refused as refused:
            self._note(name, {}, error=refused)
            return _refusal(refused)
        asked = journal.seq
        fault = self._faults.take(name, given.get("chat_id"))
        if fault is not None:
            broken = await self._meet(request, fault, name, given)
            if broken is not None:
                return broken
        is_held = fault is not None and fault.kind in _HELD
        held = {"asked": asked, "seconds": fault.seconds} if fault is not None and is_held else None
        try:
            result = await self.execute(name, given, uploads, held=held)
        except Refused as refused:
            return _refusal(refused)
        done = journal.seq
        if fault is not None and fault.kind == "late":
            await asyncio.sleep(fault.seconds)
        is_gone = request.transport is None or request.transport.is_closing()
        answer = web.json_response({"ok": True, "result": result})
        spoilt = await _spoil(request, answer, fault.kind) if fault is not None else None
        if name.lower() != _POLL.lower() and (spoilt is not None or is_gone):
            journal.append("unheard", call=done)
        return answer if spoilt is None else spoilt

    async def _meet(
        self, request: web.Request, fault: Fault, name: str, given: Json
    ) -> web.StreamResponse | None:
        """What the caller gets instead of an answer; ``None`` when the call goes on."""
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind in AFTER:
            return None
        if fault.kind in {"drop_before", "outage"}:
            self._note(name, given, error=None, fault=fault.kind)
            return _hang_up(request)
        refused = (
            TooManyRequests(fault.retry_after)
            if fault.kind == "too_many_requests"
            else _BROKEN[fault.kind]
        )
        self._note(name, given, error=refused, fault=fault.kind)
        return _refusal(refused)

    async def execute(
        self,
        name: str,
        given: Json,
        uploads: Mapping[str, Upload],
        *,
        held: Json | None = None,
    ) -> object:
        """Do what the call asks, whichever way it came. ``held``: after which record of the journal
        it was asked, and by how many seconds its answer is kept back.

        Raises:
            Refused: as Telegram would.
        """
        try:
            call = self._checked(name, given, uploads)
            found = METHODS[call.method](self._desk, call)
            result = await found if inspect.isawaitable(found) else found
        except Refused as refused:
            self._note(name, given, error=refused)
            raise
        self._note(call.method, call.ask, result=result, held=held)
        return result

    def _checked(self, name: str, given: Json, uploads: Mapping[str, Upload]) -> BotCall:
        canonical = self._names.get(name.lower())
        if canonical is None:
            if name.lower() in method_classes():
                raise BadRequest(f"method {name} is not supported by the playground")
            raise Refused(404, "Not Found")
        return check(canonical, given, uploads)

    def _note(
        self,
        name: str,
        params: Json,
        *,
        result: object = None,
        error: Refused | None = None,
        fault: str | None = None,
        held: Json | None = None,
    ) -> None:
        if name == _POLL and error is None and fault is None:
            if not isinstance(result, list) or not result:
                return  # an empty poll tells nothing, and there are many
            result = [update["update_id"] for update in result]
        outcome: Json = {"error": error.answer()} if error is not None else {"result": result}
        if fault is not None:
            outcome = {"fault": fault, **({} if error is None else outcome)}
        if held is not None:
            outcome["held"] = held
        moment = self._desk.world.clock().isoformat()
        self._desk.world.journal.append(
            "call", method=name, params=params, moment=moment, **outcome
        )

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if not self._is_token(request):
            return _refusal(Refused(401, "Unauthorized"))
        files = self._desk.world.files
        stored = files.find_by_path(request.match_info["path"])
        if stored is None:
            return _refusal(Refused(404, "Not Found"))
        return web.Response(body=files.content(stored), content_type="application/octet-stream")


def _refusal(refused: Refused) -> web.Response:
    headers = {}
    if "retry_after" in refused.parameters:
        headers["Retry-After"] = str(refused.parameters["retry_after"])
    return web.json_response(refused.answer(), status=refused.code, headers=headers)


async def _spoil(
    request: web.Request, answer: web.Response, kind: str
) -> web.StreamResponse | None:
    """What comes in place of the answer to what was done; None where the answer itself does."""
    if kind == "drop_after":
        return _hang_up(request)
    if kind == "gateway_timeout":
        return web.Response(status=504, text=_TIMEOUT_PAGE, content_type="text/html")
    if kind != "drop_within":
        return None
    body = answer.body
    assert isinstance(body, bytes)
    half = web.StreamResponse(headers={"Content-Length": str(len(body))})
    half.content_type = answer.content_type
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)
