from domain.org.errors import NotTheirHead
from domain.org.model import Actor, Person
from domain.org.rules import authority_of, outranks
from domain.org.views import PersonView
from domain.unit_of_work import UnitOfWork


async def is_head_of(uow: UnitOfWork, actor: Actor, person: Person | PersonView) -> bool:
    """Whether the actor may decide about the person: above them, and in one line with them."""
    return outranks(actor, person) and await uow.people.is_within(person.id, authority_of(actor))


async def require_head_of(uow: UnitOfWork, actor: Actor, person: Person) -> None:
    """Raises: NotTheirHead."""
    if not await is_head_of(uow, actor, person):
        raise NotTheirHead
