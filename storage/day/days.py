from datetime import date, datetime
from functools import cache

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import BigInteger, Date, DateTime, Integer

from domain.day.model import Day, DayLine, DayPart, Errand
from domain.deals.model import DealId, OfferId
from domain.org.model import PersonId
from storage.money import to_money
from storage.org.own_records import Who
from storage.readings import Reading

# Each kind is found by its own partial index, and only the first lines of each leave the server.
# A deal whose offer awaits an answer stands on the day once, as the offer.
OF_OWNERS = """
    WITH mine AS (
        SELECT id, title, client_id, owner_id, amount, currency, next_step, next_step_at,
               stage_due_at
          FROM deals WHERE status = 'open' AND owner_id = ANY(:owners)
    ), waiting AS (
        SELECT mine.id AS deal_id, offers.id AS offer_id, offers.follow_up_at, offers.amount,
               offers.currency
          FROM mine JOIN offers ON offers.deal_id = mine.id AND offers.status = 'awaiting'
    ), errands AS (
        SELECT CASE WHEN follow_up_at <= :now THEN 'overdue_offer' ELSE 'offer_today' END AS errand,
               deal_id, offer_id, amount, currency, follow_up_at AS at, NULL AS words
          FROM waiting WHERE follow_up_at < :day_ends_at
        UNION ALL
        SELECT CASE WHEN next_step_at <= :now THEN 'overdue_step' ELSE 'step_today' END,
               id, NULL, amount, currency, next_step_at, next_step
          FROM mine WHERE next_step_at < :day_ends_at
        UNION ALL
        SELECT 'no_step', id, NULL, amount, currency, NULL, NULL
          FROM mine WHERE next_step_at IS NULL
        UNION ALL
        SELECT 'over_limit', id, NULL, amount, currency, stage_due_at, NULL
          FROM mine WHERE stage_due_at <= :now AND next_step_at >= :day_ends_at
    ), ranked AS (
        SELECT errands.*,
               row_number() OVER (PARTITION BY errand ORDER BY at NULLS LAST, deal_id) AS place,
               count(*) OVER (PARTITION BY errand) AS how_many
          FROM errands
         WHERE offer_id IS NOT NULL
            OR NOT EXISTS (SELECT FROM waiting WHERE waiting.deal_id = errands.deal_id
                              AND waiting.follow_up_at < :day_ends_at)
    )
    SELECT ranked.*, deals.title, deals.owner_id, clients.name AS client_name,
           people.name AS owner_name
      FROM ranked
      JOIN deals ON deals.id = ranked.deal_id
      JOIN people ON people.id = deals.owner_id
      LEFT JOIN clients ON clients.id = deals.client_id
     WHERE place <= :each
     ORDER BY errand, place
"""


@cache
def _of_owners(who: Who) -> Reading:
    return Reading(
        text(who.among(OF_OWNERS, "owners")).bindparams(
            bindparam("owners", type_=who.type),
            bindparam("now", type_=DateTime(timezone=True)),
            bindparam("day_ends_at", type_=DateTime(timezone=True)),
            bindparam("each", type_=Integer),
        )
    )


# No more than whether there may be something: what it is, each noun says itself.
PARTS = Reading(
    text(
        """
        SELECT EXISTS (SELECT FROM greetings
                        WHERE status = 'due' AND responsible_id = ANY(:owners))
            OR EXISTS (SELECT FROM reporting
                         JOIN greetings ON responsible_id = subordinate_id AND status = 'due'
                        WHERE boss_id = ANY(:owners) AND depth = 1 AND overdue_at <= :now)
               AS greetings,
               EXISTS (SELECT FROM requests
                        WHERE status <> 'closed' AND responsible_id = ANY(:owners))
            OR EXISTS (SELECT FROM requests
                        WHERE status <> 'closed' AND manager_id IS NOT NULL
                          AND manager_id = ANY(:owners))
               AS requests,
               EXISTS (SELECT FROM cadences
                        WHERE responsible_id = ANY(:owners)
                          AND (due_on <= :today OR shows_on <= :today OR late_at <= :now
                               OR planned_at < :day_ends_at))
            OR EXISTS (SELECT FROM cadence_moves
                        WHERE status = 'open' AND approver_id = ANY(:owners) AND asked_by <> :me)
               AS cadences,
               EXISTS (SELECT FROM visits
                        WHERE visitor_id = ANY(:owners) AND status IN ('booked', 'to_move'))
               AS visits,
               EXISTS (SELECT FROM seller_pairs
                        WHERE ended_at IS NULL AND caller_id = ANY(:owners))
               AS calls,
               EXISTS (SELECT FROM risks WHERE status = 'open' AND asked_id = ANY(:owners))
               AS risks,
               EXISTS (SELECT FROM plans
                        WHERE person_id = :me AND month = date_trunc('month', :today)::date)
               AS plan
        """
    ).bindparams(
        bindparam("owners", type_=ARRAY(BigInteger)),
        bindparam("me", type_=BigInteger),
        bindparam("now", type_=DateTime(timezone=True)),
        bindparam("day_ends_at", type_=DateTime(timezone=True)),
        bindparam("today", type_=Date),
    )
)


class SqlDays:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(
        self,
        owners: frozenset[PersonId],
        *,
        me: PersonId,
        now: datetime,
        day_ends_at: datetime,
        each: int,
    ) -> Day:
        who = Who.of(owners)
        rows = await _of_owners(who).rows(
            self._connection,
            {"owners": who.ids(owners), "now": now, "day_ends_at": day_ends_at, "each": each},
        )
        counts: dict[Errand, int] = {}
        lines = []
        for row in rows:
            errand = Errand(row.errand)
            counts[errand] = row.how_many
            lines.append(
                DayLine(
                    errand=errand,
                    deal_id=DealId(row.deal_id),
                    offer_id=None if row.offer_id is None else OfferId(row.offer_id),
                    title=row.title,
                    client_name=row.client_name,
                    owner_name=row.owner_name,
                    is_own=row.owner_id == me,
                    money=to_money(row.amount, row.currency),
                    at=row.at,
                    words=row.words,
                )
            )
        order = list(Errand)
        lines.sort(key=lambda line: order.index(line.errand))
        return Day(lines, counts)

    async def parts(
        self,
        owners: frozenset[PersonId],
        *,
        me: PersonId,
        now: datetime,
        day_ends_at: datetime,
        today: date,
    ) -> frozenset[DayPart]:
        (row,) = await PARTS.rows(
            self._connection,
            {
                "owners": sorted(owners),
                "me": me,
                "now": now,
                "day_ends_at": day_ends_at,
                "today": today,
            },
        )
        return frozenset(part for part in DayPart if row[part])
