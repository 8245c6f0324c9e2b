"""What each kind of file can hold, and by which names of columns it is known."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from domain.imports.errors import ColumnsMissing, KindUnknown


class Kind(StrEnum):
    """In the order in which they are taken: each may name what an earlier one brought."""

    PEOPLE = "people"
    PRODUCTS = "products"
    CLIENTS = "clients"
    DEALS = "deals"


class Field(StrEnum):
    """What a column may hold. One name means the same in every kind of file."""

    ID = "id"
    NAME = "name"
    ROLE = "role"
    BOSS = "boss"
    BRANCH = "branch"
    PARENT_BRANCH = "parent_branch"
    COUNTRY = "country"
    ZONE = "zone"
    DEPARTMENT = "department"
    PHONE = "phone"
    EMAIL = "email"
    TAX_NUMBER = "tax_number"
    BIRTHDAY = "birthday"
    SERIES = "series"
    PRICE = "price"
    CURRENCY = "currency"
    CONTACT = "contact"
    POSITION = "position"
    SECTOR = "sector"
    REGION = "region"
    SEGMENT = "segment"
    OWNER = "owner"
    CLIENT = "client"
    PRODUCT = "product"
    TITLE = "title"
    STAGE = "stage"
    CREATED_ON = "created_on"
    CLOSED_ON = "closed_on"
    AMOUNT = "amount"
    MARGIN = "margin"
    LOST_REASON = "lost_reason"


_SYNONYMS: Mapping[Kind, Mapping[Field, str]] = {
    Kind.PEOPLE: {
        Field.ID: "id, person id, employee id, user id, табельный номер, таб №, код сотрудника, ид",
        Field.NAME: "sales agent, agent, name, full name, employee, person, seller, sales rep, "
        "salesperson, фио, ф и о, имя, сотрудник, продавец, менеджер по продажам, агент",
        Field.ROLE: "role, роль, должность, position, job title, позиция",
        Field.BOSS: "manager, boss, supervisor, team lead, head, reports to, line manager, "
        "руководитель, начальник, менеджер, непосредственный руководитель, подчиняется",
        Field.BRANCH: "regional office, office, branch, branch office, филиал, офис, отделение, "
        "региональный офис, подразделение, регион",
        Field.PARENT_BRANCH: "parent branch, parent office, branch group, головной филиал, "
        "вышестоящий филиал, родительский филиал, входит в",
        Field.COUNTRY: "country, country code, страна, код страны",
        Field.ZONE: "zone, time zone, timezone, tz, часовой пояс, таймзона",
        Field.DEPARTMENT: "department, dept, отдел, департамент",
        Field.PHONE: "phone, phone number, mobile, mobile phone, tel, телефон, номер телефона, "
        "мобильный, мобильный телефон, тел, сотовый",
        Field.EMAIL: "email, e mail, mail, почта, эл почта, электронная почта, имейл",
    },
    Kind.PRODUCTS: {
        Field.NAME: "product, product name, name, title, item, товар, продукт, наименование, "
        "название, услуга, номенклатура, наименование товара",
        Field.SERIES: "series, product line, line, category, group, product series, серия, "
        "линейка, категория, группа",
        Field.PRICE: "sales price, price, list price, unit price, cost, retail price, цена, "
        "стоимость, прайс, розничная цена, цена продажи",
        Field.CURRENCY: "currency, currency code, валюта",
    },
    Kind.CLIENTS: {
        Field.ID: "id, account id, client id, customer id, company id, код, код клиента, "
        "id клиента, ид, номер клиента",
        Field.NAME: "account, account name, client, client name, customer, customer name, company, "
        "company name, name, organization, organisation, клиент, название, название клиента, "
        "наименование, компания, организация, контрагент, название компании, заказчик",
        Field.PHONE: "phone, phone number, tel, mobile, телефон, номер телефона, тел, "
        "рабочий телефон, мобильный телефон",
        Field.CONTACT: "contact, contact name, contact person, контакт, контактное лицо, "
        "имя контакта, фио контакта, контактное имя",
        Field.POSITION: "position, job title, должность, должность контакта",
        Field.EMAIL: "email, e mail, mail, почта, эл почта, электронная почта, имейл",
        Field.TAX_NUMBER: "tax number, tax id, vat, vat number, inn, инн, инн клиента, унп, бин, "
        "налоговый номер",
        Field.BIRTHDAY: "birthday, birth date, date of birth, dob, bday, contact birthday, "
        "день рождения, дата рождения, др, д р, день рождения контакта",
        Field.SECTOR: "sector, industry, отрасль, сфера, сектор, "
        "сфера деятельности, вид деятельности",
        Field.REGION: "region, city, location, office location, country, address, регион, город, "
        "страна, адрес, местоположение, область",
        Field.SEGMENT: "segment, client segment, category, tier, сегмент, категория, "
        "категория клиента, тип клиента",
        Field.OWNER: "owner, sales agent, agent, account manager, responsible, sales rep, manager, "
        "ответственный, менеджер, владелец, ответственный менеджер, продавец, куратор",
        Field.BRANCH: "branch, office, regional office, филиал, офис, отделение, подразделение",
    },
    Kind.DEALS: {
        Field.ID: "opportunity id, id, deal id, deal number, opportunity, number, № сделки, №, "
        "номер сделки, id сделки, код сделки, номер, ид",
        Field.OWNER: "sales agent, agent, owner, deal owner, opportunity owner, responsible, "
        "sales rep, salesperson, seller, manager, менеджер по продажам, менеджер, ответственный, "
        "владелец, владелец сделки, продавец, сотрудник, агент",
        Field.PRODUCT: "product, product name, item, товар, продукт, услуга, номенклатура",
        Field.CLIENT: "account, account name, client, client name, customer, company, "
        "company name, organization, клиент, компания, контрагент, организация, заказчик",
        Field.TITLE: "title, deal name, deal, deal title, opportunity name, name, subject, "
        "название, название сделки, сделка, тема, наименование",
        Field.STAGE: "deal stage, stage, status, deal status, pipeline stage, sales stage, этап, "
        "стадия, этап сделки, стадия сделки, статус, статус сделки",
        Field.CREATED_ON: "engage date, created, created at, created on, created date, "
        "creation date, create date, open date, start date, date created, дата начала, "
        "дата создания, создана, создано, дата открытия, дата сделки, начало",
        Field.CLOSED_ON: "close date, closed, closed at, closed on, closing date, end date, "
        "expected close date, date closed, дата закрытия, закрыта, дата завершения, "
        "предполагаемая дата закрытия, дата окончания",
        Field.AMOUNT: "close value, amount, value, sum, deal value, deal amount, total, revenue, "
        "price, сумма, сумма сделки, бюджет, стоимость, итого, оборот",
        Field.MARGIN: "margin, profit, gross profit, маржа, прибыль, маржинальность",
        Field.CURRENCY: "currency, currency code, валюта",
        Field.LOST_REASON: "lost reason, loss reason, reason, reason lost, closed lost reason, "
        "причина, причина отказа, причина проигрыша, причина потери",
    },
}

REQUIRED: Mapping[Kind, tuple[Field, ...]] = {
    Kind.PEOPLE: (Field.NAME,),
    Kind.PRODUCTS: (Field.NAME,),
    Kind.CLIENTS: (Field.NAME,),
    Kind.DEALS: (Field.OWNER, Field.STAGE),
}


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """What a file of this kind can hold."""
    return tuple(_SYNONYMS[kind])


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """A column's name with only what tells it from another: «№ Сделки_» is «noсделки»."""
    folded = unicodedata.normalize("NFKC", title).casefold().replace("ё", "е")
    return "".join(character for character in folded if character.isalnum())


_FIELD_BY_TITLE: Mapping[Kind, Mapping[str, Field]] = {
    kind: {
        title_key(title): field
        for field, titles in synonyms.items()
        for title in (*titles.split(","), field.value)
    }
    for kind, synonyms in _SYNONYMS.items()
}
_KINDS_KNOWING = Counter(title for titles in _FIELD_BY_TITLE.values() for title in titles)
_PRIORITY: Mapping[Kind, Mapping[str, int]] = {
    kind: {
        title_key(title): rank
        for titles in synonyms.values()
        for rank, title in enumerate(titles.split(","))
    }
    for kind, synonyms in _SYNONYMS.items()
}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column, counted from 0, holds what.

    ``missing`` are required fields that no column is known to hold; ``unknown`` are names of
    columns that will not be read.
    """

    kind: Kind
    columns: Mapping[Field, int]
    missing: tuple[Field, ...] = ()
    unknown: tuple[str, ...] = ()

    def require_complete(self, file: str) -> "ColumnMapping":
        """Raises: ColumnsMissing."""
        if self.missing:
            raise ColumnsMissing(file=file, kind=self.kind, fields=self.missing)
        return self


def map_columns(
    header: Sequence[str], kind: Kind, chosen: Mapping[str, Field] | None = None
) -> ColumnMapping:
    """The mapping of ``header``; ``chosen`` (title key to field) goes before what names say.

    Where two columns could hold the same field, the one with the more usual name does, and the
    other is listed as unknown.
    """
    keys = [title_key(title) for title in header]
    known = _FIELD_BY_TITLE[kind]
    ranks = _PRIORITY[kind]
    columns: dict[Field, int] = {}
    for position, key in enumerate(keys):
        if chosen and (field := chosen.get(key)) in fields_of(kind):
            columns.setdefault(Field(str(field)), position)
    by_rank = sorted(range(len(keys)), key=lambda place: (ranks.get(keys[place], 0), place))
    for position in by_rank:
        field = known.get(keys[position])
        if field is not None and position not in columns.values():
            columns.setdefault(field, position)
    taken = set(columns.values())
    return ColumnMapping(
        kind=kind,
        columns=columns,
        missing=tuple(field for field in REQUIRED[kind] if field not in columns),
        unknown=tuple(
            title for position, title in enumerate(header) if title and position not in taken
        ),
    )


def recognise(header: Sequence[str], file: str = "") -> Kind:
    """Which kind of file has these columns.

    A name that only one kind knows weighs three times as much as one that several know; of kinds
    that weigh the same, one whose required columns are all there goes first. Raises: KindUnknown.
    """
    weights = {kind: _weight(header, kind) for kind in Kind}
    best = max(weights.values())
    heaviest = [kind for kind, weight in weights.items() if weight == best]
    if best == (0, False) or len(heaviest) > 1:
        raise KindUnknown(file=file, header=tuple(header))
    return heaviest[0]


def _weight(header: Iterable[str], kind: Kind) -> tuple[int, bool]:
    known = _FIELD_BY_TITLE[kind]
    weight_by_field: dict[Field, int] = {}
    for title in header:
        key = title_key(title)
        if key in known:
            weight = 3 if _KINDS_KNOWING[key] == 1 else 1
            weight_by_field[known[key]] = max(weight, weight_by_field.get(known[key], 0))
    return sum(weight_by_field.values()), all(field in weight_by_field for field in REQUIRED[kind])


def suggestions(header: Sequence[str], mapping: ColumnMapping, field: Field) -> tuple[int, ...]:
    """Columns that may hold ``field``, the likeliest first: those that hold nothing else yet."""
    taken = set(mapping.columns.values())
    free = [place for place, title in enumerate(header) if place not in taken and title.strip()]
    titles = [title for title, known in _FIELD_BY_TITLE[mapping.kind].items() if known is field]

    def likeness(place: int) -> float:
        key = title_key(header[place])
        return max(SequenceMatcher(None, key, title).ratio() for title in titles)

    return tuple(sorted(free, key=likeness, reverse=True))
