"""What holds of any text, any moment and any calendar."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.tasks.phrases import TaskDraft, title_of
from domain.working_time import CLOSED, DayHours, WorkingCalendar, WorkingWeek
from tests.builders import NOW
from tests.domain.tasks.drafts import corpus, parsed

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
ZONES = ("Europe/Moscow", "Asia/Vladivostok", "Europe/Berlin", "America/St_Johns", "UTC")
WORDS = tuple(sorted({word for phrase in corpus() for word in phrase.text.split()}))
LEADS = ("через", "каждые", "в течение", "на", "до", "в", "in", "every")
UNITS = (
    "дня",
    "рабочих дня",
    "недель",
    "недели в пятницу",
    "месяцев",
    "лет",
    "часов",
    "мин",
    "weeks",
)
HOURS = (
    DayHours.of(time(9), time(18)),
    DayHours.of(time(9), time(13), time(14), time(20)),
    DayHours.of(time(22), time(0)),
    DayHours.parse("00:00-24:00"),
    CLOSED,
)

phrases = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=12).map("".join),
)
moments = st.integers(0, 50_000_000).map(lambda minutes: EPOCH + timedelta(minutes=minutes))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    hours = draw(st.sampled_from(HOURS))
    weekdays = draw(st.sets(st.integers(0, 6)))
    return WorkingCalendar(zone, WorkingWeek.of(hours, weekdays))


def _deadlines(draft: TaskDraft) -> list[datetime]:
    asked = [reading.deadline for question in draft.questions for reading in question.readings]
    said = [draft.deadline.value] if draft.deadline else []
    return [deadline.at for deadline in [*said, *asked] if deadline]


@given(phrases, moments, calendars(), st.sampled_from(ZONES))
def test_any_text_is_read_and_no_deadline_is_in_the_past(text, now, calendar, zone):
    draft = parsed(text, now=now, calendar=calendar, zone=ZoneInfo(zone))

    for at in _deadlines(draft):
        assert at.utcoffset() == timedelta(0)
        assert at >= now


@given(st.sampled_from(LEADS), st.integers(0, 10**12), st.sampled_from(UNITS))
def test_no_number_is_too_large_to_be_read(lead, number, unit):
    draft = parsed(f"{lead} {number} {unit} отчёт")

    assert "отчёт" in draft.title
    assert all(at >= NOW for at in _deadlines(draft))


@given(phrases)
def test_spans_do_not_overlap_and_the_rest_is_the_title(text):
    draft = parsed(text)

    assert all(earlier.end <= later.begin for earlier, later in pairwise(draft.taken))
    assert all(0 <= begin < end <= len(text) for begin, end in draft.taken)
    assert draft.title == title_of(text, draft.taken)


@given(phrases)
def test_what_is_taken_and_what_is_left_make_up_the_text(text):
    draft = parsed(text)

    at, left = 0, []
    for begin, end in draft.taken:
        left.append(text[at:begin])
        at = end
    left.append(text[at:])
    pieces = [text[begin:end] for begin, end in draft.taken]
    rebuilt = "".join(a + b for a, b in zip(left, [*pieces, ""], strict=True))

    assert rebuilt == text
    assert {mark for mark in draft.title if mark.isalnum()} <= set("".join(left))


@given(phrases)
def test_a_text_is_always_read_the_same_way(text):
    assert parsed(text) == parsed(text)


@given(phrases)
def test_a_link_stays_in_the_title(text):
    draft = parsed(text)

    if draft.link:
        ((begin, end),) = draft.link.spans
        assert all(end <= taken.begin or taken.end <= begin for taken in draft.taken)


@given(phrases)
def test_every_question_has_two_different_readings_and_takes_each_as_its_answer(text):
    draft = parsed(text)

    for question in draft.questions:
        assert len(set(question.readings)) == len(question.readings) >= 2
        for reading in question.readings:
            answered = draft.answered(question, reading)
            assert question not in answered.questions
            assert answered.taken == draft.taken
