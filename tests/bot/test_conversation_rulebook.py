"""Plays docs/conversations/rulebook.md."""

import pytest

from domain.org.model import Role
from domain.rulebook.default import default_rulebook_text
from tests.bot.org_chat import OrgChat, org_chat

VERA, ANNA = 1003, 1001
DEFAULT = default_rulebook_text()
CHANGED = DEFAULT.replace("invitation_hours: 72", "invitation_hours: 48").replace(
    "limit_working_hours: 16", "limit_working_hours: 24"
)


@pytest.fixture
async def chat(engine):
    async with org_chat(engine) as chat:
        await chat.world.given_person("Вера Орлова", Role.ADMINISTRATOR, telegram_id=VERA)
        yield chat


async def test_the_rulebook_comes_as_a_file_with_its_version(chat: OrgChat):
    await chat.vera.sends("/rulebook")

    sent = await chat.vera.sees_file("rulebook.yaml")
    assert "Регламент, версия 1" in sent["caption"]
    assert (await chat.vera.file(sent)).decode() == DEFAULT


async def test_a_changed_file_is_shown_confirmed_and_in_force(chat: OrgChat):
    await chat.vera.sends_file(CHANGED.encode(), "новый.yaml")
    seen = await chat.vera.sees("Изменится 2 правила")
    assert "• «Первый контакт», лимит этапа, рабочих часов: 16 → 24" in seen["text"]
    assert "• срок приглашения, часов: 72 → 48" in seen["text"]

    await chat.vera.taps("Ввести в действие")
    await chat.vera.sees("Регламент, версия 2, в силе.")

    await chat.vera.sends("/rulebook")
    sent = await chat.vera.sees_file("rulebook.yaml")
    assert "изменения внесены: Вера Орлова" in sent["caption"]
    assert (await chat.vera.file(sent)).decode() == CHANGED


async def test_the_second_tap_says_that_it_is_done(chat: OrgChat):
    await chat.vera.sends_file(CHANGED.encode(), "rules.yml")
    card = await chat.vera.sees("Ввести в действие?")
    data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await chat.vera.taps("Ввести в действие")
    await chat.vera.sees("в силе")

    answer = await chat.vera.taps_data(card, data, forged=True)

    assert "уже ввели в действие: Вера Орлова" in answer["text"]


async def test_a_dismissed_file_changes_nothing(chat: OrgChat):
    await chat.vera.sends_file(CHANGED.encode(), "rules.yml")
    await chat.vera.taps("Отмена")
    await chat.vera.sees("Оставили как было.")

    await chat.vera.sends("/rulebook")
    await chat.vera.sees("Регламент, версия 1")


async def test_every_fault_of_a_wrong_file_is_named_with_its_line(chat: OrgChat):
    wrong = DEFAULT.replace("limit_working_hours: 16", "limit_working_hours: много").replace(
        "currency: RUB", "currency: рубль"
    )
    lines = wrong.splitlines()
    hours = next(n for n, line in enumerate(lines, 1) if "hours: много" in line)
    money = next(n for n, line in enumerate(lines, 1) if "рубль" in line)

    await chat.vera.sends_file(wrong.encode(), "rules.yaml")

    text = (await chat.vera.sees("Файл не принят: 2 ошибки"))["text"]
    assert f"Строка {hours}, pipeline.stages[1].limit_working_hours: нужно целое число" in text
    assert f"Строка {money}, company.currency: нужна валюта тремя буквами, например RUB" in text
    assert "Сейчас там: «рубль»" in text


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"a: [", b"&a 1", b"- 1"])
async def test_what_is_no_rulebook_at_all_is_refused_in_words(chat: OrgChat, content):
    await chat.vera.sends_file(content or b" ", "rules.yaml")

    await chat.vera.sees("Файл не принят")


async def test_a_file_far_too_large_is_not_even_fetched(chat: OrgChat):
    await chat.vera.sends_file(b"#" * 1_000_001, "rules.yaml")

    await chat.vera.sees("файл слишком большой")


async def test_a_rep_neither_gets_nor_confirms_rules(chat: OrgChat):
    await chat.world.given_person("Анна", telegram_id=ANNA)
    await chat.anna.sends("/rulebook")
    seen = await chat.anna.sees("Это может только администратор.")

    assert "document" not in seen
    await chat.vera.sends_file(CHANGED.encode(), "rules.yml")
    await chat.vera.sees("Ввести в действие?")
    await chat.anna.sends("/people")
    card = await chat.anna.sees("Москва")
    answer = await chat.anna.taps_data(card, "rules-on:1", forged=True)
    assert answer["text"] == "Это может только администратор. Обратитесь к нему."
    assert await chat.world.told() == []
