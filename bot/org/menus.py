"""The command menu of each person: what their role does, in their language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from bot.texts import texts_for
from domain.clock import Clock
from domain.conversations.ports import ConversationStates
from domain.language import Language
from domain.org.model import Role
from domain.org.views import Member

logger = structlog.get_logger(__name__)

COLLEAGUES: Final = frozenset(Role) - {Role.CLIENT}
HEADS: Final = frozenset(role for role in Role if role.leads_people) | {Role.ADMINISTRATOR}
ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})

COMMANDS: Final = {
    "day": COLLEAGUES,
    "tasks": COLLEAGUES,
    "projects": COLLEAGUES,
    "calendar": COLLEAGUES,
    "brief": COLLEAGUES,
    "task": COLLEAGUES,
    "kpi": COLLEAGUES,
    "board": COLLEAGUES,
    "client": COLLEAGUES,
    "find": COLLEAGUES,
    "new": COLLEAGUES,
    "request": COLLEAGUES,
    "requests": COLLEAGUES,
    "vip": COLLEAGUES,
    "visits": COLLEAGUES,
    "calls": COLLEAGUES,
    "cycle": COLLEAGUES,
    "silent": COLLEAGUES,
    "matrix": COLLEAGUES,
    "polls": COLLEAGUES,
    "report": COLLEAGUES,
    "plan": COLLEAGUES,
    "cash": HEADS,
    "digest": COLLEAGUES,
    "approvals": HEADS,
    "duplicates": HEADS,
    "load": COLLEAGUES,
    "people": COLLEAGUES,
    "absent": COLLEAGUES,
    "invite": HEADS,
    "import": ADMINISTRATORS,
    "rules": COLLEAGUES,
    "rulebook": ADMINISTRATORS,
    "help": frozenset(Role),
    "language": frozenset(Role),
}
"""Every command with the roles that see it, in the order of the menu."""

MENU_KEY: Final = "menu"


def commands_of(role: Role) -> tuple[str, ...]:
    return tuple(name for name, roles in COMMANDS.items() if role in roles)


def menu_of(role: Role, language: Language) -> list[BotCommand]:
    texts = texts_for(language)
    return [
        BotCommand(command=name, description=texts.plain(f"command-{name}"))
        for name in commands_of(role)
    ]


def strangers_menu(language: Language) -> list[BotCommand]:
    return [BotCommand(command="start", description=texts_for(language).plain("command-start"))]


@dataclass(frozen=True, slots=True)
class CommandMenus:
    """Sets menus, and remembers what each chat has, so that a start asks Telegram for nothing
    that is there already.
    """

    states: ConversationStates
    clock: Clock

    async def set_for(self, bot: Bot, telegram_id: int, role: Role, language: Language) -> None:
        """The person's menu from now on. A menu that cannot be set now is set at the next start."""
        try:
            await bot.set_my_commands(
                menu_of(role, language), scope=BotCommandScopeChat(chat_id=telegram_id)
            )
        except TelegramAPIError as error:
            logger.warning("menu not set", error=type(error).__name__)
            return
        await self.states.keep_data(
            _key(bot, telegram_id), {"menu": _fingerprint(role, language)}, now=self.clock()
        )

    async def set_for_all(self, bot: Bot, members: Iterable[Member], *, anew: bool = False) -> int:
        """Menus of everybody whose menu is another than theirs should be; how many were set.

        ``anew`` sets all of them: for a Telegram that may have forgotten.
        """
        count = 0
        for member in members:
            known = await self.states.data(_key(bot, member.telegram_id))
            if anew or known.get("menu") != _fingerprint(member.role, member.language):
                await self.set_for(bot, member.telegram_id, member.role, member.language)
                count += 1
        return count

    async def set_for_strangers(self, bot: Bot) -> None:
        """Only /start, in Russian, and in English where Telegram speaks it."""
        everybody = BotCommandScopeDefault()
        await bot.set_my_commands(strangers_menu(Language.RUSSIAN), scope=everybody)
        await bot.set_my_commands(
            strangers_menu(Language.ENGLISH), scope=everybody, language_code="en"
        )


def _key(bot: Bot, telegram_id: int) -> str:
    return f"{MENU_KEY}:{bot.id}:{telegram_id}"


@cache
def _fingerprint(role: Role, language: Language) -> str:
    """The same for all of a role and language; a start asks for everybody's."""
    said = [f"{command.command}={command.description}" for command in menu_of(role, language)]
    return ";".join(said)
