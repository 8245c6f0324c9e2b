"""What was measured of a client, in words: «выиграно на 3 200 000 ₽ за 12 месяцев»."""

from collections.abc import Sequence
from decimal import Decimal

from bot.rulebook.wording import segment_name
from bot.texts import Markup, Texts
from domain.clients.model import Client
from domain.money import Money
from domain.rulebook.model import Rulebook
from domain.segments.model import Measure, Measured


def measured_words(why: Sequence[Measured], rulebook: Rulebook, texts: Texts) -> str | None:
    """All that was measured, in the company's currency; None where nothing was."""
    words = [_words(measured, rulebook.company.currency, texts) for measured in why]
    return ", ".join(words) or None


def _words(measured: Measured, currency: str, texts: Texts) -> str:
    what = measured.what.replace("_", "-")
    if measured.what in {Measure.REGION, Measure.SECTOR}:
        return texts.plain(f"segment-{what}", name=measured.found)
    found = _figure(measured.what, Decimal(measured.found or 0), currency, texts)
    months = texts.plain("segment-months", count=measured.months or 0)
    words = texts.plain(f"segment-{what}", figure=found, months=months)
    if measured.is_met or measured.at_least is None:
        return words
    least = _figure(measured.what, measured.at_least, currency, texts)
    return texts.plain("segment-too-little", words=words, least=least)


def _figure(what: Measure, figure: Decimal, currency: str, texts: Texts) -> str:
    if what is Measure.WON_DEALS:
        return texts.number(int(figure))
    return texts.money(Money(figure, currency))


def segment_line(client: Client, rulebook: Rulebook, texts: Texts) -> Markup:
    """«Сегмент: VIP (вручную)»."""
    key = "client-segment-pinned" if client.is_segment_pinned else "client-segment"
    return texts(key, segment=segment_name(rulebook, client.segment, texts))
