import asyncio

import pytest
import structlog
from aiogram.fsm.storage.base import StorageKey
from aiogram.methods import SendMessage
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.conversation_storage import ConversationIsolation
from bot.updates.progress import Outcome
from bot.use_case_times import TimedUseCase
from domain.errors import NotAllowed
from domain.origin import current_origin
from tests.bot.updates_stand_in import BotUnderTest, OneActor, telegram


@pytest.fixture
async def under_test(engine, as_owner):
    async with telegram() as stand_in:
        bot = BotUnderTest(stand_in, engine)
        await bot.effects.create()
        yield bot
        await bot.bot.session.close()


async def test_an_update_delivered_twice_has_one_effect(under_test):
    async def keep(message):
        await under_test.effects.commit(message.text)
        await message.answer("kept")

    under_test.on_message(keep)
    update = under_test.telegram.message("one")

    outcomes = [await under_test.takes(update), await under_test.takes(update)]

    assert outcomes == [Outcome.HANDLED, Outcome.REPEATED]
    assert await under_test.effects.all() == ["one"]
    assert under_test.telegram.said() == ["kept"]


async def test_a_delivery_that_loses_the_race_at_the_commit_changes_nothing(under_test):
    async def lose(message):
        await under_test.effects.commit("by the other replica")
        await under_test.effects.commit("by this one")

    under_test.on_message(lose)

    outcome = await under_test.takes(under_test.telegram.message("one"))

    assert outcome is Outcome.REPEATED
    assert await under_test.effects.all() == ["by the other replica"]
    assert under_test.telegram.said() == []


@pytest.mark.parametrize("error", [NotAllowed, RuntimeError])
async def test_what_another_replica_made_of_an_update_is_no_refusal_and_no_bug(under_test, error):
    """Both were given it; this one meets a record that is changed, or one that is there already."""

    async def meet_what_is_done(message):
        await under_test.effects.commit("by the other replica")
        current_origin().is_recorded = False
        raise error

    under_test.on_message(meet_what_is_done)

    outcome = await under_test.takes(under_test.telegram.message("one"))

    assert outcome is Outcome.REPEATED
    assert under_test.telegram.said() == []


async def test_an_update_that_changed_nothing_is_not_answered_twice(under_test):
    async def greet(message):
        await message.answer("your day")

    under_test.on_message(greet)
    update = under_test.telegram.message("/today")

    await under_test.takes(update)
    await under_test.takes(update)

    assert under_test.telegram.said() == ["your day"]


async def test_a_refusal_is_remembered_too(under_test):
    async def refuse(message):
        raise NotAllowed

    async def explain(event):
        await under_test.bot.send_message(7, "not yours")

    under_test.on_message(refuse)
    under_test.dispatcher.error.register(explain)
    update = under_test.telegram.message("one")

    await under_test.takes(update)
    await under_test.takes(update)

    assert under_test.telegram.said() == ["not yours"]


@pytest.mark.parametrize("times", [1, 2])
async def test_a_tap_is_answered_every_time_it_comes(under_test, times):
    async def keep(query):
        await under_test.effects.commit(query.data)

    under_test.on_tap(keep)
    tap = under_test.telegram.tap("accept")

    for _ in range(times):
        await under_test.takes(tap)

    assert len(under_test.telegram.called("answerCallbackQuery")) == times
    assert await under_test.effects.all() == ["accept"]


async def test_a_tap_that_the_handler_answered_is_not_answered_again(under_test):
    async def answer(query):
        await query.answer("done")

    under_test.on_tap(answer)

    await under_test.takes(under_test.telegram.tap("accept"))

    assert [call["text"] for call in under_test.telegram.called("answerCallbackQuery")] == ["done"]


async def test_a_tap_on_a_broken_handler_stops_spinning(under_test):
    async def fail(query):
        raise RuntimeError("bug")

    under_test.on_tap(fail)

    outcome = await under_test.takes(under_test.telegram.tap("accept"))

    assert outcome is Outcome.BROKEN
    assert len(under_test.telegram.called("answerCallbackQuery")) == 1


async def test_a_tap_that_waited_out_an_outage_still_has_its_effect(under_test):
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    under_test.telegram.refusals["answerCallbackQuery"] = [(400, too_old)]

    async def keep(query):
        await query.answer()
        await under_test.effects.commit(query.data)

    under_test.on_tap(keep)

    outcome = await under_test.takes(under_test.telegram.tap("accept"))

    assert outcome is Outcome.HANDLED
    assert await under_test.effects.all() == ["accept"]


@pytest.mark.parametrize(
    "refusal", [(403, "Forbidden: bot was blocked by the user"), (502, "Bad Gateway")]
)
async def test_an_effect_stays_when_telegram_does_not_take_the_answer(under_test, refusal):
    under_test.telegram.refusals["sendMessage"] = [refusal]

    async def keep(message):
        await under_test.effects.commit(message.text)
        await message.answer("kept")

    under_test.on_message(keep)
    update = under_test.telegram.message("one")

    outcomes = [await under_test.takes(update), await under_test.takes(update)]

    assert outcomes == [Outcome.UNANSWERED, Outcome.REPEATED]
    assert await under_test.effects.all() == ["one"]
    assert len(under_test.telegram.said()) == 1


async def test_a_handler_may_return_its_answer(under_test):
    async def reply(message):
        return SendMessage(chat_id=message.chat.id, text="as a method")

    under_test.on_message(reply)

    await under_test.takes(under_test.telegram.message("one"))

    assert under_test.telegram.said() == ["as a method"]


async def test_the_account_of_whoever_acts_is_seen(under_test):
    async def greet(message):
        return None

    under_test.on_message(greet)

    await under_test.takes(under_test.telegram.message("one"))

    assert under_test.profiles == ["en"]


async def test_one_update_is_logged_in_one_line_with_who_and_what_and_no_words(under_test):
    async def greet_person(words):
        structlog.get_logger("ours").warning("greeting")

    async def greet(message):
        await TimedUseCase("greet_person", greet_person, lambda _seconds: None)(message.text)

    under_test.on_message(greet)

    with capture_logs(processors=[merge_contextvars]) as events:
        await under_test.takes(under_test.telegram.message("client Romashka"))

    inside, event = events
    assert (inside["update_id"], inside["person_id"]) == (event["update_id"], 1)
    assert (event["event"], event["outcome"], event["person_id"]) == ("update", "handled", 1)
    assert event["handler"].endswith("greet")
    assert event["use_case"] == ["greet_person"]
    assert event["update_id"] > 0
    assert event["seconds"] >= 0
    assert "Romashka" not in str(event)


async def test_what_waits_too_long_for_its_form_changes_nothing_and_says_try_again(under_test):
    forms = ConversationIsolation()
    form = StorageKey(bot_id=42, chat_id=7, user_id=7)

    async def wait_for_form(message):
        under_test.its_time_is_over()
        async with forms.lock(form):
            await under_test.effects.commit(message.text)

    under_test.on_message(wait_for_form)
    update = under_test.telegram.message("one")

    async with forms.lock(form):
        outcomes = [await under_test.takes(update), await under_test.takes(update)]

    assert outcomes == [Outcome.GIVEN_UP, Outcome.REPEATED]
    assert await under_test.effects.all() == []
    assert under_test.telegram.said() == [
        "That did not work now: it took too long. Nothing has changed, try again."
    ]


async def test_what_had_its_effect_before_its_time_was_over_is_not_asked_for_again(under_test):
    async def keep_and_hang(message):
        await under_test.effects.commit(message.text)
        under_test.its_time_is_over()
        await asyncio.Event().wait()

    under_test.on_message(keep_and_hang)

    outcome = await under_test.takes(under_test.telegram.message("one"))

    assert outcome is Outcome.UNANSWERED
    assert await under_test.effects.all() == ["one"]
    assert under_test.telegram.said() == []


async def test_a_stranger_gets_one_line_and_reaches_no_handler(under_test):
    reached = []

    async def note(message):
        reached.append(message)

    under_test.on_message(note)

    outcome = await under_test.takes(under_test.telegram.message("/deals", user=OneActor.STRANGER))

    assert outcome is Outcome.STRANGER
    assert under_test.telegram.said() == ["This bot serves its company. (en)"]
    assert reached == []


async def test_a_stranger_is_not_answered_twice(under_test):
    update = under_test.telegram.message("hello", user=OneActor.STRANGER)

    outcomes = [await under_test.takes(update), await under_test.takes(update)]

    assert outcomes == [Outcome.STRANGER, Outcome.REPEATED]
    assert len(under_test.telegram.said()) == 1


async def test_a_stranger_in_a_group_is_left_alone(under_test):
    await under_test.takes(under_test.telegram.message("hello", user=OneActor.STRANGER, chat=-100))

    assert under_test.telegram.said() == []


async def test_an_invitation_lets_a_stranger_through(under_test):
    reached = []

    async def note(message, actor, texts):
        reached.append((message.text, actor, texts))

    under_test.on_message(note)

    await under_test.takes(under_test.telegram.message("/start abc123", user=OneActor.STRANGER))

    assert reached == [("/start abc123", None, "en")]


async def test_another_bot_is_ignored(under_test):
    from_bot = under_test.telegram.message("hello")
    from_bot["message"]["from"]["is_bot"] = True

    outcome = await under_test.takes(from_bot)

    assert outcome is Outcome.IGNORED
    assert under_test.telegram.said() == []


async def test_what_no_handler_is_meant_for_is_ignored(under_test):
    outcome = await under_test.takes(under_test.telegram.message("hello"))

    assert outcome is Outcome.IGNORED
