"""Buttons about clients. What was searched for is not in them: they stand under a reply to it."""

from aiogram.filters.callback_data import CallbackData

from domain.timeline import HistoryPart


class OpenFound(CallbackData, prefix="c-found"):
    """A client in a list of found ones; its card leads back to the list."""

    client_id: int


class TurnFound(CallbackData, prefix="c-list"):
    page: int = 0


class CreateWanted(CallbackData, prefix="c-new"):
    """A client out of the text that found nobody, or not the right one."""


class OpenClientHistory(CallbackData, prefix="c-story"):
    client_id: int
    part: HistoryPart = HistoryPart.ALL
    page: int = 0


class EditClient(CallbackData, prefix="c-edit"):
    client_id: int


class SetSegment(CallbackData, prefix="c-seg"):
    client_id: int
    segment: str


class LeaveSegment(CallbackData, prefix="c-rules"):
    """The rules decide on the client's segment again."""

    client_id: int


class AskAboutClient(CallbackData, prefix="c-ask"):
    """``what`` names the question: note, phone, name, tax_number."""

    client_id: int
    what: str


class AskEmail(CallbackData, prefix="c-mail"):
    """Of a contact, or of whichever there is where ``contact_id`` is 0."""

    client_id: int
    contact_id: int = 0


class CreateFromContact(CallbackData, prefix="c-person"):
    """A client out of the shared contact that this message answers."""


class FileContact(CallbackData, prefix="c-file"):
    """The shared contact goes to a client that there is."""
