"""In what words a person is looked for when their data are erased."""

import re

import pytest

from domain.clients.erasure import PersonalData, hash_of, pattern_of


def blanked(text: str, data: PersonalData) -> str:
    """As Postgres does it, whose word ends are written otherwise."""
    pattern = pattern_of(data).replace("\\m", r"\b").replace("\\M", r"\b")
    return re.sub(pattern, "—", text, flags=re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    ["Иванов Пётр", "Петр Иванов", "Ивановым", "ИВАНОВУ", "Пётра", "8 (916) 123-45-67", "i@v.ru"],
)
def test_a_person_is_found_in_any_order_case_and_spelling(text):
    data = PersonalData(("Иванов Пётр",), ("+79161234567",), ("I@v.ru",))

    assert blanked(f"Позвонить: {text} завтра", data) == "Позвонить: — завтра"


def test_a_short_name_is_not_taken_out_of_other_words():
    data = PersonalData(("Ян Ли",))

    assert blanked("Январь: Ян Ли в отпуске, линия занята", data) == (
        "Январь: — в отпуске, линия занята"
    )


def test_signs_in_a_name_mean_themselves():
    assert blanked("счёт (1)", PersonalData(("((", "*"), emails=("a+b@c.ru",))) == "счёт (1)"


def test_a_hash_is_of_one_base_and_of_one_value():
    assert hash_of(b"one", "A@b.ru") == hash_of(b"one", "a@B.ru ")
    assert hash_of(b"one", "a@b.ru") != hash_of(b"two", "a@b.ru")
