"""What befalls the company and when: drawn from the seed, known before anything begins.

Every trouble is over some time before the end, so that what is broken then is broken for good.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Blow(StrEnum):
    KILL_PROGRAM = "kill_program"
    KILL_DATABASE = "kill_database"
    FREEZE = "freeze"
    ROLL = "roll"
    JUMP = "jump"
    OUTAGE = "outage"
    FAULT = "fault"


DEADLY: Final = frozenset({Blow.KILL_PROGRAM, Blow.KILL_DATABASE, Blow.FREEZE, Blow.ROLL})
"""After these, what was on its way may come once more."""


@dataclass(frozen=True, slots=True)
class Event:
    """``seconds`` from the beginning, of those in which everything is up; ``lasts`` seconds more,
    where it lasts.
    """

    seconds: float
    blow: Blow
    lasts: float = 0.0
    jump: timedelta = timedelta()
    fault: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A run: how long people act, how many they are, and what befalls them."""

    seed: int
    seconds: float
    of_each_kind: int
    pause_seconds: float
    events: tuple[Event, ...]
    has_replicas: bool = False

    def count(self, blow: Blow) -> int:
        return sum(event.blow is blow for event in self.events)


REQUEST_SECONDS: Final = 6.0
"""How long the bot waits for an answer; Telegram would be given half a minute."""
TOO_LATE: Final = 7.0
"""Seconds after which the bot has given an answer up."""

WRITING = ["sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery"]
FAULTS: tuple[dict[str, object], ...] = (
    {"kind": "too_many_requests", "retry_after": 1, "methods": ["sendMessage"]},
    {"kind": "too_many_requests", "retry_after": 2, "methods": ["editMessageText"]},
    {"kind": "server_error", "methods": WRITING, "times": 2},
    {"kind": "bad_gateway", "methods": WRITING, "times": 2},
    {"kind": "bad_gateway", "methods": ["getUpdates"]},
    {"kind": "drop_before", "methods": WRITING},
    {"kind": "drop_after", "methods": ["sendMessage"]},
    {"kind": "drop_after", "methods": ["editMessageText"]},
    {"kind": "drop_after", "methods": ["getUpdates"]},
    {"kind": "drop_within", "methods": WRITING},
    {"kind": "drop_within", "methods": ["getUpdates"]},
    {"kind": "gateway_timeout", "methods": WRITING},
    {"kind": "late", "methods": ["sendMessage"], "seconds": TOO_LATE},
    {"kind": "delay", "methods": ["sendMessage"], "seconds": TOO_LATE},
    {"kind": "delay", "methods": WRITING, "seconds": 0.5, "times": 5},
    {"kind": "repeat_update", "times": 3},
    {"kind": "shuffle_updates", "times": 3},
)
JUMPS = (
    timedelta(minutes=4),
    timedelta(minutes=20),
    timedelta(seconds=-90),
    timedelta(seconds=-2),
)
HOUR = timedelta(hours=1)
OVER_LEASE = timedelta(minutes=3)
NIGHTS = ((0.4, 40), (0.5, 1), (0.6, 32))
"""At which part of a long run the clock goes on by how many hours: from Friday morning into the
night in which summer time ends in Berlin, over that hour, and on to Monday.
"""

CALM_AT_END_SECONDS = 2.0


def short_plan(seed: int) -> Plan:
    """Fourteen seconds of acts: three kills of the program, one of the database, one outage."""
    dice = random.Random(seed)
    seconds = 14.0
    kills = [2.0, 6.0, 8.5]
    events = [Event(at + dice.uniform(0, 1), Blow.KILL_PROGRAM, lasts=0.2) for at in kills]
    events.append(Event(4.0 + dice.uniform(0, 1), Blow.KILL_DATABASE, lasts=0.2))
    events.append(Event(10.0 + dice.uniform(0, 1), Blow.OUTAGE, lasts=1.5, jump=HOUR))
    events += _faults(dice, seconds, every=0.6)
    events += [
        Event(dice.uniform(1, seconds - 2), Blow.JUMP, jump=jump) for jump in (JUMPS[0], JUMPS[2])
    ]
    return Plan(seed, seconds, 3, 0.5, _sorted(events))


def long_plan(seed: int, minutes: float, *, has_replicas: bool) -> Plan:
    """Everything, over and over; with ``has_replicas`` two programs behind one webhook."""
    dice = random.Random(f"{seed}:{has_replicas}")
    seconds = minutes * 60
    events = [
        *_faults(dice, seconds, every=2.0),
        *_again(dice, seconds, Blow.KILL_PROGRAM, every=25.0, lasts=1.0),
        *_again(dice, seconds, Blow.KILL_DATABASE, every=70.0, lasts=2.0),
    ]
    events += [
        Event(at, Blow.JUMP, jump=dice.choice(JUMPS)) for at in _moments(dice, seconds, 40.0)
    ]
    events += [
        Event(seconds * share, Blow.JUMP, jump=timedelta(hours=hours)) for share, hours in NIGHTS
    ]
    events += _again(dice, seconds, Blow.OUTAGE, every=100.0, lasts=6.0, jump=HOUR)
    events += _again(dice, seconds, Blow.FREEZE, every=60.0, lasts=8.0, jump=OVER_LEASE)
    if has_replicas:
        events += _again(dice, seconds, Blow.ROLL, every=90.0, lasts=0.0)
    return Plan(seed, seconds, 6, 1.0, _sorted(events), has_replicas)


def _sorted(events: list[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.seconds))


def _moments(dice: random.Random, seconds: float, every: float) -> Iterator[float]:
    at = dice.uniform(0.3, 1.0) * every
    while at < seconds - CALM_AT_END_SECONDS:
        yield at
        at += dice.uniform(0.6, 1.4) * every


def _again(
    dice: random.Random,
    seconds: float,
    blow: Blow,
    *,
    every: float,
    lasts: float,
    jump: timedelta = timedelta(),
) -> list[Event]:
    return [Event(at, blow, lasts=lasts, jump=jump) for at in _moments(dice, seconds, every)]


def _faults(dice: random.Random, seconds: float, *, every: float) -> list[Event]:
    return [
        Event(at, Blow.FAULT, fault=tuple(dice.choice(FAULTS).items()))
        for at in _moments(dice, seconds, every)
    ]
