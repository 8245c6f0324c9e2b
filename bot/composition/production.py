"""``naparnik run``: the bot against Telegram, by polling or by webhook."""

import asyncio
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from importlib import import_module
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.utils.deep_linking import create_start_link
from aiohttp import web

from bot.composition.database import opened
from bot.composition.draining import Draining
from bot.composition.failures import CommandMisused
from bot.composition.program import Program
from bot.composition.signals import stop_asked
from bot.health import Check, Health, Remembered, serve
from bot.runtime import tune_garbage_collection
from bot.settings import Settings
from bot.texts import Texts
from bot.updates.pace import Pace
from bot.updates.polling import Poller, allowed_updates
from bot.updates.webhook import Webhook
from domain.clock import Clock, utc_now
from domain.org.invitations import InviteFirstAdministrator
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.engine import make_engine
from storage.migrations.revisions import is_new_enough, revision_by
from storage.outages import Outages

THE_REST: Final = ("bot.composition.use_cases", "bot.composition.answering")
SILENCE: Final = (TelegramNetworkError, TelegramServerError, ClientDecodeError)
BRIEF_SWITCHES_SECONDS: Final = 0.0005
"""What is sent meanwhile waits for the interpreter so long, not ten times as long."""


async def run(
    settings: Settings,
    texts: Texts,
    *,
    clock: Clock = utc_now,
    prepare: Callable[[Program], object] = lambda _: None,
) -> None:
    """Until a signal comes; then what is in flight is finished.

    ``prepare`` is given the program once it is wired, before it does anything.
    """
    if settings.bot_token is None:
        raise ValueError("checked by the caller")
    async with opened(settings) as database_url:
        program = Program(
            token=settings.bot_token.get_secret_value(),
            bot_api_url=settings.bot_api_url,
            engine=make_engine(database_url, pool_size=settings.database_connections),
            clock=clock,
            concurrent_updates=settings.concurrent_updates,
            pace=Pace(a_minute=settings.updates_a_minute, seconds_now=lambda: clock().timestamp()),
            messages_kept=timedelta(days=settings.messages_kept_days),
        )
        prepare(program)
        try:
            await program.parts.get(InstallDefaultRulebook)()
            await _meet_telegram(program, settings)
            stopping = stop_asked()
            program.start_sending()  # what waits goes on its way before the rest is imported
            await program.sender.first_look()
            await _import_the_rest()
            await _invite_first_administrator(program, texts)
            await _serve(program, settings, _readiness(program), stopping)
        finally:
            await program.stop()


async def _import_the_rest() -> None:
    """Beside the sender, which goes on meanwhile."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(BRIEF_SWITCHES_SECONDS)
    try:
        for module in THE_REST:
            await asyncio.to_thread(import_module, module)
    finally:
        sys.setswitchinterval(usual)


async def _meet_telegram(program: Program, settings: Settings) -> None:
    """Before anything is promised to anybody: without an answer no invitation can be followed.

    Raises: CommandMisused.
    """
    try:
        await program.bot.me()
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise CommandMisused("cli-token-refused", server=settings.bot_api_url) from error
    except SILENCE as error:
        raise CommandMisused("cli-telegram-silent", server=settings.bot_api_url) from error


async def _invite_first_administrator(program: Program, texts: Texts) -> None:
    """On the very first start there is nobody who could invite anybody: the link is printed."""
    invited = await program.container.get(InviteFirstAdministrator)(
        texts.plain("cli-administrator-name")
    )
    if invited is None:
        return
    link = await create_start_link(program.bot, invited.token)
    moment = until(invited.expires_at)
    print(texts.plain("cli-first-administrator", link=link, until=moment), flush=True)


def until(moment: datetime) -> str:
    """A moment for the terminal, in the machine's own zone."""
    local = moment.astimezone()
    zone = local.tzinfo if isinstance(local.tzinfo, ZoneInfo) else local.tzname()
    return f"{local:%d.%m.%Y %H:%M} {zone}"


async def _serve(
    program: Program, settings: Settings, checks: dict[str, Check], stopping: asyncio.Event
) -> None:
    if settings.webhook_url is None:
        await _serve_polling(program, settings, checks, stopping)
    else:
        await _serve_webhook(program, settings, checks, stopping)


async def _serve_polling(
    program: Program, settings: Settings, checks: dict[str, Check], stopping: asyncio.Event
) -> None:
    poller = Poller(program.intake, allowed_updates(program.dispatcher))

    async def is_polling() -> bool:
        return poller.is_ready

    runner = await _serve_health(
        program, settings, web.Application(), {**checks, "updates": is_polling}
    )
    await program.start()
    tune_garbage_collection()
    polling = asyncio.create_task(poller.run(), name="polling")
    waiting = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait((polling, waiting), return_when=asyncio.FIRST_COMPLETED)
        poller.stop()
        await polling
    finally:
        waiting.cancel()
        await runner.cleanup()


async def _serve_webhook(
    program: Program, settings: Settings, checks: dict[str, Check], stopping: asyncio.Event
) -> None:
    assert settings.webhook_url is not None
    webhook = Webhook(program.intake, settings.effective_webhook_secret)

    async def is_receiving() -> bool:
        return webhook.is_announced and webhook.is_ready

    app = web.Application()
    webhook.add_to(app, settings.webhook_path)
    draining = Draining(stopping)
    runner = await _serve_health(
        program,
        settings,
        app,
        {**checks, "updates": is_receiving, "stays": draining.stays},
    )
    try:
        await program.start()
        tune_garbage_collection()
        await _announce(webhook, program, settings)
        await draining.told()
        webhook.stop()
    finally:
        await runner.cleanup()


async def _announce(webhook: Webhook, program: Program, settings: Settings) -> None:
    """Raises: CommandMisused."""
    assert settings.webhook_url is not None
    try:
        await webhook.announce(settings.webhook_url, allowed_updates(program.dispatcher))
    except TelegramBadRequest as error:
        detail = error.message.removeprefix("Bad Request: ")
        raise CommandMisused("cli-webhook-refused", detail=detail) from error
    except SILENCE as error:
        raise CommandMisused("cli-telegram-silent", server=settings.bot_api_url) from error


def _readiness(program: Program) -> dict[str, Check]:
    """What has to hold before this process can do its work, by name."""

    async def is_migrated() -> bool:
        return is_new_enough(await revision_by(program.engine))

    async def is_sending() -> bool:
        return program.sender.is_working

    return {
        "database": Remembered(program.parts.get(Outages).database_answers),
        "migrations": Remembered(is_migrated),
        "sender": is_sending,
    }


async def _serve_health(
    program: Program,
    settings: Settings,
    app: web.Application,
    checks: Mapping[str, Check],
) -> web.AppRunner:
    Health(
        checks,
        program.metrics,
        ended_parts=program.ended_parts,
        is_stuck=program.heartbeat.is_stuck,
    ).add_to(app)
    try:
        return await serve(app, settings.http_host, settings.http_port)
    except OSError as error:
        address = f"{settings.http_host}:{settings.http_port}"
        raise CommandMisused("cli-http-port-taken", address=address) from error
