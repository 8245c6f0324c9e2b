"""Pairs of clients that may be one, found in one statement over the whole base.

Comparing every name with every other is out of the question, and asking the trigram index for each
of 100,000 names takes minutes. So names are put into blocks, and compared within their block:

- names that are equal once a letter is left out of each: every single slip of a typist is found;
- names that share two of their five rarest trigrams, where few do: words in another order, and
  most of what is alike in a longer name.

Equal names, phones, e-mails and tax numbers are paired with the next few in the order of ids only:
what hundreds have, like the number of a switchboard, would give a square of pairs.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    Subquery,
    and_,
    column,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.duplicates import (
    Candidate,
    DuplicatePair,
    FoundPair,
    PairId,
    PairSide,
    signs_of,
)
from domain.clients.model import ClientId
from domain.org.model import PersonId
from domain.org.visibility import Scope
from storage.clients.likeness import LEAST_LIKENESS
from storage.clients.visibility import client_visible
from storage.imports.recordset import recordset
from storage.tables import branches, clients, duplicate_pairs, duplicate_searches, people

SEARCH_LOCK = 0x7477_696E_73  # "twins": any number that nobody else takes
SETTINGS = (("work_mem", "64MB"), ("jit", "off"), ("enable_nestloop", "off"))
"""Of the one statement: blocks are sorted in memory, and hashed. Postgres knows no sizes of what is
made on the way, and would go through the blocks row by row."""
NEXT_PAIRED = 8
MOST_IN_BLOCK = 20
"""Names from which on two common trigrams tell nothing."""
MOST_FOUND = 20_000
"""Pairs that one search keeps, the surest first: heads who have been through them look again."""
MOST_OF_CLIENT = 5

# What people told apart, by what either became part of since.
SETTLED = """
SELECT least(one_id, other_id) AS one_id, greatest(one_id, other_id) AS other_id
  FROM (SELECT coalesce(one.merged_into_id, one.id) AS one_id,
               coalesce(other.merged_into_id, other.id) AS other_id
          FROM duplicate_pairs
          JOIN clients AS one ON one.id = one_id
          JOIN clients AS other ON other.id = other_id
         WHERE distinct_at IS NOT NULL) AS told_apart
"""


def _next_with(value: str, client: str = "id") -> str:
    window = f"PARTITION BY {value} ORDER BY {client}"
    rows = f"ROWS BETWEEN 1 FOLLOWING AND {NEXT_PAIRED} FOLLOWING"
    return f"{client} AS one, array_agg({client}) OVER ({window} {rows}) AS others"


CANDIDATES = f"""
WITH settled AS ({SETTLED}), living AS MATERIALIZED (
    SELECT id, name_key, tax_number FROM clients WHERE merged_into_id IS NULL
), names AS MATERIALIZED (
    SELECT min(id) AS id, name_key FROM living WHERE name_key <> '' GROUP BY name_key
), shortened AS MATERIALIZED (
    SELECT id, hashtextextended(left(name_key, place - 1) || substr(name_key, place + 1), 0) AS key
      FROM names, generate_series(1, length(name_key) + 1) AS place
), trigrams AS MATERIALIZED (
    SELECT id, trigram FROM names, unnest(show_trgm(name_key)) AS trigram
), rare AS MATERIALIZED (
    SELECT id, trigram
      FROM (SELECT id, trigram,
                   row_number() OVER (PARTITION BY id ORDER BY names, trigram) AS place
              FROM trigrams
              JOIN (SELECT trigram, count(*) AS names FROM trigrams GROUP BY trigram) AS frequency
             USING (trigram)) AS ranked
     WHERE place <= 5
), blocks AS MATERIALIZED (
    SELECT ids FROM (
        SELECT array_agg(one.id) AS ids
          FROM rare AS one JOIN rare AS other ON other.id = one.id AND other.trigram > one.trigram
         GROUP BY one.trigram, other.trigram) AS sharing
     WHERE cardinality(ids) BETWEEN 2 AND {MOST_IN_BLOCK}
), near AS (
    SELECT one.id AS one, other.id AS other
      FROM shortened AS one JOIN shortened AS other ON other.key = one.key AND other.id > one.id
    UNION
    SELECT one, other FROM blocks, unnest(ids) AS one, unnest(ids) AS other WHERE one < other
), signs AS (
    SELECT near.one, near.other, false AS phone, false AS email, false AS tax_number
      FROM near
      JOIN names AS one ON one.id = near.one
      JOIN names AS other ON other.id = near.other
     WHERE similarity(one.name_key, other.name_key) >= {LEAST_LIKENESS}
    UNION ALL
    SELECT one, unnest(others), false, false, false
      FROM (SELECT {_next_with("name_key")} FROM living WHERE name_key <> '') AS of_name
    UNION ALL
    SELECT one, unnest(others), true, false, false
      FROM (SELECT {_next_with("number", "client_id")} FROM phones) AS of_phone
    UNION ALL
    SELECT one, unnest(others), false, true, false
      FROM (SELECT {_next_with("email", "client_id")}
              FROM (SELECT DISTINCT client_id, lower(email) AS email
                      FROM contacts WHERE email IS NOT NULL AND email <> '') AS emails) AS of_email
    UNION ALL
    SELECT one, unnest(others), false, false, true
      FROM (SELECT {_next_with("tax_number")} FROM living WHERE tax_number IS NOT NULL) AS of_tax
), pairs AS (
    SELECT least(one, other) AS one_id, greatest(one, other) AS other_id,
           bool_or(phone) AS by_phone, bool_or(email) AS by_email,
           bool_or(tax_number) AS by_tax_number
      FROM signs GROUP BY 1, 2
)
SELECT pairs.*, one.name_key AS one_key, other.name_key AS other_key,
       similarity(one.name_key, other.name_key) AS likeness
  FROM pairs
  JOIN living AS one ON one.id = pairs.one_id
  JOIN living AS other ON other.id = pairs.other_id
 WHERE NOT EXISTS (SELECT FROM settled WHERE settled.one_id = pairs.one_id
                    AND settled.other_id = pairs.other_id)
 ORDER BY by_tax_number DESC, by_phone DESC, by_email DESC, likeness DESC, 1, 2
 LIMIT {MOST_FOUND}
"""  # noqa: S608 - our own names and numbers


class SqlDuplicates:
    """See ``domain.clients.duplicates_ports.Duplicates``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def lock_search(self) -> None:
        await self._connection.execute(select(func.pg_advisory_xact_lock(SEARCH_LOCK)))

    async def searched_at(self) -> datetime | None:
        found: datetime | None = await self._connection.scalar(
            select(duplicate_searches.c.searched_at)
        )
        return found

    async def candidates(self) -> Sequence[Candidate]:
        for name, value in SETTINGS:
            await self._connection.execute(select(func.set_config(name, value, True)))
        rows = await self._connection.execute(text(CANDIDATES))
        return [
            Candidate(
                one_id=ClientId(row.one_id),
                other_id=ClientId(row.other_id),
                by_phone=row.by_phone,
                by_email=row.by_email,
                by_tax_number=row.by_tax_number,
                likeness=row.likeness,
                keys=(row.one_key, row.other_key),
            )
            for row in rows
        ]

    async def keep(self, found: Sequence[FoundPair], now: datetime) -> None:
        pairs = duplicate_pairs.c
        names = ("one_id", "other_id", "by_phone", "by_email", "by_tax_number", "likeness", "score")
        if found:
            rows = [{name: getattr(pair, name) for name in names} for pair in found]
            given = recordset(rows, [pairs[name] for name in names])
            adding = upsert(duplicate_pairs).from_select(
                [*names, "found_at"], select(given, literal(now, pairs.found_at.type))
            )
            renewed = {name: adding.excluded[name] for name in (*names[2:], "found_at")}
            await self._connection.execute(
                adding.on_conflict_do_update(
                    index_elements=[pairs.one_id, pairs.other_id],
                    set_=renewed,
                    where=pairs.distinct_at.is_(None),
                )
            )
        await self._connection.execute(
            delete(duplicate_pairs).where(pairs.distinct_at.is_(None), pairs.found_at < now)
        )
        searched = upsert(duplicate_searches).values(id=1, searched_at=now)
        await self._connection.execute(
            searched.on_conflict_do_update(
                index_elements=[duplicate_searches.c.id], set_={"searched_at": now}
            )
        )

    async def page(
        self, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[DuplicatePair], int]:
        rows = (
            await self._connection.execute(
                _open_pairs(scope)
                .add_columns(func.count().over().label("total"))
                .offset(offset)
                .limit(size)
            )
        ).all()
        return [_to_pair(row) for row in rows], rows[0].total if rows else 0

    async def of_client(self, client_id: ClientId, scope: Scope) -> Sequence[DuplicatePair]:
        rows = await self._connection.execute(
            _open_pairs(scope)
            .where(
                or_(duplicate_pairs.c.one_id == client_id, duplicate_pairs.c.other_id == client_id)
            )
            .limit(MOST_OF_CLIENT)
        )
        return [_to_pair(row) for row in rows]

    async def is_suspected(self, client_id: ClientId, scope: Scope) -> bool:
        return bool(await self.of_client(client_id, scope))

    async def get(self, pair_id: PairId, scope: Scope) -> DuplicatePair | None:
        found = await self._connection.execute(
            _open_pairs(scope).where(duplicate_pairs.c.id == pair_id)
        )
        row = found.first()
        return None if row is None else _to_pair(row)

    async def tell_apart(self, pair_id: PairId, *, by: PersonId, now: datetime) -> None:
        await self._connection.execute(
            update(duplicate_pairs)
            .where(duplicate_pairs.c.id == pair_id, duplicate_pairs.c.distinct_at.is_(None))
            .values(distinct_by=by, distinct_at=now)
        )


def _open_pairs(scope: Scope) -> Select[Any]:
    """Of which the actor sees a client; those seen whole first, then the surest."""
    sides = {name: _side(scope, name) for name in ("one", "other")}
    one, other = sides["one"], sides["other"]
    settled = text(SETTLED).columns(column("one_id"), column("other_id")).cte("settled")
    pairs = duplicate_pairs.c
    is_settled = exists().where(
        settled.c.one_id == pairs.one_id, settled.c.other_id == pairs.other_id
    )
    return (
        select(
            duplicate_pairs,
            *(
                side.c[name].label(f"{key}_{name}")
                for key, side in sides.items()
                for name in ("name", "owner_name", "branch_name", "is_visible")
            ),
        )
        .join(one, one.c.id == pairs.one_id)
        .join(other, other.c.id == pairs.other_id)
        .where(pairs.distinct_at.is_(None), or_(one.c.is_visible, other.c.is_visible), ~is_settled)
        .order_by(and_(one.c.is_visible, other.c.is_visible).desc(), pairs.score.desc(), pairs.id)
    )


def _side(scope: Scope, name: str) -> Subquery:
    """Living clients with whose they are, and whether the actor sees them."""
    return (
        select(
            clients.c.id,
            clients.c.name,
            people.c.name.label("owner_name"),
            branches.c.name.label("branch_name"),
            client_visible(scope).label("is_visible"),
        )
        .join(branches, branches.c.id == clients.c.branch_id)
        .outerjoin(people, people.c.id == clients.c.owner_id)
        .where(clients.c.merged_into_id.is_(None))
        .subquery(name)
    )


def _to_pair(row: Any) -> DuplicatePair:
    found = FoundPair(
        ClientId(row.one_id),
        ClientId(row.other_id),
        by_phone=row.by_phone,
        by_email=row.by_email,
        by_tax_number=row.by_tax_number,
        likeness=row.likeness,
    )
    return DuplicatePair(
        id=PairId(row.id),
        one=_to_side(row.one_id, row.one_name, row.one_owner_name, row, "one"),
        other=_to_side(row.other_id, row.other_name, row.other_owner_name, row, "other"),
        signs=signs_of(found),
        score=row.score,
    )


def _to_side(id_: int, name: str, owner_name: str | None, row: Any, key: str) -> PairSide:
    is_visible = getattr(row, f"{key}_is_visible")
    return PairSide(
        owner_name=owner_name,
        branch_name=getattr(row, f"{key}_branch_name"),
        client_id=ClientId(id_) if is_visible else None,
        name=name if is_visible else None,
    )
