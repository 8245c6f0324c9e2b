"""What a bare text is meant for, by the corpus of ``intentions.yaml``."""

import pytest
import yaml

from domain.tasks.intentions import (
    Intention,
    asks_the_way,
    could_be_name,
    intention_of,
    is_sentence,
    is_small_talk,
)
from tests.domain.tasks.drafts import CORPUS, parsed

FILE = CORPUS.with_name("intentions.yaml")
LINES = [
    (text, Intention(intention))
    for intention, texts in yaml.safe_load(FILE.read_text("utf-8")).items()
    for text in texts
]


def test_the_corpus_is_large_enough() -> None:
    assert len(LINES) >= 60


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[text for text, _ in LINES])
def test_a_line_is_meant_for(text: str, expected: Intention) -> None:
    assert intention_of(parsed(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ромашка", True),
        ("ООО «Ромашка и Ко»", True),
        ("Торговый дом Северный ветер", True),
        ("Торговый дом Северный ветер Москва", False),
        ("Ромашка\nЛютик", False),
        ("Р" * 61, False),
        ("", False),
    ],
)
def test_a_name_is_a_few_words_on_one_line(text: str, *, expected: bool) -> None:
    assert could_be_name(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("клиенту всё понравилось, рады", True),
        ("клиент пока ничего нам не ответил", True),
        ("ООО «Ромашка и Ко»", False),
        ("спасибо", False),
    ],
)
def test_a_sentence_is_nobodys_name(text: str, *, expected: bool) -> None:
    assert is_sentence(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Спасибо большое!", True), ("отмена", True), ("Ромашка", False), ("!!!", False)],
)
def test_small_talk_is_about_nothing(text: str, *, expected: bool) -> None:
    assert is_small_talk(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мой день", True),
        ("меню!", True),
        ("Отчёты", True),
        ("Что ты умеешь?", True),
        ("my tasks", True),
        ("Ромашка", False),
        ("отчёт завтра", False),
        ("?", False),
    ],
)
def test_a_button_can_be_said_in_words(text: str, *, expected: bool) -> None:
    assert asks_the_way(text) is expected
