"""Telegram's limits, in Telegram's words."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.files import DOWNLOAD_LIMIT, UPLOAD_LIMIT
from bot.playground.server import Playground
from tests.person import Person, a_photo
from tests.playground.conftest import LEAD_ID, REP_ID, BotApi


@pytest.fixture(autouse=True)
async def _rep_has_started(rep: Person) -> None:
    await rep.starts()


def inline(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def a_button(data: str = "x", text: str = "Да") -> dict[str, Any]:
    return {"text": text, "callback_data": data}


SEND = {"chat_id": REP_ID, "text": "Привет"}


@pytest.mark.parametrize(
    ("changes", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": None}, "message text is empty"),
        ({"chat_id": None}, "chat_id is empty"),
        ({"chat_id": 555}, "chat not found"),
        ({"chat_id": "@nobody"}, "chat not found"),
        (
            {"text": "<b>раз", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "я <x>раз</x>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "x" at byte offset 3',
        ),
        (
            {"text": "<b>a</i>", "parse_mode": "HTML"},
            "can't parse entities: Unmatched end tag at byte offset 4, "
            'expected "</b>", found "</i>"',
        ),
        (
            {"text": "a</i>", "parse_mode": "HTML"},
            "can't parse entities: Unexpected end tag at byte offset 1",
        ),
        (
            {"text": "1 < 2", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "" at byte offset 2',
        ),
        ({"parse_mode": "Word"}, "unsupported parse_mode"),
        ({"reply_markup": inline([a_button("я" * 33)])}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": inline([a_button("")])}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": inline([a_button()] * 9)}, "REPLY_MARKUP_TOO_LONG"),
        ({"reply_markup": inline(*[[a_button()]] * 101)}, "REPLY_MARKUP_TOO_LONG"),
        (
            {"reply_markup": inline([{"text": "Да"}])},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": inline([{"text": "Да", "url": "javascript:alert(1)"}])},
            "inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
        ),
        ({"reply_parameters": {"message_id": 900}}, "message to be replied not found"),
    ],
)
async def test_a_wrong_message_is_refused_in_telegrams_words(
    bot: BotApi, changes: dict[str, Any], description: str
) -> None:
    params = {key: value for key, value in (SEND | changes).items() if value is not None}

    refused = await bot.refusal("sendMessage", **params)

    assert refused == (400, f"Bad Request: {description}")


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "я" * 4096},
        {"text": "<b>" + "я" * 4096 + "</b>", "parse_mode": "HTML"},
        {"reply_markup": inline([a_button("я" * 32)])},
        {"reply_markup": inline(*[[a_button()] * 8] * 12, [a_button()] * 4)},
        {"reply_parameters": {"message_id": 900, "allow_sending_without_reply": True}},
    ],
)
async def test_what_just_fits_is_taken(bot: BotApi, changes: dict[str, Any]) -> None:
    message = await bot("sendMessage", **(SEND | changes))

    assert message["message_id"] == 2


async def test_a_wrong_token_is_unauthorized(playground: Playground) -> None:
    stranger = BotApi(playground.origin, "4200:other")

    refused = await stranger.refusal("getMe")

    assert refused == (401, "Unauthorized")
    await stranger.close()


async def test_an_unknown_method_is_not_found_and_a_known_one_is_not_supported(
    bot: BotApi,
) -> None:
    assert await bot.refusal("sendMoney") == (404, "Not Found")
    assert (await bot.refusal("createForumTopic", chat_id=REP_ID, name="x"))[0] == 400


async def test_who_never_started_cannot_be_written_to(bot: BotApi) -> None:
    refused = await bot.refusal("sendMessage", chat_id=LEAD_ID, text="x")

    assert refused == (403, "Forbidden: bot can't initiate conversation with a user")


async def test_who_blocked_the_bot_is_not_reached_until_they_write_again(
    bot: BotApi, rep: Person
) -> None:
    await rep.blocks_bot()

    refused = await bot.refusal("sendMessage", **SEND)

    assert refused == (403, "Forbidden: bot was blocked by the user")
    await rep.sends("я снова тут")
    await bot("sendMessage", **SEND)
    updates = await bot("getUpdates")
    changes = [u["my_chat_member"] for u in updates if "my_chat_member" in u]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_an_edit_that_changes_nothing_is_refused(bot: BotApi) -> None:
    markup = inline([a_button()])
    sent = await bot("sendMessage", **SEND, reply_markup=markup)
    edit = {"chat_id": REP_ID, "message_id": sent["message_id"], "text": "Привет"}

    refused = await bot.refusal("editMessageText", **edit, reply_markup=markup)

    assert refused == (
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message",
    )
    edited = await bot("editMessageText", **edit)
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]


@pytest.mark.parametrize("method", ["editMessageText", "editMessageCaption"])
async def test_what_cannot_be_edited_is_refused(bot: BotApi, rep: Person, method: str) -> None:
    theirs = await rep.sends("моё")
    new = {"chat_id": REP_ID, "text": "x", "caption": "x"}

    assert await bot.refusal(method, **new, message_id=999) == (
        400,
        "Bad Request: message to edit not found",
    )
    assert await bot.refusal(method, **new, message_id=theirs["message_id"]) == (
        400,
        "Bad Request: message can't be edited",
    )


async def test_a_caption_is_not_put_under_a_text(bot: BotApi) -> None:
    sent = await bot("sendMessage", **SEND)
    place = {"chat_id": REP_ID, "message_id": sent["message_id"]}

    refused = await bot.refusal("editMessageCaption", **place, caption="x")

    assert refused == (400, "Bad Request: there is no caption in the message to edit")


async def test_a_message_is_deletable_for_two_days_by_the_playgrounds_clock(
    bot: BotApi, playground: Playground, rep: Person
) -> None:
    old = await bot("sendMessage", **SEND)
    clock = playground.world.clock
    await rep.moves_clock(clock() + timedelta(hours=49))
    new = await bot("sendMessage", **SEND)

    refused = await bot.refusal("deleteMessage", chat_id=REP_ID, message_id=old["message_id"])

    assert refused == (400, "Bad Request: message can't be deleted for everyone")
    assert await bot("deleteMessage", chat_id=REP_ID, message_id=new["message_id"]) is True
    gone = await bot.refusal("deleteMessage", chat_id=REP_ID, message_id=new["message_id"])
    assert gone == (400, "Bad Request: message to delete not found")


async def test_a_tap_is_answered_once(bot: BotApi, rep: Person) -> None:
    sent = await bot("sendMessage", **SEND, reply_markup=inline([a_button()]))
    tap = asyncio.create_task(rep.taps_data(sent, "x"))
    query = await a_query(bot)

    await bot("answerCallbackQuery", callback_query_id=query["id"], text="Готово")

    assert (await tap)["text"] == "Готово"
    again = await bot.refusal("answerCallbackQuery", callback_query_id=query["id"])
    assert again == (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )


async def a_query(bot: BotApi) -> dict[str, Any]:
    offset = None
    while True:
        for update in await bot("getUpdates", offset=offset, timeout=5):
            offset = update["update_id"] + 1
            if "callback_query" in update:
                found: dict[str, Any] = update["callback_query"]
                return found


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ([{"command": "Дела", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "Today", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "today", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "today", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_wrong_command_menu_is_refused(
    bot: BotApi, commands: list[dict[str, str]], description: str
) -> None:
    refused = await bot.refusal("setMyCommands", commands=commands)

    assert refused == (400, f"Bad Request: {description}")


def a_form(kind: str, content: bytes, **fields: str) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(REP_ID))
    form.add_field(kind, content, filename="file.bin")
    for name, value in fields.items():
        form.add_field(name, value)
    return form


async def test_a_caption_over_1024_characters_is_refused(bot: BotApi) -> None:
    status, body = await bot.form("sendPhoto", a_form("photo", a_photo(), caption="я" * 1025))

    assert (status, body["description"]) == (400, "Bad Request: message caption is too long")


async def test_a_photo_must_be_a_picture(bot: BotApi) -> None:
    status, body = await bot.form("sendPhoto", a_form("photo", b"not a picture"))

    assert (status, body["description"]) == (400, "Bad Request: IMAGE_PROCESS_FAILED")


async def test_a_file_over_50_megabytes_is_refused(bot: BotApi) -> None:
    status, body = await bot.form("sendDocument", a_form("document", bytes(UPLOAD_LIMIT + 1)))

    assert (status, body["description"]) == (413, "Request Entity Too Large")


async def test_the_bot_cannot_fetch_a_file_over_20_megabytes(bot: BotApi, rep: Person) -> None:
    sent = await rep.sends_file(bytes(DOWNLOAD_LIMIT + 1), "big.csv")

    refused = await bot.refusal("getFile", file_id=sent["document"]["file_id"])

    assert refused == (400, "Bad Request: file is too big")


async def test_a_part_that_is_named_must_be_there(bot: BotApi) -> None:
    refused = await bot.refusal("sendDocument", chat_id=REP_ID, document="attach://list")

    assert refused[0] == 400


async def test_half_a_surrogate_pair_is_not_text(bot: BotApi) -> None:
    refused = await bot.refusal("sendMessage", chat_id=REP_ID, text="\ud83d")

    assert refused == (400, "Bad Request: strings must be encoded in UTF-8")
