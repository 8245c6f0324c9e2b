"""Every due message arrived; none came twice but what was on its way when something was killed."""

from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

import asyncpg

from bot.texts import texts_for
from chaos.evidence import Befallen, Call, Evidence
from chaos.findings import Findings
from domain.language import Language

IN_FLIGHT: Final = 30
"""How many messages have begun to leave at most where nobody could look how many: a second's, for
Telegram answers sooner.
"""

BADLY_ENDED: Final = ("failed", "bad_request", "blocked", "no_chat")
"""Outcomes that nothing in a run accounts for: nobody blocks the bot, no text is too long."""

LEDGER: Final = """
    SELECT ledger.id, kind, matter, matter_id, status, outcome, message_id, not_before, held_until,
           is_repeat, people.telegram_id AS chat_id
      FROM ledger JOIN people ON people.id = ledger.recipient_id
"""
UNTOLD: Final = """
    SELECT tasks.id, tasks.title FROM tasks
     WHERE given_at IS NOT NULL AND executor_id <> assigner_id
       AND NOT EXISTS (SELECT FROM ledger
                        WHERE recipient_id = executor_id AND matter = 'task'
                          AND matter_id = tasks.id AND kind <> 'refresh')
"""
UNASKED: Final = """
    SELECT tasks.id, tasks.title FROM tasks
     WHERE state = 'waiting_approval'
       AND NOT EXISTS (SELECT FROM ledger
                        WHERE recipient_id = approver_id AND matter = 'task'
                          AND matter_id = tasks.id AND kind <> 'refresh')
"""
DIGESTS: Final = """
    SELECT recipient_id, (ledger.created_at AT TIME ZONE branches.zone)::date AS day, count(*)
      FROM ledger
      JOIN people ON people.id = recipient_id
      JOIN branches ON branches.id = people.branch_id
     WHERE kind = 'digest'
     GROUP BY 1, 2 HAVING count(*) > 1
"""


async def check_notices(
    connection: asyncpg.Connection, evidence: Evidence, findings: Findings, now: datetime
) -> None:
    rows = [dict(row) for row in await connection.fetch(LEDGER)]
    check_ends(rows, findings, now)
    check_arrivals(rows, evidence, findings)
    check_doubles(evidence, findings)
    for row in await connection.fetch(UNTOLD):
        findings.broken("who must know is told", f"task {row[0]} was given and not told of")
    for row in await connection.fetch(UNASKED):
        findings.broken("who must know is told", f"task {row[0]} waits for who was not asked")
    for row in await connection.fetch(DIGESTS):
        findings.broken("one digest a day", f"person {row[0]} has {row[2]} of {row[1]}")


def check_ends(rows: list[dict[str, Any]], findings: Findings, now: datetime) -> None:
    """Nothing is due any more, and nothing was given up.

    What was held is told by a summary; one that comes after its recipient's night waits for that.
    """
    told_later = {
        row["chat_id"]
        for row in rows
        if row["kind"] == "summary" and row["status"] == "due" and row["not_before"] > now
    }
    for row in rows:
        findings.count(f"notices: {row['outcome'] or row['status']}")
        is_held = row["status"] == "held"
        until = row["held_until"] if is_held else row["not_before"]
        if is_held and row["chat_id"] in told_later:
            findings.count("notices that a summary tells in the morning")
        elif row["status"] in {"due", "held"} and until <= now:
            what = f"notice {row['id']} ({row['kind']}) is {row['status']} since {until}"
            findings.broken("every due message arrives", what)
        if row["outcome"] in BADLY_ENDED:
            what = f"notice {row['id']} ({row['kind']}) ended as {row['outcome']}"
            findings.broken("every due message arrives", what)


def check_arrivals(rows: list[dict[str, Any]], evidence: Evidence, findings: Findings) -> None:
    """What the ledger calls sent stands in the journal: in that chat, as that message."""
    sent = evidence.of_notices()
    for row in rows:
        if row["outcome"] not in {"rang", "told"}:
            continue
        arrived = {(call.chat_id, call.message_id) for call in sent.get(row["id"], ())}
        if (row["chat_id"], row["message_id"]) not in arrived:
            what = f"notice {row['id']} ({row['kind']}) says message {row['message_id']}"
            findings.broken("every due message arrives", f"{what}, and it never came")


def check_doubles(evidence: Evidence, findings: Findings) -> None:
    """A second message of a notice is marked, and follows a kill or an answer that was lost."""
    of_blow: Counter[tuple[int, int]] = Counter()
    for notice_id, calls in evidence.of_notices().items():
        findings.count("messages of the ledger", len(calls))
        for before, again in pairwise(calls):
            findings.count("messages that came twice")
            if mark() not in again.text:
                what = f"notice {notice_id} came again as message {again.message_id}"
                findings.broken("what comes twice is marked", what)
            _explain(notice_id, before, again, evidence, findings, of_blow)
    in_flight: Counter[int] = Counter()
    for (blow, chat_id), many in of_blow.items():
        in_flight[blow] += many
        if many > 1:
            what = f"chat {chat_id} had {many} in flight at the blow {blow}"
            findings.broken("nothing comes twice but what was in flight", what)
    findings.figures["most that came twice after one kill"] = max(in_flight.values(), default=0)
    begun = [_begun(evidence, blow) for blow in evidence.blows if blow.in_flight is not None]
    findings.figures["most that were in flight at one kill"] = max(begun, default=0)
    for blow, many in in_flight.items():
        if many > IN_FLIGHT:
            what = f"{many} messages at the blow {blow}, of {IN_FLIGHT} in flight"
            findings.broken("nothing comes twice but what was in flight", what)


def _begun(evidence: Evidence, blow: Befallen) -> int:
    """How many of what was in flight at the blow had come to Telegram by then."""
    return sum(
        any(call.seq < blow.looked_seq for call in calls)
        for notice_id, calls in evidence.of_notices().items()
        if notice_id in (blow.in_flight or ())
    )


def _explain(
    notice_id: int,
    before: Call,
    again: Call,
    evidence: Evidence,
    findings: Findings,
    of_blow: Counter[tuple[int, int]],
) -> None:
    blows = evidence.blows_between(before.asked_seq, again.seq)
    if not before.was_heard:
        findings.count("came twice after an answer that was lost")
    elif blows:
        findings.count("came twice after a kill")
        of_blow[blows[0].seq, before.chat_id] += 1
        if not _was_in_flight(notice_id, again, blows[0]):
            what = f"notice {notice_id} was settled before the blow {blows[0].seq}, and came again"
            findings.broken("nothing comes twice but what was in flight", what)
    else:
        what = f"notice {notice_id} came as {before.message_id} and as {again.message_id}"
        findings.broken("nothing comes twice but what was in flight", what)


def _was_in_flight(notice_id: int, again: Call, blow: Befallen) -> bool:
    """Whether the database had it as begun and not settled right after the blow; True where it came
    again before anybody looked.
    """
    return blow.in_flight is None or again.seq < blow.looked_seq or notice_id in blow.in_flight


def mark() -> str:
    """The line that a message carries which may have come before."""
    return str(texts_for(Language.RUSSIAN).plain("delivery-repeat"))
