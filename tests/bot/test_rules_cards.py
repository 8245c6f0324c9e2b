"""/rules in words: every section belongs to a topic, every topic has words for every role."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from bot.rulebook.rules_cards import WORDS, rules_card, rules_menu
from bot.texts import texts_for
from domain.language import Language
from domain.org.model import Role
from domain.rulebook.changes import Change, ChangeKind
from domain.rulebook.model import Rulebook
from domain.rulebook.rules_for import RulesMenu, RulesPage, own_hours
from domain.rulebook.topics import TOPIC_OF, Topic, changes_for_heads, topic_of, topics_of
from tests.builders import a_calendar, a_rulebook

RU, EN = texts_for(Language.RUSSIAN), texts_for(Language.ENGLISH)
MOSCOW = ZoneInfo("Europe/Moscow")
COLLEAGUES = [role for role in Role if role is not Role.CLIENT]
CONCERNS_NOBODY: set[str] = set()
"""Sections that no topic tells of; each needs a reason here."""


def a_page(topic: Topic, role: Role = Role.REP, **changed) -> RulesPage:
    fields = {
        "topic": topic,
        "version": 3,
        "rulebook": a_rulebook(),
        "role": role,
        "department": None,
        "hours": own_hours(a_calendar(), date(2026, 12, 28)),
        "digest_at": time(8, 30),
        "is_told_weekly": True,
        "is_told_monthly": False,
    }
    return RulesPage(**(fields | changed))


def words(topic: Topic, role: Role = Role.REP, **changed) -> str:
    return rules_card(a_page(topic, role, **changed), RU).text


def test_every_section_of_the_rulebook_is_told_of_somewhere():
    assert set(Rulebook.model_fields) == set(TOPIC_OF) | CONCERNS_NOBODY
    assert set(TOPIC_OF.values()) == set(Topic) == set(WORDS)


@pytest.mark.parametrize("texts", [RU, EN])
@pytest.mark.parametrize("topic", Topic)
def test_every_topic_fits_one_message_for_everybody(topic, texts):
    for role in COLLEAGUES:
        screen = rules_card(a_page(topic, role), texts)

        assert screen.text == screen.fitting_text
        assert len(screen.text.splitlines()) >= 3
        assert "{" not in screen.text


@pytest.mark.parametrize("texts", [RU, EN])
def test_the_menu_names_topics_of_which_there_is_something_to_say(texts):
    none = a_rulebook().model_copy(update={"polls": ()})

    assert Topic.POLLS not in topics_of(none)
    shown = rules_menu(RulesMenu(1, topics_of(none)), texts)
    assert sum(len(row) for row in shown.buttons) == len(Topic)  # all but polls, and the day


def test_a_rep_reads_limits_and_whom_silence_reaches():
    deals, offers = words(Topic.DEALS), words(Topic.OFFERS)

    assert (
        "• Первый контакт: 2 рабочих дня. Обязательно: Узнали, кто принимает решение; "
        "Поговорили лично или по телефону"
    ) in deals
    assert "Вероятности" not in deals
    assert "Об ответе на новое КП бот спросит через 3 рабочих дня" in offers
    assert "Нет ответа — скажем: сразу ответственному" in offers
    assert "связь не реже раза в 14 дней. Считаются: звонок, встреча, визит." in words(
        Topic.CLIENTS
    )


def test_heads_read_what_they_decide_and_managers_what_they_watch():
    assert "Вероятности" in words(Topic.DEALS, Role.LEAD)
    assert "Вам на согласование — 1 рабочий день" in words(Topic.TASKS, Role.LEAD)
    assert "Вам на согласование" not in words(Topic.TASKS)
    lead, manager = words(Topic.CLIENTS, Role.LEAD), words(Topic.CLIENTS, Role.MANAGER)
    assert "О переносе срока связи вам решать" in lead
    assert "Признаки" not in lead
    assert "Признаки, что клиента можно потерять" in manager
    assert "палец вниз за 30 дней" in manager


def test_an_administrator_reads_how_to_change_the_rulebook():
    assert "/rulebook" in words(Topic.COMPANY, Role.ADMINISTRATOR)
    assert "/rulebook" not in words(Topic.COMPANY)
    assert "Приглашение действует 72 часа" in words(Topic.COMPANY, Role.LEAD)


def test_hours_are_those_of_the_person_with_days_that_differ():
    text = words(Topic.HOURS)

    assert "• пн–пт: 09:00–13:00, 14:00–18:00" in text
    assert "• сб–вс: выходной" in text
    assert "Ближайшие выходные сверх обычных: чт, 31 декабря" in text
    told = words(Topic.MESSAGES)
    assert (
        "Ваша сводка — в 08:30.\nИтоги недели — в первый рабочий день следующей, в 09:00." in told
    )
    assert "Итоги месяца" not in told
    assert "Ежедневной сводки у вас нет." in words(Topic.MESSAGES, digest_at=None)


def test_the_bonus_is_that_of_the_persons_department():
    body = a_rulebook().model_dump(mode="json")
    body["kpi"]["bonus"] = [
        {
            "key": "design",
            "name": {"ru": "Дизайн", "en": "Design"},
            "departments": ["Дизайн"],
            "components": [{"measure": "timeliness", "weight": 100, "threshold_percent": 92.5}],
        }
    ]
    rulebook = Rulebook.model_validate(body)

    theirs = words(Topic.FIGURES, rulebook=rulebook, department="дизайн")
    others = words(Topic.FIGURES, rulebook=rulebook, department=None)

    assert "• Своевременность от 92,5 % — 100 % бонуса" in theirs
    assert "бонус не платится" in others


def test_heads_hear_of_what_concerns_them_alone():
    def change(path: str) -> Change:
        return Change(ChangeKind.CHANGED, path, None, 1, 2)

    told = changes_for_heads([change("invitation_hours"), change("segments[vip].criteria")])

    assert [one.path for one in told] == ["segments[vip].criteria"]
    assert topic_of("polls[nps]") is Topic.POLLS
