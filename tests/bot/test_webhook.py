import asyncio
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from bot.updates.pace import Pace
from bot.updates.progress import Outcome
from bot.updates.webhook import LARGEST_BODY_BYTES, SECRET_HEADER, Webhook
from tests.bot.updates_stand_in import BotUnderTest, telegram, until

SECRET = "a-secret"


class Deliveries:
    """Posts updates to the bot's webhook, as Telegram does."""

    def __init__(self, bot: BotUnderTest, webhook: Webhook, url: str, http: ClientSession) -> None:
        self.bot = bot
        self.webhook = webhook
        self.url = url
        self.http = http

    async def post(self, update=None, *, secret=SECRET, **given):
        headers = {} if secret is None else {SECRET_HEADER: secret}
        body = {"json": update} if update is not None else given
        async with self.http.post(self.url, headers=headers, **body) as response:
            return response.status


@asynccontextmanager
async def served(bot, **given):
    webhook = Webhook(bot.intake, SECRET, **given)
    app = web.Application()
    webhook.add_to(app, "/telegram")
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = "http://{}:{}/telegram".format(*runner.addresses[0])
    async with ClientSession() as http:
        yield Deliveries(bot, webhook, url, http)
    await runner.cleanup()


@pytest.fixture
async def under_test(engine, as_owner):
    async with telegram() as stand_in:
        bot = BotUnderTest(stand_in, engine)
        await bot.effects.create()

        async def keep(message):
            await bot.effects.commit(message.text)

        bot.on_message(keep)
        yield bot
        await bot.bot.session.close()


@pytest.fixture
async def telegram_side(under_test):
    async with served(under_test) as deliveries:
        yield deliveries


async def test_a_delivery_is_answered_ok_after_its_commit(telegram_side):
    status = await telegram_side.post(telegram_side.bot.telegram.message("one"))

    assert status == 200
    assert await telegram_side.bot.effects.all() == ["one"]


async def test_the_same_update_delivered_at_once_and_again_has_one_effect(telegram_side):
    update = telegram_side.bot.telegram.message("one")

    statuses = await asyncio.gather(telegram_side.post(update), telegram_side.post(update))
    statuses.append(await telegram_side.post(update))

    assert statuses == [200, 200, 200]
    assert await telegram_side.bot.effects.all() == ["one"]


@pytest.mark.parametrize("secret", [None, "", "another", "сек рет", SECRET + "x"])
async def test_a_wrong_secret_is_refused(telegram_side, secret):
    status = await telegram_side.post(telegram_side.bot.telegram.message("one"), secret=secret)

    assert status == 403
    assert await telegram_side.bot.effects.all() == []


async def test_a_webhook_without_a_secret_is_not_made(under_test):
    with pytest.raises(ValueError, match="secret"):
        Webhook(under_test.intake, "")


async def test_only_post_is_served(telegram_side):
    async with telegram_side.http.get(telegram_side.url) as response:
        assert response.status == 405


async def test_a_body_that_is_too_large_is_refused_announced_or_not(telegram_side):
    async def unannounced():
        yield b" " * (LARGEST_BODY_BYTES // 2)
        yield b" " * LARGEST_BODY_BYTES

    announced = await telegram_side.post(data=b" " * (LARGEST_BODY_BYTES + 1))
    chunked = await telegram_side.post(data=unannounced())

    assert (announced, chunked) == (413, 413)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000],
    ids=["empty", "cut", "binary", "nested"],
)
async def test_what_is_no_json_is_refused(telegram_side, body):
    assert await telegram_side.post(data=body) == 400


@pytest.mark.parametrize("body", [b"[]", b"7", b'{"update_id": "x"}', b'{"message": 1}'])
async def test_an_update_of_an_unknown_shape_is_not_asked_for_again(telegram_side, body):
    assert await telegram_side.post(data=body) == 200


async def test_a_body_that_does_not_come_is_not_waited_for(under_test):
    async def trickle():
        yield b"{"
        await asyncio.Event().wait()

    async with served(under_test, body_seconds=0.05) as deliveries:
        assert await deliveries.post(data=trickle()) == 408


async def test_telegram_is_asked_to_come_again_while_the_database_is_away(under_test):
    is_away = True

    async def keep(message):
        if is_away:
            raise ConnectionRefusedError
        await under_test.effects.commit(message.text)

    under_test.dispatcher.message.handlers.clear()
    under_test.on_message(keep)
    update = under_test.telegram.message("one")

    async with served(under_test) as deliveries:
        refused = await deliveries.post(update)
        is_away = False
        taken = await deliveries.post(update)

    assert (refused, taken) == (503, 200)
    assert await under_test.effects.all() == ["one"]


async def test_an_update_that_breaks_the_bot_is_apologised_for_and_does_not_come_back(under_test):
    async def fail(message):
        raise RuntimeError("bug")

    under_test.dispatcher.message.handlers.clear()
    under_test.on_message(fail)

    async with served(under_test) as deliveries:
        status = await deliveries.post(under_test.telegram.message("one"))

    assert status == 200
    assert under_test.telegram.said() == ["Something broke on our side."]


async def test_one_chats_deliveries_go_in_order_while_other_chats_go_on(under_test):
    gate, begun, done = asyncio.Event(), [], []

    async def keep(message):
        begun.append(message.text)
        if message.text == "slow":
            await gate.wait()
        done.append(message.text)

    under_test.dispatcher.message.handlers.clear()
    under_test.on_message(keep)

    async with served(under_test) as deliveries:
        slow = asyncio.create_task(deliveries.post(under_test.telegram.message("slow", user=1)))
        await until(lambda: begun == ["slow"])
        after = asyncio.create_task(deliveries.post(under_test.telegram.message("after", user=1)))
        await deliveries.post(under_test.telegram.message("other", user=2))
        assert begun == ["slow", "other"]
        gate.set()
        await asyncio.gather(slow, after)

    assert done == ["other", "slow", "after"]


async def test_a_flood_of_one_chat_does_not_wait_for_its_turn(engine, as_owner):
    async with telegram() as stand_in:
        bot = BotUnderTest(stand_in, engine, pace=Pace(at_once=3, seconds_now=lambda: 0.0))
        goes_on = asyncio.Event()

        async def wait(_message):
            await goes_on.wait()

        bot.on_message(wait)
        async with served(bot) as deliveries:
            updates = [stand_in.message(str(number)) for number in range(6)]
            first = [asyncio.create_task(deliveries.post(update)) for update in updates[:3]]
            await until(lambda: deliveries.webhook._waiting == 3)

            more = await asyncio.gather(*map(deliveries.post, updates[3:]))
            assert not any(task.done() for task in first)
            goes_on.set()

            assert more == [200, 200, 200]
            assert await asyncio.gather(*first) == [200, 200, 200]
        await bot.bot.session.close()


async def test_more_than_can_wait_are_sent_back_to_come_again(under_test):
    gate = asyncio.Event()

    async def hold(message):
        await gate.wait()

    under_test.dispatcher.message.handlers.clear()
    under_test.on_message(hold)

    async with served(under_test, most_waiting=1) as deliveries:
        first = asyncio.create_task(deliveries.post(under_test.telegram.message("one")))
        await until(lambda: not deliveries.webhook.is_ready)
        second = await deliveries.post(under_test.telegram.message("two", user=2))
        gate.set()
        assert (await first, second) == (200, 503)


async def test_a_webhook_that_stops_takes_nothing_new(telegram_side):
    telegram_side.webhook.stop()

    assert await telegram_side.post(telegram_side.bot.telegram.message("one")) == 503
    assert Outcome.HANDLED not in telegram_side.bot.outcomes
