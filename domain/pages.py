from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: rows from ``offset``; ``total`` rows in all."""

    offset: int
    size: int
    total: int

    @property
    def number(self) -> int:
        return self.offset // self.size + 1 if self.size else 1

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size)) if self.size else 1
