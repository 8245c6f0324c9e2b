"""What ``docs/conversations/clients.md`` tells, played word for word.

Иван Петров of Москва is the rep, Вера Соколова of Новосибирск the stranger to his clients.
"""

import asyncio

import pytest

from bot.callback_data import OpenClient
from bot.clients.callback_data import (
    AskAboutClient,
    EditClient,
    OpenClientHistory,
    OpenFound,
    SetSegment,
    TurnFound,
)
from domain.clients.model import Client
from tests.company import Company
from tests.messages import says, text_of


async def count_clients(company: Company) -> int:
    return int(await company.value("SELECT count(*) FROM clients"))


async def numbers_of(company: Company, client: Client) -> list[str]:
    rows = await company.rows(
        f"SELECT number FROM phones WHERE client_id = {client.id} ORDER BY id"
    )
    return [row.number for row in rows]


async def happened_to(company: Company, client: Client) -> list[str]:
    """Kinds of the client's timeline, oldest first."""
    rows = await company.rows(
        f"SELECT kind FROM timeline WHERE client_id = {client.id} ORDER BY id"
    )
    return [row.kind for row in rows]


@pytest.mark.parametrize("wanted", ["ромашк", "romashka", "рамашка", "/find ромашка"])
async def test_a_name_brings_a_list_a_tap_the_card_and_back_the_list(
    company: Company, wanted: str
) -> None:
    await company.given_client('ООО "Ромашка"', "+7 999 123-45-67", contact="Иванов Пётр")

    await company.rep.sends(wanted)
    found = await company.rep.sees("нашёл: 1")
    await company.rep.taps('ООО "Ромашка" · Иван Петров')
    card = await company.rep.sees('👤 ООО "Ромашка"')

    assert card["message_id"] == found["message_id"]
    assert text_of(card).splitlines()[1:5] == [
        "Сегмент: Потенциальный",
        "Ответственный: Иван Петров, Москва",
        "📞 +79991234567 (Иванов Пётр)",
        "Сделки: в работе 0, выиграно 0",
    ]
    assert says(card, "Последнее: 👤 Клиент создан · 18.11.2026 10:00 · Иван Петров")
    assert await company.rep.buttons(card) == [
        "📞 Контакт",
        "📍 Визит",
        "➕ Новая сделка",
        "💼 Сделки",
        "☑️ Задачи: 0",
        "📨 Обращения (0)",
        "📦 Продукты",
        "🎂 Даты",
        "🕓 История",
        "📝 Заметка",
        "📞 Телефон",
        "✏️ Изменить",
        "« Поиск",
    ]
    rows = card["reply_markup"]["inline_keyboard"]
    assert max(len(row) for row in rows) == 2, "more do not fit on a phone"
    await company.rep.taps("« Поиск")
    assert (await company.rep.sees("нашёл: 1"))["message_id"] == found["message_id"]


@pytest.mark.parametrize("typed", ["89991234567", "+7 (999) 123-45-67", "9991234567"])
async def test_a_phone_brings_the_card_at_once(company: Company, typed: str) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")

    await company.rep.sends(typed)

    card = await company.rep.sees("👤 Ромашка")
    assert (await company.rep.buttons(card))[-1] == "« Мой день"


async def test_a_phone_that_nobody_has_asks_only_for_a_name(company: Company) -> None:
    await company.rep.sends("8 999 123-45-67")
    await company.rep.sees("Клиента с телефоном +79991234567 не нашёл. Создать?")

    await company.rep.taps("➕ Создать клиента")
    await company.rep.sees("Как называется клиент?")
    await company.rep.sends("Лютик")
    await company.rep.sees("С кем там говорить?")
    await company.rep.taps("Пропустить")

    card = await company.rep.sees("👤 Лютик")
    assert says(card, "+79991234567")


async def test_what_was_not_found_is_created_with_one_tap_and_once(company: Company) -> None:
    await company.rep.sends("Лютик")
    offer = await company.rep.sees("Не нашёл. Создать клиента «Лютик»?")
    button = offer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    await company.rep.taps("➕ Создать клиента")
    await company.rep.sees("👤 Лютик")
    await company.rep.taps_data(offer, button, forged=True)

    await company.rep.sees("Похоже, такой клиент уже есть")
    assert await count_clients(company) == 1


async def test_the_form_asks_name_phone_and_contact(company: Company) -> None:
    await company.rep.sends("/new")
    await company.rep.sees("Как называется клиент?")
    await company.rep.sends("Ромашка & <b>Ко</b>")
    await company.rep.sees("Какой у клиента телефон?")
    await company.rep.sends("12 тыс")
    await company.rep.sees("Такого номера нет.")
    await company.rep.sends("8 999 123-45-67 доб. 12")
    await company.rep.sees("С кем там говорить? Напишите имя.")
    await company.rep.sends("Иванов Пётр")

    card = await company.rep.sees("👤 Ромашка & <b>Ко</b>")
    assert says(card, "📞 +79991234567, доб. 12 (Иванов Пётр)")
    await company.rep.does_not_see("С кем там говорить")


async def test_what_can_be_skipped_is_skipped(company: Company) -> None:
    await company.rep.sends("/client")
    await company.rep.sends("Ромашка")
    await company.rep.sees("Какой у клиента телефон?")
    await company.rep.taps("Пропустить")
    await company.rep.sees("С кем там говорить?")
    await company.rep.taps("Пропустить")

    assert says(await company.rep.sees("👤 Ромашка"), "📞 Телефона нет")


async def test_a_form_left_by_its_cancel_button_creates_nobody(company: Company) -> None:
    await company.rep.sends("/new")
    await company.rep.sends("Ромашка")
    await company.rep.sees("Какой у клиента телефон?")

    await company.rep.taps("Отмена")
    await company.rep.sends("ромашка")

    await company.rep.sees("Не нашёл. Создать клиента «ромашка»?")
    assert await count_clients(company) == 0


async def test_a_whole_line_in_the_form_leaves_nothing_to_ask(company: Company) -> None:
    await company.rep.sends("/new")
    await company.rep.sees("Как называется клиент?")

    await company.rep.sends("Ромашка, +7 999 123-45-67, Иванов Пётр")

    await company.rep.sees("👤 Ромашка")


async def test_one_line_creates_the_client(company: Company) -> None:
    await company.rep.sends('/client ООО "Ромашка, Лютик и Ко", +7 999 123-45-67, Иванов Пётр')

    card = await company.rep.sees('👤 ООО "Ромашка, Лютик и Ко"')
    assert says(card, "📞 +79991234567 (Иванов Пётр)")


async def test_a_twin_is_shown_before_saving_and_one_is_created_however_often_it_is_tapped(
    company: Company,
) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")
    await company.given_client("Лютик", "+7 999 123-45-68", owner="other_rep")
    await company.rep.sends("/client Лютик, +7 999 123-45-67")
    twins = await company.rep.sees("⚠️ Похоже, такой клиент уже есть:")
    assert says(twins, "• Ромашка — Иван Петров, Москва (тот же телефон)")
    assert says(twins, "• клиент другого сотрудника — Вера Соколова, Новосибирск")
    assert await company.rep.buttons(twins) == ["Ромашка", "Создать всё равно", "Отмена"]
    button = twins["reply_markup"]["inline_keyboard"][1][0]["callback_data"]

    await company.rep.taps("Создать всё равно")
    await company.rep.sees("👤 Лютик")
    again = await company.rep.taps_data(twins, button, forged=True)

    assert again["text"].startswith("Эта форма уже закрыта")
    assert await count_clients(company) == 3


async def test_ten_taps_in_a_second_create_one_client(company: Company) -> None:
    await company.given_client("Ромашка", phone=None)
    await company.rep.sends("/client Ромашка")
    twins = await company.rep.sees("Похоже, такой клиент уже есть")
    button = twins["reply_markup"]["inline_keyboard"][1][0]["callback_data"]

    await asyncio.gather(*(company.rep.taps_data(twins, button, forged=True) for _ in range(10)))

    await company.rep.sees("👤 Ромашка")
    assert await count_clients(company) == 2


async def test_a_line_sent_twice_creates_one_client(company: Company) -> None:
    await company.rep.sends("/client Ромашка, +7 999 123-45-67")
    await company.rep.sends("/client Ромашка, +7 999 123-45-67")

    await company.rep.sees("Похоже, такой клиент уже есть")
    assert await count_clients(company) == 1


async def test_the_twin_itself_can_be_opened_instead(company: Company) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")
    await company.rep.sends("/client Рамашка")
    await company.rep.sees("Похоже, такой клиент уже есть")

    await company.rep.taps("Ромашка")

    assert says(await company.rep.sees("👤 Ромашка"), "+79991234567")
    assert await count_clients(company) == 1


async def test_a_shared_contact_becomes_a_client(company: Company) -> None:
    await company.rep.sends_contact("79991234567", "Пётр", "Иванов", user_id=77)
    shared = await company.rep.sees("🙋 Пётр Иванов, +79991234567")
    assert await company.rep.buttons(shared) == ["➕ Новый клиент", "К существующему"]

    await company.rep.taps("➕ Новый клиент")

    card = await company.rep.sees("👤 Пётр Иванов")
    assert says(card, "📞 +79991234567 (Пётр Иванов)")


async def test_a_shared_contact_joins_a_client_that_there_is(company: Company) -> None:
    await company.given_client("Ромашка", phone=None)
    await company.rep.sends_contact("79991234567", "Пётр", "Иванов")
    await company.rep.taps("К существующему")
    await company.rep.sees("К какому клиенту?")
    await company.rep.sends("лютик")
    await company.rep.sees("Не нашёл «лютик»")
    await company.rep.sends("ромашк")
    await company.rep.sees("Нашёл: 1. Выберите клиента")

    await company.rep.taps("Ромашка")

    card = await company.rep.sees("👤 Ромашка")
    assert says(card, "📞 +79991234567 (Пётр Иванов)")
    assert await count_clients(company) == 1


async def test_a_known_contact_offers_its_client_first(company: Company) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")
    await company.rep.sends_contact("79991234567", "Пётр")
    await company.rep.sees("🙋 Пётр, +79991234567")

    await company.rep.taps("👤 Ромашка")

    await company.rep.sees("Ответственный: Иван Петров, Москва")


async def test_a_note_is_kept_and_read_in_the_history(company: Company) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")
    await company.rep.sends("89991234567")
    await company.rep.taps("📝 Заметка")
    await company.rep.sees("Напишите заметку о клиенте.")
    await company.rep.sends("Просил <скидку>\u202e до пятницы")
    await company.rep.sees("Последнее: 📝 Просил <скидку> до пятницы")

    await company.rep.taps("🕓 История")

    history = text_of(await company.rep.sees("🕓 Ромашка")).splitlines()
    assert history[2].startswith("📝 Просил <скидку> до пятницы · 18.11.2026 10:00 · Иван Петров")
    assert history[3].startswith("👤 Клиент создан")
    await company.rep.taps("« Назад")
    await company.rep.sees("Ответственный: Иван Петров")


async def test_a_phone_of_another_client_is_added_only_when_that_is_meant(company: Company) -> None:
    await company.given_client("Лютик", "+7 999 123-45-68", owner="other_rep")
    client = await company.given_client("Ромашка", "+7 999 123-45-67")
    await company.rep.sends("89991234567")
    await company.rep.taps("📞 Телефон")
    await company.rep.sees("Напишите телефон клиента.")
    await company.rep.sends("8 999 123-45-68")
    asked = await company.rep.sees("Этот телефон уже есть у другого клиента:")
    assert says(asked, "клиент другого сотрудника — Вера Соколова, Новосибирск")
    assert await numbers_of(company, client) == ["+79991234567"]

    await company.rep.taps("Всё равно добавить")

    assert says(await company.rep.sees("👤 Ромашка"), "📞 +79991234568")


async def test_segment_and_name_are_changed_from_the_card(company: Company) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")
    await company.rep.sends("89991234567")
    await company.rep.taps("✏️ Изменить")
    changes = await company.rep.sees("Выберите сегмент или измените имя.")
    assert "✅ Потенциальный" in await company.rep.buttons(changes)
    await company.rep.taps("VIP")
    await company.rep.sees("Сегмент: VIP")
    await company.rep.taps("✏️ Изменить")
    await company.rep.taps("Имя")
    await company.rep.sees("Напишите новое имя клиента.")

    await company.rep.sends("Василёк")

    assert says(await company.rep.sees("👤 Василёк"), "Новое имя: «Василёк», было «Ромашка»")


async def test_found_clients_are_turned_page_by_page(company: Company) -> None:
    for number in range(10):
        await company.given_client(f"Ромашка {number}", phone=None)
    await company.rep.sends("ромашка")
    first = await company.rep.sees("нашёл: 10")
    assert len(await company.rep.buttons(first)) == 8 + 1 + 2

    await company.rep.taps("Дальше »")

    await company.rep.sees_button("« Раньше")
    assert (await company.rep.buttons())[:2] == [
        "Ромашка 8 · Иван Петров",
        "Ромашка 9 · Иван Петров",
    ]


async def test_a_list_is_not_taken_for_the_card_that_stood_in_its_place(company: Company) -> None:
    await company.given_client("Ромашка", phone=None)
    await company.rep.sends("ромашка")
    await company.rep.taps("Ромашка")
    await company.rep.sees("👤 Ромашка")
    await company.rep.taps("« Поиск")
    await company.rep.sees("нашёл: 1")

    assert await company.value("SELECT count(*) FROM cards") == 0


@pytest.mark.parametrize("typed", ["/find", "\u200f\u202e"])
async def test_nothing_to_look_for_is_answered_with_what_to_write(
    company: Company, typed: str
) -> None:
    await company.rep.sends(typed)

    await company.rep.sees("🔎 Напишите имя или телефон клиента.")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("а" * 3000, "Слишком длинно: 3 000 знаков, можно не больше 200."),
        ("\u200f\x00\u202e.", "Название пустое."),
    ],
)
async def test_a_name_that_cannot_be_kept_is_refused_and_asked_again(
    company: Company, typed: str, words: str
) -> None:
    await company.rep.sends("/new")
    await company.rep.sees("Как называется клиент?")
    await company.rep.sends(typed)
    await company.rep.sees(words)

    await company.rep.sends("Ромашка\x00")

    await company.rep.sees("Какой у клиента телефон?")
    assert await count_clients(company) == 0


async def test_a_long_text_is_looked_up_and_cut_where_it_is_shown(company: Company) -> None:
    await company.rep.sends("<b>" + "ы" * 4000)

    shown = await company.rep.sees("Не нашёл. Создать клиента «<b>ыыы")
    answer = await company.rep.taps("➕ Создать клиента")

    assert len(text_of(shown)) < 150
    assert "можно не больше 200" in answer["text"]
    assert await count_clients(company) == 0


async def test_in_a_group_nothing_about_clients_is_shown(company: Company) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")
    group = await company.rep.in_group()

    await group.sends("/find ромашка")
    await group.waits_for_idle_bot()

    heard = [text_of(message) for message in await group.messages() if message["from"]["is_bot"]]
    await group.leaves()
    assert heard
    assert not any("999" in words or "нашёл" in words for words in heard)


async def test_anothers_client_is_answered_as_one_that_does_not_exist(company: Company) -> None:
    client = await company.given_client("Ромашка", "+7 999 123-45-67")
    await company.given_client("Лютик", phone=None, owner="other_rep")
    stranger = await company.given_joined("other_rep")
    await stranger.sends("лютик")
    message = await stranger.sees("нашёл: 1")

    for id_ in (client.id, 10**15):
        forged = [
            OpenClient(client_id=id_),
            OpenFound(client_id=id_),
            OpenClientHistory(client_id=id_),
            EditClient(client_id=id_),
            SetSegment(client_id=id_, segment="vip"),
        ]
        for data in forged:
            answer = await stranger.taps_data(message, data.pack(), forged=True)
            assert answer["text"].startswith("Не нашлось."), data

    assert await happened_to(company, client) == ["client_created"]
    await stranger.does_not_see("Ромашка")


async def test_a_question_about_anothers_client_is_refused_with_its_answer(
    company: Company,
) -> None:
    client = await company.given_client("Ромашка", phone=None)
    stranger = await company.given_joined("other_rep")
    await stranger.sends("лютик")
    message = await stranger.sees("Не нашёл")
    data = AskAboutClient(client_id=client.id, what="note").pack()
    await stranger.taps_data(message, data, forged=True)

    await stranger.sends("слово")

    await stranger.sees("Не нашлось.")
    assert await happened_to(company, client) == ["client_created"]


@pytest.mark.parametrize(
    "data",
    [TurnFound(page=3).pack(), "c-new", "c-person", "c-file", "c-ask:1:salary", "c-found:x"],
)
async def test_a_button_that_has_lost_its_question_says_so(company: Company, data: str) -> None:
    await company.rep.sends("/find")
    message = await company.rep.sees("Напишите имя или телефон клиента.")

    answer = await company.rep.taps_data(message, data, forged=True)

    assert answer["answered"]
    assert answer["text"]
    assert await count_clients(company) == 0
