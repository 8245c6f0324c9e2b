"""What an administrator does with files in the chat, and how a confirmed import gets done."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.clock import Clock
from domain.imports.columns import Field, Kind
from domain.imports.errors import NothingToImport
from domain.imports.ports import BeginImportRuns
from domain.imports.runs import (
    GATHERING_LASTS,
    ImportRun,
    ImportRunId,
    RunStatus,
    require_gathering,
    sent_file,
    with_column,
    with_file,
    with_kind,
    without_file,
)
from domain.org.model import Actor
from domain.org.rules import require_administrator

LEASE = timedelta(minutes=2)
"""After this without a sign of life a running import is taken up again by whoever runs."""


@dataclass(frozen=True, slots=True)
class AddFileToImport:
    """Take a file into the person's import, a new one where none is being gathered.

    Raises: AdministratorsOnly, TooManyFiles.
    """

    begin_import_runs: BeginImportRuns
    clock: Clock

    async def __call__(
        self, actor: Actor, chat_id: int, file_id: str, name: str, header: tuple[str, ...]
    ) -> ImportRun:
        require_administrator(actor)
        now = self.clock()
        async with self.begin_import_runs() as runs:
            run = await runs.find_gathering(actor.id, since=now - GATHERING_LASTS)
            if run is None:
                run = await runs.add(actor.id, chat_id, now)
            file = sent_file(file_id, name, header, await runs.remembered())
            saved = await runs.save(with_file(run, file), now)
            await runs.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ChangeImport:
    """Answer a question about a file, or leave the file out.

    Raises: AdministratorsOnly, NotFound, ImportAlreadyHandled, ImportChanged.
    """

    begin_import_runs: BeginImportRuns
    clock: Clock

    async def choose_kind(
        self, actor: Actor, run_id: ImportRunId, place: int, kind: Kind, *, version: int
    ) -> ImportRun:
        return await self._change(actor, run_id, version, lambda run: with_kind(run, place, kind))

    async def choose_column(
        self,
        actor: Actor,
        run_id: ImportRunId,
        place: int,
        wanted: Field,
        column: int,
        *,
        version: int,
    ) -> ImportRun:
        return await self._change(
            actor, run_id, version, lambda run: with_column(run, place, wanted, column)
        )

    async def leave_out(
        self, actor: Actor, run_id: ImportRunId, place: int, *, version: int
    ) -> ImportRun:
        return await self._change(actor, run_id, version, lambda run: without_file(run, place))

    async def cancel(self, actor: Actor, run_id: ImportRunId, *, version: int) -> ImportRun:
        return await self._change(
            actor, run_id, version, lambda run: replace(run, status=RunStatus.CANCELLED)
        )

    async def check(self, actor: Actor, run_id: ImportRunId, *, version: int) -> ImportRun:
        """Have the runner say what the import would do. Raises also NothingToImport."""
        return await self._change(
            actor, run_id, version, lambda run: _ready(run, RunStatus.CHECKING)
        )

    async def confirm(self, actor: Actor, run_id: ImportRunId, *, version: int) -> ImportRun:
        """Raises also NothingToImport: a question is open, or no file is left."""
        return await self._change(
            actor, run_id, version, lambda run: _ready(run, RunStatus.CONFIRMED)
        )

    async def shown_in(self, actor: Actor, run_id: ImportRunId, message_id: int) -> None:
        """Remember the message in which the import is shown."""
        async with self.begin_import_runs() as runs:
            await runs.note_message(run_id, actor.id, message_id)
            await runs.commit()

    async def _change(
        self,
        actor: Actor,
        run_id: ImportRunId,
        version: int,
        change: Callable[[ImportRun], ImportRun],
    ) -> ImportRun:
        require_administrator(actor)
        async with self.begin_import_runs() as runs:
            run = await runs.get(run_id, actor.id)
            require_gathering(run, version)
            saved = await runs.save(change(run), self.clock())
            await runs.commit()
        return saved


def _ready(run: ImportRun, status: RunStatus) -> ImportRun:
    if not run.files or run.question is not None:
        raise NothingToImport
    return replace(run, status=status)


@dataclass(frozen=True, slots=True)
class ViewImport:
    """The person's own import as it is now. Raises: AdministratorsOnly, NotFound."""

    begin_import_runs: BeginImportRuns

    async def __call__(self, actor: Actor, run_id: ImportRunId) -> ImportRun:
        require_administrator(actor)
        async with self.begin_import_runs() as runs:
            return await runs.get(run_id, actor.id)


@dataclass(frozen=True, slots=True)
class TakeWaitingImport:
    """The next import to be checked or run, for the one who will; None where there is none.

    Two processes never take the same one, and one whose process died is taken again.
    """

    begin_import_runs: BeginImportRuns
    clock: Clock

    async def __call__(self) -> ImportRun | None:
        async with self.begin_import_runs() as runs:
            run = await runs.claim_waiting(self.clock(), LEASE)
            await runs.commit()
        return run

    async def still_running(self, run_id: ImportRunId) -> None:
        async with self.begin_import_runs() as runs:
            await runs.extend(run_id, self.clock() + LEASE)
            await runs.commit()

    async def checked(self, run: ImportRun) -> ImportRun:
        """The import as it takes answers again; the version is the one for its buttons."""
        async with self.begin_import_runs() as runs:
            saved = await runs.save(replace(run, status=RunStatus.GATHERING), self.clock())
            await runs.extend(run.id, self.clock())
            await runs.commit()
        return saved

    async def finish(self, run_id: ImportRunId, status: RunStatus) -> None:
        async with self.begin_import_runs() as runs:
            await runs.finish(run_id, status, self.clock())
            await runs.commit()
