from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId, ClientPhone, ContactId
from domain.errors import NotFound
from domain.greetings.holidays import Holiday
from domain.greetings.model import (
    ConsentChannel,
    Greeting,
    GreetingId,
    GreetingStatus,
    Occasion,
    PersonalDateId,
)
from domain.greetings.rules import Morning
from domain.greetings.views import (
    GreetingErrand,
    GreetingLine,
    GreetingsOfDay,
    GreetingView,
    LastContact,
)
from domain.interactions.model import InteractionKind
from domain.org.model import Actor, PersonId
from domain.org.workplaces import Workplace
from domain.rulebook.greetings import SegmentGreetings
from storage.changes import change_marks
from storage.clients.search import client_visible
from storage.greetings import making
from storage.org.visibility import IDS
from storage.readings import Reading
from storage.tables import (
    branches,
    clients,
    contact_consents,
    contacts,
    greeting_mornings,
    greetings,
    interactions,
    people,
    personal_dates,
    phones,
    reporting,
)

IS_DUE: ColumnElement[bool] = greetings.c.status == literal_column("'due'")
OLDEST_FIRST = (greetings.c.occasion_on, greetings.c.id)


class SqlGreetings:
    """``has_added``: somebody is to be told, so the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.has_added = False

    async def people(
        self, now: datetime, *, only_untaken: bool
    ) -> Sequence[tuple[PersonId, Workplace]]:
        zone = func.coalesce(people.c.zone, branches.c.zone)
        taken = select(greeting_mornings.c.person_id).where(
            greeting_mornings.c.person_id == people.c.id,
            greeting_mornings.c.day == cast(func.timezone(zone, now), Date),
        )
        rows = await self._connection.execute(
            select(
                people.c.id,
                people.c.working_hours,
                branches.c.country,
                zone.label("zone"),
            )
            .join(branches, branches.c.id == people.c.branch_id)
            .where(
                people.c.is_active,
                people.c.role != "client",
                ~taken.exists() if only_untaken else true(),
            )
            .order_by(people.c.id)
        )
        return [
            (PersonId(row.id), Workplace(row.country, ZoneInfo(row.zone), row.working_hours))
            for row in rows
        ]

    async def countries(self) -> Sequence[str]:
        rows = await self._connection.execute(
            select(branches.c.country).distinct().order_by(branches.c.country)
        )
        return [row.country for row in rows]

    async def take_mornings(self, mornings: Sequence[Morning]) -> frozenset[PersonId]:
        if not mornings:
            return frozenset()
        taken = await self._connection.scalars(
            making.TAKE_MORNINGS,
            {
                "people": [morning.person_id for morning in mornings],
                "days": [morning.day for morning in mornings],
            },
        )
        return frozenset(PersonId(id_) for id_ in taken)

    async def make(
        self,
        mornings: Sequence[Morning],
        holidays: Sequence[tuple[str, Holiday]],
        segments: Sequence[SegmentGreetings],
        *,
        kept: Sequence[tuple[date, int]],
        evening: time,
        now: datetime,
        client_id: ClientId | None = None,
    ) -> int:
        made = await making.make(
            self._connection,
            mornings,
            holidays,
            segments,
            kept=kept,
            evening=evening,
            now=now,
            client_id=client_id,
        )
        self.has_added = self.has_added or made > 0
        return made

    async def follow_owners(self, now: datetime) -> None:
        await self._connection.execute(making.FOLLOW_OWNERS, {"now": now})

    async def get(self, greeting_id: GreetingId, actor: Actor) -> tuple[Greeting, str]:
        found = await self._connection.execute(
            select(greetings, people.c.name.label("responsible_name"))
            .join(clients, clients.c.id == greetings.c.client_id)
            .join(people, people.c.id == greetings.c.responsible_id)
            .where(greetings.c.id == greeting_id, _visible(actor))
            .with_for_update(of=greetings)
        )
        row = found.first()
        if row is None:
            raise NotFound(greeting_id=greeting_id)
        return _to_greeting(row), row.responsible_name

    async def view(self, greeting_id: GreetingId, actor: Actor) -> GreetingView:
        doer = people.alias("doer")
        found = await self._connection.execute(
            select(
                greetings,
                clients.c.name.label("client_name"),
                clients.c.language,
                contacts.c.name.label("contact_name"),
                contacts.c.position,
                personal_dates.c.label,
                personal_dates.c.year,
                personal_dates.c.month,
                personal_dates.c.day,
                people.c.name.label("responsible_name"),
                doer.c.name.label("done_by_name"),
                _phones().label("phones"),
                _consents().label("consents"),
                _last_contact().label("last_contact"),
            )
            .join(clients, clients.c.id == greetings.c.client_id)
            .join(people, people.c.id == greetings.c.responsible_id)
            .outerjoin(contacts, contacts.c.id == greetings.c.contact_id)
            .outerjoin(personal_dates, personal_dates.c.id == greetings.c.personal_date_id)
            .outerjoin(doer, doer.c.id == greetings.c.done_by)
            .where(greetings.c.id == greeting_id, _visible(actor))
        )
        row = found.first()
        if row is None:
            raise NotFound(greeting_id=greeting_id)
        return GreetingView(
            greeting=_to_greeting(row),
            client_name=row.client_name,
            language=row.language,
            contact_name=row.contact_name,
            position=row.position,
            label=row.label or None,
            year=row.year,
            is_leap_day=(row.month, row.day) == (2, 29),
            responsible_name=row.responsible_name,
            done_by_name=row.done_by_name,
            phones=tuple(
                ClientPhone(number, extension, contact_id)
                for number, extension, contact_id in row.phones or ()
            ),
            consents={ConsentChannel(channel): given for channel, given in row.consents or ()},
            last_contact=None
            if row.last_contact is None
            else LastContact(
                InteractionKind(row.last_contact[0]),
                datetime.fromisoformat(row.last_contact[1]),
                row.last_contact[2],
            ),
        )

    async def save(self, greeting: Greeting, now: datetime) -> None:
        await self._connection.execute(
            update(greetings)
            .where(greetings.c.id == greeting.id)
            .values(
                status=str(greeting.status),
                remind_at=greeting.remind_at,
                done_at=greeting.done_at,
                done_by=greeting.done_by,
                note=greeting.note,
                version=greetings.c.version + 1,
                **change_marks(now),
            )
        )

    async def call_off(self, date_id: PersonalDateId, now: datetime) -> Sequence[GreetingId]:
        called_off = await self._connection.scalars(
            update(greetings)
            .where(greetings.c.personal_date_id == date_id, IS_DUE)
            .values(status="called_off", version=greetings.c.version + 1, **change_marks(now))
            .returning(greetings.c.id)
        )
        return [GreetingId(id_) for id_ in called_off]

    async def due(
        self, owners: frozenset[PersonId], *, offset: int, size: int
    ) -> tuple[Sequence[GreetingLine], int]:
        theirs = and_(IS_DUE, greetings.c.responsible_id.in_(sorted(owners)))
        total = await self._connection.scalar(select(func.count()).where(theirs)) or 0
        rows = await self._connection.execute(
            _lines().where(theirs).order_by(*OLDEST_FIRST).offset(offset).limit(size)
        )
        return [_to_line(row) for row in rows], int(total)

    async def of_day(
        self, owners: frozenset[PersonId], *, heads: frozenset[PersonId], now: datetime, each: int
    ) -> GreetingsOfDay:
        values = {"owners": sorted(owners), "heads": sorted(heads), "now": now, "each": each}
        rows = await _of_day().rows(self._connection, values)
        counts: dict[GreetingErrand, int] = {}
        lines = []
        for row in rows:
            counts[GreetingErrand(row.errand)] = row.how_many
            lines.append((GreetingErrand(row.errand), _to_line(row)))
        return GreetingsOfDay(tuple(lines), counts)


@cache
def _of_day() -> Reading:
    """The first of each errand of ``owners``, and of those who report to ``heads``."""
    is_own = greetings.c.responsible_id == bindparam("owners", type_=IDS).any_()
    reports = select(reporting.c.subordinate_id).where(
        reporting.c.boss_id == bindparam("heads", type_=IDS).any_(), reporting.c.depth == 1
    )
    is_late = greetings.c.overdue_at <= bindparam("now", type_=DateTime(timezone=True))
    errand = case(
        (and_(is_own, is_late), str(GreetingErrand.OVERDUE)),
        (is_own, str(GreetingErrand.TODAY)),
        else_=str(GreetingErrand.TEAM),
    )
    ranked = (
        select(
            greetings.c.id,
            errand.label("errand"),
            func.row_number().over(partition_by=errand, order_by=OLDEST_FIRST).label("place"),
            func.count().over(partition_by=errand).label("how_many"),
        )
        .where(IS_DUE, or_(is_own, and_(is_late, greetings.c.responsible_id.in_(reports))))
        .subquery()
    )
    return Reading(
        _lines()
        .add_columns(ranked.c.errand, ranked.c.how_many)
        .join(ranked, ranked.c.id == greetings.c.id)
        .where(ranked.c.place <= bindparam("each", type_=Integer))
        .order_by(ranked.c.errand, ranked.c.place)
    )


def _visible(actor: Actor) -> ColumnElement[bool]:
    mine = literal(sorted({actor.id, *actor.stands_in_for}), ARRAY(BigInteger))
    return or_(client_visible(actor.scope), greetings.c.responsible_id == func.any(mine))


def _lines() -> Select[Any]:
    return (
        select(
            greetings.c.id,
            clients.c.name.label("client_name"),
            contacts.c.name.label("contact_name"),
            greetings.c.occasion,
            personal_dates.c.label,
            greetings.c.holiday_names,
            greetings.c.occasion_on,
            greetings.c.overdue_at,
            greetings.c.responsible_id,
            people.c.name.label("responsible_name"),
        )
        .join(clients, clients.c.id == greetings.c.client_id)
        .join(people, people.c.id == greetings.c.responsible_id)
        .outerjoin(contacts, contacts.c.id == greetings.c.contact_id)
        .outerjoin(personal_dates, personal_dates.c.id == greetings.c.personal_date_id)
    )


def _phones() -> Any:
    """The contact's, else the client's; the longest known first."""
    first = phones.c.contact_id == greetings.c.contact_id
    return (
        select(
            func.json_agg(
                func.json_build_array(phones.c.number, phones.c.extension, phones.c.contact_id)
            )
        )
        .where(
            phones.c.client_id == greetings.c.client_id,
            or_(first, greetings.c.contact_id.is_(None), phones.c.contact_id.is_(None)),
        )
        .correlate(greetings)
        .scalar_subquery()
    )


def _consents() -> Any:
    return (
        select(
            func.json_agg(
                func.json_build_array(contact_consents.c.channel, contact_consents.c.is_given)
            )
        )
        .where(contact_consents.c.contact_id == greetings.c.contact_id)
        .correlate(greetings)
        .scalar_subquery()
    )


def _last_contact() -> Any:
    spoke = people.alias("spoke")
    return (
        select(func.json_build_array(interactions.c.kind, interactions.c.at, spoke.c.name))
        .join(spoke, spoke.c.id == interactions.c.person_id)
        .where(
            interactions.c.client_id == greetings.c.client_id,
            interactions.c.result == literal_column("'reached'"),
        )
        .order_by(interactions.c.at.desc(), interactions.c.id.desc())
        .limit(1)
        .correlate(greetings)
        .scalar_subquery()
    )


def _to_greeting(row: Any) -> Greeting:
    return Greeting(
        id=GreetingId(row.id),
        client_id=ClientId(row.client_id),
        contact_id=None if row.contact_id is None else ContactId(row.contact_id),
        occasion=Occasion(row.occasion),
        holiday=row.holiday,
        holiday_names=row.holiday_names or {},
        on=row.occasion_on,
        due_on=row.due_on,
        overdue_at=row.overdue_at,
        responsible_id=PersonId(row.responsible_id),
        status=GreetingStatus(row.status),
        version=row.version,
        remind_at=row.remind_at,
        done_at=row.done_at,
        done_by=None if row.done_by is None else PersonId(row.done_by),
        note=row.note,
    )


def _to_line(row: Any) -> GreetingLine:
    return GreetingLine(
        id=GreetingId(row.id),
        client_name=row.client_name,
        contact_name=row.contact_name,
        occasion=Occasion(row.occasion),
        label=row.label or None,
        holiday_names=row.holiday_names or {},
        on=row.occasion_on,
        overdue_at=row.overdue_at,
        responsible_id=PersonId(row.responsible_id),
        responsible_name=row.responsible_name,
    )
