"""Buttons about approvals. ``version`` is that of the task as it was shown."""

from aiogram.filters.callback_data import CallbackData


class OpenApprovals(CallbackData, prefix="appr"):
    """What waits for the reader's approval, several on one screen."""

    page: int = 0


class ApproveTaskNow(CallbackData, prefix="appr-yes"):
    task_id: int
    version: int


class AskWhyNot(CallbackData, prefix="appr-no"):
    """Declining asks for the reason."""

    task_id: int
    version: int


class AskAboutApproval(CallbackData, prefix="appr-ask"):
    task_id: int


class ChooseApprovalDate(CallbackData, prefix="appr-day"):
    task_id: int
    version: int


class ApproveOnList(CallbackData, prefix="appr-one"):
    """One line of the screen; the screen stays."""

    task_id: int
    version: int
    page: int


class AskToApproveShown(CallbackData, prefix="appr-all"):
    """The first tap: the same screen asks whether that is meant."""

    page: int


class ApproveShown(CallbackData, prefix="appr-all2"):
    """The second tap. ``shown`` is the fingerprint of the tasks and versions that stood there."""

    page: int
    shown: int
