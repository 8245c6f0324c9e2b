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

# A deal stands on the day by its offers that are due, else once, for what presses most of itself.
# What is asked with stands behind subqueries: planning takes longer than looking, and a plan is
# kept only where none that is made for one person and one moment may seem better.
OF_OWNERS = """
    WITH asked AS MATERIALIZED (
        SELECT :now AS now, :day_ends_at AS day_ends_at
    ), mine AS MATERIALIZED (
        SELECT id, next_step_at, stage_due_at
          FROM deals WHERE status = 'open' AND owner_id = {owners}
    ), pressing AS MATERIALIZED (
        SELECT offers.deal_id, offers.id AS offer_id, offers.follow_up_at
          FROM asked CROSS JOIN mine
          JOIN offers ON offers.deal_id = mine.id AND offers.status = 'awaiting'
         WHERE offers.follow_up_at < asked.day_ends_at
    ), errands AS (
        SELECT CASE WHEN follow_up_at <= asked.now THEN 'overdue_offer' ELSE 'offer_today' END
                   AS errand,
               deal_id, offer_id, follow_up_at AS at
          FROM asked CROSS JOIN pressing
        UNION ALL
        SELECT CASE WHEN next_step_at <= asked.now THEN 'overdue_step'
                    WHEN next_step_at < asked.day_ends_at THEN 'step_today'
                    WHEN next_step_at IS NULL THEN 'no_step' ELSE 'over_limit' END,
               id, NULL,
               CASE WHEN next_step_at >= asked.day_ends_at THEN stage_due_at ELSE next_step_at END
          FROM asked CROSS JOIN mine
         WHERE (next_step_at IS NULL OR next_step_at < asked.day_ends_at
                OR stage_due_at <= asked.now)
           AND id NOT IN (SELECT deal_id FROM pressing)
    ), ranked AS (
        SELECT errands.*, row_number() OVER (PARTITION BY errand ORDER BY at, deal_id) AS place,
               count(*) OVER (PARTITION BY errand) AS how_many
          FROM errands
    )
    SELECT ranked.errand, ranked.deal_id, ranked.offer_id, ranked.at, ranked.how_many,
           deals.title, deals.owner_id, clients.name AS client_name, people.name AS owner_name,
           coalesce(offers.amount, deals.amount) AS amount,
           coalesce(offers.currency, deals.currency) AS currency,
           CASE WHEN errand IN ('overdue_step', 'step_today') THEN deals.next_step END AS words
      FROM ranked
      JOIN deals ON deals.id = ranked.deal_id
      JOIN people ON people.id = deals.owner_id
      LEFT JOIN clients ON clients.id = deals.client_id
      LEFT JOIN offers ON offers.id = ranked.offer_id
     WHERE place <= (SELECT :each)
     ORDER BY errand, place
"""


@cache
def _of_owners(who: Who) -> Reading:
    owners = "(SELECT :owners)" if who is Who.ONE else "ANY(:owners)"
    return Reading(
        text(OF_OWNERS.format(owners=owners)).bindparams(
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
        # In the order of the statement's columns: of bare SQL each name is looked up by hand.
        for name, deal_id, offer_id, at, how_many, title, owner_id, client, owner, *more in rows:
            amount, currency, words = more
            errand = Errand(name)
            counts[errand] = how_many
            lines.append(
                DayLine(
                    errand=errand,
                    deal_id=DealId(deal_id),
                    offer_id=None if offer_id is None else OfferId(offer_id),
                    title=title,
                    client_name=client,
                    owner_name=owner,
                    is_own=owner_id == me,
                    money=to_money(amount, currency),
                    at=at,
                    words=words,
                )
            )
        place_of = {errand: place for place, errand in enumerate(Errand)}
        lines.sort(key=lambda line: place_of[line.errand])
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
