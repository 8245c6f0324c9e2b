"""What waits for what, as a graph: every key with those it waits for."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Waits = Mapping[Key, Collection[Key]]


def ring_in(waits: Waits[Key]) -> tuple[Key, ...]:
    """Keys each of which waits for the next, the first one again at the end; empty: no ring.

    What is waited for without standing in the graph is passed over.
    """
    done: set[Key] = set()
    for start in waits:
        if start in done:
            continue
        way: list[Key] = [start]
        ahead = [iter(waits[start])]
        while ahead:
            following = next((key for key in ahead[-1] if key in waits and key not in done), None)
            if following is None:
                done.add(way.pop())
                ahead.pop()
            elif following in way:
                return (*way[way.index(following) :], following)
            else:
                way.append(following)
                ahead.append(iter(waits[following]))
    return ()


def makes_ring(waits: Waits[Key], waiting: Key, awaited: Key) -> bool:
    """Whether ``waiting`` would wait for itself, were it to wait for ``awaited`` too."""
    return waiting in reached_from(waits, awaited)


def reached_from(waits: Waits[Key], start: Key) -> set[Key]:
    """``start`` and all that it waits for, at any distance."""
    reached, ahead = {start}, [start]
    while ahead:
        for key in waits.get(ahead.pop(), ()):
            if key not in reached:
                reached.add(key)
                ahead.append(key)
    return reached


def turned(waits: Waits[Key]) -> dict[Key, tuple[Key, ...]]:
    """Every key with those that wait for it, in the graph's order."""
    after: dict[Key, list[Key]] = {key: [] for key in waits}
    for key, awaited in waits.items():
        for before in awaited:
            if before in after:
                after[before].append(key)
    return {key: tuple(keys) for key, keys in after.items()}


def in_order(waits: Waits[Key]) -> tuple[Key, ...]:
    """Every key after those it waits for, else as the graph has them. Of a graph without rings."""
    order: dict[Key, None] = {}
    for start in waits:
        _after_its_own(start, waits, order)
    return tuple(order)


def _after_its_own(start: Key, waits: Waits[Key], order: dict[Key, None]) -> None:
    way: list[tuple[Key, Iterable[Key]]] = [(start, iter(waits[start]))]
    while way:
        key, ahead = way[-1]
        following = next((one for one in ahead if one in waits and one not in order), None)
        if following is None:
            order.setdefault(key)
            way.pop()
        else:
            way.append((following, iter(waits[following])))
