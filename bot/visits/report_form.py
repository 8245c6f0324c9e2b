"""What came of a visit, told in one form: words, photos, a shared location, and what is next."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.dialogs import (
    TYPED,
    Label,
    Say,
    cancel,
    close_form,
    only_words,
    open_form,
    started_with,
    texts_of,
)
from bot.interactions.contents import filed_in, spot_in, words_in
from bot.matters import ShowMatter
from bot.shortening import shorten
from bot.texts import Markup
from bot.visits.callback_data import StartVisitReport
from bot.visits.cards import LONGEST_NAME, TITLES, visit_card
from domain.delivery.model import Matter
from domain.interactions.model import WORDS_LIMIT, FiledKind, FiledMessage, NextStep, Spot
from domain.interactions.reading import ReadNextStep
from domain.interactions.rules import require_room
from domain.notes import clean_note
from domain.org.model import Actor
from domain.tasks.model import Deadline
from domain.visits.errors import VisitOver
from domain.visits.model import VisitId, VisitStatus
from domain.visits.queries import ViewVisit
from domain.visits.reporting import CheckReport, ReportVisit, VisitReport

SENT = F.photo | F.document | F.voice | F.video | F.audio | F.video_note | F.location | F.venue


class VisitReportForm(StatesGroup):
    telling = State()
    step = State()


async def report_begun(
    _query: CallbackQuery,
    callback_data: StartVisitReport,
    actor: Actor,
    check_report: CheckReport,
    dialog_manager: DialogManager,
) -> None:
    view = await check_report(actor, VisitId(callback_data.visit_id))
    data = {
        "visit_id": callback_data.visit_id,
        "is_held": callback_data.is_held,
        "client": view.client_name,
    }
    await open_form(dialog_manager, VisitReportForm.telling, data)


async def report_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    started, kept = started_with(dialog_manager), dialog_manager.dialog_data
    texts, data = texts_of(dialog_manager), dialog_manager.middleware_data
    status = VisitStatus.HELD if started["is_held"] else VisitStatus.NO_SHOW
    filled = [
        texts("visit-report-words", words=kept["words"]) if kept.get("words") else None,
        texts("visit-report-files", count=len(kept["files"])) if kept.get("files") else None,
        texts("visit-report-spot") if kept.get("spot") else None,
    ]
    if kept.get("step"):
        at = datetime.fromisoformat(kept["step_at"])
        zone, now = data["actor"].zone, data["clock"]()
        when = texts.moment(at, zone=zone, now=now)
        if not kept["step_has_time"]:
            when = texts.day(at.astimezone(zone).date(), today=now.astimezone(zone).date())
        filled.append(texts("visit-report-step", words=kept["step"], when=when))
    return {
        "title": Markup(texts(TITLES[status], client=shorten(started["client"], LONGEST_NAME))),
        "filled": texts.lines(filled),
    }


async def words_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    _add_words(manager, message.text or "")


def _add_words(manager: DialogManager, words: str) -> None:
    known = manager.dialog_data.get("words")
    both = f"{known}\n{words}" if known else words
    manager.dialog_data["words"] = clean_note(both, limit=WORDS_LIMIT)


async def more_sent(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """A photo or another file, with its words; or where the visitor is."""
    filed, spot, words = filed_in(message), spot_in(message), words_in(message)
    if filed is not None:
        files = manager.dialog_data.get("files") or []
        require_room(len(files))
        kept = {"kind": str(filed.kind), "file_id": filed.file_id, "name": filed.name}
        manager.dialog_data["files"] = [*files, kept]
    if spot is not None:
        manager.dialog_data["spot"] = asdict(spot)
    if words:
        _add_words(manager, words)


async def step_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    read_next_step: ReadNextStep = manager.middleware_data["read_next_step"]
    default = texts_of(manager).plain("visit-step-default")
    actor = manager.middleware_data["actor"]
    step = await read_next_step(actor, message.text or "", default=default)
    manager.dialog_data.update(
        step=step.words,
        step_at=step.deadline.at.isoformat(),
        step_has_time=step.deadline.has_time,
    )
    await manager.switch_to(VisitReportForm.telling)


async def save_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data, started = manager.middleware_data, started_with(manager)
    actor, texts = data["actor"], texts_of(manager)
    report_visit: ReportVisit = data["report_visit"]
    view_visit: ViewVisit = data["view_visit"]
    show_matter: ShowMatter = data["show_matter"]
    visit_id = VisitId(started["visit_id"])
    try:
        reported = await report_visit(actor, visit_id, _report(manager))
    except VisitOver:
        await close_form(manager)
        raise
    await close_form(manager)
    page = await view_visit(actor, visit_id)
    card = visit_card(page, texts, actor=actor, now=data["clock"](), logged=reported.logged)
    await show_matter.as_screen(query, actor, Matter.VISIT, visit_id, card)


def _report(manager: DialogManager) -> VisitReport:
    started, kept = started_with(manager), manager.dialog_data
    step = None
    if kept.get("step"):
        deadline = Deadline(datetime.fromisoformat(kept["step_at"]), kept["step_has_time"])
        step = NextStep(kept["step"], deadline)
    return VisitReport(
        is_held=started["is_held"],
        words=kept.get("words"),
        spot=Spot(**kept["spot"]) if kept.get("spot") else None,
        files=tuple(
            FiledMessage(FiledKind(one["kind"]), one["file_id"], one["name"])
            for one in kept.get("files") or ()
        ),
        next_step=step,
    )


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("visit-report", "title", "filled"),
            Button(Label("visit-report-save-button"), id="save", on_click=save_pressed),
            SwitchTo(Label("visit-report-step-button"), id="step", state=VisitReportForm.step),
            cancel(),
            MessageInput(words_typed, filter=TYPED),
            MessageInput(more_sent, filter=SENT),
            only_words(),
            state=VisitReportForm.telling,
            getter=report_getter,
        ),
        Window(
            Say("visit-step-question"),
            SwitchTo(Label("back-button"), id="back", state=VisitReportForm.telling),
            MessageInput(step_typed, filter=TYPED),
            only_words(),
            state=VisitReportForm.step,
        ),
    )


def dialog_router() -> Router:
    reporting = Router(name="visits-reporting")
    reporting.callback_query.register(report_begun, StartVisitReport.filter())
    return reporting
