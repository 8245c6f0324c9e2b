"""Rules of the grammar that need another moment, another calendar or other people."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.tasks.model import TaskPriority
from domain.tasks.phrases import (
    Candidate,
    Link,
    NoteKind,
    OtherDate,
    QuestionKind,
    Span,
    parse_task,
)
from domain.tasks.phrases.links import is_called_so
from domain.working_time import CLOSED, DayHours, WorkingCalendar, WorkingWeek
from tests.builders import NOW, a_calendar, utc
from tests.domain.tasks.drafts import MOSCOW, PEOPLE, due, parsed

FROM_SEVEN_TO_NINE = WorkingCalendar(
    MOSCOW, WorkingWeek.of(DayHours.of(time(7), time(21)), range(7))
)
NEVER = WorkingCalendar(MOSCOW, WorkingWeek.of(CLOSED))


def _due(text: str, **settings: object) -> str | None:
    draft = parsed(text, **settings)
    return due(draft.deadline.value) if draft.deadline else None


def test_every_field_tells_the_place_in_the_text_that_it_came_from():
    text = "завтра в 15 позвонить Иванову 2ч @petrov срочно"

    draft = parsed(text)

    assert draft.deadline
    assert draft.deadline.spans == (Span(0, 6), Span(7, 11))
    assert draft.estimate
    assert [text[begin:end] for begin, end in draft.estimate.spans] == ["2ч"]
    assert [text[begin:end] for begin, end in draft.executors[0].spans] == ["@petrov"]
    assert draft.priority
    assert [text[begin:end] for begin, end in draft.priority.spans] == ["срочно"]
    assert draft.link
    assert [text[begin:end] for begin, end in draft.link.spans] == ["Иванову"]


def test_a_deadline_is_a_moment_in_utc_and_a_day_on_the_persons_wall():
    draft = parsed("завтра в 1:30 ночи выезд", zone=ZoneInfo("Asia/Vladivostok"))

    assert draft.deadline
    assert draft.deadline.value.at == utc("2026-11-18 15:30")
    assert draft.deadline.value.day == date(2026, 11, 19)
    assert draft.deadline.value.at.tzinfo is UTC


def test_without_a_time_the_deadline_is_the_end_of_work_on_that_day():
    draft = parsed("отчёт до пятницы")

    assert draft.deadline
    assert draft.deadline.value.at == utc("2026-11-20 15:00")
    assert not draft.deadline.value.has_time


def test_today_said_after_work_is_still_today():
    draft = parsed("сегодня отчёт", now=utc("2026-11-18 17:00"))

    assert draft.deadline
    assert draft.deadline.value.at == utc("2026-11-18 20:59")
    assert not draft.deadline.value.has_time


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("в 15 отчёт", "2026-11-20 13:00", "Mon 2026-11-23 15:00"),
        ("в 15 отчёт", "2026-11-21 09:00", "Sat 2026-11-21 15:00"),
        ("сегодня в 15 отчёт", "2026-11-20 13:00", "Mon 2026-11-23 15:00"),
        ("утром отчёт", "2026-11-18 07:00", "Wed 2026-11-18 12:00"),
        ("вечером отчёт", "2026-11-18 16:00", "Wed 2026-11-18 22:00"),
        ("до конца недели отчёт", "2026-11-21 09:00", "Sun 2026-11-22"),
        ("до конца дня отчёт", "2026-11-18 16:00", "Thu 2026-11-19"),
        ("в среду отчёт", "2026-11-18 10:00", "Wed 2026-11-25"),
        ("31 декабря отчёт", "2026-12-31 10:00", "Thu 2026-12-31"),
        ("30 декабря отчёт", "2026-12-31 10:00", "Thu 2027-12-30"),
        ("29.02 отчёт", "2026-11-18 10:00", "Tue 2028-02-29"),
        ("до 31-го отчёт", "2026-11-18 10:00", "Thu 2026-12-31"),
        ("завтра в 2:30 отчёт", "2027-03-27 10:00", "Sun 2027-03-28 14:30"),
    ],
)
def test_what_has_passed_is_meant_for_the_next_day_that_makes_sense(text, now, expected):
    assert _due(text, now=utc(now)) == expected


def test_a_deadline_moved_to_another_day_is_told():
    draft = parsed("сегодня в 10 отчёт")

    assert [note.kind for note in draft.notes] == [NoteKind.MOVED_ON]


def test_a_bare_hour_is_the_one_within_working_hours_and_that_is_told():
    draft = parsed("завтра в 5 созвон")

    assert draft.deadline
    assert due(draft.deadline.value) == "Thu 2026-11-19 17:00"
    assert [note.kind for note in draft.notes] == [NoteKind.AFTERNOON]


@pytest.mark.parametrize("calendar", [FROM_SEVEN_TO_NINE, a_calendar()])
def test_a_bare_hour_is_asked_where_working_hours_do_not_decide(calendar):
    draft = parsed("завтра в 8 созвон", calendar=calendar)

    (question,) = draft.questions
    assert draft.deadline is None
    assert question.kind is QuestionKind.HOUR
    assert [reading.deadline and due(reading.deadline) for reading in question.readings] == [
        "Thu 2026-11-19 08:00",
        "Thu 2026-11-19 20:00",
    ]


def test_the_answer_to_a_question_fills_the_field_and_keeps_the_title():
    draft = parsed("Ольге: отчёт 03/04")

    for question in draft.questions:
        draft = draft.answered(question, question.readings[0])

    assert draft.title == "отчёт"
    assert draft.deadline
    assert due(draft.deadline.value) == "Sat 2027-04-03"
    assert [said.value.username for said in draft.executors] == ["serova"]
    assert draft.questions == ()


def test_a_calendar_without_work_still_gives_days():
    assert _due("завтра отчёт", calendar=NEVER) == "Thu 2026-11-19"
    assert _due("в 10 отчёт", calendar=NEVER) == "Thu 2026-11-19 10:00"
    assert parsed("через 2 рабочих дня отчёт", calendar=NEVER).title == "через 2 рабочих дня отчёт"


def test_working_days_skip_holidays():
    assert _due("через 2 рабочих дня отчёт", now=utc("2026-12-30 09:00")) == "Tue 2027-01-12"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        parse_task("завтра", now=datetime(2026, 11, 18), zone=MOSCOW, calendar=a_calendar())  # noqa: DTZ001 - to be refused


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("поручить Павлу отчёт", "Павел"),
        ("Паше сверстать баннер", "Павел"),
        ("Льву подготовить отчёт", "Лев"),
        ("Любови подготовить отчёт", "Любовь"),
        ("поручить Юлии отчёт", "Юлия"),
        ("попросить Юлю сделать отчёт", "Юлия"),
        ("поручить Андрею отчёт", "Андрей"),
        ("попросить Андрея сделать отчёт", "Андрей"),
        ("Игорю подготовить отчёт", "Игорь"),
        ("Илье подготовить отчёт", "Илья"),
        ("поручить Достоевскому отчёт", "Фёдор"),
        ("поручить Толстой отчёт", "Софья"),
        ("поручить Шевченко отчёт", "Тарас"),
        ("поручить Кравцу отчёт", "Пётр"),
        ("поручить Петру отчёт", "Пётр"),
        ("поручить Пете отчёт", "Пётр"),
        ("поручить Косте отчёт", "Константин"),
        ("ask Yulia to report", "Юлия"),
        ("поручить Джону отчёт", None),
    ],
)
def test_names_are_known_in_their_cases_and_short_forms(text, who):
    people = tuple(
        Candidate(number, *name.split())
        for number, name in enumerate(
            [
                "Павел Морозов",
                "Лев Яшин",
                "Любовь Орлова",
                "Юлия Савичева",
                "Андрей Миронов",
                "Игорь Тальков",
                "Илья Репин",
                "Фёдор Достоевский",
                "Софья Толстая",
                "Тарас Шевченко",
                "Пётр Кравец",
                "Константин Райкин",
            ]
        )
    )

    draft = parsed(text, people=people)

    assert [said.value.first_name for said in draft.executors] == ([who] if who else [])


def test_a_short_form_of_two_colleagues_is_asked():
    people = (Candidate(1, "Александр", "Волков"), Candidate(2, "Александра", "Белая"))

    draft = parsed("Саше сверстать баннер", people=people)

    (question,) = draft.questions
    assert draft.executors == ()
    assert [reading.executor for reading in question.readings] == list(people)


def test_a_surname_decides_between_namesakes():
    draft = parsed("поручить Ольге Орловой стенд")

    assert [said.value.username for said in draft.executors] == ["orlova"]
    assert draft.questions == ()


def test_kuznetsov_in_the_dative_is_not_kuznetsova_in_the_accusative():
    people = (Candidate(1, "Анна", "Кузнецова"), Candidate(2, "Дмитрий", "Кузнецов"))

    draft = parsed("Кузнецову: отчёт", people=people)

    assert [said.value.id for said in draft.executors] == [2]


def test_a_login_is_found_with_or_without_its_sign_and_in_any_case():
    people = (Candidate(1, "Иван", None, "@Petrov"),)

    draft = parsed("@petrov отчёт", people=people)

    assert [said.value.id for said in draft.executors] == [1]


def test_a_link_offers_its_name_without_the_case_ending_for_a_search():
    draft = parsed("подготовить КП для Ромашки")

    assert draft.link
    assert (draft.link.value.text, draft.link.value.stem) == ("Ромашки", "Ромашк")


def test_a_date_that_the_grammar_does_not_know_is_left_to_another_reader():
    seen: list[str] = []

    def read(text: str, now: datetime, _zone: ZoneInfo) -> OtherDate:
        seen.append(text)
        return OtherDate(now + timedelta(days=40), False, 0, len("на сороковой день"))

    draft = parsed("на сороковой день отчёт @petrov", read_other_date=read)

    assert seen == ["на сороковой день отчёт        "]
    assert draft.title == "отчёт"
    assert draft.deadline
    assert draft.deadline.value.at == NOW + timedelta(days=40, hours=5)  # work ends then


@pytest.mark.parametrize("text", ["завтра отчёт", "завтра в 8 отчёт"])
def test_another_reader_is_not_asked_where_the_grammar_knows_better(text):
    def read(_text: str, _now: datetime, _zone: ZoneInfo) -> OtherDate:
        raise AssertionError("the grammar has read the date")

    assert parsed(text, read_other_date=read).title == "отчёт"


def test_another_reader_is_not_believed_about_the_past_or_places_outside_of_the_text():
    def past(_text: str, now: datetime, _zone: ZoneInfo) -> OtherDate:
        return OtherDate(now - timedelta(days=1), True, 0, 3)

    def outside(_text: str, now: datetime, _zone: ZoneInfo) -> OtherDate:
        return OtherDate(now + timedelta(days=1), True, 0, 300)

    assert parsed("когда-то отчёт", read_other_date=past).deadline is None
    assert parsed("когда-то отчёт", read_other_date=outside).deadline is None


def test_a_long_text_keeps_all_its_words():
    text = "описание " * 2000 + "конец"

    draft = parsed("завтра " + text)

    assert draft.title == text
    assert draft.deadline


def test_nobody_to_choose_from_is_no_hindrance():
    draft = parsed("@petrov завтра отчёт срочно", people=())

    assert draft.title == "отчёт"
    assert draft.executors == ()
    assert draft.priority
    assert draft.priority.value is TaskPriority.URGENT
    assert [note.kind for note in draft.notes] == [NoteKind.UNKNOWN_LOGIN]


def test_people_of_the_corpus_are_not_mistaken_for_clients():
    assert parsed("отчёт для Марины", people=PEOPLE).link is None
    assert parsed("отчёт для Марины", people=()).link is not None


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("завтра отправить договор в Ледник", "Ледник"),
        ("позвонить завтра ромашке", "ромашке"),
        ("доставить мебель Ромашке", "Ромашке"),
        ("позвонить марине", None),
        ("доставить мебель Марине", None),
        ("отправить прайс завтра", None),
        ("Позвонить в Ромашку", None),
        ("позвонить ему завтра", None),
    ],
)
def test_what_may_be_the_name_of_a_client_is_a_guess(text: str, guess: str | None):
    draft = parsed(text)

    assert (draft.guess and draft.guess.text) == guess


@pytest.mark.parametrize(
    ("name", "said", "is_called"),
    [
        ("ООО «Ледник»", "ледник", True),
        ("РОМАШКА", "ромашке", True),
        ("Acme Ltd", "Acme", True),
        ("Ромашка Плюс", "Ромашке", False),
        ("Московский завод", "Москву", False),
        ("Ледников", "Ледник", False),
    ],
)
def test_a_guess_means_only_who_is_called_exactly_so(name: str, said: str, is_called: bool):
    assert is_called_so(name, Link(said, said)) is is_called
