"""What files of people add: branches, departments, people and who is whose boss."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.imports.columns import Field, Kind
from domain.imports.directory import ByName, Directory, exact_key
from domain.imports.model import Fault, Notice, PersonDraft, RefusedRow, RowFault
from domain.org.model import Branch, BranchId, Person, PersonId, Role
from domain.rulebook.model import Company


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """New ones have negative ids until they are saved, and refer to each other by them.

    ``filled`` are people of the base whose empty fields the file fills; nothing is overwritten.
    ``departments`` names the departments of new and filled people by the person's id.
    """

    branches: tuple[Branch, ...] = ()
    people: tuple[Person, ...] = ()
    filled: tuple[Person, ...] = ()
    departments: Mapping[int, str] = field(default_factory=dict)
    new_rows: int = 0
    unchanged_rows: int = 0
    refused: tuple[RefusedRow, ...] = ()
    notices: Counter[Notice] = field(default_factory=Counter)


def plan_people(
    drafts: Sequence[PersonDraft], directory: Directory, company: Company
) -> PeoplePlan:
    """What ``drafts`` add to ``directory``.

    A person is the same by the file's own id, by e-mail, or by name. Someone named only as a boss
    is added as a manager of the branch where most of their people are; a listed person who has
    people becomes a lead; a role in the file goes before both. Rows whose bosses go in a ring are
    refused, and whoever names one of those goes in without a boss. A base with no branch gets the
    company's own.
    """
    return _Planner(directory, company).plan(drafts)


def person_key(draft: PersonDraft) -> str:
    """The external key under which the person is kept."""
    return f"person:{draft.key}" if draft.key else f"person:={exact_key(draft.name)}"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row and the person it speaks of: ``known`` in the base already, or to be added."""

    draft: PersonDraft
    id: PersonId
    known: Person | None


class _Planner:
    def __init__(self, directory: Directory, company: Company) -> None:
        self._directory = directory
        self._company = company
        self._people = {person.id: person for person in directory.people}
        self._by_key = {person.external_key: person for person in directory.people}
        self._by_email = {
            person.email.casefold(): person for person in directory.people if person.email
        }
        self._by_name = ByName((person.name, person.id) for person in directory.people)
        self._branch_by_key = {exact_key(branch.name): branch for branch in directory.branches}
        self._new_branches: list[Branch] = []
        self._last_id = 0
        self._refused: list[RefusedRow] = []
        self._notices: Counter[Notice] = Counter()

    def plan(self, drafts: Sequence[PersonDraft]) -> PeoplePlan:
        if not self._directory.branches:
            self._branch_called(self._company.name, None, None, None)
        entries = [self._entry(draft) for draft in self._without_repeats(drafts)]
        boss_of, only_bosses = self._bosses(entries)
        entries = self._without_rings(entries, boss_of)
        branches = {entry.id: self._branch(entry.draft) for entry in entries}
        leads = {boss_of.get(entry.id) for entry in entries}
        people = [
            self._new_person(entry, branches[entry.id], boss_of, leads)
            for entry in entries
            if entry.known is None
        ]
        filled = [
            self._filled(entry.known, entry.draft, boss_of) for entry in entries if entry.known
        ]
        changed = [person for person in filled if person != self._people[person.id]]
        people += self._added_bosses(entries, boss_of, only_bosses, branches)
        return PeoplePlan(
            branches=tuple(self._new_branches),
            people=tuple(people),
            filled=tuple(changed),
            departments={
                entry.id: entry.draft.department
                for entry in entries
                if entry.draft.department
                and (entry.known is None or entry.known.department_id is None)
            },
            new_rows=sum(entry.known is None for entry in entries),
            unchanged_rows=len(filled) - len(changed),
            refused=tuple(self._refused),
            notices=self._notices,
        )

    def _next_id(self) -> PersonId:
        self._last_id -= 1
        return PersonId(self._last_id)

    def _refuse(self, draft: PersonDraft, where: Field, code: Fault, value: str) -> None:
        fault = RowFault(where, code, value)
        self._refused.append(RefusedRow(draft.file, Kind.PEOPLE, draft.row, (fault,)))

    def _without_repeats(self, drafts: Iterable[PersonDraft]) -> list[PersonDraft]:
        kept: dict[str, PersonDraft] = {}
        for draft in drafts:
            if kept.setdefault(person_key(draft), draft) is not draft:
                self._refuse(draft, Field.NAME, Fault.REPEATED, draft.name)
        return list(kept.values())

    def _entry(self, draft: PersonDraft) -> _Entry:
        known = self._by_key.get(person_key(draft))
        if known is None and draft.email:
            known = self._by_email.get(draft.email)
        if known is None and (same_name := self._by_name.find_first(draft.name)) is not None:
            known = self._people[same_name]
            if draft.key and known.external_key:
                known = None  # two ids: two people with one name
        return _Entry(draft, known.id if known else self._next_id(), known)

    def _bosses(
        self, entries: Sequence[_Entry]
    ) -> tuple[dict[PersonId, PersonId], dict[PersonId, str]]:
        """Whom each person reports to from now on, and names of bosses nobody knew yet."""
        in_files = ByName((entry.draft.name, entry.id) for entry in entries)
        only_bosses = ByName[PersonId]()
        names: dict[PersonId, str] = {}
        boss_of: dict[PersonId, PersonId] = {}
        for entry in entries:
            name = entry.draft.boss
            if name is None or (entry.known and entry.known.boss_id is not None):
                continue
            boss = in_files.find_first(name) or self._by_name.find_first(name)
            boss = boss or only_bosses.find_first(name)
            if boss is None:
                boss = self._next_id()
                only_bosses.add(name, boss)
                names[boss] = name
            if boss != entry.id:
                boss_of[entry.id] = boss
        return boss_of, names

    def _without_rings(
        self, entries: Sequence[_Entry], boss_of: dict[PersonId, PersonId]
    ) -> list[_Entry]:
        above: dict[PersonId, PersonId | None] = {
            person.id: person.boss_id for person in self._directory.people
        }
        above.update(boss_of)
        ringed = {entry.id for entry in entries if entry.id in boss_of and _is_ringed(entry, above)}
        gone = {entry.id for entry in entries if entry.id in ringed and entry.known is None}
        for entry in entries:
            if entry.id in ringed:
                del boss_of[entry.id]
                self._refuse(entry.draft, Field.BOSS, Fault.BOSS_RING, entry.draft.boss or "")
            elif boss_of.get(entry.id) in gone:
                del boss_of[entry.id]
                self._notices[Notice.BOSS_REFUSED] += 1
        return [entry for entry in entries if entry.id not in ringed]

    def _branch(self, draft: PersonDraft) -> Branch:
        root = self._directory.root_branch(self._company.name)
        above = root or self._branch_called(self._company.name, None, None, None)
        if draft.parent_branch and draft.parent_branch != draft.branch:
            above = self._branch_called(draft.parent_branch, above, draft.country, draft.zone)
        if draft.branch is None:
            return above
        return self._branch_called(draft.branch, above, draft.country, draft.zone)

    def _branch_called(
        self, name: str, above: Branch | None, country: str | None, zone: str | None
    ) -> Branch:
        """The branch of that name, added if need be; what is not said of it is as above it."""
        if known := self._branch_by_key.get(exact_key(name)):
            return known
        added = Branch(
            id=BranchId(-1 - len(self._new_branches)),
            name=name,
            parent_id=above.id if above else None,
            country=country or (above.country if above else self._company.country),
            zone=zone or (above.zone if above else self._company.zone),
        )
        self._new_branches.append(added)
        self._branch_by_key[exact_key(name)] = added
        self._notices[Notice.BRANCH_ADDED] += 1
        return added

    def _new_person(
        self,
        entry: _Entry,
        branch: Branch,
        boss_of: Mapping[PersonId, PersonId],
        leads: set[PersonId | None],
    ) -> Person:
        draft = entry.draft
        return Person(
            id=entry.id,
            name=draft.name,
            role=draft.role or (Role.LEAD if entry.id in leads else Role.REP),
            branch_id=branch.id,
            boss_id=boss_of.get(entry.id),
            zone=draft.zone if draft.zone != branch.zone else None,
            phone=draft.phone,
            email=draft.email,
            external_key=person_key(draft),
        )

    def _filled(
        self, known: Person, draft: PersonDraft, boss_of: Mapping[PersonId, PersonId]
    ) -> Person:
        return replace(
            known,
            boss_id=known.boss_id or boss_of.get(known.id),
            phone=known.phone or draft.phone,
            email=known.email or draft.email,
            external_key=known.external_key or person_key(draft),
        )

    def _added_bosses(
        self,
        entries: Sequence[_Entry],
        boss_of: Mapping[PersonId, PersonId],
        names: Mapping[PersonId, str],
        branches: Mapping[PersonId, Branch],
    ) -> list[Person]:
        branches_below: dict[PersonId, Counter[BranchId]] = defaultdict(Counter)
        for entry in entries:
            boss = boss_of.get(entry.id)
            if boss is not None and boss in names:
                branches_below[boss][branches[entry.id].id] += 1
        added = [
            Person(
                id=boss,
                name=names[boss],
                role=Role.MANAGER,
                branch_id=below.most_common(1)[0][0],
                external_key=f"person:={exact_key(names[boss])}",
            )
            for boss, below in branches_below.items()
        ]
        self._notices[Notice.BOSS_ADDED] += len(added)
        return added


def _is_ringed(entry: _Entry, above: Mapping[PersonId, PersonId | None]) -> bool:
    """Whether the person is, through others, their own boss."""
    passed: set[PersonId] = set()
    here = above.get(entry.id)
    while here is not None and here not in passed:
        if here == entry.id:
            return True
        passed.add(here)
        here = above.get(here)
    return False
