"""A command that there is not: said so, with the one that was likely meant. A form stays open."""

from collections.abc import Container
from difflib import get_close_matches
from typing import Final

from aiogram import Router
from aiogram.types import Message

from bot.message_routes import command_in
from bot.org.menus import commands_of
from bot.shortening import shorten
from bot.texts import Texts
from domain.org.model import Actor

LONGEST_SHOWN: Final = 32
"""As long as Telegram lets a command be."""


async def unknown_command_sent(message: Message, actor: Actor, texts: Texts) -> None:
    typed = command_in(message) or ""
    meant = get_close_matches(typed.lower(), commands_of(actor.role), n=1)
    said = texts(
        "unknown-command-like" if meant else "unknown-command",
        typed=shorten(typed, LONGEST_SHOWN),
        meant=meant[0] if meant else "",
    )
    await message.answer(said, parse_mode="HTML")


def unknown_commands_router(commands: Container[str]) -> Router:
    """Comes before forms; ``commands`` are all that there are."""

    async def is_unknown(message: Message) -> bool:
        typed = command_in(message)
        return typed is not None and typed not in commands

    router = Router(name="unknown-commands")
    router.message.register(unknown_command_sent, is_unknown)
    return router
