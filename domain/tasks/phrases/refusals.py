"""Dates and times that cannot be: what stands beside them is not read as if they were not there."""

from collections.abc import Sequence

from domain.tasks.phrases.assembly import Found
from domain.tasks.phrases.atoms import Clock, Day, EndOfWork, Part, Refused
from domain.tasks.phrases.draft import NoteKind
from domain.tasks.phrases.groups import JOINTS
from domain.tasks.phrases.tokens import Token

_TIMES = (Clock, Part, EndOfWork)


def settled(found: Sequence[Found], tokens: Sequence[Token]) -> list[Found]:
    """``found`` without the times of refused days: in «вчера в 10» nothing is said of today; and
    without refused times that would need a day beside them.
    """
    if not any(isinstance(one.atom, Refused) for one in found):
        return list(found)
    return [one for place, one in enumerate(found) if _counts(place, found, tokens)]


def _counts(place: int, found: Sequence[Found], tokens: Sequence[Token]) -> bool:
    atom = found[place].atom
    beside = _beside(place, found, tokens)
    if isinstance(atom, _TIMES):
        return not any(_is_refused_day(other) for other in beside)
    if isinstance(atom, Refused) and atom.needs_day:
        return any(isinstance(other, Day) or _is_refused_day(other) for other in beside)
    return True


def _is_refused_day(atom: object) -> bool:
    return isinstance(atom, Refused) and atom.why is not NoteKind.TIME_IMPOSSIBLE


def _beside(place: int, found: Sequence[Found], tokens: Sequence[Token]) -> list[object]:
    """The atoms right before and behind, with nothing but commas and dashes between."""
    begin, end = found[place].begin, found[place].end
    before, behind = found[max(place - 1, 0) : place], found[place + 1 : place + 2]
    near = [other for other in before if _is_joined(tokens[other.end : begin])]
    near += [other for other in behind if _is_joined(tokens[end : other.begin])]
    return [other.atom for other in near]


def _is_joined(between: Sequence[Token]) -> bool:
    return all(token.text in JOINTS for token in between)
