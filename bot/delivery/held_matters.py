"""Several held matters in one message: a line and a button each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from aiogram.filters.callback_data import CallbackData

from bot.html_length import cut, visible_length
from bot.screens import TEXT_LIMIT, Button, Screen, in_rows
from bot.texts import Markup, Texts
from domain.delivery.model import Notice, NoticeId

MOST_AT_ONCE: Final = 30
LINE_LENGTH: Final = 100
BUTTONS_IN_ROW: Final = 5

_TAG = re.compile(r"<[^>]+>")


class OpenNotice(CallbackData, prefix="notice"):
    """Opens one matter of a summary."""

    notice_id: int


@dataclass(frozen=True, slots=True)
class HeldMatter:
    """A held notice with the screen that it would have been."""

    notice: Notice
    screen: Screen

    @property
    def title(self) -> str:
        """The first line without its dress, as HTML."""
        first = _TAG.sub("", self.screen.text).strip().split("\n", 1)[0]
        return cut(first, LINE_LENGTH)


@dataclass(frozen=True, slots=True)
class Told:
    """A screen with the held notices that it tells."""

    screen: Screen
    notice_ids: Sequence[NoticeId]


def summary(texts: Texts, matters: Sequence[HeldMatter]) -> Told:
    """One message about all of them."""
    title = texts("delivery-summary-title", count=len(matters))
    return _with_lines(Screen(f"<b>{title}</b>"), "", matters)


def digest_with(texts: Texts, digest: Screen, matters: Sequence[HeldMatter]) -> Told:
    """The digest with as many of them at its foot as there is room for; none under a picture."""
    if digest.has_media or not matters:
        return Told(digest, ())
    return _with_lines(digest, f"\n\n<b>{texts('delivery-digest-held')}</b>", matters)


def _with_lines(top: Screen, heading: str, matters: Sequence[HeldMatter]) -> Told:
    text = top.text + heading
    room = TEXT_LIMIT - visible_length(text)
    told: list[HeldMatter] = []
    for number, matter in enumerate(matters, 1):
        line = f"\n{number}. {matter.title}"
        room -= visible_length(line)
        if room < 0:
            break
        text += line
        told.append(matter)
    if not told:
        return Told(top, ())
    keys = [
        Button(f"📬 {number}", OpenNotice(notice_id=matter.notice.id))
        for number, matter in enumerate(told, 1)
    ]
    rows = tuple(in_rows(keys, BUTTONS_IN_ROW))
    screen = replace(top, text=Markup(text), buttons=top.buttons + rows)
    return Told(screen, [matter.notice.id for matter in told])
