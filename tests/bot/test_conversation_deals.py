"""Plays docs/conversations/deals.md."""

from datetime import UTC, datetime

import pytest

from tests.company import Company

MONDAY_NINE = datetime(2026, 11, 23, 6, 0, 30, tzinfo=UTC)


async def open_deal(company: Company, deal_id: int) -> None:
    await company.rep.starts(f"deal_{deal_id}")


async def test_a_deal_moves_on_once_its_checklist_is_done(company):
    deal = await company.given_deal()
    rep = company.rep
    await open_deal(company, deal.id)
    card = await rep.sees("Первый контакт")

    refusal = await rep.taps("▶️ Дальше", on=card)
    for item in ("❗ Узнали", "❗ Поговорили"):
        await rep.taps(item)
    await rep.taps("« Назад")
    await rep.taps("▶️ Дальше")

    assert refusal["show_alert"]
    assert "чек-лист" in refusal["text"].lower()
    await rep.sees("Этап: Выявление потребности")


async def test_a_deal_is_named_by_what_is_sold_and_may_be_renamed(company):
    client = await company.given_client()
    rep = company.rep
    await rep.starts(f"client_{client.id}")
    await rep.taps("➕ Новая сделка")
    await rep.sees("Что продаём ООО «Ромашка»?")
    await rep.sends("Кондиционеры")
    await rep.sends("120 тыс")
    await rep.sees("💼 Кондиционеры\nКлиент: ООО «Ромашка»")

    await rep.taps("✏️ Изменить")
    await rep.taps("🏷 Название")
    await rep.sees("Как назвать сделку?")
    await rep.sends("Сплит-системы")
    await rep.sees("💼 Сплит-системы")
    await rep.taps("🕓 История")

    await rep.sees("Изменено: название «Сплит-системы»")


async def test_a_second_tap_on_an_old_button_changes_nothing(company):
    deal = await company.given_deal()
    rep = company.rep
    await open_deal(company, deal.id)
    card = await rep.sees("Первый контакт")
    await rep.taps("🔀 Другой этап")
    choices = await rep.sees("куда дальше")
    won = choices["reply_markup"]["inline_keyboard"][-2][0]["callback_data"]
    await rep.taps("✖️ Проиграна")
    await rep.taps("Дорого")
    await rep.sees("Проиграна")

    answer = await rep.taps_data(card, won, forged=True)

    assert answer["show_alert"]
    await rep.sees("Причина: Дорого")


async def test_an_offer_is_sent_in_three_taps_and_reminded_of_on_the_day(company):
    deal = await company.given_deal()
    rep = company.rep
    await open_deal(company, deal.id)
    await rep.taps("📄 Отправить КП")
    await rep.taps("120 000 ₽, как в сделке")
    await rep.sees("Спрошу об ответе: пн, 23 ноября")
    await rep.taps("✅ КП отправлено")
    await rep.sees("Отправлено: сегодня")

    await company.waits_until(MONDAY_NINE)

    await rep.sees("Ответа нет")


async def test_an_offer_ready_to_be_sent_takes_a_typed_day_and_says_what_else_it_takes(company):
    deal = await company.given_deal()
    rep = company.rep
    await open_deal(company, deal.id)
    await rep.taps("📄 Отправить КП")
    await rep.taps("120 000 ₽, как в сделке")

    await rep.sends("хорошее предложение")
    await rep.sees("Здесь жду день")
    await rep.sends("30.11")
    await rep.sees("Спрошу об ответе: пн, 30 ноября")
    await rep.taps("✅ КП отправлено")

    await rep.sees("Спрошу об ответе: пн, 30 ноября")
    await rep.sees("Отправлено: сегодня")


async def test_of_two_offers_without_an_answer_the_person_chooses_one(company):
    offer = await company.given_offer()
    rep = company.rep
    await open_deal(company, offer.deal_id)
    await rep.taps("📄 Отправить КП")
    await rep.sends("90 тыс")
    await rep.taps("Номер")
    await rep.sends("42")
    await rep.taps("✅ КП отправлено")
    await rep.taps("💼 Сделка")

    await rep.taps("💬 Ответ на КП")
    await rep.sees("ответ на какое КП?")
    choices = [label.replace("\xa0", " ") for label in await rep.buttons()]
    await rep.taps("📄 КП на 120 000 ₽")
    await rep.taps("✅ Принято")

    assert choices == ["📄 КП № 42 на 90 000 ₽", "📄 КП на 120 000 ₽", "« Назад"]
    await rep.sees("КП на 120 000 ₽")
    await rep.sees("Принято")


async def test_silence_climbs_to_the_lead_and_to_the_manager_until_somebody_acts(company):
    await company.given_offer()
    await company.waits_until(MONDAY_NINE)
    await company.rep.sees("Ответа нет")
    await company.lead.does_not_see("Ответа нет")

    await company.waits(days=1)
    await company.lead.sees("Ответственный: Иван Петров")
    await company.waits(days=1)
    await company.manager.sees("Ответственный: Иван Петров")
    await company.lead.taps("✅ Принято")

    await company.rep.sees("Принято")
    await company.manager.sees("Принято")


async def test_thinking_is_recorded_by_one_tap_and_offers_other_days(company):
    await company.given_offer()
    rep = company.rep
    await company.waits_until(MONDAY_NINE)
    noted = await rep.taps("🤔 Думает")

    await rep.sees("Клиент думает")
    moved = await rep.taps("10 раб. дн.")

    assert noted["text"].startswith("Записал: клиент думает")
    assert "пн, 7 декабря" in moved["text"]
    await rep.sees("Спрошу об ответе: пн, 7 декабря")


async def test_a_refusal_asks_why_and_proposes_to_lose_the_deal(company):
    await company.given_offer()
    rep = company.rep
    await company.waits_until(MONDAY_NINE)
    await rep.taps("❌ Отказ")
    await rep.taps("Другое")
    await rep.sees("почему отказ")
    await rep.sends("Купили у соседа")

    await rep.sees("Комментарий: Купили у соседа")
    await rep.taps("✖️ Закрыть сделку")
    await rep.taps("Дорого")
    await rep.sees("Проиграна")


async def given_offer_put_off_thrice(company):
    """The rep, whom the next one asks for a reason."""
    await company.given_offer()
    rep = company.rep
    await company.waits_until(MONDAY_NINE)
    for _ in range(3):
        await rep.taps("⏰ Отложить")
        await rep.taps("На час")
        await company.waits(hours=1, minutes=1)
        await rep.sees("Ответа нет")
    return rep


async def test_the_fourth_snooze_asks_for_a_reason(company):
    rep = await given_offer_put_off_thrice(company)

    await rep.taps("⏰ Отложить")
    await rep.taps("На час")
    await rep.sees("Напишите, почему")
    await rep.sends("Клиент в отпуске")

    await rep.sees("Спрошу об ответе")


async def test_the_lead_sees_silent_offers_with_their_money(company):
    await company.given_offer()
    await company.waits_until(MONDAY_NINE)

    await company.lead.sends("/silent")

    await company.lead.sees("Без ответа: 1 КП на 120 000 ₽")
    await company.lead.sees("Просрочено: 1")


async def test_the_board_leads_to_a_stage_and_to_a_deal(company):
    await company.given_deal()
    lead = company.lead

    await lead.sends("/board")
    await lead.sees("Первый контакт — 1 · 120 000 ₽")
    await lead.taps("Первый контакт · 1")
    await lead.taps("ООО «Ромашка»")

    await lead.sees("Этап: Первый контакт")


async def test_the_board_is_drawn_as_a_picture(company):
    await company.given_deal()
    rep = company.rep
    await rep.sends("/board")
    await rep.taps("🖼 Картинкой")

    picture = await rep.sees("Воронка: мои сделки")

    assert picture["photo"]


async def test_amounts_that_cannot_be_read_are_refused_and_the_question_stands(company):
    deal = await company.given_deal()
    rep = company.rep
    await open_deal(company, deal.id)
    await rep.taps("✏️ Изменить")
    await rep.taps("Сумма")
    for bad in ("-5", "1e309", "много", "1000000000000000"):
        question = await rep.last()
        await rep.sends(bad)
        await rep.waits_for_idle_bot()
        answer = await rep.last()
        assert answer["message_id"] != question["message_id"]
        assert not answer["out"]

    await rep.sends("12 тыс")

    await rep.sees("Сумма: 12 000 ₽")


async def test_a_reply_to_a_card_is_a_comment_on_it(company):
    offer = await company.given_offer()
    rep = company.rep
    await rep.starts(f"offer_{offer.id}")
    card = await rep.sees("Отправлено: сегодня")

    await rep.replies_to(card, "Просят скидку 5 %")
    await rep.sees("Записал в историю")
    await rep.taps("💼 Сделка")
    await rep.taps("🕓 История")

    await rep.sees("Просят скидку 5 %")


async def test_a_fourth_snooze_till_a_day_keeps_the_day_while_the_reason_is_asked(company):
    rep = await given_offer_put_off_thrice(company)

    await rep.taps("⏰ Отложить")
    await rep.taps("До даты")
    await rep.sends("30.11")
    await rep.sees("Напишите, почему")
    await rep.sends("Клиент в отпуске")

    await rep.sees("Спрошу об ответе: пн, 30 ноября")


async def test_a_command_drops_the_form_that_stands_open(company):
    deal = await company.given_deal()
    rep = company.rep
    await open_deal(company, deal.id)
    await rep.taps("👣 Следующий шаг")
    await rep.sees("Что делаем дальше")

    await rep.sends("/day")
    await rep.sees("ваш день")
    await rep.sends("ромашка")

    await rep.sees("По запросу «ромашка» нашёл: 1")
    await rep.does_not_see("Что делаем дальше")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("позвонить Ивановой завтра в 12", "Следующий шаг: позвонить Ивановой — завтра, 12:00"),
        ("завтра отправить договор", "Следующий шаг: отправить договор — завтра, 09:00"),
    ],
)
async def test_a_step_that_names_its_day_is_not_asked_for_it(company, typed, shown):
    deal = await company.given_deal()
    await open_deal(company, deal.id)
    await company.rep.taps("👣 Следующий шаг")

    await company.rep.sends(typed)

    await company.rep.sees(shown)


async def test_an_offer_that_is_not_due_is_moved_to_a_day_rather_than_put_off(company):
    offer = await company.given_offer()
    rep = company.rep
    await rep.starts(f"offer_{offer.id}")
    await rep.sees_button("🗓 Спросить в другой день")

    assert "⏰ Отложить" not in await rep.buttons()
