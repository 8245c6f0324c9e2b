import pytest

from domain.notes import (
    COMMENT_LIMIT,
    NOTE_LIMIT,
    NoteMissing,
    NoteTooLong,
    clean_comment,
    clean_note,
)


def test_a_note_keeps_its_lines_and_loses_what_cannot_be_seen() -> None:
    assert clean_note("Просил\x00 скидку\n\n\u202eдо пятницы\n---") == "Просил скидку\nдо пятницы"


@pytest.mark.parametrize("text", ["", " \n ", "\u200f\x00"])
def test_a_note_without_words_is_refused(text: str) -> None:
    with pytest.raises(NoteMissing):
        clean_note(text)


def test_a_note_longer_than_a_card_holds_is_refused() -> None:
    clean_note("а" * NOTE_LIMIT)

    with pytest.raises(NoteTooLong):
        clean_note("а" * (NOTE_LIMIT + 1))


def test_a_comment_stands_on_one_line_of_a_card():
    assert clean_comment("Дорого.\n\nВзяли у соседей") == "Дорого. Взяли у соседей"
    with pytest.raises(NoteTooLong):
        clean_comment("а" * (COMMENT_LIMIT + 1))
