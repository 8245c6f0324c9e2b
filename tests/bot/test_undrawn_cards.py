"""What an update changed and could not draw, the ledger draws: cards show what is."""

from decimal import Decimal

from domain.amounts import TypedAmount
from domain.deals.model import Deal
from domain.deals.use_cases import ChangeDeal
from domain.origin import Channel, Origin, acting_from
from tests.company import Company
from tests.person import Json


async def open_card(company: Company) -> tuple[Deal, Json]:
    """A deal of the rep's, and its card in their chat."""
    deal = await company.given_deal()
    await company.rep.starts(f"deal_{deal.id}")
    return deal, await company.rep.sees("Первый контакт")


async def test_a_tap_whose_answer_telegram_did_not_take_is_drawn_by_the_ledger(company: Company):
    _, card = await open_card(company)
    await company.rep.taps("☑️ Чек-лист", on=card)
    await company.rep.taps("❗ Узнали", on=card)
    await company.rep.taps("❗ Поговорили", on=card)
    await company.rep.taps("« Назад", on=card)
    await company.rep.sees_button("▶️ Дальше")

    await company.rep.orders_fault("server_error", methods=["editMessageText"])
    await company.rep.taps("▶️ Дальше", on=card)

    await company.rep.sees("Этап: Выявление потребности")


async def test_a_tap_whose_effect_was_there_before_its_answer_is_drawn_by_the_ledger(
    company: Company,
):
    deal, card = await open_card(company)
    await company.rep.waits_for_idle_bot()
    update_id = await company.value("SELECT max(update_id) + 1 FROM processed_updates")
    rep = await company.actor()
    change_deal = company.container.get(ChangeDeal)
    with acting_from(Origin(Channel.TELEGRAM, rep.id, update_id)):  # and was killed then
        await change_deal(rep, deal.id, amount=TypedAmount(Decimal(777_000), None))

    await company.rep.taps("☑️ Чек-лист", on=card)

    await company.rep.sees("777 000")


async def test_a_card_stays_known_when_what_was_to_come_in_its_place_did_not(company: Company):
    deal, card = await open_card(company)
    await company.rep.orders_fault("server_error", methods=["editMessageText"], times=2)
    await company.rep.taps("☑️ Чек-лист", on=card)

    lead = await company.actor("lead")
    change_deal = company.container.get(ChangeDeal)
    await change_deal(lead, deal.id, amount=TypedAmount(Decimal(555_000), None))

    await company.rep.sees("555 000")


async def test_a_card_stays_known_when_a_form_did_not_come_in_its_place(company: Company):
    deal, card = await open_card(company)
    await company.rep.orders_fault("server_error", methods=["editMessageText"], times=2)
    await company.rep.taps("📄 Отправить КП", on=card)

    lead = await company.actor("lead")
    change_deal = company.container.get(ChangeDeal)
    await change_deal(lead, deal.id, amount=TypedAmount(Decimal(555_000), None))

    await company.rep.sees("555 000")
