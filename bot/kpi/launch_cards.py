"""Before the company worked with the bot, and since."""

from bot.kpi.callback_data import OpenKpi
from bot.kpi.wording import (
    change_words,
    days_name,
    measure_name,
    subject_name,
    value_words,
)
from bot.rulebook.wording import stage_name
from bot.screens import Button, Screen
from bot.texts import Markup, Texts
from domain.kpi.launch import Compared, LaunchPage
from domain.kpi.model import Measure
from domain.periods import Period


def launch_screen(page: LaunchPage, texts: Texts) -> Screen:
    subject = page.subject
    counted = [line for line in page.lines if not line.stage]
    stages = [line for line in page.lines if line.stage]
    back = OpenKpi.to(subject.whose, subject.period, "funnel")
    return Screen(
        texts.paragraphs(
            [
                texts(
                    "kpi-launch-title",
                    whose=subject_name(subject, texts),
                    before=_days(page.before, texts),
                    since=_days(page.since, texts),
                ),
                texts.lines(
                    [texts("kpi-launch-counted"), *(_line(page, one, texts) for one in counted)]
                ),
                texts.lines(
                    [texts("kpi-launch-stages"), *(_line(page, one, texts) for one in stages)]
                ),
            ]
        ),
        ((Button(texts.plain("kpi-back-button"), back),),),
    )


def _days(period: Period, texts: Texts) -> str:
    return days_name(period.starts_on, period.last_on, texts)


def _line(page: LaunchPage, line: Compared, texts: Texts) -> Markup:
    """«Первый контакт: 4 дн. → 2,5 дн. ▼ −1,5 дн. (−38 %)»."""
    currency = page.rulebook.company.currency
    change = change_words(line.measure, line.change, texts, currency=currency)
    name = (
        stage_name(page.rulebook, line.stage, texts)
        if line.measure is Measure.STAGE_TIME
        else measure_name(line.measure, texts)
    )
    before, since = (
        value_words(line.measure, value, texts, currency=currency)
        for value in (line.before, line.since)
    )
    return texts(
        "kpi-launch-line",
        name=name,
        before=before,
        since=since,
        change=f" {change}" if change else "",
    )
