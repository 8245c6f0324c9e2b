"""The group with topics: the bot makes them, everybody writes into them."""

import pytest

from tests.person import Person
from tests.playground.conftest import BotApi


@pytest.fixture
async def forum(rep: Person) -> Person:
    return await rep.in_forum()


async def test_a_topic_is_a_thread_of_the_message_that_made_it(bot: BotApi, forum: Person):
    topic = await bot("createForumTopic", chat_id=await forum.chat_id(), name="Выставка")

    card = await bot(
        "sendMessage",
        chat_id=await forum.chat_id(),
        text="Макет",
        message_thread_id=topic["message_thread_id"],
    )

    assert topic["name"] == "Выставка"
    assert card["message_thread_id"] == topic["message_thread_id"]
    assert card["is_topic_message"] is True


async def test_an_answer_goes_into_the_topic_of_what_it_answers(bot: BotApi, forum: Person):
    topic = await bot("createForumTopic", chat_id=await forum.chat_id(), name="Выставка")
    thread_id = topic["message_thread_id"]
    card = await bot(
        "sendMessage", chat_id=await forum.chat_id(), text="Макет", message_thread_id=thread_id
    )

    answer = await forum.replies_to(card, "готово")

    assert answer["message_thread_id"] == thread_id


async def test_a_topic_that_is_gone_takes_no_messages(bot: BotApi, forum: Person):
    topic = await bot("createForumTopic", chat_id=await forum.chat_id(), name="Выставка")
    thread_id = topic["message_thread_id"]
    await bot("deleteForumTopic", chat_id=await forum.chat_id(), message_thread_id=thread_id)

    refused = await bot.refusal(
        "sendMessage", chat_id=await forum.chat_id(), text="a", message_thread_id=thread_id
    )

    assert refused == (400, "Bad Request: message thread not found")


async def test_only_a_forum_has_topics(bot: BotApi, rep: Person):
    group = await rep.in_group()

    refused = await bot.refusal("createForumTopic", chat_id=await group.chat_id(), name="Выставка")

    assert refused == (400, "Bad Request: the chat is not a forum")


async def test_closing_renaming_and_opening_again_change_the_topic_once(bot: BotApi, forum: Person):
    topic = await bot("createForumTopic", chat_id=await forum.chat_id(), name="Выставка")
    here = {"chat_id": await forum.chat_id(), "message_thread_id": topic["message_thread_id"]}
    await bot("closeForumTopic", **here)
    await bot("reopenForumTopic", **here)
    await bot("editForumTopic", **here, name="Выставка 2027")

    again = [
        await bot.refusal("reopenForumTopic", **here),
        await bot.refusal("editForumTopic", **here, name="Выставка 2027"),
    ]

    assert again == [(400, "Bad Request: TOPIC_NOT_MODIFIED")] * 2
