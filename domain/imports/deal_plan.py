"""A deal of a file as it will stand in the base."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.deals.model import DealStatus
from domain.deals.rules import stage_limit
from domain.imports.columns import Field
from domain.imports.directory import Ambiguous, ByName, Directory, KnownProduct, compact_key
from domain.imports.model import DealDraft, Fault, Notice, RowFault, RowRefused
from domain.imports.stage_names import RulebookNames
from domain.org.model import Branch, Person
from domain.org.workplaces import Calendars, Workplace
from domain.rulebook.pipeline import LOST, WON
from domain.rulebook.ports import VersionedRulebook

IMPORTED = "imported"
"""The fact by which deals and history that came from files are known."""

FIRST_CALENDAR_DAY = date(1991, 1, 1)  # nobody knows the holidays before; older deals do without


@dataclass(frozen=True, slots=True)
class DealRecord:
    """``client`` is the text of the file; whose id it is is settled when it is written."""

    external_key: str
    title: str
    client: str | None
    product_id: int | None
    owner_id: int
    branch_id: int
    status: DealStatus
    stage: str
    stage_since: datetime
    stage_due_at: datetime | None
    amount: Decimal | None
    margin: Decimal | None
    currency: str
    closes_on: date | None
    lost_reason: str | None
    lost_comment: str | None
    created_at: datetime
    closed_at: datetime | None


class PlannedDeal(NamedTuple):
    draft: DealDraft
    record: DealRecord
    notices: tuple[Notice, ...]


class _Days(NamedTuple):
    created_at: datetime
    closed_at: datetime | None
    notices: tuple[Notice, ...]


class DealPlanner:
    """Settles owners, products, days and limits of deals; one for all files of an import.

    Days of a file begin in the zone of the owner's branch. A won deal was closed on the last open
    stage, a lost one, of which no more is known, on the first.
    """

    def __init__(
        self,
        directory: Directory,
        rules: VersionedRulebook,
        names: RulebookNames,
        calendars: Calendars,
        now: datetime,
    ) -> None:
        self._rules = rules
        self._names = names
        self._calendars = calendars
        self._now = now
        self._branches = {branch.id: branch for branch in directory.branches}
        self._people = {person.id: person for person in directory.people}
        self._person_ids = ByName(
            (person.name, person.id) for person in directory.people if person.role != "client"
        )
        self._ids_by_key = {
            person.external_key: person.id for person in directory.people if person.external_key
        }
        self._products: dict[str, KnownProduct] = {}
        for product in directory.products:
            self._products.setdefault(compact_key(product.name), product)
        self._limits: dict[tuple[int, str, datetime], datetime] = {}
        self._taken: set[str] = set()
        self._occurrences: dict[str, int] = {}

    def plan(self, draft: DealDraft) -> PlannedDeal:
        """Raises: RowRefused."""
        draft = self._with_own_key(draft)
        owner = self._owner(draft)
        branch = self._branches[owner.branch_id]
        days = self._days(draft, branch)
        product = self._products.get(compact_key(draft.product)) if draft.product else None
        reason, comment = self._lost_reason(draft)
        status, stage = self._status(draft.stage)
        due_at = None
        if status is DealStatus.OPEN:
            due_at = self._stage_due_at(stage, days.created_at, branch)
        record = DealRecord(
            external_key=f"deal:{draft.key}",
            title=_title(draft, product),
            client=draft.client,
            product_id=product.id if product else None,
            owner_id=owner.id,
            branch_id=branch.id,
            status=status,
            stage=stage,
            stage_since=days.closed_at or days.created_at,
            stage_due_at=due_at,
            amount=draft.amount,
            margin=draft.margin,
            currency=draft.currency,
            closes_on=draft.closed_on,
            lost_reason=reason,
            lost_comment=comment,
            created_at=days.created_at,
            closed_at=days.closed_at,
        )
        return PlannedDeal(draft, record, (*self._notices(draft, product), *days.notices))

    def _with_own_key(self, draft: DealDraft) -> DealDraft:
        """Two equal rows without an id are two deals; two rows with one id are a mistake."""
        if not draft.has_own_key:
            occurrence = self._occurrences.get(draft.key, 0) + 1
            self._occurrences[draft.key] = occurrence
            return draft.named_again(occurrence)
        if draft.key in self._taken:
            raise RowRefused(RowFault(Field.ID, Fault.REPEATED, draft.key))
        self._taken.add(draft.key)
        return draft

    def find_person(self, text: str) -> Person | None:
        """By the id or the name that a file gives. Raises: Ambiguous."""
        found = self._ids_by_key.get(f"person:{text}") or self._person_ids.find(text)
        return None if found is None else self._people[found]

    def _owner(self, draft: DealDraft) -> Person:
        try:
            owner = self.find_person(draft.owner)
        except Ambiguous:
            fault = RowFault(Field.OWNER, Fault.PERSON_AMBIGUOUS, draft.owner)
            raise RowRefused(fault) from None
        if owner is None:
            raise RowRefused(RowFault(Field.OWNER, Fault.PERSON_UNKNOWN, draft.owner))
        return owner

    def _days(self, draft: DealDraft, branch: Branch) -> _Days:
        zone = ZoneInfo(branch.zone)
        today = self._now.astimezone(zone).date()
        is_closed = draft.stage in {WON, LOST}
        if draft.created_on and draft.created_on > today:
            fault = RowFault(Field.CREATED_ON, Fault.DATE_IN_FUTURE, str(draft.created_on))
            raise RowRefused(fault)
        if is_closed and draft.closed_on and draft.closed_on > today:
            fault = RowFault(Field.CLOSED_ON, Fault.DATE_IN_FUTURE, str(draft.closed_on))
            raise RowRefused(fault)
        notices: list[Notice] = []
        created_on, closed_on = draft.created_on, draft.closed_on if is_closed else None
        if is_closed and closed_on is None:
            notices.append(Notice.CLOSING_DAY_MISSING)
            closed_on = created_on
        if created_on is None:
            notices.append(Notice.DEAL_WITHOUT_DATES)
            created_on = closed_on
        if created_on and closed_on and closed_on < created_on:
            notices.append(Notice.CLOSED_BEFORE_CREATED)
            created_on = closed_on
        created_at = self._moment(created_on, zone)
        closed_at = self._moment(closed_on, zone) if is_closed else None
        return _Days(created_at, closed_at, tuple(notices))

    def _moment(self, day: date | None, zone: ZoneInfo) -> datetime:
        if day is None:
            return self._now
        return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)

    def _status(self, stage: str) -> tuple[DealStatus, str]:
        if stage == WON:
            return DealStatus.WON, self._rules.rulebook.stages[-1].key
        if stage == LOST:
            return DealStatus.LOST, self._rules.rulebook.first_stage.key
        return DealStatus.OPEN, stage

    def _stage_due_at(self, stage: str, since: datetime, branch: Branch) -> datetime:
        key = (branch.id, stage, since)
        if key not in self._limits:
            workplace = Workplace(branch.country, ZoneInfo(branch.zone))
            around = max(since.date(), FIRST_CALENDAR_DAY)
            calendar = self._calendars.of(self._rules, workplace, around=around)
            self._limits[key] = stage_limit(self._rules.rulebook.stage(stage), since, calendar)
        return self._limits[key]

    def _lost_reason(self, draft: DealDraft) -> tuple[str | None, str | None]:
        """The rulebook's reason and what was written; the reason that asks for words otherwise."""
        if draft.stage != LOST:
            return None, None
        text = draft.lost_reason
        if text and (key := self._names.find_lost_reason(text)):
            return key, None
        return self._names.reason_for_none.key, text

    def _notices(self, draft: DealDraft, product: KnownProduct | None) -> list[Notice]:
        applies = {
            Notice.PRODUCT_UNKNOWN: draft.product is not None and product is None,
            Notice.DEAL_WITHOUT_CLIENT: draft.client is None,
            Notice.WON_WITHOUT_AMOUNT: draft.stage == WON and draft.amount is None,
            Notice.LOST_REASON_UNKNOWN: draft.stage == LOST
            and not (draft.lost_reason and self._names.find_lost_reason(draft.lost_reason)),
        }
        return [notice for notice, is_true in applies.items() if is_true]


def _title(draft: DealDraft, product: KnownProduct | None) -> str:
    thing = product.name if product else draft.product
    number = f"№ {draft.key}" if draft.has_own_key else None
    return draft.title or thing or draft.client or number or draft.owner
