"""Files that an administrator sends, and the taps that follow."""

from collections.abc import Awaitable

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.errors import words_of
from bot.imports.callback_data import (
    CheckFiles,
    DropImport,
    LeaveFileOut,
    LoadFiles,
    SayColumn,
    SayKind,
)
from bot.imports.cards import guide_screen, import_card
from bot.imports.files import downloaded_table, require_downloadable
from bot.imports.runner import ImportRunner
from bot.screens import edit_or_send, send, show
from bot.texts import Texts
from domain.errors import DomainError
from domain.imports.columns import Field, Kind
from domain.imports.errors import ImportAlreadyHandled, ImportChanged
from domain.imports.ports import OpenTable
from domain.imports.run_use_cases import AddFileToImport, ChangeImport, ViewImport
from domain.imports.runs import ImportRun, ImportRunId
from domain.org.model import Actor, Role
from domain.org.rules import require_administrator

TABLE_ENDINGS = (".csv", ".xlsx", ".tsv", ".txt", ".xls", ".vcf")
Tap = SayKind | SayColumn | LeaveFileOut | CheckFiles | LoadFiles | DropImport


async def brings_table(message: Message, actor: Actor | None = None) -> bool:
    """Whether an administrator has sent what looks like a table to the bot itself."""
    name = (message.document and message.document.file_name) or ""
    return (
        actor is not None
        and actor.role is Role.ADMINISTRATOR
        and message.chat.type == ChatType.PRIVATE
        and name.lower().endswith(TABLE_ENDINGS)
    )


async def import_asked(message: Message, actor: Actor, texts: Texts) -> None:
    require_administrator(actor)
    await show(message, guide_screen(texts))


async def file_sent(
    message: Message,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    open_table: OpenTable,
    add_file_to_import: AddFileToImport,
    change_import: ChangeImport,
) -> None:
    require_administrator(actor)
    document = message.document
    if document is None:
        return
    name = document.file_name or "file"
    require_downloadable(name, document.file_size)
    async with downloaded_table(bot, document.file_id, name, open_table) as table:
        header = table.header
    run = await add_file_to_import(actor, message.chat.id, document.file_id, name, header)
    await _show_anew(bot, actor, run, texts, change_import)


async def kind_pressed(
    query: CallbackQuery,
    callback_data: SayKind,
    actor: Actor,
    texts: Texts,
    change_import: ChangeImport,
    view_import: ViewImport,
) -> None:
    if callback_data.kind not in {str(kind) for kind in Kind}:
        raise ImportChanged(run_id=callback_data.run_id)
    change = change_import.choose_kind(
        actor,
        ImportRunId(callback_data.run_id),
        callback_data.place,
        Kind(callback_data.kind),
        version=callback_data.version,
    )
    await _act(query, actor, texts, view_import, callback_data, change)


async def column_pressed(
    query: CallbackQuery,
    callback_data: SayColumn,
    actor: Actor,
    texts: Texts,
    change_import: ChangeImport,
    view_import: ViewImport,
) -> None:
    if callback_data.field not in {str(field) for field in Field}:
        raise ImportChanged(run_id=callback_data.run_id)
    change = change_import.choose_column(
        actor,
        ImportRunId(callback_data.run_id),
        callback_data.place,
        Field(callback_data.field),
        callback_data.column,
        version=callback_data.version,
    )
    await _act(query, actor, texts, view_import, callback_data, change)


async def leave_out_pressed(
    query: CallbackQuery,
    callback_data: LeaveFileOut,
    actor: Actor,
    texts: Texts,
    change_import: ChangeImport,
    view_import: ViewImport,
) -> None:
    change = change_import.leave_out(
        actor,
        ImportRunId(callback_data.run_id),
        callback_data.place,
        version=callback_data.version,
    )
    await _act(query, actor, texts, view_import, callback_data, change)


async def cancel_pressed(
    query: CallbackQuery,
    callback_data: DropImport,
    actor: Actor,
    texts: Texts,
    change_import: ChangeImport,
    view_import: ViewImport,
) -> None:
    run_id = ImportRunId(callback_data.run_id)
    change = change_import.cancel(actor, run_id, version=callback_data.version)
    await _act(query, actor, texts, view_import, callback_data, change)


async def check_pressed(
    query: CallbackQuery,
    callback_data: CheckFiles,
    actor: Actor,
    texts: Texts,
    change_import: ChangeImport,
    view_import: ViewImport,
    import_runner: ImportRunner,
) -> None:
    run_id = ImportRunId(callback_data.run_id)
    change = change_import.check(actor, run_id, version=callback_data.version)
    await _act(query, actor, texts, view_import, callback_data, change)
    import_runner.wake()


async def load_pressed(
    query: CallbackQuery,
    callback_data: LoadFiles,
    actor: Actor,
    texts: Texts,
    change_import: ChangeImport,
    view_import: ViewImport,
    import_runner: ImportRunner,
) -> None:
    run_id = ImportRunId(callback_data.run_id)
    change = change_import.confirm(actor, run_id, version=callback_data.version)
    await _act(query, actor, texts, view_import, callback_data, change)
    import_runner.wake()


async def _act(
    query: CallbackQuery,
    actor: Actor,
    texts: Texts,
    view_import: ViewImport,
    tap: Tap,
    change: Awaitable[ImportRun],
) -> None:
    """Show the import as changed; an outdated button says so, and the card is drawn as it is."""
    try:
        run = await change
    except (ImportChanged, ImportAlreadyHandled) as refusal:
        await _say(query, texts, refusal)
        run = await view_import(actor, ImportRunId(tap.run_id))
        if isinstance(refusal, ImportAlreadyHandled):
            return  # what stands there now is its progress or its outcome
    await show(query, import_card(run, texts))


async def _say(query: CallbackQuery, texts: Texts, refusal: DomainError) -> None:
    await query.answer(words_of(refusal, texts)[:200], show_alert=True)


async def _show_anew(
    bot: Bot, actor: Actor, run: ImportRun, texts: Texts, change_import: ChangeImport
) -> None:
    """The card of an import that got one more file: edited, so that an album makes one card."""
    screen = import_card(run, texts)
    if run.message_id is None:
        shown = await send(bot, run.chat_id, screen)
    else:
        shown = await edit_or_send(bot, run.chat_id, run.message_id, screen, had_media=False)
    if shown.message_id != run.message_id:
        await change_import.shown_in(actor, run.id, shown.message_id)


def router() -> Router:
    imports = Router(name="imports")
    imports.message.register(import_asked, Command("import"))
    imports.message.register(file_sent, F.document, brings_table)
    tapped = imports.callback_query.register
    tapped(kind_pressed, SayKind.filter())
    tapped(column_pressed, SayColumn.filter())
    tapped(leave_out_pressed, LeaveFileOut.filter())
    tapped(cancel_pressed, DropImport.filter())
    tapped(check_pressed, CheckFiles.filter())
    tapped(load_pressed, LoadFiles.filter())
    return imports
