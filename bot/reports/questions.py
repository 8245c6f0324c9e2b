"""What is asked in words: days of one's own, and what a selection is called."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.questions import Asked as Answered
from bot.questions import Question, ask
from bot.reports.callback_data import (
    AskReportDays,
    AskSelectionDays,
    OpenReport,
    RenameSelectionTo,
    SaveSelectionAs,
)
from bot.reports.cards import asked_by, open_report
from bot.reports.handlers import show_report
from bot.reports.selection_handlers import show_selection
from domain.org.model import Actor
from domain.reports.days import ReadReportDays
from domain.reports.model import SelectionId
from domain.reports.selections import (
    ChangeSelection,
    RenameSelection,
    SaveSelection,
    ViewSelection,
)


async def report_days_asked(
    _query: CallbackQuery, callback_data: AskReportDays, dialog_manager: DialogManager
) -> None:
    button = open_report(asked_by(callback_data)).pack()
    await ask(dialog_manager, "report_days", button=button)


async def report_days_told(answered: Answered, text: str) -> None:
    data = answered.data
    actor: Actor = data["actor"]
    read_report_days: ReadReportDays = data["read_report_days"]
    button = OpenReport.unpack(str(answered.ids["button"]))
    before = asked_by(button)
    days = await read_report_days(actor, text, before.filter.whose)
    first, last = days.first, days.last
    assert first is not None
    assert last is not None
    span = {"span": days.span, "first": first.toordinal(), "last": last.toordinal()}
    asked = asked_by(button.model_copy(update=span))
    await answered.close()
    await show_report(
        answered.target, actor, asked, data["texts"], data["view_report"], data["cards"]
    )


async def selection_days_asked(
    _query: CallbackQuery, callback_data: AskSelectionDays, dialog_manager: DialogManager
) -> None:
    await ask(
        dialog_manager,
        "selection_days",
        selection_id=callback_data.selection_id,
        version=callback_data.version,
    )


async def selection_days_told(answered: Answered, text: str) -> None:
    data, actor = answered.data, answered.data["actor"]
    read_report_days: ReadReportDays = data["read_report_days"]
    change_selection: ChangeSelection = data["change_selection"]
    view_selection: ViewSelection = data["view_selection"]
    id_, version = SelectionId(answered.ids["selection_id"]), int(answered.ids["version"])
    shown = await view_selection(actor, id_)
    days = await read_report_days(actor, text, shown.view.whose)
    changed = await change_selection.choose_days(actor, id_, days, version=version)
    await answered.close()
    await show_selection(
        answered.target, changed, actor, data["texts"], data["cards"], data["clock"]
    )


async def name_asked(
    _query: CallbackQuery, callback_data: SaveSelectionAs, dialog_manager: DialogManager
) -> None:
    await ask(dialog_manager, "selection_name", selection_id=callback_data.selection_id)


async def name_told(answered: Answered, text: str) -> None:
    save_selection: SaveSelection = answered.data["save_selection"]
    id_ = SelectionId(answered.ids["selection_id"])
    saved = await save_selection(answered.data["actor"], id_, text)
    await _show(answered, saved.id)


async def new_name_asked(
    _query: CallbackQuery, callback_data: RenameSelectionTo, dialog_manager: DialogManager
) -> None:
    await ask(dialog_manager, "selection_new_name", selection_id=callback_data.selection_id)


async def new_name_told(answered: Answered, text: str) -> None:
    rename_selection: RenameSelection = answered.data["rename_selection"]
    id_ = SelectionId(answered.ids["selection_id"])
    renamed = await rename_selection(answered.data["actor"], id_, text)
    await _show(answered, renamed.id)


async def _show(answered: Answered, selection_id: SelectionId) -> None:
    data = answered.data
    view_selection: ViewSelection = data["view_selection"]
    shown = await view_selection(data["actor"], selection_id)
    await answered.close()
    await show_selection(
        answered.target, shown, data["actor"], data["texts"], data["cards"], data["clock"]
    )


QUESTIONS: Final = (
    Question("report_days", "question-report-days", report_days_told),
    Question("selection_days", "question-report-days", selection_days_told),
    Question("selection_name", "question-selection-name", name_told),
    Question("selection_new_name", "question-selection-name", new_name_told),
)


def dialog_router() -> Router:
    asking = Router(name="reports-asking")
    tapped = asking.callback_query.register
    tapped(report_days_asked, AskReportDays.filter())
    tapped(selection_days_asked, AskSelectionDays.filter())
    tapped(name_asked, SaveSelectionAs.filter())
    tapped(new_name_asked, RenameSelectionTo.filter())
    return asking
