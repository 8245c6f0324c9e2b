"""What holds in every committed state of the database, asked of the database itself.

``invariants.sql`` holds one query an invariant; a row that it returns is a breach.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

SOURCE: Final = Path(__file__).with_suffix(".sql")
MOST_ROWS: Final = 20
"""Breaching rows that are told of one invariant: the first ones say enough."""

_HEAD: Final = re.compile(
    r"^-- name: (?P<name>[a-z0-9-]+)\n(?P<sentence>(?:-- .+\n)+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Invariant:
    """``sentence`` says what holds; ``query`` returns the rows for which it does not."""

    name: str
    sentence: str
    query: str


@dataclass(frozen=True, slots=True)
class Breach:
    """``rows``: ids and a few facts of what breaches, ``MOST_ROWS`` at the most."""

    name: str
    sentence: str
    rows: Sequence[Mapping[str, Any]]


@cache
def invariants() -> Sequence[Invariant]:
    """All of them, in the order of the file."""
    source = SOURCE.read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(source))
    ends = [head.start() for head in heads[1:]] + [len(source)]
    return tuple(
        Invariant(
            head["name"],
            " ".join(line.removeprefix("-- ") for line in head["sentence"].splitlines()),
            source[head.end() : end].strip().removesuffix(";"),
        )
        for head, end in zip(heads, ends, strict=True)
    )


async def breach_of(connection: AsyncConnection, invariant: Invariant) -> Breach | None:
    """None where it holds, in what the connection's transaction sees."""
    found = await connection.exec_driver_sql(
        f"SELECT * FROM ({invariant.query}) AS breach LIMIT {MOST_ROWS}"  # noqa: S608 - our own file
    )
    rows = [dict(row._mapping) for row in found]
    return Breach(invariant.name, invariant.sentence, rows) if rows else None


async def breaches(connection: AsyncConnection) -> Sequence[Breach]:
    """Every invariant that does not hold; empty where all is well."""
    broken = [await breach_of(connection, invariant) for invariant in invariants()]
    return [breach for breach in broken if breach is not None]
