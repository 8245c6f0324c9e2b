"""Which phones stand beside a record about a client, and in which order."""

from domain.requests.model import NewRequest
from tests.crm import Crm, by

HEAD_OFFICE, RECEPTION, ANNA, BORIS = (f"+7495000000{number}" for number in (1, 2, 3, 4))


async def test_whoever_a_request_is_of_is_called_first_and_no_other_person(crm: Crm) -> None:
    rep = await crm.given_person("Иван Петров")
    client = await crm.given_client(rep)
    async with crm.transaction() as uow:
        anna = await uow.clients.add_contact(client.id, "Анна", None, crm.now)
        boris = await uow.clients.add_contact(client.id, "Борис", None, crm.now)
        for number, contact in (
            (HEAD_OFFICE, None),
            (RECEPTION, None),
            (ANNA, anna),
            (BORIS, boris),
        ):
            await uow.clients.add_phone(client.id, number, None, crm.now, contact)
    actor = await crm.actor(rep)

    async def phones_of(contact: int | None) -> list[str]:
        new = NewRequest(client.id, "phone", "complaint", "Нет счёта", contact_id=contact)
        with by(actor):
            request = await crm.log_request(actor, new)
        return [one.number for one in (await crm.view_request(actor, request.id)).view.phones]

    assert await phones_of(anna) == [ANNA, HEAD_OFFICE, RECEPTION]
    assert await phones_of(None) == [HEAD_OFFICE, RECEPTION, ANNA, BORIS]
