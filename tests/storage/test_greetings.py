"""Congratulations: whose they are, on which morning they come, and who closes them."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from domain.clients.model import Client, ContactId
from domain.clients.typed_line import TypedClient
from domain.errors import NotFound
from domain.greetings.errors import GreetingNotYours, PersonalDateThere, TooLateToday
from domain.greetings.model import (
    ClientLanguage,
    ConsentChannel,
    DateKind,
    GreetingId,
    HolidayKind,
)
from domain.greetings.views import GreetingErrand
from domain.org.model import Person
from domain.typed_dates import DateImpossible
from storage.tables import greetings
from tests.builders import utc
from tests.crm import Crm, by

MORNING = utc("2026-11-18 06:00")  # a Wednesday, 09:00 in Moscow
BEFORE = utc("2026-11-18 05:59")


async def given_contact(crm: Crm, client: Client, name: str = "Иванов Пётр Сергеевич") -> ContactId:
    async with crm.transaction() as uow:
        return await uow.clients.add_contact(client.id, name, None, crm.now)


async def given_birthday(
    crm: Crm, client: Client, owner: Person, day: str, name: str = "Иванов Пётр Сергеевич"
) -> ContactId:
    contact = await given_contact(crm, client, name)
    actor = await crm.actor(owner)
    await crm.add_personal_date(actor, client.id, contact, DateKind.BIRTHDAY, day)
    return contact


async def all_greetings(crm: Crm) -> list[Any]:
    async with crm.engine.connect() as connection:
        rows = await connection.execute(select(greetings).order_by(greetings.c.id))
        return list(rows)


async def only_greeting(crm: Crm) -> Any:
    (greeting,) = await all_greetings(crm)
    return greeting


@pytest.fixture
async def rep(crm: Crm) -> Person:
    crm.now = utc("2026-11-01 09:00")
    return await crm.given_person("Анна Серова")


@pytest.fixture
async def client(crm: Crm, rep: Person) -> Client:
    return await crm.given_client(rep, "Ромашка", segment="regular")


async def test_a_birthday_is_made_on_its_morning_and_not_before(crm, rep, client):
    await given_birthday(crm, client, rep, "18 ноября")

    crm.now = BEFORE
    assert await crm.make_greetings() == 0
    crm.now = MORNING
    assert await crm.make_greetings() == 1

    greeting = await only_greeting(crm)
    assert (greeting.occasion, greeting.occasion_on) == ("birthday", date(2026, 11, 18))
    assert (greeting.responsible_id, greeting.due_on) == (rep.id, date(2026, 11, 18))
    assert greeting.overdue_at == utc("2026-11-18 15:00")
    assert await crm.notices("greeting") == [("Анна Серова", greeting.id)]


async def test_a_second_tick_or_process_makes_nothing_more(crm, rep, client):
    await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()

    assert await crm.make_greetings() == 0
    async with crm.connection() as connection:
        await connection.execute(text("DELETE FROM greeting_mornings"))
    assert await crm.make_greetings() == 0

    assert len(await all_greetings(crm)) == 1


async def test_what_falls_on_a_day_off_comes_on_the_working_morning_before(crm, rep, client):
    await given_birthday(crm, client, rep, "22 ноября")  # a Sunday

    crm.now = utc("2026-11-20 06:00")
    assert await crm.make_greetings() == 1

    greeting = await only_greeting(crm)
    assert (greeting.due_on, greeting.occasion_on) == (date(2026, 11, 20), date(2026, 11, 22))
    assert greeting.overdue_at == utc("2026-11-22 15:00")


@pytest.mark.parametrize(("days_late", "made"), [(1, 1), (3, 1), (4, 0)])
async def test_mornings_that_were_missed_are_made_up_within_three_days(
    crm, rep, client, days_late, made
):
    await given_birthday(crm, client, rep, "16 ноября")  # a Monday

    crm.now = utc("2026-11-16 06:00") + timedelta(days=days_late)
    assert await crm.make_greetings() == made

    assert [row.due_on for row in await all_greetings(crm)] == [
        date(2026, 11, 16 + days_late)
    ] * made


async def test_a_leap_day_is_kept_on_the_28th_of_a_common_year(crm, rep, client):
    await given_birthday(crm, client, rep, "29.02.1980")

    crm.now = utc("2027-02-26 06:00")  # a Friday; the 28th is a Sunday
    await crm.make_greetings()

    assert (await only_greeting(crm)).occasion_on == date(2027, 2, 28)


async def test_the_morning_is_the_responsible_persons_and_the_day_the_clients(crm):
    kamchatka = await crm.given_branch("Камчатка", zone="Asia/Kamchatka")
    crm.now = utc("2026-11-01 09:00")
    owner = await crm.given_person("Лев", branch=kamchatka, zone="America/New_York")
    client = await crm.given_client(owner, segment="regular")
    await given_birthday(crm, client, owner, "19 ноября")

    crm.now = utc("2026-11-18 14:00")  # 09:00 on the 18th in New York, 02:00 on the 19th there
    assert await crm.make_greetings() == 1

    greeting = await only_greeting(crm)
    assert (greeting.due_on, greeting.occasion_on) == (date(2026, 11, 18), date(2026, 11, 19))


async def test_a_vip_is_the_managers_in_person_and_nobody_elses(crm, rep):
    manager = await crm.given_person("Сергей Волков", "manager")
    client = await crm.given_client(rep, "Ромашка", segment="vip")
    await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()
    greeting = await only_greeting(crm)
    assert greeting.responsible_id == manager.id

    with pytest.raises(GreetingNotYours):
        await crm.congratulate(await crm.actor(rep), greeting.id, greeting.version)
    assert (await only_greeting(crm)).status == "due"
    with by(manager):
        await crm.congratulate(await crm.actor(manager), greeting.id, greeting.version)

    done = await only_greeting(crm)
    assert (done.status, done.done_by) == ("done", manager.id)
    assert [row.actor_id for row in await crm.audit("greetings", greeting.id)][-1] == manager.id


async def test_a_double_tap_congratulates_once(crm, rep, client):
    await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()
    greeting = await only_greeting(crm)
    actor = await crm.actor(rep)

    await crm.congratulate(actor, greeting.id, greeting.version)
    await crm.congratulate(actor, greeting.id, greeting.version)

    told = await crm.view_client_timeline(actor, client.id, offset=0, size=50)
    assert [entry.kind for entry in told[1]].count("congratulated") == 1


async def test_only_the_deputy_of_the_absent_may_close_it(crm, rep, client):
    deputy = await crm.given_person("Борис")
    manager = await crm.given_person("Сергей Волков", "manager")
    await crm.given_absence(rep, deputy, date(2026, 11, 16), date(2026, 11, 20))
    await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()
    greeting = await only_greeting(crm)
    assert await crm.notices("greeting") == [("Борис", greeting.id)]

    with pytest.raises(GreetingNotYours):
        await crm.congratulate(await crm.actor(manager), greeting.id, greeting.version)
    await crm.congratulate(await crm.actor(deputy), greeting.id, greeting.version)

    done = await only_greeting(crm)
    assert (done.responsible_id, done.done_by) == (rep.id, deputy.id)


async def test_a_stranger_finds_none(crm, rep, client):
    kazan = await crm.given_branch("Казань")
    stranger = await crm.given_person("Вера", branch=kazan)
    contact = await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()
    greeting = await only_greeting(crm)
    actor = await crm.actor(stranger)

    for attempt in (
        crm.view_greeting(actor, GreetingId(greeting.id)),
        crm.congratulate(actor, GreetingId(greeting.id), 1),
        crm.put_greeting_off(actor, GreetingId(greeting.id), 1),
        crm.add_greeting_note(actor, GreetingId(greeting.id), "да"),
        crm.view_client_dates(actor, client.id),
        crm.list_client_holidays(actor, client.id),
        crm.add_personal_date(actor, client.id, contact, DateKind.BIRTHDAY, "1 мая"),
        crm.set_consent(actor, client.id, contact, ConsentChannel.PHONE, is_given=True),
        crm.set_client_language(actor, client.id, ClientLanguage.ENGLISH),
        crm.choose_holiday(actor, client.id, HolidayKind.PUBLIC, "victory_day", is_wanted=True),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_a_contact_of_another_client_has_no_date_here(crm, rep, client):
    other = await crm.given_client(rep, "Лютик")
    contact = await given_contact(crm, other)

    with pytest.raises(NotFound):
        await crm.add_personal_date(
            await crm.actor(rep), client.id, contact, DateKind.BIRTHDAY, "5 мая"
        )


async def test_a_second_birthday_is_asked_about_and_replaces_the_first(crm, rep, client):
    contact = await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()
    actor = await crm.actor(rep)
    add = crm.add_personal_date

    with pytest.raises(PersonalDateThere) as refusal:
        await add(actor, client.id, contact, DateKind.BIRTHDAY, "19 ноября")
    assert refusal.value.facts["present"].day.day == 18
    await add(actor, client.id, contact, DateKind.BIRTHDAY, "19 ноября", instead=True)

    dates = (await crm.view_client_dates(actor, client.id)).dates
    assert [(known.day.month, known.day.day) for known in dates] == [(11, 19)]
    assert [row.status for row in await all_greetings(crm)] == ["called_off"]
    crm.now = MORNING + timedelta(days=1)
    assert await crm.make_greetings() == 1


async def test_the_same_date_again_changes_nothing(crm, rep, client):
    contact = await given_birthday(crm, client, rep, "5 мая 1980")

    await crm.add_personal_date(
        await crm.actor(rep), client.id, contact, DateKind.BIRTHDAY, "05.05.1980"
    )

    assert len((await crm.view_client_dates(await crm.actor(rep), client.id)).dates) == 1


async def test_named_dates_of_one_person_stand_side_by_side(crm, rep, client):
    contact = await given_contact(crm, client)
    actor = await crm.actor(rep)

    for typed in ("собака Рекс, 5 мая", "дочь <b>Маша</b> 12.03.2015"):
        await crm.add_personal_date(actor, client.id, contact, DateKind.NAMED, typed)

    dates = (await crm.view_client_dates(actor, client.id)).dates
    assert [known.label for known in dates] == ["дочь <b>Маша</b>", "собака Рекс"]


async def test_an_impossible_day_keeps_nothing(crm, rep, client):
    contact = await given_contact(crm, client)

    with pytest.raises(DateImpossible):
        await crm.add_personal_date(
            await crm.actor(rep), client.id, contact, DateKind.BIRTHDAY, "31.02"
        )

    assert not (await crm.view_client_dates(await crm.actor(rep), client.id)).dates


async def test_a_date_noted_for_today_is_made_at_once(crm, rep, client):
    crm.now = MORNING + timedelta(hours=2)
    await crm.make_greetings()

    await given_birthday(crm, client, rep, "18 ноября")

    assert (await only_greeting(crm)).occasion_on == date(2026, 11, 18)


async def test_a_date_noted_after_its_day_waits_for_next_year(crm, rep, client):
    crm.now = MORNING + timedelta(hours=2)

    await given_birthday(crm, client, rep, "17 ноября")
    await crm.make_greetings()

    assert await all_greetings(crm) == []


async def test_holidays_are_congratulated_on_by_segment_sector_and_choice(crm, rep):
    manager = await crm.given_person("Сергей Волков", "manager")
    vip = await crm.given_client(rep, "VIP", segment="vip")
    trade = await crm.given_client(rep, "Опт", segment="regular")
    plain = await crm.given_client(rep, "Прочее", segment="regular")
    async with crm.connection() as connection:
        await connection.execute(
            text("UPDATE clients SET sector = 'Бухгалтерия' WHERE id = :id"), {"id": trade.id}
        )
    await crm.choose_holiday(
        await crm.actor(rep), plain.id, HolidayKind.PUBLIC, "unity_day", is_wanted=True
    )
    await crm.choose_holiday(
        await crm.actor(rep), vip.id, HolidayKind.PROFESSIONAL, "accountant", is_wanted=False
    )

    crm.now = utc("2026-11-03 06:00")  # the 4th is Unity Day, nobody works
    await crm.make_greetings()
    crm.now = utc("2026-11-20 06:00")  # the 21st, a Saturday, is the accountants' day
    await crm.make_greetings()

    made = [(row.client_id, row.holiday, row.responsible_id) for row in await all_greetings(crm)]
    assert sorted(made) == sorted(
        [
            (vip.id, "unity_day", manager.id),
            (plain.id, "unity_day", rep.id),
            (trade.id, "accountant", rep.id),
        ]
    )


async def test_many_at_once_are_told_as_a_list(crm, rep):
    for number in range(5):
        client = await crm.given_client(rep, f"Клиент {number}")
        await given_birthday(crm, client, rep, "18 ноября")

    crm.now = MORNING
    assert await crm.make_greetings() == 5

    assert await crm.notices("greeting") == []
    assert await crm.notices("greetings") == [("Анна Серова", rep.id)]


async def test_what_is_not_done_by_the_evening_is_late_and_the_boss_sees_it(crm):
    boss = await crm.given_person("Ольга", "lead")
    rep = await crm.given_person("Анна", boss=boss)
    client = await crm.given_client(rep)
    crm.now = utc("2026-11-01 09:00")
    await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()

    async def errands(person: Person) -> list[GreetingErrand]:
        day = await crm.view_day(await crm.actor(person))
        return [errand for errand, _ in day.greetings.lines]

    assert (await errands(rep), await errands(boss)) == ([GreetingErrand.TODAY], [])
    crm.now = utc("2026-11-18 15:00")
    assert await errands(rep) == [GreetingErrand.OVERDUE]
    assert await errands(boss) == [GreetingErrand.TEAM]
    crm.now = utc("2026-11-28 15:00")  # it stands until it is done
    assert await errands(rep) == [GreetingErrand.OVERDUE]


async def test_later_today_reminds_once_more_before_the_evening(crm, rep, client):
    await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()
    await crm.settle_notices()
    greeting = await only_greeting(crm)
    actor = await crm.actor(rep)

    await crm.put_greeting_off(actor, greeting.id, greeting.version)

    put_off = await only_greeting(crm)
    assert put_off.remind_at == MORNING + timedelta(hours=3)
    assert len(await crm.notices("greeting")) == 2
    crm.now = utc("2026-11-18 14:45")
    with pytest.raises(TooLateToday):
        await crm.put_greeting_off(actor, greeting.id, put_off.version)


async def test_it_passes_to_the_new_owner_with_the_next_morning(crm, rep, client):
    other = await crm.given_person("Борис")
    await given_birthday(crm, client, rep, "18 ноября")
    crm.now = MORNING
    await crm.make_greetings()
    async with crm.connection() as connection:
        await connection.execute(text("UPDATE clients SET owner_id = :id"), {"id": other.id})

    crm.now = MORNING + timedelta(days=1)
    await crm.make_greetings()

    assert (await only_greeting(crm)).responsible_id == other.id


async def test_a_shared_contact_brings_its_birthday_once(crm, rep, client):
    actor = await crm.actor(rep)
    card = "BEGIN:VCARD\nBDAY:1980-05-{:02}\nEND:VCARD"
    for day in (5, 6):
        typed = TypedClient("Пётр", None, "Пётр", card=card.format(day))
        await crm.add_client_contact(actor, client.id, typed)
    other = await crm.create_client(actor, TypedClient("Лютик", None, "Анна", card=card.format(7)))

    for known, day in ((client, 5), (other, 7)):
        (date_,) = (await crm.view_client_dates(actor, known.id)).dates
        assert (date_.kind, date_.day.day, date_.day.year) == (DateKind.BIRTHDAY, day, 1980)


async def test_a_consent_says_when_and_how_and_is_audited(crm, rep, client):
    contact = await given_contact(crm, client)
    actor = await crm.actor(rep)
    phone = ConsentChannel.PHONE

    with by(rep):
        await crm.set_consent(actor, client.id, contact, phone, is_given=True, how="по телефону")
        await crm.set_consent(actor, client.id, contact, phone, is_given=True, how="по телефону")
        crm.now += timedelta(days=1)
        await crm.set_consent(actor, client.id, contact, phone, is_given=False)

    (line,) = (await crm.view_client_dates(actor, client.id)).contacts
    (consent,) = line.consents
    assert (consent.is_given, consent.at, consent.how) == (False, crm.now, None)
    async with crm.engine.connect() as connection:
        acts = await connection.scalars(
            text("SELECT act FROM audit WHERE subject = 'contact_consents' ORDER BY id")
        )
        assert list(acts) == ["insert", "update"]


async def test_the_clients_card_shows_dates_within_thirty_days(crm, rep, client):
    crm.now = MORNING
    await given_birthday(crm, client, rep, "18.12.1980")
    await given_birthday(crm, client, rep, "19.12", name="Другой Человек")

    page = await crm.view_client(await crm.actor(rep), client.id)

    assert [day for day, _ in page.upcoming] == [date(2026, 12, 18)]
