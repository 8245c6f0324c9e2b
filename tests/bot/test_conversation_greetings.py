"""What ``docs/conversations/greetings.md`` tells, played word for word."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.greetings.callback_data import CongratulatedNow, OpenGreeting, SetHoliday
from domain.clients.model import Client
from domain.segments.use_cases import ChangeSegment
from tests.company import Company
from tests.messages import says, text_of
from tests.person import Person

THURSDAY_NINE = datetime(2026, 11, 19, 6, 0, 30, tzinfo=UTC)
FRIDAY_NINE = datetime(2026, 11, 20, 6, 0, 30, tzinfo=UTC)
PETER = "Иванов Пётр Сергеевич"


async def opens_dates(company: Company, contact: str | None = PETER) -> Client:
    client = await company.given_client("Ромашка", contact=contact)
    await company.rep.sends("Ромашка")
    await company.rep.taps("Ромашка · Иван Петров")
    await company.rep.taps("🎂 Даты")
    await company.rep.sees("🎂 Ромашка: даты и праздники")
    return client


async def adds(person: Person, whose: str, kind: str, typed: str) -> None:
    await person.taps("➕ Дата")
    await person.taps(whose)
    await person.taps(kind)
    await person.sees("Напишите")
    await person.sends(typed)


async def given_vip_birthday(company: Company, day: str) -> Client:
    client = await opens_dates(company)
    await adds(company.rep, PETER, "🎂 День рождения", day)
    await company.rep.sees(f"— день рождения, {PETER}")
    change_segment = company.container.get(ChangeSegment)
    await change_segment(await company.actor("rep"), client.id, "vip")
    return client


async def greeting(company: Company) -> Any:
    (row,) = await company.rows("SELECT * FROM greetings")
    return row


async def test_a_birthday_is_noted_and_stands_on_the_clients_card(company: Company) -> None:
    await opens_dates(company)

    await adds(company.rep, PETER, "🎂 День рождения", "22 ноября 1980")

    await company.rep.sees(f"🎂 22 ноября 1980 — день рождения, {PETER}")
    await company.rep.taps("👤 Клиент")
    await company.rep.sees(f"🎂 вс, 22 ноября — день рождения, {PETER}, 46 лет")
    await company.rep.taps("🕓 История")
    await company.rep.sees(f"Записана дата: 22 ноября 1980, день рождения, {PETER}")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31.02", "нет"),
        ("5 мая 2030", "Эта дата ещё не наступила: 05.05.2030"),
        ("5 мая 1800", "Слишком давно: 1800 год"),
        ("скоро", "дат"),
    ],
)
async def test_what_is_no_date_is_told_so_and_the_question_stands(
    company: Company, typed: str, told: str
) -> None:
    await opens_dates(company)

    await adds(company.rep, PETER, "🎂 День рождения", typed)
    await company.rep.sees(told)
    await company.rep.sends("29.02")

    await company.rep.sees("29 февраля в обычный год поздравляем 28-го.")
    assert await company.value("SELECT count(*) FROM personal_dates") == 1


async def test_a_second_birthday_is_asked_about(company: Company) -> None:
    await opens_dates(company)
    await adds(company.rep, PETER, "🎂 День рождения", "22 ноября 1980")
    await company.rep.sees("🎂 22 ноября 1980")

    await adds(company.rep, PETER, "🎂 День рождения", "23 ноября")
    await company.rep.sees("Такая дата уже записана: день рождения, 22 ноября 1980.")
    await company.rep.taps("Заменить")

    await company.rep.sees("🎂 23 ноября — день рождения")


async def test_a_pets_day_has_a_label_and_markup_in_it_is_shown_as_typed(company: Company) -> None:
    await opens_dates(company)

    await adds(company.rep, PETER, "🎈 Другая дата", "собака <b>Рекс</b>, 5 мая")

    await company.rep.sees(f"🎈 5 мая — собака <b>Рекс</b>, {PETER}")
    await company.rep.taps("🗑 Убрать дату")
    await company.rep.taps("5 мая")
    await company.rep.sees("Дат пока нет.")


async def test_the_companys_own_day_and_language_and_holidays(company: Company) -> None:
    client = await opens_dates(company)

    await adds(company.rep, "🏢 Самой компании", "🏢 День компании", "01.12.2006")
    await company.rep.sees("🏢 1 декабря 2006 — день рождения компании")
    await company.rep.taps("🌐 Язык")
    await company.rep.taps("английский")
    await company.rep.sees("Язык поздравлений: английский")
    await company.rep.taps("🎉 Праздники")
    await company.rep.taps("▫️ Новый год")
    await company.rep.sees_button("✅ Новый год · пт, 1 января 2027")

    screen = await company.rep.last()
    unknown = SetHoliday(client_id=client.id, kind="public", key="none", is_wanted=True)
    answer = await company.rep.taps_data(screen, unknown.pack(), forged=True)
    assert answer["text"].startswith("Не нашлось")


async def test_a_consent_is_given_by_a_person_for_a_channel(company: Company) -> None:
    await opens_dates(company)

    await company.rep.taps("✅ Согласия")
    await company.rep.taps(PETER)
    await company.rep.sees("Звонки: не спрашивали")
    await company.rep.taps("📞 Дал")
    await company.rep.sees("Как дано согласие?")
    await company.rep.taps("устно")
    await company.rep.sees("Звонки: ✅ дано 18.11.2026, устно")
    await company.rep.taps("📞 Отозвал")
    await company.rep.sends("позвонил и попросил не беспокоить")

    await company.rep.sees("Звонки: 🚫 отозвано 18.11.2026, позвонил и попросил не беспокоить")


async def test_the_manager_congratulates_a_vip_in_person_and_notes_how(company: Company) -> None:
    await given_vip_birthday(company, "19 ноября 1980")

    await company.waits_until(THURSDAY_NINE)
    card = await company.manager.sees("🎂 День рождения")
    assert says(card, f"Ромашка · {PETER}")
    assert says(card, "🗓 сегодня, 46 лет")
    assert says(card, "📞 +79161234567")
    assert says(card, "💬 Пётр Сергеевич, с днём рождения!")
    await company.manager.taps("📋 Показать текст")
    words = await company.manager.sees("Пётр Сергеевич, с днём рождения!", newer_than=card)
    assert text_of(words).startswith("Пётр Сергеевич")
    await company.manager.taps("✅ Поздравил", on=card)
    done = await company.manager.sees("✅ Поздравили: Сергей Волков")
    await company.manager.replies_to(done, "Рад звонку, ждёт в гости")

    await company.manager.sees("📝 Записал в историю.")
    await company.manager.sees("📝 Рад звонку, ждёт в гости")
    row = await greeting(company)
    assert (row.status, row.note) == ("done", "Рад звонку, ждёт в гости")


async def test_anothers_tap_closes_nothing(company: Company) -> None:
    await given_vip_birthday(company, "19 ноября")
    await company.waits_until(THURSDAY_NINE)
    await company.manager.sees("🎂 День рождения")
    row = await greeting(company)

    screen = await company.rep.last()
    await company.rep.taps_data(screen, OpenGreeting(greeting_id=row.id).pack(), forged=True)
    card = await company.rep.sees("Поздравляет лично: Сергей Волков")
    assert "✅ Поздравил" not in await company.rep.buttons(card)
    forged = CongratulatedNow(greeting_id=row.id, version=row.version)
    answer = await company.rep.taps_data(card, forged.pack(), forged=True)

    assert answer["text"].startswith("Поздравляет лично Сергей Волков")
    assert (await greeting(company)).status == "due"


async def test_it_is_put_off_and_comes_back_the_same_day(company: Company) -> None:
    await given_vip_birthday(company, "19 ноября")
    await company.waits_until(THURSDAY_NINE)
    card = await company.manager.sees("🎂 День рождения")

    answer = await company.manager.taps("⏰ Позже сегодня", on=card)
    assert answer["text"] == "Напомню в 12:00"
    await company.manager.sees("⏰ Отложено")
    await company.waits(hours=3, minutes=1)

    again = await company.manager.sees("🎂 День рождения")
    assert again["message_id"] > card["message_id"]


async def test_what_is_not_done_stands_on_the_day_and_the_boss_sees_it(company: Company) -> None:
    await given_vip_birthday(company, "19 ноября")
    await company.waits_until(THURSDAY_NINE)
    await company.manager.sends("/day")
    await company.manager.sees("🎂 Поздравить: 1")

    await company.waits_until(datetime(2026, 11, 20, 7, 0, tzinfo=UTC))
    await company.manager.sends("/day")
    day = await company.manager.sees("❗ Не поздравили: 1")
    assert says(day, "вчера")
    await company.given_joined("director")
    await company.director.sends("/day")
    await company.director.sees("🎂 Подчинённые не поздравили: 1")


async def test_a_sunday_comes_on_friday_and_says_so(company: Company) -> None:
    await given_vip_birthday(company, "22 ноября")

    await company.waits_until(FRIDAY_NINE)

    card = await company.manager.sees("🎂 День рождения")
    assert says(card, "🗓 вс, 22 ноября")
    assert says(card, "Это выходной: поздравьте сегодня или в сам день.")


async def test_the_deputy_of_the_absent_gets_the_card_and_closes_it(company: Company) -> None:
    await given_vip_birthday(company, "19 ноября")
    people = company.people
    await company.given_absence(
        people["manager"], people["lead"], date(2026, 11, 19), date(2026, 11, 20)
    )

    await company.waits_until(THURSDAY_NINE)
    card = await company.lead.sees("Вместо: Сергей Волков (отсутствует)")
    await company.lead.taps("✅ Поздравил", on=card)

    await company.lead.sees("✅ Поздравили: Ольга Смирнова")


async def test_a_withdrawn_consent_hides_the_phone(company: Company) -> None:
    client = await given_vip_birthday(company, "19 ноября")
    await company.rep.taps("✅ Согласия")
    await company.rep.taps(PETER)
    await company.rep.taps("📞 Отозвал")
    await company.rep.taps("письменно")
    await company.rep.sees("Звонки: 🚫 отозвано")

    await company.waits_until(THURSDAY_NINE)

    card = await company.manager.sees("🚫 Просил не звонить")
    assert not says(card, "+79161234567")
    assert client.id
