"""What stops a command, and its words: one line with what to do next, never a traceback."""

import re

from bot.texts import Texts
from domain.errors import DomainError
from storage.postgres.errors import DatabaseUnusable

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
SOMEWHERE = "server"
"""Stands for a path that is another machine's."""


class CommandMisused(Exception):
    """The command cannot run so; ``key`` and ``facts`` word why and what to do."""

    def __init__(self, key: str, **facts: str) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


FAILURES = (DatabaseUnusable, DomainError, CommandMisused)


def words_of_failure(error: Exception, texts: Texts) -> str:
    """What stopped the command, and what to do next."""
    match error:
        case CommandMisused():
            return texts.plain(error.key, **error.facts)
        case DatabaseUnusable():
            return texts.plain(database_key(type(error)), **facts_of(error))
        case _:
            return str(error)


def database_key(kind: type[DatabaseUnusable]) -> str:
    """``cli-database-<class-name-in-kebab-case>``."""
    return f"cli-database-{_WORD_START.sub('-', kind.__name__).lower()}"


def facts_of(error: DatabaseUnusable) -> dict[str, str]:
    """What its words are filled with, by name."""
    return {
        name: SOMEWHERE if fact is None else str(fact).strip() for name, fact in vars(error).items()
    }
