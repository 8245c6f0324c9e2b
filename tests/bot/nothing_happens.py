"""That nothing is changed and nothing breaks, and what a person is told instead.

    async with nothing_changes(engine):
        assert "Не понимаю сумму" in await answer_to(rep, "много")

Importing ``nothing_breaks`` into a module of tests watches the program's log through each of them.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from tests.messages import Json, plain, text_of
from tests.person import Person

BROKEN = {"error", "critical"}
APOLOGIES = ("Что-то сломалось", "Something broke")
WRITTEN = """
SELECT (SELECT count(*) FROM audit), (SELECT count(*) FROM timeline),
       (SELECT coalesce(sum(version), 0) FROM deals), (SELECT coalesce(sum(version), 0) FROM offers)
"""


@pytest.fixture(autouse=True)
def nothing_breaks() -> Iterator[None]:
    """No error in the log, from the first update to the last."""
    with capture_logs(processors=[format_exc_info]) as events:
        yield
    broken = [event for event in events if event["log_level"] in BROKEN]
    assert not broken, broken[0].get("exception") or broken[0]


async def written(engine: AsyncEngine) -> tuple[int, ...]:
    """How much is written: audit rows, history lines, versions of deals and of offers."""
    async with engine.connect() as connection:
        return tuple((await connection.execute(text(WRITTEN))).one())


async def history(engine: AsyncEngine) -> list[str]:
    """What happened, oldest first, by kind."""
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT kind FROM timeline ORDER BY id"))
        return list(rows.scalars())


@asynccontextmanager
async def nothing_changes(engine: AsyncEngine) -> AsyncIterator[None]:
    before = await written(engine)
    yield
    assert await written(engine) == before


async def reaction_to(person: Person, sent: Json) -> Json:
    """The bot's newest message, which must be newer than ``sent``."""
    message = await person.last()
    assert message["message_id"] > sent["message_id"], f"no answer to {text_of(sent)!r}"
    assert not text_of(message).startswith(APOLOGIES)
    return message


async def answer_to(person: Person, words: str) -> str:
    """What the bot says to ``words``."""
    return plain(text_of(await reaction_to(person, await person.sends(words))))


async def speaks_english(person: Person) -> None:
    await person.sends("/language")
    await person.taps("English")
    await person.waits_for_idle_bot()
