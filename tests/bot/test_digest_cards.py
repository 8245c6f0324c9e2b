"""What digests say of a company as large as it gets: 77 branches, 1,000 people."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.evening_cards import evening_screen
from bot.digests.group_cards import report_screen
from bot.digests.level_cards import branches_screen, deals_screen, people_screen
from bot.digests.painters import overloaded_line
from bot.html_length import visible_length
from bot.pages import PAGE_SIZE
from bot.screens import TEXT_LIMIT, Screen
from bot.texts import texts_for
from domain.deals.model import DealId, DealStatus
from domain.deals.views import DealLine
from domain.digests.group_model import GroupReport, Worked
from domain.digests.levels import sums_of
from domain.digests.ports import ClosedPart
from domain.digests.standing_out import standing_out
from domain.digests.views import (
    ClosedDeals,
    Evening,
    LateClients,
    Level,
    LevelLine,
    LostBecause,
    Silence,
    StandsOut,
    Sums,
)
from domain.language import Language
from domain.money import Money
from domain.org.model import PersonId, Role
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.pages import Page
from domain.tasks.views import PersonDays
from tests.builders import a_rulebook
from tests.tasks_world import an_actor

DAY = date(2026, 11, 18)
LONGEST = "Очень длинное название филиала или клиента «Ромашка & сыновья» " * 8
ALL_MONEY = tuple(Money(Decimal(10**14), currency) for currency in ("RUB", "USD", "EUR", "KZT"))
MANY = Sums(10**9, ALL_MONEY, 10**9)
RULEBOOK = a_rulebook()
QUIET = Evening(DAY, Sums(), Sums(), (), Sums(), Silence(), (), 0, 0, 0, RULEBOOK)
LANGUAGES = [texts_for(language) for language in Language]


def fits(screen: Screen) -> bool:
    return visible_length(screen.text) <= TEXT_LIMIT and len(screen.buttons) <= 12


@pytest.mark.parametrize("texts", LANGUAGES)
def test_an_evening_of_the_largest_company_fits_one_message(texts):
    reasons = [LostBecause(reason.key, MANY) for reason in RULEBOOK.pipeline.lost_reasons]
    late = [
        LateClients(segment.key, 10**6, ALL_MONEY, (LONGEST,) * 5) for segment in RULEBOOK.segments
    ]
    evening = replace(
        QUIET,
        won=MANY,
        lost=MANY,
        reasons=reasons,
        pipeline=MANY,
        won_before=MANY,
        lost_before=MANY,
        silence=Silence(10**9, ALL_MONEY, 10**9),
        late_clients=late,
        late_requests=10**9,
        risks=10**9,
        own=10**9,
        ahead=StandsOut("Ф" * 40, ALL_MONEY[0]),
        behind=StandsOut("Ф" * 40, ALL_MONEY[0]),
        has_branches=True,
    )

    assert fits(evening_screen(evening, texts, actor=an_actor(PersonId(1), role=Role.DIRECTOR)))


def test_a_day_that_is_over_tells_its_own_figures_apart_from_what_stands_now():
    evening = replace(QUIET, won=Sums(2), pipeline=Sums(5), own=1, is_today=False)

    screen = evening_screen(
        evening, texts_for(Language.RUSSIAN), actor=an_actor(PersonId(1), role=Role.DIRECTOR)
    )

    _, of_day, as_it_stands = screen.text.split("\n\n")
    assert of_day == "✅ Выиграно: 2"
    assert as_it_stands == "<b>Сейчас</b>\n💼 В работе: 5\n☑️ У вас самих дел: 1"


@pytest.mark.parametrize("texts", LANGUAGES)
def test_every_level_of_the_largest_company_fits_one_message(texts):
    page = Page(8 * 60, PAGE_SIZE, 1000)
    for kind in (WhoseKind.BRANCH, WhoseKind.TEAM, WhoseKind.PERSON):
        line = LevelLine(Whose(kind, 2**62), LONGEST, MANY, MANY, 10**9)
        level = Level(COMPANY, LONGEST[:60], DAY, (line,) * PAGE_SIZE, page, COMPANY, True)
        assert fits(branches_screen(level, texts))
        assert fits(people_screen(level, texts))
    deal = DealLine(
        DealId(2**53), LONGEST, LONGEST, "Имя" * 30, DealStatus.WON, "offer", ALL_MONEY[0], None
    )
    closed = ClosedDeals(
        Whose(WhoseKind.PERSON, 2**53), LONGEST[:60], DAY, (deal,) * PAGE_SIZE, page, None
    )
    assert fits(deals_screen(closed, texts))


@pytest.mark.parametrize("texts", LANGUAGES)
def test_a_group_is_told_figures_alone(texts):
    report = GroupReport(
        COMPANY, None, DAY, texts.language, MANY, MANY, Worked(10**9, 1, 2, 3, 4, 5)
    )

    screen = report_screen(report, texts)

    assert fits(screen)
    assert not screen.buttons


def test_an_evening_without_anything_is_empty_and_a_plan_alone_is_no_news():
    assert QUIET.is_empty
    assert replace(QUIET, pipeline=MANY).is_empty
    assert not replace(QUIET, own=1).is_empty
    assert not replace(QUIET, lost=Sums(1)).is_empty


def test_of_many_overloaded_people_three_are_named():
    texts = texts_for(Language.RUSSIAN)
    people = [PersonDays(PersonId(number), f"Имя {number}", (), 0, ()) for number in range(1000)]

    assert overloaded_line(people, texts).endswith("Имя 0, Имя 1, Имя 2 и ещё 997")
    assert overloaded_line((), texts) is None


@given(st.dictionaries(st.integers(0, 99), st.integers(0, 1000).map(Decimal), max_size=8))
def test_whoever_stands_out_is_far_from_the_mean_of_the_others(values):
    ahead, behind = standing_out(values)

    for key, factor in ((ahead, Decimal("1.5")), (behind, Decimal("0.5"))):
        if key is None:
            continue
        others = [value for other, value in values.items() if other != key]
        assert others
        mean = sum(others, Decimal(0)) / len(others)
        is_far = values[key] >= factor * mean if key == ahead else values[key] <= factor * mean
        assert is_far
    if ahead is not None:
        assert values[ahead] == max(values.values())
    if behind is not None:
        assert values[behind] == min(values.values())
        assert ahead != behind


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["RUB", "USD"]),
            st.integers(1, 5),
            st.none() | st.integers(0, 1000).map(Decimal),
        ),
        max_size=6,
    )
)
def test_sums_keep_currencies_apart_and_count_what_has_no_amount(parts):
    closed = [
        ClosedPart(1, 0, True, None, currency, count, amount, count if amount is None else 0, True)
        for currency, count, amount in parts
    ]

    sums = sums_of(closed)

    assert sums.count == sum(count for _, count, _ in parts)
    assert sums.without_amount == sum(count for _, count, amount in parts if amount is None)
    for money in sums.money:
        amounts = [amount for currency, _, amount in parts if currency == money.currency]
        assert money.amount == sum((amount for amount in amounts if amount is not None), Decimal(0))
