"""What happened is told in words, whatever it was, in both languages."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.texts import texts_for
from bot.timeline.lines import timeline_line
from bot.timeline.telling import LONGEST_QUOTE
from domain.deals.model import DealId
from domain.language import Language
from domain.timeline import Happened, TimelineEntry
from storage.rulebook_file import read_default_rulebook

MOSCOW = ZoneInfo("Europe/Moscow")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RULEBOOK = read_default_rulebook()
FIRST, SECOND = RULEBOOK.stages[0], RULEBOOK.stages[1]
REASON = RULEBOOK.pipeline.lost_reasons[0]


def an_entry(kind: str, **facts: Any) -> TimelineEntry:
    return TimelineEntry(
        at=AT,
        kind=kind,
        actor_name="Анна",
        channel="telegram",
        deal_id=DealId(1),
        deal_title="Поставка",
        offer_id=None,
        from_stage=facts.pop("from_stage", None),
        to_stage=facts.pop("to_stage", None),
        facts=facts,
    )


def told(entry: TimelineEntry, language: Language = Language.RUSSIAN, **options: Any) -> str:
    line = timeline_line(entry, RULEBOOK, texts_for(language), MOSCOW, **options)
    return line.replace("\u00a0", " ")


STAGES = {"from_stage": FIRST.key, "to_stage": SECOND.key}
TYPED = [
    "Анна",
    "Поставка",
    "ушли к",
    "другим",
    "позвонить",
    "отпуск",
    "два слова",
    "Пётр",
    "Ромашка",
    "Лютик",
    "КП",
]
LATER = "2026-03-05T07:00:00+00:00"
BY_LANGUAGE = {"ru": "Что важнее?", "en": "What matters?"}
HAPPENED = [
    (
        an_entry("request_logged", what="complaint", through="email", words="<другим>"),
        "Обращение: Жалоба (Почта): «&lt;другим&gt;»",
    ),
    (an_entry("request_reacted"), "Ответили на обращение"),
    (an_entry("request_waits_again"), "Обращение снова ждёт ответа"),
    (an_entry("request_closed", result="<Пётр>"), "Обращение закрыто: «&lt;Пётр&gt;»"),
    (an_entry("request_rated", rating="up"), "👍 Клиент доволен"),
    (an_entry("request_rated", rating="down"), "👎 Клиент недоволен"),
    (an_entry("request_reopened"), "Обращение открыто снова"),
    (
        an_entry("request_reassigned", **{"from": "Анна", "to": "Пётр"}),
        "Обращение передано: Анна → Пётр",
    ),
    (an_entry("request_became_task", title="позвонить"), "По обращению задача: позвонить"),
    (an_entry("request_became_deal", title="Поставка"), "По обращению сделка: Поставка"),
    (
        an_entry("product_stated", product="GTX <Pro>", state="competitor", words="<другим>"),
        "Берёт у конкурента: GTX &lt;Pro&gt;: «&lt;другим&gt;»",
    ),
    (an_entry("product_stated", product="GTX <Pro>", state="not_needed"), "Не нужен: GTX"),
    (
        an_entry("poll_answered", question=BY_LANGUAGE, answer=BY_LANGUAGE),
        "📋 Что важнее? — Что важнее?",
    ),
    (an_entry("poll_answered", question=BY_LANGUAGE, words="<Пётр>"), "«&lt;Пётр&gt;»"),
    (an_entry("deal_created", to_stage=FIRST.key), f"Новая сделка «Поставка»: {FIRST.name.ru}"),
    (an_entry("stage", **STAGES), f"Этап: {FIRST.name.ru} → {SECOND.name.ru}"),
    (an_entry("won", from_stage=FIRST.key), "Сделка выиграна"),
    (
        an_entry("lost", reason=REASON.key, comment="ушли к <другим>"),
        f"Причина: {REASON.name.ru}: «ушли к &lt;другим&gt;»",
    ),
    (an_entry("reopened", was="lost", reason=REASON.key), "Сделка открыта снова"),
    (an_entry("ticked", item=FIRST.checklist[0].key, is_done=True), FIRST.checklist[0].text.ru),
    (an_entry("ticked", item="gone", is_done=False), "Отметка снята: gone"),
    (
        an_entry("next_step", step="позвонить", at=LATER),
        "Следующий шаг: позвонить — 05.03.2026 10:00",
    ),
    (
        an_entry("changed", amount="120000", margin="30000.50", closes_on="2026-12-25"),
        "сумма 120 000, маржа 30000.5, день оплаты 25.12.2026",
    ),
    (an_entry("note", text="два\nслова"), "📝 два слова"),
    (
        an_entry("visit_booked", at=LATER, visitor="<Пётр>"),
        "Записан визит 05.03.2026 10:00, едет &lt;Пётр&gt;",
    ),
    (
        an_entry("visit_moved", was=LATER, at=LATER, visitor="Пётр", reason="отпуск"),
        "перенесён с 05.03.2026 10:00 на 05.03.2026 10:00, едет Пётр: «отпуск»",
    ),
    (
        an_entry("visit_cancelled", at=LATER, visitor="Пётр", reason="<отпуск>"),
        "Визит 05.03.2026 10:00 отменён: «&lt;отпуск&gt;»",
    ),
    (an_entry("address_noted"), "Указан адрес клиента"),
    (an_entry("client_handed_over", was="Пётр", now="Анна"), "Клиент передан: Пётр → Анна"),
    (an_entry("deal_handed_over", was="Пётр", now="Анна"), "Сделка передана: Пётр → Анна"),
    (
        an_entry("task_handed_over", title="КП", was="Пётр", now="Анна"),
        "Задача «КП» передана: Пётр → Анна",
    ),
    (
        an_entry("task_assigner_changed", title="КП", was="Пётр", now="Анна"),
        "Задача «КП»: постановщик Пётр → Анна",
    ),
    (
        an_entry("offer_sent", amount="120000", currency="RUB", number="7/1", follow_up_at=LATER),
        "Отправлено КП № 7/1 на 120 000 ₽, спросить 05.03.2026 10:00",
    ),
    (
        an_entry("offer_sent", amount="12.5", currency="USD", number=None, follow_up_at=LATER),
        "Отправлено КП на 12,50 $",
    ),
    (an_entry("offer_accepted"), "КП принято"),
    (an_entry("offer_refused", reason=REASON.key, comment=None), REASON.name.ru),
    (an_entry("offer_thinking", follow_up_at=LATER), "Клиент думает, спросить 05.03.2026 10:00"),
    (an_entry("offer_no_answer", follow_up_at=LATER), "Не дозвонились"),
    (
        an_entry("offer_snoozed", follow_up_at=LATER, reason="отпуск"),
        "до 05.03.2026 10:00: «отпуск»",
    ),
    (an_entry("offer_withdrawn"), "КП отозвано"),
    (an_entry("imported"), "Загружено из файла"),
    (an_entry("clients_merged", name="Лютик"), "Объединён с клиентом «Лютик»"),
    (an_entry("merge_undone", survivor="Лютик"), "Объединение отменено: «Лютик»"),
    (an_entry("person_erased"), "Личные данные удалены по просьбе"),
    (an_entry("client_created", name="Ромашка"), "Клиент создан"),
    (an_entry("client_renamed", was="Лютик", name="Ромашка"), "«Ромашка», было «Лютик»"),
    (an_entry("segment_changed", was="prospect", segment="vip"), "Потенциальный → VIP"),
    (
        an_entry(
            "segment_changed",
            was="vip",
            segment="prospect",
            why=[
                {
                    "what": "won_money",
                    "value": "1200000",
                    "is_met": False,
                    "least": "3000000",
                    "months": 12,
                },
                {"what": "region", "value": "КП", "is_met": False},
            ],
        ),
        "(выиграно на 1 200 000 ₽ за 12 месяцев, нужно 3 000 000 ₽, регион: КП)",
    ),
    (
        an_entry("segment_changed", was="vip", segment="vip", is_pinned=True),
        "Сегмент закреплён вручную: VIP",
    ),
    (
        an_entry("segment_changed", was="vip", segment="vip", is_pinned=False),
        "Сегмент снова по правилам, был VIP",
    ),
    (
        an_entry("cadence_moved", until="2026-12-04", reason="отпуск", asked_by="Пётр"),
        "Срок контакта перенесён до 04.12.2026, по просьбе: Пётр: «отпуск»",
    ),
    (
        an_entry("risk_found", signs=[{"key": "fall", "kind": "fall", "facts": {}}]),
        "Риск потери: падение покупок",
    ),
    (an_entry("risk_taken", words="два слова"), "Риск взяли в работу: «два слова»"),
    (an_entry("risk_dismissed", words="два слова"), "Риска нет: «два слова»"),
    (
        an_entry("risk_gone", signs=[{"key": "late:2", "kind": "late", "facts": {}}]),
        "Признаки риска ушли: опоздания",
    ),
    (an_entry("phone_added", number="+79991234567"), "+79991234567"),
    (an_entry("tax_number_changed", was=None, number="7707083893"), "ИНН 7707083893"),
    (an_entry("tax_number_changed", was="7707083893", number=None), "ИНН убран"),
    (an_entry("email_changed", email="ivan@romashka.ru"), "Почта ivan@romashka.ru"),
    (an_entry("contact_added", name="Пётр"), "Добавлен контакт: Пётр"),
    (
        an_entry("interaction", what="call", result="reached", through="phone", words="два слова"),
        "📞 Звонок: «два слова»",
    ),
    (
        an_entry("interaction", what="message", result="reached", through="whatsapp", files=2),
        "💬 Сообщение (WhatsApp), файлов: 2",
    ),
    (an_entry("interaction", what="call", result="no_answer"), "📵 Не дозвонились"),
    (
        an_entry("interaction_corrected", what="visit", result="reached", at=LATER),
        "✏️ Исправлено: 🚗 Визит, 05.03.2026 10:00",
    ),
    (an_entry("task_created", title="КП"), "Задача «КП» записана"),
    (an_entry("task_changed", title="КП"), "Задача «КП» изменена"),
    (an_entry("task_approval_asked", title="КП", reasons=["hours"]), "ждёт согласования"),
    (an_entry("task_approval_date", title="КП", deadline_at=LATER), "срок на 05.03.2026 10:00"),
    (an_entry("task_approved", title="КП"), "Задача «КП» согласована"),
    (
        an_entry("task_approval_declined", title="КП", reason="два слова"),
        "Задача «КП» не согласована: «два слова»",
    ),
    (an_entry("task_approval_expired", title="КП"), "время на согласование вышло"),
    (
        an_entry("task_given", title="КП", executor_id=1, executor="Пётр"),
        "Задача «КП» поставлена: Пётр",
    ),
    (an_entry("task_accepted", title="КП"), "Задача «КП» принята"),
    (an_entry("task_declined", title="КП", reason="отпуск"), "отказались: «отпуск»"),
    (an_entry("task_started", title="КП"), "Задача «КП» в работе"),
    (an_entry("task_done", title="КП", result="два слова"), "сделана: «два слова»"),
    (an_entry("task_result_accepted", title="КП"), "Результат задачи «КП» принят"),
    (an_entry("task_closed", title="КП", rating="down"), "👎 Задача «КП» закрыта"),
    (an_entry("task_closed", title="КП", rating="up"), "👍 Задача «КП» закрыта"),
    (an_entry("task_returned", title="КП", comment="два слова"), "доработку: «два слова»"),
    (an_entry("task_cancelled", title="КП", reason=None), "Задача «КП» отменена"),
    (
        an_entry("task_date_asked", title="КП", deadline_at=LATER, reason="отпуск"),
        "просят срок 05.03.2026 10:00: «отпуск»",
    ),
    (an_entry("task_date_agreed", title="КП", deadline_at=LATER), "согласован срок 05.03.2026"),
    (an_entry("task_date_refused", title="КП", deadline_at=LATER), "10:00 не согласован"),
    (an_entry("task_date_changed", title="КП", deadline_at=LATER), "новый срок 05.03.2026 10:00"),
    (an_entry("task_estimated", title="КП", minutes=150), "оценка 2 ч 30 мин"),
    (an_entry("task_time", title="КП", minutes=120), "потрачено 2 ч"),
    (an_entry("task_reassigned", title="КП", executor="Пётр"), "Задача «КП» передана: Пётр"),
    (an_entry("task_priority", title="КП", was="normal", priority="urgent"), "важнее: срочно"),
    (an_entry("task_objection", title="КП", objection="отпуск"), "возражением: «отпуск»"),
    (an_entry("task_objection_answered", title="КП", answer="два слова"), "ответили: «два слова»"),
    (an_entry("task_moved", title="КП", parent_id=2), "перенесена в другую задачу"),
    (an_entry("task_joined_project", title="КП", project="Ромашка"), "в проект «Ромашка»"),
    (an_entry("task_series_stopped", title="КП"), "Задача «КП» больше не повторяется"),
    (
        an_entry("date_noted", occasion="birthday", month=5, day=5, year=1980, contact="Пётр"),
        "Записана дата: 5 мая 1980, день рождения, Пётр",
    ),
    (
        an_entry("date_removed", occasion="company", month=5, day=5),
        "Убрана дата: 5 мая, день рождения компании",
    ),
    (
        an_entry("consent_given", channel="phone", contact="Пётр", how="два слова"),
        "Согласие дано: Звонки, Пётр: «два слова»",
    ),
    (
        an_entry("consent_withdrawn", channel="email", contact="Пётр"),
        "Согласие отозвано: Почта, Пётр",
    ),
    (
        an_entry("congratulated", occasion="public", holiday={"ru": "День КП", "en": "Day"}),
        "🎉 Поздравили: День КП",
    ),
    (an_entry("something_of_tomorrow"), "Запись изменена"),
]


@pytest.mark.parametrize(("entry", "words"), HAPPENED, ids=[e.kind for e, _ in HAPPENED])
def test_each_kind_is_told_with_its_facts_when_and_by_whom(
    entry: TimelineEntry, words: str
) -> None:
    line = told(entry)

    assert words in line
    assert line.endswith("<i>02.03.2026 12:00 · Анна</i>")


@pytest.mark.parametrize("entry", [e for e, _ in HAPPENED], ids=lambda e: e.kind)
def test_each_kind_is_told_in_english_too(entry: TimelineEntry) -> None:
    line = told(entry, Language.ENGLISH)

    assert not re.search(r"[а-яё]", re.sub("|".join(TYPED), "", line), re.IGNORECASE)


def test_whatever_can_happen_is_told_above() -> None:
    assert set(Happened) <= {entry.kind for entry, _ in HAPPENED}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Happened)
def test_whatever_can_happen_has_words_of_its_own(kind: Happened, language: Language) -> None:
    entry = next(entry for entry, _ in HAPPENED if entry.kind == kind)

    assert told(entry, language) != told(an_entry("something_of_tomorrow"), language)


@pytest.mark.parametrize("kind", sorted({e.kind for e, _ in HAPPENED}))
def test_a_kind_without_its_facts_is_told_all_the_same(kind: str) -> None:
    assert told(an_entry(kind))


def test_where_many_deals_stand_together_each_line_names_its_own() -> None:
    assert told(an_entry("won"), names_deal=True).endswith("· Анна · Поставка</i>")


def test_a_long_note_is_cut_in_a_list() -> None:
    line = told(an_entry("note", text="слово " * 300))

    assert len(line) < LONGEST_QUOTE + 60
    assert "…" in line
