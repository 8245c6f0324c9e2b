"""What representatives did, as a workbook: what its writer is given."""

from dataclasses import dataclass
from typing import Protocol

from domain.cycles.views import RepCheckPage


@dataclass(frozen=True, slots=True)
class CheckWords:
    """In the reader's language; ``columns`` are ten, from the name to the remark."""

    title: str
    columns: tuple[str, ...]
    idle: str
    away: str


class WriteRepCheck(Protocol):
    """A workbook, .xlsx, a row a representative."""

    def __call__(self, page: RepCheckPage, words: CheckWords) -> bytes: ...
