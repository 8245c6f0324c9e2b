"""Writes that wait for the commit, and go together in one statement (``storage/transaction.py``).

A tap that changes something writes to four or five tables. Each write by itself would be a round
trip, and the larger share of its cost SQLAlchemy's. See docs/adr/0012-hot-statements.md.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any, Final

from sqlalchemy import Executable, Table

from storage.driver import Parameter, compiled

PLACE: Final = re.compile(r"\$(\d+)")


class Writing:
    """A statement that writes to one table, compiled at its first use.

    ``columns`` are those that it sets to values of their names.
    """

    def __init__(self, statement: Executable, to: Table, columns: Sequence[str] = ()) -> None:
        self.to = to
        self._statement = statement
        self._columns = columns

    def given(self, values: Mapping[str, Any]) -> list[Any]:
        """The values in the driver's order."""
        return [parameter.given(values) for parameter in self.parameters]

    @property
    def sql(self) -> str:
        return self._compiled[0]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return self._compiled[1]

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Parameter, ...]]:
        return compiled(self._statement, self._columns)


@lru_cache(maxsize=1000)
def joined(parts: tuple[tuple[Writing, str | None], ...]) -> str:
    """One statement that does what all of them do, on one picture of the data.

    What a part tells is an SQL aggregate over the rows that it returns. The one row of the result
    has what was told, in order.
    """
    written: list[str] = []
    told: list[str] = []
    before = 0
    for number, (part, tells) in enumerate(parts):
        moved = PLACE.sub(partial(_further, before), part.sql)
        before += len(part.parameters)
        written.append(f"w{number} AS ({moved})")
        if tells:
            told.append(f"(SELECT {tells} FROM w{number})")  # noqa: S608 - our own words
    return f"WITH {', '.join(written)} SELECT {', '.join(told) or '1'}"


def _further(by: int, place: re.Match[str]) -> str:
    return f"${int(place[1]) + by}"
