"""Plans in words: amounts, shares, whose they are."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.texts import NOTHING, Texts
from domain.money import Money
from domain.org.whose import Whose, WhoseKind
from domain.plans.model import Planned

LONGEST_NAME: Final = 40
HUNDRED: Final = Decimal(100)


def amount_words(amount: Decimal | None, planned: Planned, currency: str, texts: Texts) -> str:
    """«900 000 ₽», «12»; computed ones are rounded to whole."""
    if amount is None:
        return NOTHING
    if planned.is_money:
        return texts.money(Money(amount, currency))
    return texts.number(int(amount.to_integral_value(ROUND_HALF_UP)))


def about(amount: Decimal | None, planned: Planned, currency: str, texts: Texts) -> str:
    """The same of what was computed: kopecks would promise too much."""
    whole = None if amount is None else amount.quantize(Decimal(1), ROUND_HALF_UP)
    return amount_words(whole, planned, currency, texts)


def share_words(share: Decimal | None, texts: Texts) -> str:
    """«69 %»; 100 % only of what is reached."""
    if share is None:
        return NOTHING
    percent = (share * HUNDRED).quantize(Decimal(1), ROUND_HALF_UP)
    if share < 1:
        percent = min(percent, HUNDRED - 1)
    return texts.plain("kpi-percent", number=str(percent))


def whose_words(whose: Whose, name: str, texts: Texts) -> str:
    match whose.kind:
        case WhoseKind.COMPANY:
            return texts.plain("plan-whose-company")
        case WhoseKind.TEAM:
            return texts.plain("plan-whose-team", name=name)
        case _:
            return name


def planned_words(planned: Planned, texts: Texts) -> str:
    return texts.plain(f"plan-planned-{planned}")
