"""The command menu of each person: what their role does, in their language."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
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
TRY_AGAIN_SECONDS: Final = (5.0, 30.0, 120.0, 600.0)
"""What cannot be set then either is set at the next start."""


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

    async def set_for(self, bot: Bot, telegram_id: int, role: Role, language: Language) -> bool:
        """The person's menu from now on. A menu that cannot be set now is set at the next start.
        Whether Telegram took it.
        """
        try:
            await bot.set_my_commands(
                menu_of(role, language), scope=BotCommandScopeChat(chat_id=telegram_id)
            )
        except (TelegramAPIError, ClientDecodeError) as error:
            logger.warning("menu not set", error=type(error).__name__)
            return False
        await self.states.keep_data(
            _key(bot, telegram_id), {"menu": _fingerprint(role, language)}, now=self.clock()
        )
        return True

    async def set_for_all(
        self, bot: Bot, members: Iterable[Member], *, anew: bool = False
    ) -> "MenusSet":
        """Menus of everybody whose menu is another than theirs should be.

        ``anew`` sets all of them: for a Telegram that may have forgotten.
        """
        count = 0
        left: list[Member] = []
        for member in members:
            try:
                is_set = await self._bring_in_line(bot, member, anew=anew)
            except Exception as error:
                # Whatever it is, the others' menus do not wait for it.
                logger.warning(
                    "menu not set", error=type(error).__name__, exc_info=None if left else error
                )
                is_set = False
            count += is_set is True
            if is_set is False:
                left.append(member)
        return MenusSet(count, tuple(left))

    async def _bring_in_line(self, bot: Bot, member: Member, *, anew: bool) -> bool | None:
        """None where the menu is there already."""
        known = await self.states.data(_key(bot, member.telegram_id))
        if not anew and known.get("menu") == _fingerprint(member.role, member.language):
            return None
        return await self.set_for(bot, member.telegram_id, member.role, member.language)

    async def bring_all_in_line(
        self,
        bot: Bot,
        list_members: Callable[[], Awaitable[Sequence[Member]]],
        *,
        try_again_seconds: Iterable[float] = TRY_AGAIN_SECONDS,
    ) -> None:
        """Everybody's menu, and strangers'; what fails is tried again after each of these pauses.

        Costs Telegram nothing where nothing has changed but what strangers see.
        """
        for pause in (*try_again_seconds, None):
            try:
                await self.set_for_strangers(bot)
                if not (await self.set_for_all(bot, await list_members())).left:
                    return
            except Exception as error:
                # Nobody waits for it, and nobody is told: it must not die of the first outage.
                logger.warning("command menus not set", error=type(error).__name__, exc_info=error)
            if pause is not None:
                await asyncio.sleep(pause)

    async def set_for_strangers(self, bot: Bot) -> None:
        """Only /start, in Russian, and in English where Telegram speaks it."""
        everybody = BotCommandScopeDefault()
        await bot.set_my_commands(strangers_menu(Language.RUSSIAN), scope=everybody)
        await bot.set_my_commands(
            strangers_menu(Language.ENGLISH), scope=everybody, language_code="en"
        )


@dataclass(frozen=True, slots=True)
class MenusSet:
    """``count`` were set; those of ``left`` could not be."""

    count: int
    left: tuple[Member, ...] = ()


def _key(bot: Bot, telegram_id: int) -> str:
    return f"{MENU_KEY}:{bot.id}:{telegram_id}"


@cache
def _fingerprint(role: Role, language: Language) -> str:
    """The same for all of a role and language; a start asks for everybody's."""
    said = [f"{command.command}={command.description}" for command in menu_of(role, language)]
    return ";".join(said)
