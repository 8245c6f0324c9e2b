"""The playground as a whole: one local HTTP server for the bot, the chat page and the tests."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.playground.bot_methods.desk import Desk
from bot.playground.bot_methods.updates import ALLOWED, WEBHOOK
from bot.playground.bot_side import BotSide
from bot.playground.callback_queries import CallbackQueries
from bot.playground.clock import MovableClock
from bot.playground.faults import Faults
from bot.playground.inline_queries import InlineQueries
from bot.playground.person_acts import PersonActs
from bot.playground.person_side import OnClock, PersonSide
from bot.playground.personas import Persona
from bot.playground.rate_limits import RateLimits
from bot.playground.refusals import Json, Misplayed
from bot.playground.webhook import Webhook
from bot.playground.world import World

HOST: Final = "127.0.0.1"
PAGE: Final = Path(__file__).parent / "page"
LARGEST_BODY: Final = 64 * 1024 * 1024
_STOP_WITHIN_SECONDS: Final = 1.0
_PAGE_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Playground:
    """A stand-in for Telegram: ``start`` it, point ``BOT_API_URL`` at what it returns.

    With ``folder`` the chats are there again after a restart; without, they live in memory.
    ``limits`` is ``"telegram"`` where the speed limits are to be felt, else ``"off"``.
    ``on_clock`` is awaited after the clock was moved by a person. ``token`` is
    ``<bot id>:<anything>``. ``monotonic`` counts seconds for speed limits and callback answers.

    Raises:
        FolderInUse: another program has this playground open.
    """

    def __init__(
        self,
        *,
        token: str,
        bot_username: str,
        personas: Sequence[Persona],
        clock: MovableClock,
        folder: Path | None = None,
        limits: Literal["telegram", "off"] = "off",
        on_clock: OnClock | None = None,
        bot_name: str = "Напарник",
        group_title: str = "Отдел продаж",
        forum_title: str = "Проекты",
        zone: str = "Europe/Moscow",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        bot: Json = {
            "id": int(token.split(":", 1)[0]),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.token = token
        self.world = World(
            bot=bot,
            personas=personas,
            group_title=group_title,
            forum_title=forum_title,
            clock=clock,
            folder=folder,
        )
        self.world.updates.allowed = self.world.settings.get(ALLOWED) or []
        self.faults = Faults()
        self._is_closing = asyncio.Event()
        self._desk = Desk(
            world=self.world,
            callbacks=CallbackQueries(monotonic),
            inline_queries=InlineQueries(monotonic),
            limits=RateLimits(monotonic) if limits == "telegram" else None,
            is_closing=self._is_closing,
            webhook_changed=self._webhook_changed,
        )
        self._acts = PersonActs(self._desk)
        self._bot_side = BotSide(self._desk, token, self.faults)
        self._person_side = PersonSide(
            self.world,
            self._acts,
            self.faults,
            self._bot_side,
            clock=clock,
            zone=ZoneInfo(zone),
            on_clock=on_clock,
            is_closing=self._is_closing,
        )
        self._runner: web.AppRunner | None = None
        self._deliveries: asyncio.Task[None] | None = None
        self.origin = ""
        self._webhook_changed()

    def _webhook_changed(self) -> None:
        self.world.updates.has_webhook = bool(self.world.settings.get(WEBHOOK))
        self.world.updates.wake()

    async def start(self, port: int = 0) -> str:
        """Listen on this machine only; the origin to open and to point the bot at.

        Raises:
            OSError: the port is taken.
        """
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[self._guard])
        app.add_routes(self._bot_side.routes())
        app.add_routes(self._person_side.routes())
        app.add_routes([web.get("/", self._index), web.get("/page/{name}", self._page)])
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=_STOP_WITHIN_SECONDS, handle_signals=False
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, port)
        await site.start()
        bound = self._runner.addresses[0][1]
        self.origin = f"http://{HOST}:{bound}"
        self._hosts = {f"{HOST}:{bound}", f"localhost:{bound}"}
        webhook = Webhook(
            self.world, lambda method, given: self._bot_side.execute(method, given, {})
        )
        self._deliveries = asyncio.create_task(webhook.run())
        return self.origin

    def introduce(self, keys: Collection[str]) -> None:
        """Press Start for personas who never did: the bot may write to nobody else."""
        for persona in self.world.personas.values():
            if persona.key in keys and persona.user_id not in self.world.started:
                chat = self.world.chats[persona.user_id]
                self._acts.say(persona, chat, self._acts.text("/start"))

    async def stop(self) -> None:
        """Answer what waits, close every connection and the journal."""
        self._is_closing.set()
        self.world.updates.wake()
        self.world.journal.wake()
        if self._deliveries is not None:
            self._deliveries.cancel()
            with suppress(asyncio.CancelledError):
                await self._deliveries
        if self._runner is not None:
            await self._runner.cleanup()
        self.world.journal.close()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Keep other sites' pages away from the person's side, also by a rebound name."""
        if not request.path.startswith(("/bot", "/file/")):
            origin = request.headers.get("Origin")
            own = {f"http://{host}" for host in self._hosts}
            if request.host not in self._hosts or (origin is not None and origin not in own):
                return web.json_response(
                    {"error": "this page is only for this machine"}, status=403
                )
        try:
            response = await handler(request)
        except Misplayed as error:
            return web.json_response({"error": str(error)}, status=400)
        if not response.prepared:
            response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return self._static("index.html")

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return self._static(request.match_info["name"])

    def _static(self, name: str) -> web.StreamResponse:
        path = PAGE / name
        if path.parent != PAGE or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_PAGE_HEADERS)
