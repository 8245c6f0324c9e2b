"""Whom a task can be given to: everybody who works here, whichever department they are of."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from domain.org.model import BranchId, PersonId
from domain.tasks.phrases.directory import Directory
from domain.tasks.phrases.draft import Candidate, TaskDraft
from domain.tasks.phrases.names import is_first_name, is_patronymic, readings
from domain.tasks.phrases.tokens import fold
from domain.transliteration import search_key

MOST_KEPT: Final = 256
"""Lines that are known as they were read."""

FULL_NAME: Final = 3
"""Words of a name with its patronymic."""


@dataclass(frozen=True, slots=True)
class KnownColleague:
    """An active colleague, as lists and lines of text know them."""

    id: PersonId
    name: str
    username: str | None
    branch_id: BranchId
    branch_name: str

    @property
    def candidate(self) -> Candidate:
        first, last = name_parts(self.name)
        return Candidate(self.id, first, last, self.username)


class Staff:
    """Everybody a task can be given to, by name, made ready once for many lines."""

    def __init__(self, people: Iterable[KnownColleague]) -> None:
        self.people = tuple(people)
        self.directory = Directory(person.candidate for person in self.people)
        self._read: dict[Hashable, TaskDraft] = {}
        self._by_id = {person.id: person for person in self.people}

    def read_once(self, line: Hashable, read: Callable[[], TaskDraft]) -> TaskDraft:
        """What ``read`` makes of ``line``, which has all that it depends on besides these people.

        A line is read when it comes, for its card, and for each look at that.
        """
        if line not in self._read:
            if len(self._read) >= MOST_KEPT:
                self._read.clear()
            self._read[line] = read()
        return self._read[line]

    def find(self, person_id: int) -> KnownColleague | None:
        return self._by_id.get(PersonId(person_id))

    def found(self, wanted: str, *, near: BranchId) -> Sequence[KnownColleague]:
        """Those with ``wanted`` in their name, in any case and alphabet, or in their login; those
        of the branch ``near`` first. With nothing wanted, all.
        """
        chosen = self.people if not wanted.strip() else tuple(self._matching(wanted))
        here = (person for person in chosen if person.branch_id == near)
        elsewhere = (person for person in chosen if person.branch_id != near)
        return tuple(chain(here, elsewhere))

    def _matching(self, wanted: str) -> Iterable[KnownColleague]:
        login = wanted.strip().lstrip("@").lower()
        parts = search_key(wanted).split()
        words = fold(wanted).split()
        for person in self.people:
            if (person.username or "").lower().startswith(login) or (
                parts and _is_called(person.name, parts, words)
            ):
                yield person


def _is_called(name: str, parts: Sequence[str], words: Sequence[str]) -> bool:
    """«марин», «Марине», "marina" and «Сидоровой» all call Марина Сидорова."""
    known = search_key(name).split()
    if all(any(word.startswith(part) for word in known) for part in parts):
        return True
    first, last = name_parts(name)
    forms = readings(first, last)
    return bool(words) and all(word in forms for word in words)


def name_parts(name: str) -> tuple[str, str | None]:
    """First and last name: «Иван Петров», «Петров Иван Сергеевич», «Иван Сергеевич Петров»."""
    words = name.split()
    if len(words) <= 1:
        return name.strip(), None
    if len(words) == FULL_NAME and is_patronymic(fold(words[2])):
        return words[1], words[0]
    if len(words) == FULL_NAME and is_patronymic(fold(words[1])):
        return words[0], words[2]
    first, last = words[0], " ".join(words[1:])
    if is_first_name(last) and not is_first_name(first):
        return last, first
    return first, last
