from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    SmallInteger,
    cast,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId, ContactId
from domain.errors import NotFound
from domain.greetings.model import (
    Consent,
    ConsentChannel,
    DateKind,
    HolidayKind,
    NewDate,
    PersonalDate,
    PersonalDateId,
)
from domain.greetings.views import ClientDates, ContactLine
from domain.greetings.yearly import YearlyDay
from domain.org.visibility import Scope
from domain.transliteration import search_key
from storage.changes import change_marks
from storage.clients.visibility import client_visible, living_id
from storage.tables import (
    branches,
    client_holidays,
    clients,
    contact_consents,
    contacts,
    personal_dates,
)

STANDS = personal_dates.c.removed_at.is_(None)


class SqlPersonalDates:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_client(self, client_id: ClientId, scope: Scope) -> ClientDates:
        found = await self._connection.execute(
            select(clients.c.id, clients.c.name, clients.c.language).where(
                clients.c.id == living_id(client_id), client_visible(scope)
            )
        )
        client = found.first()
        if client is None:
            raise NotFound(client_id=client_id)
        dates = await self._connection.execute(
            _dates().where(personal_dates.c.client_id == client.id).order_by(*_ORDER)
        )
        return ClientDates(
            client_id=ClientId(client.id),
            client_name=client.name,
            language=client.language,
            dates=tuple(_to_date(row) for row in dates),
            contacts=await self._contacts(client.id),
        )

    async def _contacts(self, client_id: int) -> tuple[ContactLine, ...]:
        rows = await self._connection.execute(
            select(
                contacts.c.id,
                contacts.c.name,
                contact_consents.c.channel,
                contact_consents.c.is_given,
                contact_consents.c.at,
                contact_consents.c.how,
            )
            .outerjoin(contact_consents, contact_consents.c.contact_id == contacts.c.id)
            .where(contacts.c.client_id == client_id)
            .order_by(contacts.c.id, contact_consents.c.channel)
        )
        known: dict[int, tuple[str, list[Consent]]] = {}
        for row in rows:
            _, consents = known.setdefault(row.id, (row.name, []))
            if row.channel is not None:
                consents.append(
                    Consent(
                        ContactId(row.id),
                        ConsentChannel(row.channel),
                        row.is_given,
                        row.at,
                        row.how,
                    )
                )
        return tuple(
            ContactLine(ContactId(id_), name, tuple(consents))
            for id_, (name, consents) in known.items()
        )

    async def in_days(
        self, client_id: ClientId, kept: Sequence[tuple[date, int]]
    ) -> Sequence[tuple[date, PersonalDate]]:
        days = (
            func.unnest(
                cast([day for day, _ in kept], ARRAY(Date)),
                cast([month_day for _, month_day in kept], ARRAY(SmallInteger)),
            )
            .table_valued("kept_on", "month_day")
            .render_derived()
        )
        rows = await self._connection.execute(
            _dates()
            .add_columns(days.c.kept_on)
            .join(days, days.c.month_day == _MONTH_DAY)
            .where(personal_dates.c.client_id == client_id)
            .order_by(days.c.kept_on, personal_dates.c.id)
        )
        return [(row.kept_on, _to_date(row)) for row in rows]

    async def contact_name(self, client_id: ClientId, contact_id: ContactId) -> str:
        name = await self._connection.scalar(
            select(contacts.c.name).where(
                contacts.c.id == contact_id, contacts.c.client_id == client_id
            )
        )
        if name is None:
            raise NotFound(contact_id=contact_id)
        return str(name)

    async def equal(self, new: NewDate) -> PersonalDate | None:
        whose = (
            personal_dates.c.contact_id == new.contact_id
            if new.contact_id is not None
            else personal_dates.c.contact_id.is_(None)
        )
        found = await self._connection.execute(
            _dates().where(
                personal_dates.c.client_id == new.client_id,
                whose,
                personal_dates.c.kind == str(new.kind),
                personal_dates.c.label_key == _label_key(new),
            )
        )
        row = found.first()
        return None if row is None else _to_date(row)

    async def count(self, client_id: ClientId) -> int:
        counted = select(func.count()).where(personal_dates.c.client_id == client_id, STANDS)
        return int(await self._connection.scalar(counted) or 0)

    async def add(self, new: NewDate, now: datetime) -> PersonalDateId:
        added = await self._connection.scalar(
            insert(personal_dates)
            .values(
                client_id=new.client_id,
                contact_id=new.contact_id,
                kind=str(new.kind),
                label=new.label or "",
                label_key=_label_key(new),
                **_day(new.day),
                noted_at=now,
                **change_marks(now),
            )
            .returning(personal_dates.c.id)
        )
        return PersonalDateId(added or 0)

    async def change(self, date_id: PersonalDateId, new: NewDate, now: datetime) -> None:
        await self._connection.execute(
            update(personal_dates)
            .where(personal_dates.c.id == date_id)
            .values(label=new.label or "", **_day(new.day), noted_at=now, **change_marks(now))
        )

    async def find(self, client_id: ClientId, date_id: PersonalDateId) -> PersonalDate:
        found = await self._connection.execute(
            _dates().where(personal_dates.c.id == date_id, personal_dates.c.client_id == client_id)
        )
        row = found.first()
        if row is None:
            raise NotFound(date_id=date_id)
        return _to_date(row)

    async def remove(self, date_id: PersonalDateId, now: datetime) -> None:
        await self._connection.execute(
            update(personal_dates)
            .where(personal_dates.c.id == date_id)
            .values(removed_at=now, **change_marks(now))
        )

    async def set_language(self, client_id: ClientId, language: str, now: datetime) -> None:
        await self._connection.execute(
            update(clients)
            .where(clients.c.id == client_id)
            .values(language=language, **change_marks(now))
        )

    async def set_consent(self, consent: Consent, now: datetime) -> bool:
        new = upsert(contact_consents).values(
            contact_id=consent.contact_id,
            channel=str(consent.channel),
            is_given=consent.is_given,
            at=consent.at,
            how=consent.how,
            **change_marks(now),
        )
        written = await self._connection.execute(
            new.on_conflict_do_update(
                index_elements=[contact_consents.c.contact_id, contact_consents.c.channel],
                set_={
                    name: new.excluded[name]
                    for name in ("is_given", "at", "how", "changed_by", "changed_via", "changed_at")
                },
                where=(contact_consents.c.is_given != new.excluded.is_given)
                | contact_consents.c.how.is_distinct_from(new.excluded.how),
            )
        )
        return written.rowcount > 0

    async def chosen_holidays(self, client_id: ClientId) -> Mapping[tuple[HolidayKind, str], bool]:
        rows = await self._connection.execute(
            select(
                client_holidays.c.kind, client_holidays.c.holiday, client_holidays.c.is_wanted
            ).where(client_holidays.c.client_id == client_id)
        )
        return {(HolidayKind(row.kind), row.holiday): row.is_wanted for row in rows}

    async def choose_holiday(
        self, client_id: ClientId, kind: HolidayKind, key: str, *, is_wanted: bool, now: datetime
    ) -> None:
        marks: dict[str, Any] = change_marks(now)
        await self._connection.execute(
            upsert(client_holidays)
            .values(client_id=client_id, kind=str(kind), holiday=key, is_wanted=is_wanted, **marks)
            .on_conflict_do_update(
                index_elements=[
                    client_holidays.c.client_id,
                    client_holidays.c.kind,
                    client_holidays.c.holiday,
                ],
                set_={"is_wanted": is_wanted, **marks},
            )
        )

    async def country_of(self, client_id: ClientId) -> str:
        country = await self._connection.scalar(
            select(branches.c.country)
            .join(clients, clients.c.branch_id == branches.c.id)
            .where(clients.c.id == client_id)
        )
        return str(country)


_MONTH_DAY: ColumnElement[int] = literal_column("personal_dates.month * 100 + personal_dates.day")
_ORDER = (text("personal_dates.month"), text("personal_dates.day"), text("personal_dates.id"))


def _dates() -> Any:
    return (
        select(personal_dates, contacts.c.name.label("contact_name"))
        .outerjoin(contacts, contacts.c.id == personal_dates.c.contact_id)
        .where(STANDS)
    )


def _to_date(row: Any) -> PersonalDate:
    return PersonalDate(
        id=PersonalDateId(row.id),
        client_id=ClientId(row.client_id),
        contact_id=None if row.contact_id is None else ContactId(row.contact_id),
        kind=DateKind(row.kind),
        day=YearlyDay(row.month, row.day, row.year),
        label=row.label or None,
        contact_name=row.contact_name,
    )


def _day(day: YearlyDay) -> dict[str, int | None]:
    return {"month": day.month, "day": day.day, "year": day.year}


def _label_key(new: NewDate) -> str:
    return (search_key(new.label) or new.label.casefold()) if new.label else ""
