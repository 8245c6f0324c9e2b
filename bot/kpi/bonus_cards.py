"""The bonuses of the people inside a group: a line each, and a button to each one's work."""

from typing import Final

from bot.kpi.bonus_lines import edge_words
from bot.kpi.callback_data import OpenBonuses, OpenKpi
from bot.kpi.wording import period_name, subject_name
from bot.pages import page_buttons, page_line
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.kpi.bonus import Bonus
from domain.kpi.bonuses import BonusesPage

LONGEST_NAME: Final = 40


def bonuses_screen(page: BonusesPage, where: OpenBonuses, texts: Texts) -> Screen:
    """By name; where nobody has a bonus, that alone is said."""
    subject = page.subject
    title = texts(
        "kpi-bonuses-title",
        whose=subject_name(subject, texts),
        period=period_name(subject.period, texts),
    )
    lines = [] if page.has_none else page.lines
    people: list[Row] = [
        (Button(shorten(name, LONGEST_NAME), OpenKpi.to(person, subject.period, "work")),)
        for person, name, _ in lines
    ]
    back = OpenKpi.to(subject.whose, subject.period, "work")
    return Screen(
        texts.paragraphs(
            [
                texts.lines([title, page_line(page.page, texts)]),
                texts.lines([_line(name, bonus, texts) for _, name, bonus in lines])
                if lines
                else texts("kpi-bonuses-none"),
            ]
        ),
        (
            *people,
            *page_buttons(
                page.page, texts, lambda number: where.model_copy(update={"page": number})
            ),
            (Button(texts.plain("kpi-back-button"), back),),
        ),
    )


def _line(name: str, bonus: Bonus | None, texts: Texts) -> Markup:
    """«Иван Петров — 50 из 100 %», below it the nearest edge."""
    said = shorten(name, LONGEST_NAME)
    if bonus is None:
        return texts("kpi-bonus-of-none", name=said)
    if bonus.has_nothing:
        return texts("kpi-bonus-of-nothing", name=said)
    paid = texts("kpi-bonus-of", name=said, paid=bonus.paid)
    return texts.lines([paid, edge_words(bonus, texts)])
