from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from domain.imports.client_plan import ClientRecord, SignOwners
from domain.imports.columns import Field
from domain.imports.deal_plan import DealRecord
from domain.imports.directory import Directory, KnownClient, KnownProduct
from domain.imports.model import ProductDraft, RefusedRow
from domain.imports.people_plan import PeoplePlan
from domain.imports.runs import ImportRun, ImportRunId, RunStatus
from domain.imports.table import Table
from domain.org.model import PersonId
from domain.rulebook.ports import VersionedRulebook


@dataclass(frozen=True, slots=True)
class KnownDeal:
    """``stage`` is a stage's key for an open deal, else ``won`` or ``lost``."""

    stage: str
    amount: Decimal | None


class ImportStore(Protocol):
    """One transaction. Left without ``commit``, it changes nothing.

    Imports wait for one another here, so that two at once add nothing twice. Everything that is
    added has an external key, and what has a key that is there already is left as it is.
    """

    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    async def commit(self) -> None: ...

    async def rules(self) -> VersionedRulebook: ...

    async def directory(self) -> Directory: ...

    async def clients(
        self, *, names: Sequence[str], external_keys: Sequence[str]
    ) -> Sequence[KnownClient]:
        """Clients with one of the keys, or with a name that folds as one of ``names`` does."""
        ...

    async def erased(self, values: Sequence[str]) -> frozenset[str]:
        """What of ``values`` (phones, e-mails, tax numbers, keys) is of people who were erased."""
        ...

    async def owners(
        self, *, phones: Sequence[str], emails: Sequence[str], tax_numbers: Sequence[str]
    ) -> SignOwners:
        """Whose each is; the first client's, where several have it."""
        ...

    async def deals(self, external_keys: Sequence[str]) -> Mapping[str, KnownDeal]: ...

    async def add_people(self, plan: PeoplePlan, now: datetime) -> None:
        """Branches, departments and people of the plan, and both trees brought in line."""
        ...

    async def add_products(self, drafts: Sequence[ProductDraft], now: datetime) -> None: ...

    async def fill_products(self, products: Sequence[KnownProduct], now: datetime) -> None: ...

    async def add_clients(self, records: Sequence[ClientRecord], now: datetime) -> None:
        """With their contacts and phones, and a line in each one's history."""
        ...

    async def fill_clients(self, clients: Sequence[KnownClient], now: datetime) -> None: ...

    async def add_deals(
        self, deals: Sequence[tuple[DealRecord, int | None]], now: datetime
    ) -> frozenset[str]:
        """Deals, each with its client's id, and their history. The keys of those that are new."""
        ...


BeginImport = Callable[[], ImportStore]


class RefusedRows(Protocol):
    """Where rows that were not taken go, in the order in which they are met."""

    def add(self, refused: RefusedRow) -> None: ...


class ErrorRows(RefusedRows, Protocol):
    """A workbook of refused rows, written while inside ``with``."""

    @property
    def has_rows(self) -> bool: ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


OpenTable = Callable[[Path, str], Table]
"""The table in a file on disk that people call by a name. Blocks. Raises: FileRefused."""


class MakeErrorReport(Protocol):
    def __call__(
        self,
        path: Path,
        headers: Mapping[str, tuple[str, ...]],
        *,
        word_reasons: Callable[[RefusedRow], str],
        line_title: str,
        reason_title: str,
    ) -> ErrorRows: ...


class ImportRuns(Protocol):
    """Imports begun in the chat; one transaction, which ``commit`` ends."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    async def commit(self) -> None: ...

    async def find_gathering(self, person_id: PersonId, *, since: datetime) -> ImportRun | None:
        """The person's import that still takes files, locked; changed no earlier than ``since``."""
        ...

    async def get(self, run_id: ImportRunId, person_id: PersonId) -> ImportRun:
        """The person's own import, locked. Raises: NotFound: also for another's."""
        ...

    async def add(self, person_id: PersonId, chat_id: int, now: datetime) -> ImportRun: ...

    async def save(self, run: ImportRun, now: datetime) -> ImportRun:
        """The import as saved: its version is one higher."""
        ...

    async def note_message(
        self, run_id: ImportRunId, person_id: PersonId, message_id: int
    ) -> None: ...

    async def claim_waiting(self, now: datetime, lease: timedelta) -> ImportRun | None:
        """The oldest import to be checked or run that nobody has, reserved for ``lease``."""
        ...

    async def extend(self, run_id: ImportRunId, until: datetime) -> None: ...

    async def finish(self, run_id: ImportRunId, status: RunStatus, now: datetime) -> None: ...

    async def remembered(self) -> Mapping[str, Field]:
        """What people said of columns before, the latest word on each."""
        ...


BeginImportRuns = Callable[[], ImportRuns]
