"""The result of a day as one message, and the ways down from it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.cadences.callback_data import OpenCadences
from bot.callback_data import OpenDay
from bot.deals.callback_data import OpenSilent
from bot.digests.callback_data import LevelView, OpenDigest, OpenLevel, number_of
from bot.plans.blocks import plan_button, plan_line
from bot.requests.callback_data import OpenRequests
from bot.risks.callback_data import OpenRisks
from bot.rulebook.wording import reason_name, segment_name
from bot.screens import Button, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.cadences.views import CadencePart
from domain.digests.views import Evening, LateClients, LostBecause, Sums
from domain.money import Money
from domain.org.model import Actor
from domain.org.whose import Whose, widest_of
from domain.requests.views import Stands
from domain.requests.views import Whose as RequestsOf
from domain.rulebook.model import Rulebook

MOST_SEGMENTS: Final = 3
MOST_REASONS: Final = 5
NAME_LENGTH: Final = 40
NOTHING: Final = "none"


def date_words(day: date, texts: Texts) -> str:
    """«ср, 18 ноября»."""
    weekday, month = texts.plain(f"weekday-{day.weekday()}"), texts.plain(f"month-{day.month}")
    return f"{weekday}, {day.day} {month}"


def evening_screen(evening: Evening, texts: Texts, *, actor: Actor) -> Screen:
    rulebook = evening.rulebook
    title = texts(
        "day-evening-title",
        name=actor.name.split(maxsplit=1)[0],
        date=date_words(evening.day, texts),
    )
    of_day = [
        won_line(evening.won, texts),
        lost_line(evening.lost, _reasons(evening.reasons, texts, rulebook), texts),
        _missed(evening, texts),
    ]
    as_it_stands = [
        _pipeline(evening.pipeline, texts),
        _silence(evening, texts),
        *(_late_clients(late, texts, rulebook) for late in evening.late_clients[:MOST_SEGMENTS]),
        _counted("digest-late-requests", evening.late_requests, texts),
        _counted("digest-risks", evening.risks, texts),
        plan_line(evening.plan, texts),
    ]
    standing_out = _standing_out(evening, texts)
    own = _counted("digest-own", evening.own, texts)
    said: list[Markup | None]
    if evening.is_today:
        said = [texts.lines([*of_day, *as_it_stands, standing_out, own])]
    else:
        waits = texts.lines([*as_it_stands, own])
        now = texts.lines([texts("digest-as-of-now"), waits]) if waits else None
        said = [texts.lines([*of_day, standing_out]), now]
    if not any(said):
        said = [texts("digest-quiet-day")]
    return Screen(texts.paragraphs([title, *said]), _buttons(evening, actor, texts))


def _money(money: Sequence[Money], texts: Texts) -> str:
    return texts.moneys(money) if money else NOTHING


def won_line(won: Sums, texts: Texts) -> Markup | None:
    if not won.count:
        return None
    return texts(
        "digest-won", count=won.count, money=_money(won.money, texts), bare=won.without_amount
    )


def lost_line(lost: Sums, reasons: Sequence[str], texts: Texts) -> Markup | None:
    """``reasons`` in words, as far as they are told."""
    if not lost.count:
        return None
    return texts(
        "digest-lost",
        count=lost.count,
        money=_money(lost.money, texts),
        bare=lost.without_amount,
        reasons=", ".join(reasons) or NOTHING,
    )


def _reasons(reasons: Sequence[LostBecause], texts: Texts, rulebook: Rulebook) -> list[str]:
    return [
        texts.plain(
            "digest-reason",
            reason=reason_name(rulebook, one.reason, texts),
            count=one.lost.count,
            money=_money(one.lost.money, texts),
        )
        for one in reasons[:MOST_REASONS]
    ]


def _missed(evening: Evening, texts: Texts) -> Markup | None:
    won, lost = evening.won_before, evening.lost_before
    if not (won.count or lost.count):
        return None
    return texts(
        "digest-missed",
        won=won.count,
        money=_money(won.money, texts),
        lost=lost.count,
    )


def _pipeline(pipeline: Sums, texts: Texts) -> Markup | None:
    if not pipeline.count:
        return None
    return texts(
        "digest-pipeline",
        count=pipeline.count,
        money=_money(pipeline.money, texts),
        bare=pipeline.without_amount,
    )


def _silence(evening: Evening, texts: Texts) -> Markup | None:
    silence = evening.silence
    if not silence.count:
        return None
    money = texts.moneys(silence.money)
    return texts("digest-silent", count=silence.count, money=money, overdue=silence.overdue)


def _late_clients(late: LateClients, texts: Texts, rulebook: Rulebook) -> Markup:
    names = ", ".join(shorten(name, NAME_LENGTH) for name in late.names)
    if late.count > len(late.names):
        more = late.count - len(late.names)
        names = texts.plain("digest-names-more", names=names, count=more)
    return texts(
        "digest-late-clients",
        segment=segment_name(rulebook, late.segment, texts),
        count=late.count,
        money=_money(late.money, texts),
        names=names,
    )


def _counted(key: str, count: int, texts: Texts) -> Markup | None:
    return texts(key, count=count) if count else None


def _standing_out(evening: Evening, texts: Texts) -> Markup | None:
    ahead, behind = evening.ahead, evening.behind
    if ahead and behind:
        return texts(
            "digest-ahead-behind",
            ahead=ahead.name,
            won=ahead.won,
            behind=behind.name,
            less=behind.won,
        )
    if ahead:
        return texts("digest-ahead", name=ahead.name, money=ahead.won)
    if behind:
        return texts("digest-behind", name=behind.name, money=behind.won)
    return None


def level_of(whose: Whose, day: date, view: LevelView, page: int = 0) -> OpenLevel:
    return OpenLevel(kind=whose.kind, id=whose.id, day=number_of(day), view=view, page=page)


def _buttons(evening: Evening, actor: Actor, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    whose, day = widest_of(actor), evening.day
    further = []
    if evening.has_branches:
        to = level_of(whose, day, "branches")
        further.append(Button(texts.plain("digest-branches-button"), to))
    further.append(Button(texts.plain("digest-people-button"), level_of(whose, day, "people")))
    if evening.won.count or evening.lost.count:
        to = level_of(whose, day, "deals")
        further.append(Button(texts.plain("digest-closed-button"), to))
    if evening.silence.count:
        further.append(Button(texts.plain("day-silent-button"), OpenSilent()))
    if evening.late_clients:
        late = OpenCadences(part=CadencePart.LATE)
        further.append(Button(texts.plain("digest-late-clients-button"), late))
    if evening.late_requests:
        requests = OpenRequests(whose=RequestsOf.TEAM, stands=Stands.LATE)
        further.append(Button(texts.plain("digest-requests-button"), requests))
    if evening.risks:
        further.append(Button(texts.plain("digest-risks-button"), OpenRisks()))
    if evening.plan is not None:
        further.append(plan_button(evening.plan, texts))
    back = (
        Button(texts.plain("day-button"), OpenDay()),
        Button(texts.plain("digest-settings-button"), OpenDigest()),
    )
    return (*paired(further), back)
