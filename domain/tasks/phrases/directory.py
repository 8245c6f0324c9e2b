"""People by what they may be called: looked up, however many they are."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from domain.tasks.phrases.draft import Candidate
from domain.tasks.phrases.names import Case, key_of, readings


class Directory(Sequence[Candidate]):
    """Candidates in their order. The first name that is looked up makes the index of all."""

    def __init__(self, people: Iterable[Candidate]) -> None:
        self._people = tuple(people)

    @classmethod
    def of(cls, people: Sequence[Candidate]) -> "Directory":
        return people if isinstance(people, Directory) else cls(people)

    def called(self, word: str, cases: frozenset[Case]) -> tuple[Candidate, ...]:
        """Everybody whom ``word`` (folded) may name in one of ``cases``."""
        found = self._by_name.get(key_of(word), ())
        return tuple(person for person, known in found if not cases.isdisjoint(known))

    def with_login(self, login: str) -> tuple[Candidate, ...]:
        """``login`` is in lower case, without the @."""
        return self._by_login.get(login, ())

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[Candidate, frozenset[Case]]]]:
        index: dict[str, list[tuple[Candidate, frozenset[Case]]]] = {}
        for person in self._people:
            for word, cases in readings(person.first_name, person.last_name).items():
                index.setdefault(word, []).append((person, cases))
        return index

    @cached_property
    def _by_login(self) -> dict[str, tuple[Candidate, ...]]:
        index: dict[str, tuple[Candidate, ...]] = {}
        for person in self._people:
            login = (person.username or "").lstrip("@").lower()
            if login:
                index[login] = (*index.get(login, ()), person)
        return index

    def __len__(self) -> int:
        return len(self._people)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # as Sequence has it, twice
        return self._people[index]

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self._people)
