"""Buttons about people, days away, invitations and languages."""

from typing import Final

from aiogram.filters.callback_data import CallbackData

LONGEST_WANTED_BYTES: Final = 48
SEPARATOR: Final = ":"


class OpenPerson(CallbackData, prefix="p"):
    person_id: int


class OpenBranch(CallbackData, prefix="p-at"):
    """A page of a branch; 0 is the top of the company."""

    branch_id: int = 0
    page: int = 0


class AskForName(CallbackData, prefix="p-ask"):
    """Who is looked for by name."""


class PeopleFound(CallbackData, prefix="p-find"):
    """A page of what was found: the one callback that carries words, cut to what fits."""

    page: int
    wanted: str


class OpenUninvited(CallbackData, prefix="p-new"):
    page: int = 0


class Invite(CallbackData, prefix="p-in"):
    person_id: int


class AskToDeactivate(CallbackData, prefix="p-off"):
    person_id: int


class Deactivate(CallbackData, prefix="p-off1"):
    person_id: int


class OpenAbsences(CallbackData, prefix="a"):
    page: int = 0


class NewAbsence(CallbackData, prefix="a-new"):
    person_id: int


class CancelAbsenceNow(CallbackData, prefix="a-no"):
    absence_id: int


class ChooseLanguage(CallbackData, prefix="lang"):
    language: str


def people_found(wanted: str, page: int = 0) -> PeopleFound:
    """As much of ``wanted`` as callback data holds; what is cut off only widens the search."""
    clean = " ".join(wanted.replace(SEPARATOR, " ").split())
    fitting = clean.encode()[:LONGEST_WANTED_BYTES].decode(errors="ignore")
    return PeopleFound(page=page, wanted=fitting.strip())
