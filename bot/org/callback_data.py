"""Buttons about people, days away, invitations and languages. What was searched for is not in them:
they stand under a reply to it.
"""

from aiogram.filters.callback_data import CallbackData

from domain.org.model import Role


class OpenPerson(CallbackData, prefix="p"):
    person_id: int


class OpenBranch(CallbackData, prefix="p-at"):
    """A page of a branch; 0 is the top of the company."""

    branch_id: int = 0
    page: int = 0


class AskForName(CallbackData, prefix="p-ask"):
    """Who is looked for by name."""


class TurnPeopleFound(CallbackData, prefix="p-list"):
    """A page of the people found by the text that the message replies to."""

    page: int = 0


class OpenUninvited(CallbackData, prefix="p-new"):
    page: int = 0


class Invite(CallbackData, prefix="p-in"):
    person_id: int


class AskToDeactivate(CallbackData, prefix="p-off"):
    person_id: int


class Deactivate(CallbackData, prefix="p-off1"):
    person_id: int


class OpenPlace(CallbackData, prefix="p-place"):
    """Somebody's role, boss and department, to be changed."""

    person_id: int


class GiveRole(CallbackData, prefix="p-give"):
    person_id: int
    role: Role


class ChooseBoss(CallbackData, prefix="p-boss"):
    person_id: int


class ChooseDepartment(CallbackData, prefix="p-dep"):
    person_id: int
    page: int = 0


class ChooseBranch(CallbackData, prefix="p-br"):
    person_id: int
    page: int = 0


class GiveBranch(CallbackData, prefix="p-br1"):
    person_id: int
    branch_id: int


class GiveDepartment(CallbackData, prefix="p-dep1"):
    """0: of no department."""

    person_id: int
    department_id: int


class OpenAbsences(CallbackData, prefix="a"):
    page: int = 0


class NewAbsence(CallbackData, prefix="a-new"):
    person_id: int


class CancelAbsenceNow(CallbackData, prefix="a-no"):
    absence_id: int


class ChooseLanguage(CallbackData, prefix="lang"):
    language: str
