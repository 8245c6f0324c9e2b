from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Integer,
    Numeric,
    Select,
    Text,
    and_,
    bindparam,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.org.model import Actor, PersonId
from domain.org.whose import Whose, WhoseKind
from domain.periods import Period
from domain.plans.model import Change, Plan, PlanKey, Proposal, ProposalId, ProposalKind
from domain.plans.progress import OpenDeals, StageSum
from domain.plans.roster import Roster
from domain.working_time import DateSpan
from storage.changes import change_marks
from storage.org.visibility import IDS
from storage.plans.roster import read_roster
from storage.plans.rows import to_json, to_plan, to_proposal
from storage.readings import Reading
from storage.tables import absences, branch_tree, deals, plan_proposals, plans, reporting

PLAN_LOCK: Final = 0x706C_616E
"""With the month as its second number: who sets plans of a month."""

WRITE: Final = text(
    """
    INSERT INTO plans (month, whose, person_id, branch_id, planned, amount, currency,
                       changed_by, changed_via, changed_at)
    SELECT new.month, new.whose,
           CASE WHEN new.whose IN ('person', 'team') THEN new.id END,
           CASE WHEN new.whose = 'branch' THEN new.id END,
           new.planned, new.amount,
           CASE WHEN new.planned = 'won_value' THEN :currency END,
           :changed_by, :changed_via, :changed_at
      FROM unnest(:months, :whose, :ids, :planned, :amounts)
           AS new (month, whose, id, planned, amount)
    ON CONFLICT (month, whose, person_id, branch_id, planned) DO UPDATE
       SET amount = excluded.amount, currency = excluded.currency, version = plans.version + 1,
           changed_by = excluded.changed_by, changed_via = excluded.changed_via,
           changed_at = excluded.changed_at
    """
).bindparams(
    bindparam("months", type_=ARRAY(Date)),
    bindparam("whose", type_=ARRAY(Text)),
    bindparam("ids", type_=IDS),
    bindparam("planned", type_=ARRAY(Text)),
    bindparam("amounts", type_=ARRAY(Numeric)),
    bindparam("currency", type_=Text),
)
# As ``storage/kpi`` counts what was won; a test holds the two together.
OF_PERSON: Final = Reading(
    text(
        """
    SELECT plans.amount, won.fact, away.away_from, away.away_until
      FROM plans
      CROSS JOIN LATERAL (
          SELECT coalesce(sum(deals.amount), 0) AS fact
            FROM deal_moves AS move
            JOIN deals ON deals.id = move.deal_id AND deals.status = move.kind
                      AND deals.closed_at = move.at
           WHERE move.owner_id = plans.person_id AND move.kind = 'won'
             AND move.at >= :since AND move.at < :until AND deals.currency = :currency) AS won
      CROSS JOIN LATERAL (
          SELECT coalesce(array_agg(starts_on ORDER BY id), '{}') AS away_from,
                 coalesce(array_agg(ends_on ORDER BY id), '{}') AS away_until
            FROM absences
           WHERE absences.person_id = plans.person_id
             AND starts_on < :ends_on AND ends_on >= :month) AS away
     WHERE plans.month = :month AND plans.whose = 'person' AND plans.person_id = :person_id
       AND plans.planned = 'won_value' AND plans.amount > 0 AND plans.currency = :currency
    """
    ).bindparams(
        bindparam("person_id", type_=BigInteger),
        bindparam("month", type_=Date),
        bindparam("ends_on", type_=Date),
        bindparam("since", type_=DateTime(timezone=True)),
        bindparam("until", type_=DateTime(timezone=True)),
        bindparam("currency", type_=Text),
    )
)
IS_OPEN: Final[ColumnElement[bool]] = deals.c.status == literal_column("'open'")


class SqlPlans:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def roster(self, actor: Actor, months: Collection[date]) -> Roster:
        return await read_roster(self._connection, actor, months)

    async def lock(self, months: Collection[date]) -> None:
        lock = text("SELECT pg_advisory_xact_lock(:lock, :month)").bindparams(
            bindparam("lock", type_=Integer), bindparam("month", type_=Integer)
        )
        for month in sorted(months):
            await self._connection.execute(lock, {"lock": PLAN_LOCK, "month": month.toordinal()})

    async def of(
        self, months: Collection[date], whoses: Collection[Whose] | None = None
    ) -> Mapping[PlanKey, Plan]:
        inside: ColumnElement[bool] = plans.c.month == literal(list(months), ARRAY(Date)).any_()
        if whoses is not None:
            inside &= _is_of(whoses)
        rows = await self._connection.execute(select(plans).where(inside))
        return {plan.key: plan for plan in map(to_plan, rows)}

    async def has_any(self, month: date, whoses: Collection[Whose] | None) -> bool:
        found = select(plans.c.id).where(plans.c.month == month, plans.c.amount > 0)
        if whoses is not None:
            found = found.where(_is_of(whoses))
        return bool(await self._connection.scalar(select(found.exists())))

    async def write(self, changes: Sequence[Change], currency: str, now: datetime) -> None:
        if not changes:
            return
        keys = [change.key for change in changes]
        await self._connection.execute(
            WRITE,
            {
                "months": [key.month for key in keys],
                "whose": [str(key.whose.kind) for key in keys],
                "ids": [key.whose.id for key in keys],
                "planned": [str(key.planned) for key in keys],
                "amounts": [change.after for change in changes],
                "currency": currency,
                **change_marks(now),
            },
        )

    async def open_deals(self, whose: Whose, rest: Period | None, currency: str) -> OpenDeals:
        if rest is None:
            return OpenDeals()
        is_expected = deals.c.closes_on.between(rest.starts_on, rest.last_on)
        is_ours = deals.c.currency == currency
        rows = await self._connection.execute(
            select(
                deals.c.stage,
                func.count().filter(is_expected).label("deals"),
                func.coalesce(func.sum(deals.c.amount).filter(is_expected, is_ours), 0).label(
                    "amount"
                ),
                func.count().filter(is_expected, deals.c.amount.is_(None)).label("no_amount"),
                func.count()
                .filter(is_expected, deals.c.amount.is_not(None), ~is_ours)
                .label("other_currency"),
                func.count().filter(deals.c.closes_on.is_(None)).label("no_day"),
                func.count().filter(deals.c.closes_on < rest.starts_on).label("day_passed"),
            )
            .where(
                IS_OPEN,
                _deals_of(whose),
                or_(deals.c.closes_on.is_(None), deals.c.closes_on < rest.ends_on),
            )
            .group_by(deals.c.stage)
            .order_by(deals.c.stage)
        )
        known = list(rows)
        return OpenDeals(
            tuple(StageSum(row.stage, row.deals, row.amount) for row in known if row.deals),
            sum(row.no_amount for row in known),
            sum(row.other_currency for row in known),
            sum(row.no_day for row in known),
            sum(row.day_passed for row in known),
        )

    async def expected(
        self, whoses: Collection[Whose], rest: Period, currency: str
    ) -> Mapping[Whose, Sequence[StageSum]]:
        found: dict[Whose, list[StageSum]] = {}
        for kind in sorted({whose.kind for whose in whoses}):
            ids = [whose.id for whose in whoses if whose.kind is kind]
            rows = await self._connection.execute(_expected(kind, ids, rest, currency))
            for row in rows:
                of_stage = StageSum(row.stage, row.deals, row.amount)
                found.setdefault(Whose(kind, row.whose_id), []).append(of_stage)
        return found

    async def of_person(
        self, person_id: PersonId, month: Period, zone: ZoneInfo, currency: str
    ) -> tuple[Decimal, Decimal, Sequence[DateSpan]] | None:
        since, until = month.bounds(zone)
        row = await OF_PERSON.row(
            self._connection,
            {
                "person_id": person_id,
                "month": month.starts_on,
                "ends_on": month.ends_on,
                "since": since,
                "until": until,
                "currency": currency,
            },
        )
        if row is None:
            return None
        away = [DateSpan(*span) for span in zip(row.away_from, row.away_until, strict=True)]
        return row.amount, row.fact, away

    async def absences(self, person_id: PersonId, month: Period) -> Sequence[DateSpan]:
        rows = await self._connection.execute(
            select(absences.c.starts_on, absences.c.ends_on).where(
                absences.c.person_id == person_id,
                absences.c.starts_on < month.ends_on,
                absences.c.ends_on >= month.starts_on,
            )
        )
        return [DateSpan(row.starts_on, row.ends_on) for row in rows]

    async def propose(
        self,
        kind: ProposalKind,
        made_by: PersonId,
        currency: str,
        changes: Sequence[Change],
        now: datetime,
    ) -> Proposal:
        added = await self._connection.execute(
            insert(plan_proposals)
            .values(
                kind=str(kind),
                made_by=made_by,
                made_at=now,
                currency=currency,
                changes=to_json(changes),
            )
            .returning(*plan_proposals.c)
        )
        return to_proposal(added.one())

    async def proposal(self, proposal_id: ProposalId) -> Proposal:
        found = await self._connection.execute(
            select(plan_proposals).where(plan_proposals.c.id == proposal_id).with_for_update()
        )
        row = found.first()
        if row is None:
            raise NotFound(proposal_id=proposal_id)
        return to_proposal(row)

    async def settle(self, proposal_id: ProposalId, now: datetime) -> None:
        await self._connection.execute(
            update(plan_proposals).where(plan_proposals.c.id == proposal_id).values(settled_at=now)
        )


def _is_of(whoses: Collection[Whose]) -> ColumnElement[bool]:
    def ids(kind: WhoseKind) -> Any:
        return literal([whose.id for whose in whoses if whose.kind is kind], IDS)

    return or_(
        and_(plans.c.whose == "person", plans.c.person_id == ids(WhoseKind.PERSON).any_()),
        and_(plans.c.whose == "team", plans.c.person_id == ids(WhoseKind.TEAM).any_()),
        and_(plans.c.whose == "branch", plans.c.branch_id == ids(WhoseKind.BRANCH).any_()),
        and_(
            plans.c.whose == "company",
            literal(any(whose.kind is WhoseKind.COMPANY for whose in whoses)),
        ),
    )


def _deals_of(whose: Whose) -> ColumnElement[bool]:
    match whose.kind:
        case WhoseKind.PERSON:
            return deals.c.owner_id == whose.id
        case WhoseKind.TEAM:
            team = select(reporting.c.subordinate_id).where(reporting.c.boss_id == whose.id)
            return deals.c.owner_id.in_(team)
        case WhoseKind.BRANCH:
            below = select(branch_tree.c.descendant_id).where(branch_tree.c.ancestor_id == whose.id)
            return deals.c.branch_id.in_(below)
        case _:
            return true()


def _expected(kind: WhoseKind, ids: Collection[int], rest: Period, currency: str) -> Select[Any]:
    """A row for each of ``ids`` and stage, as ``_deals_of`` says which deals are whose."""
    whose_id: ColumnElement[int]
    source: FromClause = deals
    match kind:
        case WhoseKind.PERSON:
            whose_id = deals.c.owner_id
        case WhoseKind.TEAM:
            whose_id = reporting.c.boss_id
            source = deals.join(reporting, reporting.c.subordinate_id == deals.c.owner_id)
        case WhoseKind.BRANCH:
            whose_id = branch_tree.c.ancestor_id
            source = deals.join(branch_tree, branch_tree.c.descendant_id == deals.c.branch_id)
        case _:
            whose_id = literal_column("0", BigInteger)
    wanted = IS_OPEN & deals.c.closes_on.between(rest.starts_on, rest.last_on)
    if kind is not WhoseKind.COMPANY:
        wanted &= whose_id == literal(list(ids), IDS).any_()
    is_ours = deals.c.currency == currency
    return (
        select(
            whose_id.label("whose_id"),
            deals.c.stage,
            func.count().label("deals"),
            func.coalesce(func.sum(deals.c.amount).filter(is_ours), 0).label("amount"),
        )
        .select_from(source)
        .where(wanted)
        .group_by("whose_id", deals.c.stage)
        .order_by("whose_id", deals.c.stage)
    )
