"""Bare words made short enough for a row or a button. HTML is cut by ``bot/html_length.py``."""

from bot.html_length import ELLIPSIS


def shorten(words: str, longest: int) -> str:
    """At most ``longest`` signs, the last of them «…» where there was more."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + ELLIPSIS


def shorten_to_line(words: str, longest: int) -> str:
    """The same on one line, with single spaces."""
    return shorten(" ".join(words.split()), longest)
