"""Greeting and help: what this role can do, in groups, with the commands to tap."""

from typing import Final

from bot.callback_data import OpenDay
from bot.deals.callback_data import OpenBoard, OpenSilent
from bot.org.callback_data import OpenAbsences, OpenBranch, OpenUninvited
from bot.org.cards import role_name
from bot.org.menus import HEADS, commands_of
from bot.screens import Button, Screen
from bot.tasks.lists.callback_data import OpenTasks
from bot.texts import Markup, Texts
from domain.org.model import Actor, Role

GROUPS: Final = {
    "work": (
        *("day", "task", "tasks", "projects", "calendar", "brief", "calls", "cycle"),
        *("new", "find", "client", "vip", "request", "requests", "visits"),
    ),
    "deals": ("kpi", "board", "plan", "silent", "cash", "matrix", "polls", "report"),
    "team": ("approvals", "duplicates", "load", "people", "absent", "invite"),
    "company": ("rules", "import", "rulebook"),
    "bot": ("digest", "language", "help"),
}
"""The commands by what a person is about, in the order of the help."""


def greeting_screen(actor: Actor, texts: Texts) -> Screen:
    """To somebody who is in: where to begin."""
    return Screen(
        texts.lines([texts("start-greeting", name=actor.name), _promise(actor.role, texts)]),
        main_buttons(actor.role, texts),
    )


def welcome_screen(name: str, role: Role, texts: Texts) -> Screen:
    """To somebody who has just come in."""
    return Screen(
        texts.paragraphs(
            [
                texts("start-welcome", name=name, role=role_name(role, texts)),
                _promise(role, texts),
            ]
        ),
        main_buttons(role, texts),
    )


def help_screen(role: Role, texts: Texts, *, searched_as: str | None = None) -> Screen:
    """``searched_as`` is the bot's name to type in other chats; None where that finds nothing."""
    known = commands_of(role)
    groups = []
    for group, commands in GROUPS.items():
        lines = [texts(f"help-{name}") for name in commands if name in known]
        if lines:
            groups.append(texts.lines([texts(f"help-group-{group}"), *lines]))
    return Screen(
        texts.paragraphs([texts("help-title"), *groups, *_hints(role, searched_as, texts)]),
        main_buttons(role, texts),
    )


def main_buttons(role: Role, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    """What the role opens first; a client, who is outside, has nothing to open."""
    if role is Role.CLIENT:
        return ()
    rows = [
        (
            Button(texts.plain("menu-day-button"), OpenDay()),
            Button(texts.plain("menu-board-button"), OpenBoard()),
        ),
        (Button(texts.plain("tasks-button"), OpenTasks()),),
    ]
    if role in HEADS:
        rows.append(
            (
                Button(texts.plain("menu-silent-button"), OpenSilent()),
                Button(texts.plain("menu-invite-button"), OpenUninvited()),
            )
        )
    rows.append(
        (
            Button(texts.plain("menu-people-button"), OpenBranch()),
            Button(texts.plain("menu-absences-button"), OpenAbsences()),
        )
    )
    return tuple(rows)


def _promise(role: Role, texts: Texts) -> Markup:
    return texts(f"start-promise-{role}")


def _hints(role: Role, searched_as: str | None, texts: Texts) -> tuple[Markup, ...]:
    if role is Role.CLIENT:
        return ()
    if searched_as is None:
        return (texts("help-hints"),)
    return (texts("help-hints"), texts("help-inline", bot=searched_as))
