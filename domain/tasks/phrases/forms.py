"""The little language in which phrases are written down.

    Form("[в|во] <next> <weekday>", meaning)

- a word stands for itself, in lower case with е for ё; a mark (``:``) is a word too
- ``<weekday>`` stands for any word or number of that kind in ``vocabulary.py``; its value is given
  to the meaning under that name, or under another: ``<number:minutes>``
- ``(в|на)`` is one of several, ``[в|на]`` one of them or nothing; both nest and hold several words
- ``{due}`` is a piece with a name, from ``PIECES``

The longest form that fits wins; of two as long, the one that stands first. A form never begins or
ends inside a run without spaces: «15» in «№15» or "15%" is not a number of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

from domain.tasks.phrases.tokens import Token

PIECES = {
    "due": "(до|к|ко|не позднее|не позже|срок [:|-|—|–] [до]|дедлайн [:|-|—|–] [до]"
    "|deadline [:|-|—|–] [by]|due [:] [by|on]|by|before|until|till|no later than)",
    "on": "(в|во|на|on|at|for)",
    "at": "(в|во|к|ко|до|около|не позднее|не позже|at|by|before|until|till|around|not later than)",
    "this": "(этот|эту|это|этой|этого|этом|этому|эти|текущей|текущего|текущем|this|the|current)",
    "next": "(следующий|следующая|следующую|следующее|следующей|следующего|следующем|следующему"
    "|след|след .|будущей|будущего|next)",
    "nearest": "(ближайший|ближайшую|ближайшее|ближайшей|ближайшего|ближайшему|coming|nearest)",
    "last": "(последний|последняя|последнюю|последней|последнее|последнему|last)",
    "in": "(через|спустя|in)",
    "workdays": "(рабочих|рабочие|рабочий|рабочего|раб|раб .|working|business|work)",
    "end": "(конца|концу|конце|конец|end of|the end of|end of the|the end of the)",
    "start": "(начала|началу|начале|beginning of|start of|the beginning of|the start of)",
    "middle": "(середины|середине|middle of|the middle of)",
}

Values = Mapping[str, Any]
"""What the kinds in a form stood for, by their names."""


Meaning = Callable[..., Any]
"""From values and the wall to one atom, or a tuple of them that one phrase says together."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say something.

    ``meaning(values, wall)`` gives what was meant, or None where the values make no sense: then
    a shorter form is tried. ``unless_before(token)`` refuses the form in front of such a token.
    """

    pattern: str
    meaning: Meaning
    unless_before: Callable[[Token], bool] | None = None


class Match(NamedTuple):
    """Tokens ``begin`` up to, not including, ``end`` fit ``form``."""

    form: Form
    values: Values
    begin: int
    end: int


class _Atom(NamedTuple):
    words: frozenset[str]
    kind: str | None = None
    name: str = ""


_Sequence = tuple[_Atom, ...]


class _Known(NamedTuple):
    """A sequence of one of the forms; ``number`` is its place among them all."""

    number: int
    sequence: _Sequence
    form: Form


class Forms:
    """Many forms, found by their first two tokens: most of those that begin alike end there."""

    def __init__(self, *forms: Form) -> None:
        self._by_start: dict[str, dict[str, list[_Known]]] = {}
        sequences = [(sequence, form) for form in forms for sequence in expand(form.pattern)]
        for number, (sequence, form) in enumerate(sequences):
            for first in _keys_of(sequence[0]):
                by_second = self._by_start.setdefault(first, {})
                for second in _keys_of(sequence[1]) if len(sequence) > 1 else (_ENDS,):
                    by_second.setdefault(second, []).append(_Known(number, sequence, form))

    def at(self, tokens: Sequence[Token], begin: int) -> Iterator[Match]:
        """What fits from token ``begin`` on, the longest first."""
        first = tokens[begin]
        if not first.begins_run:
            return
        for _, _, (_, sequence, form) in sorted(self._starting(tokens, begin)):
            values = _fit(sequence, tokens, begin)
            if values is None:
                continue
            end = begin + len(sequence)
            if form.unless_before and end < len(tokens) and form.unless_before(tokens[end]):
                continue
            yield Match(form, values, begin, end)

    def _starting(self, tokens: Sequence[Token], begin: int) -> Iterator[tuple[int, int, _Known]]:
        """What begins as the tokens do, with what it is to be sorted by: the longest first; of two
        as long, what names the word itself before what names a kind; then as they stand.
        """
        seconds = [_ENDS]
        if begin + 1 < len(tokens):
            seconds += _keys_at(tokens[begin + 1])
        for place, first in enumerate(_keys_at(tokens[begin])):
            by_second = self._by_start.get(first, {})
            for second in seconds:
                for known in by_second.get(second, ()):
                    yield -len(known.sequence), place, known


_ENDS = ""
"""Stands for the second token of a sequence that has none."""


def _keys_of(atom: _Atom) -> Iterable[str]:
    return [f"<{atom.kind}>"] if atom.kind else atom.words


def _keys_at(token: Token) -> list[str]:
    return [token.word, *(f"<{kind}>" for kind in token.meanings)]


def _fit(sequence: _Sequence, tokens: Sequence[Token], begin: int) -> Values | None:
    if begin + len(sequence) > len(tokens):
        return None
    values: dict[str, Any] = {}
    for offset, atom in enumerate(sequence):
        token = tokens[begin + offset]
        if atom.kind is None:
            if token.word not in atom.words:
                return None
        elif atom.kind in token.meanings:
            values[atom.name] = token.meanings[atom.kind]
        else:
            return None
    return values if tokens[begin + len(sequence) - 1].ends_run else None


_SIGN = re.compile(r"[()\[\]|]|<[^>]+>|[^\s()\[\]|<>]+|<|>")


def expand(pattern: str) -> list[_Sequence]:
    """All sequences that ``pattern`` stands for, the empty one excepted."""
    for name, piece in PIECES.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    signs = _SIGN.findall(pattern)
    sequences, rest = _alternatives(signs)
    if rest:
        raise ValueError(f"brackets do not match: {pattern}")
    return [sequence for sequence in dict.fromkeys(sequences) if sequence]


def _alternatives(signs: list[str]) -> tuple[list[_Sequence], list[str]]:
    """The sequences up to the closing bracket, and the signs from it on."""
    found: list[_Sequence] = []
    items: list[list[_Sequence]] = []
    while True:
        if not signs or signs[0] in {"|", ")", "]"}:
            found += [tuple(atom for part in parts for atom in part) for parts in product(*items)]
            if not signs or signs[0] != "|":
                return _merged(found), signs
            items, signs = [], signs[1:]
        elif signs[0] in {"(", "["}:
            inner, rest = _alternatives(signs[1:])
            if not rest:
                raise ValueError("a bracket is not closed")
            items.append(inner + ([()] if signs[0] == "[" else []))
            signs = rest[1:]
        else:
            items.append([(_atom(signs[0]),)])
            signs = signs[1:]


def _atom(sign: str) -> _Atom:
    if not sign.startswith("<"):
        return _Atom(frozenset({sign}))
    kind, _, name = sign.strip("<>").partition(":")
    return _Atom(frozenset(), kind, name or kind)


def _merged(sequences: list[_Sequence]) -> list[_Sequence]:
    """Single words side by side become one atom: fewer sequences to try."""
    words = [s[0].words for s in sequences if len(s) == 1 and s[0].kind is None]
    others = [s for s in sequences if len(s) != 1 or s[0].kind is not None]
    return [*others, (_Atom(frozenset().union(*words)),)] if words else others
