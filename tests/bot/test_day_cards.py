"""«Мой день» as a screen: it fits a message and a phone whatever stands on it."""

from datetime import timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callback_data import OpenDeal
from bot.day.blocks import Block, Line, fitted
from bot.day.cards import MOST_LINES, ORDER, day_screen
from bot.html_length import visible_length
from bot.playground.formatting import parse_html
from bot.screens import TEXT_LIMIT
from bot.texts import texts_for
from domain.cadences.views import CadenceErrand, CadenceLine, CadencesOfDay
from domain.clients.model import ClientId
from domain.day.model import Day, DayLine, Errand, LateContacts, TeamSilence
from domain.deals.model import DealId, OfferId
from domain.greetings.model import GreetingId, Occasion
from domain.greetings.views import GreetingErrand, GreetingLine, GreetingsOfDay
from domain.language import Language
from domain.org.model import PersonId, Role
from domain.tasks.model import Deadline, TaskId, TaskPriority, TaskState
from domain.tasks.views import TaskErrand, TaskLine, TasksOfDay
from domain.visits.model import VisitId, VisitStatus
from domain.visits.views import VisitErrand, VisitLine, VisitsOfDay
from tests.builders import NOW, roubles
from tests.tasks_world import an_actor

LONG = "<b>Рога</b> & «Копыта» " * 12
READER = PersonId(1)


def a_deal_line(errand: Errand) -> DayLine:
    return DayLine(
        errand=errand,
        deal_id=DealId(2**40),
        offer_id=OfferId(2**40) if "offer" in errand else None,
        title=LONG,
        client_name=LONG,
        owner_name="Константин Константинопольский",
        is_own=False,
        money=roubles(999_999_999),
        at=NOW,
        words=LONG,
    )


def a_task_line() -> TaskLine:
    return TaskLine(
        id=TaskId(2**40),
        title=LONG,
        assigner_id=PersonId(2),
        assigner_name="Константин Константинопольский",
        executor_id=PersonId(3),
        executor_name="Александра Александропольская",
        state=TaskState.GIVEN,
        priority=TaskPriority.URGENT,
        deadline=Deadline(NOW - timedelta(days=1), has_time=True),
        estimate=None,
        client_name=None,
        is_stopped=False,
        has_new_date=False,
        version=1,
    )


def a_greeting_line() -> GreetingLine:
    return GreetingLine(
        id=GreetingId(2**53),
        client_name="Р" * 200,
        contact_name="И" * 200,
        occasion=Occasion.NAMED,
        label="Рекс" * 15,
        holiday_names={},
        on=NOW.date() - timedelta(days=400),
        overdue_at=NOW,
        responsible_id=PersonId(7),
        responsible_name="Александра Константинова",
    )


def a_cadence_line() -> CadenceLine:
    return CadenceLine(
        client_id=ClientId(2**40),
        client_name=LONG,
        segment="vip",
        due_on=NOW.date() - timedelta(days=400),
        late_at=NOW - timedelta(days=399),
        planned_at=None,
        responsible_id=PersonId(7),
        responsible_name="Александра Константинова",
        money=(roubles(10**12),),
    )


def a_visit_line() -> VisitLine:
    return VisitLine(
        id=VisitId(2**53),
        client_name=LONG,
        address="А" * 300,
        starts_at=NOW,
        status=VisitStatus.BOOKED,
        visitor_id=PersonId(7),
        visitor_name="Александра Константинова",
    )


FULL = Day(
    lines=[a_deal_line(errand) for errand in Errand for _ in range(5)],
    counts=dict.fromkeys(Errand, 1000),
    tasks=TasksOfDay(
        tuple((errand, a_task_line()) for errand in TaskErrand for _ in range(5)),
        dict.fromkeys(TaskErrand, 1000),
    ),
    silence=TeamSilence(overdue=1000, count=1000, money=(roubles(10**12),)),
    greetings=GreetingsOfDay(
        tuple((errand, a_greeting_line()) for errand in GreetingErrand for _ in range(5)),
        dict.fromkeys(GreetingErrand, 1000),
    ),
    cadences=CadencesOfDay(
        tuple((errand, a_cadence_line()) for errand in CadenceErrand for _ in range(5)),
        dict.fromkeys(CadenceErrand, 1000),
    ),
    visits=VisitsOfDay(
        tuple((errand, a_visit_line()) for errand in VisitErrand for _ in range(5)),
        dict.fromkeys(VisitErrand, 1000),
    ),
    late_contacts=LateContacts(1000, (roubles(10**12),)),
)


def test_every_errand_has_its_place() -> None:
    kinds = [kind for kind in StrEnum.__subclasses__() if kind.__name__.endswith("Errand")]

    assert set(ORDER) == {errand for kind in kinds for errand in kind}
    assert len(ORDER) == len(set(ORDER))


def test_tomorrow_s_visits_stand_below_what_is_late_and_what_is_today_s() -> None:
    before = ORDER[: ORDER.index(VisitErrand.TOMORROW)]
    late = {TaskErrand.OVERDUE, Errand.OVERDUE_STEP}
    today = {VisitErrand.TODAY, TaskErrand.TODAY, Errand.STEP_TODAY}
    assert late | today <= set(before)


@pytest.mark.parametrize("language", list(Language))
def test_the_fullest_day_fits_a_message_and_a_phone(language) -> None:
    actor = an_actor(READER, role=Role.DIRECTOR)

    screen = day_screen(FULL, texts_for(language), actor=actor, now=NOW)

    text, _ = parse_html(screen.text)
    assert visible_length(screen.text) <= TEXT_LIMIT
    assert screen.fitting_text == screen.text
    assert "<b>Рога" in text  # as it was typed, not as a mark
    assert len(screen.buttons) <= 9
    numbers = [button for row in screen.buttons for button in row if button.text.isdigit()]
    assert len(numbers) <= MOST_LINES


def test_an_empty_day_has_no_lists_to_lead_to() -> None:
    screen = day_screen(Day([], {}), texts_for(Language.ENGLISH), actor=an_actor(READER), now=NOW)

    assert [button.text for row in screen.buttons for button in row] == [
        "📊 Pipeline",
        "☑️ Tasks",
        "🔄 Refresh",
    ]


COUNTS = st.lists(st.integers(1, 5), max_size=len(ORDER))


@given(counts=COUNTS, most=st.integers(1, 40))
def test_every_block_keeps_a_line_and_none_is_cut_more_than_it_must(counts, most) -> None:
    line = Line("слово", OpenDeal(deal_id=1))
    blocks = [Block(ORDER[0], "day-new", count, (line,) * count) for count in counts]

    shown = [len(block.lines) for block in fitted(blocks, most)]

    assert [block.count for block in fitted(blocks, most)] == counts
    assert all(1 <= kept <= count for kept, count in zip(shown, counts, strict=True))
    assert sum(shown) <= max(most, len(counts))
    if sum(counts) <= most:
        assert shown == counts
