"""The list of reports, a standard one, its file. Unpack, one use case, a screen."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.matters import show_instead
from bot.pages import PAGE_SIZE
from bot.reports import cards as report_cards
from bot.reports.callback_data import (
    CancelReportRun,
    ListReportWhose,
    OpenReport,
    OpenReports,
    TakeReport,
)
from bot.reports.runner import ReportRunner
from bot.reports.wording import report_name
from bot.texts import Texts
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.pages import Page
from domain.reports.making import AskForReport, CancelReport
from domain.reports.model import Asked, FileKind, ReportRunId
from domain.reports.viewing import ListReports, ListWhose, ViewReport


async def reports_asked(
    message: Message, actor: Actor, texts: Texts, list_reports: ListReports, cards: Cards
) -> None:
    screen = report_cards.reports_screen(actor, await list_reports(actor), texts)
    await show_instead(message, screen, cards)


async def reports_opened(
    query: CallbackQuery, actor: Actor, texts: Texts, list_reports: ListReports, cards: Cards
) -> None:
    screen = report_cards.reports_screen(actor, await list_reports(actor), texts)
    await show_instead(query, screen, cards)


async def show_report(
    target: Message | CallbackQuery,
    actor: Actor,
    asked: Asked,
    texts: Texts,
    view_report: ViewReport,
    cards: Cards,
) -> None:
    """Raises: NotFound, PeriodTooLong, PeriodBackwards."""
    view = await view_report(actor, asked)
    await show_instead(target, report_cards.report_screen(view, actor, texts), cards)


async def report_opened(
    query: CallbackQuery,
    callback_data: OpenReport,
    actor: Actor,
    texts: Texts,
    view_report: ViewReport,
    cards: Cards,
) -> None:
    asked = report_cards.asked_by(callback_data)
    await show_report(query, actor, asked, texts, view_report, cards)


async def whose_listed(
    query: CallbackQuery,
    callback_data: ListReportWhose,
    actor: Actor,
    texts: Texts,
    list_whose: ListWhose,
    cards: Cards,
) -> None:
    offset = callback_data.page * PAGE_SIZE
    found, total = await list_whose(actor, callback_data.kind.kind, offset=offset, size=PAGE_SIZE)
    page = Page(offset, PAGE_SIZE, total)
    screen = report_cards.whose_screen(found, callback_data, page, actor, texts)
    await show_instead(query, screen, cards)


async def file_pressed(
    query: CallbackQuery,
    callback_data: TakeReport,
    actor: Actor,
    texts: Texts,
    ask_for_report: AskForReport,
    report_runner: ReportRunner,
) -> None:
    asked = report_cards.asked_by(callback_data)
    await have_made(query, actor, asked, callback_data.file, texts, ask_for_report, report_runner)


async def have_made(
    query: CallbackQuery,
    actor: Actor,
    asked: Asked,
    file: FileKind,
    texts: Texts,
    ask_for_report: AskForReport,
    report_runner: ReportRunner,
) -> None:
    """A message of its own comes, to be kept."""
    chat_id = query.message.chat.id if query.message is not None else query.from_user.id
    await ask_for_report(actor, chat_id, asked, file)
    report_runner.wake()
    await query.answer(texts.plain("report-asked"))


async def cancel_pressed(
    query: CallbackQuery,
    callback_data: CancelReportRun,
    actor: Actor,
    texts: Texts,
    cancel_report: CancelReport,
    cards: Cards,
) -> None:
    run = await cancel_report(actor, ReportRunId(callback_data.run_id))
    name = run.asked.name or report_name(run.asked.report, texts)
    screen = report_cards.ended_screen(texts("report-cancelled", name=name), texts)
    await show_instead(query, screen, cards)


def router() -> Router:
    reports = Router(name="reports")
    reports.message.register(reports_asked, Command("report"))
    tapped = reports.callback_query.register
    tapped(reports_opened, OpenReports.filter())
    tapped(report_opened, OpenReport.filter())
    tapped(whose_listed, ListReportWhose.filter())
    tapped(file_pressed, TakeReport.filter())
    tapped(cancel_pressed, CancelReportRun.filter())
    return reports
