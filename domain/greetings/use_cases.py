"""What a person notes about a client's dates: days, consents, holidays, language. Each loads the
client locked through the actor's scope.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.clients.model import Client, ClientId, ContactId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.errors import NotFound
from domain.greetings.errors import PersonalDateThere, TooManyDates
from domain.greetings.holidays import Holidays
from domain.greetings.making import MakeGreetings
from domain.greetings.model import (
    MOST_DATES,
    ClientLanguage,
    Consent,
    ConsentChannel,
    DateKind,
    HolidayKind,
    NewDate,
    PersonalDateId,
)
from domain.greetings.typed import read_date
from domain.notes import clean_comment
from domain.org.model import Actor
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork

SOON = timedelta(days=14)
"""A date that comes later is made by the clock in its turn."""


async def _note(
    uow: UnitOfWork,
    client: Client,
    kind: Happened,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    desk: Desk,
) -> None:
    await uow.timeline.add(
        kind, at=desk.clock(), client_id=client.id, actor_id=actor.id, facts=facts
    )
    await uow.ledger.refresh(Matter.CLIENT, client.id, except_for=actor.id)


def _facts(new: NewDate, contact_name: str | None) -> dict[str, object]:
    day = new.day
    return {
        "occasion": str(new.kind),
        "month": day.month,
        "day": day.day,
        "year": day.year,
        "label": new.label,
        "contact": contact_name,
    }


@dataclass(frozen=True, slots=True)
class AddPersonalDate:
    """Note a day of a contact person, or the client's own where ``contact_id`` is None.

    The same again changes nothing.
    """

    desk: Desk
    make_greetings: MakeGreetings

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        contact_id: ContactId | None,
        kind: DateKind,
        text: str,
        *,
        instead: bool = False,
    ) -> NewDate:
        """``instead``: a date of this kind that is there already is replaced.

        Raises:
            NotFound: no such client or contact, or a kind that is not theirs.
            PersonalDateThere, TooManyDates, LabelMissing, DateUnreadable, DateImpossible,
            DateNotYet, DateTooLongAgo, NameMissing, NameTooLong
        """
        now = self.desk.clock()
        today = now.astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            name = None
            if contact_id is not None:
                name = await uow.personal_dates.contact_name(client.id, contact_id)
            if kind.is_of_person is (contact_id is None):
                raise NotFound(contact_id=contact_id)
            day, label = read_date(text, kind, today=today)
            new = NewDate(client.id, contact_id, kind, day, label)
            present = await uow.personal_dates.equal(new)
            if present is not None and present.day == day:
                return new
            if present is not None and not instead:
                raise PersonalDateThere(present=present)
            if present is not None:
                await uow.personal_dates.change(present.id, new, now)
                for greeting_id in await uow.greetings.call_off(present.id, now):
                    await uow.ledger.refresh(Matter.GREETING, greeting_id, except_for=None)
            else:
                if await uow.personal_dates.count(client.id) >= MOST_DATES:
                    raise TooManyDates(limit=MOST_DATES)
                await uow.personal_dates.add(new, now)
            await _note(
                uow, client, Happened.DATE_NOTED, _facts(new, name), actor=actor, desk=self.desk
            )
            if day.next_on(today) - today <= SOON:
                await self.make_greetings.for_client(uow, client.id, now)
            await uow.commit()
        return new


@dataclass(frozen=True, slots=True)
class RemovePersonalDate:
    """Take a date away; what is due for it is called off. One that is gone changes nothing."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, date_id: PersonalDateId) -> None:
        """Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            known = await uow.personal_dates.find(client.id, date_id)
            await uow.personal_dates.remove(known.id, now)
            for greeting_id in await uow.greetings.call_off(known.id, now):
                await uow.ledger.refresh(Matter.GREETING, greeting_id, except_for=None)
            new = NewDate(client.id, known.contact_id, known.kind, known.day, known.label)
            facts = _facts(new, known.contact_name)
            await _note(uow, client, Happened.DATE_REMOVED, facts, actor=actor, desk=self.desk)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class SetConsent:
    """A contact person lets us use a channel, or no longer does. The same again changes nothing."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        contact_id: ContactId,
        channel: ConsentChannel,
        *,
        is_given: bool,
        how: str | None = None,
    ) -> None:
        """``how`` says in words by what it was given or withdrawn.

        Raises: NotFound, NoteMissing, NoteTooLong.
        """
        now = self.desk.clock()
        words = clean_comment(how) if how is not None else None
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            name = await uow.personal_dates.contact_name(client.id, contact_id)
            consent = Consent(contact_id, channel, is_given, now, words)
            if not await uow.personal_dates.set_consent(consent, now):
                return
            facts = {"channel": str(channel), "contact": name, "how": words}
            kind = Happened.CONSENT_GIVEN if is_given else Happened.CONSENT_WITHDRAWN
            await _note(uow, client, kind, facts, actor=actor, desk=self.desk)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ChooseHoliday:
    """Congratulate a client on a holiday, or not, whatever its segment says."""

    desk: Desk
    holidays: Holidays
    make_greetings: MakeGreetings

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        kind: HolidayKind,
        key: str,
        *,
        is_wanted: bool,
    ) -> None:
        """Raises: NotFound, also for a holiday that the client's country does not have."""
        now = self.desk.clock()
        today = now.astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
            country = await uow.personal_dates.country_of(client.id)
            known = self.holidays.between(
                rules.rulebook.greetings, country, today, today + timedelta(days=366)
            )
            if not any((holiday.kind, holiday.key) == (kind, key) for holiday in known):
                raise NotFound(holiday=key)
            await uow.personal_dates.choose_holiday(
                client.id, kind, key, is_wanted=is_wanted, now=now
            )
            if is_wanted:
                await self.make_greetings.for_client(uow, client.id, now)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class SetClientLanguage:
    """The language in which a client is congratulated."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, language: ClientLanguage) -> None:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            await uow.personal_dates.set_language(client.id, str(language), self.desk.clock())
            await uow.commit()
