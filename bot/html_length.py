"""The length of HTML as Telegram counts it, and cutting what is longer.

Telegram counts UTF-16 units of the visible text: tags are free, an entity is one character.
"""

import re
from html import unescape

ELLIPSIS = "…"

_TOKEN = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*)[^>]*>|&[#\w]+;|.", re.DOTALL)


def visible_length(html: str) -> int:
    """UTF-16 units of the text that is seen."""
    return sum(
        0 if token["name"] else _units(unescape(token.group())) for token in _TOKEN.finditer(html)
    )


def cut(html: str, limit: int) -> str:
    """``html`` within ``limit`` visible units: cut after a whole line, with «…», tags closed.

    A first line that is too long by itself is cut in its middle.
    """
    if 2 * len(html) <= limit or visible_length(html) <= limit:  # a character is two units at most
        return html
    room = limit - len("\n" + ELLIPSIS)
    seen, opened = 0, list[str]()
    end_of_line: tuple[int, tuple[str, ...]] | None = None
    for token in _TOKEN.finditer(html):
        if token["name"]:
            if token["closing"]:
                opened.pop()
            else:
                opened.append(token["name"])
            continue
        if token.group() == "\n":
            end_of_line = token.start(), tuple(opened)
        seen += _units(unescape(token.group()))
        if seen > room:
            break
    if end_of_line:
        end, still_open = end_of_line
        return html[:end] + _closing(still_open) + "\n" + ELLIPSIS
    return html[: token.start()] + _closing(tuple(opened)) + ELLIPSIS


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _closing(opened: tuple[str, ...]) -> str:
    return "".join(f"</{name}>" for name in reversed(opened))
