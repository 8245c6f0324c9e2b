"""Questions of a template one by one: what comes next, what answers it, what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.briefs.errors import (
    AnswerOfOtherKind,
    AnswerRequired,
    BriefUnfinished,
    ChoiceUnknown,
    NumberTooBig,
    NumberTooSmall,
    NumberUnreadable,
)
from domain.briefs.model import BriefAnswers
from domain.briefs.rules import (
    MOST_FILES,
    add_file,
    answer,
    check_answer,
    files_of,
    is_full,
    next_question,
    question_before,
    require_complete,
    skip,
    title_of,
)
from domain.briefs.written import read_answers, write_answers
from domain.errors import BadInput
from domain.language import Language
from domain.notes import NoteMissing, NoteTooLong
from domain.rulebook.briefs import Brief, BriefField, FieldKind
from domain.tasks.model import FileKind, TaskFile
from domain.typed_dates import DateInPast, DateUnreadable

TODAY = date(2026, 11, 18)
PHOTO = TaskFile("photo-1", FileKind.PHOTO)
NO_ANSWERS = BriefAnswers()


def a_field(kind: str = "text", **said: Any) -> BriefField:
    known: dict[str, Any] = {"key": kind, "name": {"ru": kind, "en": kind}, "kind": kind}
    if kind == "number":
        known |= {"unit": {"ru": "мм", "en": "mm"}, "at_least": 1, "at_most": 20000}
    if kind == "choice":
        known["choices"] = [
            {"key": "print", "name": {"ru": "Печать", "en": "Print"}},
            {"key": "site", "name": {"ru": "Сайт", "en": "Site"}},
        ]
    return BriefField.model_validate(known | said)


def a_brief(*fields: BriefField) -> Brief:
    return Brief.model_validate(
        {"key": "layout", "name": {"ru": "Макет", "en": "Design"}, "fields": fields}
    )


ALL_KINDS = a_brief(*(a_field(kind) for kind in FieldKind))
SAID = {"text": "Баннер", "number": "90 мм", "date": "завтра", "choice": "Печать"}


def test_questions_come_in_the_order_of_the_template():
    first = next_question(ALL_KINDS, NO_ANSWERS)
    assert first is not None

    answers = answer(first, NO_ANSWERS, "Баннер", today=TODAY)

    assert first.key == "text"
    assert next_question(ALL_KINDS, answers) == ALL_KINDS.fields[1]


def test_above_the_first_question_there_is_none_and_the_last_comes_before_the_end():
    assert question_before(ALL_KINDS, "text") is None
    assert question_before(ALL_KINDS, "number") == ALL_KINDS.fields[0]
    assert question_before(ALL_KINDS, None) == ALL_KINDS.fields[-1]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("90", "90"),
        ("90 мм", "90"),
        ("90mm", "90"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("12 500", "12500"),
        ("12\u00a0500,25", "12500.25"),
        ("+7", "7"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, number):
    assert check_answer(a_field("number"), typed, today=TODAY) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "много", "90 на 50", "1e5", "nan", "--5", "5 5", "٣"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NumberUnreadable):
        check_answer(a_field("number"), typed, today=TODAY)


def test_a_number_stays_within_its_bounds():
    with pytest.raises(NumberTooSmall) as small:
        check_answer(a_field("number"), "0", today=TODAY)
    with pytest.raises(NumberTooBig) as big:
        check_answer(a_field("number"), "20001", today=TODAY)

    assert small.value.facts == {"limit": "1"}
    assert big.value.facts == {"limit": "20000"}


def test_a_number_without_bounds_is_still_one_that_can_be_kept():
    with pytest.raises(NumberTooBig):
        check_answer(a_field("number", at_least=None, at_most=None), "9" * 13, today=TODAY)


@pytest.mark.parametrize("typed", ["print", "Печать", "печать ", "Print"])
def test_a_choice_is_known_by_its_key_and_by_its_name(typed):
    assert check_answer(a_field("choice"), typed, today=TODAY) == "print"


def test_any_other_choice_is_refused():
    with pytest.raises(ChoiceUnknown):
        check_answer(a_field("choice"), "Билборд", today=TODAY)


@pytest.mark.parametrize(
    ("typed", "refusal"), [("вчера", DateInPast), ("когда-нибудь", DateUnreadable)]
)
def test_a_day_is_one_to_come(typed, refusal):
    with pytest.raises(refusal):
        check_answer(a_field("date"), typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "refusal"), [(" \u200b", NoteMissing), ("а" * 1001, NoteTooLong)]
)
def test_words_are_some_and_not_too_many(typed, refusal):
    with pytest.raises(refusal):
        check_answer(a_field("text"), typed, today=TODAY)


def test_a_thousand_signs_are_not_too_many():
    assert check_answer(a_field("text"), "а" * 1000, today=TODAY) == "а" * 1000


def test_words_are_no_file_and_a_file_is_no_words():
    with pytest.raises(AnswerOfOtherKind):
        check_answer(a_field("file"), "вот файл", today=TODAY)
    with pytest.raises(AnswerOfOtherKind):
        check_answer(a_field("text"), PHOTO, today=TODAY)
    with pytest.raises(AnswerOfOtherKind):
        add_file(a_field("text"), NO_ANSWERS, PHOTO)
    with pytest.raises(AnswerOfOtherKind):
        add_file(a_field("file"), NO_ANSWERS, TaskFile("voice", FileKind.VOICE))


def test_of_eleven_files_ten_are_kept():
    field, answers = a_field("file"), NO_ANSWERS
    for number in range(MOST_FILES):
        answers = add_file(field, answers, TaskFile(f"photo-{number}", FileKind.PHOTO))

    assert add_file(field, answers, PHOTO) == answers
    assert is_full(files_of(answers, "file"))


def test_only_what_is_optional_can_be_skipped():
    with pytest.raises(AnswerRequired):
        skip(a_field("text"), NO_ANSWERS)

    assert skip(a_field("text", required=False), NO_ANSWERS).has("text")


def test_an_answer_can_be_given_anew():
    field = a_field("text")
    once = answer(field, NO_ANSWERS, "Баннер", today=TODAY)

    assert answer(field, once, "Листовка", today=TODAY).get("text") == "Листовка"


def test_nothing_is_made_of_a_brief_with_a_required_question_left():
    with pytest.raises(BriefUnfinished) as refused:
        require_complete(ALL_KINDS, BriefAnswers({"text": "Баннер"}))

    assert refused.value.facts == {"count": 4}


def test_none_of_something_is_an_answer():
    brief = a_brief(a_field("number", at_least=0))

    assert require_complete(brief, BriefAnswers({"number": Decimal(0)})).get("number") == 0


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ({"text": "Баннер\nдля сайта"}, "Макет: Баннер"),
        ({}, "Макет"),
        ({"text": "б" * 1000}, f"Макет: {'б' * 112}…"),
    ],
)
def test_the_title_is_the_template_and_the_first_words_said(answers, title):
    assert title_of(ALL_KINDS, BriefAnswers(answers), Language.RUSSIAN) == title


KINDS = st.sampled_from([str(kind) for kind in FieldKind])


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    kinds = draw(st.lists(KINDS, min_size=1, max_size=6))
    return a_brief(
        *(
            a_field(kind, key=f"k{place}", required=draw(st.booleans()))
            for place, kind in enumerate(kinds)
        )
    )


def filled(field: BriefField, answers: BriefAnswers) -> BriefAnswers:
    if field.kind is FieldKind.FILE:
        return add_file(field, answers, PHOTO)
    return answer(field, answers, SAID[field.kind], today=TODAY)


@given(briefs(), st.randoms())
def test_in_any_order_of_answers_every_question_is_asked_once_and_the_brief_is_whole(brief, chance):
    answers, order = NO_ANSWERS, list(brief.fields)
    chance.shuffle(order)
    for field in order:
        answers = filled(field, answers)

    assert next_question(brief, answers) is None
    assert set(require_complete(brief, answers).given) == {field.key for field in brief.fields}


@given(briefs())
def test_skipping_whatever_can_be_skipped_leaves_the_required_alone(brief):
    answers, asked = NO_ANSWERS, []
    while (field := next_question(brief, answers)) is not None:
        asked.append(field)
        answers = filled(field, answers) if field.required else skip(field, answers)

    assert tuple(asked) == brief.fields
    complete = require_complete(brief, answers)
    assert [bool(complete.get(field.key)) for field in brief.fields] == [
        field.required for field in brief.fields
    ]


@given(briefs(), st.data())
def test_going_back_and_answering_anew_changes_that_answer_and_no_other(brief, data):
    answers = NO_ANSWERS
    for field in brief.fields:
        answers = filled(field, answers)
    changed = data.draw(st.sampled_from(brief.fields))
    said = {"text": "Листовка", "number": "5", "date": "пятница", "choice": "Сайт"}

    if changed.kind is FieldKind.FILE:
        again = add_file(changed, answers, TaskFile("another", FileKind.DOCUMENT, "план.pdf"))
    else:
        again = answer(changed, answers, said[changed.kind], today=TODAY)

    assert next_question(brief, again) is None
    differing = [key for key in answers.given if answers.get(key) != again.get(key)]
    assert differing == [changed.key]


@given(briefs())
def test_answers_come_back_from_a_form_or_a_row_as_they_were(brief):
    answers = NO_ANSWERS
    for field in brief.fields:
        answers = filled(field, answers)

    assert read_answers(brief.fields, write_answers(answers)) == answers


@given(st.sampled_from(list(FieldKind)), st.text())
def test_whatever_is_typed_is_an_answer_or_refused_in_words(kind, typed):
    try:
        checked = check_answer(a_field(kind), typed, today=TODAY)
    except BadInput:
        return
    assert checked or checked == 0
