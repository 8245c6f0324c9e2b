from pathlib import Path

import pytest

from bot.playground.clock import MovableClock
from bot.playground.journal import FolderInUse
from bot.playground.server import Playground
from tests.person import Person
from tests.playground.conftest import BOT_USERNAME, PERSONAS, REP_ID, TOKEN, BotApi


def a_playground(folder: Path) -> Playground:
    return Playground(
        token=TOKEN,
        bot_username=BOT_USERNAME,
        personas=PERSONAS,
        clock=MovableClock(folder),
        folder=folder,
    )


async def test_a_restart_finds_everything_as_it_was(tmp_path: Path) -> None:
    before = a_playground(tmp_path)
    await before.start()
    api = BotApi(before.origin)
    async with Person(before.origin, "rep") as rep:
        await rep.starts()
        await rep.sends_file(b"abc", "list.txt")
        first = await api("getUpdates")
        await api("getUpdates", offset=first[0]["update_id"] + 1)
        said = await api("sendMessage", chat_id=REP_ID, text="раз")
        gone = await api("sendMessage", chat_id=REP_ID, text="лишнее")
        await api("editMessageText", chat_id=REP_ID, message_id=said["message_id"], text="два")
        await api("deleteMessage", chat_id=REP_ID, message_id=gone["message_id"])
        await api("setMyCommands", commands=[{"command": "today", "description": "x"}])
        chat = await rep.messages()
        unread = await rep.unread()
    await api.close()
    await before.stop()

    after = a_playground(tmp_path)
    await after.start()
    api = BotApi(after.origin)
    async with Person(after.origin, "rep") as rep:
        assert await rep.messages() == chat
        assert await rep.unread() == unread == 1
        assert await rep.commands() == ["today"]
        assert await rep.file(chat[1]) == b"abc"
        assert await api("getUpdates") == first[1:]
        new = await api("sendMessage", chat_id=REP_ID, text="три")
        assert new["message_id"] == gone["message_id"] + 1
    await api.close()
    await after.stop()


async def test_one_folder_is_open_in_one_playground_at_a_time(tmp_path: Path) -> None:
    first = a_playground(tmp_path)

    with pytest.raises(FolderInUse):
        a_playground(tmp_path)

    await first.stop()
    await a_playground(tmp_path).stop()


async def test_a_line_cut_short_by_a_kill_is_dropped(tmp_path: Path) -> None:
    place = a_playground(tmp_path)
    await place.start()
    async with Person(place.origin, "rep") as rep:
        await rep.sends("раз")
    await place.stop()
    with (tmp_path / "journal.jsonl").open("a") as journal:
        journal.write('{"seq": 99, "kind": "mess')

    place = a_playground(tmp_path)
    await place.start()
    async with Person(place.origin, "rep") as rep:
        await rep.sends("два")
    await place.stop()
    place = a_playground(tmp_path)
    await place.start()
    async with Person(place.origin, "rep") as rep:
        assert [message["text"] for message in await rep.messages()] == ["раз", "два"]
    await place.stop()
