"""When a person's digest comes and with what, as they see and change it."""

from datetime import date, time
from typing import Final

from bot.callback_data import OpenDay
from bot.digests.callback_data import (
    AsEverybody,
    ComeAt,
    ComeOnDays,
    DigestSetting,
    OpenDigest,
    OpenDigestSetting,
    SendDigestNow,
    SwitchPart,
    SwitchPeriod,
    SwitchWeekday,
    TypeDigestTime,
)
from bot.screens import Button, Row, Screen, in_rows, paired
from bot.texts import Markup, Texts
from bot.zones import zone_words
from domain.digests.model import PARTS, DigestKind, DigestPlan
from domain.org.model import Actor

TIMES: Final = (
    *(time(7, 30), time(8), time(8, 30), time(9)),
    *(time(17), time(17, 30), time(18), time(18, 30)),
)
TIMES_IN_ROW: Final = 4
WEEKDAYS_IN_ROW: Final = 4


def plan_screen(plan: DigestPlan, texts: Texts, *, actor: Actor, today: date) -> Screen:
    """All of it in words, with a way to each setting."""
    lines = [
        _comes(plan, texts, actor),
        _next(plan, texts, today),
        texts("digest-in-quiet-hours") if plan.is_quiet else None,
        texts("digest-consists", parts=_parts(plan, texts)) if plan.at else None,
        _periods(plan, texts),
    ]
    settings = [
        _to("time", texts),
        _to("days", texts),
        _to("parts", texts),
        _to("periods", texts),
        _to("now", texts),
    ]
    if actor.role.leads_people:
        settings.append(_to("groups", texts))
    if not plan.choices.is_as_everybody:
        settings.append(
            Button(
                texts.plain("digest-as-everybody-button"),
                AsEverybody(version=plan.choices.version),
            )
        )
    back = (Button(texts.plain("day-button"), OpenDay()),)
    text = texts.paragraphs([texts("digest-plan-title"), texts.lines(lines)])
    return Screen(text, (*paired(settings), back))


def _to(setting: DigestSetting, texts: Texts) -> Button:
    return Button(texts.plain(f"digest-{setting}-button"), OpenDigestSetting(setting=setting))


def _comes(plan: DigestPlan, texts: Texts, actor: Actor) -> Markup:
    if plan.at is None or plan.next_on is None:
        return texts("digest-comes-not")
    zone = zone_words(actor.zone, plan.next_on)
    return texts("digest-comes", days=_days(plan, texts), time=f"{plan.at:%H:%M}", zone=zone)


def _days(plan: DigestPlan, texts: Texts) -> str:
    if plan.choices.weekdays is not None:
        days = ", ".join(texts.plain(f"weekday-{day}") for day in sorted(plan.choices.weekdays))
        return texts.plain("digest-days-some", days=days)
    is_every = plan.choices.comes_on_days_off
    return texts.plain("digest-days-every" if is_every else "digest-days-working")


def _next(plan: DigestPlan, texts: Texts, today: date) -> Markup | None:
    if plan.at is None:
        return None
    if plan.next_on is None:
        return texts("digest-next-none")
    day = texts.day(plan.next_on, today=today)
    return texts("digest-next", day=day, time=f"{plan.at:%H:%M}")


def _parts(plan: DigestPlan, texts: Texts) -> str:
    wanted = plan.choices.parts_for(plan.role)
    return ", ".join(
        texts.plain(f"digest-part-{part}") for part in PARTS[plan.role] if part in wanted
    )


def _periods(plan: DigestPlan, texts: Texts) -> Markup:
    match plan.weekly, plan.monthly:
        case True, True:
            return texts("digest-periods-both")
        case True, False:
            return texts("digest-periods-weekly")
        case False, True:
            return texts("digest-periods-monthly")
        case _:
            return texts("digest-periods-none")


def time_screen(plan: DigestPlan, texts: Texts) -> Screen:
    version = plan.choices.version
    chips = [
        Button(f"{at:%H:%M}", ComeAt(at=at.hour * 100 + at.minute, version=version)) for at in TIMES
    ]
    title = (
        texts("digest-time-title", time=f"{plan.at:%H:%M}")
        if plan.at
        else texts("digest-time-title-none")
    )
    other = (Button(texts.plain("digest-other-time-button"), TypeDigestTime()),)
    return Screen(title, (*in_rows(chips, TIMES_IN_ROW), other, _back(texts)))


def days_screen(plan: DigestPlan, texts: Texts) -> Screen:
    choices, version = plan.choices, plan.choices.version
    chosen = choices.weekdays
    if chosen is None:
        chosen = frozenset(plan.working_weekdays)
    weekdays = [
        Button(
            _switch(texts.plain(f"weekday-{day}"), texts, is_on=day in chosen),
            SwitchWeekday(weekday=day, is_on=day not in chosen, version=version),
        )
        for day in plan.working_weekdays
    ]
    all_days = [
        Button(
            texts.plain("digest-all-working-button"), ComeOnDays(every_day=False, version=version)
        ),
        Button(texts.plain("digest-every-day-button"), ComeOnDays(every_day=True, version=version)),
    ]
    text = texts.lines([texts("digest-days-title"), _now_on(plan, texts)])
    rows = in_rows(weekdays, WEEKDAYS_IN_ROW)
    return Screen(text, (*rows, *paired(all_days), _back(texts)))


def _now_on(plan: DigestPlan, texts: Texts) -> Markup:
    return texts("digest-days-now", days=_days(plan, texts))


def parts_screen(plan: DigestPlan, texts: Texts) -> Screen:
    wanted, version = plan.choices.parts_for(plan.role), plan.choices.version
    switches = [
        Button(
            _switch(texts.plain(f"digest-part-{part}"), texts, is_on=part in wanted),
            SwitchPart(part=part, is_on=part not in wanted, version=version),
        )
        for part in PARTS[plan.role]
    ]
    return Screen(texts("digest-parts-title"), (*paired(switches), _back(texts)))


def periods_screen(plan: DigestPlan, texts: Texts) -> Screen:
    states = {DigestKind.WEEKLY: plan.weekly, DigestKind.MONTHLY: plan.monthly}
    switches = [
        Button(
            _switch(texts.plain(f"digest-period-{kind}"), texts, is_on=is_on),
            SwitchPeriod(kind=kind, is_on=not is_on, version=plan.choices.version),
        )
        for kind, is_on in states.items()
    ]
    text = texts.lines([texts("digest-periods-title"), texts("digest-periods-explained")])
    return Screen(text, (*paired(switches), _back(texts)))


def now_screen(texts: Texts) -> Screen:
    kinds: Row = tuple(
        Button(texts.plain(f"digest-kind-{kind}"), SendDigestNow(kind=kind)) for kind in DigestKind
    )
    return Screen(texts("digest-now-title"), (kinds, _back(texts)))


def _switch(name: str, texts: Texts, *, is_on: bool) -> str:
    return texts.plain("digest-switch-off" if is_on else "digest-switch-on", name=name)


def _back(texts: Texts) -> Row:
    return (Button(texts.plain("digest-back-button"), OpenDigest()),)
