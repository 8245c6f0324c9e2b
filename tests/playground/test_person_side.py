"""What people do and see: unread marks, groups, menus, keyboards, events."""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.clock import MovableClock
from bot.playground.server import Playground
from bot.playground.world import GROUP_CHAT_ID
from tests.person import Person
from tests.playground.conftest import BOT_USERNAME, LEAD_ID, PERSONAS, REP_ID, TOKEN, BotApi


async def test_what_the_bot_says_is_unread_until_it_is_read(bot: BotApi, rep: Person) -> None:
    await rep.starts()
    await bot("sendMessage", chat_id=REP_ID, text="раз")
    await bot("sendMessage", chat_id=REP_ID, text="два")

    assert await rep.unread() == 2

    await rep.reads()
    assert await rep.unread() == 0


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("/today", True),
        ("/today@naparnik_bot", True),
        ("/today@other_bot", False),
        ("@naparnik_bot сводка", True),
        ("всем привет", False),
    ],
)
async def test_in_the_group_the_bot_sees_only_what_is_meant_for_it(
    bot: BotApi, playground: Playground, text: str, comes: bool
) -> None:
    async with Person(playground.origin, "rep", chat_id=GROUP_CHAT_ID) as rep:
        await rep.sends(text)

    assert len(await bot("getUpdates")) == comes


async def test_in_the_group_the_bot_sees_replies_to_itself(
    bot: BotApi, playground: Playground
) -> None:
    said = await bot("sendMessage", chat_id=GROUP_CHAT_ID, text="Сводка")
    async with Person(playground.origin, "lead", chat_id=GROUP_CHAT_ID) as lead:
        await lead.replies_to(said, "спасибо")

    update = (await bot("getUpdates"))[0]
    assert update["message"]["reply_to_message"]["text"] == "Сводка"
    assert update["message"]["chat"]["type"] == "supergroup"


async def test_the_command_menu_is_of_the_narrowest_scope_in_the_persons_language(
    bot: BotApi, rep: Person, lead: Person
) -> None:
    async def set_menu(name: str, language: str = "", **scope: Any) -> None:
        await bot(
            "setMyCommands",
            commands=[{"command": name, "description": "x"}],
            language_code=language,
            scope=scope or None,
        )

    await set_menu("all")
    await set_menu("all_en", "en")
    assert (await rep.commands(), await lead.commands()) == (["all"], ["all_en"])

    await set_menu("private", type="all_private_chats")
    assert (await rep.commands(), await lead.commands()) == (["private"], ["private"])

    await set_menu("mine", type="chat", chat_id=REP_ID)
    assert (await rep.commands(), await lead.commands()) == (["mine"], ["private"])

    await bot("deleteMyCommands", scope={"type": "chat", "chat_id": REP_ID})
    assert await rep.commands() == ["private"]


async def test_a_button_that_is_not_there_is_tapped_only_by_forgers(
    bot: BotApi, rep: Person
) -> None:
    await rep.starts()
    sent = await bot("sendMessage", chat_id=REP_ID, text="x")

    with pytest.raises(AssertionError, match="no such button"):
        await rep.taps_data(sent, "evil")

    tap = asyncio.create_task(rep.taps_data(sent, "evil", forged=True))
    query = await next_query(bot)
    await bot("answerCallbackQuery", callback_query_id=query["id"], text="нет")
    assert query["data"] == "evil"
    assert (await tap)["text"] == "нет"


async def next_query(bot: BotApi) -> dict[str, Any]:
    offset = 0
    while True:
        for update in await bot("getUpdates", timeout=5, offset=offset):
            offset = update["update_id"] + 1
            if "callback_query" in update:
                query: dict[str, Any] = update["callback_query"]
                return query


async def test_a_link_to_the_bot_is_followed(bot: BotApi, rep: Person) -> None:
    await rep.starts()
    url = "https://t.me/naparnik_bot?start=deal-5"
    markup = {"inline_keyboard": [[{"text": "Открыть", "url": url}]]}
    await bot("sendMessage", chat_id=REP_ID, text="x", reply_markup=markup)

    await rep.taps("Открыть")

    assert (await rep.messages())[-1]["text"] == "/start deal-5"


async def test_a_failed_wait_shows_the_whole_chat(bot: BotApi, playground: Playground) -> None:
    async with Person(playground.origin, "rep", patience_seconds=0) as rep:
        await rep.starts()
        markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
        await bot("sendMessage", chat_id=REP_ID, text="Звонили?", reply_markup=markup)

        with pytest.raises(AssertionError) as failure:
            await rep.sees("Готово")

    assert str(failure.value) == (
        "rep does not see 'Готово'\n#1 Анна: /start\n#2 Напарник: Звонили?\n      [Да]"
    )


async def test_a_forward_tells_whose_it_was(bot: BotApi, rep: Person, lead: Person) -> None:
    async with await lead.in_group() as lead_in_group:
        said = await lead_in_group.sends("позвони Иванову")
    await rep.forwards(said)

    message = (await bot("getUpdates"))[0]["message"]
    assert message["text"] == "позвони Иванову"
    assert message["forward_origin"]["sender_user"]["id"] == LEAD_ID


async def test_another_persons_chat_stays_closed(playground: Playground) -> None:
    async with Person(playground.origin, "lead", chat_id=REP_ID) as lead:
        with pytest.raises(AssertionError, match="no such chat"):
            await lead.messages()


async def test_events_resume_where_they_stopped(
    bot: BotApi, rep: Person, playground: Playground
) -> None:
    await rep.starts()
    first = await events(playground, "rep", after=0, until="message")
    await bot("sendChatAction", chat_id=REP_ID, action="typing")
    sent = await bot("sendMessage", chat_id=REP_ID, text="<b>раз</b>", parse_mode="HTML")
    await bot("editMessageText", chat_id=REP_ID, message_id=sent["message_id"], text="два")
    await bot("deleteMessage", chat_id=REP_ID, message_id=sent["message_id"])

    later = await events(playground, "rep", after=first[-1]["seq"], until="deleted")

    kinds = [event["type"] for event in later if event["type"] != "chat"]
    assert kinds == ["action", "message", "edited", "deleted"]
    said = next(event["message"] for event in later if event["type"] == "message")
    assert (said["html"], said["out"]) == ("<b>раз</b>", False)


async def events(
    playground: Playground, key: str, *, after: int, until: str
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    address = f"{playground.origin}/play/events?persona={key}&after={after}"
    async with aiohttp.ClientSession() as session, session.get(address) as stream:
        async for line in stream.content:
            if line.startswith(b"data: "):
                found.append(json.loads(line[6:]))
                if found[-1]["type"] == until:
                    break
    return found


async def test_a_skip_moves_the_clock_and_tells_the_program() -> None:
    told: list[datetime] = []
    place = a_playground(told)
    origin = await place.start()
    before = place.world.clock()
    async with Person(origin, "rep") as person:
        await person.skips("hour")
        with pytest.raises(AssertionError, match="forward"):
            await person.moves_clock(before)
    await place.stop()

    assert len(told) == 1
    assert told[0] - before >= timedelta(hours=1)


def a_playground(told: list[datetime]) -> Playground:
    async def on_clock(moment: datetime) -> None:
        told.append(moment)

    return Playground(
        token=TOKEN,
        bot_username=BOT_USERNAME,
        personas=PERSONAS,
        clock=MovableClock(),
        on_clock=on_clock,
    )


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
async def test_other_sites_pages_cannot_reach_the_persons_side(
    playground: Playground, headers: dict[str, str]
) -> None:
    async with aiohttp.ClientSession(headers=headers) as session:
        for path in ("/", "/play/state"):
            async with session.get(playground.origin + path) as response:
                assert response.status == 403


async def test_a_page_that_someone_sent_is_not_shown_in_place(
    rep: Person, playground: Playground
) -> None:
    sent = await rep.sends_file(b"<script>alert(1)</script>", "x.html")

    address = f"{playground.origin}/play/files/{sent['document']['file_id']}"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.content_type == "application/octet-stream"
