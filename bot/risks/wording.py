"""Signs of a risk in words: «Срок контакта прошёл 2 раза подряд, последний — 12 ноября»."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.shortening import shorten_to_line
from bot.texts import Markup, Texts
from domain.money import Money
from domain.risks.model import Sign, SignKind
from domain.rulebook.risks import Against

LONGEST_TITLE = 60
HUNDRED = 100


def sign_line(sign: Sign, texts: Texts, *, currency: str, today: date, zone: ZoneInfo) -> Markup:
    """One sign with its figures."""
    facts = sign.facts
    match sign.kind:
        case SignKind.LATE:
            on = texts.day(date.fromisoformat(str(facts["on"])), today=today)
            return texts("risk-sign-late", count=int(str(facts["count"])), on=on)
        case SignKind.FALL:
            return _fall(sign, texts, currency)
        case SignKind.TASK_DOWN | SignKind.REQUEST_DOWN:
            at = datetime.fromisoformat(str(facts["at"])).astimezone(zone)
            return texts(
                "risk-sign-task-down"
                if sign.kind is SignKind.TASK_DOWN
                else "risk-sign-request-down",
                title=shorten_to_line(str(facts["title"]), LONGEST_TITLE),
                on=texts.day(at.date(), today=today),
            )


def _fall(sign: Sign, texts: Texts, currency: str) -> Markup:
    was, now = Decimal(str(sign.facts["was"])), Decimal(str(sign.facts["now"]))
    is_year = sign.facts.get("against") == Against.YEAR
    return texts(
        "risk-sign-fall-year" if is_year else "risk-sign-fall",
        percent=int((was - now) * HUNDRED / was),
        now=Money(now, currency),
        was=Money(was, currency),
        months=texts.plain("segment-months", count=int(str(sign.facts["months"]))),
    )


def kinds_words(kinds: Iterable[SignKind], texts: Texts) -> str:
    """«опоздания, падение покупок»."""
    return ", ".join(
        texts.plain(f"risk-kind-{kind.replace('_', '-')}") for kind in dict.fromkeys(kinds)
    )


def risk_line(signs: Iterable[Sign], texts: Texts) -> Markup | None:
    """On the client's card; None where nothing tells of a risk."""
    kinds = kinds_words((sign.kind for sign in signs), texts)
    return texts("client-risk", kinds=kinds) if kinds else None
