from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

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


class SqlUnitOfWork:
    """One transaction on one connection; see ``domain.unit_of_work.UnitOfWork``.

    ``on_notices`` is called after a commit that added to the ledger, to wake the sender.
    """

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

    async def __aenter__(self) -> Self:  # noqa: PLR0915 - a line for each noun
        self._connection = Transaction(self._engine)
        await self._connection.start()
        connection, clock = self._connection, self._clock
        self.people = SqlPeople(connection, clock)
        self.branches = SqlBranches(connection, clock)
        self.whose = SqlWhoseNames(connection)
        self.absences = SqlAbsences(connection, clock)
        self.invitations = SqlInvitations(connection, clock)
        self.rulebooks = SqlRulebooks(connection, self._cache)
        self.rulebook_reach = SqlRulebookReach(connection)
        self.clients = SqlClients(connection)
        self.client_merges = SqlClientMerges(connection)
        self.duplicates = SqlDuplicates(connection)
        self.erasures = SqlErasures(connection)
        self.interactions = SqlInteractions(connection)
        self.deals = SqlDeals(connection, clock)
        self.stage_dues = SqlStageDues(connection)
        self.boards = SqlBoards(connection, self.deals)
        self.offers = SqlOffers(connection, clock)
        self.offer_watch = SqlOfferWatch(connection)
        self.products = SqlProducts(connection)
        self.polls = SqlPolls(connection)
        self.products_in_use = SqlProductsInUse(connection)
        self.timeline = SqlTimeline(connection)
        self.days = SqlDays(connection)
        self.tasks = SqlTasks(connection, clock)
        self.task_approvals = SqlTaskApprovals(connection)
        self.task_lines = SqlTaskLines(connection, self._staff)
        self.task_lists = SqlTaskLists(connection)
        self.task_loads = SqlTaskLoads(connection)
        self.task_threads = SqlTaskThreads(connection)
        self.task_series = SqlTaskSeries(connection, clock)
        self.task_watch = SqlTaskWatch(connection)
        self.briefs = SqlTaskBriefs(connection)
        self.projects = SqlProjects(connection, clock)
        self.project_topics = SqlProjectTopics(connection)
        self.handovers = SqlHandovers(connection, clock)
        self.personal_dates = SqlPersonalDates(connection)
        self.greetings = SqlGreetings(connection)
        self.requests = SqlRequests(connection)
        self.segments = SqlSegments(connection, self.rulebooks)
        self.risks = SqlRisks(connection)
        self.visits = SqlVisits(connection)
        self.visit_lists = SqlVisitLists(connection)
        self.seller_pairs = SqlSellerPairs(connection)
        self.cycle_plans = SqlCyclePlans(connection)
        self.planned_calls = SqlPlannedCalls(connection)
        self.cycle_boards = SqlCycleBoards(connection)
        self.rep_checks = SqlRepChecks(connection)
        self.digests = SqlDigests(connection, clock)
        self.digest_figures = SqlDigestFigures(connection, self.deals)
        self.group_digests = SqlGroupDigests(connection)
        self.reports = SqlReports(connection, self.deals)
        self.report_selections = SqlReportSelections(connection)
        self.report_runs = SqlReportRuns(connection)
        self.cadences = SqlCadences(connection)
        self.cadence_watch = SqlCadenceWatch(connection)
        self.plans = SqlPlans(connection)
        self.kpi = SqlKpi(connection)
        self.kpi_snapshots = SqlKpiSnapshots(connection)
        self.person_departments = SqlPersonDepartments(connection)
        self.cuts = SqlCuts(connection)
        self.losses = SqlLosses(connection)
        self.ledger = SqlLedger(connection, clock)
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
        origin.to_draw.update(self.ledger.own_cards)
        told = (
            self.ledger,
            self.stage_dues,
            self.offer_watch,
            self.task_watch,
            self.handovers,
            self.greetings,
            self.requests,
            self.segments,
            self.risks,
            self.cadences,
            self.cadence_watch,
        )
        if any(told_by.has_added for told_by in told):
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
