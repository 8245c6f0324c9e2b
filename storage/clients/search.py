"""Clients found by what people type: folded names by trigrams, phones exactly."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    Integer,
    Text,
    and_,
    any_,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.likeness import forgiven_typos
from domain.clients.model import ClientId, ClientLine
from domain.org.visibility import Scope
from domain.transliteration import search_key, to_latin
from storage.clients.likeness import SHORTEST_PART, as_pattern, least_likeness, more_in_common
from storage.clients.visibility import client_visible_to
from storage.org.visibility import Ways, ids_of, visible_to, ways_of
from storage.readings import Reading
from storage.tables import branches, clients, contacts, deals, people, phones

MOST_FOUND = 200
"""Clients that one search finds at most: who wants more wants a longer word."""
ENOUGH_FOUND = 20
"""Names that have the typed part in them, from which on no typo is looked for."""
MOST_NEAR = 1000
"""Names with words that begin alike, of which those most like the typed are chosen."""
SHOWN = (clients.c.name, clients.c.owner_id, clients.c.branch_id)
"""Read where a client is found: of a page nobody knows beforehand how short it is, and to look its
clients up once more, all would be read."""
LAST_SIGN = "\U0010ffff"
"""Stands behind every other one."""


async def search_clients(
    connection: AsyncConnection,
    wanted: str,
    phone: str | None,
    scope: Scope,
    *,
    offset: int,
    size: int,
) -> tuple[Sequence[ClientLine], int]:
    """A page of visible clients, best first, and the number of all."""
    values = {"offset": offset, "size": size, **ids_of(scope)}
    if phone is not None:
        rows = await _searched_by_phone(ways_of(scope)).rows(connection, values | {"phone": phone})
    else:
        key = search_key(wanted) or to_latin(wanted).strip()
        if not key:
            return [], 0
        search = _searched_by_name(ways_of(scope), is_short=len(key) < SHORTEST_PART)
        rows = await search.rows(connection, values | _typed(key))
    return [
        ClientLine(
            id=ClientId(row.id),
            name=row.name,
            owner_name=row.owner_name,
            branch_name=row.branch_name,
            open_deals=row.open_deals,
            contact_name=row.contact_name,
        )
        for row in rows
    ], rows[0].total if rows else 0


def _unseen(name: str, type_: Any) -> ColumnElement[Any]:
    """A parameter whose value the planner does not see. Of a pattern that it sees it makes a plan
    of its own each time, and for a statement of so many ways that takes longer than to search; what
    it does not see is planned once a session.
    """
    return select(bindparam(name, type_=type_)).scalar_subquery()


KEY = _unseen("key", Text)
INSIDE = _unseen("inside", Text)
BEGINNING = _unseen("beginning", Text)
BEGINNING_OF_WORD = _unseen("beginning_of_word", Text)
AFTER_BEGINNING = _unseen("after_beginning", Text)
LIKENESS = _unseen("likeness", Double)
MORE_IN_COMMON = cast(_unseen("more_in_common", ARRAY(Text)), ARRAY(Text))
SLIPS_OF_WORDS = tuple(
    select(func.slips(bindparam(name, type_=Text), type_=ARRAY(Text))).scalar_subquery()
    for name in ("longest_word", "next_longest_word")
)


def _typed(key: str) -> dict[str, str | float | list[str]]:
    """What is looked for, as text and as patterns."""
    plain = as_pattern(key)
    # Of a shorter word nothing is known of names that have it with a slip.
    long_enough = [word for word in key.split() if len(word) >= SHORTEST_PART]
    words = sorted(long_enough, key=len, reverse=True) or [key]
    likeness = least_likeness(key, max(1, forgiven_typos(key)))
    return {
        "key": key,
        "inside": f"%{plain}%",
        "beginning": f"{plain}%",
        "beginning_of_word": f"% {plain}%",
        "after_beginning": f"{key}{LAST_SIGN}",
        "likeness": likeness,
        "more_in_common": more_in_common(key, likeness),
        "longest_word": words[0],
        "next_longest_word": words[:2][-1],
    }


@cache
def _searched_by_name(ways: Ways, *, is_short: bool) -> Reading:
    """Visible clients with ``KEY`` in their or a contact's name; if they are few, those with
    something like it too. Each way stops at ``MOST_FOUND``: the common word costs no more than
    the rare one, and names that begin with it are asked for by themselves where it did.
    """
    seen = client_visible_to(ways)
    tables = (clients, contacts)
    begin = [_found(table, seen, _begins(table.c.name_key)) for table in tables]
    if is_short:
        inside_word = [
            _found(table, seen, table.c.name_key.like(BEGINNING_OF_WORD)) for table in tables
        ]
        return _page(union_all(*begin, *inside_word), ways)
    inside = union_all(
        *(_found(table, seen, table.c.name_key.like(INSIDE)) for table in tables)
    ).cte("inside")
    # Each is asked once: where it is false, Postgres does not begin what stands beside it.
    are_many = select(func.count()).select_from(inside).scalar_subquery() >= MOST_FOUND
    are_few = select(func.count(inside.c.id.distinct())).scalar_subquery() < ENOUGH_FOUND
    begin = [_found(table, seen, and_(are_many, _begins(table.c.name_key))) for table in tables]
    alike = [_alike(table, seen, are_few) for table in tables]
    return _page(union_all(select(inside), *begin, *alike), ways)


def _begins(column: Any) -> ColumnElement[bool]:
    """By the index in the order of bytes: a pattern that is not seen cannot use one."""
    return and_(column.bool_op("~>=~")(KEY), column.bool_op("~<~")(AFTER_BEGINNING))


def _alike(table: Any, seen: ColumnElement[bool], are_few: ColumnElement[bool]) -> Any:
    """Names with words that begin like the two longest of ``KEY``, or its only long one, one slip
    apart each: the index gives these alone, and likeness is reckoned for no others, nor for those
    that have nothing more in common.
    """
    key = table.c.name_key
    slips = func.slips(key, type_=ARRAY(Text))
    near = _found(
        table,
        seen,
        and_(
            are_few,
            *(slips.bool_op("&&")(of_word) for of_word in SLIPS_OF_WORDS),
            literal(" ", Text).concat(key).like(any_(MORE_IN_COMMON)),
        ),
        rank=cast(func.word_similarity(KEY, key), Double),  # what has it inside is found before
        most=MOST_NEAR,
    ).subquery()
    return (
        select(near)
        .where(near.c.rank >= LIKENESS)
        .order_by(near.c.rank.desc())
        .limit(MOST_FOUND)
        .subquery()
        .select()
    )


@cache
def _searched_by_phone(ways: Ways) -> Reading:
    found = (
        select(
            phones.c.client_id.label("id"),
            literal_column("1.0::float8").label("rank"),
            contacts.c.name.label("contact_name"),
            *SHOWN,
        )
        .join(clients, clients.c.id == phones.c.client_id)
        .outerjoin(contacts, contacts.c.id == phones.c.contact_id)
        .where(phones.c.number == _unseen("phone", Text), client_visible_to(ways))
        .limit(MOST_FOUND)
    )
    return _page(found, ways)


def _found(
    table: Any,
    seen: ColumnElement[bool],
    condition: ColumnElement[bool],
    *,
    rank: ColumnElement[float] | None = None,
    most: int = MOST_FOUND,
) -> Any:
    """Clients whose name, or a contact of whom, meets ``condition``, with rank and contact."""
    of_contact = table is contacts
    chosen = select(
        clients.c.id.label("id"),
        (_rank(table.c.name_key) if rank is None else rank).label("rank"),
        (contacts.c.name if of_contact else null().cast(Text)).label("contact_name"),
        *SHOWN,
    ).where(condition, seen)
    if of_contact:
        chosen = chosen.join_from(contacts, clients, clients.c.id == contacts.c.client_id)
    return chosen.limit(most).subquery().select()


def _rank(column: Any) -> ColumnElement[float]:
    """The name itself, then what begins with it, what has it inside, and what is like it."""
    return case(
        (column == KEY, literal_column("4.0::float8")),
        (column.like(BEGINNING), literal_column("3.0::float8")),
        (column.like(BEGINNING_OF_WORD), literal_column("2.0::float8")),
        (column.like(INSIDE), literal_column("1.0::float8")),
        else_=func.word_similarity(KEY, column),
    )


def _name_of(table: Any, id_: ColumnElement[int]) -> Any:
    """Looked up line by line: a join would read everybody for the eight of a page."""
    return select(table.c.name).where(table.c.id == id_).scalar_subquery()


def _page(matches: Any, ways: Ways) -> Reading:
    """A page of the clients in ``matches``, each once, best first, with the number of all."""
    found = matches.cte("found")
    seen = (
        select(found)
        .ext(distinct_on(found.c.id))
        .order_by(found.c.id, found.c.rank.desc(), found.c.contact_name)
        .cte("seen")
    )
    page = (
        select(seen, func.count().over().label("total"))
        .order_by(seen.c.rank.desc(), func.length(seen.c.name), seen.c.id)
        .offset(_unseen("offset", Integer))
        .limit(_unseen("size", Integer))
        .cte("page")
    )
    open_deals = (
        select(func.count())
        .where(
            deals.c.client_id == page.c.id,
            deals.c.status == literal_column("'open'"),  # as the partial index names it
            visible_to(ways, owner=deals.c.owner_id, branch=deals.c.branch_id),
        )
        .scalar_subquery()
    )
    return Reading(
        select(
            page,
            _name_of(people, page.c.owner_id).label("owner_name"),
            _name_of(branches, page.c.branch_id).label("branch_name"),
            open_deals.label("open_deals"),
        ).order_by(page.c.rank.desc(), func.length(page.c.name), page.c.id)
    )
