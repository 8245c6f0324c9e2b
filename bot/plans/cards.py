"""A plan as one message: how far it is, where it leads, and its parts."""

from datetime import date
from decimal import Decimal

from bot.callback_data import OpenDay
from bot.pages import page_buttons, page_line
from bot.plans.callback_data import (
    AskPlan,
    ChooseFactor,
    OpenPlan,
    SendPlanSheet,
    SharePlan,
    month_number,
)
from bot.plans.wording import LONGEST_NAME, about, amount_words, share_words, whose_words
from bot.screens import Button, Document, Row, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts, Value
from bot.zones import zone_words
from domain.org.whose import Whose
from domain.plans.model import Planned
from domain.plans.rules import is_shown
from domain.plans.views import PlanLine, PlanPage, PlanPaper


def plan_screen(page: PlanPage, texts: Texts) -> Screen:
    text = texts.paragraphs(
        [
            texts.lines(
                [
                    texts(
                        "plan-title",
                        whose=whose_words(page.whose, page.name, texts),
                        month=texts.month(page.month.starts_on),
                    ),
                    texts(f"plan-planned-{page.planned}"),
                    *_figures(page, texts),
                ]
            ),
            _sums(page, texts),
            texts.lines(
                [*(_line(line, page, texts) for line in page.lines), page_line(page.page, texts)]
            ),
            None if page.is_open else texts("plan-closed"),
        ]
    )
    return Screen(
        text,
        (
            *paired([_line_button(line, page, texts) for line in page.lines]),
            *page_buttons(page.page, texts, lambda number: _to(page, page_number=number)),
            *_month_buttons(page, texts),
            tuple(
                Button(texts.plain(f"plan-{planned}-button"), _to(page, planned=planned))
                for planned in Planned
                if planned is not page.planned
            ),
            *_acts(page, texts),
            _back(page, texts),
        ),
    )


def _to(
    page: PlanPage,
    whose: Whose | None = None,
    month: date | None = None,
    planned: Planned | None = None,
    *,
    page_number: int = 0,
) -> OpenPlan:
    """The same page but for what is named."""
    whose = whose or page.whose
    return OpenPlan(
        kind=whose.kind,
        id=whose.id,
        month=month_number(month or page.month.starts_on),
        planned=planned or page.planned,
        page=page_number,
    )


def _figures(page: PlanPage, texts: Texts) -> list[Markup]:
    progress, days = page.progress, page.progress.days

    def exact(amount: Decimal | None) -> str:
        return amount_words(amount, page.planned, page.currency, texts)

    def computed(amount: Decimal | None) -> str:
        return about(amount, page.planned, page.currency, texts)

    def with_share(key: str, amount: Decimal, words: str, **others: str | int) -> Markup:
        share = progress.share_of(amount)
        if share is None:
            return texts(key, amount=words, **others)
        return texts(f"{key}-share", amount=words, share=share_words(share, texts), **others)

    said = [
        texts("plan-none")
        if progress.plan is None
        else texts("plan-amount", amount=exact(progress.plan)),
        with_share("plan-fact", progress.fact, exact(progress.fact)),
    ]
    if not days.total:
        said.append(texts("plan-days-none"))
    else:
        shown: dict[str, Value] = {
            "passed": days.passed,
            "total": days.total,
            "share": share_words(days.share, texts),
        }
        is_running = 0 < days.passed < days.total
        if progress.due is not None and is_running:
            said.append(texts("plan-days-due", **shown, due=computed(progress.due)))
        else:
            said.append(texts("plan-days", **shown))
        pace = progress.at_this_pace
        if pace and is_running:
            said.append(with_share("plan-pace", pace, computed(pace)))
    left_out = _left_out(page, texts)
    if progress.forecast is not None and (page.deals.deals or left_out):
        said.append(
            with_share(
                "plan-forecast",
                progress.forecast,
                computed(progress.forecast),
                deals=page.deals.deals,
            )
        )
    if left_out:
        said.append(texts("plan-left-out", words=", ".join(left_out)))
    said.append(texts("plan-zone", zone=zone_words(page.zone, page.month.starts_on)))
    return said


def _left_out(page: PlanPage, texts: Texts) -> list[str]:
    deals = page.deals
    counts = {
        "plan-no-amount": deals.no_amount if page.planned.is_money else 0,
        "plan-other-currency": deals.other_currency if page.planned.is_money else 0,
        "plan-no-day": deals.no_day,
        "plan-day-passed": deals.day_passed,
    }
    return [texts.plain(key, count=count) for key, count in counts.items() if count]


def _sums(page: PlanPage, texts: Texts) -> Markup | None:
    """Whether the parts add up; nothing where neither the whole nor a part is planned."""
    sums = page.sums
    if sums is None or (sums.whole is None and not sums.parts):
        return None

    def worded(amount: Decimal) -> str:
        return amount_words(amount, page.planned, page.currency, texts)

    rest = sums.rest
    if rest is None:
        said = texts("plan-sums-no-whole", parts=worded(sums.parts))
    elif not rest:
        said = texts("plan-sums-equal")
    else:
        said = texts(
            "plan-sums-rest" if rest > 0 else "plan-sums-over",
            whole=worded(sums.whole or Decimal(0)),
            parts=worded(sums.parts),
            rest=worded(abs(rest)),
        )
    unplanned = texts("plan-sums-unplanned", count=sums.unplanned) if sums.unplanned else None
    return Markup(" ".join(part for part in (said, unplanned) if part))


def _line(line: PlanLine, page: PlanPage, texts: Texts) -> Markup:
    name = shorten(whose_words(line.whose, line.name, texts), LONGEST_NAME)
    fact = amount_words(line.fact, page.planned, page.currency, texts)
    if line.plan is None:
        return texts("plan-line-no-plan", name=name, fact=fact)
    plan = amount_words(line.plan, page.planned, page.currency, texts)
    return texts("plan-line", name=name, fact=fact, plan=plan, share=share_words(line.share, texts))


def _line_button(line: PlanLine, page: PlanPage, texts: Texts) -> Button:
    name = shorten(line.name, LONGEST_NAME)
    label = texts.plain("plan-line-button", name=name, share=share_words(line.share, texts))
    return Button(label, _to(page, line.whose))


def _month_buttons(page: PlanPage, texts: Texts) -> tuple[Row, ...]:
    months = (("before", page.month.previous()), ("after", page.month.next()))
    row = tuple(
        Button(
            texts.plain(f"plan-{key}-button", month=_month_name(month.starts_on, texts)),
            _to(page, month=month.starts_on),
        )
        for key, month in months
        if is_shown(month.starts_on, page.today)
    )
    return (row,) if row else ()


def _month_name(month: date, texts: Texts) -> str:
    return texts.plain(f"month-name-{month.month}")


def _acts(page: PlanPage, texts: Texts) -> list[Row]:
    whose = {"kind": page.whose.kind, "id": page.whose.id}
    month = month_number(page.month.starts_on)
    buttons = []
    if page.is_open and page.may_set:
        asks = AskPlan(**whose, month=month, planned=page.planned, version=page.version)
        buttons.append(Button(texts.plain("plan-set-button"), asks))
    if page.is_open and page.may_set_parts:
        rest = page.sums.rest if page.sums is not None else None
        if rest is not None and rest > 0:
            buttons += [
                Button(
                    texts.plain("plan-evenly-button"),
                    SharePlan(**whose, month=month, planned=page.planned, way="evenly"),
                ),
                Button(
                    texts.plain("plan-by-fact-button"),
                    SharePlan(**whose, month=month, planned=page.planned, way="by_fact"),
                ),
            ]
    if page.is_open and page.has_former and (page.may_set or page.may_set_parts):
        former = _month_name(page.month.previous().starts_on, texts)
        copies = ChooseFactor(**whose, month=month, planned=page.planned)
        buttons.append(Button(texts.plain("plan-copy-button", month=former), copies))
    if page.may_set or page.may_set_parts:
        buttons.append(Button(texts.plain("plan-xlsx-button"), SendPlanSheet(**whose, month=month)))
    return paired(buttons)


def _back(page: PlanPage, texts: Texts) -> Row:
    day = Button(texts.plain("day-button"), OpenDay())
    if page.above is None:
        return (day,)
    name = shorten(whose_words(page.above, page.above_name, texts), LONGEST_NAME)
    return (Button(texts.plain("plan-above-button", name=name), _to(page, page.above)), day)


def sheet_screen(paper: PlanPaper, whose: Whose, content: bytes, texts: Texts) -> Screen:
    caption = texts(
        "plan-sheet-caption",
        whose=whose_words(whose, paper.name, texts),
        month=texts.month(paper.month.starts_on),
    )
    name = f"plan-{paper.month.starts_on:%Y-%m}.xlsx"
    return Screen(caption, document=Document(name, content))
