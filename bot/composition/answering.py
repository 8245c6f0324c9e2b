"""What answers people and ticks with the clock: it is imported and wired after the sender."""

import asyncio
from datetime import timedelta
from typing import Final

from aiogram import Bot, Dispatcher
from dishka import Container

from bot.apologies import apologise, ask_to_slow_down, ask_to_try_again
from bot.composition.dispatcher import make_dispatcher
from bot.composition.ticking import make_ticker
from bot.composition.use_cases import USE_CASES, parameter_of
from bot.delivery.makers import Makers
from bot.delivery.turns import MessageTurns
from bot.imports.runner import ImportRunner
from bot.metrics import Metrics
from bot.org.menus import CommandMenus
from bot.reports.runner import ReportRunner
from bot.updates.intake import Intake
from bot.updates.pace import Pace
from bot.use_case_times import time_use_cases
from domain.clock import Clock
from domain.conversations.ports import ConversationStates, ProcessedUpdates
from domain.delivery.ports import Leadership
from domain.imports.ports import BeginImport, MakeErrorReport, OpenTable
from domain.imports.run_use_cases import TakeWaitingImport
from domain.imports.use_cases import PlanImport, RunImport
from domain.org.ports import Actors
from domain.org.queries import ListMembers
from domain.reports.making import MakeReport, TakeWaitingReport
from storage.outages import Outages

MENUS: Final = "menus"


class Answering:
    """Everything that people and the clock set going; what they are told by the ledger leaves by
    itself. Take updates through ``intake``, by polling or webhook.
    """

    def __init__(
        self,
        container: Container,
        *,
        bot: Bot,
        makers: Makers,
        turns: MessageTurns,
        clock: Clock,
        metrics: Metrics,
        concurrent_updates: int,
        pace: Pace | None,
        messages_kept: timedelta,
    ) -> None:
        self.container = container
        self.bot = bot
        self.clock = clock
        self.dispatcher: Dispatcher = make_dispatcher(container, makers)
        self.intake = Intake(
            bot,
            self.dispatcher,
            passes_by_itself=container.get(Outages).passes_by_itself,
            apologise=apologise,
            forgo=self._forgo,
            ask_to_try_again=ask_to_try_again,
            pace=pace,
            ask_to_slow_down=ask_to_slow_down,
            take_turn=turns.taken_by,
            observe=metrics.update_done,
            concurrent_updates=concurrent_updates,
        )
        self.menus = CommandMenus(container.get(ConversationStates), clock)
        self.imports = self._make_import_runner()
        self.reports = self._make_report_runner()
        self.dispatcher.workflow_data.update(
            command_menus=self.menus, import_runner=self.imports, report_runner=self.reports
        )
        time_use_cases(
            self.dispatcher.workflow_data, map(parameter_of, USE_CASES), metrics.observer_of
        )
        self.ticker = make_ticker(
            container,
            bot=bot,
            clock=clock,
            metrics=metrics,
            wake_reports=self.reports.wake,
            messages_kept=messages_kept,
            leads=container.get(Leadership).is_certain,
        )

    def start(self) -> list[asyncio.Task[None]]:
        """Begin to tick, and what is done beside; the tasks end when they are cancelled."""
        self.ticker.start()
        return [
            asyncio.create_task(self.imports.run_forever(), name="imports"),
            asyncio.create_task(self.reports.run_forever(), name="reports"),
            asyncio.create_task(
                self.menus.bring_all_in_line(self.bot, self.container.get(ListMembers)), name=MENUS
            ),
        ]

    async def _forgo(self, update_id: int) -> bool:
        """Once an update that changed nothing is marked, it cannot change anything."""
        processed_updates: ProcessedUpdates = self.container.get(ProcessedUpdates)
        return await processed_updates.record(update_id, self.clock())

    def _make_import_runner(self) -> ImportRunner:
        get = self.container.get
        return ImportRunner(
            bot=self.bot,
            take=get(TakeWaitingImport),
            plan_import=get(PlanImport),
            run_import=get(RunImport),
            begin_import=get(BeginImport),
            open_table=get(OpenTable),
            make_error_report=get(MakeErrorReport),
            actors=get(Actors),
            clock=self.clock,
        )

    def _make_report_runner(self) -> ReportRunner:
        get = self.container.get
        return ReportRunner(
            bot=self.bot,
            take=get(TakeWaitingReport),
            make_report=get(MakeReport),
            actors=get(Actors),
            clock=self.clock,
        )
