import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    TextClause,
    bindparam,
    func,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.delivery.model import (
    Card,
    Matter,
    Notice,
    NoticeId,
    Outcome,
    Settlement,
    Standing,
    Urgency,
)
from domain.digests.model import DigestWishes
from domain.org.model import PersonId
from storage.delivery.cards import forget_card, keep_card, redraw_card, to_card
from storage.digests.digests import away_since, to_choices, to_spans
from storage.outages import Outages
from storage.readings import Reading
from storage.tables import digest_choices, people
from storage.tables.delivery import cards, ledger
from storage.transaction import Transaction
from storage.writings import Writing

COLUMNS: Final = tuple(field.name for field in fields(Notice))
NOTICE: Final = ", ".join(COLUMNS)
CLAIMED: Final = ", ".join("facts::text" if name == "facts" else name for name in COLUMNS)
"""Most have no facts: those need not be read as JSON."""
NO_FACTS: Final = "{}"
_columns_of: Final = attrgetter(*COLUMNS)
MATTERS: Final = {str(matter): matter for matter in Matter}
URGENCIES: Final = {str(urgency): urgency for urgency in Urgency}

# The statuses stand as literals, so that the partial indexes serve prepared statements too. A
# recipient's row is free when none of theirs is under way and none comes before it. What is under
# way was due when it was claimed: of what is due after the lease nothing has to be looked at.
# As every call here it is a transaction of its own, so it may go past SQLAlchemy's.
CLAIM = Reading(
    text(
        f"""
    WITH chosen AS (
        SELECT id
          FROM ledger AS mine
         WHERE status = 'due'
           AND not_before <= :now
           AND (claimed_until IS NULL OR claimed_until <= :now)
           AND NOT EXISTS (
               SELECT FROM ledger AS other
                WHERE other.status = 'due'
                  AND other.recipient_id = mine.recipient_id
                  AND other.not_before <= :lapses_at
                  AND other.id <> mine.id
                  AND (other.claimed_until > :now
                       OR (other.not_before, other.id) < (mine.not_before, mine.id)))
         ORDER BY not_before, id
         LIMIT :most
           FOR UPDATE SKIP LOCKED
    ), claimed AS (
        UPDATE ledger
           SET claimed_until = :lapses_at, is_repeat = is_repeat OR attempted_at IS NOT NULL
         WHERE id = ANY(ARRAY(SELECT id FROM chosen))
        RETURNING {NOTICE}
    )
    SELECT {CLAIMED} FROM claimed ORDER BY not_before, id
    """  # noqa: S608 - put in are names of columns, our own
    ).bindparams(
        bindparam("now", type_=DateTime(timezone=True)),
        bindparam("lapses_at", type_=DateTime(timezone=True)),
        bindparam("most", type_=Integer),
    )
)

RELEASE_HELD = text(
    """
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT recipient_id, 'summary', 'summary', recipient_id, 'now', :now, :now,
           recipient_id || ':summary:summary:' || recipient_id
      FROM ledger AS held
     WHERE status = 'held'
       AND held_until <= :now
       AND NOT EXISTS (
           SELECT FROM ledger AS summary
            WHERE summary.dedupe_key
                  = held.recipient_id || ':summary:summary:' || held.recipient_id
              AND summary.status IN ('due', 'held'))
     GROUP BY recipient_id
    ON CONFLICT DO NOTHING
    """
)

# The notice itself, and what its message told besides; with what it made needless, others alone.
SETTLE = Writing(
    text(
        """
    UPDATE ledger
       SET status = CASE WHEN is_wanted_again THEN 'due'
                         WHEN id = :notice_id THEN :status
                         ELSE :status_of_others END,
           outcome = CASE WHEN is_wanted_again THEN NULL
                          WHEN id = :notice_id THEN :outcome
                          ELSE :outcome_of_others END,
           settled_at = CASE WHEN is_wanted_again THEN NULL ELSE CAST(:at AS timestamptz) END,
           message_id = :message_id,
           held_until = NULL,
           claimed_until = NULL,
           attempted_at = NULL,
           is_wanted_again = false
     WHERE id = ANY(:ids) AND status IN ('due', 'held')
    """
    ),
    to=ledger,
)

VOID_CLAIMS = text(
    """
    UPDATE ledger
       SET claimed_until = NULL
     WHERE status = 'due' AND claimed_until IS NOT NULL AND id <> ALL(:kept)
    """
)

IS_DUE = text("ledger.status = 'due'")
IS_HELD = text("ledger.status = 'held'")
IS_UNSETTLED = text("ledger.status IN ('due', 'held')")
ONE_DAY = timedelta(days=1)
RANG = text("ledger.outcome = 'rang'")


class SqlOutbox:
    """``Outbox`` on an engine of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._outages = Outages(engine)
        # One statement needs no transaction: two round trips fewer.
        self._alone = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def claim(self, now: datetime, *, lease: timedelta, limit: int) -> Sequence[Notice]:
        rows = await CLAIM.rows_alone(
            self._engine, {"now": now, "lapses_at": now + lease, "most": limit}
        )
        return [_to_notice(row, json.loads) for row in rows]

    async def standing(self, notice: Notice, *, since: datetime) -> Standing:
        rung_today = (
            select(func.count())
            .select_from(ledger)
            .where(ledger.c.recipient_id == people.c.id, RANG, ledger.c.settled_at >= since)
            .scalar_subquery()
        )
        shown = (cards.c.chat_id == people.c.telegram_id) & (
            (cards.c.matter == str(notice.matter)) & (cards.c.matter_id == notice.matter_id)
        )
        async with self._alone.connect() as connection:
            found = await connection.execute(
                select(
                    people.c.is_active,
                    people.c.telegram_id,
                    people.c.blocked_bot_at,
                    rung_today.label("rung_today"),
                    cards,
                    *digest_choices.c,
                    away_since(since.date() - ONE_DAY).label("away"),
                )
                .select_from(
                    people.outerjoin(cards, shown).outerjoin(
                        digest_choices, digest_choices.c.person_id == people.c.id
                    )
                )
                .where(people.c.id == notice.recipient_id)
            )
            row = found.one()
        return Standing(
            chat_id=row.telegram_id if row.is_active else None,
            has_blocked_bot=row.blocked_bot_at is not None,
            rung_today=row.rung_today,
            card=None if row.message_id is None else to_card(row),
            wishes=DigestWishes(to_choices(row), to_spans(row.away)),
        )

    async def begin(self, notice: Notice, now: datetime) -> bool:
        async with self._alone.connect() as connection:
            begun = await connection.execute(
                update(ledger).where(*_claimed(notice)).values(attempted_at=now)
            )
        return begun.rowcount == 1

    async def settle(self, settlement: Settlement) -> Card | None:
        begun = partial(self._begin_to_settle, settlement)
        connection, former = await self._outages.waited_out(begun)
        try:
            # Not tried anew: whether it was kept nobody knows, and it may be wanted again by now.
            await connection.commit()
        finally:
            await connection.close()
        return former

    async def _begin_to_settle(self, settlement: Settlement) -> tuple[Transaction, Card | None]:
        """All but the commit. The message is in the chat: an outage is waited out, or it would be
        sent once more.
        """
        connection = Transaction(self._engine)
        await connection.start()
        try:
            former = await _write(connection, settlement)
        except BaseException:
            await connection.close()
            raise
        return connection, former

    async def hold(self, notice_id: NoticeId, *, until: datetime) -> None:
        async with self._alone.connect() as connection:
            await connection.execute(
                update(ledger)
                .where(ledger.c.id == notice_id, IS_DUE)
                .values(status="held", held_until=until, claimed_until=None)
            )

    async def release_held(self, now: datetime) -> int:
        async with self._alone.connect() as connection:
            released = await connection.execute(RELEASE_HELD, {"now": now})
        return released.rowcount

    async def held(
        self, person_id: PersonId, *, until: datetime | None, limit: int
    ) -> Sequence[Notice]:
        ripe = (
            true()
            if until is None
            else or_(ledger.c.held_until <= until, ledger.c.urgency == "batch")
        )
        async with self._alone.connect() as connection:
            rows = await connection.execute(
                select(ledger)
                .where(ledger.c.recipient_id == person_id, IS_HELD, ripe)
                .order_by(ledger.c.not_before, ledger.c.id)
                .limit(limit)
            )
            return [to_notice(row) for row in rows]

    async def let_go(self, notice_ids: Sequence[NoticeId], *, now: datetime) -> None:
        async with self._alone.connect() as connection:
            await connection.execute(
                update(ledger)
                .where(ledger.c.id.in_(notice_ids), IS_HELD)
                .values(status="due", held_until=None, not_before=now)
            )

    async def postpone(
        self, notice_ids: Sequence[NoticeId], *, until: datetime, is_our_failure: bool = False
    ) -> None:
        async with self._alone.connect() as connection:
            await connection.execute(
                update(ledger)
                .where(ledger.c.id.in_(notice_ids), IS_DUE)
                .values(
                    not_before=until,
                    claimed_until=None,
                    attempts=ledger.c.attempts + int(is_our_failure),
                )
            )

    async def give_back(self, notice: Notice, *, was_not_sent: bool) -> None:
        forgotten = {"attempted_at": None} if was_not_sent else {}
        async with self._alone.connect() as connection:
            await connection.execute(
                update(ledger).where(*_claimed(notice)).values(claimed_until=None, **forgotten)
            )

    async def void_claims(self, *, except_for: Collection[NoticeId]) -> int:
        async with self._alone.connect() as connection:
            voided = await connection.execute(VOID_CLAIMS, {"kept": list(except_for)})
        return voided.rowcount

    async def depth(self) -> int:
        async with self._alone.connect() as connection:
            found = await connection.scalar(
                select(func.count()).select_from(ledger).where(IS_UNSETTLED)
            )
        return found or 0

    async def oldest_due_at(self) -> datetime | None:
        async with self._alone.connect() as connection:
            found: datetime | None = await connection.scalar(
                select(func.min(ledger.c.not_before)).where(IS_DUE)
            )
        return found

    async def find(self, notice_id: NoticeId, recipient_id: PersonId) -> Notice | None:
        async with self._alone.connect() as connection:
            found = await connection.execute(
                select(ledger).where(
                    ledger.c.id == notice_id, ledger.c.recipient_id == recipient_id
                )
            )
            row = found.first()
        return None if row is None else to_notice(row)


def to_notice(row: Any) -> Notice:
    """Of a row of the whole ledger."""
    return _to_notice(_columns_of(row))


def _to_notice(columns: Iterable[Any], read: Callable[[str], Any] | None = None) -> Notice:
    """Of the columns in the order of ``NOTICE``: names are looked up slower than rows are read.

    ``read`` gives the facts where they are text.
    """
    notice_id, recipient_id, kind, matter, matter_id, urgency, facts, *rest = columns
    if read is not None:
        facts = {} if facts == NO_FACTS else read(facts)
    return Notice(
        notice_id, recipient_id, kind, MATTERS[matter], matter_id, URGENCIES[urgency], facts, *rest
    )


def _claimed(notice: Notice) -> tuple[ColumnElement[bool] | TextClause, ...]:
    """It is due still, and the claim with which it came."""
    is_the_same = ledger.c.claimed_until == notice.claimed_until
    return ledger.c.id == notice.id, IS_DUE, is_the_same


async def _write(connection: Transaction, settlement: Settlement) -> Card | None:
    """The settlement's rows; the card of the same matter that stood elsewhere until now."""
    former: Card | None = None
    if settlement.lost_card:
        await forget_card(connection, settlement.lost_card)
    if settlement.card and settlement.stood_in is not None:
        await redraw_card(connection, settlement.card, stood_in=settlement.stood_in)
    elif settlement.card:
        former = await keep_card(connection, settlement.card)
    ended = {
        "notice_id": settlement.notice_id,
        "status": str(settlement.outcome.status),
        "outcome": str(settlement.outcome),
        "at": settlement.at,
    }
    told = {
        "ids": [settlement.notice_id, *settlement.told_with_it],
        "message_id": settlement.message_id,
        **_others(Outcome.IN_SUMMARY),
    }
    await connection.write(SETTLE, ended | told)
    if settlement.settled_before:
        untold = {"ids": list(settlement.settled_before), "message_id": None}
        await connection.write(SETTLE, ended | untold | _others(Outcome.SETTLED_BEFORE))
    await connection.send_kept()
    return former


def _others(outcome: Outcome) -> dict[str, Any]:
    return {"status_of_others": str(outcome.status), "outcome_of_others": str(outcome)}
