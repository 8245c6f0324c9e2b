import asyncio
from contextlib import asynccontextmanager

import pytest
from aiogram.exceptions import TelegramUnauthorizedError
from sqlalchemy import text

from bot.updates.pauses import Pauses
from bot.updates.polling import Poller, allowed_updates
from bot.updates.progress import Outcome
from tests.bot.updates_stand_in import BotUnderTest, telegram, until

SHORT = Pauses(first_seconds=0.01, longest_seconds=0.02)


@pytest.fixture
async def under_test(engine, as_owner):
    async with telegram() as stand_in:
        bot = BotUnderTest(stand_in, engine)
        await bot.effects.create()
        yield bot
        await bot.bot.session.close()


def a_poller(bot, **given):
    return Poller(
        bot.intake,
        allowed_updates(bot.dispatcher),
        long_poll_seconds=1,
        patience_seconds=0.01,
        pauses=SHORT,
        **given,
    )


@asynccontextmanager
async def polling(bot):
    poller = a_poller(bot)
    running = asyncio.create_task(poller.run())
    yield poller
    poller.stop()
    await running


async def test_an_update_is_acknowledged_once_its_effect_is_committed(under_test):
    async def keep(message):
        await under_test.effects.commit(message.text)

    under_test.on_message(keep)
    under_test.telegram.bring(under_test.telegram.message("one"))
    under_test.telegram.bring(under_test.telegram.message("two"))

    async with polling(under_test):
        await until(lambda: not under_test.telegram.unacknowledged)

    assert await under_test.effects.all() == ["one", "two"]


async def test_updates_that_are_done_at_once_do_not_end_the_polling(under_test, monkeypatch):
    async def done_at_once(_update):
        return Outcome.HANDLED

    monkeypatch.setattr(under_test.intake, "handle", done_at_once)
    under_test.telegram.bring(under_test.telegram.message("one"))

    async with polling(under_test):
        await until(lambda: not under_test.telegram.unacknowledged)


async def test_a_kill_between_commit_and_acknowledgement_repeats_no_effect(under_test):
    committed, never = asyncio.Event(), asyncio.Event()

    async def keep(message):
        await under_test.effects.commit(message.text)
        committed.set()
        await never.wait()

    under_test.on_message(keep)
    update = under_test.telegram.bring(under_test.telegram.message("one"))
    killed = asyncio.create_task(a_poller(under_test).run())
    await committed.wait()
    killed.cancel()
    await asyncio.wait({killed})
    assert under_test.telegram.unacknowledged == [update]

    async with polling(under_test):
        await until(lambda: not under_test.telegram.unacknowledged)

    assert await under_test.effects.all() == ["one"]
    assert under_test.outcomes[-1] is Outcome.REPEATED


async def test_one_chats_updates_go_in_order_while_other_chats_go_on(under_test):
    gate, begun, done = asyncio.Event(), [], []

    async def keep(message):
        begun.append(message.text)
        if message.text == "slow":
            await gate.wait()
        done.append(message.text)

    under_test.on_message(keep)
    for words, user in (("slow", 1), ("after slow", 1), ("other chat", 2)):
        under_test.telegram.bring(under_test.telegram.message(words, user=user))

    async with polling(under_test):
        await until(lambda: done == ["other chat"])
        under_test.telegram.bring(under_test.telegram.message("came later", user=3))
        await until(lambda: "came later" in done)
        assert begun == ["slow", "other chat", "came later"]
        assert len(under_test.telegram.unacknowledged) == 4
        gate.set()
        await until(lambda: not under_test.telegram.unacknowledged)

    assert done == ["other chat", "came later", "slow", "after slow"]


async def test_nothing_is_acknowledged_while_the_database_is_away(under_test, engine):
    async def keep(message):
        if message.text == "one" and Outcome.POSTPONED not in under_test.outcomes:
            async with engine.begin() as connection:
                await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        await under_test.effects.commit(message.text)

    under_test.on_message(keep)
    under_test.telegram.bring(under_test.telegram.message("one"))

    async with polling(under_test):
        await until(lambda: Outcome.POSTPONED in under_test.outcomes)
        await until(lambda: not under_test.telegram.unacknowledged)

    assert await under_test.effects.all() == ["one"]
    assert under_test.telegram.said() == []


async def test_a_stop_during_an_outage_leaves_the_update_to_the_next_start(under_test):
    async def fail(message):
        raise ConnectionRefusedError

    under_test.on_message(fail)
    update = under_test.telegram.bring(under_test.telegram.message("one"))

    async with polling(under_test):
        await until(lambda: under_test.outcomes.count(Outcome.POSTPONED) > 2)

    assert under_test.telegram.unacknowledged == [update]
    assert under_test.telegram.said() == []


async def test_an_update_that_breaks_the_bot_is_apologised_for_and_holds_up_nobody(under_test):
    async def keep(message):
        if message.text == "poison":
            raise RuntimeError("bug")
        await under_test.effects.commit(message.text)

    under_test.on_message(keep)
    under_test.telegram.bring(under_test.telegram.message("poison"))
    under_test.telegram.bring(under_test.telegram.message("next"))

    async with polling(under_test):
        await until(lambda: not under_test.telegram.unacknowledged)

    assert under_test.telegram.said() == ["Something broke on our side."]
    assert await under_test.effects.all() == ["next"]


@pytest.mark.parametrize("broken", ["is_too_fast", "handle"])
async def test_a_broken_intake_gives_an_update_up_and_holds_up_nobody(
    under_test, monkeypatch, broken
):
    async def breaks(_update):
        raise RuntimeError("bug")

    monkeypatch.setattr(under_test.intake, broken, breaks)
    under_test.telegram.bring(under_test.telegram.message("poison"))

    async with polling(under_test):
        await until(lambda: not under_test.telegram.unacknowledged)


async def test_an_update_of_a_shape_nobody_knows_is_passed_over(under_test):
    async def keep(message):
        await under_test.effects.commit(message.text)

    under_test.on_message(keep)
    under_test.telegram.bring({"update_id": 500, "message": {"surprise": True}})
    under_test.telegram.bring(under_test.telegram.message("next"))

    async with polling(under_test):
        await until(lambda: not under_test.telegram.unacknowledged)

    assert await under_test.effects.all() == ["next"]


async def test_a_stop_finishes_and_acknowledges_what_is_in_hand(under_test):
    begun, gate = asyncio.Event(), asyncio.Event()

    async def keep(message):
        begun.set()
        await gate.wait()
        await under_test.effects.commit(message.text)

    under_test.on_message(keep)
    under_test.telegram.bring(under_test.telegram.message("one"))
    poller = a_poller(under_test)
    running = asyncio.create_task(poller.run())
    await begun.wait()

    poller.stop()
    gate.set()
    await running

    assert await under_test.effects.all() == ["one"]
    assert under_test.telegram.unacknowledged == []


@pytest.mark.parametrize(
    "refusal",
    [
        (409, "Conflict: terminated by other getUpdates request"),
        (502, "Bad Gateway"),
        (500, "Internal Server Error"),
    ],
)
async def test_polling_survives_conflicts_and_outages_of_telegram(under_test, refusal):
    async def keep(message):
        await under_test.effects.commit(message.text)

    under_test.on_message(keep)
    under_test.telegram.refusals["getUpdates"] = [refusal, refusal]
    under_test.telegram.bring(under_test.telegram.message("one"))

    async with polling(under_test) as poller:
        await until(lambda: not under_test.telegram.unacknowledged)
        assert poller.is_ready

    assert await under_test.effects.all() == ["one"]


async def test_a_revoked_token_ends_the_polling(under_test):
    under_test.telegram.refusals["getUpdates"] = [(401, "Unauthorized")]

    with pytest.raises(TelegramUnauthorizedError):
        await a_poller(under_test).run()


async def test_numbers_that_start_anew_after_a_quiet_week_are_not_missed(under_test):
    heard = []

    async def hear(message):
        heard.append(message.text)

    under_test.on_message(hear)
    under_test.telegram.bring({**under_test.telegram.message("before"), "update_id": 900_000})

    async with polling(under_test):
        await until(lambda: not under_test.telegram.unacknowledged)
        await until(lambda: "offset" not in under_test.telegram.called("getUpdates")[-1])
        under_test.telegram.bring({**under_test.telegram.message("after"), "update_id": 17})
        await until(lambda: heard == ["before", "after"])


async def test_telegram_is_asked_for_what_handlers_take_and_for_being_blocked(under_test):
    async def hear(message):
        return None

    under_test.on_message(hear)

    assert allowed_updates(under_test.dispatcher) == ["message", "my_chat_member"]
