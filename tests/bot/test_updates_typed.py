import asyncio

import pytest
from aiogram.types import Update

from bot.updates.progress import Outcome
from bot.updates.typed import Typed
from tests.bot.updates_stand_in import BotUnderTest, telegram, until

IVAN, OLGA = 7, 8


def typed(number, words, person=IVAN, offset=""):
    who = {"id": person, "is_bot": False, "first_name": "A"}
    query = {"id": str(number), "from": who, "query": words, "offset": offset}
    return Update.model_validate({"update_id": number, "inline_query": query})


@pytest.fixture
async def under_test(engine):
    async with telegram() as stand_in:
        bot = BotUnderTest(stand_in, engine)
        yield bot
        await bot.bot.session.close()


async def test_what_somebody_typed_before_they_typed_on_is_not_searched_for(under_test):
    sought, gate, intake = [], asyncio.Event(), under_test.intake

    async def seek(query):
        sought.append(query.query)
        await gate.wait()

    async def comes(update):
        async with intake.lane(update):
            return await intake.handle(update)

    under_test.dispatcher.inline_query.register(seek)
    queries = [typed(number, words) for number, words in enumerate(("р", "ро", "ром"), start=1)]
    coming = [asyncio.create_task(comes(update)) for update in (*queries, typed(4, "лю", OLGA))]
    await until(lambda: len(sought) == 2)
    gate.set()

    outcomes = await asyncio.gather(*coming)

    assert outcomes == [Outcome.HANDLED, Outcome.OVERTAKEN, Outcome.HANDLED, Outcome.HANDLED]
    assert sorted(sought) == ["лю", "р", "ром"]


def test_nothing_is_overtaken_by_what_is_over_or_older():
    known, older, newer = Typed(), typed(1, "р"), typed(2, "ро")

    with known.in_hand(newer):
        pass
    with known.in_hand(older), known.in_hand(newer):
        seen = [known.is_overtaken(update) for update in (older, newer)]

    assert seen == [True, False]
    assert not known.is_overtaken(older)
    assert len(known) == 0
