"""What ``docs/conversations/cadences.md`` tells, played word for word.

ООО «Ромашка» is a VIP since Wednesday 18 November: it is due by Wednesday 2 December, and stands on
Ivan's day from Monday 30 November.
"""

from datetime import UTC, date, datetime
from typing import Any

from bot.cadences.callback_data import (
    AgreeToMove,
    AskForLaterDay,
    ContactedNow,
    NobodyAnswered,
    OpenCadence,
    RemindResponsible,
)
from domain.cadences.moving import AskCadenceMove
from domain.clients.merging_use_cases import MergeClients
from domain.clients.model import Client
from domain.interactions.model import InteractionKind
from domain.segments.use_cases import ChangeSegment
from tests.company import Company
from tests.messages import says
from tests.person import Person

MONDAY_TEN = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
DECEMBER_3 = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 12, 4, 14, 0, tzinfo=UTC)


async def given_vip(company: Company, name: str = "ООО «Ромашка»", owner: str = "rep") -> Client:
    client = await company.given_client(name, phone=None, owner=owner)
    change_segment = company.container.get(ChangeSegment)
    await change_segment(await company.actor(owner), client.id, "vip")
    return client


async def cadence(company: Company) -> Any:
    (row,) = await company.rows("SELECT * FROM cadences")
    return row


async def forges(who: Person, data: str) -> str:
    """Tap what no button of theirs has, and what the bot answers."""
    answer = await who.taps_data(await who.last(), data, forged=True)
    return str(answer["text"])


async def opens(who: Person, client: Client) -> Any:
    await forges(who, OpenCadence(client_id=client.id).pack())
    return await who.last()


async def test_the_owner_calls_from_the_day_and_the_next_day_is_told(company: Company) -> None:
    rep = company.rep
    client = await given_vip(company)
    deal = await company.given_deal(client)
    await company.given_offer(deal)
    await rep.sends("Ромашка")
    await rep.taps("ООО «Ромашка» · Иван Петров")
    await rep.sees("⏱ Следующий контакт: до ср, 2 декабря")

    await company.waits_until(MONDAY_TEN)
    await rep.sends("/day")
    await rep.sees("📞 Связаться с клиентом: 1")
    day = await rep.sees("ООО «Ромашка» · до ср, 2 декабря")
    number = next(line[0] for line in day["text"].split("\n") if "· до ср, 2 декабря" in line)
    await rep.taps(number)
    card = await rep.sees("📞 ООО «Ромашка»: пора связаться")
    assert says(card, "Сегмент: VIP, раз в 14 дней (звонок, встреча, визит)")
    assert says(card, "Контактов ещё не было.")
    assert says(card, "📄 КП на 120 000 ₽ без ответа")
    shown = await cadence(company)
    await rep.taps("📞 Позвонил")

    logged = await rep.sees("✅ Контакт записан. Следующий: до пн, 14 декабря")
    assert says(logged, "📞 Звонок — ООО «Ромашка»")
    assert "👣 Дальше" in await rep.buttons(logged)
    again = ContactedNow(client_id=client.id, version=shown.version, kind=InteractionKind.CALL)
    assert (await forges(rep, again.pack())).startswith("Уже не так. Последний контакт: Иван")
    await rep.sees("⏱ ООО «Ромашка»: следующий контакт")
    assert await company.value("SELECT count(*) FROM interactions") == 1


async def test_what_was_logged_by_mistake_is_taken_back(company: Company) -> None:
    rep = company.rep
    client = await given_vip(company)
    await company.waits_until(MONDAY_TEN)
    await rep.sends("/vip")
    await rep.taps("1. ООО «Ромашка»")

    await rep.taps("🤝 Встретился")
    await rep.sees("✅ Контакт записан.")
    await rep.taps("📝 О чём")
    await rep.sends("Показали каталог")
    await rep.sees("📝 Показали каталог")
    await rep.taps("📵 Не ответили")
    await rep.sees("🚫 Встреча не состоялась")

    assert (await cadence(company)).due_on == date(2026, 12, 2)
    card = await opens(rep, client)
    assert says(card, "🚫 Встреча не состоялась · сегодня · Иван Петров: Показали каталог")


async def test_it_is_put_off_within_the_limit_and_comes_back_when_nobody_answers(
    company: Company,
) -> None:
    rep = company.rep
    client = await given_vip(company)
    await company.waits_until(MONDAY_TEN)
    await opens(rep, client)

    await rep.taps("🗓 Перенести")
    choice = await rep.sees("Последний день: ср, 2 декабря. Позже — с согласия руководителя.")
    assert await rep.buttons(choice) == ["завтра", "ср, 2 декабря", "Позже…", "« Назад"]
    await rep.taps("завтра")
    await rep.sees("🗓 Напомню в свой день: завтра")
    await rep.sends("/day")
    await rep.does_not_see("Связаться с клиентом: 1")

    await opens(rep, client)
    told = await rep.taps("📵 Нет ответа")
    assert told["text"] == "Напомню: сегодня, 15:00"  # four working hours, lunch between
    card = await rep.sees("📵 Не дозвонились. Напомню: сегодня, 15:00")
    await company.waits(hours=5, minutes=1)
    again = await rep.sees("📞 ООО «Ромашка»: пора связаться", newer_than=card)
    assert again["message_id"] > card["message_id"]
    assert (await cadence(company)).due_on == date(2026, 12, 2)


async def asks_for_later(company: Company, client: Client) -> None:
    rep = company.rep
    await opens(rep, client)
    await rep.taps("🗓 Перенести")
    await rep.taps("Позже…")
    await rep.sees("На какой день перенести?")


async def test_a_later_day_is_asked_for_and_agreed_to_inline(company: Company) -> None:
    rep, manager = company.rep, company.manager
    client = await given_vip(company)
    await company.waits_until(MONDAY_TEN)
    await asks_for_later(company, client)
    await rep.sends("2.12")
    await rep.sees("Это не позже срока (02.12.2026)")
    await rep.sends("12.12")
    await rep.sees("Это выходной: 12.12.2026.")
    await rep.sends("10.12")
    await rep.sees("Почему позже?")
    await rep.sends("клиент в отпуске")

    await rep.sees("⏳ Просим перенести на чт, 10 декабря: клиент в отпуске. Решает: Сергей Волков")
    asked = await manager.sees("🗓 Перенести контакт?")
    assert says(asked, "ООО «Ромашка» · VIP · Иван Петров")
    assert says(asked, "Почему: клиент в отпуске")
    version = (await cadence(company)).version
    later = AskForLaterDay(client_id=client.id, version=version)
    assert (await forges(rep, later.pack())).startswith("О переносе на 10.12.2026 уже спросили")
    move_id = await company.value("SELECT id FROM cadence_moves")
    yes = AgreeToMove(move_id=move_id).pack()
    assert (await forges(rep, yes)).startswith("Решает Сергей Волков.")

    await manager.taps("✅ Согласовать")

    await manager.sees("✅ Перенос согласован: Сергей Волков")
    assert (await cadence(company)).due_on == date(2026, 12, 10)
    await rep.sees("Связаться: до чт, 10 декабря (перенос согласован)")
    await company.waits(hours=1)
    await rep.sees("✅ Перенос согласован: Сергей Волков")
    assert await forges(manager, yes) == "Уже согласовано: Сергей Волков."


async def test_declining_takes_a_reason_and_a_contact_makes_a_request_needless(
    company: Company,
) -> None:
    rep, manager = company.rep, company.manager
    client = await given_vip(company)
    await company.waits_until(MONDAY_TEN)
    await asks_for_later(company, client)
    await rep.sends("10.12")
    await rep.sends("клиент в отпуске")

    await manager.taps("❌ Отклонить")
    await manager.sees("Почему нет?")
    await manager.sends("VIP ждать не будет")
    await manager.sees("❌ Перенос отклонён: Сергей Волков")
    await rep.sees("Причина: VIP ждать не будет")
    shown = await cadence(company)
    assert shown.due_on == date(2026, 12, 2)

    ask = company.container.get(AskCadenceMove)
    actor = await company.actor("rep")
    await ask(actor, client.id, date(2026, 12, 9), "новый повод", version=shown.version)
    await manager.sees("🗓 Перенести контакт?")
    await opens(rep, client)
    await rep.taps("📞 Позвонил")
    await manager.sees("Просьба больше не нужна")
    assert "✅ Согласовать" not in await manager.buttons()


async def test_late_climbs_to_the_heads_who_remind_and_hand_over(company: Company) -> None:
    rep, lead, manager = company.rep, company.lead, company.manager
    client = await given_vip(company)
    await company.given_deal(client)
    await company.waits_until(DECEMBER_3)
    await company.waits_until(FRIDAY_EVENING)

    await rep.sees("❗ ООО «Ромашка»: контакт просрочен")
    card = await lead.sees("❗ ООО «Ромашка»: контакт просрочен")
    assert says(card, "Отвечает: Иван Петров")
    assert says(card, "На кону: 120 000 ₽")
    told = await lead.taps("🔔 Напомнить", on=card)
    assert told["text"] == "Напомнил: Иван Петров"
    bell = RemindResponsible(client_id=client.id)
    assert (await forges(rep, bell.pack())).startswith("Напомнить может только руководитель")
    await manager.sends("/day")
    await manager.sees("❗ VIP без контакта: 1 на 120 000 ₽")
    await manager.taps("❗ VIP без контакта")
    await manager.sees("1. ООО «Ромашка» · Иван Петров · ❗ 2 дня · 120 000 ₽")
    await manager.taps("1. ООО «Ромашка»")
    await manager.taps("🔁 Передать")
    await manager.sees("ООО «Ромашка»")


async def test_the_deputy_of_the_absent_gets_it_and_a_stranger_sees_nothing(
    company: Company,
) -> None:
    client = await given_vip(company)
    people = company.people
    await company.given_absence(
        people["rep"], people["lead"], date(2026, 11, 28), date(2026, 12, 9)
    )
    await company.given_joined("other_rep")
    await company.waits_until(MONDAY_TEN)

    await company.lead.sends("/day")
    await company.lead.sees("вместо: Иван Петров")
    card = await opens(company.lead, client)

    assert says(card, "Вместо: Иван Петров (отсутствует)")
    shown = await cadence(company)
    nobody = NobodyAnswered(client_id=client.id, version=shown.version)
    await company.other_rep.starts()
    assert (await forges(company.other_rep, nobody.pack())).startswith("Не нашлось")
    await company.lead.taps("📞 Позвонил")
    await company.lead.sees("✅ Контакт записан.")


async def test_who_left_the_segment_is_watched_no_more_and_the_card_says_so(
    company: Company,
) -> None:
    rep = company.rep
    client = await given_vip(company)
    await company.waits_until(MONDAY_TEN)
    await opens(rep, client)
    shown = await rep.sees("📞 ООО «Ромашка»: пора связаться")
    change_segment = company.container.get(ChangeSegment)
    await change_segment(await company.actor("lead"), client.id, "regular")
    await rep.sees("больше не под контролем")

    tap = ContactedNow(client_id=client.id, version=1, kind=InteractionKind.CALL)
    answer = await rep.taps_data(shown, tap.pack(), forged=True)

    assert answer["text"].startswith("Клиент больше не под контролем")
    await rep.sends("/vip")
    await rep.sees("Клиентов под контролем здесь нет.")


async def test_nobody_approves_their_own_and_what_nobody_decides_expires(company: Company) -> None:
    manager = company.manager
    director = await company.given_joined("director")
    client = await given_vip(company, owner="manager")
    await company.waits_until(MONDAY_TEN)
    shown = await cadence(company)
    ask, actor = company.container.get(AskCadenceMove), await company.actor("manager")
    await ask(actor, client.id, date(2026, 12, 10), "отпуск", version=shown.version)
    await director.sees("🗓 Перенести контакт?")

    card = await opens(manager, client)
    assert says(card, "Решает: Елена Орлова")
    await manager.taps("⏳ Просьба")
    mine = await manager.sees("⏳ Решает: Елена Орлова, до: завтра, 10:00")
    assert "✅ Согласовать" not in await manager.buttons(mine)
    yes = AgreeToMove(move_id=await company.value("SELECT id FROM cadence_moves"))
    assert (await forges(manager, yes.pack())).startswith("Решает Елена Орлова.")
    await director.sends("/day")
    await director.sees("🗓 Согласовать перенос контакта: 1")
    await company.waits_until(DECEMBER_3)

    await manager.sees("⌛ Никто не решил вовремя: срок прежний.")
    await director.sees("⌛ Никто не решил вовремя: срок прежний.")
    told = await forges(director, yes.pack())
    assert told == "Время на решение вышло: срок прежний."


async def test_a_merged_clients_card_goes_on_with_the_survivor(company: Company) -> None:
    rep = company.rep
    loser = await given_vip(company)
    survivor = await given_vip(company, "Ромашка, ООО")
    await company.waits_until(MONDAY_TEN)
    await opens(rep, loser)
    card = await rep.sees("📞 ООО «Ромашка»: пора связаться")
    merge = company.container.get(MergeClients)
    await merge(await company.actor("lead"), survivor.id, loser.id)

    await opens(rep, loser)

    await rep.sees("📞 Ромашка, ООО: пора связаться")
    await rep.taps("📞 Позвонил")
    logged = await rep.sees("✅ Контакт записан. Следующий: до пн, 14 декабря")
    assert says(logged, "📞 Звонок — Ромашка, ООО")
    assert card["message_id"] <= logged["message_id"]
