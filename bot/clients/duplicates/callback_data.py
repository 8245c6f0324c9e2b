"""Buttons about clients that may be one. ``taken`` is a mask of the loser's fields that survive,
``seen`` a number made of what was shown of both."""

from aiogram.filters.callback_data import CallbackData

from domain.clients.erasure import Subject


class OpenDuplicates(CallbackData, prefix="dup-l"):
    page: int = 0


class OpenDuplicatesOf(CallbackData, prefix="dup-c"):
    """What one client may be the same as, and what was merged into it."""

    client_id: int


class OpenPair(CallbackData, prefix="dup-p"):
    pair_id: int


class TellPairApart(CallbackData, prefix="dup-no"):
    pair_id: int


class ChooseMerge(CallbackData, prefix="dup-m"):
    survivor_id: int
    loser_id: int
    taken: int = 0


class MergeNow(CallbackData, prefix="dup-go"):
    survivor_id: int
    loser_id: int
    taken: int
    seen: int


class TakeApart(CallbackData, prefix="dup-un"):
    """Undo a merge."""

    merge_id: int


class OpenPersonalData(CallbackData, prefix="pd"):
    """Whose data there are at a client."""

    client_id: int


class OpenPersonsData(CallbackData, prefix="pd-of"):
    subject: Subject
    subject_id: int
    client_id: int


class ExportPerson(CallbackData, prefix="pd-out"):
    subject: Subject
    subject_id: int


class ErasePerson(CallbackData, prefix="pd-end"):
    """Begins the questions: nothing is erased by this tap."""

    subject: Subject
    subject_id: int
