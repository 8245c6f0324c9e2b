"""Plays docs/conversations/rulebook.md."""

import pytest

from domain.rulebook.default import default_rulebook_text
from tests.company import Company

DEFAULT = default_rulebook_text()
CHANGED = DEFAULT.replace("invitation_hours: 72", "invitation_hours: 48").replace(
    "limit_working_hours: 16", "limit_working_hours: 24"
)


async def test_the_rulebook_comes_as_a_file_with_its_version(company: Company):
    await company.administrator.sends("/rulebook")

    sent = await company.administrator.sees_file("rulebook.yaml")
    assert "Регламент, версия 1" in sent["caption"]
    assert (await company.administrator.file(sent)).decode() == DEFAULT


async def test_a_changed_file_is_shown_confirmed_and_in_force(company: Company):
    await company.administrator.sends_file(CHANGED.encode(), "новый.yaml")
    seen = await company.administrator.sees("Изменится 2 правила")
    assert "• «Первый контакт», лимит этапа, рабочих часов: 16 → 24" in seen["text"]
    assert "• срок приглашения, часов: 72 → 48" in seen["text"]

    await company.administrator.taps("Ввести в действие")
    await company.administrator.sees("Регламент, версия 2, в силе.")

    await company.administrator.sends("/rulebook")
    sent = await company.administrator.sees_file("rulebook.yaml")
    assert "изменения внесены: Мария Лебедева" in sent["caption"]
    assert (await company.administrator.file(sent)).decode() == CHANGED


async def test_the_second_tap_says_that_it_is_done(company: Company):
    await company.administrator.sends_file(CHANGED.encode(), "rules.yml")
    card = await company.administrator.sees("Ввести в действие?")
    data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await company.administrator.taps("Ввести в действие")
    await company.administrator.sees("в силе")

    answer = await company.administrator.taps_data(card, data, forged=True)

    assert "уже ввели в действие: Мария Лебедева" in answer["text"]


async def test_a_dismissed_file_changes_nothing(company: Company):
    await company.administrator.sends_file(CHANGED.encode(), "rules.yml")
    await company.administrator.taps("Отмена")
    await company.administrator.sees("Оставили как было.")

    await company.administrator.sends("/rulebook")
    await company.administrator.sees("Регламент, версия 1")


async def test_every_fault_of_a_wrong_file_is_named_with_its_line(company: Company):
    wrong = DEFAULT.replace("limit_working_hours: 16", "limit_working_hours: много").replace(
        "currency: RUB", "currency: рубль"
    )
    lines = wrong.splitlines()
    hours = next(n for n, line in enumerate(lines, 1) if "hours: много" in line)
    money = next(n for n, line in enumerate(lines, 1) if "рубль" in line)

    await company.administrator.sends_file(wrong.encode(), "rules.yaml")

    text = (await company.administrator.sees("Файл не принят: 2 ошибки"))["text"]
    assert f"Строка {hours}, pipeline.stages[1].limit_working_hours: нужно целое число" in text
    assert f"Строка {money}, company.currency: нужна валюта тремя буквами, например RUB" in text
    assert "Сейчас там: «рубль»" in text


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"a: [", b"&a 1", b"- 1"])
async def test_what_is_no_rulebook_at_all_is_refused_in_words(company: Company, content):
    await company.administrator.sends_file(content or b" ", "rules.yaml")

    await company.administrator.sees("Файл не принят")


async def test_a_file_far_too_large_is_not_even_fetched(company: Company):
    await company.administrator.sends_file(b"#" * 1_000_001, "rules.yaml")

    await company.administrator.sees("файл слишком большой")


async def test_a_rep_neither_gets_nor_confirms_rules(company: Company):
    await company.rep.sends("/rulebook")
    seen = await company.rep.sees("Это может только администратор.")

    assert "document" not in seen
    await company.administrator.sends_file(CHANGED.encode(), "rules.yml")
    await company.administrator.sees("Ввести в действие?")
    await company.rep.sends("/people")
    card = await company.rep.sees("Группа")
    answer = await company.rep.taps_data(card, "rules-on:1", forged=True)
    assert answer["text"] == "Это может только администратор. Обратитесь к нему."
    assert await company.told() == []
