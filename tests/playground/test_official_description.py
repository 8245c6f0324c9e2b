"""The playground against Telegram's official list of methods and types."""

import aiohttp
import pytest

from bot.playground.bot_calls import method_classes
from bot.playground.bot_methods.desk import METHODS
from bot.playground.server import Playground
from tests.person import Person, a_photo
from tests.playground.bot_api_spec import problems_of_call, problems_of_update, spec
from tests.playground.conftest import REP_ID, BotApi


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_method_is_checked_by_a_class_with_the_official_fields(name: str) -> None:
    fields = spec()["methods"][name].get("fields", [])
    official = {field["name"]: field["required"] for field in fields}
    own = method_classes()[name.lower()].model_fields

    assert official.keys() <= own.keys()
    required = {key for key, field in own.items() if field.is_required()}
    assert required == {key for key, is_required in official.items() if is_required}


async def test_what_is_answered_and_sent_has_the_official_shape(
    bot: BotApi, rep: Person, playground: Playground
) -> None:
    spec()
    await rep.starts("x")
    await rep.sends_file(a_photo(), "a.png", kind="photo")
    await rep.sends_file(b"abc", "a.txt", caption="прайс")
    await rep.sends_file(b"OggS", "a.ogg", kind="voice")
    await rep.sends_contact("+79990000000", "Иван", "Петров", user_id=5)
    place = await rep.sends_location(55.7, 37.6)
    await rep.edits(await rep.replies_to(place, "здесь"), "там")
    await rep.blocks_bot()
    await rep.sends("да")
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
    sent = await bot(
        "sendMessage", chat_id=REP_ID, text="<b>a</b> /b", parse_mode="HTML", reply_markup=markup
    )
    here = {"chat_id": REP_ID, "message_id": sent["message_id"]}
    await bot("editMessageText", **here, text="b", reply_markup=markup)
    await bot("editMessageReplyMarkup", **here)
    await bot("copyMessage", chat_id=REP_ID, from_chat_id=REP_ID, message_id=2, caption="y")
    await bot("forwardMessage", chat_id=REP_ID, from_chat_id=REP_ID, message_id=3)
    await bot("sendContact", chat_id=REP_ID, phone_number="+7999", first_name="Иван")
    await bot("sendLocation", chat_id=REP_ID, latitude=1, longitude=2.5)
    await bot("sendChatAction", chat_id=REP_ID, action="typing")
    await bot("pinChatMessage", **here)
    await bot("setMessageReaction", **here, reaction=[{"type": "emoji", "emoji": "👍"}])
    group = playground.world.chats[min(playground.world.chats)].chat_id
    for chat_id in (REP_ID, group):
        await bot("getChat", chat_id=chat_id)
        await bot("getChatMember", chat_id=chat_id, user_id=REP_ID)
        await bot("getChatMemberCount", chat_id=chat_id)
    await bot("getChatAdministrators", chat_id=group)
    await bot("unpinChatMessage", **here)
    await bot("deleteMessage", **here)
    await bot("getMe")
    await bot("getWebhookInfo")
    await bot("setMyCommands", commands=[{"command": "today", "description": "x"}])
    await bot("getMyCommands")
    await bot("setMyName", name="Напарник")
    await bot("getMyName")
    await bot("setMyDescription", description="x", language_code="en")
    await bot("getMyDescription")
    await bot("getMyShortDescription")
    await bot("setChatMenuButton", menu_button={"type": "commands"})
    await bot("getChatMenuButton")
    await send_files(bot)
    updates = await bot("getUpdates")

    calls = [r for r in playground.world.journal.after(0) if r["kind"] == "call"]
    assert [problem for call in calls for problem in problems_of_call(call)] == []
    assert [problem for update in updates for problem in problems_of_update(update)] == []
    assert all("result" in call for call in calls)


async def send_files(bot: BotApi) -> None:
    """By multipart: one picture in three ways, an album, and a replacement."""
    form = aiohttp.FormData({"chat_id": str(REP_ID), "caption": "раз"})
    form.add_field("photo", a_photo(), filename="a.png")
    _, body = await bot.form("sendPhoto", form)
    file_id = body["result"]["photo"][-1]["file_id"]
    await bot("getFile", file_id=file_id)
    await bot("sendPhoto", chat_id=REP_ID, photo=file_id)
    form = aiohttp.FormData({"chat_id": str(REP_ID)})
    form.add_field(
        "media",
        '[{"type": "document", "media": "attach://a"}, {"type": "document", "media": "attach://b"}]',
    )
    form.add_field("a", b"abc", filename="a.txt")
    form.add_field("b", b"def", filename="b.txt")
    status, album = await bot.form("sendMediaGroup", form)
    assert status == 200
    assert len({message["media_group_id"] for message in album["result"]}) == 1
    message_id = body["result"]["message_id"]
    here = {"chat_id": REP_ID, "message_id": message_id}
    await bot("editMessageCaption", **here, caption="два")
    await bot("editMessageMedia", **here, media={"type": "photo", "media": file_id})
