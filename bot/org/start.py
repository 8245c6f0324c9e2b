"""The way in: /start with and without a payload, /language, /help."""

from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message, User

from bot.org.callback_data import ChooseLanguage
from bot.org.cards import language_screen
from bot.org.deep_links import DeepLinks
from bot.org.help_cards import greeting_screen, help_screen, welcome_screen
from bot.org.menus import CommandMenus
from bot.screens import send, show
from bot.texts import Texts, texts_for
from domain.language import Language, language_of
from domain.org.invitations import AcceptInvitation, TelegramAccount
from domain.org.model import Actor
from domain.org.use_cases import SetLanguage


async def invitation_followed(
    message: Message,
    command: CommandObject,
    bot: Bot,
    accept_invitation: AcceptInvitation,
    command_menus: CommandMenus,
) -> None:
    """A stranger with a payload. Raises InvitationRefused."""
    account = _account(message.from_user)
    person = await accept_invitation((command.args or "").strip(), account)
    language = language_of(person.language, account.language_code)
    await send(bot, message.chat.id, welcome_screen(person.name, person.role, texts_for(language)))
    await command_menus.set_for(bot, account.id, person.role, language)


async def started(
    message: Message,
    command: CommandObject,
    actor: Actor,
    texts: Texts,
    deep_links: DeepLinks,
    **data: Any,
) -> None:
    known = {**data, "actor": actor, "texts": texts, "deep_links": deep_links}
    if await deep_links.open((command.args or "").strip(), message, known):
        return
    await show(message, greeting_screen(actor, texts))


async def help_asked(message: Message, bot: Bot, actor: Actor, texts: Texts) -> None:
    me = await bot.me()
    searched_as = me.username if me.supports_inline_queries else None
    await show(message, help_screen(actor.role, texts, searched_as=searched_as))


async def language_asked(message: Message, actor: Actor, texts: Texts) -> None:
    await show(message, language_screen(actor.language, texts))


async def language_chosen(
    query: CallbackQuery,
    callback_data: ChooseLanguage,
    bot: Bot,
    actor: Actor,
    set_language: SetLanguage,
    command_menus: CommandMenus,
) -> None:
    changed = await set_language(actor, Language(callback_data.language))
    texts = texts_for(changed.language)
    await query.answer(texts.plain("language-set"))
    await show(query, language_screen(changed.language, texts))
    await command_menus.set_for(bot, query.from_user.id, changed.role, changed.language)


def _account(user: User | None) -> TelegramAccount:
    if user is None:
        raise ValueError("nobody followed the link")
    return TelegramAccount(user.id, user.username, user.language_code)


def _is_stranger(_message: Message, actor: Actor | None) -> bool:
    return actor is None


def _is_language(_query: CallbackQuery, callback_data: ChooseLanguage) -> bool:
    return callback_data.language in set(Language)


def router() -> Router:
    start = Router(name="start")
    start.message.register(invitation_followed, CommandStart(), _is_stranger)
    start.message.register(started, CommandStart())
    start.message.register(help_asked, Command("help"))
    start.message.register(language_asked, Command("language"))
    start.callback_query.register(language_chosen, ChooseLanguage.filter(), _is_language)
    return start
