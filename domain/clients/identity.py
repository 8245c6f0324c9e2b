"""By what a client is known beside its name: typed later, asked about where another has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clients.duplicates import Sign
from domain.clients.errors import ClientHasTwins
from domain.clients.model import Client, ClientId, ContactId, Twin
from domain.clients.tax_numbers import read_tax_number
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.emails import read_email
from domain.org.model import Actor
from domain.phones import ReadPhone
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ChangeTaxNumber:
    """Another tax number, or none."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        text: str | None,
        *,
        in_spite_of_twins: bool = False,
    ) -> None:
        """Raises: NotFound, TaxNumberUnreadable; ClientHasTwins: it is another client's."""
        number = read_tax_number(text, actor.country) if text else None
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            if client.tax_number == number:
                return
            if number is not None and not in_spite_of_twins:
                twins = await uow.clients.twins("", None, actor.scope, tax_number=number)
                _refuse_others(client, twins)
            await uow.clients.change_tax_number(client.id, number, now)
            facts = {"was": client.tax_number, "number": number}
            await uow.timeline.add(
                Happened.TAX_NUMBER_CHANGED,
                at=now,
                client_id=client.id,
                actor_id=actor.id,
                facts=facts,
            )
            await uow.ledger.refresh(Matter.CLIENT, client.id, except_for=actor.id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ChangeEmail:
    """The e-mail of a contact; of a client without contacts, one of the client's name is made."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        contact_id: ContactId | None,
        text: str,
        *,
        in_spite_of_twins: bool = False,
    ) -> None:
        """Raises: NotFound, EmailUnreadable; ClientHasTwins: it is another client's."""
        email = read_email(text)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            if not in_spite_of_twins:
                twins = await uow.clients.twins("", None, actor.scope, email=email)
                _refuse_others(client, twins)
            if contact_id is None:
                contact_id = await uow.clients.add_contact(client.id, client.name, None, now)
            if await uow.clients.change_email(client.id, contact_id, email, now):
                await uow.timeline.add(
                    Happened.EMAIL_CHANGED,
                    at=now,
                    client_id=client.id,
                    actor_id=actor.id,
                    facts={"email": email},
                )
                await uow.ledger.refresh(Matter.CLIENT, client.id, except_for=actor.id)
                await uow.commit()


@dataclass(frozen=True, slots=True)
class FindOthersWith:
    """Clients other than this one that have the phone, the e-mail or the tax number."""

    desk: Desk
    read_phone: ReadPhone

    async def __call__(
        self, actor: Actor, client_id: ClientId, sign: Sign, text: str
    ) -> Sequence[Twin]:
        """Raises: PhoneUnreadable, EmailUnreadable, TaxNumberUnreadable."""
        async with self.desk.begin() as uow:
            twins = await self._twins(uow, actor, sign, text)
        return [twin for twin in twins if twin.client_id != client_id]

    async def _twins(self, uow: UnitOfWork, actor: Actor, sign: Sign, text: str) -> Sequence[Twin]:
        match sign:
            case Sign.PHONE:
                phone = self.read_phone(text, actor.country)
                return await uow.clients.twins("", phone.number, actor.scope)
            case Sign.EMAIL:
                return await uow.clients.twins("", None, actor.scope, email=read_email(text))
            case Sign.TAX_NUMBER:
                number = read_tax_number(text, actor.country)
                return await uow.clients.twins("", None, actor.scope, tax_number=number)
            case Sign.NAME:
                return await uow.clients.twins(text, None, actor.scope)


def _refuse_others(client: Client, twins: Sequence[Twin]) -> None:
    """Raises: ClientHasTwins."""
    others = tuple(twin for twin in twins if twin.client_id != client.id)
    if others:
        raise ClientHasTwins(twins=others)
