from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from domain.briefs.ports import TaskBriefs
from domain.clients.duplicates_ports import Duplicates
from domain.clients.erasure_ports import Erasures
from domain.clients.merging_ports import ClientMerges
from domain.clients.ports import Clients
from domain.day.ports import Days
from domain.deals.ports import Boards, Deals, Offers, OfferWatch, Products, Timeline
from domain.delivery.ports import Ledger
from domain.greetings.ports import Greetings, PersonalDates
from domain.handovers.ports import Handovers
from domain.interactions.ports import Interactions
from domain.org.ports import Absences, Branches, Invitations, People
from domain.projects.ports import Projects
from domain.projects.topics import ProjectTopics
from domain.rulebook.ports import Rulebooks
from domain.tasks.ports import (
    TaskApprovals,
    TaskLines,
    TaskLists,
    TaskLoads,
    Tasks,
    TaskSeries,
    TaskThreads,
    TaskWatch,
)


class UpdateAlreadyHandled(Exception):
    """This update's effect was committed before; nothing was changed now."""


class UnitOfWork(Protocol):
    """One transaction. Left without ``commit``, it changes nothing.

    ``commit`` also records the update in hand, so that its second delivery changes nothing:
    it raises UpdateAlreadyHandled, and the transaction is rolled back.
    """

    @property
    def people(self) -> People: ...
    @property
    def branches(self) -> Branches: ...
    @property
    def absences(self) -> Absences: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def rulebooks(self) -> Rulebooks: ...
    @property
    def clients(self) -> Clients: ...
    @property
    def interactions(self) -> Interactions: ...
    @property
    def client_merges(self) -> ClientMerges: ...
    @property
    def duplicates(self) -> Duplicates: ...
    @property
    def erasures(self) -> Erasures: ...
    @property
    def deals(self) -> Deals: ...
    @property
    def boards(self) -> Boards: ...
    @property
    def offers(self) -> Offers: ...
    @property
    def offer_watch(self) -> OfferWatch: ...
    @property
    def products(self) -> Products: ...
    @property
    def timeline(self) -> Timeline: ...
    @property
    def days(self) -> Days: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def task_approvals(self) -> TaskApprovals: ...
    @property
    def task_lines(self) -> TaskLines: ...
    @property
    def task_lists(self) -> TaskLists: ...
    @property
    def task_loads(self) -> TaskLoads: ...
    @property
    def task_threads(self) -> TaskThreads: ...
    @property
    def task_series(self) -> TaskSeries: ...
    @property
    def task_watch(self) -> TaskWatch: ...
    @property
    def briefs(self) -> TaskBriefs: ...
    @property
    def projects(self) -> Projects: ...
    @property
    def project_topics(self) -> ProjectTopics: ...
    @property
    def handovers(self) -> Handovers: ...
    @property
    def personal_dates(self) -> PersonalDates: ...
    @property
    def greetings(self) -> Greetings: ...
    @property
    def ledger(self) -> Ledger: ...

    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    async def commit(self) -> None: ...


Begin = Callable[[], UnitOfWork]
