"""What ``docs/conversations/requests.md`` tells, played word for word."""

from datetime import UTC, datetime
from typing import Any

from bot.requests.callback_data import (
    AskForResult,
    ChooseReceiver,
    MakeTask,
    NewDealOfRequest,
    OpenAgain,
    OpenRequest,
    RateRequestAs,
    ReactedTo,
)
from domain.requests.model import Rating
from domain.segments.use_cases import ChangeSegment
from tests.company import Company
from tests.messages import says, text_of

CARD_BUTTONS = [
    "✅ Отреагировал",
    "✍️ Записать ответ",
    "🏁 Закрыть",
    "👥 Передать",
    "☑️ Сделать задачей",
    "💼 Сделать сделкой",
    "🕓 История",
    "👤 Клиент",
    "📨 Все обращения",
    "« Мой день",
]


async def request(company: Company) -> Any:
    (row,) = await company.rows("SELECT * FROM requests")
    return row


async def test_a_request_is_told_in_one_line_answered_closed_and_opened_again(
    company: Company,
) -> None:
    rep = company.rep
    await company.given_client("Ромашка")

    await rep.sends("обращение от Ромашки: не пришёл счёт")
    proposal = await rep.sees("📨 Документы · Ромашка")
    assert text_of(proposal).splitlines()[1:] == [
        "«не пришёл счёт»",
        "🗓 сегодня, 10:00 · Телефон",
        "⏳ Ответить до: завтра, 10:00",
    ]
    assert await rep.buttons(proposal) == [
        "✅ Записать",
        "🏷 Вид",
        "📞 Канал",
        "📝 Текст",
        "🕒 Когда",
        "👤 Клиент",
        "Отмена",
    ]
    await rep.sends("обращение от Ромашки: нет акта")
    await rep.sees("Не записал: выше ждёт черновик.")
    await rep.taps("🏷 Вид")
    await rep.sees("Что это за обращение?")
    await rep.taps("Жалоба")
    await rep.sees("📨 Жалоба · Ромашка")
    await rep.taps("📞 Канал")
    await rep.taps("Почта")
    await rep.taps("🕒 Когда")
    await rep.sees("Когда клиент обратился?")
    await rep.sends("завтра в 15")
    await rep.sees("Напишите")
    await rep.taps("Сейчас")
    await rep.taps("✅ Записать")
    card = await rep.sees("записано: Иван Петров")
    assert text_of(card).splitlines()[:3] == [
        "📨 Жалоба · Ромашка",
        "«не пришёл счёт»",
        "📞 +79161234567",
    ]
    assert await rep.buttons(card) == CARD_BUTTONS
    await company.waits(minutes=5)
    await rep.taps("✅ Отреагировал")
    await rep.sees("💬 Первый ответ: Иван Петров")
    await rep.taps("🏁 Закрыть")
    await rep.sees("Чем закончилось?")
    await rep.sends("— — —")
    await rep.sees("Здесь пусто")
    await rep.taps("Решили")
    closed = await rep.sees("Итог: Решили")
    assert says(closed, "✅ Жалоба · Ромашка")
    await rep.taps("👎 Недоволен")
    await rep.sees("👎 Клиент недоволен")
    row = await request(company)
    assert (row.status, row.rating, row.kind, row.channel) == (
        "closed",
        "down",
        "complaint",
        "email",
    )
    await rep.taps("🔁 Открыть снова")
    await rep.sees("🔁 Жалоба · Ромашка")
    await rep.taps("🕓 История")
    history = await rep.sees("🕓 Ромашка: обращение")
    for words in (
        "📨 Обращение: Жалоба (Почта): «не пришёл счёт»",
        "💬 Ответили на обращение",
        "🏁 Обращение закрыто: «Решили»",
        "👎 Клиент недоволен",
        "🔁 Обращение открыто снова",
    ):
        assert says(history, words), words
    await rep.taps("« Обращение")
    await rep.taps("👤 Клиент")
    await rep.sees_button("📨 Обращения (1)")
    await rep.taps("🕓 История")
    await rep.taps("📨 Обращения")
    assert says(await rep.sees("🔁 Обращение открыто снова"), "Ромашка · 📨 Обращения")


async def test_from_the_client_s_card_with_a_voice_message_and_an_answer_in_words(
    company: Company,
) -> None:
    rep = company.rep
    await company.given_client("Ромашка", contact="Иванов Пётр")
    await rep.sends("Ромашка")
    await rep.taps("Ромашка · Иван Петров")
    await rep.taps("📨 Обращения (0)")
    await rep.sees("обращений пока не было")
    await rep.taps("➕ Обращение")
    await rep.sees("📨 Что просит клиент?")

    await rep.sends_file(b"words", "voice.ogg", kind="voice")
    proposal = await rep.sees("«Голосовое сообщение»")
    assert says(proposal, "📎 Файлов: 1")
    assert says(proposal, "Мессенджер")
    await rep.taps("👤 Кто просил")
    await rep.taps("Иванов Пётр")
    await rep.sees("👤 Иванов Пётр")
    await rep.taps("✅ Записать")
    await rep.sees_button("📎 Показать файлы")
    await rep.taps("✍️ Записать ответ")
    await rep.sees("✍️ Ромашка: как ответили?")
    await rep.taps("💬 Написали")
    await rep.sees("Что ответили или сделали?")
    await rep.sends("Отправили накладную")

    card = await rep.sees("💬 Первый ответ: Иван Петров")
    (contact,) = await company.rows("SELECT id, kind, words, contact_id FROM interactions")
    assert (contact.kind, contact.words) == ("message", "Отправили накладную")
    assert (await request(company)).reaction_id == contact.id
    said = await rep.replies_to(card, "Накладную получили")
    await rep.sees("💬 Первый ответ", newer_than=said)
    assert await company.value("SELECT facts->>'text' FROM timeline WHERE kind = 'note'") == (
        "Накладную получили"
    )
    await rep.taps("☑️ Сделать задачей")
    await rep.sees("Голосовое сообщение")
    assert await company.value("SELECT state FROM tasks") == "draft"
    await rep.taps("📨 Обращение")
    await rep.sees_button("☑️ Задача")
    await rep.taps("💼 Сделать сделкой")
    await rep.taps("Пропустить")
    await rep.sees("На какую сумму?")
    await rep.sends("50000")
    await rep.taps("📨 Обращение")
    await rep.sees_button("💼 Сделка")
    await rep.sends("/requests")
    listed = await rep.sees("📨 Мои обращения: 1")
    assert says(listed, "С начала месяца пришло: 1")
    assert says(listed, "Ответили в срок: 100 % (1 из 1)")
    await rep.taps("✅ Закрытые")
    await rep.sees("✅ Мои закрытые: 0")


async def test_what_was_forwarded_becomes_a_request_and_the_team_sees_it_in_the_list(
    company: Company,
) -> None:
    rep, lead = company.rep, company.lead
    await company.given_client("Ромашка")
    said = await rep.sends("Когда приедет мастер по насосу, ждём третий день?")

    await rep.forwards(said)
    await rep.sees("📎 К какому клиенту?")
    await rep.taps("📨 Это обращение")
    await rep.sees("📎 К какому клиенту?")
    await rep.sends("Ромашка")
    await rep.taps("Ромашка · Иван Петров")
    proposal = await rep.sees("«Когда приедет мастер по насосу, ждём третий день?»")
    assert says(proposal, "📎 Файлов: 1")
    await rep.taps("✅ Записать")
    await rep.taps("📎 Показать файлы")
    await rep.sees("Переслано от")

    await lead.sends("/requests")
    await lead.sees("📨 Мои обращения: 0")
    await lead.taps("👥 Команда")
    listed = await lead.sees("📨 Обращения команды: 1")
    assert not says(listed, "Обычно отвечаем")
    assert says(listed, "Ответили в срок: —")
    (row,) = [label for label in await lead.buttons(listed) if label.startswith("📨 Ромашка")]
    assert row.endswith("(Иван Петров)")
    await lead.taps("❗ Просроченные")
    await lead.sees("❗ Просроченные у команды: 0")


async def test_a_vip_s_request_stands_on_the_manager_s_day_and_past_its_limit_climbs(
    company: Company,
) -> None:
    client = await company.given_client("Ромашка")
    change_segment = company.container.get(ChangeSegment)
    await change_segment(await company.actor("rep"), client.id, "vip")
    lead, rep, manager = company.lead, company.rep, company.manager

    await lead.sends("/request Ромашка: сломался насос")
    proposal = await lead.sees("«сломался насос»")
    assert says(proposal, "Отвечает: Иван Петров")
    await lead.taps("✅ Записать")
    await lead.sees("На контроле: Сергей Волков")
    await rep.sees("«сломался насос»")
    await manager.sees("«сломался насос»")
    await manager.sends("/day")
    await manager.sees("👔 Обращения на контроле: 1")
    await rep.sends("/day")
    assert says(await rep.sees("📨 Ответить клиентам: 1"), "Ромашка · сломался насос · до 12:")
    await company.waits_until(datetime(2026, 11, 18, 9, 5, tzinfo=UTC))
    await rep.sees("❗ Ответить надо было до: сегодня, 12:")
    await rep.sends("/day")
    await rep.sees("❗ Клиенты ждут ответа, срок вышел: 1")
    await company.waits_until(datetime(2026, 11, 18, 12, 5, tzinfo=UTC))
    await lead.sees("❗ Ответить надо было до: сегодня, 12:")
    await rep.taps("1")
    await rep.taps("👥 Передать")
    await rep.sees("Кому передать обращение?")
    await rep.sends("Смирнова")
    await rep.taps("Ольга Смирнова · Москва")
    await rep.sees("Отвечает: Ольга Смирнова")

    row = await request(company)
    assert (row.responsible_id, row.is_reassigned) == (company.people["lead"].id, True)


async def test_the_question_whose_it_is_takes_the_whole_request_in_one_line(
    company: Company,
) -> None:
    await company.given_client("Ромашка")
    rep = company.rep

    await rep.sends("/request")
    await rep.sends("Ледник: сломался насос")
    await rep.sees_button("➕ Создать «Ледник»")
    await rep.sends("/request")
    await rep.sends("Ромашка: не пришёл счёт")
    proposal = await rep.sees("«не пришёл счёт»")

    assert says(proposal, "Ромашка")
    await rep.taps("✅ Записать")
    assert (await request(company)).words == "не пришёл счёт"


async def test_a_second_tap_a_stranger_and_outdated_buttons_change_nothing(
    company: Company,
) -> None:
    rep = company.rep
    await company.given_client("Ромашка")
    await rep.sends("request from Ромашка: hello")
    await rep.taps("✅ Записать")
    card = await rep.sees("записано: Иван Петров")
    id_ = (await request(company)).id

    await rep.taps_data(card, ReactedTo(request_id=id_, version=1).pack())
    await rep.sees("💬 Первый ответ")
    rating = RateRequestAs(request_id=id_, version=2, rating=Rating.UP)
    for tapped, words in (
        (ReactedTo(request_id=id_, version=1), "На это обращение уже ответили"),
        (OpenAgain(request_id=id_, version=2), "На это обращение уже ответили"),
        (rating, "Оценку отмечают, когда обращение закрыто"),
    ):
        answer = await rep.taps_data(card, tapped.pack(), forged=True)
        assert answer["text"].startswith(words)

    other = await company.given_joined("other_rep")
    await other.sends("/day")
    shown = await other.sees("ень")
    for data in (
        OpenRequest(request_id=id_),
        ReactedTo(request_id=id_, version=2),
        OpenAgain(request_id=id_, version=2),
        rating,
        MakeTask(request_id=id_, version=2),
        NewDealOfRequest(request_id=id_),
        ChooseReceiver(request_id=id_),
        AskForResult(request_id=id_, version=2),
    ):
        answer = await other.taps_data(shown, data.pack(), forged=True)
        assert answer["text"].startswith("Не нашлось")
    row = await request(company)
    assert (row.status, row.version, row.task_id) == ("reacted", 2, None)
