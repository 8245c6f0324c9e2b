"""What the clock does by and by, and how often."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from aiogram import Bot
from dishka import Container

from bot.digests.group_keeper import KEEP_GROUPS_SECONDS, GroupDigestKeeper
from bot.metrics import Metrics
from bot.projects.topics.keeper import KEEP_SECONDS, TopicKeeper
from bot.sweep_lines import with_lines
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
from domain.digests.groups import KeepGroupDigests
from domain.digests.making import MakeDigests
from domain.greetings.making import MakeGreetings
from domain.kpi.closing import CloseKpiPeriods
from domain.projects.topic_use_cases import KeepTopics
from domain.reports.sending import QueueDueReports
from domain.requests.watching import WatchRequests
from domain.retention import Leftovers
from domain.risks.use_cases import SweepRisks
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
from jobs.left_files import remove_left_files
from jobs.offers import CLIMB_SECONDS, WATCH_SECONDS, remind_of_silent_offers, report_unwatched
from jobs.reports import REPORT_SECONDS, queue_due_reports
from jobs.requests import WATCH_REQUESTS_SECONDS, watch_requests
from jobs.retention import (
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


def make_ticker(
    container: Container,
    *,
    bot: Bot,
    clock: Clock,
    metrics: Metrics,
    wake_reports: Callable[[], None],
    messages_kept: timedelta,
    leads: Callable[[], bool],
) -> Ticker:
    """Every job. ``leads`` tells whether it is this process that ticks."""
    get = container.get
    ticker = Ticker(on_done=metrics.sweep_done, on_failure=metrics.sweep_failed, leads=leads)
    jobs: tuple[tuple[str, float, Callable[[], Awaitable[object]]], ...] = (
        ("offers", CLIMB_SECONDS, partial(remind_of_silent_offers, get(ClimbDueOffers))),
        ("tasks", REMIND_SECONDS, partial(remind_of_tasks, get(RemindOfTasks))),
        ("approvals", EXPIRE_SECONDS, partial(expire_approvals, get(ExpireApprovals))),
        ("task-series", CONTINUE_SECONDS, partial(continue_series, get(ContinueSeries))),
        ("project-topics", KEEP_SECONDS, TopicKeeper(bot, get(KeepTopics), clock)),
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
            partial(queue_due_reports, get(QueueDueReports), wake_reports),
        ),
        ("risks", RISK_SECONDS, partial(watch_risks, get(SweepRisks))),
        ("duplicates", SEARCH_SECONDS, partial(search_duplicates, get(SearchDuplicates))),
        ("digests", DIGEST_SECONDS, partial(make_due_digests, get(MakeDigests))),
        (
            "group-digests",
            KEEP_GROUPS_SECONDS,
            GroupDigestKeeper(bot, get(KeepGroupDigests)),
        ),
        (
            "unwatched-offers",
            WATCH_SECONDS,
            partial(report_unwatched, get(ReportUnwatchedOffers)),
        ),
        (
            "old-updates",
            RETENTION_SECONDS,
            partial(forget_old_updates, get(ProcessedUpdates), clock),
        ),
        (
            "stale-conversations",
            RETENTION_SECONDS,
            partial(forget_stale_conversations, get(ConversationStates), clock),
        ),
        ("left-files", RETENTION_SECONDS, remove_left_files),
        (
            "leftovers",
            RETENTION_SECONDS,
            partial(forget_leftovers, get(Leftovers), clock, messages_kept),
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
