from hypothesis import example, given
from hypothesis import strategies as st

from bot.html_length import cut, visible_length
from bot.screens import Button, Screen, fingerprint, markup


def test_a_text_that_fits_is_left_as_it_is():
    text = "<b>Offer</b> &amp; answer"

    assert cut(text, 14) == text


def test_an_over_long_text_ends_after_a_whole_line_with_its_tags_closed():
    text = "<b>first line</b>\n<i>second line\nthird line</i>"

    shortened = cut(text, 25)

    assert shortened == "<b>first line</b>\n<i>second line</i>\n…"


def test_one_endless_line_is_cut_in_its_middle():
    assert cut("<b>" + "я" * 50 + "</b>", 12) == "<b>" + "я" * 10 + "</b>…"


def test_an_emoji_counts_for_two():
    assert cut("😀" * 3, 6) == "😀" * 3
    assert cut("😀" * 3, 5) == "😀…"


@example(["😀"] * 3, 5)
@given(
    st.lists(
        st.sampled_from(["<b>x</b>", "&lt;", "😀", "\n", "word ", "<i>a\nb</i>"]), max_size=60
    ),
    st.integers(min_value=5, max_value=80),
)
def test_a_cut_text_always_fits_and_never_leaves_a_tag_open(pieces, limit):
    shortened = cut("".join(pieces), limit)

    assert visible_length(shortened) <= limit
    assert shortened.count("<b>") == shortened.count("</b>")
    assert shortened.count("<i>") == shortened.count("</i>")


def test_screens_that_look_the_same_have_one_fingerprint_and_others_have_others():
    card = Screen("text", ((Button("Yes", "y"), Button("No", "n")),))

    assert fingerprint(card) == fingerprint(
        Screen("text", ((Button("Yes", "y"), Button("No", "n")),))
    )
    assert fingerprint(card) != fingerprint(
        Screen("text", ((Button("Yes", "y"),), (Button("No", "n"),)))
    )
    assert fingerprint(card) != fingerprint(Screen("text", card.buttons, photo=b"png"))


def test_a_screen_without_buttons_has_no_keyboard():
    assert markup(Screen("text")) is None
