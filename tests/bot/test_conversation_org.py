"""Plays docs/conversations/org.md."""

from datetime import date

import pytest

from bot.org.routers import makers
from domain.delivery.model import Matter, Notice, NoticeId, Urgency
from domain.org.model import Person, Role
from domain.org.queries import ViewAbsence, ViewPerson
from tests.bot.org_chat import BOT_USERNAME, OrgChat, org_chat

VERA, BORIS, ANNA, GLEB = 1003, 1002, 1001, 1004


@pytest.fixture
async def chat(engine):
    async with org_chat(engine) as chat:
        yield chat


async def told_to(chat: OrgChat, person: Person, kind: str) -> str | None:
    """What the ledger's notice of this kind would say to the person now."""
    desk, clock = chat.world.desk, chat.world.clock
    kinds = makers(ViewAbsence(desk), ViewPerson(desk), clock)
    (row,) = [row for row in await chat.world.notices() if row.kind == kind]
    notice = Notice(
        NoticeId(row.id),
        person.id,
        kind,
        Matter(row.matter),
        row.matter_id,
        Urgency(row.urgency),
        row.facts,
        row.not_before,
        row.created_at,
        attempts=0,
        is_repeat=False,
    )
    screen = await kinds[kind](await chat.world.actor(person), notice)
    return None if screen is None else screen.text


@pytest.fixture
async def vera(chat):
    return await chat.world.given_person("Вера Орлова", Role.ADMINISTRATOR, telegram_id=VERA)


async def test_a_stranger_gets_one_polite_line_in_their_language(chat: OrgChat):
    await chat.anna.sends("/start")
    await chat.anna.sees("Войти можно только по личному приглашению")

    await chat.gleb.sends("/people")
    await chat.gleb.sees("You can join by a personal invitation only")
    await chat.gleb.does_not_see("Orlova")


async def test_an_administrator_invites_and_the_link_lets_in_once(chat: OrgChat, vera):
    await chat.world.given_person("Анна Серова")
    await chat.vera.sends("/invite")
    await chat.vera.sees("Ещё не вошёл 1 человек.")
    answer = await chat.vera.taps("Анна Серова")

    assert answer["text"] == "Ссылка готова: перешлите её"
    link = await chat.vera.sees("Анна Серова, это ваш личный вход")
    assert "до 08.03.2025 12:00" in link["text"]
    payload = link["text"].split(f"t.me/{BOT_USERNAME}?start=")[1].split()[0]
    assert "reply_markup" not in link

    await chat.anna.starts(payload)
    await chat.anna.sees("Анна Серова, вы вошли.")
    await chat.anna.sees("менеджер по продажам")
    await chat.gleb.starts(payload)
    await chat.gleb.sees("This link did not work. Ask your manager for a new one.")
    await chat.anna.starts(payload)  # her own link again only greets
    await chat.anna.sees("Здравствуйте, Анна Серова!")


async def test_menus_follow_the_role_and_strangers_see_start_alone(chat: OrgChat, vera):
    await chat.menus.set_for_strangers(chat.bot)
    assert await chat.anna.commands() == ["start"]

    boris = await chat.world.given_person("Борис", Role.LEAD, telegram_id=BORIS)
    await chat.world.given_person("Анна", telegram_id=ANNA, boss=boris)
    async with chat.world.begin() as uow:
        members = await uow.people.members()
    assert await chat.menus.set_for_all(chat.bot, members) == 3
    assert (
        await chat.menus.set_for_all(chat.bot, members) == 0
    )  # nothing is asked of Telegram again
    assert await chat.menus.set_for_all(chat.bot, members, anew=True) == 3

    rep, lead, admin = [await who.commands() for who in (chat.anna, chat.boris, chat.vera)]
    assert set(lead) - set(rep) == {"cash", "invite"}
    assert set(admin) - set(lead) == {"import", "rulebook"}
    assert {"day", "board", "client", "find", "new", "silent", "people", "absent"} <= set(rep)


async def test_the_chosen_language_is_spoken_in_the_chat_and_in_the_menu(chat: OrgChat, vera):
    await chat.vera.sends("/language")
    await chat.vera.taps("English")
    await chat.vera.sees("Which language shall I speak?")

    await chat.vera.sends("/help")
    seen = await chat.vera.sees("What I can do")
    assert "/rulebook — the rulebook" in seen["text"]
    menu = await chat.bot.get_my_commands(scope={"type": "chat", "chat_id": VERA})
    assert "My day" in [command.description for command in menu]


async def test_help_names_what_the_role_can_do_and_nothing_else(chat: OrgChat):
    await chat.world.given_person("Анна", telegram_id=ANNA)

    await chat.anna.sends("/help")

    text = (await chat.anna.sees("Что я умею"))["text"]
    assert "/silent" in text
    assert "/rulebook" not in text
    assert "/cash" not in text
    assert "Мой день" in await chat.anna.buttons()


async def test_a_link_opens_the_card_of_its_noun(chat: OrgChat):
    await chat.world.given_person("Анна", telegram_id=ANNA)

    async def deal_linked(message, record_id, texts):
        await message.answer(f"Сделка {record_id}")

    chat.deep_links.add("deal", deal_linked)

    await chat.anna.starts("deal_12")
    await chat.anna.sees("Сделка 12")
    for nonsense in ("deal_", "deal_x", "offer_1", "deal_99999999999999999999"):
        await chat.anna.starts(nonsense)
        await chat.anna.sees("Здравствуйте, Анна!")


async def test_the_directory_leads_from_branches_to_people_and_back(chat: OrgChat, vera):
    ryazan = await chat.world.given_branch("Рязань", under=chat.world.moscow)
    boris = await chat.world.given_person("Борис Титов", Role.LEAD, branch=ryazan)
    anna = await chat.world.given_person("Анна Серова", branch=ryazan, boss=boris)
    await chat.world.given_absence(anna, boris, date(2025, 3, 5), date(2025, 3, 7))

    await chat.vera.sends("/people")
    await chat.vera.sees("Москва")
    await chat.vera.taps("📁 Рязань · 2")
    await chat.vera.sees("Рязань")
    await chat.vera.taps("🌴 Анна Серова")
    card = await chat.vera.sees("Руководитель: Борис Титов")
    assert "Отсутствует: сегодня — пт, 7 марта. Замещает Борис Титов" in card["text"]
    await chat.vera.taps("« Назад")
    await chat.vera.taps("« Выше")
    assert "📁 Рязань · 2" in await chat.vera.buttons()


async def test_a_colleague_is_found_by_command_or_by_question(chat: OrgChat, vera):
    for number in range(9):
        await chat.world.given_person(f"Анна Серова {number}")

    await chat.vera.sends("/people серова")
    await chat.vera.sees("Нашлось 9 человек: «серова»")
    await chat.vera.taps("Дальше")
    assert (await chat.vera.buttons())[0] == "Анна Серова 8 · Москва"

    await chat.vera.taps("Найти")
    await chat.vera.sees("Кого ищем?")
    await chat.vera.sends("Никто")
    await chat.vera.sees("Никого не нашлось: «Никто»")


async def test_an_absence_is_recorded_step_by_step_and_cancelled(chat: OrgChat):
    boris = await chat.world.given_person("Борис Титов", Role.LEAD, telegram_id=BORIS)
    anna = await chat.world.given_person("Анна Серова", telegram_id=ANNA, boss=boris)

    await chat.anna.sends("/absent")
    await chat.anna.sees("Сейчас никто не отсутствует")
    await chat.anna.taps("Записать отсутствие")
    await chat.anna.sees("с какого дня отсутствие?")
    await chat.anna.sends("32.13")
    await chat.anna.sees("Такой даты нет в календаре")
    await chat.anna.sends("завтра")
    await chat.anna.sees("По какой день включительно?")
    await chat.anna.taps("Неделя")
    await chat.anna.sees("Кто замещает?")
    await chat.anna.sends("титов")
    await chat.anna.taps("Борис Титов")
    await chat.anna.sees("Анна Серова: завтра — ср, 12 марта")
    await chat.anna.taps("Сохранить")
    await chat.anna.sees("В эти дни напоминания получит Борис Титов.")

    assert await chat.world.told() == [(boris.id, "absence_deputy")]
    notice = await told_to(chat, boris, "absence_deputy")
    assert "Вы замещаете: Анна Серова" in notice
    await chat.boris.sends("/absent")
    await chat.boris.sees("1. Анна Серова: завтра — ср, 12 марта. Замещает Борис Титов")
    answer = await chat.boris.taps("Отменить 1")
    assert answer["text"] == "Отсутствие отменено"
    await chat.boris.sees("Сейчас никто не отсутствует")
    assert await told_to(chat, boris, "absence_deputy") is None
    assert (anna.id, "absence_cancelled") not in await chat.world.told()


async def test_a_deputy_who_is_away_too_is_warned_about(chat: OrgChat):
    boris = await chat.world.given_person("Борис Титов")
    anna = await chat.world.given_person("Анна Серова", telegram_id=ANNA)
    await chat.world.given_absence(boris, anna, date(2025, 3, 6), date(2025, 3, 6))

    await chat.anna.sends("/absent")
    await chat.anna.taps("Записать отсутствие")
    await chat.anna.taps("Сегодня")
    await chat.anna.taps("Неделя")
    await chat.anna.taps("Борис Титов")

    await chat.anna.sees("⚠️ Борис Титов в это время тоже отсутствует: завтра — завтра")
    await chat.anna.taps("Другой человек")
    await chat.anna.sees("Кто замещает?")


async def test_an_administrator_switches_off_only_who_handed_everything_over(chat: OrgChat, vera):
    anna = await chat.world.given_person("Анна Серова")
    await chat.world.given_deal(anna)

    await chat.vera.sends("/people")
    await chat.vera.taps("Анна Серова")
    await chat.vera.taps("Отключить")
    answer = await chat.vera.taps("Да, отключить")

    assert answer["show_alert"]
    assert "Сделки: 1" in answer["text"]


async def test_a_rep_who_forges_buttons_changes_nothing(chat: OrgChat, vera):
    anna = await chat.world.given_person("Анна", telegram_id=ANNA)
    await chat.anna.sends("/people")
    card = await chat.anna.sees("Москва")

    for data in (f"p-off1:{vera.id}", f"p-in:{vera.id}", f"p-in:{anna.id}", "p:999999999999"):
        answer = await chat.anna.taps_data(card, data, forged=True)
        assert answer["show_alert"], data

    assert (await chat.world.person(vera)).is_active
    await chat.anna.does_not_see("t.me/")
