"""An import begun in the chat: files sent, what is still to be asked about them, and its state."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from domain.imports.columns import ColumnMapping, Field, Kind, map_columns, recognise, title_key
from domain.imports.errors import ImportAlreadyHandled, ImportChanged, KindUnknown, TooManyFiles
from domain.org.model import PersonId

ImportRunId = NewType("ImportRunId", int)

MOST_FILES = 8
TITLE_LIMIT = 200
GATHERING_LASTS = timedelta(hours=1)
"""A file sent later than this after the last one begins another import."""


class RunStatus(StrEnum):
    """``GATHERING`` takes files and answers; ``CHECKING`` and ``CONFIRMED`` wait for the runner."""

    GATHERING = "gathering"
    CHECKING = "checking"
    CONFIRMED = "confirmed"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SentFile:
    """``file_id`` is Telegram's, which keeps the file. ``chosen`` is by ``title_key``."""

    file_id: str
    name: str
    header: tuple[str, ...]
    kind: Kind | None
    chosen: Mapping[str, Field] = field(default_factory=dict)

    @property
    def mapping(self) -> ColumnMapping | None:
        return None if self.kind is None else map_columns(self.header, self.kind, self.chosen)


@dataclass(frozen=True, slots=True)
class MappingQuestion:
    """What is to be asked of the file at ``place``: its kind, where ``field`` is None."""

    place: int
    file: SentFile
    field: Field | None


@dataclass(frozen=True, slots=True)
class ImportRun:
    """``version`` rises with every change; a button that carries an older one is outdated."""

    id: ImportRunId
    person_id: PersonId
    chat_id: int
    files: tuple[SentFile, ...]
    updated_at: datetime
    status: RunStatus = RunStatus.GATHERING
    message_id: int | None = None
    version: int = 1

    @property
    def question(self) -> MappingQuestion | None:
        """The first thing that has to be asked; None when all is known."""
        for place, file in enumerate(self.files):
            mapping = file.mapping
            if mapping is None:
                return MappingQuestion(place, file, None)
            if mapping.missing:
                return MappingQuestion(place, file, mapping.missing[0])
        return None


def sent_file(
    file_id: str, name: str, header: tuple[str, ...], remembered: Mapping[str, Field]
) -> SentFile:
    """A file just sent; ``remembered`` is what people said of columns in earlier imports."""
    header = tuple(title.replace("\x00", "")[:TITLE_LIMIT] for title in header)
    try:
        kind = recognise(header, name)
    except KindUnknown:
        return SentFile(file_id, name, header, None)
    missing = map_columns(header, kind).missing
    known = {key: said for key, said in remembered.items() if said in missing}
    titles = {title_key(title) for title in header}
    return SentFile(
        file_id, name, header, kind, {key: said for key, said in known.items() if key in titles}
    )


def require_gathering(run: ImportRun, version: int) -> None:
    """Raises: ImportAlreadyHandled, ImportChanged: the button shows an older state."""
    if run.status is not RunStatus.GATHERING:
        raise ImportAlreadyHandled(status=str(run.status))
    if run.version != version:
        raise ImportChanged(run_id=run.id)


def with_file(run: ImportRun, file: SentFile) -> ImportRun:
    """A file sent again under the same name takes the first one's place. Raises: TooManyFiles."""
    others = tuple(other for other in run.files if other.name != file.name)
    if len(others) >= MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    return replace(run, files=(*others, file))


def with_kind(run: ImportRun, place: int, kind: Kind) -> ImportRun:
    return _with(run, place, kind=kind)


def with_column(run: ImportRun, place: int, wanted: Field, column: int) -> ImportRun:
    """Raises: ImportChanged: there is no such file or column."""
    file = _file(run, place)
    if not 0 <= column < len(file.header):
        raise ImportChanged(run_id=run.id)
    chosen = {**file.chosen, title_key(file.header[column]): wanted}
    return _with(run, place, chosen=chosen)


def without_file(run: ImportRun, place: int) -> ImportRun:
    file = _file(run, place)
    return replace(run, files=tuple(other for other in run.files if other is not file))


def _file(run: ImportRun, place: int) -> SentFile:
    if not 0 <= place < len(run.files):
        raise ImportChanged(run_id=run.id)
    return run.files[place]


def _with(
    run: ImportRun,
    place: int,
    kind: Kind | None = None,
    chosen: Mapping[str, Field] | None = None,
) -> ImportRun:
    file = _file(run, place)
    changed = replace(
        file,
        kind=file.kind if kind is None else kind,
        chosen=file.chosen if chosen is None else chosen,
    )
    files = (*run.files[:place], changed, *run.files[place + 1 :])
    return replace(run, files=files)
