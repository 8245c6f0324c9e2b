"""What ``docs/conversations/segments.md`` tells, played word for word."""

import json

from sqlalchemy import text

from bot.clients.callback_data import LeaveSegment, SetSegment
from domain.clients.model import Client
from domain.deals.model import Deal
from domain.deals.use_cases import ReopenDeal, WinDeal
from tests.builders import required_items
from tests.company import Company
from tests.messages import says
from tests.person import Person

QUARTER = 16
"""Minutes after which is told what can wait."""


async def wins(company: Company, client: Client, amount: int = 3_200_000) -> Deal:
    deal = await company.given_deal(client, amount)
    ticks = json.dumps({deal.stage: required_items(deal.stage)})
    async with company.engine.begin() as connection:
        await connection.execute(
            text("UPDATE deals SET ticks = CAST(:ticks AS jsonb)").bindparams(ticks=ticks)
        )
    win_deal = company.container.get(WinDeal)
    return await win_deal(await company.actor(), deal.id, version=deal.version)


async def opens_card(person: Person) -> None:
    await person.sends("Ромашка")
    await person.taps("Ромашка · Иван Петров")
    await person.sees("👤 Ромашка")


async def test_a_client_becomes_vip_by_the_rules_and_everybody_concerned_is_told(
    company: Company,
) -> None:
    client = await company.given_client("Ромашка")

    deal = await wins(company, client)
    await company.waits(minutes=QUARTER)

    await company.manager.sees("⭐ Ромашка: теперь VIP")
    card = await company.rep.sees("⭐ Ромашка: теперь VIP")
    assert says(card, "Сегмент: Потенциальный → VIP")
    assert says(card, "Почему: выиграно на 3 200 000 ₽ за 12 месяцев")
    assert says(card, "Ответственный: Иван Петров, Москва")
    assert says(card, "С праздниками поздравляет лично руководитель.")
    await company.rep.taps("👤 Клиент")
    await company.rep.sees("Сегмент: VIP")
    await company.rep.taps("🕓 История")
    await company.rep.sees(
        "⭐ Сегмент: Потенциальный → VIP (выиграно на 3 200 000 ₽ за 12 месяцев)"
    )

    reopen_deal = company.container.get(ReopenDeal)
    await reopen_deal(await company.actor(), deal.id, version=deal.version)
    await company.waits(minutes=QUARTER)

    card = await company.manager.sees("⬇️ Ромашка: больше не VIP")
    assert says(card, "Почему: выиграно на 0 ₽ за 12 месяцев, нужно 3 000 000 ₽")
    await company.manager.taps("⭐ Все изменения")
    await company.manager.sees("⭐ Сменили сегмент за 7 дней: 2")
    await company.manager.taps("⭐ Ромашка · VIP · 18.11")
    await company.manager.sees("⭐ Ромашка: теперь VIP")


async def test_many_changes_at_once_come_as_one_list(company: Company) -> None:
    for number in range(4):
        client = await company.given_client(f"Ромашка {number}", phone=None)
        await company.given_deal(client, 5_000_000)
    async with company.engine.begin() as connection:
        await connection.execute(
            text("UPDATE deals SET status = 'won', closed_at = :at").bindparams(at=company.clock())
        )

    await company.waits(days=1)
    await company.waits(minutes=QUARTER)

    listed = await company.manager.sees("⭐ Сменили сегмент за 7 дней: 4")
    assert says(listed, "⭐ Сменили сегмент")
    await company.manager.taps("⭐ Ромашка 3 · VIP · 19.11")
    await company.manager.sees("⭐ Ромашка 3: теперь VIP")


async def test_a_segment_is_chosen_by_hand_and_left_to_the_rules_again(company: Company) -> None:
    client = await company.given_client("Ромашка")
    await opens_card(company.manager)
    await company.manager.taps("✏️ Изменить")
    await company.manager.sees("Сегмент ставят правила. Выбранный вручную они не изменят.")

    await company.manager.taps("VIP")
    await company.manager.sees("Сегмент: VIP (вручную)")
    await company.waits(minutes=QUARTER)

    card = await company.rep.sees("⭐ Ромашка: теперь VIP")
    assert says(card, "Выбрано вручную: Сергей Волков")
    assert await company.value("SELECT count(*) FROM ledger WHERE kind = 'segment_changed'") == 1

    await wins(company, client, 1000)
    await company.manager.taps("✏️ Изменить")
    await company.manager.sees("Сегмент выбран вручную, правила его не меняют.")
    edit = await company.manager.last()
    await company.manager.taps("↩️ По правилам")
    await company.manager.sees("Сегмент: Постоянный")
    await company.manager.taps("🕓 История")
    await company.manager.sees("⭐ Сегмент снова по правилам, был VIP")
    await company.manager.sees("⭐ Сегмент: VIP → Постоянный")

    again = LeaveSegment(client_id=client.id)
    await company.manager.taps_data(edit, again.pack(), forged=True)
    unknown = SetSegment(client_id=client.id, segment="nobility")
    answer = await company.manager.taps_data(edit, unknown.pack(), forged=True)
    assert answer["text"].startswith("Не нашлось")
    assert await company.value("SELECT segment FROM clients") == "regular"
