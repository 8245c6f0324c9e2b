import html
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.formatting import parse_html, utf16_length, with_found_entities
from bot.playground.refusals import BadRequest
from bot.playground.rendering import render

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "code": "code",
}
Piece = str | tuple[str, list["Piece"]]

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=6)


def pieces(tags: tuple[str, ...] = ("b", "i", "u", "s", "tg-spoiler")) -> st.SearchStrategy[Any]:
    """Text and tags in which no style stands within itself."""
    if not tags:
        return st.lists(WORDS, min_size=1, max_size=2)
    inner = st.deferred(lambda: pieces(tags[1:]))
    tagged = st.tuples(st.just(tags[0]), inner)
    return st.lists(st.one_of(WORDS, tagged), min_size=1, max_size=3)


def written(parts: list[Any]) -> str:
    """The pieces as HTML."""
    return "".join(
        html.escape(part) if isinstance(part, str) else f"<{part[0]}>{written(part[1])}</{part[0]}>"
        for part in parts
    )


def meant(parts: list[Any], at: int = 0) -> tuple[str, list[tuple[str, int, int]]]:
    """Text and (type, offset, length) that the pieces stand for."""
    text, entities = "", []
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        start = at + utf16_length(text)
        inner, below = meant(part[1], start)
        entities += [(TAGS[part[0]], start, utf16_length(inner)), *below]
        text += inner
    return text, entities


def spans(entities: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in entities]


@given(pieces())
def test_markup_becomes_the_text_and_the_styles_it_stands_for(parts: list[Any]) -> None:
    text, entities = parse_html(written(parts))

    expected_text, expected = meant(parts)
    assert text == expected_text
    assert sorted(spans(entities)) == sorted(expected)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_is_never_read_as_markup(text: str) -> None:
    plain, entities = parse_html(html.escape(text))

    assert plain == text.strip()
    assert entities == []


@given(st.text(alphabet='<>/&;ab "=#0x', max_size=30))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    text, refusal = "", ""
    entities: list[dict[str, Any]] = []
    try:
        text, entities = parse_html(markup)
    except BadRequest as refused:
        refusal = refused.description

    assert refusal == "" or refusal.startswith("Bad Request: can't parse entities: ")
    assert all(e["offset"] + e["length"] <= utf16_length(text) for e in entities)


ENTITIES = st.lists(
    st.builds(
        lambda kind, offset, length: {"type": kind, "offset": offset, "length": length},
        st.sampled_from(["bold", "italic", "code", "blockquote", "text_link", "unheard_of"]),
        st.integers(0, 12),
        st.integers(0, 12),
    ),
    max_size=5,
)


@given(st.text(alphabet="ab<>&\"'я", max_size=12), ENTITIES)
def test_the_page_gets_the_text_escaped_and_tags_that_nest(
    text: str, entities: list[dict[str, Any]]
) -> None:
    shown = render(text, entities)

    assert html.unescape(re.sub(r"<[^<>]*>", "", shown)) == text
    opened: list[str] = []
    for slash, name in re.findall(r"<(/?)([a-z]+)[^<>]*>", shown):
        if slash:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("😀<b>я</b>", "😀я", [("bold", 2, 1)]),
        ("<b>  раз </b> ", "раз", [("bold", 0, 3)]),
        ("&lt;&gt;&amp;&quot;&#1103;&#x44F;&nbsp;", '<>&"яя&nbsp;', []),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ("<code><b>x</b></code>", "x", [("code", 0, 1)]),
        ('<a href="javascript:x">x</a>', "x", []),
        ("<b></b>x", "x", []),
        (
            "<b>a <code>x</code> b</b>",
            "a x b",
            [("bold", 0, 2), ("code", 2, 1), ("bold", 3, 2)],
        ),
        ("<b><i><b>x</b></i></b>", "x", [("italic", 0, 1), ("bold", 0, 1)]),
        (
            "<blockquote>a<blockquote expandable>b</blockquote></blockquote>",
            "ab",
            [("blockquote", 0, 2)],
        ),
    ],
)
def test_telegrams_rules_for_markup(
    markup: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed = parse_html(markup)

    assert parsed[0] == text
    assert sorted(spans(parsed[1])) == sorted(entities)


def test_links_people_languages_and_emoji_keep_what_they_point_to() -> None:
    markup = (
        '<a href="https://example.com?a=1&amp;b=2">a</a> <a href="tg://user?id=7">b</a> '
        '<pre><code class="language-python">c</code></pre> <tg-emoji emoji-id="5">👍</tg-emoji>'
    )

    _, entities = parse_html(markup)

    link, person, code, emoji = entities
    assert link["url"] == "https://example.com?a=1&b=2"
    assert person["user"] == {"id": 7}
    assert (code["type"], code["language"]) == ("pre", "python")
    assert emoji["custom_emoji_id"] == "5"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("жми /today", [("bot_command", 4, 6)]),
        ("/today@naparnik_bot да", [("bot_command", 0, 19)]),
        ("и/или 1/2", []),
        ("см. https://a.ru/x?y=1.", [("url", 4, 18)]),
        ("пиши @anna_s или a@b.ru", [("mention", 5, 7), ("email", 17, 6)]),
        ("#срочно", [("hashtag", 0, 7)]),
        ("звони +7 999 123-45-67", [("phone_number", 6, 16)]),
    ],
)
def test_telegram_marks_commands_and_addresses_itself(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert spans(with_found_entities(text, [])) == found


def test_a_dangerous_address_never_becomes_a_link() -> None:
    entity = {"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}

    assert render("x", [entity]) == "<span>x</span>"
