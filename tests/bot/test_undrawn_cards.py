"""What an update changed and could not draw, the ledger draws: cards show what is."""

from decimal import Decimal

import pytest

from bot.delivery.makers import Makers
from domain.amounts import TypedAmount
from domain.deals.model import Deal
from domain.deals.offer_answers import AcceptOffer
from domain.deals.use_cases import ChangeDeal
from domain.delivery.model import REFRESH, Matter, Notice, NoticeId, Urgency
from domain.origin import Channel, Origin, acting_from
from tests.company import Company
from tests.messages import Json


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


@pytest.mark.parametrize("opens", ["☑️ Чек-лист", "📄 Отправить КП"], ids=["screen", "form"])
async def test_a_card_stays_known_when_what_was_to_come_in_its_place_did_not(
    company: Company, opens: str
):
    deal, card = await open_card(company)
    await company.rep.orders_fault("server_error", methods=["editMessageText"], times=2)
    await company.rep.taps(opens, on=card)

    lead = await company.actor("lead")
    change_deal = company.container.get(ChangeDeal)
    await change_deal(lead, deal.id, amount=TypedAmount(Decimal(555_000), None))

    await company.rep.sees("555 000")


async def test_the_own_card_of_who_comments_tells_of_the_comment(company: Company):
    await company.rep.sends("завтра в 15 подготовить смету 1ч")
    card = await company.rep.sees_button("✅ Поставить")
    await company.rep.taps("✅ Поставить", on=card)
    await company.rep.sees_button("💬 Обсуждение (0)")

    await company.rep.replies_to(card, "Прошу уточнить")

    await company.rep.sees_button("💬 Обсуждение (1)")


async def test_a_step_of_a_form_is_kept_when_only_the_spinner_could_not_be_stopped(
    company: Company,
):
    deal, _ = await open_card(company)
    await company.rep.taps("📄 Отправить КП")
    await company.rep.orders_fault("server_error", methods=["answerCallbackQuery"])
    await company.rep.taps("120 000 ₽, как в сделке")

    await company.rep.taps("✅ КП отправлено")

    await company.rep.sees("Отправлено: сегодня")
    assert await company.value(f"SELECT count(*) FROM offers WHERE deal_id = {deal.id}") == 1


async def test_a_message_about_what_has_no_card_is_not_drawn_anew(company: Company):
    asked = Notice(
        id=NoticeId(1),
        recipient_id=company.people["rep"].id,
        kind=REFRESH,
        matter=Matter.DIGEST,
        matter_id=1,
        urgency=Urgency.NOW,
        facts={},
        not_before=company.clock(),
        created_at=company.clock(),
        attempts=0,
        is_repeat=False,
    )

    assert await Makers().make(await company.actor(), asked) is None


async def test_an_offer_s_answer_is_drawn_on_the_deal_s_cards_of_others(company: Company):
    offer = await company.given_offer()
    await company.lead.starts(f"deal_{offer.deal_id}")
    await company.lead.sees("спрошу об ответе")

    await company.container.get(AcceptOffer)(await company.actor(), offer.id, version=offer.version)

    await company.lead.sees("принято, сегодня")


async def test_a_deal_s_change_is_drawn_on_the_cards_of_its_offers(company: Company):
    deal, card = await open_card(company)
    offer = await company.given_offer(deal)
    await company.rep.taps_data(card, f"offer:{offer.id}", forged=True)
    await company.rep.sees_button("✅ Принято")
    await company.rep.taps("✅ Принято", on=card)
    [_, version, *_] = (await next_stage_of(company, card)).removeprefix("d-move:").split(":")

    change_deal = company.container.get(ChangeDeal)
    lead = await company.actor("lead")
    await change_deal(lead, deal.id, amount=TypedAmount(Decimal(555_000), None))
    await company.program.sender.drain()

    drawn = await next_stage_of(company, card)
    assert drawn.startswith(f"d-move:{deal.id}:{int(version) + 1}:")


async def next_stage_of(company: Company, card: Json) -> str:
    """What the button does that the answer to an offer suggests."""
    await company.rep.sees_button("▶️ В «Договор»")
    [shown] = [
        one for one in await company.rep.messages() if one["message_id"] == card["message_id"]
    ]
    rows = shown["reply_markup"]["inline_keyboard"]
    return next(one["callback_data"] for row in rows for one in row if "d-move" in str(one))
