"""The rules of the company as a file: sent on request, taken back, confirmed."""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.pages import PAGE_SIZE
from bot.rulebook import cards, version_cards
from bot.rulebook.callback_data import (
    Activate,
    Dismiss,
    OpenVersion,
    OpenVersions,
    ReturnToVersion,
    TakeVersionFile,
)
from bot.screens import Screen, send, show
from bot.texts import Texts
from domain.org.model import Actor, Role
from domain.rulebook.errors import RulebookFault, RulebookFileWrong
from domain.rulebook.faults import Expected
from domain.rulebook.ports import ProposalId
from domain.rulebook.queries import (
    ListRulebookVersions,
    TakeRulebookFile,
    ViewRulebook,
    ViewRulebookVersion,
)
from domain.rulebook.use_cases import (
    ActivateRulebook,
    DismissRulebook,
    ProposeRulebook,
    ReturnToRulebook,
)

LARGEST_FILE_BYTES = 1_000_000  # what is larger is not even fetched
SUFFIXES = (".yaml", ".yml")


async def rulebook_asked(
    message: Message, actor: Actor, texts: Texts, view_rulebook: ViewRulebook
) -> None:
    current = await view_rulebook(actor)
    await show(message, cards.current_screen(current, texts, zone=actor.zone))


async def file_came(
    message: Message, bot: Bot, actor: Actor, texts: Texts, propose_rulebook: ProposeRulebook
) -> None:
    """The faults of a wrong file are the answer to it, a message of many lines, not a pop-up."""
    assert message.document is not None
    try:
        content = await _content(message, bot)
        proposed = await propose_rulebook(actor, content, file_name=message.document.file_name)
    except RulebookFileWrong as wrong:
        await show(message, cards.faults_screen(wrong.errors, texts))
        return
    await show(message, cards.proposal_screen(proposed, texts))


async def activate_pressed(
    query: CallbackQuery,
    callback_data: Activate,
    actor: Actor,
    texts: Texts,
    activate_rulebook: ActivateRulebook,
) -> None:
    rules = await activate_rulebook(actor, ProposalId(callback_data.proposal_id))
    await show(query, cards.activated_screen(rules.version, texts))


async def dismiss_pressed(
    query: CallbackQuery,
    callback_data: Dismiss,
    actor: Actor,
    texts: Texts,
    dismiss_rulebook: DismissRulebook,
) -> None:
    await dismiss_rulebook(actor, ProposalId(callback_data.proposal_id))
    await show(query, cards.dismissed_screen(texts))


async def versions_opened(
    query: CallbackQuery,
    callback_data: OpenVersions,
    actor: Actor,
    texts: Texts,
    list_rulebook_versions: ListRulebookVersions,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    listed = await list_rulebook_versions(actor, offset=offset, size=PAGE_SIZE)
    await _show_below_file(query, version_cards.versions_list(listed, texts, zone=actor.zone))


async def version_opened(
    query: CallbackQuery,
    callback_data: OpenVersion,
    actor: Actor,
    texts: Texts,
    view_rulebook_version: ViewRulebookVersion,
) -> None:
    shown = await view_rulebook_version(actor, callback_data.version)
    page = max(0, callback_data.page)
    await show(query, version_cards.version_card(shown, texts, zone=actor.zone, page=page))


async def version_file_asked(
    query: CallbackQuery,
    bot: Bot,
    callback_data: TakeVersionFile,
    actor: Actor,
    texts: Texts,
    take_rulebook_file: TakeRulebookFile,
) -> None:
    kept = await take_rulebook_file(actor, callback_data.version)
    await send(bot, query.from_user.id, version_cards.file_screen(kept, texts))


async def return_pressed(
    query: CallbackQuery,
    bot: Bot,
    callback_data: ReturnToVersion,
    actor: Actor,
    texts: Texts,
    return_to_rulebook: ReturnToRulebook,
) -> None:
    """A version's file may have become wrong, as what files may say goes on."""
    try:
        proposed = await return_to_rulebook(actor, callback_data.version)
    except RulebookFileWrong as wrong:
        await send(bot, query.from_user.id, cards.faults_screen(wrong.errors, texts))
        return
    await show(query, cards.proposal_screen(proposed, texts))


async def _show_below_file(query: CallbackQuery, screen: Screen) -> None:
    """A file that was sent stays in the chat; other messages give their place."""
    message = query.message
    if isinstance(message, Message) and message.document is not None and query.bot is not None:
        await send(query.bot, message.chat.id, screen)
    else:
        await show(query, screen)


async def _content(message: Message, bot: Bot) -> bytes:
    document = message.document
    assert document is not None
    if (document.file_size or 0) > LARGEST_FILE_BYTES:
        limit = {"limit_bytes": LARGEST_FILE_BYTES}
        raise RulebookFileWrong([RulebookFault(1, "", None, Expected.FILE_TOO_LARGE, limit)])
    content = await bot.download(document)
    assert content is not None
    return content.read()


def _is_rulebook_from_administrator(message: Message, actor: Actor | None) -> bool:
    """Others' files are other handlers' business."""
    document = message.document
    is_yaml = document is not None and (document.file_name or "").lower().endswith(SUFFIXES)
    return is_yaml and actor is not None and actor.role is Role.ADMINISTRATOR


def router() -> Router:
    rulebook = Router(name="rulebook")
    rulebook.message.register(rulebook_asked, Command("rulebook"))
    rulebook.message.register(file_came, F.document, _is_rulebook_from_administrator)
    rulebook.callback_query.register(activate_pressed, Activate.filter())
    rulebook.callback_query.register(dismiss_pressed, Dismiss.filter())
    rulebook.callback_query.register(versions_opened, OpenVersions.filter())
    rulebook.callback_query.register(version_opened, OpenVersion.filter())
    rulebook.callback_query.register(version_file_asked, TakeVersionFile.filter())
    rulebook.callback_query.register(return_pressed, ReturnToVersion.filter())
    return rulebook
