import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names import NameMissing, NameTooLong, clean_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ромашка", "Ромашка"),
        ("  ООО\t«Ромашка»\r\n ", "ООО «Ромашка»"),
        ("Ро\x00маш\x07ка", "Ромашка"),
        ("\u202eРомашка\u202c", "Ромашка"),
        ("Ро\u200bма\u2060шка\ufeff", "Ромашка"),
        ("Ромашка\u2028Плюс\u00a0\u3000", "Ромашка Плюс"),
        ("Cafe\u0301", "Café"),
        ("и\u200b\u0306", "й"),
        ("<b>Ромашка</b> & Co", "<b>Ромашка</b> & Co"),
        ("Ромашка\ud83d", "Ромашка"),
        ("🌼", "🌼"),
        ("7", "7"),
    ],
)
def test_names_are_made_fit_to_show(text, name):
    assert clean_name(text, limit=100) == name


@pytest.mark.parametrize(
    "text", ["", "  \n", "\x00", "\u200b\u200b", "\u202e", "—", "«»", "\u3164", "\u2800", "\u0301"]
)
def test_a_name_that_cannot_be_seen_is_missing(text):
    with pytest.raises(NameMissing):
        clean_name(text, limit=100)


def test_a_name_of_five_thousand_characters_is_refused():
    with pytest.raises(NameTooLong) as refused:
        clean_name("я" * 5000, limit=200)
    assert refused.value.facts == {"limit": 200, "length": 5000}


def test_only_what_is_left_counts_against_the_limit():
    assert clean_name("\u200b".join("Ромашка") + " " * 100, limit=7) == "Ромашка"


characters = st.characters() | st.sampled_from("\u202e\u200b\x00\ud800 \n\u0301")


@given(st.text(characters, max_size=60))
def test_a_clean_name_is_one_visible_line_and_stays_so(text):
    try:
        name = clean_name(text, limit=200)
    except (NameMissing, NameTooLong):
        return
    assert name == " ".join(name.split())
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, name))
    assert name.encode().decode() == name
    assert clean_name(name, limit=200) == name
