"""What ``docs/conversations/interactions.md`` tells, played word for word.

Иван Петров of Москва is the rep, Вера Соколова of Новосибирск the stranger to his clients.
"""

import pytest

from bot.interactions.callback_data import (
    ChooseContactKind,
    LogContact,
    OpenInteraction,
    OpenInteractions,
    SetInteractionResult,
    ShowFiled,
)
from domain.interactions.model import InteractionKind, InteractionResult
from tests.company import Company
from tests.messages import says, text_of


async def interactions(company: Company) -> list[tuple[str, str, str | None]]:
    """Kind, result and words of each, in order."""
    rows = await company.rows("SELECT kind, result, words FROM interactions ORDER BY id")
    return [(row.kind, row.result, row.words) for row in rows]


async def test_a_call_told_in_one_message_is_proposed_and_logged_with_the_deal_s_step(
    company: Company,
) -> None:
    client = await company.given_client("Ромашка")
    deal = await company.given_deal(client)

    await company.rep.sends("позвонил Ромашке, ждут скидку до пятницы")
    proposal = await company.rep.sees("📞 Звонок — Ромашка")

    assert text_of(proposal).splitlines() == [
        "📞 Звонок — Ромашка",
        "Когда: сегодня, 10:00",
        "📝 ждут скидку",
        "👣 Дальше: ждут скидку — пт, 20 ноября (шаг сделки «Ромашка»)",
    ]
    assert await company.rep.buttons(proposal) == [
        "✅ Записать",
        "📞 Вид",
        "👤 Клиент",
        "🕒 Когда",
        "📝 О чём",
        "👣 Дальше",
        "✖️ Без шага",
        "Отмена",
    ]
    await company.rep.taps("✅ Записать")
    card = await company.rep.sees("👣 Следующий шаг сделки назначен.")
    assert card["message_id"] == proposal["message_id"]
    assert says(card, "Когда: сегодня, 10:00 · Иван Петров")
    assert await interactions(company) == [("call", "reached", "ждут скидку")]
    step = await company.value(f"SELECT next_step FROM deals WHERE id = {deal.id}")
    assert step == "ждут скидку"


async def test_without_an_open_deal_the_step_becomes_a_draft_or_is_left_out(
    company: Company,
) -> None:
    await company.given_client("Ромашка")

    await company.rep.sends("позвонил Ромашке, завтра в 10 отправить КП")
    await company.rep.sees("👣 Дальше: отправить КП — завтра, 10:00 (черновик задачи)")
    await company.rep.taps("✅ Записать")
    await company.rep.sees("👣 Черновик задачи готов")
    await company.rep.taps("👣 Открыть черновик")
    await company.rep.sees("отправить КП")
    await company.rep.sends("был у Ромашки, завтра в 10 отправить КП")
    await company.rep.sees("🚗 Визит — Ромашка")
    await company.rep.taps("✖️ Без шага")
    await company.rep.taps("✅ Записать")
    await company.rep.sees("🚗 Визит — Ромашка")

    assert await company.value("SELECT count(*) FROM tasks") == 1
    assert [kind for kind, *_ in await interactions(company)] == ["call", "visit"]


@pytest.mark.parametrize(
    ("told", "title", "line"),
    [
        (
            "встретился с Ивановым сегодня в 9, договорились",
            "🤝 Встреча — Ромашка",
            "С кем: Иванов",
        ),
        ("написал в вотсап Ромашке", "💬 Сообщение — Ромашка", "Чем: WhatsApp"),
        ("не дозвонился до Ромашки", "📵 Не дозвонились — Ромашка", "Когда: сегодня, 10:"),
        ("позвонил Иванову из Ромашки", "📞 Звонок — Ромашка", "С кем: Иванов Пётр"),
        ("called Ромашка, <b>скидка</b>", "📞 Звонок — Ромашка", "📝 <b>скидка</b>"),
    ],
)
async def test_what_is_told_is_shown_as_it_was_understood(
    company: Company, told: str, title: str, line: str
) -> None:
    await company.given_client("Ромашка", contact="Иванов Пётр")

    await company.rep.sends(told)

    proposal = await company.rep.sees(title)
    assert says(proposal, line)
    await company.rep.taps("✅ Записать")
    assert says(await company.rep.sees("Иван Петров"), title)


async def test_what_is_to_be_done_is_a_task_as_before(company: Company) -> None:
    await company.given_client("Ромашка")

    await company.rep.sends("позвонить Ромашке завтра")

    await company.rep.sees("Срок: завтра")
    assert await company.value("SELECT count(*) FROM tasks") == 1
    assert await interactions(company) == []


async def test_every_part_of_the_proposal_is_changed_by_a_tap(company: Company) -> None:
    await company.given_client("Ромашка")
    await company.rep.sends("позвонил Ромашке")
    await company.rep.sees("📞 Звонок — Ромашка")

    await company.rep.sends("ждут скидку")
    await company.rep.sees("Не записал: выше ждёт черновик.")
    await company.rep.taps("📞 Вид")
    await company.rep.taps("🤝 Встреча")
    await company.rep.sees("🤝 Встреча — Ромашка")
    await company.rep.taps("🕒 Когда")
    await company.rep.sends("сегодня в 23:00")
    await company.rep.sees("Это время ещё не наступило: 18.11.2026 23:00.")
    await company.rep.sends("31.02")
    await company.rep.sees("Не понимаю, когда это было. Напишите, например: вчера в 15")
    await company.rep.sends("час назад")
    await company.rep.sees("Когда: сегодня, 09:00")
    await company.rep.taps("🕒 Когда")
    await company.rep.sends("сегодня в 9")
    await company.rep.sees("Когда: сегодня, 09:00")
    await company.rep.taps("📝 О чём")
    await company.rep.sends("говорили о цене")
    await company.rep.sees("📝 говорили о цене")
    await company.rep.taps("👣 Дальше")
    await company.rep.sends("отправить КП завтра в 10")
    await company.rep.sees("👣 Дальше: отправить КП — завтра, 10:00")
    await company.rep.taps("👣 Дальше")
    await company.rep.taps("Через 3 дня")
    await company.rep.sees("👣 Дальше: отправить КП — сб, 21 ноября")
    await company.rep.taps("✖️ Без шага")
    await company.rep.taps("✅ Записать")

    await company.rep.sees("🤝 Встреча — Ромашка")
    assert await interactions(company) == [("meeting", "reached", "говорили о цене")]


async def test_two_clients_of_one_name_are_chosen_between_by_buttons(company: Company) -> None:
    await company.given_client("Ромашка", "+79161234567")
    await company.given_client("Ромашка", "+79161234568")

    await company.rep.sends("позвонил Ромашке")
    choice = await company.rep.sees("🔎 Какой клиент: «Ромашке»?")

    assert (await company.rep.buttons(choice))[:2] == ["Ромашка · Иван Петров"] * 2
    await company.rep.taps("Ромашка · Иван Петров")
    await company.rep.sees("📞 Звонок — Ромашка")


async def test_a_client_whom_nobody_knows_is_searched_for_or_created(company: Company) -> None:
    await company.rep.sends("позвонил Лютику, думают")
    await company.rep.sees("🔎 Клиента «Лютику» не нашёл.")
    await company.rep.sends("Лютик")
    await company.rep.sees("🔎 Не нашёл «Лютик».")
    await company.rep.taps("➕ Создать «Лютик»")

    await company.rep.sees("📞 Звонок — Лютик")
    await company.rep.taps("✅ Записать")
    await company.rep.sees("Иван Петров")
    assert await interactions(company) == [("call", "reached", "думают")]


async def test_a_client_of_another_branch_is_not_found(company: Company) -> None:
    await company.given_client("Василёк", owner="other_rep")

    await company.rep.sends("позвонил Васильку")

    await company.rep.sees("🔎 Клиента «Васильку» не нашёл.")


async def test_what_was_before_the_client_came_into_the_base_is_refused(company: Company) -> None:
    await company.given_client("Ромашка")
    await company.rep.sends("позвонил Ромашке в понедельник")
    await company.rep.sees("Когда: пн, 16 ноября, 12:00")

    answer = await company.rep.taps("✅ Записать")

    assert "Клиент в базе с 18.11.2026" in answer["text"]
    assert await interactions(company) == []


async def test_4096_signs_are_told_to_be_too_many_and_nothing_is_logged(company: Company) -> None:
    await company.given_client("Ромашка")
    await company.rep.sends("позвонил Ромашке, " + "<я>" * 1359)
    await company.rep.sees("⚠️ Слишком длинно")

    answer = await company.rep.taps("✅ Записать")

    assert answer["text"].startswith("Слишком длинно: 4")
    assert await interactions(company) == []


async def test_two_taps_from_a_client_s_card_log_a_contact_and_a_reply_says_what(
    company: Company,
) -> None:
    await company.given_client("Ромашка", "+79161234567")
    await company.rep.sends("+79161234567")

    await company.rep.taps("📞 Контакт")
    choice = await company.rep.sees("Какой контакт был?")
    data = choice["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await company.rep.taps("📞 Звонок")
    card = await company.rep.sees("О чём говорили? Ответьте на это сообщение.")
    await company.rep.taps_data(card, data, forged=True)
    await company.rep.replies_to(card, "ждут скидку")
    said = await company.rep.sees("📝 ждут скидку")
    await company.rep.sends_photo(reply_to=said)
    filed = await company.rep.sees("📎 Файлов: 1")
    await company.rep.taps("📵 Не ответили")
    await company.rep.sees("📵 Не дозвонились — Ромашка")

    assert await interactions(company) == [("call", "no_answer", "ждут скидку")]
    assert filed["message_id"] > card["message_id"]


async def test_from_a_deal_s_card_the_contact_belongs_to_the_deal(company: Company) -> None:
    client = await company.given_client("Ромашка", "+79161234567")
    deal = await company.given_deal(client)
    await company.rep.sends("+79161234567")
    await company.rep.taps("💼 Сделки")
    await company.rep.taps("Ромашка")

    await company.rep.taps("📞 Контакт")
    await company.rep.taps("🤝 Встреча")

    card = await company.rep.sees("🤝 Встреча — Ромашка")
    assert says(card, "Сделка: Ромашка")
    assert await company.value("SELECT deal_id FROM interactions") == deal.id


async def test_a_logged_contact_is_corrected_by_questions(company: Company) -> None:
    client = await company.given_client("Ромашка", "+79161234567")
    await company.rep.sends("+79161234567")
    await company.rep.taps("📞 Контакт")
    await company.rep.taps("📞 Звонок")
    await company.rep.sees("О чём говорили?")

    await company.rep.taps("📝 О чём")
    await company.rep.sees("О чём говорили? Напишите.")
    await company.rep.sends("ждут скидку")
    await company.rep.sees("📝 ждут скидку")
    await company.rep.taps("🕒 Когда")
    await company.rep.sends("сегодня в 9")
    await company.rep.sees("Когда: сегодня, 09:00 · Иван Петров")

    kinds = await company.rows(
        f"SELECT kind FROM timeline WHERE client_id = {client.id} ORDER BY id"
    )
    assert [row.kind for row in kinds][-3:] == [
        "interaction",
        "interaction_corrected",
        "interaction_corrected",
    ]


async def test_a_photo_an_album_and_a_place_are_filed_with_a_client(company: Company) -> None:
    await company.given_client("Ромашка", "+79161234567")
    await company.rep.sends("+79161234567")
    await company.rep.sees("👤 Ромашка")

    await company.rep.sends_photo(caption="витрина")
    await company.rep.sees("📎 К какому клиенту?")
    await company.rep.taps("Ромашка")
    await company.rep.sees("🚗 Визит — Ромашка")
    await company.rep.sends_photo()
    await company.rep.sees("📎 Файлов: 2")
    await company.rep.sends_location(55.75, 37.62)
    proposal = await company.rep.sees("📍 Место отмечено")
    assert says(proposal, "📝 витрина")
    await company.rep.taps("✅ Записать")
    await company.rep.sees("Иван Петров")

    row = (await company.rows("SELECT latitude, longitude, kind FROM interactions"))[0]
    assert (row.latitude, row.longitude, row.kind) == (55.75, 37.62, "visit")
    assert await company.value("SELECT count(*) FROM interaction_files") == 2


async def test_a_voice_message_and_forwarded_words_are_filed_and_shown_again(
    company: Company,
) -> None:
    await company.given_client("Ромашка", "+79161234567")

    await company.rep.sends_file(b"OggS", "voice.ogg", kind="voice")
    await company.rep.sees("📎 К какому клиенту?")
    await company.rep.sends("ромашк")
    await company.rep.taps("Ромашка · Иван Петров")
    await company.rep.sees("📞 Звонок — Ромашка")
    await company.rep.taps("✅ Записать")
    await company.rep.taps("📎 Показать файлы")
    words = "Добрый день! Когда будет счёт на поставку?"
    await company.rep.forwards(await company.rep.sends(words))
    await company.rep.sees("📎 К какому клиенту?")
    await company.rep.taps("Ромашка")
    await company.rep.sees("💬 Сообщение — Ромашка")
    await company.rep.taps("✅ Записать")
    await company.rep.sees("Иван Петров")

    kinds = await company.rows("SELECT kind FROM interaction_files ORDER BY id")
    assert [row.kind for row in kinds] == ["voice", "forwarded"]
    assert await interactions(company) == [("call", "reached", None), ("message", "reached", words)]


async def test_the_history_has_parts_and_its_contacts_open(company: Company) -> None:
    client = await company.given_client("Ромашка", "+79161234567")
    await company.given_deal(client)
    await company.rep.sends("позвонил Ромашке, ждут скидку")
    await company.rep.taps("✅ Записать")
    await company.rep.taps("👤 Клиент")
    await company.rep.taps("🕓 История")
    everything = await company.rep.sees("🕓 Ромашка")
    assert says(everything, "📞 Звонок: «ждут скидку»")
    assert says(everything, "💼 Новая сделка")

    await company.rep.taps("📞 Контакты")
    contacts = await company.rep.sees("🕓 Ромашка · 📞 Контакты")

    assert says(contacts, "📞 Звонок: «ждут скидку» · 18.11.2026 10:00 · Иван Петров")
    assert not says(contacts, "💼 Новая сделка")
    await company.rep.taps("📂 Открыть контакты")
    await company.rep.sees("Контактов: 1")
    await company.rep.taps("📞 Звонок · сегодня · ждут скидку")
    await company.rep.sees("📝 ждут скидку")


@pytest.mark.parametrize(
    "data",
    [
        ChooseContactKind(client_id=1),
        LogContact(
            client_id=1,
            deal_id=0,
            kind=InteractionKind.CALL,
            result=InteractionResult.REACHED,
            shown_at=1,
        ),
        OpenInteractions(client_id=1),
        OpenInteraction(interaction_id=1),
        SetInteractionResult(interaction_id=1, version=1, result=InteractionResult.NO_ANSWER),
        ShowFiled(interaction_id=1),
    ],
    ids=lambda data: type(data).__name__,
)
async def test_a_stranger_s_forged_tap_finds_nothing(company: Company, data: object) -> None:
    client = await company.given_client("Ромашка", "+79161234567")
    await company.rep.sends("позвонил Ромашке")
    await company.rep.taps("✅ Записать")
    assert client.id == 1
    stranger = await company.given_joined("other_rep")
    await stranger.sends("/day")
    message = await stranger.sees("день")

    answer = await stranger.taps_data(message, data.pack(), forged=True)

    assert "Ромашка" not in answer["text"]
    assert answer["show_alert"]
    assert len(await interactions(company)) == 1


async def test_nothing_of_it_is_understood_from_outside_the_company(company: Company) -> None:
    await company.given_client("Ромашка")

    await company.client.sends("позвонил Ромашке")
    await company.client.sends_photo()
    await company.client.does_not_see("К какому клиенту?")

    assert await interactions(company) == []
    await company.client.does_not_see("Ромашка")
