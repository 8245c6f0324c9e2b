"""Amounts that are no amounts: each is told what to write, the question stands, nothing changes."""

from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    answer_to,
    nothing_breaks,
    nothing_changes,
    speaks_english,
)
from tests.company import Company

ENDLESS = "9" * 5000
REFUSED = {
    "-5": "не бывает меньше нуля",
    "0": "больше нуля",
    "1e309": "Не понимаю сумму",
    "NaN": "Не понимаю сумму",
    "inf": "Не понимаю сумму",
    "много": "Не понимаю сумму",
    "12 00": "Не понимаю сумму",
    "<b>5</b>": "Не понимаю сумму",
    "1 000 000 000 000 000": "Слишком большая сумма: нужна меньше 1 000 000 000 000",
    "10.005,555": "столько знаков: 2",
    "$100": "Разные валюты: RUB и USD",
    "\u200b": "Сумма не указана",
}
REFUSED_IN_ENGLISH = {
    "-5": "cannot be below zero",
    "1e309": "cannot read this amount",
    "\u200b": "No amount is given",
    "10000000000000000": "must be below 1,000,000,000,000",
    "$100": "Two currencies: RUB and USD",
}


async def test_the_question_of_a_deals_amount_takes_amounts_alone(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("✏️ Изменить")
    await rep.taps("Сумма")

    async with nothing_changes(engine):
        for typed, words in REFUSED.items():
            assert words in await answer_to(rep, typed)
        assert "Слишком длинно" in await answer_to(rep, ENDLESS[:4000])

    assert "Сумма: 12 000 ₽" in await answer_to(rep, "12 тыс")


async def test_the_form_of_a_deal_takes_amounts_alone(company: Company, engine):
    client = await company.given_client()
    rep = company.rep
    await rep.starts(f"client_{client.id}")
    await rep.taps("➕ Новая сделка")
    await rep.taps("Пропустить")
    await rep.sees("На какую сумму")

    async with nothing_changes(engine):
        for typed, words in REFUSED.items():
            assert words in await answer_to(rep, typed)

    assert "Сумма: 100 ₽" in await answer_to(rep, "100 руб")


async def test_the_form_of_an_offer_takes_amounts_alone(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("📄 Отправить КП")
    await rep.sees("На какую сумму КП")

    async with nothing_changes(engine):
        for typed, words in REFUSED.items():
            assert words in await answer_to(rep, typed)
        assert "КП на 1 500 000 ₽" in await answer_to(rep, "1,5 млн")
        await rep.taps("Сумма", on=await rep.sees("КП на 1 500 000 ₽"))
        assert "КП на 2 000 000 ₽" in await answer_to(rep, "2 млн")


async def test_a_margin_is_not_above_the_amount(company: Company, engine):
    deal = await company.given_deal(amount=100_000)
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("✏️ Изменить")
    await rep.taps("Маржа")

    async with nothing_changes(engine):
        assert "Маржа 100 000,01 ₽ больше суммы сделки 100 000 ₽" in await answer_to(
            rep, "100000,01"
        )
        assert "не бывает меньше нуля" in await answer_to(rep, "-1")

    assert "маржа 100 000 ₽" in await answer_to(rep, "100 тыс")


async def test_an_amount_is_not_below_the_margin(company: Company, engine):
    deal = await company.given_deal(amount=100_000)
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("✏️ Изменить")
    await rep.taps("Маржа")
    await answer_to(rep, "30 000")
    await rep.taps("✏️ Изменить")
    await rep.taps("Сумма")

    async with nothing_changes(engine):
        assert "Проверьте обе" in await answer_to(rep, "29 999")


async def test_whoever_speaks_english_is_refused_in_english(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await speaks_english(rep)
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("📄 Send offer")
    await rep.sees("?")

    async with nothing_changes(engine):
        for typed, words in REFUSED_IN_ENGLISH.items():
            assert words in await answer_to(rep, typed)
