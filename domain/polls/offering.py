"""Which poll the card of a contact offers."""

from datetime import datetime

from domain.interactions.model import Interaction
from domain.org.model import Actor
from domain.polls import rules
from domain.rulebook.model import Rulebook
from domain.rulebook.polls import Poll
from domain.unit_of_work import UnitOfWork


async def offered_poll(
    uow: UnitOfWork, actor: Actor, interaction: Interaction, rulebook: Rulebook, now: datetime
) -> Poll | None:
    """One that was begun with it, or may be asked now; whoever asks."""
    if not rulebook.polls:
        return None
    client = (await uow.clients.view(interaction.client_id, actor.scope)).client
    asked = await uow.polls.asked(client.id, interaction.id)
    return rules.offered(rulebook.polls, interaction, client.segment, asked, now)
