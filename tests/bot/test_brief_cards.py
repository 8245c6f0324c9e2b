"""What is shown of briefs fits into a message, whatever was answered, in both languages."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.briefs.cards import (
    brief_file_screen,
    briefs_screen,
    question_text,
    review_text,
    task_brief_screen,
)
from bot.briefs.wording import answer_words, how_to_answer
from bot.html_length import visible_length
from bot.rulebook.cards import change_line
from bot.screens import TEXT_LIMIT, Screen
from bot.texts import texts_for
from domain.briefs.model import BriefAnswers, OpenBrief, ProposedTask, TaskBrief
from domain.errors import NotFound
from domain.language import Language
from domain.org.model import PersonId
from domain.pages import Page
from domain.rulebook.briefs import Brief, BriefField
from domain.rulebook.changes import changes
from domain.rulebook.model import Rulebook
from domain.tasks.model import Deadline, FileKind, TaskFile, TaskId
from storage.rulebook_file import read_default_rulebook
from tests.builders import utc

RU, EN = texts_for(Language.RUSSIAN), texts_for(Language.ENGLISH)
TODAY = date(2026, 11, 18)
WIDEST = "😀"
"""One sign to people, two to Telegram."""


def a_field(key: str = "what", kind: str = "text", **said: Any) -> BriefField:
    known = {"key": key, "name": {"ru": WIDEST * 40, "en": WIDEST * 40}, "kind": kind}
    return BriefField.model_validate(known | said)


def a_brief(*fields: BriefField) -> Brief:
    name = {"ru": WIDEST * 40, "en": WIDEST * 40}
    return Brief.model_validate({"key": "layout", "name": name, "fields": fields})


LONG = a_brief(
    *(
        a_field(f"k{place}", hint={"ru": WIDEST * 700, "en": WIDEST * 700}, required=False)
        for place in range(15)
    )
)
LONG_ANSWERS = BriefAnswers({field.key: WIDEST * 1000 for field in LONG.fields})
FILES = (
    TaskFile("photo", FileKind.PHOTO),
    TaskFile("document", FileKind.DOCUMENT, "<b>Очень длинное имя файла с планом зала</b>.pdf"),
    TaskFile("nameless", FileKind.DOCUMENT),
)


def a_task_brief(fields: tuple[BriefField, ...], answers: BriefAnswers) -> TaskBrief:
    return TaskBrief(
        TaskId(2**53),
        "layout",
        LONG.name,
        fields,
        answers,
        is_draft=True,
        assigner_id=PersonId(1),
        task_version=2**53,
    )


def labels(screen: Screen) -> list[str]:
    return [button.text for row in screen.buttons for button in row]


@pytest.mark.parametrize("texts", [RU, EN])
def test_the_longest_question_with_its_answer_fits(texts):
    text = question_text(LONG, LONG.fields[0], LONG_ANSWERS, texts, today=TODAY)

    assert visible_length(text) <= TEXT_LIMIT


@pytest.mark.parametrize("texts", [RU, EN])
def test_the_longest_answers_are_looked_over_on_one_screen(texts):
    proposed = ProposedTask(PersonId(1), WIDEST * 100, Deadline(utc("2026-11-20 15:00")), True)
    opened = OpenBrief(LONG, 1, has_changed=True)

    text = review_text(opened, LONG_ANSWERS, proposed, texts, due="завтра", today=TODAY)

    assert visible_length(text) <= TEXT_LIMIT


@pytest.mark.parametrize("texts", [RU, EN])
def test_answers_in_full_stand_on_as_many_pages_as_they_need(texts):
    brief = a_task_brief(LONG.fields, LONG_ANSWERS)
    seen = 0
    for number in range(15):
        screen = task_brief_screen(brief, texts, number=number, today=TODAY)
        assert visible_length(screen.text) <= TEXT_LIMIT
        seen += screen.text.count(WIDEST * 1000)

    assert seen == len(LONG.fields)


def test_a_page_that_is_no_more_is_the_last_one():
    brief = a_task_brief((a_field(),), BriefAnswers({"what": "Баннер"}))

    assert "Баннер" in task_brief_screen(brief, RU, number=2**53, today=TODAY).text


def test_each_file_has_a_button_and_its_name_is_no_markup():
    brief = a_task_brief((a_field(kind="file"),), BriefAnswers({"what": FILES}))

    screen = task_brief_screen(brief, RU, number=0, today=TODAY)

    assert labels(screen) == [
        "🖼 Фото 1",
        "📎 <b>Очень длинное имя фа…",
        "📎 Файл 3",
        "« Задача",
    ]
    assert "3 файла" in screen.text


def test_who_may_change_the_answers_has_a_button_for_it():
    brief = a_task_brief((a_field(),), BriefAnswers({"what": "Баннер"}))

    screen = task_brief_screen(brief, RU, number=0, today=TODAY, can_change=True)

    assert labels(screen) == ["✏️ Исправить ТЗ", "« Задача"]


def test_a_photo_is_shown_as_one_and_a_document_as_a_file():
    brief = a_task_brief((a_field(kind="file"),), BriefAnswers({"what": FILES}))

    photo = brief_file_screen(brief, 0, 0, RU, page=0)
    document = brief_file_screen(brief, 0, 1, RU, page=0)

    assert photo.photo == "photo"
    assert document.document is not None
    assert document.document.content == "document"


@pytest.mark.parametrize(("place", "number"), [(0, 3), (1, 0), (2**53, 2**53)])
def test_a_file_that_is_not_there_is_not_found(place, number):
    brief = a_task_brief((a_field(kind="file"),), BriefAnswers({"what": FILES}))

    with pytest.raises(NotFound):
        brief_file_screen(brief, place, number, RU, page=0)


def test_what_is_typed_is_no_markup():
    brief = a_task_brief((a_field(),), BriefAnswers({"what": "<b>&"}))

    assert "&lt;b&gt;&amp;" in task_brief_screen(brief, RU, number=0, today=TODAY).text


def test_a_rulebook_without_templates_says_so():
    assert "Шаблонов ТЗ пока нет" in briefs_screen((), Page(0, 8, 0), RU).text


def test_the_longest_key_fits_into_a_button():
    brief = LONG.model_copy(update={"key": "k" * 24})

    assert briefs_screen((brief,), Page(0, 8, 1), RU, client_id=2**53)


MM = {"unit": {"ru": "мм", "en": "mm"}}


@pytest.mark.parametrize(
    ("said", "words", "english"),
    [
        ({}, "Напишите число.", "Write a number."),
        (MM, "Напишите число, мм.", "Write a number, mm."),
        (MM | {"at_least": 1}, "Напишите число, не меньше 1 мм.", "Write a number, at least 1 mm."),
        ({"at_most": 1.5}, "Напишите число, не больше 1,5.", "Write a number, at most 1.5."),
        (
            {"at_least": 0, "at_most": 10},
            "Напишите число от 0 до 10.",
            "Write a number from 0 to 10.",
        ),
    ],
)
def test_a_number_says_its_bounds(said, words, english):
    field = a_field(kind="number", **said)

    assert how_to_answer(field, RU).replace("\u00a0", " ") == words
    assert how_to_answer(field, EN).replace("\u00a0", " ") == english


def test_a_number_is_written_as_the_language_writes_it():
    field = a_field(kind="number", **MM)

    assert answer_words(field, Decimal("1200.50"), RU, today=TODAY) == "1200,5\u00a0мм"
    assert answer_words(field, Decimal("1200.50"), EN, today=TODAY) == "1200.5\u00a0mm"


def test_a_changed_question_is_told_by_its_name():
    old = read_default_rulebook()
    body = old.model_dump(mode="json")
    body["briefs"][0]["fields"][2]["required"] = True
    body["briefs"][1]["approval"] = True
    del body["briefs"][2]

    lines = [change_line(one, RU) for one in changes(old, Rulebook.model_validate(body))]

    assert lines == [
        "• «Ширина», обязательно: нет → <b>да</b>",
        "• «Текст или пост», согласование задач: нет → <b>да</b>",
        "• «КП для клиента», шаблон ТЗ: исчезнет КП для клиента",
    ]
