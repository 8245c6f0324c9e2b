"""Bare words that are no task: a name, a phone, a button (docs/conversations/task_drafts.md)."""

import pytest

from tests.company import Company
from tests.messages import says


async def test_a_name_is_still_looked_up_and_can_be_made_a_task(company: Company) -> None:
    await company.given_client("Ромашка")
    await company.rep.sends("Ромашка")
    found = await company.rep.sees("нашёл: 1")
    assert (await company.rep.buttons(found))[-2:] == ["➕ Новый клиент", "➕ Поставить задачу"]

    await company.rep.sends("отчёт по складу")
    await company.rep.sees("Не нашёл. Создать клиента «отчёт по складу»?")
    await company.rep.taps("➕ Поставить задачу")

    assert says(await company.rep.sees("📝 Отчёт по складу"), "Срок: не указан")


@pytest.mark.parametrize("words", ["клиенту всё понравилось, рады", "спасибо", "отмена"])
async def test_what_is_no_name_makes_no_client(company: Company, words: str) -> None:
    await company.rep.sends(words)

    told = await company.rep.sees("Понимаю задачи, имена и то, что было с клиентом.")

    assert "➕ Создать клиента" not in await company.rep.buttons(told)


async def test_a_button_said_in_words_shows_the_buttons(company: Company) -> None:
    await company.rep.sends("Мой день")

    await company.rep.taps("Мой день", on=await company.rep.sees("Понимаю задачи"))

    await company.rep.sees("ваш день")


async def test_a_client_called_like_a_button_is_found(company: Company) -> None:
    await company.given_client("Кафе «Меню»")

    await company.rep.sends("меню")

    await company.rep.sees("По запросу «меню» нашёл: 1")


async def test_a_phone_still_finds_its_client(company: Company) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")

    await company.rep.sends("8 999 123-45-67")

    await company.rep.sees("👤 Ромашка")
    assert await company.value("SELECT count(*) FROM tasks") == 0


async def test_a_forwarded_line_is_only_looked_up(company: Company) -> None:
    message = await company.rep.sends("/find завтра в 15 позвонить")

    await company.rep.forwards(message)

    await company.rep.waits_for_idle_bot()
    assert await company.value("SELECT count(*) FROM tasks") == 0
