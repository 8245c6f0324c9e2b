"""What other nouns' cards show of requests."""

from bot.requests.callback_data import OpenClientRequests, OpenRequest
from bot.screens import Button
from bot.texts import Texts
from domain.clients.model import ClientId


def requests_button(client_id: ClientId, count: int, texts: Texts) -> Button:
    """To a client's requests; ``count`` are not closed."""
    label = texts.plain("client-requests-button", count=count)
    return Button(label, OpenClientRequests(client_id=client_id))


def origin_button(request_id: int, texts: Texts) -> Button:
    """To the request that a task or a deal came of."""
    return Button(texts.plain("request-origin-button"), OpenRequest(request_id=request_id))
