"""Buttons of reports. A standard report's whole choice is in its buttons; one's own selection is a
row, and ``version`` tells an outdated button from a fresh one.
"""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import BaseModel

from domain.org.whose import WhoseKind
from domain.reports.model import Every, FileKind, ReportKey, Span


class WhoseLetter(StrEnum):
    """Kinds of whose, short enough for callback data."""

    PERSON = "p"
    TEAM = "t"
    DEPARTMENT = "d"
    BRANCH = "b"
    COMPANY = "c"

    @classmethod
    def of(cls, kind: WhoseKind) -> "WhoseLetter":
        return cls[kind.name]

    @property
    def kind(self) -> WhoseKind:
        return WhoseKind[self.name]


class OpenReports(CallbackData, prefix="reports"):
    """The list of what the role has."""


class ReportChoice(BaseModel):
    """``first`` and ``last`` are ordinals of days, 0 where ``span`` says all."""

    report: ReportKey
    span: Span
    first: int = 0
    last: int = 0
    whose: WhoseLetter = WhoseLetter.COMPANY
    id: int = 0


class OpenReport(ReportChoice, CallbackData, prefix="rp"):
    pass


class TakeReport(ReportChoice, CallbackData, prefix="rf"):
    file: FileKind


class AskReportDays(ReportChoice, CallbackData, prefix="rd"):
    pass


class ListReportWhose(ReportChoice, CallbackData, prefix="rw"):
    """``kind`` is of what is listed."""

    kind: WhoseLetter
    page: int = 0


class CancelReportRun(CallbackData, prefix="rp-stop"):
    run_id: int


class SelectionPart(StrEnum):
    DAYS = "days"
    WHOSE = "whose"
    STATUS = "status"
    STAGE = "stage"
    SEGMENT = "segment"
    REASON = "reason"
    PRODUCT = "product"


class OpenSelections(CallbackData, prefix="rs-mine"):
    pass


class OpenSelection(CallbackData, prefix="rs"):
    """0 is the one that is being made."""

    selection_id: int = 0


class ChooseForSelection(CallbackData, prefix="rs-ask"):
    """``kind`` is of what is listed, where the part is whose."""

    selection_id: int
    version: int
    part: SelectionPart
    page: int = 0
    kind: WhoseLetter = WhoseLetter.BRANCH


class SetForSelection(CallbackData, prefix="rs-set"):
    """``value`` is a key or an id; of whose a letter and an id; none for all."""

    selection_id: int
    version: int
    part: SelectionPart
    value: str | None = None


class ResetSelection(CallbackData, prefix="rs-new"):
    selection_id: int
    version: int


class AskSelectionDays(CallbackData, prefix="rs-days"):
    selection_id: int
    version: int


class TakeSelection(CallbackData, prefix="rs-file"):
    selection_id: int
    file: FileKind


class ListSelected(CallbackData, prefix="rs-list"):
    selection_id: int
    page: int = 0


class OpenSelectedDeal(CallbackData, prefix="rs-deal"):
    deal_id: int
    selection_id: int
    page: int = 0


class SaveSelectionAs(CallbackData, prefix="rs-save"):
    selection_id: int


class RenameSelectionTo(CallbackData, prefix="rs-name"):
    selection_id: int


class AskToDeleteSelection(CallbackData, prefix="rs-drop"):
    selection_id: int


class DropSelection(CallbackData, prefix="rs-gone"):
    selection_id: int
    version: int


class ChooseSubscription(CallbackData, prefix="rs-every"):
    selection_id: int


class Subscribe(CallbackData, prefix="rs-sub"):
    selection_id: int
    version: int
    every: Every
    file: FileKind


class Unsubscribe(CallbackData, prefix="rs-off"):
    selection_id: int
    version: int
