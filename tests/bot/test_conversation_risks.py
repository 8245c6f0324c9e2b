"""What ``docs/conversations/risks.md`` tells, played word for word."""

from datetime import timedelta

from sqlalchemy import text

from bot.risks.callback_data import DecideRisk, Decision
from domain.clients.model import Client
from domain.segments.use_cases import ChangeSegment
from tests.company import Company
from tests.messages import says
from tests.person import Person

SOON = 6
"""Minutes after which the clock has looked once more."""


async def given_fall(company: Company) -> Client:
    """A VIP of the rep's who bought for 500 000 nine months ago, and for 100 000 since."""
    client = await company.given_client("Ромашка")
    change_segment = company.container.get(ChangeSegment)
    await change_segment(await company.actor("rep"), client.id, "vip")
    for amount, days in ((500_000, 270), (100_000, 30)):
        deal = await company.given_deal(client, amount)
        async with company.engine.begin() as connection:
            won = text("UPDATE deals SET status = 'won', closed_at = :at WHERE id = :id")
            at = company.clock() - timedelta(days=days)
            await connection.execute(won.bindparams(at=at, id=deal.id))
    await company.given_deal(client, 300_000)
    await company.waits(minutes=SOON)
    return client


async def opens_risk(person: Person) -> None:
    await person.sends("/day")
    await person.sees("⚠️ Риск потери: 1")
    await person.taps("1")
    await person.sees("⚠️ Ромашка: риск потери")


async def test_the_manager_takes_a_risk_in_hand_and_the_director_learns_who(
    company: Company,
) -> None:
    await given_fall(company)

    card = await company.manager.sees("⚠️ Ромашка: риск потери")
    assert says(card, "📉 Покупки упали на 80 %: 100 000 ₽ за 6 месяцев, до этого 500 000 ₽")
    assert says(card, "Ответственный: Иван Петров, Москва")
    assert says(card, "Контактов ещё не было")
    assert says(card, "На кону: в работе 300 000 ₽, выиграно 600 000 ₽")
    undecided = await company.manager.last()
    await company.manager.taps("✋ Беру в работу")
    await company.manager.sees("Что сделаете? Напишите в двух словах.")
    await company.manager.sends("Еду к ним в пятницу")
    taken = await company.manager.sees("✋ Взял в работу: Сергей Волков")
    assert says(taken, "«Еду к ним в пятницу»")

    again = DecideRisk(risk_id=1, version=1, decision=Decision.TAKE).pack()
    await company.manager.taps_data(undecided, again, forged=True)
    await company.manager.sends("Ещё раз")
    await company.manager.sees("«Еду к ним в пятницу»")
    await company.director.sends("/day")
    day = await company.director.last()
    await company.director.taps_data(day, again, forged=True)
    await company.director.sends("И я")
    await company.director.sees("Уже взял в работу: Сергей Волков")

    await company.manager.taps("👤 Клиент")
    await company.manager.sees("⚠️ Риск потери: падение покупок")
    await company.manager.taps("🕓 История")
    await company.manager.sees("✋ Риск взяли в работу: «Еду к ним в пятницу»")


async def test_a_risk_stands_on_the_day_until_somebody_says_that_it_is_none(
    company: Company,
) -> None:
    await given_fall(company)
    await opens_risk(company.manager)

    await company.manager.taps("📌 Поставить задачу")
    await company.manager.sends("завтра до 12 позвонить и узнать, что случилось")
    draft = await company.manager.sees("Кому: Иван Петров")
    assert says(draft, "Ромашка")

    await opens_risk(company.manager)
    await company.manager.taps("🚫 Риска нет")
    await company.manager.taps("Сезон")
    await company.manager.sees("🚫 Риска нет: Сергей Волков")
    await company.manager.taps("⚠️ Все риски")
    await company.manager.sees("⚠️ Рисков нет.")

    await company.waits(minutes=SOON)
    assert await company.value("SELECT count(*) FROM risks") == 1
    await company.rep.sends("Ромашка")
    await company.rep.taps("Ромашка · Иван Петров")
    await company.rep.taps("🕓 История")
    await company.rep.sees("🚫 Риска нет: «Сезон»")


async def test_the_owner_sees_who_decides_and_decides_nothing(company: Company) -> None:
    client = await given_fall(company)
    await company.rep.sends("Ромашка")
    await company.rep.taps("Ромашка · Иван Петров")
    card = await company.rep.sees("⚠️ Риск потери: падение покупок")

    forged = DecideRisk(risk_id=1, version=1, decision=Decision.DISMISS).pack()
    await company.rep.taps_data(card, forged, forged=True)
    await company.rep.sends("Всё в порядке")
    await company.rep.sees("Решает Сергей Волков")

    assert await company.value("SELECT status FROM risks") == "open"
    assert client.id == await company.value("SELECT client_id FROM risks")
