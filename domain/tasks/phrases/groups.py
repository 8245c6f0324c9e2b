"""Which phrases speak of the same moment, and which of the moments is the deadline.

Neighbours make a group («завтра в 15»). The group with a day that was said firmly («до пятницы»)
wins, else the first with a day; a time elsewhere in the text joins it. What is left over stays in
the title.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from domain.tasks.phrases.atoms import Clock, Day, EndOfWork, Moment, Part, Repeat
from domain.tasks.phrases.tokens import Token

WhenAtom = Day | Clock | Part | EndOfWork | Moment | Repeat
Kind = TypeVar("Kind", Day, Clock, Part, EndOfWork, Moment, Repeat)

JOINTS = ",-–—("
_TIMES = (Clock, EndOfWork, Moment)


class Piece(NamedTuple):
    """An atom and the tokens ``begin`` up to ``end`` that say it."""

    atom: WhenAtom
    begin: int
    end: int

    @property
    def needs_day(self) -> bool:
        return isinstance(self.atom, Clock) and self.atom.needs_day


@dataclass(slots=True)
class Group:
    """Pieces that speak of one moment, of each kind at most one meaning."""

    pieces: list[Piece] = field(default_factory=list)

    def atom(self, kind: type[Kind]) -> Kind | None:
        return next((piece.atom for piece in self.pieces if isinstance(piece.atom, kind)), None)

    @property
    def has_day(self) -> bool:
        return any(isinstance(piece.atom, Day | Moment | Repeat) for piece in self.pieces)

    @property
    def repeats_on_days(self) -> bool:
        """«Every Friday» says more than «weekly»."""
        repeat = self.atom(Repeat)
        return repeat is not None and repeat.repetition.names_days

    @property
    def is_firm(self) -> bool:
        day = self.atom(Day)
        return day is not None and day.is_firm

    @property
    def is_nothing_alone(self) -> bool:
        """«На 10» without a day before it."""
        return self.pieces[0].needs_day

    def takes(self, piece: Piece) -> bool:
        """Whether ``piece`` says something that the group does not say yet."""
        return not any(_clash(piece.atom, other.atom) for other in self.pieces)

    def is_followed_by(self, piece: Piece) -> bool:
        """Whether its neighbour ``piece`` belongs to it: «завтра на 10», not «на 20 до среды»."""
        if self.is_nothing_alone or not self.takes(piece):
            return False
        return not piece.needs_day or isinstance(self.pieces[-1].atom, Day)

    def sharpen(self, piece: Piece) -> bool:
        """Take in ``piece`` if it says the group's day once more: «в пятницу, 27 ноября»."""
        one, other = self.atom(Day), piece.atom
        if one is None or not isinstance(other, Day):
            return False
        is_same_weekday = one.on.weekday() == other.on.weekday()
        if one.on != other.on and not (is_same_weekday and one.is_dated != other.is_dated):
            return False
        dated = one if one.is_dated else other
        day = replace(dated, is_firm=one.is_firm or other.is_firm)
        self.pieces = [
            known._replace(atom=day) if known.atom is one else known for known in self.pieces
        ]
        self.pieces.append(piece._replace(atom=day))
        return True


def deadline_of(pieces: Sequence[Piece], tokens: Sequence[Token]) -> Group | None:
    """The pieces, in the order of the text, that speak of the deadline."""
    groups = _neighbours(pieces, tokens)
    chosen = next(_by_weight(groups), None)
    if chosen is None:
        return None
    for group in groups:
        if group is not chosen and not group.has_day and not group.is_nothing_alone:
            chosen.pieces += [piece for piece in group.pieces if chosen.takes(piece)]
    chosen.pieces.sort(key=lambda piece: piece.begin)
    return chosen


def _neighbours(pieces: Sequence[Piece], tokens: Sequence[Token]) -> list[Group]:
    groups: list[Group] = []
    end = 0
    for piece in pieces:
        is_near = bool(groups) and all(token.text in JOINTS for token in tokens[end : piece.begin])
        if is_near and groups[-1].is_followed_by(piece):
            groups[-1].pieces.append(piece)
        elif not (is_near and groups[-1].sharpen(piece)):
            groups.append(Group([piece]))
        end = piece.end
    return groups


def _by_weight(groups: Sequence[Group]) -> Iterator[Group]:
    yield from (group for group in groups if group.repeats_on_days)
    yield from (group for group in groups if group.atom(Repeat))
    yield from (group for group in groups if group.is_firm)
    yield from (group for group in groups if group.has_day)
    yield from (group for group in groups if not group.is_nothing_alone)


def _clash(one: WhenAtom, other: WhenAtom) -> bool:
    return _excludes(one, other) or _excludes(other, one)


def _excludes(one: WhenAtom, other: WhenAtom) -> bool:
    if type(one) is type(other) or (isinstance(one, _TIMES) and isinstance(other, _TIMES)):
        return True
    if isinstance(one, Moment):
        return isinstance(other, Day | Repeat | Part)
    return isinstance(one, EndOfWork) and isinstance(other, Part)
