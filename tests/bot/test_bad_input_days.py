"""Days and times that cannot be: each is told why, the question stands, nothing changes."""

import pytest

from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    answer_to,
    nothing_breaks,
    nothing_changes,
    speaks_english,
)
from tests.company import Company

REFUSED = {
    "31.02": "Такой даты нет в календаре",
    "17.11.2026": "17.11.2026 уже в прошлом",
    "вчера": "уже в прошлом",
    "01.01.2020": "01.01.2020 уже в прошлом",
    "01.01.2099": "Слишком далеко",
    "через 9999 лет": "Слишком далеко",
    "когда-нибудь": "Не понимаю дату",
    "<i>завтра</i>": "Не понимаю дату",
    "0.0.0": "Не понимаю дату",
    "99.99.9999": "Такой даты нет в календаре",
}
REFUSED_IN_ENGLISH = {
    "31.02": "no such date",
    "yesterday": "is in the past",
    "1 January 2099": "Too far ahead",
    "some day": "cannot read this date",
}


async def ask_for_step(company: Company, deal_id: int) -> None:
    await company.rep.starts(f"deal_{deal_id}")
    await company.rep.taps("👣 Следующий шаг")
    await answer_to(company.rep, "Позвонить")


async def ask_for_closing_day(company: Company, deal_id: int) -> None:
    await company.rep.starts(f"deal_{deal_id}")
    await company.rep.taps("✏️ Изменить")
    await company.rep.taps("День оплаты")


async def ask_for_follow_up_day(company: Company, deal_id: int) -> None:
    await company.rep.starts(f"deal_{deal_id}")
    await company.rep.taps("📄 Отправить КП")
    await company.rep.taps("120 000 ₽, как в сделке")
    await company.rep.taps("Другой день")


@pytest.mark.parametrize(
    ("ask", "accepted"),
    [
        (ask_for_step, "Следующий шаг: Позвонить — завтра"),
        (ask_for_closing_day, "Ждём оплату: завтра"),
        (ask_for_follow_up_day, "Спрошу об ответе: завтра"),
    ],
)
async def test_a_day_that_cannot_be_is_refused_until_one_can(
    company: Company, engine, ask, accepted
):
    deal = await company.given_deal()
    await ask(company, deal.id)

    async with nothing_changes(engine):
        for typed, words in REFUSED.items():
            assert words in await answer_to(company.rep, typed)

    assert accepted in await answer_to(company.rep, "завтра")


async def test_a_step_has_a_time_that_clocks_show_and_that_has_not_passed(company: Company, engine):
    deal = await company.given_deal()
    await ask_for_step(company, deal.id)

    async with nothing_changes(engine):
        for typed, words in {
            "завтра 25:00": "Не понимаю",
            "завтра 12:61": "Не понимаю",
            "25:00": "Не понимаю",
            "сегодня 9:59": "не может быть в прошлом",
            "19.11.2028 10:00": "не дальше чем через 366 дн.",
        }.items():
            assert words in await answer_to(company.rep, typed)

    assert "Следующий шаг: Позвонить — сегодня, 10:30" in await answer_to(
        company.rep, "сегодня 10:30"
    )


async def test_an_offer_is_asked_about_again_on_a_day_to_come(company: Company, engine):
    offer = await company.given_offer()
    rep = company.rep
    await rep.starts(f"offer_{offer.id}")
    await rep.taps("🤔 Думает")
    await rep.taps("Другой день")
    await rep.sees("Когда спросить снова")

    async with nothing_changes(engine):
        for typed, words in REFUSED.items():
            assert words in await answer_to(rep, typed)
        assert "не дальше чем через 366 дн." in await answer_to(rep, "20.11.2027")
        assert "только в будущем" in await answer_to(rep, "сегодня")

    assert "Спрошу об ответе: завтра" in await answer_to(rep, "19.11")


async def test_an_offer_is_put_off_until_a_day_to_come(company: Company, engine):
    offer = await company.given_offer()
    rep = company.rep
    await rep.starts(f"offer_{offer.id}")
    await rep.taps("🗓 Спросить в другой день")

    async with nothing_changes(engine):
        for typed, words in REFUSED.items():
            assert words in await answer_to(rep, typed)
        assert "только в будущем" in await answer_to(rep, "сегодня")

    assert "Спрошу об ответе: завтра" in await answer_to(rep, "19.11")


async def test_an_offer_is_not_sent_to_be_asked_about_at_once(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await ask_for_follow_up_day(company, deal.id)
    assert "Спрошу об ответе: сегодня" in await answer_to(rep, "сегодня")

    async with nothing_changes(engine):
        answer = await rep.taps("✅ КП отправлено")
    assert "только в будущем" in answer["text"]

    await rep.taps("Другой день")
    await answer_to(rep, "завтра")
    await rep.taps("✅ КП отправлено")
    await rep.sees("Отправлено: сегодня")


async def test_whoever_speaks_english_is_refused_in_english(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await speaks_english(rep)
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("✏️ Change")
    await rep.taps("Payment day")

    async with nothing_changes(engine):
        for typed, words in REFUSED_IN_ENGLISH.items():
            assert words in await answer_to(rep, typed)
