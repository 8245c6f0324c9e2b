"""Whose clients the files' clients are, and which of them are new."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.imports.columns import Field, Kind
from domain.imports.directory import (
    Ambiguous,
    ByName,
    KnownClient,
    KnownContact,
    exact_key,
    name_key,
)
from domain.imports.model import ClientDraft, Fault, Notice, RefusedRow, RowFault, RowRefused
from domain.org.model import Person
from domain.transliteration import search_key


@dataclass(frozen=True, slots=True)
class ClientRecord:
    """A client to be added. ``owner_id`` is None where nobody has a deal with it."""

    draft: ClientDraft
    external_key: str
    owner_id: int | None
    branch_id: int
    segment: str


def client_key(draft: ClientDraft) -> str:
    """The external key under which the client is kept."""
    return f"client:{draft.key}" if draft.key else name_key(draft.name)


def known_by(draft: ClientDraft) -> tuple[str, ...]:
    """By what a person is known again: phones, the e-mail, the tax number, the key of the file."""
    numbers = tuple(phone.number for phone in draft.phones)
    others = tuple(value for value in (draft.email, draft.tax_number) if value)
    return (*numbers, *others, client_key(draft))


def keys_of_text(text: str) -> tuple[str, str]:
    """The keys of a client whom a deal calls ``text``: by an id of the file, and by the name."""
    return f"client:{text}", name_key(text)


class LatestDeals:
    """Whose deal with each client began, or ended, last: they become the client's owner."""

    def __init__(self) -> None:
        self._latest: dict[str, tuple[datetime, str, int]] = {}
        self._texts: dict[str, str] = {}

    def note(self, client: str, at: datetime, deal_key: str, owner_id: int) -> None:
        key = exact_key(client)
        self._texts.setdefault(key, client)
        self._latest[key] = max(self._latest.get(key, (at, "", owner_id)), (at, deal_key, owner_id))

    @property
    def texts(self) -> Sequence[str]:
        """Clients as deals call them, each once."""
        return tuple(self._texts.values())

    def owner_of(self, *texts: str | None) -> int | None:
        """The owner of the latest deal with a client called by any of ``texts``."""
        found = [self._latest[exact_key(text)] for text in texts if text and self.has(text)]
        return max(found)[2] if found else None

    def has(self, text: str) -> bool:
        return exact_key(text) in self._latest


class KnownClients:
    """Clients of the base, by what files call them."""

    def __init__(self, clients: Iterable[KnownClient] = ()) -> None:
        self._by_id: dict[int, KnownClient] = {}
        self._by_key: dict[str, int] = {}
        self._by_name = ByName[int]()
        for client in clients:
            self.add(client)

    def add(self, client: KnownClient) -> None:
        self._by_name.add(client.name, client.id)  # a merged client is found by its own name too
        self._by_id[client.id] = client
        if client.external_key:
            self._by_key[client.external_key] = client.id

    def find(self, draft: ClientDraft) -> KnownClient | None:
        """By the file's own id, else by a name written the same, letters and digits alone."""
        by_key = self._by_key.get(client_key(draft))
        if by_key is not None:
            return self._by_id[by_key]
        same_name = self._by_name.find_exact(draft.name)
        if same_name is None:
            return None
        known = self._by_id[same_name]
        return None if draft.key and known.external_key else known

    def find_named(self, text: str) -> KnownClient | None:
        """Whom a deal means: by id, by name, or by a name that only one client's is close to."""
        found = self._by_key.get(f"client:{text}") or self._by_name.find_first(text)
        return None if found is None else self._by_id[found]


@dataclass(frozen=True, slots=True)
class SignOwners:
    """Whose a phone, an e-mail or a tax number is, by the id of the first client that has it."""

    phones: Mapping[str, int] = field(default_factory=dict)
    emails: Mapping[str, int] = field(default_factory=dict)
    tax_numbers: Mapping[str, int] = field(default_factory=dict)


_SHARED = (
    Notice.PHONE_OF_ANOTHER_CLIENT,
    Notice.EMAIL_OF_ANOTHER_CLIENT,
    Notice.TAX_NUMBER_OF_ANOTHER_CLIENT,
)


@dataclass(slots=True)
class ClientsPlan:
    """``filled`` are clients of the base whose empty fields are filled; nothing is overwritten.
    ``erased`` are names (by ``exact_key``) of people who were erased, and stay so.
    """

    new: list[ClientRecord] = field(default_factory=list)
    filled: list[KnownClient] = field(default_factory=list)
    new_rows: int = 0
    filled_rows: int = 0
    unchanged_rows: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    notices: Counter[Notice] = field(default_factory=Counter)
    erased: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ClientPlanner:
    """Settles whose the clients of the files, and those only named by deals, are.

    The owner is the one the file names, else whoever has the latest deal with the client; the
    branch is the owner's, else the one the file names, else the company's own. A client without an
    owner is seen by the whole company's heads alone, so it is counted aloud.

    ``erased`` are phones, e-mails and keys of people whose data were erased on request: they are
    not brought back. ``branch_ids`` are by ``exact_key`` of the name, ``branch_of`` gives a
    person's branch.
    """

    branch_ids: Mapping[str, int]
    branch_of: Mapping[int, int]
    find_person: Callable[[str], Person | None]
    known: KnownClients
    owners: SignOwners
    company_branch_id: int
    default_segment: str
    erased: frozenset[str] = frozenset()

    def plan(self, drafts: Sequence[ClientDraft], latest: LatestDeals) -> ClientsPlan:
        plan = ClientsPlan()
        kept = _without_repeats(drafts, plan)
        names_in_deals, others = _named_in_deals(kept, latest.texts)
        seen: Mapping[Notice, set[str]] = {notice: set() for notice in _SHARED}
        for draft, texts in zip(kept, names_in_deals, strict=True):
            latest_owner = latest.owner_of(*texts)
            try:
                self._plan_listed(draft, latest_owner, plan)
            except RowRefused as refusal:
                _refuse(plan, draft, refusal)
                continue
            plan.notices.update(self._shared(draft, seen))
        owned: dict[int, int] = {}
        for text in others:
            if not self.erased.isdisjoint(keys_of_text(text)):
                plan.notices[Notice.CLIENT_ERASED] += 1
                plan.erased.add(exact_key(text))
                continue
            owner_id = latest.owner_of(text)
            known = self.known.find_named(text)
            if known is None:
                draft = ClientDraft(None, "", name=text, name_key=search_key(text))
                plan.new.append(self._record(draft, owner_id))
                plan.notices[Notice.CLIENT_FROM_DEAL] += 1
            elif known.owner_id is None and owner_id is not None and known.id not in owned:
                owned[known.id] = owner_id
                plan.filled.append(
                    replace(known, owner_id=owner_id, branch_id=self._branch_of(owner_id))
                )
        return plan

    def _plan_listed(self, draft: ClientDraft, latest_owner: int | None, plan: ClientsPlan) -> None:
        if not self.erased.isdisjoint(known_by(draft)):
            raise RowRefused(RowFault(Field.NAME, Fault.ERASED, draft.name))
        owner_id = self._owner_named(draft) or latest_owner
        known = self.known.find(draft)
        if known is None:
            record = self._record(draft, owner_id)
            plan.new.append(record)
            plan.new_rows += 1
            plan.notices[Notice.CLIENT_WITHOUT_OWNER] += record.owner_id is None
            plan.notices[Notice.PHONE_LEFT_OUT] += draft.other_phones is not None
            return
        filled = self._filled(known, draft, owner_id)
        if filled == known:
            plan.unchanged_rows += 1
        else:
            plan.filled.append(filled)
            plan.filled_rows += 1

    def _record(self, draft: ClientDraft, owner_id: int | None) -> ClientRecord:
        branch_id = self._branch_named(draft)
        return ClientRecord(
            draft=draft,
            external_key=client_key(draft),
            owner_id=owner_id,
            branch_id=branch_id if owner_id is None else self._branch_of(owner_id),
            segment=draft.segment or self.default_segment,
        )

    def _filled(self, known: KnownClient, draft: ClientDraft, owner_id: int | None) -> KnownClient:
        gets_owner = known.owner_id is None and owner_id is not None
        return replace(
            known,
            owner_id=owner_id if gets_owner else known.owner_id,
            branch_id=self._branch_of(owner_id) if gets_owner and owner_id else known.branch_id,
            sector=known.sector or draft.sector,
            region=known.region or draft.region,
            phones=known.phones | {phone.number for phone in draft.phones},
            tax_number=known.tax_number or draft.tax_number,
            contacts=_with_contact(known.contacts, draft),
        )

    def _owner_named(self, draft: ClientDraft) -> int | None:
        if draft.owner is None:
            return None
        try:
            owner = self.find_person(draft.owner)
        except Ambiguous:
            fault = RowFault(Field.OWNER, Fault.PERSON_AMBIGUOUS, draft.owner)
            raise RowRefused(fault) from None
        if owner is None:
            raise RowRefused(RowFault(Field.OWNER, Fault.PERSON_UNKNOWN, draft.owner))
        return owner.id

    def _branch_named(self, draft: ClientDraft) -> int:
        if draft.branch is None:
            return self.company_branch_id
        branch_id = self.branch_ids.get(exact_key(draft.branch))
        if branch_id is None:
            raise RowRefused(RowFault(Field.BRANCH, Fault.BRANCH_UNKNOWN, draft.branch))
        return branch_id

    def _branch_of(self, person_id: int) -> int:
        return self.branch_of[person_id]

    def _shared(self, draft: ClientDraft, seen: Mapping[Notice, set[str]]) -> list[Notice]:
        """What of the draft another client has, in the base or higher in the files."""
        own = (
            {phone.number for phone in draft.phones},
            {value for value in (draft.email,) if value},
            {value for value in (draft.tax_number,) if value},
        )
        owners_of = (self.owners.phones, self.owners.emails, self.owners.tax_numbers)
        known = self.known.find(draft)
        shared = []
        for notice, values, owner_of in zip(_SHARED, own, owners_of, strict=True):
            owners = {owner_of[value] for value in values if value in owner_of}
            if values & seen[notice] or owners - {known.id if known else None}:
                shared.append(notice)
            seen[notice].update(values)
        return shared


def _with_contact(
    contacts: tuple[KnownContact, ...], draft: ClientDraft
) -> tuple[KnownContact, ...]:
    """With the draft's contact, or with what is not known of it yet; nothing is overwritten."""
    if not draft.has_contact:
        return contacts
    name = draft.contact or draft.name
    key = search_key(name)
    for place, known in enumerate(contacts):
        if search_key(known.name) == key:
            filled = replace(
                known,
                position=known.position or draft.position,
                email=known.email or draft.email,
                birthday=known.birthday or draft.birthday,
            )
            return (*contacts[:place], filled, *contacts[place + 1 :])
    if any(known.email == draft.email for known in contacts if draft.email):
        return contacts
    return (*contacts, KnownContact(None, name, draft.position, draft.email, draft.birthday))


def _without_repeats(drafts: Iterable[ClientDraft], plan: ClientsPlan) -> list[ClientDraft]:
    kept: dict[str, ClientDraft] = {}
    for draft in drafts:
        if kept.setdefault(client_key(draft), draft) is not draft:
            _refuse(plan, draft, RowRefused(RowFault(Field.NAME, Fault.REPEATED, draft.name)))
    return list(kept.values())


def _refuse(plan: ClientsPlan, draft: ClientDraft, refusal: RowRefused) -> None:
    if draft.row is not None:
        plan.refused.append(RefusedRow(draft.file, Kind.CLIENTS, draft.row, refusal.faults))


def _named_in_deals(
    drafts: Sequence[ClientDraft], texts: Iterable[str]
) -> tuple[list[list[str]], list[str]]:
    """What deals call each of ``drafts``, and the texts that mean none of them."""
    by_key = {draft.key: place for place, draft in enumerate(drafts) if draft.key}
    by_name = ByName((draft.name, place) for place, draft in enumerate(drafts))
    names: list[list[str]] = [[] for _ in drafts]
    others: list[str] = []
    for text in texts:
        place = by_key.get(text)
        place = by_name.find_first(text) if place is None else place
        (others if place is None else names[place]).append(text)
    return names, others
