"""The matrix as a file to keep and filter: what its writer is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.products.model import UseState
from domain.products.views import Matrix


@dataclass(frozen=True, slots=True)
class MatrixWords:
    """What stands in it besides names, in the reader's language."""

    title: str
    client: str
    segment: str
    sector: str
    owner: str
    branch: str
    states: Mapping[UseState, str]
    segments: Mapping[str, str]
    """Names by key; a key that is not there stands as it is."""


class WriteMatrixWorkbook(Protocol):
    """XLSX: a row a client, a column a product. Slow for thousands: to be called in a thread."""

    def __call__(self, matrix: Matrix, words: MatrixWords) -> bytes: ...
