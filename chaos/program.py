"""``naparnik run`` as it is, in a process of its own, on a clock that chaos leads.

Every request says what it was made for: the reader must tell the ledger's messages from answers.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from structlog.contextvars import get_contextvars

from bot.bot_api import SENT_AS_JSON
from bot.composition.production import run
from bot.composition.program import Program
from bot.logs import set_up_logs
from bot.runtime import run as run_loop
from bot.settings import read_settings
from bot.texts import texts_for
from chaos.clock import SharedClock
from chaos.fate import REQUEST_SECONDS
from domain.language import Language

LOOK_SECONDS = 0.1
NOTICED_SECONDS = 30.0
"""A jump of the clock that is longer makes every job tick, as after a suspension."""


class SayWhatFor(BaseRequestMiddleware):
    """Adds ``cause``: ``update-<id>``, else the name of the task, as ``notice-<id>``."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        task, update_id = asyncio.current_task(), get_contextvars().get("update_id")
        cause = f"update-{update_id}" if update_id else task.get_name() if task else ""
        said = method.model_copy(update={"cause": cause})
        if type(method) in SENT_AS_JSON:  # sent as it lies there, without the extras
            said.__dict__["cause"] = cause
        return await make_request(bot, said)


def main(environment: Mapping[str, str], clock_file: str, log_file: str) -> None:
    """Until SIGTERM, or until somebody kills it."""
    log = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())
    os.environ.update(environment)
    settings = read_settings(env_file=None)
    set_up_logs(settings.log_level, settings.log_format, secrets=settings.secrets)
    clock = SharedClock(Path(clock_file))
    following: list[asyncio.Task[None]] = []

    def prepare(program: Program) -> None:
        session: Any = program.bot.session
        session.middleware(SayWhatFor())
        session.timeout = REQUEST_SECONDS
        following.append(asyncio.create_task(_tick_after_jumps(program, clock)))

    run_loop(run(settings, texts_for(Language.RUSSIAN), clock=clock, prepare=prepare))


async def _tick_after_jumps(program: Program, clock: SharedClock) -> None:
    """The scheduler lives by the machine's clock: what it would do after a jump is done for it."""
    seen = clock.offset_seconds
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        offset = clock.offset_seconds
        if abs(offset - seen) > NOTICED_SECONDS and "answering" in vars(program):
            await program.ticker.tick_all()
        seen = offset
