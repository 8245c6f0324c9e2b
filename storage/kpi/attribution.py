"""Whose a fact is, in SQL: for one kind of whose, of everybody or of some of them.

A statement is ``WITH {people} fact AS (… {narrowed} …), {owned} SELECT whose_id, … FROM owned …``:
``fact`` has ``owner_id``, ``branch_id`` and ``at``, and ``owned`` is ``fact`` with a ``whose_id``
for each of whose it is: a fact of a team belongs to its lead's lead too. A person's team and
department are those of the fact's day; who leads a lead is as it is now.

``:since`` and ``:until`` are the period's ends, of people the widest of all their zones: what is
outside a person's own falls away in ``owned``.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    DateTime,
    Integer,
    Interval,
    Numeric,
    Text,
    TextClause,
    bindparam,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.org.whose import WhoseKind
from domain.periods import Period
from domain.rulebook.model import Rulebook
from storage.readings import Reading

# The calendars that people work by, of whoever ever had any work.
CALENDARS: Final = """
SELECT DISTINCT branches.country, coalesce(people.zone, branches.zone) AS zone,
       coalesce(people.working_hours::text, '') AS week, people.working_hours,
       people.role <> 'client'
           AND (people.joined_at IS NOT NULL OR people.telegram_id IS NOT NULL) AS is_staff
  FROM people JOIN branches ON branches.id = people.branch_id"""
CALENDARS_OF_SOME: Final = f"{CALENDARS} WHERE people.id = ANY(:ids)"

# The zone of each person with its own ends of the period.
_ZONED: Final = """
zoned AS MATERIALIZED (
    SELECT people.id AS person_id, span.since, span.until, span.moment
      FROM people JOIN branches ON branches.id = people.branch_id
      JOIN unnest(:zones, :sinces, :untils, :moments) AS span (zone, since, until, moment)
           ON span.zone = coalesce(people.zone, branches.zone)
     {narrowed}
),"""

_PLACE: Final = """
  JOIN person_places AS place ON place.person_id = fact.owner_id AND place.from_at <= fact.at
       AND (place.until_at IS NULL OR fact.at < place.until_at)"""

# Everybody above the boss of the day, and the boss; and a lead's own facts are their team's.
_TEAMS: Final = """
 CROSS JOIN LATERAL (
       SELECT fact.owner_id AS lead_id
       UNION
       SELECT reporting.boss_id FROM reporting WHERE reporting.subordinate_id = place.boss_id
       ) AS team
  JOIN people AS lead ON lead.id = team.lead_id AND lead.role IN ('lead', 'manager', 'director')"""

# Of a group, what a person did at one place is added up before it is given to all above them: each
# stands in many groups, but seldom in many places.
_BY_PLACE: Final = """
    SELECT single.owner_id, max(single.at) AS at, {sums}
      FROM single
      JOIN person_places AS stood ON stood.person_id = single.owner_id
           AND stood.from_at <= single.at
           AND (stood.until_at IS NULL OR single.at < stood.until_at)
     GROUP BY single.owner_id, stood.from_at{and_by}"""

_ONCE_THEIRS: Final = {
    WhoseKind.TEAM: "SELECT unnest(:ids) UNION SELECT person_id FROM person_places"
    " WHERE boss_id IN (SELECT subordinate_id FROM reporting WHERE boss_id = ANY(:ids))",
    WhoseKind.DEPARTMENT: "SELECT person_id FROM person_places WHERE department_id = ANY(:ids)",
    WhoseKind.BRANCH: "SELECT person_id FROM person_places WHERE branch_id IN"
    " (SELECT descendant_id FROM branch_tree WHERE ancestor_id = ANY(:ids))",
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """How the statements of one kind of whose are made; ``is_some``: of ``:ids`` alone, of which
    there ``is_one``; ``is_zoned``: of people whose periods end at different moments.
    """

    kind: WhoseKind
    is_some: bool
    is_zoned: bool = False
    is_one: bool = False

    def _fitted(self, sql: str) -> str:
        """One id is compared as such: Postgres keeps its plan, and plans anew for an array."""
        return sql.replace("= ANY(:ids)", "= (:ids)[1]") if self.is_one else sql

    @property
    def people(self) -> str:
        """The first part of the statement: people and their ends of the period."""
        if not self.is_zoned:
            return ""
        narrowed = "WHERE people.id = ANY(:ids)" if self.is_some else ""
        return self._fitted(_ZONED.format(narrowed=narrowed))

    @property
    def since(self) -> str:
        return "zoned.since" if self.is_zoned else ":since"

    @property
    def until(self) -> str:
        return "zoned.until" if self.is_zoned else ":until"

    @property
    def moment(self) -> str:
        """The end of the period, or now before it."""
        return "zoned.moment" if self.is_zoned else ":moment"

    def narrowed(self, owner: str, branch: str | None) -> str:
        """A condition that leaves what may be of ``:ids``; without ``branch`` a fact is of the
        branch where its owner was.
        """
        if not self.is_some or self.kind is WhoseKind.COMPANY:
            return ""
        if self.kind is WhoseKind.PERSON:
            return self._fitted(f"AND {owner} = ANY(:ids)")
        if self.kind is WhoseKind.BRANCH and branch is not None:
            below = "SELECT descendant_id FROM branch_tree WHERE ancestor_id = ANY(:ids)"
            return self._fitted(f"AND {branch} = ANY(ARRAY({below}))")
        return self._fitted(f"AND {owner} = ANY(ARRAY({_ONCE_THEIRS[self.kind]}))")

    @property
    def is_by_place(self) -> bool:
        """Whether what has no branch of its own belongs to where the person stood."""
        return self.kind not in {WhoseKind.PERSON, WhoseKind.COMPANY}

    def by_place(self, single: str, sums: str, *, and_by: str = "") -> str:
        """``fact`` of the facts ``single``, a row for each person and place and ``and_by``."""
        added_up = _BY_PLACE.format(sums=sums, and_by=and_by and f", {and_by}")
        return f"single AS ({single}),\nfact AS MATERIALIZED ({added_up})"

    def counting(
        self,
        fact: str,
        columns: Mapping[str, str],
        *,
        by: str = "",
        is_in_period: bool = True,
    ) -> str:
        """The statement that counts ``columns`` of ``fact``, counts and sums by their names, for
        each whose and ``by``. What adds up is counted once for each branch, and given to all above
        it then: there are many facts and few branches.
        """
        keys = f", {by}" if by else ""
        counted = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        if self.kind is not WhoseKind.BRANCH:
            return f"""WITH {self.people} {fact}, {self.owned(is_in_period=is_in_period)}
                SELECT whose_id{keys}, {counted} FROM owned GROUP BY whose_id{keys}"""  # noqa: S608 - constants
        added_up = ", ".join(
            f"sum({name})" + ("::bigint" if sql.startswith("count") else "")
            for name, sql in columns.items()
        )
        return f"""WITH {fact}, single AS MATERIALIZED (
                SELECT branch_id{keys}, {counted} FROM fact GROUP BY branch_id{keys}
            ), {self.owned(of="single")}
            SELECT whose_id{keys}, {added_up} FROM owned GROUP BY whose_id{keys}"""  # noqa: S608 - constants

    def owned(
        self,
        *,
        of: str = "fact",
        name: str = "owned",
        has_branch: bool = True,
        is_in_period: bool = True,
    ) -> str:
        """``name`` from ``of``; ``is_in_period``: without what lies outside a person's own."""
        source = f"FROM {of} AS fact"
        ours = (
            ["whose_id = ANY(:ids)"] if self.is_some and self.kind is not WhoseKind.COMPANY else []
        )
        match self.kind:
            case WhoseKind.PERSON:
                whose = "fact.owner_id"
                if self.is_zoned:
                    source += " JOIN zoned ON zoned.person_id = fact.owner_id"
                if self.is_zoned and is_in_period:
                    ours += ["fact.at >= zoned.since", "fact.at < zoned.until"]
            case WhoseKind.TEAM:
                whose, source = "team.lead_id", source + _PLACE + _TEAMS
            case WhoseKind.DEPARTMENT:
                whose, source = "place.department_id", source + _PLACE
                ours.append("whose_id IS NOT NULL")
            case WhoseKind.BRANCH:
                branch = "fact.branch_id" if has_branch else "place.branch_id"
                whose = "tree.ancestor_id"
                source += "" if has_branch else _PLACE
                source += f" JOIN branch_tree AS tree ON tree.descendant_id = {branch}"
            case WhoseKind.COMPANY:
                whose = "0::bigint"
        where = self._fitted(" AND ".join(ours).replace("whose_id", whose))
        columns = f"{whose} AS whose_id, fact.*"
        if self.is_zoned:
            columns += ", zoned.since, zoned.until, zoned.moment"
        return f"{name} AS (SELECT {columns} {source}" + (f" WHERE {where})" if where else ")")


@dataclass(frozen=True)
class Asking:
    """What figures are asked for: of a kind of whose, all or ``ids``, with the ends of the period
    in each zone that counts; ``is_zoned`` where there are, or were, several. ``calendars``: of
    people, what ``CALENDARS`` told of them.
    """

    kind: WhoseKind
    period: Period
    rulebook: Rulebook
    now: datetime
    ids: tuple[int, ...] | None
    zones: tuple[ZoneInfo, ...]
    is_zoned: bool
    calendars: Sequence[Any] | None = None

    @property
    def attribution(self) -> Attribution:
        is_one = self.ids is not None and len(self.ids) == 1
        return Attribution(self.kind, self.ids is not None, self.is_zoned, is_one)

    @cached_property
    def parameters(self) -> dict[str, Any]:
        bounds = [self.period.bounds(zone) for zone in self.zones]
        moments = [min(until, self.now) for _, until in bounds]
        return {
            "ids": list(self.ids or ()),
            "since": min(since for since, _ in bounds),
            "until": max(until for _, until in bounds),
            "moment": max(moments),
            "zones": [zone.key for zone in self.zones],
            "sinces": [since for since, _ in bounds],
            "untils": [until for _, until in bounds],
            "moments": moments,
            "currency": self.rulebook.company.currency,
            "stages": list(self.rulebook.stage_keys),
            "departments": [stage.department for stage in self.rulebook.stages],
            "probabilities": [stage.probability for stage in self.rulebook.stages],
            "now": self.now,
        }

    def by_ends(self) -> Iterator["Asking"]:
        """Itself in parts, each of zones whose period begins and ends at the same moments."""
        parts: dict[tuple[datetime, datetime], list[ZoneInfo]] = {}
        for zone in self.zones:
            parts.setdefault(self.period.bounds(zone), []).append(zone)
        for zones in parts.values():
            yield replace(self, zones=tuple(zones))


async def asking(
    connection: AsyncConnection,
    kind: WhoseKind,
    period: Period,
    rulebook: Rulebook,
    *,
    now: datetime,
    ids: Collection[int] | None,
) -> Asking:
    """People have zones of their own, groups the company's."""
    some = None if ids is None else tuple(sorted(ids))
    calendars = None
    keys = {rulebook.company.zone}
    if kind is WhoseKind.PERSON:
        of_them = reading(CALENDARS if some is None else CALENDARS_OF_SOME)
        calendars = await of_them.rows(connection, {"ids": some})
        keys = {calendar.zone for calendar in calendars} or keys
    zones = tuple(ZoneInfo(key) for key in sorted(keys))
    is_zoned = len(zones) > 1
    return Asking(kind, period, rulebook, now, some, zones, is_zoned, calendars)


_MOMENTS: Final = ARRAY(DateTime(timezone=True))
_TYPES: Final[dict[str, Any]] = {
    "ids": ARRAY(BigInteger),
    "since": DateTime(timezone=True),
    "until": DateTime(timezone=True),
    "moment": DateTime(timezone=True),
    "zones": ARRAY(Text),
    "sinces": _MOMENTS,
    "untils": _MOMENTS,
    "moments": _MOMENTS,
    "now": DateTime(timezone=True),
    "currency": Text(),
    "stages": ARRAY(Text),
    "departments": ARRAY(Text),
    "probabilities": ARRAY(Numeric),
    "longest": Interval(),
    "segments": ARRAY(Text),
    "segment_days": ARRAY(Integer),
    "other_days": Integer(),
    "stage": Text(),
}


@cache
def statement(sql: str) -> TextClause:
    """``sql`` with its parameters' types."""
    bare = text(sql)
    named = [name for name in _TYPES if re.search(f"(?<!:):{name}\\b", sql)]
    return bare.bindparams(*(bindparam(name, type_=_TYPES[name]) for name in named))


@cache
def reading(sql: str) -> Reading:
    """``statement(sql)``, to be read straight from the driver: counts are rows by the thousand."""
    return Reading(statement(sql))
