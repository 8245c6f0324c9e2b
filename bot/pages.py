from collections.abc import Callable
from dataclasses import replace

from aiogram.filters.callback_data import CallbackData

from bot.screens import Button, Screen
from bot.texts import Markup, Texts
from domain.pages import Page

PAGE_SIZE = 8
"""Rows that a phone shows without scrolling, buttons under them included."""


def page_line(page: Page, texts: Texts) -> Markup | None:
    """«Страница 2 из 5»; None where all is on one page."""
    if page.count == 1:
        return None
    return texts("page-number", page=page.number, pages=page.count)


def with_way_back(card: Screen, button: Button) -> Screen:
    """A matter's card with the list that it was opened from under its other ways on."""
    return replace(card, buttons=(*card.buttons, (button,)))


def page_buttons(
    page: Page, texts: Texts, to: Callable[[int], CallbackData]
) -> tuple[tuple[Button, ...], ...]:
    """One row that turns pages, counted from 0; no row where all is on one page."""
    if page.count == 1:
        return ()
    here = page.number - 1
    row: list[Button] = []
    if here > 0:
        row.append(Button(texts.plain("previous-page-button"), to(here - 1)))
    if here + 1 < page.count:
        row.append(Button(texts.plain("next-page-button"), to(here + 1)))
    return (tuple(row),)
