"""Cards and pictures of figures from sample views: values, changes, words, and sizes of letters."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from bot.kpi.bonus_cards import bonuses_screen
from bot.kpi.bonus_lines import bonus_block, bonus_line
from bot.kpi.callback_data import (
    MeasureSign,
    OpenBonuses,
    OpenCuts,
    OpenFact,
    OpenFacts,
    OpenKpi,
    OpenRanking,
    address_of,
)
from bot.kpi.cards import kpi_screen
from bot.kpi.cut_cards import cuts_screen
from bot.kpi.picture_cards import funnel_paper, plan_paper, trend_paper
from bot.kpi.pictures.funnel import funnel_figure
from bot.kpi.pictures.plan import plan_figure
from bot.kpi.pictures.trend import trend_figure
from bot.kpi.ranking_cards import ranking_screen
from bot.kpi.tabs import DETAILS, OF_STAGES, TREND
from bot.kpi.why_cards import figure_screen
from bot.kpi.wording import change_words, value_words
from bot.pictures import POINTS_PER_INCH, png
from bot.projects.gantt_layout import WIDTH
from bot.screens import CALLBACK_DATA_BYTES
from bot.texts import Texts, texts_for
from bot.zones import zone_words
from domain.kpi.bonus import bonus_of
from domain.kpi.bonuses import BonusesPage
from domain.kpi.changes import change_of, compared_with
from domain.kpi.counts import Summed
from domain.kpi.cut_queries import CutsPage
from domain.kpi.cuts import Cut, CutBy
from domain.kpi.model import FactKind, Figure, LeftOut, Measure, Unit
from domain.kpi.ranking import places
from domain.kpi.views import (
    FigureKey,
    FigurePage,
    KpiPage,
    PlansPage,
    RankingPage,
    Subject,
    TrendPage,
)
from domain.language import Language
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.pages import Page
from domain.periods import Period, PeriodKind, months_back, own_period, period_of
from domain.plans.model import Planned
from domain.plans.progress import Days
from domain.rulebook.kpi import SERVICE_BONUS
from tests.builders import a_rulebook
from tests.messages import plain

TODAY = date(2026, 11, 18)
NOVEMBER = period_of(PeriodKind.MONTH, TODAY)
IVAN = Whose(WhoseKind.PERSON, 5)
RU, EN = texts_for(Language.RUSSIAN), texts_for(Language.ENGLISH)
RULEBOOK = a_rulebook()
SMALLEST_PIXELS = 12
BUBBLE = 0.9
"""Of the screen's width, where a chat shows a picture."""


def figure(
    measure: Measure,
    value: str | None,
    numerator: int = 0,
    denominator: int | None = None,
    left_out: Mapping[LeftOut, int] | None = None,
    of: str = "",
    whose: Whose = IVAN,
) -> Figure:
    return Figure(
        measure,
        whose,
        None if value is None else Decimal(value),
        Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        left_out or {},
        of,
    )


def a_subject(whose: Whose = IVAN, period: Period = NOVEMBER, **changed: Any) -> Subject:
    zone = ZoneInfo("Europe/Moscow")
    against = compared_with(period, TODAY)
    return Subject(whose, "Иван Петров", period, against, zone, TODAY, **changed)


def a_page(
    now: list[Figure], before: list[Figure] | None = None, subject: Subject | None = None
) -> KpiPage:
    def keyed(figures: list[Figure]) -> dict[FigureKey, Figure]:
        return {(one.measure, one.of): one for one in figures}

    return KpiPage(subject or a_subject(), keyed(now), keyed(before or []), RULEBOOK)


STAGES = [
    one
    for number, stage in enumerate(RULEBOOK.stages, 1)
    for one in (
        figure(Measure.STAGE_CONVERSION, "0.75", 3000 // number, 4000 // number, of=stage.key),
        figure(Measure.STAGE_PASSAGE, "1.125", 4500 // number, 4000 // number, of=stage.key),
        figure(Measure.STAGE_TIME, "2.5", 4, of=stage.key),
    )
]


@pytest.mark.parametrize("texts", [RU, EN], ids=["ru", "en"])
@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_a_name_a_formula_in_words_and_a_place(
    texts: Texts, measure: Measure
) -> None:
    shown = {one for groups in DETAILS.values() for group in groups.values() for one in group}
    ratio = FigurePage(a_subject(), figure(measure, None, 0, None), figure(measure, None), RULEBOOK)

    screen = figure_screen(ratio, texts)

    assert measure in shown | set(OF_STAGES)
    assert MeasureSign[measure.name].measure is measure
    assert texts.plain(f"kpi-formula-{measure.replace('_', '-')}") in screen.text.replace(
        "&#x27;", "'"
    )


def test_sixty_to_ninety_three_names_both_points_and_percent() -> None:
    change = change_of(Decimal("0.93"), Decimal("0.6"))

    russian, english = (
        plain(change_words(Measure.TIMELINESS, change, texts, currency="RUB") or "")
        for texts in (RU, EN)
    )
    assert (russian, english) == ("▲ +33 п. п. (+55 %)", "▲ +33 pp (+55%)")


@pytest.mark.parametrize(
    ("measure", "now", "before", "words"),
    [
        (Measure.CALLS, "12", "9", "▲ +3 (+33 %)"),
        (Measure.CALLS, "9", "12", "▼ −3 (−25 %)"),
        (Measure.CALLS, "9", "9", "="),
        (Measure.CALLS, "3", "0", "▲ +3 (было 0)"),
        (Measure.WON_VALUE, "372000", "300000", "▲ +72 000 ₽ (+24 %)"),
        (Measure.CYCLE, "12.5", "14", "▼ −1,5 дн. (−11 %)"),
        (Measure.WIN_RATE, "0.601", "0.6", "▲ +0,1 п. п. (+0,2 %)"),
        (Measure.CYCLE, "12.51", "12.5", "="),
    ],
)
def test_changes_are_told_in_their_unit(
    measure: Measure, now: str, before: str, words: str
) -> None:
    change = change_of(Decimal(now), Decimal(before))

    assert plain(change_words(measure, change, RU, currency="RUB") or "") == words


@pytest.mark.parametrize(
    ("measure", "value", "words"),
    [
        (Measure.WIN_RATE, None, "—"),
        (Measure.WIN_RATE, "0.66666", "66,7 %"),
        (Measure.TIMELINESS, "0.94999", "94,9 %"),
        (Measure.VELOCITY, "1234.5", "1 235 ₽ в день"),
        (Measure.MEAN_WON, "33333.33", "33 333 ₽"),
        (Measure.HAND_OFF, "5.25", "5,3 ч"),
    ],
)
def test_values_are_worded_and_what_does_not_pay_never_reads_as_if_it_did(
    measure: Measure, value: str | None, words: str
) -> None:
    number = None if value is None else Decimal(value)

    assert plain(value_words(measure, number, RU, currency="RUB")) == words


def test_the_first_screen_tells_trend_in_words_and_arrows_and_what_was_left_out() -> None:
    left_out = {LeftOut.NO_AMOUNT: 2, LeftOut.OTHER_CURRENCY: 1}
    page = a_page(
        [
            figure(Measure.WON_VALUE, "372000", 372000, None, left_out),
            figure(Measure.WIN_RATE, "0.93", 93, 100),
            figure(Measure.CALLS, "4", 4),
            figure(Measure.TRANSPARENCY, "0.74", 74, 100),
        ],
        [
            figure(Measure.WON_VALUE, "300000", 300000),
            figure(Measure.WIN_RATE, "0.6", 60, 100),
            figure(Measure.CALLS, "8", 8),
        ],
    )

    text = plain(kpi_screen(page, "sum", RU).text)

    assert "📊 <b>Иван Петров</b> · ноябрь 2026" in text
    assert "время UTC+3. ▲▼ сравнение: 1–18 октября 2026." in text
    assert "👍 Лучше: доля выигранных, сумма выигранных\n👎 Хуже: звонки" in text
    assert "Доля выигранных: <b>93 %</b> ▲ +33 п. п. (+55 %)" in text
    assert "Прозрачность: <b>74 %</b> (цель 80 %)" in text
    assert "Не вошло: 2 сделки без суммы, 1 сделка в другой валюте." in text
    assert text.count("\n") < 30


def test_a_newcomer_and_a_department_without_tasks_read_plain_words() -> None:
    nobody = plain(kpi_screen(a_page([]), "sum", RU).text)
    department = a_subject(Whose(WhoseKind.DEPARTMENT, 3))

    assert "Пока нет ни одного факта за этот период." in nobody
    assert "У отдела нет ни задач" in plain(
        kpi_screen(a_page([], subject=department), "sum", RU).text
    )
    assert "Задач со сроком в этом периоде не было" in plain(
        kpi_screen(a_page([]), "work", RU).text
    )
    assert "на этапы не входили" in plain(kpi_screen(a_page([]), "funnel", RU).text)


def test_a_closed_period_says_so_and_shows_what_was_corrected() -> None:
    october = NOVEMBER.previous()
    subject = a_subject(period=october, closed_at=datetime(2026, 11, 5, 6, tzinfo=UTC))
    page = a_page([figure(Measure.WON_COUNT, "12", 12)], subject=subject)
    corrected = {(Measure.WON_COUNT, ""): figure(Measure.WON_COUNT, "13", 13)}
    page = KpiPage(page.subject, page.figures, page.before, RULEBOOK, corrected)

    text = plain(kpi_screen(page, "sum", RU).text)

    assert "🔒 Закрыт 05.11, время UTC+3. ▲▼ сравнение: сентябрь 2026." in text
    assert "▲ +12 (было 0) (исправлено после закрытия: сейчас 13)" in text


def test_few_thumbs_are_called_few_data() -> None:
    page = a_page(
        [figure(Measure.ORIENTATION, "0.75", 3, 4), figure(Measure.TIMELINESS, "1", 3, 3)]
    )

    text = plain(kpi_screen(page, "work", RU).text)

    assert "Клиентоориентированность: <b>75 %</b>" in text
    assert "(мало данных: 4 отзыва)" in text


def test_the_funnel_labels_both_conversions() -> None:
    text = plain(kpi_screen(a_page(STAGES), "funnel", RU).text)

    assert "<b>Когорта</b> — из вошедших на этап в этот период дошли дальше." in text
    assert "<b>За период</b> — вышло ÷ вошло" in text
    assert "<code>██████████</code> вошло 4 000" in text
    assert "Когорта: <b>75 %</b> (3 000 из 4 000)" in text
    assert "За период: <b>112,5 %</b> (4 500 из 4 000)" in text
    assert "⏱ Медиана 2,5 дн. при лимите 16 раб. ч" in text


def test_the_cliff_is_told_before_one_falls_off_it() -> None:
    figures = {
        Measure.TIMELINESS: figure(Measure.TIMELINESS, "0.975", 39, 40),
        Measure.PRODUCTIVITY: figure(Measure.PRODUCTIVITY, "0.5", 61, 122),
    }
    bonus = bonus_of(IVAN, "Иван Петров", NOVEMBER, SERVICE_BONUS, figures)

    line, block = plain(bonus_line(bonus, RU) or ""), plain(bonus_block(bonus, RU))

    assert "Бонус сейчас: 50 из 100 %" in line
    assert "Ещё 2 просрочки из 40 — и 50 % за своевременность не платятся." in line
    assert "✖️ Продуктивность: 50 % при пороге 95 % — 30 % не платятся" in block
    assert "До порога 95 % не хватает 54,9 ч принятых задач." in block
    assert "➖ Клиентоориентированность — 20 % не платятся: считать пока нечего" in block


def test_one_more_overdue_task_is_said_in_words() -> None:
    figures = {Measure.TIMELINESS: figure(Measure.TIMELINESS, "0.95", 38, 40)}
    bonus = bonus_of(IVAN, "Иван Петров", NOVEMBER, SERVICE_BONUS, figures)

    assert "Ещё одна просрочка из 40 — и 50 % за своевременность не платятся." in plain(
        bonus_line(bonus, RU) or ""
    )


def test_a_closed_month_has_no_cliff_to_fall_off() -> None:
    figures = {Measure.TIMELINESS: figure(Measure.TIMELINESS, "0.95", 38, 40)}
    bonus = bonus_of(IVAN, "Иван Петров", NOVEMBER, SERVICE_BONUS, figures)
    closed = replace(bonus, closed_at=datetime(2026, 12, 4, 6, tzinfo=UTC))

    told = plain(bonus_line(closed, RU) or "") + plain(bonus_block(closed, RU))

    assert "Бонус за период: 50 из 100 %" in told
    assert "Ещё одна просрочка" not in told


@pytest.mark.parametrize("texts", [RU, EN], ids=["ru", "en"])
def test_bonuses_are_paged_and_say_who_has_none(texts: Texts) -> None:
    figures = {Measure.TIMELINESS: figure(Measure.TIMELINESS, "0.95", 38, 40)}
    earned = bonus_of(IVAN, "Иван Петров", NOVEMBER, SERVICE_BONUS, figures)
    closed = replace(earned, closed_at=datetime(2026, 12, 4, 6, tzinfo=UTC))
    lines = [(IVAN, "Щ" * 200, earned), (IVAN, "Иван <b>", closed), (IVAN, "Анна", None)]
    page = BonusesPage(a_subject(COMPANY), lines, Page(8, 8, 20))

    screen = bonuses_screen(page, OpenBonuses(**address_of(COMPANY, NOVEMBER), page=1), texts)

    edge = bonus_line(earned, texts)
    assert edge is not None
    assert screen.text.count(edge.splitlines()[-1]) == 1
    assert texts("kpi-bonus-of", name="Иван <b>", paid=50) in screen.text
    assert texts("kpi-bonus-of-none", name="Анна") in screen.text
    opened = [button.data for row in screen.buttons[:3] for button in row]
    assert opened == [OpenKpi.to(IVAN, NOVEMBER, "work")] * 3
    turned = [button.data for button in screen.buttons[3]]
    assert [to.page for to in turned if isinstance(to, OpenBonuses)] == [0, 2]


def test_a_ranking_without_names_tells_ones_own_place_alone() -> None:
    others = [
        figure(Measure.WON_COUNT, str(n), n, whose=Whose(WhoseKind.PERSON, n)) for n in (9, 7)
    ]
    ranked = places([*others, figure(Measure.WON_COUNT, "5", 5)], Measure.WON_COUNT)
    page = RankingPage(
        subject=a_subject(is_own=True),
        measure=Measure.WON_COUNT,
        kind=WhoseKind.PERSON,
        places=(),
        names={place.whose: "Другой" for place in ranked},
        page=Page(0, 20, 0),
        own=ranked[-1],
        of=3,
        has_branches=False,
        rulebook=RULEBOOK,
    )

    text = ranking_screen(page, OpenRanking(**address_of(IVAN, NOVEMBER), rank="p"), RU).text

    assert "Вы 3-й из 3: 5" in text
    assert "Другой" not in text


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((9, 7, 5), "Ваш филиал: 3-й из 3"),
        ((9, 5, 5), "Ваш филиал делит 2-е место из 3"),
        ((9, 7, None), "У вашего филиала места пока нет"),
    ],
)
def test_a_ranking_of_branches_tells_the_place_of_ones_own(
    values: tuple[int | None, ...], told: str
) -> None:
    branches = [
        figure(
            Measure.WIN_RATE,
            None if value is None else str(value),
            whose=Whose(WhoseKind.BRANCH, number),
        )
        for number, value in enumerate(values)
    ]
    ranked = places(branches, Measure.WIN_RATE)
    page = RankingPage(
        subject=a_subject(COMPANY),
        measure=Measure.WIN_RATE,
        kind=WhoseKind.BRANCH,
        places=ranked,
        names={place.whose: "Филиал" for place in ranked},
        page=Page(0, 20, 3),
        own=ranked[-1],
        of=len([place for place in ranked if place.number is not None]),
        has_branches=True,
        rulebook=RULEBOOK,
    )

    text = ranking_screen(page, OpenRanking(**address_of(COMPANY, NOVEMBER), rank="b"), RU).text

    assert told in text


@pytest.mark.parametrize("texts", [RU, EN], ids=["ru", "en"])
@pytest.mark.parametrize("by", list(CutBy))
def test_cuts_of_every_kind_are_paged_and_name_what_has_none(texts: Texts, by: CutBy) -> None:
    cuts = [
        Cut("Щ" * 200, Summed(1_000_000, Decimal(9_999_999_999), 1_000_000), Summed(2)),
        *(Cut(f"Строка {n}", Summed(1, Decimal(n), 1), Summed()) for n in range(6)),
        Cut(None, Summed(), Summed()),
    ]
    won, lost = Summed(1_000_006, Decimal(1), 3, 2, 1), Summed(2)
    page = CutsPage(a_subject(), by, cuts, Page(8, 8, 25), won, lost, RULEBOOK)

    screen = cuts_screen(page, OpenCuts(**address_of(IVAN, NOVEMBER), cut=by, page=1), texts)

    nothing = texts.plain(f"kpi-cut-without-{by}")
    assert f"<b>{nothing}</b>: ✅ 0 · ❌ 0 · —" in plain(screen.text)
    assert texts.plain("kpi-left-no-amount", count=2) in screen.text
    assert len(plain(screen.text).splitlines()) < 20
    turned = [button.data for button in screen.buttons[0]]
    assert [(to.cut, to.page) for to in turned if isinstance(to, OpenCuts)] == [(by, 0), (by, 2)]


def test_zones_are_told_as_distances() -> None:
    assert zone_words(ZoneInfo("Asia/Kolkata"), TODAY) == "UTC+5:30"
    assert zone_words(ZoneInfo("America/New_York"), TODAY) == "UTC−5"


def test_the_longest_address_fits_into_a_button_and_its_card_into_another() -> None:
    period = own_period(date(2024, 1, 1), date(2026, 12, 31))
    address = address_of(Whose(WhoseKind.DEPARTMENT, 99_999), period)
    sign = MeasureSign.STAGE_CONVERSION
    listed = OpenFacts(**address, m=sign, stage="s" * 24, part="d", page=9999)
    opened = OpenFact(**address, m=sign, part="d", kind=FactKind.INTERACTION, fact=999_999_999)

    assert len(listed.pack()) <= CALLBACK_DATA_BYTES
    assert len(opened.pack()) <= CALLBACK_DATA_BYTES


def papers(texts: Texts) -> dict[str, Any]:
    months = months_back(NOVEMBER, 12)
    values = [Decimal(n) * 100_000 if n % 5 else None for n in range(1, 13)]
    shares = [Decimal(n) / 12 for n in range(1, 13)]
    trend = TrendPage(
        a_subject(),
        months,
        {measure: shares if measure is Measure.WIN_RATE else values for measure in TREND},
        RULEBOOK,
    )
    plans = PlansPage(
        a_subject(COMPANY),
        NOVEMBER,
        [
            (planned, None if planned is Planned.CALLS else Decimal(600_000), Decimal(n * 300_000))
            for n, planned in enumerate(Planned)
        ],
        Days(12, 20),
        RULEBOOK,
    )
    return {
        "funnel": funnel_figure(funnel_paper(a_page(STAGES), texts)),
        "plan": plan_figure(plan_paper(plans, texts)),
        "trend": trend_figure(trend_paper(trend, texts)),
    }


@pytest.mark.parametrize("texts", [RU, EN], ids=["ru", "en"])
def test_pictures_are_read_on_a_phone_and_nothing_in_them_is_cut_off(texts: Texts) -> None:
    for name, drawn in papers(texts).items():
        renderer = FigureCanvasAgg(drawn).get_renderer()
        width = Image.open(io.BytesIO(png(drawn))).width
        boxes = [(words, words.get_window_extent(renderer)) for words in drawn.axes[0].texts]

        for words, box in boxes:
            pixels = words.get_fontsize() * drawn.dpi / POINTS_PER_INCH * WIDTH * BUBBLE / width
            assert pixels >= SMALLEST_PIXELS, (name, words)
            assert -1 <= box.x0 <= box.x1 <= width + 1, (name, words)
            assert not [
                other for other, there in boxes if words is not other and box.overlaps(there)
            ]


def test_a_unit_of_every_measure_has_words() -> None:
    for measure in Measure:
        assert value_words(measure, Decimal(1), RU, currency="RUB") != "—"
    assert len(Unit) == 6
