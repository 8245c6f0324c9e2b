"""Buttons that have outlived their world, and buttons that several people tap at once."""

import asyncio

from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    history,
    nothing_breaks,
    nothing_changes,
)
from tests.company import Company
from tests.messages import Json, data_of, text_of
from tests.person import Person

TEN = 10
ALL_ITEMS = ("❗ Узнали", "❗ Поговорили")


async def ready_to_move(company: Company) -> Json:
    """The rep's card of a deal whose checklist is done."""
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("☑️ Чек-лист")
    for item in ALL_ITEMS:
        await rep.taps(item)
    await rep.taps("« Назад")
    return await rep.sees("Чек-лист: 2 из 3")


async def test_a_year_later_the_buttons_of_an_answered_offer_say_so(company: Company, engine):
    offer = await company.given_offer()
    rep = company.rep
    await company.waits_until(offer.follow_up_at)
    await rep.starts(f"offer_{offer.id}")
    card = await rep.sees("Ответа нет")
    old = {label: data_of(card, label) for label in ("✅", "🤔", "📵", "❌", "⏰")}
    await rep.taps("⏰ Отложить")
    hour = data_of(await rep.sees("На сколько отложить"), "На час")
    await rep.taps("« Назад")
    await rep.taps("✅ Принято")
    await company.waits(days=365)

    async with nothing_changes(engine):
        for label in ("✅", "🤔", "📵"):
            answer = await rep.taps_data(card, old[label], forged=True)
            assert answer["show_alert"]
            assert answer["text"].startswith("Ответ на это КП уже записан")
        answer = await rep.taps_data(card, hour, forged=True)
        assert answer["text"].startswith("Ответ на это КП уже записан")

    await rep.sees("✅ Принято")


async def test_a_year_later_the_buttons_of_a_closed_deal_say_so(company: Company, engine):
    card = await ready_to_move(company)
    rep = company.rep
    forward = data_of(card, "▶️")
    await rep.taps("🔀 Другой этап")
    choices = await rep.sees("куда дальше")
    won = data_of(choices, "🏆")
    await rep.taps("✖️ Проиграна")
    price = data_of(await rep.sees("Почему проиграли"), "Дорого")
    await rep.taps("Дорого")
    await company.waits(days=365)

    async with nothing_changes(engine):
        for data in (won, price):
            answer = await rep.taps_data(card, data, forged=True)
            assert answer["text"].startswith("Сделка уже закрыта")
        answer = await rep.taps_data(card, forward, forged=True)
        assert answer["show_alert"]

    await rep.sees("Проиграна")


async def test_buttons_of_a_form_that_is_long_gone_say_so(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("📄 Отправить КП")
    form = await rep.sees("На какую сумму КП")
    same, cancel = data_of(form, "120"), data_of(form, "Отмена")
    await rep.taps("Отмена")
    await company.waits(days=365)

    async with nothing_changes(engine):
        for data in (same, cancel):
            answer = await rep.taps_data(form, data, forged=True)
            assert answer["text"].startswith("Эта форма уже закрыта")


async def test_a_tap_on_a_form_whose_deal_was_closed_says_so(company: Company, engine):
    deal = await company.given_deal()
    rep, lead = company.rep, company.lead
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("📄 Отправить КП")
    await rep.taps("120 000 ₽, как в сделке")
    await lead.starts(f"deal_{deal.id}")
    await lead.taps("🔀 Другой этап")
    await lead.taps("✖️ Проиграна")
    await lead.taps("Дорого")
    await lead.sees("Проиграна")

    async with nothing_changes(engine):
        answer = await rep.taps("✅ КП отправлено")

    assert answer["text"].startswith("Сделка уже закрыта")


async def test_a_form_whose_deal_moved_to_another_branch_says_that_it_is_not_there(
    company: Company, engine
):
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    card = await rep.sees("Первый контакт")
    await rep.taps("👣 Следующий шаг")
    other = company.people["other_rep"]
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE deals SET owner_id = {other.id}, branch_id = {other.branch_id}"
        )

    await rep.sends("Позвонить")
    await rep.taps("Завтра")
    answer = await rep.taps_data(card, data_of(card, "▶️"), forged=True)

    assert answer["text"].startswith("Не нашлось")
    assert "next_step" not in await history(engine)


async def tap_at_once(*taps: tuple[Person, Json, str]) -> list[Json]:
    """The answers to taps that are all on their way together."""
    return await asyncio.gather(
        *(person.taps_data(card, data, forged=True) for person, card, data in taps)
    )


async def test_two_who_move_a_deal_at_once_move_it_once(company: Company, engine):
    card = await ready_to_move(company)
    await company.lead.starts("deal_1")
    theirs = await company.lead.sees("Чек-лист: 2 из 3")
    forward = data_of(card, "▶️")

    await tap_at_once((company.rep, card, forward), (company.lead, theirs, forward))

    assert (await history(engine)).count("stage") == 1
    await company.rep.sees("Этап: Выявление потребности")
    await company.lead.sees("Этап: Выявление потребности")


async def test_of_two_who_answer_an_offer_at_once_one_is_told_of_the_other(
    company: Company, engine
):
    await company.given_offer()
    cards = []
    for person in (company.rep, company.lead):
        await person.starts("offer_1")
        cards.append(await person.sees("Спрошу об ответе"))
    accept = data_of(cards[0], "✅")

    answers = await tap_at_once((company.rep, cards[0], accept), (company.lead, cards[1], accept))

    assert (await history(engine)).count("offer_accepted") == 1
    assert sorted(bool(answer["show_alert"]) for answer in answers) == [False, True]
    for person in (company.rep, company.lead):
        await person.sees("✅ Принято")


async def test_of_a_win_and_a_loss_at_once_one_stands(company: Company, engine):
    card = await ready_to_move(company)
    rep, lead = company.rep, company.lead
    await rep.taps("🔀 Другой этап")
    won = data_of(await rep.sees("куда дальше"), "🏆")
    await lead.starts("deal_1")
    await lead.taps("🔀 Другой этап")
    await lead.taps("✖️ Проиграна")
    reasons = await lead.sees("Почему проиграли")

    answers = await tap_at_once((rep, card, won), (lead, reasons, data_of(reasons, "Дорого")))

    kinds = await history(engine)
    assert kinds.count("won") + kinds.count("lost") == 1
    assert sorted(bool(answer["show_alert"]) for answer in answers) == [False, True]


async def test_ten_taps_in_a_second_have_one_effect(company: Company, engine):
    card = await ready_to_move(company)
    rep = company.rep
    forward = data_of(card, "▶️")
    await tap_at_once(*[(rep, card, forward)] * TEN)
    offer = await company.given_offer()
    await rep.starts(f"offer_{offer.id}")
    offered = await rep.sees("Спрошу об ответе")

    for label in ("📵", "✅"):
        data = data_of(await rep.sees("Спрошу об ответе"), label)
        await tap_at_once(*[(rep, offered, data)] * TEN)

    kinds = await history(engine)
    assert kinds.count("stage") == 1
    assert kinds.count("offer_no_answer") == 1
    assert kinds.count("offer_accepted") == 1


async def test_ten_taps_send_one_offer_and_create_one_deal(company: Company, engine):
    client = await company.given_client()
    rep = company.rep
    await rep.starts(f"client_{client.id}")
    await rep.taps("➕ Новая сделка")
    await rep.taps("Пропустить")
    form = await rep.sees("На какую сумму")
    await tap_at_once(*[(rep, form, data_of(form, "Пока неизвестно"))] * TEN)
    await rep.sees("Первый контакт")
    await rep.taps("📄 Отправить КП")
    await rep.sends("50 тыс")
    review = await rep.sees("КП на 50 000 ₽")

    answers = await tap_at_once(*[(rep, review, data_of(review, "✅ КП отправлено"))] * TEN)

    kinds = await history(engine)
    assert kinds.count("deal_created") == 1
    assert kinds.count("offer_sent") == 1
    assert sum(bool(answer["text"]) for answer in answers) == TEN - 1
    assert text_of(await rep.last()).startswith("📄 КП на 50")


async def test_an_update_that_comes_twice_has_one_effect(company: Company, engine):
    card = await ready_to_move(company)
    rep = company.rep
    await rep.orders_fault("repeat_update", times=1)
    await rep.taps("▶️ Дальше", on=card)
    await rep.sees("Этап: Выявление потребности")
    await rep.taps("📄 Отправить КП")
    await rep.orders_fault("repeat_update", times=1)
    await rep.taps("120 000 ₽, как в сделке")
    await rep.orders_fault("repeat_update", times=1)
    await rep.taps("✅ КП отправлено")
    await rep.sees("Отправлено: сегодня")
    await rep.orders_fault("repeat_update", times=1)
    await rep.taps("✅ Принято")
    await rep.waits_for_idle_bot()

    kinds = await history(engine)
    assert [kinds.count(kind) for kind in ("stage", "offer_sent", "offer_accepted")] == [1, 1, 1]
