from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: rows from ``offset``; ``total`` rows in all."""

    offset: int
    size: int
    total: int

    @classmethod
    def nearest(cls, offset: int, size: int, total: int) -> Self:
        """The page at ``offset``; the last one where the list has become too short for it."""
        page = cls(offset, size, total)
        return page if offset < total else cls((page.count - 1) * size, size, total)

    @property
    def number(self) -> int:
        return self.offset // self.size + 1 if self.size else 1

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size)) if self.size else 1
