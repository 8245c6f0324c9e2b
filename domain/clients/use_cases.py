"""What a person can do with a client. Each loads it locked through the actor's scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.cadences.reckoning import reckon
from domain.clients.errors import ClientHasTwins
from domain.clients.model import NAME_LIMIT, Client, ClientDraft, ClientId, Twin
from domain.clients.shared_cards import keep_card
from domain.clients.tax_numbers import read_tax_number
from domain.clients.typed_line import TypedClient
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.emails import read_email
from domain.names import clean_name
from domain.notes import clean_note
from domain.org.model import Actor
from domain.phones import Phone, ReadPhone
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


async def _note_change(
    uow: UnitOfWork,
    client: Client,
    kind: Happened,
    *,
    actor: Actor,
    desk: Desk,
    facts: Mapping[str, object] | None = None,
) -> None:
    """A line in the client's timeline, and shown cards edited."""
    await uow.timeline.add(
        kind, at=desk.clock(), client_id=client.id, actor_id=actor.id, facts=facts
    )
    await uow.ledger.refresh(Matter.CLIENT, client.id, except_for=actor.id)


async def _note_left_out(
    uow: UnitOfWork,
    client: Client,
    name: str,
    left_out: Sequence[str],
    *,
    actor: Actor,
    desk: Desk,
) -> None:
    """What a shared card says and nothing has a place for stays as words of the history."""
    if left_out:
        facts = {"text": f"{name}: {', '.join(left_out)}"}
        await _note_change(uow, client, Happened.NOTE, actor=actor, desk=desk, facts=facts)


@dataclass(frozen=True, slots=True)
class CreateClient:
    """A new client of the actor's branch, owned by the actor, in the rulebook's first segment."""

    desk: Desk
    read_phone: ReadPhone

    async def __call__(
        self, actor: Actor, typed: TypedClient, *, in_spite_of_twins: bool = False
    ) -> Client:
        """Raises: NameMissing, NameTooLong, PhoneUnreadable, EmailUnreadable,
        TaxNumberUnreadable; ClientHasTwins: others may be the same client, and nobody said to
        create it in spite of them."""
        now = self.desk.clock()
        name = clean_name(typed.name, limit=NAME_LIMIT)
        phone = self.read_phone(typed.phone, actor.country) if typed.phone else None
        contact = clean_name(typed.contact_name, limit=NAME_LIMIT) if typed.contact_name else None
        email = read_email(typed.email) if typed.email else None
        tax_number = read_tax_number(typed.tax_number, actor.country) if typed.tax_number else None
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            twins = await uow.clients.twins(
                name,
                phone.number if phone else None,
                actor.scope,
                email=email,
                tax_number=tax_number,
            )
            if twins and not in_spite_of_twins:
                raise ClientHasTwins(twins=tuple(twins))
            client = await uow.clients.add(
                ClientDraft(
                    name=name,
                    segment=rules.rulebook.default_segment,
                    phone=phone.number if phone else None,
                    extension=phone.extension if phone else None,
                    contact_name=contact,
                    contact_telegram_id=typed.contact_telegram_id,
                    email=email,
                    tax_number=tax_number,
                ),
                branch_id=actor.branch_id,
                owner_id=actor.id,
                now=now,
            )
            left_out: Sequence[str] = ()
            if contact and typed.card:
                contact_id = await uow.clients.add_contact(client.id, contact, None, now)
                left_out = await keep_card(
                    uow,
                    client.id,
                    contact_id,
                    typed.card,
                    country=actor.country,
                    read_phone=self.read_phone,
                    now=now,
                )
            facts: dict[str, object] = {"name": name}
            if twins:
                facts["twins"] = [twin.client_id for twin in twins if twin.client_id is not None]
            await _note_change(
                uow, client, Happened.CLIENT_CREATED, actor=actor, desk=self.desk, facts=facts
            )
            await _note_left_out(uow, client, name, left_out, actor=actor, desk=self.desk)
            await reckon(self.desk, uow, [client.id])
            await uow.commit()
        return client


@dataclass(frozen=True, slots=True)
class AddClientPhone:
    """One more phone of a client; one that it has already changes nothing."""

    desk: Desk
    read_phone: ReadPhone

    async def __call__(
        self, actor: Actor, client_id: ClientId, text: str, *, in_spite_of_twins: bool = False
    ) -> Phone:
        """Raises: NotFound, PhoneUnreadable; ClientHasTwins: it is another client's phone."""
        phone = self.read_phone(text, actor.country)
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            others = await _others_with(uow, phone, client, actor)
            if others and not in_spite_of_twins:
                raise ClientHasTwins(twins=others)
            if await uow.clients.add_phone(
                client.id, phone.number, phone.extension, self.desk.clock()
            ):
                facts = {"number": phone.number}
                await _note_change(
                    uow, client, Happened.PHONE_ADDED, actor=actor, desk=self.desk, facts=facts
                )
                await uow.commit()
        return phone


async def _others_with(
    uow: UnitOfWork, phone: Phone, client: Client, actor: Actor
) -> tuple[Twin, ...]:
    twins = await uow.clients.twins("", phone.number, actor.scope)
    return tuple(twin for twin in twins if twin.client_id != client.id)


@dataclass(frozen=True, slots=True)
class AddClientContact:
    """A person to talk to at a client, with their phone."""

    desk: Desk
    read_phone: ReadPhone

    async def __call__(self, actor: Actor, client_id: ClientId, typed: TypedClient) -> Client:
        """Raises: NotFound, NameMissing, NameTooLong, PhoneUnreadable."""
        now = self.desk.clock()
        name = clean_name(typed.contact_name or typed.name, limit=NAME_LIMIT)
        phone = self.read_phone(typed.phone, actor.country) if typed.phone else None
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            contact_id = await uow.clients.add_contact(
                client.id, name, typed.contact_telegram_id, now
            )
            if phone:
                await uow.clients.add_phone(
                    client.id, phone.number, phone.extension, now, contact_id
                )
            left_out = await keep_card(
                uow,
                client.id,
                contact_id,
                typed.card,
                country=actor.country,
                read_phone=self.read_phone,
                now=now,
            )
            facts = {"name": name}
            await _note_change(
                uow, client, Happened.CONTACT_ADDED, actor=actor, desk=self.desk, facts=facts
            )
            await _note_left_out(uow, client, name, left_out, actor=actor, desk=self.desk)
            await uow.commit()
        return client


@dataclass(frozen=True, slots=True)
class RenameClient:
    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, name: str) -> None:
        """Raises: NotFound, NameMissing, NameTooLong."""
        name = clean_name(name, limit=NAME_LIMIT)
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            if client.name == name:
                return
            await uow.clients.rename(client.id, name, self.desk.clock())
            facts = {"was": client.name, "name": name}
            await _note_change(
                uow, client, Happened.CLIENT_RENAMED, actor=actor, desk=self.desk, facts=facts
            )
            await uow.commit()


@dataclass(frozen=True, slots=True)
class AddClientNote:
    """A few words kept on the client's timeline."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, words: str) -> None:
        """Raises: NotFound, NoteMissing, NoteTooLong."""
        note = clean_note(words)
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            await _note_change(
                uow, client, Happened.NOTE, actor=actor, desk=self.desk, facts={"text": note}
            )
            await uow.commit()
