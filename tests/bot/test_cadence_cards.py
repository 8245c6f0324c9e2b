"""Contacts that are due as messages: what is said, which buttons make sense, and that all fits."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.cadences.blocks import cadence_blocks
from bot.cadences.cards import cadence_card, counted_kinds, day_choices
from bot.cadences.list_cards import cadence_list
from bot.cadences.move_cards import move_card
from bot.cadences.reasons import MOST_REASONS
from bot.html_length import visible_length
from bot.playground.formatting import parse_html
from bot.screens import TEXT_LIMIT, Screen
from bot.texts import texts_for
from domain.cadences.choices import DayChoices, days_within
from domain.cadences.model import Cadence, CadenceMove, CadenceMoveId, MoveStatus, PlannedAs
from domain.cadences.views import (
    BusinessReason,
    CadenceErrand,
    CadenceLine,
    CadenceList,
    CadencePage,
    CadencePart,
    CadencesOfDay,
    CadenceView,
    MovePage,
    MoveView,
    PastContact,
    ReasonKind,
)
from domain.clients.model import ClientId, ClientPhone
from domain.deals.model import DealId, OfferId
from domain.interactions.model import InteractionKind, InteractionResult
from domain.language import Language
from domain.org.model import PersonId, Role
from domain.pages import Page
from domain.rulebook.cadences import SegmentCadence
from domain.rulebook.values import LocalText
from tests.builders import NOW, a_calendar, a_rulebook, roubles
from tests.tasks_world import an_actor

RU = texts_for(Language.RUSSIAN)
TODAY = NOW.date()
IVAN, OLGA, SERGEY = PersonId(1), PersonId(2), PersonId(3)
TERMS = SegmentCadence(
    segment="vip",
    every_days=14,
    kinds=(InteractionKind.CALL, InteractionKind.MEETING),
    script=LocalText(ru="Спросите, как дела.", en="Ask how things are."),
)
LONG = "<b>Рога</b> & «Копыта» " * 40


def a_cadence(**fields: Any) -> Cadence:
    """Counted from 6 November, due in two days."""
    known: dict[str, Any] = {
        "client_id": ClientId(7),
        "segment": "vip",
        "since_on": date(2026, 9, 1),
        "counted_from": date(2026, 11, 6),
        "due_on": TODAY + timedelta(days=2),
        "shows_on": TODAY,
        "late_at": NOW + timedelta(days=2, hours=11),
        "responsible_id": IVAN,
        "version": 3,
    }
    return Cadence(**known | fields)


LATE = a_cadence(due_on=TODAY - timedelta(days=2), late_at=NOW - timedelta(days=1))


def a_contact(**fields: Any) -> PastContact:
    known: dict[str, Any] = {
        "kind": InteractionKind.CALL,
        "result": InteractionResult.REACHED,
        "at": NOW - timedelta(days=12),
        "person_name": "Иван Петров",
        "words": "просят скидку",
    }
    return PastContact(**known | fields)


def a_view(cadence: Cadence, **fields: Any) -> CadenceView:
    known: dict[str, Any] = {
        "cadence": cadence,
        "client_name": "ООО «Ромашка»",
        "branch_name": "Москва",
        "owner_name": "Иван Петров",
        "responsible_name": "Иван Петров",
        "phones": (ClientPhone("+79161234567"),),
        "contacts": (a_contact(),),
        "money": (),
    }
    return CadenceView(**known | fields)


def a_page(cadence: Cadence | None = None, **fields: Any) -> CadencePage:
    known: dict[str, Any] = {
        "view": a_view(cadence or a_cadence()),
        "terms": TERMS,
        "rulebook": a_rulebook(),
        "today": TODAY,
        "reasons": (),
        "is_theirs": True,
        "stands_in": False,
        "is_head": False,
        "move": None,
    }
    return CadencePage(**known | fields)


def a_move(**fields: Any) -> MoveView:
    move: dict[str, Any] = {
        "id": CadenceMoveId(9),
        "client_id": ClientId(7),
        "asked_by": IVAN,
        "asked_at": NOW,
        "counted_from": date(2026, 11, 6),
        "from_on": TODAY + timedelta(days=2),
        "until_on": date(2026, 12, 10),
        "reason": "клиент в отпуске",
        "approver_id": SERGEY,
        "expires_at": NOW + timedelta(days=1),
        "climbs_left": 1,
    }
    return MoveView(
        move=CadenceMove(**move | fields),
        client_name="ООО «Ромашка»",
        asked_by_name="Иван Петров",
        approver_name="Сергей Волков",
        decided_by_name="Сергей Волков",
        responsible_name="Иван Петров",
        segment="vip",
        cadence=a_cadence(),
    )


def a_line(**fields: Any) -> CadenceLine:
    known: dict[str, Any] = {
        "client_id": ClientId(7),
        "client_name": "ООО «Ромашка»",
        "segment": "vip",
        "due_on": TODAY - timedelta(days=3),
        "late_at": NOW - timedelta(days=2),
        "planned_at": None,
        "responsible_id": IVAN,
        "responsible_name": "Иван Петров",
        "money": (roubles(120_000),),
    }
    return CadenceLine(**known | fields)


def said(screen: Screen) -> list[str]:
    text, _ = parse_html(screen.text)
    return text.replace("\u00a0", " ").split("\n")


def labels(screen: Screen) -> list[str]:
    return [button.text.replace("\u00a0", " ") for row in screen.buttons for button in row]


def card_of(page: CadencePage, reader: PersonId = IVAN, language: Language = Language.RUSSIAN):
    return cadence_card(page, texts_for(language), actor=an_actor(reader), now=NOW)


def test_the_card_says_whom_by_when_what_was_before_and_what_courtesy_says() -> None:
    card = card_of(a_page())

    assert said(card) == [
        "📞 ООО «Ромашка»: пора связаться",
        "Сегмент: VIP, раз в 14 дней (звонок, встреча)",
        "Связаться: до пт, 20 ноября",
        "📞 +79161234567",
        "",
        "Последние контакты",
        "📞 Звонок · пт, 6 ноября · Иван Петров: просят скидку",
        "",
        "💬 Повода нет — вежливый звонок:",
        "Спросите, как дела.",
    ]
    assert labels(card) == [
        "📞 Позвонил",
        "🤝 Встретился",
        "📵 Нет ответа",
        "🗓 Перенести",
        "👤 Клиент",
        "« Мой день",
    ]


def test_a_late_one_says_by_how_much_and_what_is_at_stake() -> None:
    page = a_page(LATE)
    page = replace(page, view=replace(page.view, money=(roubles(120_000),), contacts=()))

    words = said(card_of(page))

    assert words[0] == "❗ ООО «Ромашка»: контакт просрочен"
    assert "❗ Просрочено на 2 дня: срок был пн, 16 ноября" in words
    assert "На кону: 120 000 ₽" in words
    assert "Контактов ещё не было." in words


def test_every_reason_is_a_line_and_leads_somewhere() -> None:
    reasons = (
        BusinessReason(ReasonKind.OFFER, "Сплит", money=roubles(90_000), offer_id=OfferId(4)),
        BusinessReason(
            ReasonKind.CONTRACT, "Сервис", on=TODAY + timedelta(days=1), deal_id=DealId(5)
        ),
        BusinessReason(ReasonKind.REQUEST, "Не работает", request_id=6),
        BusinessReason(ReasonKind.PRODUCT, "Чиллер", product_id=8),
    )

    card = card_of(a_page(reasons=reasons))

    assert said(card)[said(card).index("Есть повод") :] == [
        "Есть повод",
        "📄 КП на 90 000 ₽ без ответа",
        "📑 Договор «Сервис»: завтра",
        "📨 Обращение: Не работает",
        "🧩 Предложить: Чиллер",
    ]
    buttons = {"📄 КП на 90 000 ₽", "📑 Сервис", "📨 Обращение", "🧩 Чиллер"}
    assert buttons <= set(labels(card))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"planned_as": PlannedAs.RETRY}, "📵 Не дозвонились. Напомню: завтра, 13:00"),
        ({"planned_as": PlannedAs.DAY}, "🗓 Напомню в свой день: завтра"),
    ],
)
def test_what_was_put_off_says_when_it_comes_back(fields, line) -> None:
    cadence = a_cadence(planned_at=NOW + timedelta(days=1), **fields)

    assert line in said(card_of(a_page(cadence)))


def test_a_later_day_that_is_asked_for_says_who_decides() -> None:
    card = card_of(a_page(move=a_move()))

    waits = "⏳ Просим перенести на чт, 10 декабря: клиент в отпуске. Решает: Сергей Волков"
    assert waits in said(card)
    assert "⏳ Просьба" in labels(card)


def test_a_head_may_remind_and_hand_over_but_does_not_move_anothers_day() -> None:
    card = card_of(a_page(LATE, is_theirs=False, is_head=True), OLGA)

    assert "Отвечает: Иван Петров" in said(card)
    assert {"🔔 Напомнить", "🔁 Передать", "📞 Позвонил"} <= set(labels(card))
    assert "🗓 Перенести" not in labels(card)


def test_a_deputy_sees_in_whose_place() -> None:
    card = card_of(a_page(stands_in=True), OLGA)

    assert "Вместо: Иван Петров (отсутствует)" in said(card)
    assert "🗓 Перенести" in labels(card)


def test_what_one_tap_logs_is_what_counts() -> None:
    call, meeting, visit, message, email = InteractionKind

    assert counted_kinds((visit, meeting, call)) == (call, meeting)
    assert counted_kinds((call, message)) == (call,)
    assert counted_kinds((visit, message, email)) == (visit, message)


def test_days_to_choose_from_are_working_ones_and_the_last_day_itself() -> None:
    cadence = a_cadence(due_on=date(2026, 11, 22))  # a Sunday that nothing working precedes
    days = days_within(cadence, a_calendar(), today=TODAY)

    screen = day_choices(DayChoices(cadence, "ООО «Ромашка»", days, TODAY), RU)

    assert labels(screen)[:-2] == ["завтра", "пт, 20 ноября", "вс, 22 ноября"]
    assert "Последний день: вс, 22 ноября. Позже — с согласия руководителя." in said(screen)
    assert labels(screen)[-2:] == ["Позже…", "« Назад"]


def test_on_the_last_day_only_a_later_one_is_left() -> None:
    cadence = a_cadence(due_on=TODAY)
    days = days_within(cadence, a_calendar(), today=TODAY)

    screen = day_choices(DayChoices(cadence, "ООО «Ромашка»", days, TODAY), RU)

    assert days == []
    assert labels(screen) == ["Позже…", "« Назад"]
    late = day_choices(DayChoices(LATE, "ООО «Ромашка»", days, TODAY), RU)
    assert said(late)[0] == "🗓 ООО «Ромашка»: срок уже прошёл (пн, 16 ноября)."


def move_card_of(view: MoveView, *, may_decide: bool, reader: PersonId = SERGEY) -> Screen:
    page = MovePage(view, a_rulebook(), TODAY, may_decide)
    return move_card(page, RU, actor=an_actor(reader), now=NOW)


def test_who_decides_sees_what_is_asked_why_and_until_when() -> None:
    card = move_card_of(a_move(), may_decide=True)

    assert said(card) == [
        "🗓 Перенести контакт?",
        "ООО «Ромашка» · VIP · Иван Петров",
        "Сейчас: до пт, 20 ноября",
        "Просят: до чт, 10 декабря",
        "Почему: клиент в отпуске",
        "",
        "Решить до: завтра, 13:00",
    ]
    assert labels(card)[:2] == ["✅ Согласовать", "❌ Отклонить"]


def test_who_asked_sees_who_decides_and_has_no_button_for_it() -> None:
    card = move_card_of(a_move(), may_decide=False, reader=IVAN)

    assert said(card)[-1] == "⏳ Решает: Сергей Волков, до: завтра, 13:00"
    assert labels(card) == ["📞 Контакт", "👤 Клиент", "« Мой день"]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"status": MoveStatus.AGREED, "decided_at": NOW},
            "✅ Перенос согласован: Сергей Волков, сегодня, 13:00",
        ),
        (
            {"status": MoveStatus.DECLINED, "decided_at": NOW, "words": "VIP ждать не будет"},
            "❌ Перенос отклонён: Сергей Волков, сегодня, 13:00. Причина: VIP ждать не будет",
        ),
        ({"status": MoveStatus.EXPIRED}, "⌛ Никто не решил вовремя: срок прежний."),
        (
            {"status": MoveStatus.NEEDLESS},
            "Просьба больше не нужна: с клиентом связались или он уже не под контролем.",
        ),
    ],
)
def test_a_request_that_is_over_says_how_it_ended(fields, line) -> None:
    card = move_card_of(a_move(**fields), may_decide=False)

    assert said(card)[-1] == line
    assert said(card)[0] == "🗓 Перенос контакта"
    assert "✅ Согласовать" not in labels(card)


def listed(found: CadenceList, part: CadencePart, role: Role = Role.MANAGER) -> Screen:
    return cadence_list(found, part, RU, actor=an_actor(SERGEY, role=role), now=NOW)


def test_a_page_of_a_thousand_late_ones_names_whose_how_late_and_the_money() -> None:
    found = CadenceList((a_line(),) * 8, Page(8, 8, 1000), (roubles(10**9),))

    screen = listed(found, CadencePart.LATE)

    assert said(screen)[:5] == [
        "❗ VIP без контакта: 1 000",
        "На кону: 1 000 000 000 ₽",
        "Страница 2 из 125",
        "",
        "9. ООО «Ромашка» · Иван Петров · ❗ 3 дня · 120 000 ₽",
    ]
    assert labels(screen)[:2] == ["9. ООО «Ромашка»", "10. ООО «Ромашка»"]


def test_an_empty_list_says_so_and_leads_elsewhere() -> None:
    nothing = CadenceList((), Page(0, 8, 0))

    assert said(listed(nothing, CadencePart.LATE)) == ["✅ Со всеми связались вовремя."]
    assert labels(listed(nothing, CadencePart.MINE, Role.REP)) == [
        "❗ Без контакта",
        "« Мой день",
    ]
    assert labels(listed(nothing, CadencePart.MINE)) == [
        "Команда",
        "Все",
        "❗ Без контакта",
        "« Мой день",
    ]


def test_the_day_names_what_is_late_what_is_due_and_what_is_to_be_decided() -> None:
    due = a_line(due_on=TODAY, late_at=NOW + timedelta(hours=11), responsible_id=SERGEY)
    of_day = CadencesOfDay(
        ((CadenceErrand.OVERDUE, a_line()), (CadenceErrand.DUE, due)),
        dict.fromkeys(CadenceErrand, 1),
        (a_move(),),
        1,
    )

    blocks = cadence_blocks(of_day, RU, actor=an_actor(SERGEY), now=NOW)

    words = [line.words.replace("\u00a0", " ") for block in blocks for line in block.lines]
    assert words == [
        "ООО «Ромашка» · 3 дня · 120 000 ₽ · вместо: Иван Петров",
        "ООО «Ромашка» · сегодня",
        "ООО «Ромашка» · Иван Петров · до чт, 10 декабря",
    ]


@pytest.mark.parametrize("language", list(Language))
def test_the_fullest_card_fits_a_message_with_what_was_typed_as_typed(language) -> None:
    view = a_view(
        LATE,
        client_name=LONG,
        phones=(ClientPhone("+79161234567", "12345"),) * 50,
        contacts=(a_contact(words=LONG),) * 3,
        money=(roubles(10**12),),
    )
    reasons = tuple(
        BusinessReason(ReasonKind.CONTRACT, LONG, on=TODAY, deal_id=DealId(2**40 + number))
        for number in range(MOST_REASONS + 3)
    )
    page = a_page(
        view=view, reasons=reasons, is_head=True, is_theirs=False, move=a_move(reason=LONG)
    )

    card = card_of(page, OLGA, language)

    text, _ = parse_html(card.text)
    assert visible_length(card.text) <= TEXT_LIMIT
    assert card.fitting_text == card.text
    assert "<b>Рога" in text
