"""Buttons about congratulations and clients' dates."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.greetings.model import ClientLanguage, ConsentChannel, DateKind

COMPANY = 0
"""In place of a contact's id: the date is the client's own."""

ShortKind = Literal["public", "trade"]


class OpenGreeting(CallbackData, prefix="g-card"):
    greeting_id: int


class OpenGreetings(CallbackData, prefix="g-list"):
    page: int = 0


class CongratulatedNow(CallbackData, prefix="g-done"):
    greeting_id: int
    version: int


class PutOffGreeting(CallbackData, prefix="g-later"):
    greeting_id: int
    version: int


class ShowGreetingText(CallbackData, prefix="g-text"):
    greeting_id: int


class OpenDates(CallbackData, prefix="g-dates"):
    client_id: int
    page: int = 0


class ChooseWhoseDate(CallbackData, prefix="g-whose"):
    client_id: int
    page: int = 0


class ChooseDateKind(CallbackData, prefix="g-what"):
    client_id: int
    contact_id: int


class AskForDate(CallbackData, prefix="g-ask"):
    client_id: int
    contact_id: int
    kind: DateKind


class ChooseDateToRemove(CallbackData, prefix="g-drop"):
    client_id: int
    page: int = 0


class RemoveDate(CallbackData, prefix="g-rm"):
    client_id: int
    date_id: int


class OpenConsents(CallbackData, prefix="g-cons"):
    client_id: int
    page: int = 0


class OpenConsentsOf(CallbackData, prefix="g-con"):
    client_id: int
    contact_id: int


class AskAboutConsent(CallbackData, prefix="g-conask"):
    client_id: int
    contact_id: int
    channel: ConsentChannel
    is_given: bool


class OpenHolidays(CallbackData, prefix="g-hol"):
    client_id: int
    page: int = 0


class SetHoliday(CallbackData, prefix="g-hs"):
    """``key`` is a holiday's of the client's country."""

    client_id: int
    kind: ShortKind
    key: str
    is_wanted: bool


class ChooseLanguage(CallbackData, prefix="g-lang"):
    client_id: int


class SetLanguage(CallbackData, prefix="g-ls"):
    client_id: int
    language: ClientLanguage
