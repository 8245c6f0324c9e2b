"""The whole program, wired: what production and the playground start alike."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramAPIError
from dishka import Container
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.apologies import apologise, ask_to_slow_down
from bot.composition.dispatcher import make_dispatcher, make_makers
from bot.composition.use_cases import USE_CASES, parameter_of
from bot.composition.wiring import Bell, wire
from bot.delivery.courier import Courier
from bot.delivery.makers import Makers
from bot.delivery.sender import Sender
from bot.delivery.throttle import RequestBudget, RequestThrottle
from bot.delivery.turns import MessageTurns
from bot.digests.group_keeper import KEEP_GROUPS_SECONDS, GroupDigestKeeper
from bot.heartbeat import Heartbeat
from bot.imports.runner import ImportRunner
from bot.metrics import Metrics
from bot.org.menus import CommandMenus
from bot.projects.topics.keeper import KEEP_SECONDS, TopicKeeper
from bot.reports.runner import ReportRunner
from bot.sweep_lines import with_lines
from bot.updates.callback_answers import NoteCallbackAnswers
from bot.updates.intake import Intake
from bot.updates.pace import Pace
from bot.use_case_times import time_use_cases
from domain.cadences.watch import (
    ClimbDueCadences,
    ExpireCadenceMoves,
    ReckonCadences,
    ReportUnwatchedClients,
)
from domain.clients.duplicates_use_cases import SearchDuplicates
from domain.clock import Clock
from domain.conversations.ports import ConversationStates, ProcessedUpdates
from domain.cycles.planning import PlanCycles
from domain.cycles.rep_check import TellRepChecks
from domain.deals.offer_watch import ClimbDueOffers, ReportUnwatchedOffers
from domain.delivery.ports import Cards, Leadership, Outbox
from domain.delivery.use_cases import NotePersonBlocked
from domain.desk import Desk
from domain.digests.groups import KeepGroupDigests
from domain.digests.making import MakeDigests, NextDigest
from domain.greetings.making import MakeGreetings
from domain.imports.ports import BeginImport, MakeErrorReport, OpenTable
from domain.imports.run_use_cases import TakeWaitingImport
from domain.imports.use_cases import PlanImport, RunImport
from domain.kpi.closing import CloseKpiPeriods
from domain.org.ports import Actors
from domain.org.queries import ListMembers
from domain.projects.topic_use_cases import KeepTopics
from domain.reports.making import MakeReport, TakeWaitingReport
from domain.reports.sending import QueueDueReports
from domain.requests.watching import WatchRequests
from domain.retention import Leftovers
from domain.risks.use_cases import SweepRisks
from domain.rulebook.ports import VersionedRulebook
from domain.segments.use_cases import RecomputeSegments
from domain.tasks.drafts import CancelLeftDrafts
from domain.tasks.series import ContinueSeries
from domain.tasks.watch import ExpireApprovals, RemindOfTasks
from domain.visits.watching import WatchVisits
from jobs.cadences import (
    CADENCE_SECONDS,
    RECKON_SECONDS,
    WATCH_CLIENTS_SECONDS,
    reckon_cadences,
    remind_of_cadences,
    report_unwatched_clients,
)
from jobs.clients import SEARCH_SECONDS, search_duplicates
from jobs.cycles import CHECK_SECONDS, PLAN_SECONDS, plan_due_cycles, tell_rep_checks
from jobs.digests import DIGEST_SECONDS, make_due_digests
from jobs.greetings import GREETING_SECONDS, make_due_greetings
from jobs.kpi import CLOSE_SECONDS, close_kpi_periods
from jobs.offers import (
    CLIMB_SECONDS,
    WATCH_SECONDS,
    remind_of_silent_offers,
    report_unwatched,
)
from jobs.reports import REPORT_SECONDS, queue_due_reports
from jobs.requests import WATCH_REQUESTS_SECONDS, watch_requests
from jobs.retention import (
    MESSAGES_KEPT,
    RETENTION_SECONDS,
    cancel_left_drafts,
    forget_leftovers,
    forget_old_updates,
    forget_stale_conversations,
)
from jobs.risks import RISK_SECONDS, watch_risks
from jobs.scheduler import Ticker
from jobs.segments import SEGMENT_SECONDS, recompute_segments
from jobs.tasks import (
    CONTINUE_SECONDS,
    EXPIRE_SECONDS,
    REMIND_SECONDS,
    continue_series,
    expire_approvals,
    remind_of_tasks,
)
from jobs.visits import VISIT_SECONDS, watch_over_visits
from storage.outages import Outages
from storage.watched_pool import connections_in_use, pool_size, watch_pool

logger = structlog.get_logger(__name__)


class Program:
    """Everything between Telegram and the database. ``start`` the clock's side, then take updates
    through ``intake`` by polling or webhook; ``stop`` finishes what is in flight.
    """

    def __init__(
        self,
        *,
        token: str,
        bot_api_url: str,
        engine: AsyncEngine,
        clock: Clock,
        concurrent_updates: int = 32,
        budget: RequestBudget | None = None,
        pace: Pace | None = None,
        messages_kept: timedelta = MESSAGES_KEPT,
    ) -> None:
        self.engine = engine
        self.clock = clock
        self._messages_kept = messages_kept
        self.metrics = Metrics()
        self.container: Container = wire(engine, clock)
        self.budget = budget or RequestBudget()
        self.bot = make_bot(token, bot_api_url, self.budget, self.metrics.flooded)
        self.makers: Makers = make_makers(self.container)
        self.dispatcher: Dispatcher = make_dispatcher(self.container, self.makers)
        self.turns = MessageTurns(self.container.get(Cards))
        self.intake = Intake(
            self.bot,
            self.dispatcher,
            passes_by_itself=self.container.get(Outages).passes_by_itself,
            apologise=apologise,
            pace=pace,
            ask_to_slow_down=ask_to_slow_down,
            take_turn=self.turns.taken_by,
            observe=self.metrics.update_done,
            concurrent_updates=concurrent_updates,
        )
        self.menus = CommandMenus(self.container.get(ConversationStates), clock)
        self.imports = self._make_import_runner()
        self.reports = self._make_report_runner()
        self.dispatcher.workflow_data.update(
            command_menus=self.menus, import_runner=self.imports, report_runner=self.reports
        )
        self.sender = self._make_sender()
        self.container.get(Bell).wakes = self.sender.wake
        self._observe()
        self.ticker = self._make_ticker()
        self._sending: asyncio.Task[None] | None = None
        self._beside: list[asyncio.Task[None]] = []
        self._vital: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start the sender, the clock's jobs, and what is done beside them."""
        self._sending = asyncio.create_task(self.sender.run(), name="sender")
        self._beside = [
            asyncio.create_task(self.imports.run_forever(), name="imports"),
            asyncio.create_task(self.reports.run_forever(), name="reports"),
            asyncio.create_task(self._set_menus(), name="menus"),
            asyncio.create_task(self.heartbeat.run(), name="heartbeat"),
        ]
        self._vital = [
            self._sending,
            *(task for task in self._beside if task.get_name() != "menus"),
        ]
        self.ticker.start()

    def ended_parts(self) -> list[str]:
        """What should run as long as the program does, and has ended all the same."""
        return [task.get_name() for task in self._vital if task.done()]

    async def tick(self) -> None:
        """Do now all that the clock would do by and by: what is due is sent when this returns."""
        await self.ticker.tick_all()
        await self.sender.drain()

    async def stop(self) -> None:
        """Finish what is in flight, and close every connection."""
        self._vital = []
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await self.ticker.stop()
        await self.sender.stop()
        if self._sending is not None:
            with suppress(asyncio.CancelledError):
                await self._sending
        await self.bot.session.close()
        await self.engine.dispose()

    def _observe(self) -> None:
        """What is measured from outside of what is measured."""
        self.heartbeat = Heartbeat(self.metrics.loop_lagged)
        time_use_cases(
            self.dispatcher.workflow_data,
            map(parameter_of, USE_CASES),
            self.metrics.observer_of,
        )
        watch_pool(self.engine, self.metrics.pool_waited)
        self.metrics.read_pool_by(
            partial(connections_in_use, self.engine), size=pool_size(self.engine)
        )
        self.metrics.read_ledger_by(self._read_ledger)

    async def _read_ledger(self) -> tuple[int, float]:
        """Its depth, and for how many seconds its oldest due row is overdue."""
        outbox = self.container.get(Outbox)
        oldest_at = await outbox.oldest_due_at()
        overdue = 0.0 if oldest_at is None else (self.clock() - oldest_at).total_seconds()
        return await outbox.depth(), max(0.0, overdue)

    async def _set_menus(self) -> None:
        """Bring everybody's command menu in line; costs nothing where nothing has changed."""
        try:
            await self.menus.set_for_strangers(self.bot)
            await self.menus.set_for_all(self.bot, await self.container.get(ListMembers)())
        except (TelegramAPIError, SQLAlchemyError) as error:
            logger.warning("command menus not set", error=type(error).__name__)

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

    def _make_sender(self) -> Sender:
        get = self.container.get
        courier = Courier(
            bot=self.bot,
            outbox=get(Outbox),
            actors=get(Actors),
            makers=self.makers,
            read_rules=self._rules_in_force,
            next_digest=get(NextDigest),
            note_blocked=get(NotePersonBlocked),
            budget=self.budget,
            turns=self.turns,
            clock=self.clock,
            still_leads=get(Leadership).is_certain,
            metrics=self.metrics,
        )
        return Sender(
            outbox=get(Outbox),
            courier=courier,
            leadership=get(Leadership),
            budget=self.budget,
            clock=self.clock,
            metrics=self.metrics,
        )

    async def _rules_in_force(self) -> VersionedRulebook:
        async with self.container.get(Desk).begin() as uow:
            return await uow.rulebooks.current()

    def _make_ticker(self) -> Ticker:
        get = self.container.get
        ticker = Ticker(on_done=self.metrics.sweep_done, on_failure=self.metrics.sweep_failed)
        jobs: tuple[tuple[str, float, Callable[[], Awaitable[object]]], ...] = (
            ("offers", CLIMB_SECONDS, partial(remind_of_silent_offers, get(ClimbDueOffers))),
            ("tasks", REMIND_SECONDS, partial(remind_of_tasks, get(RemindOfTasks))),
            ("approvals", EXPIRE_SECONDS, partial(expire_approvals, get(ExpireApprovals))),
            ("task-series", CONTINUE_SECONDS, partial(continue_series, get(ContinueSeries))),
            ("project-topics", KEEP_SECONDS, TopicKeeper(self.bot, get(KeepTopics), self.clock)),
            ("visits", VISIT_SECONDS, partial(watch_over_visits, get(WatchVisits))),
            ("cycles", PLAN_SECONDS, partial(plan_due_cycles, get(PlanCycles))),
            ("rep-checks", CHECK_SECONDS, partial(tell_rep_checks, get(TellRepChecks))),
            ("greetings", GREETING_SECONDS, partial(make_due_greetings, get(MakeGreetings))),
            ("requests", WATCH_REQUESTS_SECONDS, partial(watch_requests, get(WatchRequests))),
            ("segments", SEGMENT_SECONDS, partial(recompute_segments, get(RecomputeSegments))),
            ("kpi-closing", CLOSE_SECONDS, partial(close_kpi_periods, get(CloseKpiPeriods))),
            ("cadences", RECKON_SECONDS, partial(reckon_cadences, get(ReckonCadences))),
            (
                "cadence-steps",
                CADENCE_SECONDS,
                partial(remind_of_cadences, get(ClimbDueCadences), get(ExpireCadenceMoves)),
            ),
            (
                "unwatched-clients",
                WATCH_CLIENTS_SECONDS,
                partial(report_unwatched_clients, get(ReportUnwatchedClients)),
            ),
            (
                "reports",
                REPORT_SECONDS,
                partial(queue_due_reports, get(QueueDueReports), self.reports.wake),
            ),
            ("risks", RISK_SECONDS, partial(watch_risks, get(SweepRisks))),
            ("duplicates", SEARCH_SECONDS, partial(search_duplicates, get(SearchDuplicates))),
            ("digests", DIGEST_SECONDS, partial(make_due_digests, get(MakeDigests))),
            (
                "group-digests",
                KEEP_GROUPS_SECONDS,
                GroupDigestKeeper(self.bot, get(KeepGroupDigests)),
            ),
            (
                "unwatched-offers",
                WATCH_SECONDS,
                partial(report_unwatched, get(ReportUnwatchedOffers)),
            ),
            (
                "old-updates",
                RETENTION_SECONDS,
                partial(forget_old_updates, get(ProcessedUpdates), self.clock),
            ),
            (
                "stale-conversations",
                RETENTION_SECONDS,
                partial(forget_stale_conversations, get(ConversationStates), self.clock),
            ),
            (
                "leftovers",
                RETENTION_SECONDS,
                partial(forget_leftovers, get(Leftovers), self.clock, self._messages_kept),
            ),
            (
                "left-drafts",
                RETENTION_SECONDS,
                partial(cancel_left_drafts, get(CancelLeftDrafts)),
            ),
        )
        for id_, seconds, run in jobs:
            ticker.add(id_, seconds=seconds, run=with_lines(id_, run))
        return ticker


class BotApiSession(AiohttpSession):
    """Closes at once where there is no TLS whose end must be waited for, as with a local server."""

    async def close(self) -> None:
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()


def make_bot(
    token: str,
    bot_api_url: str,
    budget: RequestBudget,
    on_flood: Callable[[float], None] = lambda _seconds: None,
) -> Bot:
    """A bot on any server that speaks the Bot API, within Telegram's limits."""
    session = BotApiSession(api=TelegramAPIServer.from_base(bot_api_url))
    session.middleware(RequestThrottle(budget, on_flood))
    session.middleware(NoteCallbackAnswers())
    # HTML throughout: texts escape every value by construction (bot/texts.py).
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
