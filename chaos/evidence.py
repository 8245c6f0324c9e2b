"""What the stand-in for Telegram wrote down: calls, updates, blows, and what stands where."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from chaos.fate import DEADLY, REQUEST_SECONDS, Blow

Json = dict[str, Any]

NOTICE, UPDATE = "notice-", "update-"
FORM: Final = re.compile(r"([A-Za-z0-9]+)\\+u001d")
"""Before the sign that parts it from the button's name, as JSON has them, once or twice."""

RINGING: Final = ("sendMessage", "sendPhoto", "sendDocument")
SOON: Final = 60
"""Records within which a message of the ledger is settled, if nothing comes between, and a killed
database is back.
"""
GIVEN_UP: Final = 300
"""Records within which a program has done with an update, be it another's by then."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot. ``was_done``: carried out, whether or not its answer was heard.

    ``asked_seq``: the record after which it came; it was carried out as the record ``seq``.
    """

    seq: int
    asked_seq: int
    method: str
    params: Json
    moment: datetime
    result: Any
    was_done: bool
    was_heard: bool

    @property
    def notice_id(self) -> int | None:
        """The row of the ledger that it was made for."""
        cause = str(self.params.get("cause", ""))
        return int(cause.removeprefix(NOTICE)) if cause.startswith(NOTICE) else None

    @property
    def update_id(self) -> int | None:
        """The update that it was made for."""
        cause = str(self.params.get("cause", ""))
        return int(cause.removeprefix(UPDATE)) if cause.startswith(UPDATE) else None

    @property
    def rings(self) -> bool:
        return self.was_done and self.method in RINGING

    @property
    def chat_id(self) -> int:
        return int(self.params.get("chat_id", 0))

    @property
    def text(self) -> str:
        return str(self.params.get("text") or self.params.get("caption") or "")

    @property
    def message_id(self) -> int:
        return int(self.result["message_id"])

    @property
    def form(self) -> str:
        """The number of the form whose window it shows; empty for anything else."""
        found = FORM.search(json.dumps(self.params.get("reply_markup")))
        return found.group(1) if found else ""


@dataclass(frozen=True, slots=True)
class Update:
    """What somebody did. ``data`` is of a tap, ``text`` of a message; ``on`` is the message that
    was tapped or answered.
    """

    id: int
    seq: int
    person: int
    text: str
    data: str
    on: int | None = None


@dataclass(frozen=True, slots=True)
class Befallen:
    """A blow as it was noted, or that all was healed; ``jump``: by how much the clock was moved.

    ``in_flight``: the notices that had begun to leave and were not settled, as the database had
    them at ``looked_seq``, right after the blow; None where nobody could look. ``over_seq``: where
    a program that was frozen went on; before that it heard nothing.
    """

    seq: int
    what: str
    jump: timedelta = timedelta()
    in_flight: frozenset[int] | None = None
    looked_seq: int = 0
    over_seq: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands at the end. ``at``: when it came or was last changed."""

    message: Json
    at: datetime | None


@dataclass(slots=True)
class Evidence:
    """The journal, read. ``confirmed`` tells when each update was acknowledged by the bot."""

    calls: list[Call] = field(default_factory=list)
    updates: dict[int, Update] = field(default_factory=dict)
    confirmed: dict[int, int] = field(default_factory=dict)
    blows: list[Befallen] = field(default_factory=list)
    shown: dict[tuple[int, int], Shown] = field(default_factory=dict)

    def of_notices(self) -> Mapping[int, Sequence[Call]]:
        """Ringing messages that were made for each notice, in the order in which they were asked
        for: one whose carrying out was delayed may stand in the chat after its repetition.
        """
        found: dict[int, list[Call]] = {}
        for call in sorted(self.calls, key=lambda one: one.asked_seq):
            if call.rings and call.notice_id is not None:
                found.setdefault(call.notice_id, []).append(call)
        return found

    def placed(self) -> Mapping[tuple[int, int], Call]:
        """The call that made each message of the bot, by chat and message."""
        return {(call.chat_id, call.message_id): call for call in self.calls if call.rings}

    def kept_from_deletion(self) -> set[tuple[int, int]]:
        """Messages that the bot asked to delete, and Telegram did not, or was not heard to."""
        return {
            (call.chat_id, int(call.params["message_id"]))
            for call in self.calls
            if call.method == "deleteMessage" and not (call.was_done and call.was_heard)
        }

    def was_cut_short(self, call: Call) -> bool:
        """Whether the bot may not know of what the call did: its answer was lost, or the bot or its
        database was killed before the act that it was a part of had ended.
        """
        if not call.was_heard:
            return True
        ended = self.confirmed.get(call.update_id or 0, call.seq + SOON)
        if self._was_answered_twice(call):  # two programs had it: one ends later than the other
            ended = max(ended, call.seq + GIVEN_UP)
        is_away = any(
            blow.what == Blow.KILL_DATABASE
            for blow in self.blows_between(call.seq - SOON, call.seq)
        )
        return is_away or bool(self.blows_between(call.asked_seq, ended))

    def _was_answered_twice(self, call: Call) -> bool:
        return call.update_id is not None and any(
            other.rings and other.update_id == call.update_id and other.text == call.text
            for other in self.calls
            if other.seq != call.seq
        )

    def made_room(self, place: tuple[int, int]) -> bool:
        """Whether something was killed while a tap in the message was in hand: what was to come in
        the place of the card may not have come.
        """
        return any(
            self.blows_between(update.seq, self.confirmed.get(update.id, update.seq))
            for update in self.updates.values()
            if update.data and (update.person, update.on) == place
        )

    def jumps(self) -> set[timedelta]:
        """By how much the clock was ever moved."""
        return {blow.jump for blow in self.blows} | {timedelta()}

    def blows_between(self, first: int, last: int) -> list[Befallen]:
        """Kills after the record ``first`` and before ``last``. One lasts until the database was
        looked at, for what a program had sent when it was killed, Telegram may carry out after it;
        and until who was frozen goes on.
        """
        return [
            one
            for one in self.blows
            if first < max(one.seq, one.looked_seq, one.over_seq)
            and one.seq < last
            and one.what in DEADLY
        ]


def read_journal(path: Path) -> Evidence:
    """The whole of ``journal.jsonl``."""
    with path.open(encoding="utf-8") as lines:
        return evidence_of(json.loads(line) for line in lines)


def evidence_of(records: Iterable[Json]) -> Evidence:
    """In the order of the records."""
    evidence, kept = Evidence(), list(records)
    unheard = {record["call"] for record in kept if record["kind"] == "unheard"}
    moments = _moments(kept)
    for record in kept:
        match record["kind"]:
            case "call":
                evidence.calls.append(_call(record, unheard))
            case "update":
                update = _update(record)
                evidence.updates[update.id] = update
            case "confirmed":
                for update_id in record["update_ids"]:
                    evidence.confirmed.setdefault(update_id, record["seq"])
            case "chaos":
                jump = timedelta(seconds=record.get("details", {}).get("jump_seconds", 0))
                evidence.blows.append(Befallen(record["seq"], record["what"], jump))
            case "in_flight":
                in_flight, last = frozenset(record["notice_ids"]), evidence.blows[-1]
                evidence.blows[-1] = replace(last, in_flight=in_flight, looked_seq=record["seq"])
            case "thawed":
                evidence.blows[-1] = replace(evidence.blows[-1], over_seq=record["seq"])
            case "message" | "edited":
                message = record["message"]
                place = (record["chat_id"], message["message_id"])
                evidence.shown[place] = Shown(message, moments.get(record["seq"]))
            case "deleted":
                for message_id in record["message_ids"]:
                    evidence.shown.pop((record["chat_id"], message_id), None)
    return evidence


def _moments(records: Sequence[Json]) -> dict[int, datetime]:
    """When each message was put in its place: the moment of the call that is noted after it."""
    moments: dict[int, datetime] = {}
    waiting: list[int] = []
    for record in records:
        if record["kind"] in {"message", "edited"}:
            waiting.append(record["seq"])
        elif record["kind"] == "call":
            moment = datetime.fromisoformat(record["moment"])
            moments |= dict.fromkeys(waiting, moment)
            waiting.clear()
    return moments


def _call(record: Json, unheard: set[int]) -> Call:
    """Whoever has to wait longer than the bot does hears no answer, though it may not have hung up
    when the answer is sent.
    """
    held = record.get("held", {})
    return Call(
        seq=record["seq"],
        asked_seq=held.get("asked", record["seq"]),
        method=record["method"],
        params=record["params"],
        moment=datetime.fromisoformat(record["moment"]),
        result=record.get("result"),
        was_done="result" in record,
        was_heard=record["seq"] not in unheard and held.get("seconds", 0) < REQUEST_SECONDS,
    )


def _update(record: Json) -> Update:
    update = record["update"]
    tap, message = update.get("callback_query"), update.get("message")
    on = tap["message"] if tap else (message or {}).get("reply_to_message")
    body: Json = tap or message or next(v for v in update.values() if isinstance(v, dict))
    return Update(
        id=update["update_id"],
        seq=record["seq"],
        person=body["from"]["id"],
        text=str(message.get("text", "")) if message else "",
        data=str(tap.get("data", "")) if tap else "",
        on=on["message_id"] if on else None,
    )


def taps(evidence: Evidence) -> Iterator[Update]:
    """Acknowledged taps."""
    return (
        update
        for update in evidence.updates.values()
        if update.data and update.id in evidence.confirmed
    )
