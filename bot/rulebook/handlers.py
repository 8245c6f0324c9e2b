"""The rules of the company as a file: sent on request, taken back, confirmed."""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.rulebook import cards
from bot.rulebook.callback_data import Activate, Dismiss
from bot.screens import show
from bot.texts import Texts
from domain.org.model import Actor, Role
from domain.rulebook.errors import RulebookFault, RulebookFileWrong
from domain.rulebook.faults import Expected
from domain.rulebook.ports import ProposalId
from domain.rulebook.queries import ViewRulebook
from domain.rulebook.use_cases import ActivateRulebook, DismissRulebook, ProposeRulebook

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
    return rulebook
