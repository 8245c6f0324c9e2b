from hypothesis import given
from hypothesis import strategies as st

from bot.shortening import shorten, shorten_to_line


@given(st.text(max_size=80), st.integers(2, 60))
def test_short_words_stay_and_long_ones_say_that_there_is_more(words: str, longest: int) -> None:
    short = shorten(words, longest)

    assert len(short) <= longest
    assert short == words if len(words) <= longest else short.endswith("…")


def test_a_quote_stands_on_one_line() -> None:
    assert shorten_to_line("Первая строка\n\n  и вторая", 40) == "Первая строка и вторая"
