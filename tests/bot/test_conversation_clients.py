"""What ``docs/conversations/clients.md`` tells, played word for word."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.callback_data import OpenClient
from bot.clients.callback_data import (
    AskAboutClient,
    EditClient,
    OpenClientHistory,
    OpenFound,
    SetSegment,
    TurnFound,
)
from domain.org.model import Actor
from storage.tables import clients
from storage.tables.delivery import cards
from tests.bot.clients_chat import clients_chat
from tests.clients_world import ClientsWorld
from tests.person import Person, says, text_of


@dataclass
class Stage:
    """Anna of Moscow, Boris of Kazan, and the base behind them."""

    world: ClientsWorld
    anna: Actor
    boris: Actor
    rep: Person
    stranger: Person

    async def count(self) -> int:
        async with self.world.engine.connect() as connection:
            return await connection.scalar(select(func.count()).select_from(clients)) or 0


@pytest.fixture
async def stage(engine: AsyncEngine) -> AsyncIterator[Stage]:
    world = ClientsWorld(engine)
    await world.given_company()
    kazan = await world.given_branch("Казань")
    anna = await world.given_person("Анна Серова", telegram_id=2001)
    boris = await world.given_person("Борис Чужой", telegram_id=2002, branch_id=kazan)
    async with (
        clients_chat(world, engine) as origin,
        Person(origin, "anna") as rep,
        Person(origin, "boris") as stranger,
    ):
        yield Stage(world, anna, boris, rep, stranger)


@pytest.mark.parametrize("wanted", ["ромашк", "romashka", "рамашка", "/find ромашка"])
async def test_a_name_brings_a_list_a_tap_the_card_and_back_the_list(
    stage: Stage, wanted: str
) -> None:
    await stage.world.given_client(
        stage.anna, 'ООО "Ромашка"', "+7 999 123-45-67", contact="Иванов Пётр"
    )

    await stage.rep.sends(wanted)
    found = await stage.rep.sees("нашёл: 1")
    await stage.rep.taps('ООО "Ромашка" · Анна Серова')
    card = await stage.rep.sees('👤 ООО "Ромашка"')

    assert card["message_id"] == found["message_id"]
    assert text_of(card).splitlines()[1:6] == [
        "Сегмент: Потенциальный",
        "Ответственный: Анна Серова, Москва",
        "📞 +79991234567 (Иванов Пётр)",
        "Контакты: Иванов Пётр",
        "Сделки: в работе 0, выиграно 0",
    ]
    assert says(card, "Последнее: 👤 Клиент создан · 02.03.2026 12:00 · Анна Серова")
    assert await stage.rep.buttons(card) == [
        "➕ Новая сделка",
        "💼 Сделки",
        "🕓 История",
        "📝 Заметка",
        "📞 Телефон",
        "✏️ Изменить",
        "« К поиску",
    ]
    await stage.rep.taps("« К поиску")
    assert (await stage.rep.sees("нашёл: 1"))["message_id"] == found["message_id"]


@pytest.mark.parametrize("typed", ["89991234567", "+7 (999) 123-45-67", "9991234567"])
async def test_a_phone_brings_the_card_at_once(stage: Stage, typed: str) -> None:
    await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")

    await stage.rep.sends(typed)

    card = await stage.rep.sees("👤 Ромашка")
    assert (await stage.rep.buttons(card))[-1] == "« Мой день"


async def test_a_phone_that_nobody_has_asks_only_for_a_name(stage: Stage) -> None:
    await stage.rep.sends("8 999 123-45-67")
    await stage.rep.sees("Клиента с телефоном +79991234567 не нашёл. Создать?")

    await stage.rep.taps("➕ Создать клиента")
    await stage.rep.sees("Как называется клиент?")
    await stage.rep.sends("Лютик")
    await stage.rep.sees("С кем там говорить?")
    await stage.rep.taps("Пропустить")

    card = await stage.rep.sees("👤 Лютик")
    assert says(card, "+79991234567")


async def test_what_was_not_found_is_created_with_one_tap_and_once(stage: Stage) -> None:
    await stage.rep.sends("Лютик")
    offer = await stage.rep.sees("Не нашёл. Создать клиента «Лютик»?")
    button = offer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    await stage.rep.taps("➕ Создать клиента")
    await stage.rep.sees("👤 Лютик")
    await stage.rep.taps_data(offer, button, forged=True)

    await stage.rep.sees("Похоже, такой клиент уже есть")
    assert await stage.count() == 1


async def test_the_form_asks_name_phone_and_contact(stage: Stage) -> None:
    await stage.rep.sends("/new")
    await stage.rep.sees("Как называется клиент?")
    await stage.rep.sends("Ромашка & <b>Ко</b>")
    await stage.rep.sees("Какой у клиента телефон?")
    await stage.rep.sends("12 тыс")
    await stage.rep.sees("Такого номера нет.")
    await stage.rep.sends("8 999 123-45-67 доб. 12")
    await stage.rep.sees("С кем там говорить? Напишите имя.")
    await stage.rep.sends("Иванов Пётр")

    card = await stage.rep.sees("👤 Ромашка & <b>Ко</b>")
    assert says(card, "📞 +79991234567, доб. 12 (Иванов Пётр)")
    await stage.rep.does_not_see("С кем там говорить")


async def test_what_can_be_skipped_is_skipped(stage: Stage) -> None:
    await stage.rep.sends("/client")
    await stage.rep.sends("Ромашка")
    await stage.rep.sees("Какой у клиента телефон?")
    await stage.rep.taps("Пропустить")
    await stage.rep.sees("С кем там говорить?")
    await stage.rep.taps("Пропустить")

    assert says(await stage.rep.sees("👤 Ромашка"), "📞 Телефона нет")


async def test_a_form_left_by_its_cancel_button_creates_nobody(stage: Stage) -> None:
    await stage.rep.sends("/new")
    await stage.rep.sends("Ромашка")
    await stage.rep.sees("Какой у клиента телефон?")

    await stage.rep.taps("Отмена")
    await stage.rep.sends("ромашка")

    await stage.rep.sees("Не нашёл. Создать клиента «ромашка»?")
    assert await stage.count() == 0


async def test_a_whole_line_in_the_form_leaves_nothing_to_ask(stage: Stage) -> None:
    await stage.rep.sends("/new")
    await stage.rep.sees("Как называется клиент?")

    await stage.rep.sends("Ромашка, +7 999 123-45-67, Иванов Пётр")

    await stage.rep.sees("👤 Ромашка")


async def test_one_line_creates_the_client(stage: Stage) -> None:
    await stage.rep.sends('/client ООО "Ромашка, Лютик и Ко", +7 999 123-45-67, Иванов Пётр')

    card = await stage.rep.sees('👤 ООО "Ромашка, Лютик и Ко"')
    assert says(card, "📞 +79991234567 (Иванов Пётр)")


async def test_a_twin_is_shown_before_saving_and_one_is_created_however_often_it_is_tapped(
    stage: Stage,
) -> None:
    await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")
    await stage.world.given_client(stage.boris, "Лютик", "+7 999 123-45-68")
    await stage.rep.sends("/client Лютик, +7 999 123-45-67")
    twins = await stage.rep.sees("⚠️ Похоже, такой клиент уже есть:")
    assert says(twins, "• Ромашка — Анна Серова, Москва (тот же телефон)")
    assert says(twins, "• клиент другого сотрудника — Борис Чужой, Казань")
    assert await stage.rep.buttons(twins) == ["Ромашка", "Создать всё равно", "Отмена"]
    button = twins["reply_markup"]["inline_keyboard"][1][0]["callback_data"]

    await stage.rep.taps("Создать всё равно")
    await stage.rep.sees("👤 Лютик")
    again = await stage.rep.taps_data(twins, button, forged=True)

    assert again["text"].startswith("Эта форма уже закрыта")
    assert await stage.count() == 3


async def test_ten_taps_in_a_second_create_one_client(stage: Stage) -> None:
    await stage.world.given_client(stage.anna, "Ромашка")
    await stage.rep.sends("/client Ромашка")
    twins = await stage.rep.sees("Похоже, такой клиент уже есть")
    button = twins["reply_markup"]["inline_keyboard"][1][0]["callback_data"]

    await asyncio.gather(*(stage.rep.taps_data(twins, button, forged=True) for _ in range(10)))

    await stage.rep.sees("👤 Ромашка")
    assert await stage.count() == 2


async def test_a_line_sent_twice_creates_one_client(stage: Stage) -> None:
    await stage.rep.sends("/client Ромашка, +7 999 123-45-67")
    await stage.rep.sends("/client Ромашка, +7 999 123-45-67")

    await stage.rep.sees("Похоже, такой клиент уже есть")
    assert await stage.count() == 1


async def test_the_twin_itself_can_be_opened_instead(stage: Stage) -> None:
    await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")
    await stage.rep.sends("/client Рамашка")
    await stage.rep.sees("Похоже, такой клиент уже есть")

    await stage.rep.taps("Ромашка")

    assert says(await stage.rep.sees("👤 Ромашка"), "+79991234567")
    assert await stage.count() == 1


async def test_a_shared_contact_becomes_a_client(stage: Stage) -> None:
    await stage.rep.sends_contact("79991234567", "Пётр", "Иванов", user_id=77)
    shared = await stage.rep.sees("🙋 Пётр Иванов, +79991234567")
    assert await stage.rep.buttons(shared) == ["➕ Новый клиент", "К существующему"]

    await stage.rep.taps("➕ Новый клиент")

    card = await stage.rep.sees("👤 Пётр Иванов")
    assert says(card, "📞 +79991234567 (Пётр Иванов)")


async def test_a_shared_contact_joins_a_client_that_there_is(stage: Stage) -> None:
    await stage.world.given_client(stage.anna, "Ромашка")
    await stage.rep.sends_contact("79991234567", "Пётр", "Иванов")
    await stage.rep.taps("К существующему")
    await stage.rep.sees("К какому клиенту?")
    await stage.rep.sends("лютик")
    await stage.rep.sees("Не нашёл «лютик»")
    await stage.rep.sends("ромашк")
    await stage.rep.sees("Нашёл: 1. Выберите клиента")

    await stage.rep.taps("Ромашка")

    card = await stage.rep.sees("👤 Ромашка")
    assert says(card, "📞 +79991234567 (Пётр Иванов)")
    assert await stage.count() == 1


async def test_a_known_contact_offers_its_client_first(stage: Stage) -> None:
    await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")
    await stage.rep.sends_contact("79991234567", "Пётр")
    await stage.rep.sees("🙋 Пётр, +79991234567")

    await stage.rep.taps("👤 Ромашка")

    await stage.rep.sees("Ответственный: Анна Серова, Москва")


async def test_a_note_is_kept_and_read_in_the_history(stage: Stage) -> None:
    await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")
    await stage.rep.sends("89991234567")
    await stage.rep.taps("📝 Заметка")
    await stage.rep.sees("Напишите заметку о клиенте.")
    await stage.rep.sends("Просил <скидку>\u202e до пятницы")
    await stage.rep.sees("Последнее: 📝 Просил <скидку> до пятницы")

    await stage.rep.taps("🕓 История")

    history = text_of(await stage.rep.sees("🕓 Ромашка")).splitlines()
    assert history[2].startswith("📝 Просил <скидку> до пятницы · 02.03.2026 12:00 · Анна Серова")
    assert history[3].startswith("👤 Клиент создан")
    await stage.rep.taps("« Назад")
    await stage.rep.sees("Ответственный: Анна Серова")


async def test_a_phone_of_another_client_is_added_only_when_that_is_meant(stage: Stage) -> None:
    await stage.world.given_client(stage.boris, "Лютик", "+7 999 123-45-68")
    client = await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")
    await stage.rep.sends("89991234567")
    await stage.rep.taps("📞 Телефон")
    await stage.rep.sees("Напишите телефон клиента.")
    await stage.rep.sends("8 999 123-45-68")
    asked = await stage.rep.sees("Этот телефон уже есть у другого клиента:")
    assert says(asked, "клиент другого сотрудника — Борис Чужой, Казань")
    assert await stage.world.numbers(client) == ["+79991234567"]

    await stage.rep.taps("Всё равно добавить")

    assert says(await stage.rep.sees("👤 Ромашка"), "📞 +79991234568")


async def test_segment_and_name_are_changed_from_the_card(stage: Stage) -> None:
    await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")
    await stage.rep.sends("89991234567")
    await stage.rep.taps("✏️ Изменить")
    changes = await stage.rep.sees("Выберите сегмент или измените имя.")
    assert "✅ Потенциальный" in await stage.rep.buttons(changes)
    await stage.rep.taps("VIP")
    await stage.rep.sees("Сегмент: VIP")
    await stage.rep.taps("✏️ Изменить")
    await stage.rep.taps("Имя")
    await stage.rep.sees("Напишите новое имя клиента.")

    await stage.rep.sends("Василёк")

    assert says(await stage.rep.sees("👤 Василёк"), "Новое имя: «Василёк», было «Ромашка»")


async def test_found_clients_are_turned_page_by_page(stage: Stage) -> None:
    for number in range(10):
        await stage.world.given_client(stage.anna, f"Ромашка {number}")
    await stage.rep.sends("ромашка")
    first = await stage.rep.sees("нашёл: 10")
    assert len(await stage.rep.buttons(first)) == 8 + 1 + 1

    await stage.rep.taps("Дальше »")

    await stage.rep.sees_button("« Раньше")
    assert (await stage.rep.buttons())[:2] == ["Ромашка 8 · Анна Серова", "Ромашка 9 · Анна Серова"]


async def test_a_list_is_not_taken_for_the_card_that_stood_in_its_place(
    stage: Stage, engine: AsyncEngine
) -> None:
    await stage.world.given_client(stage.anna, "Ромашка")
    await stage.rep.sends("ромашка")
    await stage.rep.taps("Ромашка")
    await stage.rep.sees("👤 Ромашка")
    await stage.rep.taps("« К поиску")
    await stage.rep.sees("нашёл: 1")

    async with engine.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(cards)) == 0


@pytest.mark.parametrize("typed", ["/find", "\u200f\u202e"])
async def test_nothing_to_look_for_is_answered_with_what_to_write(stage: Stage, typed: str) -> None:
    await stage.rep.sends(typed)

    await stage.rep.sees("🔎 Напишите имя или телефон клиента.")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("а" * 3000, "Слишком длинно: 3 000 знаков, можно не больше 200."),
        ("\u200f\x00\u202e.", "Название пустое."),
    ],
)
async def test_a_name_that_cannot_be_kept_is_refused_and_asked_again(
    stage: Stage, typed: str, words: str
) -> None:
    await stage.rep.sends("/new")
    await stage.rep.sees("Как называется клиент?")
    await stage.rep.sends(typed)
    await stage.rep.sees(words)

    await stage.rep.sends("Ромашка\x00")

    await stage.rep.sees("Какой у клиента телефон?")
    assert await stage.count() == 0


async def test_a_long_text_is_looked_up_and_cut_where_it_is_shown(stage: Stage) -> None:
    await stage.rep.sends("<b>" + "ы" * 4000)

    shown = await stage.rep.sees("Не нашёл. Создать клиента «<b>ыыы")
    answer = await stage.rep.taps("➕ Создать клиента")

    assert len(text_of(shown)) < 150
    assert "можно не больше 200" in answer["text"]
    assert await stage.count() == 0


async def test_in_a_group_nothing_about_clients_is_shown(stage: Stage) -> None:
    await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")
    group = await stage.rep.in_group()

    await group.sends("/find ромашка")
    await group.waits_for_idle_bot()

    heard = [text_of(message) for message in await group.messages() if message["from"]["is_bot"]]
    await group.leaves()
    assert heard
    assert not any("999" in words or "нашёл" in words for words in heard)


async def test_anothers_client_is_answered_as_one_that_does_not_exist(stage: Stage) -> None:
    client = await stage.world.given_client(stage.anna, "Ромашка", "+7 999 123-45-67")
    await stage.world.given_client(stage.boris, "Лютик")
    await stage.stranger.sends("лютик")
    message = await stage.stranger.sees("нашёл: 1")

    for id_ in (client.id, 10**15):
        forged = [
            OpenClient(client_id=id_),
            OpenFound(client_id=id_),
            OpenClientHistory(client_id=id_),
            EditClient(client_id=id_),
            SetSegment(client_id=id_, segment="vip"),
        ]
        for data in forged:
            answer = await stage.stranger.taps_data(message, data.pack(), forged=True)
            assert answer["text"].startswith("Не нашлось."), data

    assert await stage.world.happened(client) == ["client_created"]
    await stage.stranger.does_not_see("Ромашка")


async def test_a_question_about_anothers_client_is_refused_with_its_answer(stage: Stage) -> None:
    client = await stage.world.given_client(stage.anna, "Ромашка")
    await stage.stranger.sends("лютик")
    message = await stage.stranger.sees("Не нашёл")
    data = AskAboutClient(client_id=client.id, what="note").pack()
    await stage.stranger.taps_data(message, data, forged=True)

    await stage.stranger.sends("слово")

    await stage.stranger.sees("Не нашлось.")
    assert await stage.world.happened(client) == ["client_created"]


@pytest.mark.parametrize(
    "data",
    [TurnFound(page=3).pack(), "c-new", "c-person", "c-file", "c-ask:1:salary", "c-found:x"],
)
async def test_a_button_that_has_lost_its_question_says_so(stage: Stage, data: str) -> None:
    await stage.rep.sends("/find")
    message = await stage.rep.sees("Напишите имя или телефон клиента.")

    answer = await stage.rep.taps_data(message, data, forged=True)

    assert answer["answered"]
    assert answer["text"]
    assert await stage.count() == 0
