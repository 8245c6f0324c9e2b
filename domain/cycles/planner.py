"""Which client of a cycle is called on which day. Pure, and the same for the same input.

What was promised keeps its day. A date by which somebody must be called is kept where there is
room before it. The rest is laid so that days are equally full: what was left over first, then
region by region, a day's worth at once, so that visits are near one another; regions whose best
clients weigh most come first. Who did not answer comes at the end. Where all days are full, who
weighs least is left out.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from domain.clients.model import ClientId


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client to be called. ``points`` are its weight, ``due_on`` the last day that will do,
    ``fixed_on`` the day that was promised.
    """

    client_id: ClientId
    points: int
    region: str = ""
    due_on: date | None = None
    fixed_on: date | None = None
    is_left: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """``on`` is None for who does not fit; ``place`` is the turn within the day, from 1."""

    client_id: ClientId
    on: date | None
    place: int


def lay(
    candidates: Iterable[Candidate], days: Sequence[date], capacity: int, *, used: int = 0
) -> tuple[Laid, ...]:
    """Every candidate once, in turn, those that do not fit last.

    ``days`` are the working days that are left, ascending; ``capacity`` calls fit into each, of
    which ``used`` were made on the first one. Promises alone may overfill a day.
    """
    fixed: dict[date, list[Candidate]] = {}
    free: list[Candidate] = []
    out: list[Candidate] = []
    for candidate in sorted(candidates, key=_rank):
        if candidate.fixed_on is None:
            free.append(candidate)
        elif (day := _kept_on(candidate.fixed_on, days)) is not None:
            fixed.setdefault(day, []).append(candidate)
        else:
            out.append(candidate)
    load = {day: len(fixed.get(day, ())) for day in days}
    if days:
        load[days[0]] += used
    room = _room(load, capacity, len(free))
    fits = sum(room.values())
    kept, surplus = free[:fits], free[fits:]
    by_day: dict[date, list[Candidate]] = {day: list(known) for day, known in fixed.items()}
    for day, candidate in _laid(kept, days, room):
        by_day.setdefault(day, []).append(candidate)
    turns: list[tuple[date | None, list[Candidate]]] = [
        (day, sorted(by_day[day], key=_rank)) for day in sorted(by_day)
    ]
    return tuple(
        Laid(candidate.client_id, day, place)
        for day, called in [*turns, (None, [*out, *surplus])]
        for place, candidate in enumerate(called, 1)
    )


def _rank(candidate: Candidate) -> tuple[bool, bool, int, int]:
    return (
        candidate.is_last,
        not candidate.is_left,
        -candidate.points,
        candidate.client_id,
    )


def _kept_on(promised: date, days: Sequence[date]) -> date | None:
    """The promised day or the next working one, else the last; what is promised for later than the
    days stays there. None where there is no day at all.
    """
    if not days or promised > days[-1]:
        return promised if days else None
    return next(day for day in days if day >= promised)


def _room(load: Mapping[date, int], capacity: int, wanted: int) -> dict[date, int]:
    """How many more go to each day, so that days end up equally full and none above capacity."""
    loads = sorted(load.values())

    def below(level: int) -> int:
        under = loads[: bisect_right(loads, level)]
        return level * len(under) - sum(under)

    low, high = 0, capacity
    while low < high:  # the highest level that the wanted ones fill everywhere
        middle = (low + high + 1) // 2
        low, high = (middle, high) if below(middle) <= wanted else (low, middle - 1)
    room = {day: max(0, low - known) for day, known in load.items()}
    more = wanted - sum(room.values())
    for day, known in load.items():
        if more and known + room[day] == low < capacity:
            room[day] += 1
            more -= 1
    return room


def _laid(
    kept: Sequence[Candidate], days: Sequence[date], room: dict[date, int]
) -> Iterator[tuple[date, Candidate]]:
    rest: list[Candidate] = []
    for candidate in sorted(kept, key=lambda known: (-known.points, known.client_id)):
        day = None
        if candidate.due_on is not None and not (candidate.is_last or candidate.is_left):
            before = days[: bisect_right(days, candidate.due_on)]
            day = next((day for day in reversed(before) if room[day]), None)
        if day is None:
            rest.append(candidate)
        else:
            room[day] -= 1
            yield day, candidate
    a_day = max(room.values(), default=0) or 1
    ahead = (day for day in days for _ in range(room[day]))
    for tier in ((True, False), (False, False), (False, True), (True, True)):
        chosen = [known for known in rest if (known.is_left, known.is_last) == tier]
        # In this order: a day that is taken and not used would be lost.
        for candidate, day in zip(_by_region(chosen, a_day), ahead, strict=False):
            yield day, candidate


def _by_region(chosen: Sequence[Candidate], a_day: int) -> Iterator[Candidate]:
    """A day's worth of one region at once, the best of all regions first."""
    by_name = sorted(chosen, key=lambda known: (known.region, -known.points, known.client_id))
    blocks: list[list[Candidate]] = []
    for _, known in groupby(by_name, key=lambda candidate: candidate.region):
        of_region = list(known)
        blocks += [of_region[at : at + a_day] for at in range(0, len(of_region), a_day)]
    blocks.sort(key=lambda block: (-block[0].points, block[0].region, block[0].client_id))
    for block in blocks:
        yield from block
