from collections.abc import Callable
from functools import cached_property, partial
from types import TracebackType
from typing import Final, Self

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.clock import Clock
from domain.origin import current_origin
from domain.unit_of_work import UpdateAlreadyHandled
from storage.briefs.task_briefs import SqlTaskBriefs
from storage.cadences.cadences import SqlCadences
from storage.cadences.watch import SqlCadenceWatch
from storage.clients.clients import SqlClients
from storage.clients.duplicates import SqlDuplicates
from storage.clients.erasure import SqlErasures
from storage.clients.merging import SqlClientMerges
from storage.cycles.boards import SqlCycleBoards
from storage.cycles.calls import SqlPlannedCalls
from storage.cycles.checks import SqlRepChecks
from storage.cycles.pairs import SqlSellerPairs
from storage.cycles.plans import SqlCyclePlans
from storage.day.days import SqlDays
from storage.deals.board import SqlBoards
from storage.deals.deals import SqlDeals
from storage.deals.offer_watch import SqlOfferWatch
from storage.deals.offers import SqlOffers
from storage.deals.stage_dues import SqlStageDues
from storage.deals.timeline import SqlTimeline
from storage.delivery.ledger import SqlLedger
from storage.digests.digests import SqlDigests
from storage.digests.figures import SqlDigestFigures
from storage.digests.groups import SqlGroupDigests
from storage.greetings.greetings import SqlGreetings
from storage.greetings.personal_dates import SqlPersonalDates
from storage.handovers.handovers import SqlHandovers
from storage.interactions.interactions import SqlInteractions
from storage.kpi.cuts import SqlCuts
from storage.kpi.departments import SqlPersonDepartments
from storage.kpi.kpi import SqlKpi
from storage.kpi.losses import SqlLosses
from storage.kpi.snapshots import SqlKpiSnapshots
from storage.org.absences import SqlAbsences
from storage.org.branches import SqlBranches
from storage.org.invitations import SqlInvitations
from storage.org.people import SqlPeople
from storage.org.whose import SqlWhoseNames
from storage.plans.plans import SqlPlans
from storage.polls.polls import SqlPolls
from storage.products.products import SqlProducts
from storage.products.products_in_use import SqlProductsInUse
from storage.projects.projects import SqlProjects
from storage.projects.topics import SqlProjectTopics
from storage.reports.reports import SqlReports
from storage.reports.runs import SqlReportRuns
from storage.reports.selections import SqlReportSelections
from storage.requests.requests import SqlRequests
from storage.risks.risks import SqlRisks
from storage.rulebook.reach import SqlRulebookReach
from storage.rulebook.rulebooks import RulebookCache, SqlRulebooks
from storage.segments.segments import SqlSegments
from storage.tables import processed_updates
from storage.tasks.approvals import SqlTaskApprovals
from storage.tasks.lines import SqlTaskLines, StaffCache
from storage.tasks.lists import SqlTaskLists
from storage.tasks.loads import SqlTaskLoads
from storage.tasks.series import SqlTaskSeries
from storage.tasks.tasks import SqlTasks
from storage.tasks.threads import SqlTaskThreads
from storage.tasks.watch import SqlTaskWatch
from storage.transaction import Transaction
from storage.visits.lists import SqlVisitLists
from storage.visits.visits import SqlVisits
from storage.writings import Writing

RECORD_UPDATE = Writing(
    insert(processed_updates).on_conflict_do_nothing().returning(processed_updates.c.update_id),
    to=processed_updates,
    columns=("update_id", "at"),
)


TELLING: Final = {
    "ledger",
    "stage_dues",
    "offer_watch",
    "task_watch",
    "handovers",
    "greetings",
    "requests",
    "segments",
    "risks",
    "cadences",
    "cadence_watch",
}
"""Nouns that may add to the ledger."""


class SqlUnitOfWork:
    """One transaction on one connection; see ``domain.unit_of_work.UnitOfWork``.

    ``on_notices`` is called after a commit that added to the ledger, to wake the sender.
    """

    # Each noun's queries are made when first asked for: a tap asks for three of sixty.
    people = cached_property(lambda uow: SqlPeople(uow._connection, uow._clock))
    branches = cached_property(lambda uow: SqlBranches(uow._connection, uow._clock))
    whose = cached_property(lambda uow: SqlWhoseNames(uow._connection))
    absences = cached_property(lambda uow: SqlAbsences(uow._connection, uow._clock))
    invitations = cached_property(lambda uow: SqlInvitations(uow._connection, uow._clock))
    rulebooks = cached_property(lambda uow: SqlRulebooks(uow._connection, uow._cache))
    rulebook_reach = cached_property(lambda uow: SqlRulebookReach(uow._connection))
    clients = cached_property(lambda uow: SqlClients(uow._connection))
    client_merges = cached_property(lambda uow: SqlClientMerges(uow._connection))
    duplicates = cached_property(lambda uow: SqlDuplicates(uow._connection))
    erasures = cached_property(lambda uow: SqlErasures(uow._connection))
    interactions = cached_property(lambda uow: SqlInteractions(uow._connection))
    deals = cached_property(lambda uow: SqlDeals(uow._connection, uow._clock))
    stage_dues = cached_property(lambda uow: SqlStageDues(uow._connection))
    boards = cached_property(lambda uow: SqlBoards(uow._connection, uow.deals))
    offers = cached_property(lambda uow: SqlOffers(uow._connection, uow._clock))
    offer_watch = cached_property(lambda uow: SqlOfferWatch(uow._connection))
    products = cached_property(lambda uow: SqlProducts(uow._connection))
    polls = cached_property(lambda uow: SqlPolls(uow._connection))
    products_in_use = cached_property(lambda uow: SqlProductsInUse(uow._connection))
    timeline = cached_property(lambda uow: SqlTimeline(uow._connection))
    days = cached_property(lambda uow: SqlDays(uow._connection))
    tasks = cached_property(lambda uow: SqlTasks(uow._connection, uow._clock))
    task_approvals = cached_property(lambda uow: SqlTaskApprovals(uow._connection))
    task_lines = cached_property(lambda uow: SqlTaskLines(uow._connection, uow._staff))
    task_lists = cached_property(lambda uow: SqlTaskLists(uow._connection))
    task_loads = cached_property(lambda uow: SqlTaskLoads(uow._connection))
    task_threads = cached_property(lambda uow: SqlTaskThreads(uow._connection))
    task_series = cached_property(lambda uow: SqlTaskSeries(uow._connection, uow._clock))
    task_watch = cached_property(lambda uow: SqlTaskWatch(uow._connection))
    briefs = cached_property(lambda uow: SqlTaskBriefs(uow._connection))
    projects = cached_property(lambda uow: SqlProjects(uow._connection, uow._clock))
    project_topics = cached_property(lambda uow: SqlProjectTopics(uow._connection))
    handovers = cached_property(lambda uow: SqlHandovers(uow._connection, uow._clock))
    personal_dates = cached_property(lambda uow: SqlPersonalDates(uow._connection))
    greetings = cached_property(lambda uow: SqlGreetings(uow._connection))
    requests = cached_property(lambda uow: SqlRequests(uow._connection))
    segments = cached_property(lambda uow: SqlSegments(uow._connection, uow.rulebooks))
    risks = cached_property(lambda uow: SqlRisks(uow._connection))
    visits = cached_property(lambda uow: SqlVisits(uow._connection))
    visit_lists = cached_property(lambda uow: SqlVisitLists(uow._connection))
    seller_pairs = cached_property(lambda uow: SqlSellerPairs(uow._connection))
    cycle_plans = cached_property(lambda uow: SqlCyclePlans(uow._connection))
    planned_calls = cached_property(lambda uow: SqlPlannedCalls(uow._connection))
    cycle_boards = cached_property(lambda uow: SqlCycleBoards(uow._connection))
    rep_checks = cached_property(lambda uow: SqlRepChecks(uow._connection))
    digests = cached_property(lambda uow: SqlDigests(uow._connection, uow._clock))
    digest_figures = cached_property(lambda uow: SqlDigestFigures(uow._connection, uow.deals))
    group_digests = cached_property(lambda uow: SqlGroupDigests(uow._connection))
    reports = cached_property(lambda uow: SqlReports(uow._connection, uow.deals))
    report_selections = cached_property(lambda uow: SqlReportSelections(uow._connection))
    report_runs = cached_property(lambda uow: SqlReportRuns(uow._connection))
    cadences = cached_property(lambda uow: SqlCadences(uow._connection))
    cadence_watch = cached_property(lambda uow: SqlCadenceWatch(uow._connection))
    plans = cached_property(lambda uow: SqlPlans(uow._connection))
    kpi = cached_property(lambda uow: SqlKpi(uow._connection))
    kpi_snapshots = cached_property(lambda uow: SqlKpiSnapshots(uow._connection))
    person_departments = cached_property(lambda uow: SqlPersonDepartments(uow._connection))
    cuts = cached_property(lambda uow: SqlCuts(uow._connection))
    losses = cached_property(lambda uow: SqlLosses(uow._connection))
    ledger = cached_property(lambda uow: SqlLedger(uow._connection, uow._clock))

    def __init__(
        self,
        engine: AsyncEngine,
        clock: Clock,
        rulebooks: RulebookCache,
        on_notices: Callable[[], None] = lambda: None,
        staff: StaffCache | None = None,
    ) -> None:
        self._engine = engine
        self._staff = staff or StaffCache()
        self._clock = clock
        self._cache = rulebooks
        self._on_notices = on_notices

    async def __aenter__(self) -> Self:
        self._connection = Transaction(self._engine)
        await self._connection.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._connection.close()  # rolls back what was not committed

    async def commit(self) -> None:
        await self._record_update()
        await self._connection.commit()
        origin = current_origin()
        origin.is_recorded = True
        if "ledger" in vars(self):
            origin.to_draw.update(self.ledger.own_cards)
        asked = vars(self)
        if any(asked[name].has_added for name in TELLING & asked.keys()):
            self._on_notices()

    async def _record_update(self) -> None:
        origin = current_origin()
        if origin.update_id is None or origin.is_recorded:
            return
        await self._connection.write(
            RECORD_UPDATE,
            {"update_id": origin.update_id, "at": self._clock()},
            tells="count(*)",
            then=partial(_require_new, origin.update_id),
        )


def _require_new(update_id: int, recorded: int) -> None:
    if not recorded:
        raise UpdateAlreadyHandled(update_id)
