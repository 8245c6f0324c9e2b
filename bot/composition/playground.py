"""``naparnik playground``: the real program, a demo company, and a stand-in for Telegram."""

import asyncio
import hashlib
import socket
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from bot.composition.database import opened
from bot.composition.import_command import import_folder
from bot.composition.program import Program
from bot.composition.signals import stop_asked
from bot.composition.wiring import wire
from bot.delivery.throttle import NoLimits, RequestBudget
from bot.playground.clock import MovableClock
from bot.playground.company import PlaygroundPeople
from bot.playground.demo import COMPANY_NAME, PERSONAS, DemoCompany
from bot.playground.demo_cadences import DemoCadences
from bot.playground.demo_cycles import DemoCycles
from bot.playground.demo_plans import DemoPlans
from bot.playground.demo_products import DemoProducts
from bot.playground.demo_requests import DemoRequests
from bot.playground.demo_risks import DemoRisks
from bot.playground.demo_tasks import DemoTasks
from bot.playground.demo_visits import DemoVisits
from bot.playground.led_clock import LedClock
from bot.playground.personas import Persona
from bot.playground.server import HOST, Playground
from bot.settings import Settings
from bot.texts import Texts
from bot.updates.polling import Poller, allowed_updates
from domain.desk import Desk
from domain.rulebook.default import UNNAMED_COMPANY
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.engine import make_engine
from storage.postgres.errors import FolderNotWritable

TOKEN = "7000000001:playground-token-of-nobody"  # noqa: S105 - opens nothing but this machine's page
BOT_USERNAME = "naparnik_demo_bot"
DATABASE = "naparnik_playground"
FOLDER = "playground"
HOME_ZONE = ZoneInfo("Europe/Moscow")
SATURDAY = 5


class PortTaken(Exception):
    """Another program listens there."""

    def __init__(self, port: int) -> None:
        super().__init__(str(port))
        self.port = port


async def _at_once(_program: Program) -> None:
    """There is nothing to wait for."""


class NotAPlayground(Exception):
    """The database holds a real company: the demo must not be mixed into it."""


async def play(
    settings: Settings, texts: Texts, *, port: int, opens_browser: bool, data: Path | None
) -> None:
    """Until a signal comes. ``data`` is a folder of files to play with instead of the demo.

    Raises: PortTaken, NotAPlayground, FolderNotWritable, bot.playground.journal.FolderInUse.
    """
    require_free(port)
    suffix = (
        "" if data is None else "_" + hashlib.sha256(str(data.absolute()).encode()).hexdigest()[:8]
    )
    folder = settings.naparnik_home / (FOLDER + suffix)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(folder) from error
    async with opened(settings, DATABASE + suffix) as database_url:
        clock = MovableClock(folder)
        begin_on_working_day(clock)
        await prepare_company(database_url, clock(), data=data, texts=texts)
        async with stage(
            database_url,
            clock,
            folder=folder,
            port=port,
            limits="telegram",
            pool_size=settings.database_connections,
            introduces=True,
        ) as origin:
            print(texts.plain("cli-playground-open", address=origin), flush=True)
            if opens_browser:
                await asyncio.to_thread(webbrowser.open, origin)
            await stop_asked().wait()


def require_free(port: int) -> None:
    """Told before a whole company is made for nothing. Raises: PortTaken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself does
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTaken(port) from error


@asynccontextmanager
async def stage(
    database_url: str,
    clock: MovableClock,
    *,
    personas: Sequence[Persona] = PERSONAS,
    folder: Path | None = None,
    port: int = 0,
    limits: Literal["telegram", "off"] = "off",
    pool_size: int = 10,
    introduces: bool = False,
    once_started: Callable[[Program], Awaitable[None]] = _at_once,
) -> AsyncIterator[str]:
    """The program and its stand-in for Telegram, running; yields the address of both.

    ``introduces``: colleagues who never pressed Start do it now. ``once_started`` is awaited before
    the stage is given to anybody.

    Raises: PortTaken, bot.playground.journal.FolderInUse.
    """
    programs: list[Program] = []

    async def clock_moved(_moment: datetime) -> None:
        for program in programs:
            await program.tick()

    playground = Playground(
        token=TOKEN,
        bot_username=BOT_USERNAME,
        personas=personas,
        clock=clock,
        folder=folder,
        limits=limits,
        on_clock=clock_moved,
    )
    try:
        try:
            origin = await playground.start(port)
        except OSError as error:
            raise PortTaken(port) from error
        engine = make_engine(database_url, pool_size=pool_size)
        budget = RequestBudget() if limits == "telegram" else NoLimits()
        program = Program(
            token=TOKEN, bot_api_url=origin, engine=engine, clock=clock, budget=budget
        )
        programs.append(program)
        poller = Poller(program.intake, allowed_updates(program.dispatcher))
        await program.start()
        if introduces:
            playground.introduce([persona.key for persona in personas if persona.role != "client"])
        polling = asyncio.create_task(poller.run(), name="polling")
        try:
            await once_started(program)
            yield origin
        finally:
            poller.stop()
            await polling
            await program.stop()
            programs.clear()  # aiohttp remembers handlers, and they the clock's listener
    finally:
        await playground.stop()


def begin_on_working_day(clock: MovableClock) -> None:
    """On the very first start: not at night and not on a weekend, when the bot keeps quiet."""
    if clock.is_moved:
        return
    local = clock().astimezone(HOME_ZONE)
    begins = local.replace(hour=9, minute=5, second=0, microsecond=0)
    if local.weekday() < SATURDAY and begins <= local < begins.replace(hour=18):
        return
    while begins <= local or begins.weekday() >= SATURDAY:
        begins += timedelta(days=1)
    clock.move_to(begins)


async def prepare_company(
    database_url: str, now: datetime, *, data: Path | None, texts: Texts
) -> None:
    """The rulebook, and a company to play with, unless they are there already.

    Raises: NotAPlayground.
    """
    clock = LedClock(now)
    engine = make_engine(database_url)
    try:
        container = wire(
            engine,
            clock,
            DemoCompany,
            DemoCadences,
            DemoCycles,
            DemoTasks,
            DemoPlans,
            DemoProducts,
            DemoRequests,
            DemoRisks,
            DemoVisits,
        )
        name = COMPANY_NAME if data is None else UNNAMED_COMPANY
        await container.get(InstallDefaultRulebook)(name)
        people = PlaygroundPeople(container.get(Desk).begin)
        if await people.are_there():
            return
        if await people.are_others():
            raise NotAPlayground
        if data is None:
            await container.get(DemoCompany).make(now)
        else:
            await import_folder(container, data, texts)
            await people.appoint(PERSONAS, now)
    finally:
        await engine.dispose()
