"""One row of each kind of file: the typed draft it stands for, or RowRefused with every fault."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.imports.cells import RowCells, without_zero
from domain.imports.columns import ColumnMapping, Field
from domain.imports.model import (
    KEY_LIMIT,
    TEXT_LIMIT,
    ClientDraft,
    DealDraft,
    Fault,
    PersonDraft,
    ProductDraft,
)
from domain.imports.stage_names import RulebookNames, find_role
from domain.imports.table import SourceRow
from domain.phones import FindPhones, ReadPhone
from domain.rulebook.model import Company
from domain.rulebook.pipeline import LOST
from domain.transliteration import search_key

_OF_CLIENTS_ALONE = frozenset({Field.TAX_NUMBER, Field.BIRTHDAY})
_TELLING_DEALS_APART = tuple(
    field for field in Field if field is not Field.ID and field not in _OF_CLIENTS_ALONE
)
"""Deals that were imported are known again by these: one more would make them new ones."""
_DIGEST_BYTES = 10


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows of one file under the rules in force."""

    file: str
    mapping: ColumnMapping
    company: Company
    names: RulebookNames
    read_phone: ReadPhone
    find_phones: FindPhones
    today: date

    def person(self, row: SourceRow) -> PersonDraft:
        cells = RowCells(row, self.mapping.columns)
        name = cells.required_text(Field.NAME)
        country = cells.country(Field.COUNTRY)
        role = None
        if (role_name := cells.text(Field.ROLE)) is not None:
            role = find_role(role_name)
            if role is None:
                cells.blame(Field.ROLE, Fault.ROLE_UNKNOWN)
        phones = cells.phones(
            Field.PHONE,
            country or self.company.country,
            read=self.read_phone,
            find=self.find_phones,
        )
        draft = PersonDraft(
            row=row,
            file=self.file,
            name=name,
            name_key=search_key(name),
            key=cells.text(Field.ID, limit=KEY_LIMIT),
            role=role,
            boss=cells.text(Field.BOSS),
            branch=cells.text(Field.BRANCH),
            parent_branch=cells.text(Field.PARENT_BRANCH),
            country=country,
            zone=cells.zone(Field.ZONE),
            department=cells.text(Field.DEPARTMENT),
            phone=phones[0].number if phones else None,
            email=cells.email(Field.EMAIL),
        )
        cells.require_readable()
        return draft

    def product(self, row: SourceRow) -> ProductDraft:
        cells = RowCells(row, self.mapping.columns)
        name = cells.required_text(Field.NAME)
        typed = cells.amount(Field.PRICE)
        price = without_zero(typed.amount) if typed else None
        currency = cells.currency(Field.CURRENCY) or (typed.currency if typed else None)
        draft = ProductDraft(
            row=row,
            file=self.file,
            name=name,
            name_key=search_key(name),
            series=cells.text(Field.SERIES),
            price=price,
            currency=None if price is None else currency or self.company.currency,
        )
        cells.require_readable()
        return draft

    def client(self, row: SourceRow) -> ClientDraft:
        cells = RowCells(row, self.mapping.columns)
        name = cells.required_text(Field.NAME)
        segment = None
        if (segment_name := cells.text(Field.SEGMENT)) is not None:
            segment = self.names.find_segment(segment_name)
            if segment is None:
                cells.blame(Field.SEGMENT, Fault.SEGMENT_UNKNOWN)
        draft = ClientDraft(
            row=row,
            file=self.file,
            name=name,
            name_key=search_key(name),
            key=cells.text(Field.ID, limit=KEY_LIMIT),
            owner=cells.text(Field.OWNER),
            branch=cells.text(Field.BRANCH),
            segment=segment,
            sector=cells.text(Field.SECTOR),
            region=cells.text(Field.REGION),
            contact=cells.text(Field.CONTACT),
            position=cells.text(Field.POSITION),
            email=cells.email(Field.EMAIL),
            phones=cells.phones(
                Field.PHONE, self.company.country, read=self.read_phone, find=self.find_phones
            ),
            other_phones=cells.other_phones(
                Field.PHONE, self.company.country, find=self.find_phones
            ),
            tax_number=cells.tax_number(Field.TAX_NUMBER, self.company.country),
            birthday=cells.yearly_day(Field.BIRTHDAY, today=self.today),
        )
        cells.require_readable()
        return draft

    def deal(self, row: SourceRow) -> DealDraft:
        cells = RowCells(row, self.mapping.columns)
        key = cells.text(Field.ID, limit=KEY_LIMIT)
        owner = cells.required_text(Field.OWNER)
        stage_name = cells.required_text(Field.STAGE)
        stage = self.names.find_stage(stage_name)
        if stage is None and stage_name:
            cells.blame(Field.STAGE, Fault.STAGE_UNKNOWN)
        amount = cells.amount(Field.AMOUNT)
        margin = cells.amount(Field.MARGIN, allow_negative=True)
        if amount and margin and amount.amount and margin.amount > amount.amount:
            cells.blame(Field.MARGIN, Fault.MARGIN_ABOVE_AMOUNT)
        currency = cells.currency(Field.CURRENCY) or (amount.currency if amount else None)
        draft = DealDraft(
            row=row,
            file=self.file,
            key=key or _content_key(cells.contents(_TELLING_DEALS_APART)),
            has_own_key=key is not None,
            owner=owner,
            stage=stage or "",
            client=cells.text(Field.CLIENT),
            product=cells.text(Field.PRODUCT),
            title=cells.text(Field.TITLE),
            created_on=cells.day(Field.CREATED_ON),
            closed_on=cells.day(Field.CLOSED_ON),
            amount=without_zero(amount.amount) if amount else None,
            margin=margin.amount if margin and amount and amount.amount else None,
            currency=currency or self.company.currency,
            lost_reason=cells.text(Field.LOST_REASON, limit=TEXT_LIMIT) if stage == LOST else None,
        )
        cells.require_readable()
        return draft


def _content_key(contents: Sequence[str]) -> str:
    """The same for rows that say the same, in whatever file and order they stand."""
    digest = hashlib.blake2b("\x1f".join(contents).encode(), digest_size=_DIGEST_BYTES)
    return f"~{digest.hexdigest()}"
