from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

Line = TypeVar("Line")


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


async def read_page(
    read: Callable[[int], Awaitable[tuple[Sequence[Line], int]]], offset: int, size: int
) -> tuple[tuple[Line, ...], Page]:
    """What ``read`` finds from ``offset`` on; of a list that has become too short, the last page.

    ``read`` gives the lines with the number of all, which may be 0 where there are no lines.
    """
    lines, total = await read(offset)
    if offset and not lines:
        offset = Page.nearest(offset, size, total).offset
        lines, total = await read(offset)
    return tuple(lines), Page(offset, size, total)
