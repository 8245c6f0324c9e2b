"""Places of branches and of people by one figure."""

from typing import Final

from bot.kpi.callback_data import OpenKpi, OpenRanking, address_of, sign_of
from bot.kpi.tabs import RANKED
from bot.kpi.wording import measure_name, period_name, value_words
from bot.pages import page_buttons, page_line
from bot.screens import Button, Row, Screen, in_rows
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.kpi.ranking import Place
from domain.kpi.views import RankingPage
from domain.org.whose import WhoseKind

MEDALS: Final = {1: "🥇", 2: "🥈", 3: "🥉"}
LONGEST_NAME: Final = 40
PLACES_ON_PAGE: Final = 20
"""Lines, not buttons: so many a phone shows at once."""


def ranking_screen(page: RankingPage, where: OpenRanking, texts: Texts) -> Screen:
    """By name those whose figures the reader may see; of others one's own place alone."""
    subject = page.subject
    title = texts(
        f"kpi-ranking-{page.kind}",
        measure=measure_name(page.measure, texts),
        period=period_name(subject.period, texts),
    )
    lines = [_line(place, page, texts) for place in page.places]
    return Screen(
        texts.paragraphs(
            [
                texts.lines([title, page_line(page.page, texts)]),
                texts.lines(lines) if lines else None,
                _own(page, texts),
                texts("kpi-ranking-nobody") if not lines and page.own is None else None,
            ]
        ),
        (
            *page_buttons(
                page.page, texts, lambda number: where.model_copy(update={"page": number})
            ),
            *_measures(page, where, texts),
            *_kinds(page, where, texts),
            (Button(texts.plain("kpi-back-button"), OpenKpi.to(subject.whose, subject.period)),),
        ),
    )


def _line(place: Place, page: RankingPage, texts: Texts) -> Markup:
    """«🥇 Москва — 1 200 000 ₽»; what cannot be divided has no place."""
    value = value_words(
        page.measure, place.figure.value, texts, currency=page.rulebook.company.currency
    )
    name = shorten(page.names[place.whose], LONGEST_NAME)
    is_own = page.own is not None and place.whose == page.own.whose
    key = "kpi-place-own" if is_own else "kpi-place"
    return texts(key, mark=_mark(place.number), name=name, value=value)


def _mark(number: int | None) -> str:
    if number is None:
        return "–"
    return MEDALS.get(number, f"{number}.")


def _own(page: RankingPage, texts: Texts) -> Markup | None:
    """«Вы 3-й из 12», «Ваш филиал: 3-й из 12»: told also where the others are not."""
    own = page.own
    if own is None:
        return None
    if own.number is None:
        return texts(f"kpi-own-{page.kind}-no-place")
    value = value_words(
        page.measure, own.figure.value, texts, currency=page.rulebook.company.currency
    )
    key = "place-shared" if own.is_shared else "place"
    return texts(f"kpi-own-{page.kind}-{key}", number=own.number, of=page.of, value=value)


def _measures(page: RankingPage, where: OpenRanking, texts: Texts) -> list[Row]:
    return in_rows(
        [
            Button(
                measure_name(measure, texts),
                where.model_copy(update={"m": sign_of(measure), "page": 0}),
            )
            for measure in RANKED
            if measure is not page.measure
        ],
        2,
    )


def _kinds(page: RankingPage, where: OpenRanking, texts: Texts) -> list[Row]:
    """Branches are for who may see more than one of them."""
    if not page.has_branches:
        return []
    other = "p" if page.kind is WhoseKind.BRANCH else "b"
    button = Button(
        texts.plain(f"kpi-ranking-{other}-button"),
        OpenRanking(**address_of(page.subject.whose, page.subject.period), rank=other, m=where.m),
    )
    return [(button,)]
