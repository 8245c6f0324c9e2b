"""Plays docs/conversations/org.md.

Мария Лебедева is the administrator, Иван Петров the rep and Ольга Смирнова his lead; Анна the
client and Gleb the guest are strangers, and he speaks English.
"""

from datetime import UTC, date, datetime
from typing import Any

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError

from bot.composition.playground import BOT_USERNAME
from bot.org.menus import CommandMenus, MenusSet
from domain.conversations.ports import ConversationStates
from domain.org.model import Absence, Role
from domain.org.queries import ListMembers
from domain.org.use_cases import RecordAbsence
from tests.company import TELEGRAM_OF, Company

IN_QUIET_HOURS = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 19, 6, 30, tzinfo=UTC)


async def record_absence_from_tomorrow(company: Company) -> None:
    """A week off for the rep, with the lead for a deputy."""
    rep = company.rep
    await rep.sends("/absent")
    await rep.taps("Записать отсутствие")
    await rep.sends("завтра")
    await rep.taps("Неделя")
    await rep.sees("Кто замещает?")
    await rep.sends("смирнова")
    await rep.taps("Ольга Смирнова")
    await rep.taps("Сохранить")
    await rep.sees("В эти дни напоминания получит Ольга Смирнова.")


async def test_a_stranger_gets_one_polite_line_in_their_language(company: Company):
    start = await company.client.sends("/start")
    await company.client.sees("Войти можно только по личному приглашению", newer_than=start)

    await company.guest.sends("/people")
    await company.guest.sees("You can join by a personal invitation only")
    await company.guest.does_not_see("Орлова")


async def test_an_administrator_invites_and_the_link_lets_in_once(company: Company):
    await company.given_person("Анна Серова")
    administrator, newcomer = company.administrator, company.client
    await administrator.sends("/invite")
    await administrator.sees("Ещё не вошли 3 человека.")
    answer = await administrator.taps("Анна Серова")

    assert answer["text"] == "Ссылка готова: перешлите её"
    link = await administrator.sees("Анна Серова, это ваш личный вход")
    assert "до 21.11.2026 10:00" in link["text"]
    payload = link["text"].split(f"t.me/{BOT_USERNAME}?start=")[1].split()[0]
    assert "reply_markup" not in link

    await newcomer.starts(payload)
    await newcomer.sees("Анна Серова, вы вошли.")
    await newcomer.sees("менеджер по продажам")
    await company.guest.starts(payload)
    await company.guest.sees("This link did not work. Ask your manager for a new one.")
    await newcomer.starts(payload)  # her own link again only greets
    await newcomer.sees("Здравствуйте, Анна Серова!")


async def test_the_last_who_has_not_come_is_counted_as_one(company: Company):
    await company.given_joined("other_rep")

    await company.administrator.sends("/invite")

    await company.administrator.sees("Ещё не вошёл 1 человек.")


async def test_menus_follow_the_role_and_strangers_see_start_alone(company: Company):
    assert await company.client.commands() == ["start"]

    staff = (company.rep, company.lead, company.administrator)
    rep, lead, admin = [await who.commands() for who in staff]
    assert set(lead) - set(rep) == {"approvals", "cash", "duplicates", "invite"}
    assert set(admin) - set(lead) == {"import", "rulebook"}
    assert {"day", "board", "client", "find", "new", "silent", "people", "absent"} <= set(rep)
    assert {"vip"} <= set(rep)


async def test_telegram_is_asked_only_for_menus_that_are_not_there_already(company: Company):
    await company.given_joined("other_rep")
    menus = CommandMenus(company.container.get(ConversationStates), company.clock)
    members = await company.container.get(ListMembers)()

    assert await menus.set_for_all(company.bot, members) == MenusSet(1)
    assert await menus.set_for_all(company.bot, members) == MenusSet(0)
    assert await menus.set_for_all(company.bot, members, anew=True) == MenusSet(6)


class Failing(Bot):
    """A Telegram that fails in ways of its own; ``asked``: about whom, None for strangers."""

    def __init__(self, *failures: Exception) -> None:
        super().__init__("42:nobody")
        self.asked: list[int | None] = []
        self._failures = list(failures)

    async def set_my_commands(self, *_: Any, scope: Any, **__: Any) -> bool:
        self.asked.append(getattr(scope, "chat_id", None))
        if self._failures and self.asked[-1]:
            raise self._failures.pop()
        return True


async def test_a_menu_that_fails_keeps_no_other_and_is_tried_again(company: Company):
    menus = CommandMenus(company.container.get(ConversationStates), company.clock)
    list_members = company.container.get(ListMembers)
    ids = [member.telegram_id for member in await list_members()]
    bot = Failing(ConnectionError(), ClientDecodeError("shape", ValueError(), {}))

    await menus.bring_all_in_line(bot, list_members, try_again_seconds=[0, 0])

    assert bot.asked == [None, None, *ids, None, None, *ids[:2]]


async def test_the_chosen_language_is_spoken_in_the_chat_and_in_the_menu(company: Company):
    administrator = company.administrator
    await administrator.sends("/language")
    await administrator.taps("English")
    await administrator.sees("Which language shall I speak?")

    await administrator.sends("/help")
    seen = await administrator.sees("What I can do")
    assert "/rulebook — the rulebook" in seen["text"]
    scope = {"type": "chat", "chat_id": TELEGRAM_OF["administrator"]}
    menu = await company.bot.get_my_commands(scope=scope)
    assert "My day" in [command.description for command in menu]


async def test_help_names_what_the_role_can_do_and_nothing_else(company: Company):
    await company.rep.sends("/help")

    text = (await company.rep.sees("Что я умею"))["text"]
    assert "/silent" in text
    assert "/vip" in text
    assert "/rulebook" not in text
    assert "/cash" not in text
    assert "Мой день" in await company.rep.buttons()


async def test_a_link_opens_the_card_of_its_noun(company: Company):
    deal = await company.given_deal()

    await company.rep.starts(f"deal_{deal.id}")
    await company.rep.sees("💼 ООО «Ромашка»")
    for nonsense in ("deal_", "deal_x", "order_1", "deal_99999999999999999999"):
        start = await company.rep.starts(nonsense)
        await company.rep.sees("Здравствуйте, Иван Петров!", newer_than=start)


async def test_the_directory_leads_from_branches_to_people_and_back(company: Company):
    ryazan = await company.given_branch("Рязань")
    boris = await company.given_person("Борис Титов", Role.LEAD, branch=ryazan)
    anna = await company.given_person("Анна Серова", branch=ryazan, boss=boris)
    await company.given_absence(anna, boris, date(2026, 11, 18), date(2026, 11, 20))

    administrator = company.administrator
    await administrator.sends("/people")
    await administrator.sees("Группа")
    await administrator.taps("📁 Рязань · 2")
    await administrator.sees("Рязань")
    await administrator.taps("🌴 Анна Серова")
    card = await administrator.sees("Руководитель: Борис Титов")
    assert "Отсутствует: сегодня — пт, 20 ноября. Замещает Борис Титов" in card["text"]
    await administrator.taps("« Назад")
    await administrator.taps("« Выше")
    assert "📁 Рязань · 2" in await administrator.buttons()


async def test_a_colleague_is_found_by_command_or_by_question(company: Company):
    for number in range(9):
        await company.given_person(f"Анна Серова {number}")

    administrator = company.administrator
    await administrator.sends("/people серова")
    await administrator.sees("По запросу «серова» нашлось 9 человек")
    await administrator.taps("Дальше")
    assert (await administrator.buttons())[0] == "Анна Серова 8 · Москва"

    await administrator.taps("Найти")
    await administrator.sees("Кого ищем?")
    await administrator.sends("Никто")
    await administrator.sees("По запросу «Никто» никого не нашлось")


async def test_an_absence_is_recorded_step_by_step_told_and_cancelled(company: Company):
    rep, lead = company.rep, company.lead
    await rep.sends("/absent")
    await rep.sees("Сейчас никто не отсутствует")
    await rep.taps("Записать отсутствие")
    await rep.sees("с какого дня отсутствие?")
    await rep.sends("32.13")
    await rep.sees("Такой даты нет в календаре")
    await rep.sends("завтра")
    await rep.sees("По какой день включительно?")
    await rep.taps("Неделя")
    await rep.sees("Кто замещает?")
    await rep.sends("смирнова")
    await rep.taps("Ольга Смирнова")
    await rep.sees("Иван Петров: завтра — ср, 25 ноября")
    await rep.taps("Сохранить")
    await rep.sees("В эти дни напоминания получит Ольга Смирнова.")

    lead_id, rep_id = company.people["lead"].id, company.people["rep"].id
    assert await company.told() == [
        (lead_id, "absence_deputy"),
        (rep_id, "absence_over"),
        (lead_id, "absence_begins"),
    ]
    await lead.sees("Вы замещаете: Иван Петров")
    await lead.sends("/absent")
    await lead.sees("1. Иван Петров: завтра — ср, 25 ноября. Замещает Ольга Смирнова")
    answer = await lead.taps("Отменить 1")
    assert answer["text"] == "Отсутствие отменено"
    await lead.sees("Сейчас никто не отсутствует")
    assert (company.people["lead"].id, "absence_cancelled") not in await company.told()


async def test_the_deputy_hears_when_it_begins_and_who_is_back_what_was_done(company: Company):
    rep, lead = company.rep, company.lead
    client = await company.given_client()
    thursday, friday = date(2026, 11, 19), date(2026, 11, 20)
    away = Absence(company.people["rep"].id, thursday, friday, company.people["lead"].id)
    await company.container.get(RecordAbsence)(await company.actor("rep"), away)
    await lead.sees("Вы замещаете: Иван Петров")

    await company.waits_until(datetime(2026, 11, 19, 6, 5, tzinfo=UTC))
    await lead.sees("С сегодняшнего дня вы замещаете: Иван Петров")
    await lead.starts(f"client_{client.id}")
    await lead.taps("📞 Контакт")
    await lead.taps("📞 Звонок")
    await lead.sees("📞 Звонок — ООО «Ромашка»")
    await company.waits_until(datetime(2026, 11, 20, 12, tzinfo=UTC))
    await rep.does_not_see("С возвращением!")
    await company.waits_until(datetime(2026, 11, 23, 6, 5, tzinfo=UTC))

    told = await rep.sees("С возвращением! Вот что было без вас")
    assert "По вашим клиентам, сделкам и задачам: контакты — 1." in told["text"]
    assert "• ООО «Ромашка»: 📞" in told["text"]
    assert "Ольга Смирнова" in told["text"]


async def test_who_is_back_early_reads_it_at_once_and_not_again(company: Company):
    away = Absence(
        company.people["rep"].id,
        date(2026, 11, 18),
        date(2026, 11, 20),
        company.people["lead"].id,
    )
    await company.container.get(RecordAbsence)(await company.actor("rep"), away)
    await company.waits_until(datetime(2026, 11, 19, 7, tzinfo=UTC))

    await company.rep.sends("/absent")
    await company.rep.taps("Отменить 1")

    told = await company.rep.sees("С возвращением!")
    assert "за это время ничего не делали" in told["text"]
    await company.waits_until(datetime(2026, 11, 23, 7, tzinfo=UTC))
    messages = [message.get("text", "") for message in await company.rep.messages()]
    assert sum("С возвращением!" in text for text in messages) == 1


async def test_an_absence_cancelled_before_its_deputy_was_told_is_never_told(company: Company):
    await company.waits_until(IN_QUIET_HOURS)
    await record_absence_from_tomorrow(company)
    await company.lead.does_not_see("Вы замещаете")

    await company.lead.sends("/absent")
    await company.lead.taps("Отменить 1")
    await company.lead.sees("Сейчас никто не отсутствует")
    await company.waits_until(NEXT_MORNING)

    await company.lead.does_not_see("Вы замещаете")


async def test_a_deputy_who_is_away_too_is_warned_about(company: Company):
    people = company.people
    tomorrow = date(2026, 11, 19)
    await company.given_absence(people["lead"], people["rep"], tomorrow, tomorrow)

    rep = company.rep
    await rep.sends("/absent")
    await rep.taps("Записать отсутствие")
    await rep.taps("Сегодня")
    await rep.taps("Неделя")
    await rep.taps("Ольга Смирнова")

    await rep.sees("⚠️ Ольга Смирнова в это время тоже отсутствует: завтра — завтра")
    await rep.taps("Другой человек")
    await rep.sees("Кто замещает?")


async def test_an_administrator_switches_off_only_who_hands_everything_over(company: Company):
    await company.given_deal()

    await company.administrator.sends("/people петров")
    await company.administrator.taps("Иван Петров")
    await company.administrator.taps("Отключить")

    await company.administrator.sees("Сделки: 1")
    assert await company.administrator.buttons() == ["Передать дела", "Отмена"]


async def test_a_rep_who_forges_buttons_changes_nothing(company: Company):
    rep_id, administrator_id = (company.people[part].id for part in ("rep", "administrator"))
    await company.rep.sends("/people")
    card = await company.rep.sees("Группа")

    forged = (f"p-off1:{administrator_id}", f"p-in:{administrator_id}", f"p-in:{rep_id}")
    for data in (*forged, "p:999999999999"):
        answer = await company.rep.taps_data(card, data, forged=True)
        assert answer["show_alert"], data

    assert (await company.person("administrator")).is_active
    await company.rep.does_not_see("t.me/")
