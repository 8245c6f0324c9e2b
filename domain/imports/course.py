"""One import on its way through its files; planning and running share it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self, TypeVar

from domain.imports.client_plan import (
    ClientPlanner,
    ClientsPlan,
    KnownClients,
    LatestDeals,
    client_key,
    keys_of_text,
    known_by,
)
from domain.imports.columns import Kind
from domain.imports.deal_plan import DealPlanner, PlannedDeal
from domain.imports.directory import Directory, exact_key
from domain.imports.files import FileToImport, Read, ReadyFile, count_rows, read_in_chunks, ready
from domain.imports.model import (
    ClientDraft,
    DealDraft,
    Notice,
    PersonDraft,
    ProductDraft,
    RefusedRow,
    RowRefused,
)
from domain.imports.people_plan import PeoplePlan, plan_people
from domain.imports.ports import ImportStore, KnownDeal, RefusedRows
from domain.imports.product_plan import ProductsPlan, plan_products
from domain.imports.rows import RowReader
from domain.imports.stage_names import RulebookNames
from domain.imports.tally import Tally
from domain.org.workplaces import Calendars
from domain.phones import FindPhones, ReadPhone
from domain.rulebook.ports import VersionedRulebook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` rows are in the base, or refused; ``kind`` is what is being written."""

    kind: Kind
    done: int
    total: int


OnProgress = Callable[[Progress], Awaitable[None]]


async def unwatched(_: Progress) -> None:
    return None


@dataclass(frozen=True, slots=True)
class ImportRules:
    """What reading files asks of the world around the base."""

    calendars: Calendars
    read_phone: ReadPhone
    find_phones: FindPhones


@dataclass(slots=True)
class ImportCourse:
    """One import on its way: what was read, what is known by now, what was counted."""

    files: Mapping[Kind, Sequence[ReadyFile]]
    total_rows: int
    rules: VersionedRulebook
    names: RulebookNames
    outside: ImportRules
    directory: Directory
    now: datetime
    tally: Tally = field(default_factory=Tally)
    clients: KnownClients = field(default_factory=KnownClients)
    erased: frozenset[str] = frozenset()
    refused_rows: RefusedRows | None = None
    on_progress: OnProgress = unwatched

    @classmethod
    async def start(
        cls,
        files: Sequence[FileToImport],
        store: ImportStore,
        outside: ImportRules,
        now: datetime,
    ) -> Self:
        by_kind = ready(files)
        totals = await count_rows(by_kind)
        rules = await store.rules()
        course = cls(
            files=by_kind,
            total_rows=sum(totals.values()),
            rules=rules,
            names=RulebookNames.of(rules.rulebook),
            outside=outside,
            directory=await store.directory(),
            now=now,
        )
        for kind, of_kind in by_kind.items():
            for file in of_kind:
                course.tally.of(kind)
                course.tally.ignored_columns[file.table.name] = file.mapping.unknown
        return course

    def reader(self, file: ReadyFile) -> RowReader:
        return RowReader(
            file=file.table.name,
            mapping=file.mapping,
            company=self.rules.rulebook.company,
            names=self.names,
            read_phone=self.outside.read_phone,
            find_phones=self.outside.find_phones,
            today=self.now.date(),
        )

    def refuse(self, refused: RefusedRow) -> None:
        self.tally.refuse(refused)
        if self.refused_rows is not None:
            self.refused_rows.add(refused)

    async def advance(self, kind: Kind) -> None:
        done = sum(counts.rows for counts in self.tally.counts.values())
        await self.on_progress(Progress(kind, done, self.total_rows))

    async def plan_people(self) -> PeoplePlan:
        drafts: list[PersonDraft] = []
        for file in self.files[Kind.PEOPLE]:
            drafts += await self._read_all(file, self.reader(file).person)
        plan = plan_people(drafts, self.directory, self.rules.rulebook.company)
        for refused in plan.refused:
            self.refuse(refused)
        if self.files[Kind.PEOPLE]:
            counts = self.tally.of(Kind.PEOPLE)
            counts.new += plan.new_rows
            counts.filled += len(plan.filled)
            counts.unchanged += plan.unchanged_rows
        self.tally.notices += plan.notices
        self.tally.new_by_role.update(person.role for person in plan.people)
        self.directory = self.directory.with_more(branches=plan.branches, people=plan.people)
        return plan

    async def plan_products(self) -> ProductsPlan:
        drafts: list[ProductDraft] = []
        for file in self.files[Kind.PRODUCTS]:
            drafts += await self._read_all(file, self.reader(file).product)
        plan = plan_products(drafts, self.directory.products)
        for refused in plan.refused:
            self.refuse(refused)
        if self.files[Kind.PRODUCTS]:
            counts = self.tally.of(Kind.PRODUCTS)
            counts.new += len(plan.new)
            counts.filled += len(plan.filled)
            counts.unchanged += plan.unchanged_rows
        self.directory = self.directory.with_more(products=plan.as_known())
        return plan

    async def plan_clients(
        self, store: ImportStore, planner: DealPlanner, latest: LatestDeals
    ) -> ClientsPlan:
        drafts: list[ClientDraft] = []
        for file in self.files[Kind.CLIENTS]:
            drafts += await self._read_all(file, self.reader(file).client)
        names = list(dict.fromkeys([*(draft.name for draft in drafts), *latest.texts]))
        keys = [*map(client_key, drafts), *(f"client:{text}" for text in latest.texts)]
        known = await store.clients(names=names, external_keys=keys)
        asked_for = [value for draft in drafts for value in known_by(draft)]
        asked_for += [key for text in latest.texts for key in keys_of_text(text)]
        root = self.directory.root_branch(self.rules.rulebook.company.name)
        clients = ClientPlanner(
            branch_ids={exact_key(branch.name): branch.id for branch in self.directory.branches},
            branch_of={person.id: person.branch_id for person in self.directory.people},
            find_person=planner.find_person,
            known=KnownClients(known),
            owners=await store.owners(
                phones=[phone.number for draft in drafts for phone in draft.phones],
                emails=[draft.email for draft in drafts if draft.email],
                tax_numbers=[draft.tax_number for draft in drafts if draft.tax_number],
            ),
            company_branch_id=root.id if root else 0,
            default_segment=self.rules.rulebook.default_segment,
            erased=await store.erased(asked_for),
        )
        plan = clients.plan(drafts, latest)
        for refused in plan.refused:
            self.refuse(refused)
        if self.files[Kind.CLIENTS]:
            counts = self.tally.of(Kind.CLIENTS)
            counts.new += plan.new_rows
            counts.filled += plan.filled_rows
            counts.unchanged += plan.unchanged_rows
        self.tally.notices += plan.notices
        self.erased = frozenset(plan.erased)
        return plan

    def deal_planner(self) -> DealPlanner:
        return DealPlanner(self.directory, self.rules, self.names, self.outside.calendars, self.now)

    async def deals(
        self, planner: DealPlanner, *, is_rehearsal: bool = False
    ) -> AsyncIterator[list[PlannedDeal]]:
        """Deals that can be taken, a chunk at a time; a rehearsal counts nothing as refused."""
        for file in self.files[Kind.DEALS]:
            async for drafts, refused in read_in_chunks(file, self.reader(file).deal):
                deals = []
                unfit = list(refused)
                for draft in drafts:
                    try:
                        deals.append(planner.plan(self._without_erased(draft)))
                    except RowRefused as refusal:
                        unfit.append(RefusedRow(draft.file, Kind.DEALS, draft.row, refusal.faults))
                if not is_rehearsal:
                    for row in sorted(unfit, key=lambda row: row.row.line):
                        self.refuse(row)
                yield deals

    def _without_erased(self, draft: DealDraft) -> DealDraft:
        """A deal does not bring back the name of a client who was erased."""
        is_erased = draft.client is not None and exact_key(draft.client) in self.erased
        return replace(draft, client=None) if is_erased else draft

    def note_latest(self, deals: Sequence[PlannedDeal], latest: LatestDeals) -> None:
        for draft, record, _ in deals:
            if draft.client is not None:
                at = record.closed_at or record.created_at
                latest.note(draft.client, at, record.external_key, record.owner_id)

    def client_id(self, deal: PlannedDeal) -> int | None:
        if deal.draft.client is None:
            return None
        known = self.clients.find_named(deal.draft.client)
        return known.id if known else None

    def count_deals(self, deals: Sequence[PlannedDeal], known: Mapping[str, KnownDeal]) -> None:
        """``known`` are those of them that were in the base before."""
        counts = self.tally.of(Kind.DEALS)
        for draft, record, notices in deals:
            before = known.get(record.external_key)
            if before is None:
                counts.new += 1
                self.tally.notices.update(notices)
                continue
            counts.unchanged += 1
            if (before.stage, before.amount) != (draft.stage, draft.amount):
                self.tally.notices[Notice.KEPT_AS_IT_IS] += 1
        self.tally.take(draft for draft, _, _ in deals)

    async def _read_all(self, file: ReadyFile, read: Read[T]) -> list[T]:
        drafts: list[T] = []
        async for chunk, refused in read_in_chunks(file, read):
            drafts += chunk
            for row in refused:
                self.refuse(row)
        return drafts
