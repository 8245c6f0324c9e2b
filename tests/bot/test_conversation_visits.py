"""What ``docs/conversations/visits.md`` tells, played word for word."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.visits.callback_data import StartVisitReport, TakeSlot
from bot.visits.slot_cards import minutes_of
from domain.clients.addresses import PlaceClient
from domain.interactions.model import InteractionKind, NewInteraction, Spot
from domain.interactions.use_cases import LogInteraction
from domain.visits.booking import BookVisit, NewVisit
from tests.company import Company
from tests.messages import text_of

TOMORROW_TEN = datetime(2026, 11, 19, 7, 0, tzinfo=UTC)


async def given_pair(company: Company) -> None:
    """Иван calls, Ольга goes."""
    rep, lead = company.people["rep"].id, company.people["lead"].id
    async with company.engine.begin() as connection:
        for one, other in ((rep, lead), (lead, rep)):
            await connection.execute(
                text("UPDATE people SET pair_id = :other WHERE id = :one"),
                {"one": one, "other": other},
            )


async def opens_client(company: Company) -> None:
    await company.rep.sends("Ромашка")
    await company.rep.taps("ООО «Ромашка» · Иван Петров")


async def test_a_visit_is_booked_and_confirmed(company: Company) -> None:
    await given_pair(company)
    client = await company.given_client()
    log_interaction = company.container.get(LogInteraction)
    told = NewInteraction(InteractionKind.CALL, client.id, words="ждут образцы")
    await log_interaction(await company.actor("rep"), told)
    rep, lead = company.rep, company.lead

    await opens_client(company)
    await rep.taps("📍 Визит")
    days = await rep.sees("Свободные дни, рядом число свободных окон:")
    assert "Едет: Ольга Смирнова" in text_of(days)
    await rep.taps("завтра · 14")
    await rep.sees("Когда начать завтра? Визит займёт 1 ч.")
    answer = await rep.taps("10:00")
    assert answer["text"] == "Визит записан"
    card = text_of(await rep.sees("🗓 завтра, 10:00–11:00"))
    assert "Едет: Ольга Смирнова, записал: Иван Петров" in card
    assert "Тот, кто едет, визит ещё не подтвердил" in card
    await rep.taps("🤝 Договорённость")
    await rep.sees("О чём договорились?")
    await rep.sends("покажем образцы")
    await rep.sees("🤝 покажем образцы")

    booked = text_of(await lead.sees("🤝 покажем образцы"))
    assert "📍 Вам записан визит: ООО «Ромашка»" in booked
    assert "📞 +79161234567" in booked
    assert "📞 Звонок, сегодня: ждут образцы" in booked
    await lead.taps("👁 Вижу")
    await rep.sees("👁 Тот, кто едет, визит видел")
    await lead.taps("📅 В календарь")
    file = (await company.lead.file(await lead.sees_file("naparnik-visit.ics"))).decode()
    assert "DTSTART:20261119T070000Z" in file
    assert "покажем образцы" in file


async def test_a_visit_is_moved_and_cancelled_and_the_address_stands_by_it(
    company: Company,
) -> None:
    await given_pair(company)
    client = await company.given_client()
    book_visit = company.container.get(BookVisit)
    visitor_id = company.people["lead"].id
    await book_visit(await company.actor("rep"), NewVisit(client.id, visitor_id, TOMORROW_TEN))
    rep, lead = company.rep, company.lead

    await opens_client(company)
    await rep.sees("📍 Визит завтра, 10:00, едет Ольга Смирнова")
    await rep.taps("✏️ Изменить")
    await rep.taps("🏠 Адрес")
    await rep.sees("Напишите адрес или пришлите геопозицию")
    await rep.sends("Тверь, ул. Мира, 5")
    await rep.sees("🏠 Тверь, ул. Мира, 5 · 📍 визит завтра, 10:00, едет Ольга Смирнова")

    await rep.sends("/visits")
    await rep.sees("📍 Мои визиты: 1")
    await rep.taps("📍 ООО «Ромашка» · завтра, 10:00 · Ольга Смирнова")
    await rep.taps("🔁 Перенести")
    await rep.sees("Сейчас записан: завтра, 10:00")
    await rep.taps("пт, 20 ноября · 14")
    await rep.taps("11:00")
    await rep.sees("Почему переносим?")
    await rep.taps("Попросил клиент")
    await rep.sees("🗓 пт, 20 ноября, 11:00–12:00")
    moved = text_of(await lead.sees("📍 Визит перенесён: ООО «Ромашка»"))
    assert "Почему перенесли: Попросил клиент" in moved
    await lead.taps("✖️ Отменить")
    await lead.sends("закрыты на учёт")
    await lead.sees("✖️ Визит отменён: ООО «Ромашка»")
    await rep.sees("Причина: закрыты на учёт")
    await rep.sees_button("🔁 Записать снова")


async def test_a_visit_is_reported_with_words_a_photo_and_a_location(company: Company) -> None:
    await given_pair(company)
    client = await company.given_client()
    rep = await company.actor("rep")
    await company.container.get(PlaceClient)(rep, client.id, Spot(55.7500, 37.6200))
    book_visit = company.container.get(BookVisit)
    visit = await book_visit(rep, NewVisit(client.id, company.people["lead"].id, TOMORROW_TEN))
    lead = company.lead
    booked = await lead.sees("📍 Вам записан визит")

    early = await lead.taps_data(
        booked, StartVisitReport(visit_id=visit.id, is_held=True).pack(), forged=True
    )
    assert "Визит начнётся 19.11.2026 10:00" in early["text"]
    await company.waits_until(TOMORROW_TEN - timedelta(minutes=59))
    await lead.sees("⏰ Скоро визит: ООО «Ромашка»")
    await lead.sends("/day")
    day = text_of(await lead.sees("📍 Визиты сегодня: 1"))
    assert "10:00 · ООО «Ромашка»" in day
    await company.waits_until(TOMORROW_TEN + timedelta(minutes=61))
    asked = await lead.sees("❓ Как прошёл визит: ООО «Ромашка»")

    await lead.taps("✅ Состоялся")
    await lead.sees("Напишите, как прошло, пришлите фото и геопозицию.")
    await lead.sends("Посмотрели образцы")
    await lead.sends_photo()
    await lead.sends_location(55.7510, 37.6200)
    await lead.sees("📌 Место отмечено")
    await lead.taps("➡️ Следующий шаг")
    await lead.sends("отправить КП завтра в 10")
    await lead.sees("➡️ отправить КП, завтра, 10:00")
    await lead.taps("Сохранить")
    card = text_of(await lead.sees("📌 в 111 м от адреса"))
    assert "💬 Посмотрели образцы" in card
    assert "➡️ Следующий шаг сохранён черновиком задачи" in card
    again = await lead.taps_data(
        asked, StartVisitReport(visit_id=visit.id, is_held=False).pack(), forged=True
    )
    assert again["text"] == "Этот визит уже закрыт. Показываю, что с ним стало."
    (row,) = await company.rows("SELECT kind, result, distance_m FROM interactions")
    assert (row.kind, row.result, round(row.distance_m)) == ("visit", "reached", 111)


async def test_a_forged_time_is_refused_and_an_absence_asks_about_its_visits(
    company: Company,
) -> None:
    await given_pair(company)
    client = await company.given_client()
    rep, own = company.rep, company.people["rep"].id
    book_visit = company.container.get(BookVisit)
    await book_visit(await company.actor("rep"), NewVisit(client.id, own, TOMORROW_TEN))
    await opens_client(company)
    card = await rep.sees("📍 Визит завтра, 10:00, едет Иван Петров")

    for at, refusal in (
        (TOMORROW_TEN + timedelta(hours=12), "Иван Петров в это время не работает."),
        (TOMORROW_TEN - timedelta(days=2), "Это время уже прошло."),
        (TOMORROW_TEN + timedelta(minutes=30), "Это время только что заняли."),
        (TOMORROW_TEN + timedelta(days=90), "Так далеко не записывают"),
    ):
        forged = TakeSlot(client_id=client.id, visitor_id=own, call_id=0, at=minutes_of(at))
        answer = await rep.taps_data(card, forged.pack(), forged=True)
        assert answer["text"].startswith(refusal)
        card = await rep.sees("Едет: Иван Петров")

    await rep.sends("/absent")
    await rep.taps("Записать отсутствие")
    await rep.sends("завтра")
    await rep.taps("Один день")
    await rep.sends("смирнова")
    await rep.taps("Ольга Смирнова")
    await rep.sees("⚠️ На эти дни записан 1 визит.")
    await rep.taps("Сохранить")
    await rep.taps("📍 Визиты этих дней: 1")
    await rep.sees("📍 Иван Петров: визиты в дни отсутствия")
    await rep.taps("Передать заместителю")
    await rep.sees("Передано: 1.")
    await company.lead.sees("📍 Вам записан визит: ООО «Ромашка»")
