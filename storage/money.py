from decimal import Decimal

from domain.money import Money


def to_money(amount: Decimal | None, currency: str | None) -> Money | None:
    """Money out of its two columns; None where the amount is."""
    if amount is None or currency is None:
        return None
    return Money(amount, currency)


def to_sums(pairs: list[list[str]] | None) -> tuple[Money, ...]:
    """Money out of ``[[amount, currency], ...]``, the largest first."""
    sums = [Money(Decimal(amount), currency) for amount, currency in pairs or []]
    return tuple(sorted(sums, key=lambda money: money.amount, reverse=True))
