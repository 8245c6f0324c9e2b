from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import (
    AmountMissing,
    AmountNegative,
    AmountTooFine,
    AmountTooLarge,
    AmountUnreadable,
    AmountZero,
    TypedAmount,
    parse_amount,
    parse_amount_with_currency,
    parse_file_amount,
)
from domain.errors import BadInput


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12000", "12000"),
        ("12 000", "12000"),
        ("12\u00a0000", "12000"),
        ("12\u2009000", "12000"),
        ("12\u202f000,50", "12000.50"),
        ("12 000,5", "12000.50"),
        ("12,000.50", "12000.50"),
        ("12.000,50", "12000.50"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.80"),
        ("12'000.50", "12000.50"),
        ("12’000", "12000"),
        ("12 тыс", "12000"),
        ("12,5 тыс.", "12500"),
        ("12 тыс. руб.", "12000"),
        ("12 т.р.", "12000"),
        ("12тр", "12000"),
        ("1,2 млн", "1200000"),
        ("1,234 млн", "1234000"),
        ("12,500 тыс", "12500"),
        ("2 миллиона рублей", "2000000"),
        ("12k", "12000"),
        ("12К", "12000"),
        ("1.2m", "1200000"),
        ("1.5 bn", "1500000000"),
        ("$1,054", "1054"),
        ("US$ 1,054.00", "1054"),
        ("1 054 ₽", "1054"),
        ("150 руб.", "150"),
        ("150р", "150"),
        ("150 Р.", "150"),
        ("150,-", "150"),
        ("150.–", "150"),
        ("150.", "150"),
        ("+150", "150"),
        ("0,50", "0.50"),
        (".5", "0.50"),
        ("5.00000", "5"),
        ("007", "7"),
        ("  42\t", "42"),
        ("\u200e1\u200b054\ufeff", "1054"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_amounts_read_as_people_type_them(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "amount"), [("1,234", 1234), ("12.500", 12500), ("999.999", 999999)]
)
def test_three_digits_after_a_single_separator_are_thousands(text, amount):
    assert parse_amount(text) == amount


@pytest.mark.parametrize("text", ["0,125", "1234.567", "12 000,567", "1.2345", "5,00000000001"])
def test_a_third_decimal_is_refused(text):
    with pytest.raises(AmountTooFine) as refused:
        parse_amount(text)
    assert refused.value.facts == {"decimals": 2}


@pytest.mark.parametrize("text", ["-5", "1 054-", "(1,054)", "− 5", "$-5", "-$5", "(5 руб.)"])
def test_a_negative_amount_is_refused_where_none_can_be(text):
    with pytest.raises(AmountNegative):
        parse_amount(text)
    assert parse_amount(text, allow_negative=True) < 0


@pytest.mark.parametrize("text", ["0", "0,00", "-0", "0 руб"])
def test_zero_is_refused_where_an_amount_is_needed(text):
    with pytest.raises(AmountZero):
        parse_amount(text)
    assert str(parse_amount(text, allow_zero=True)) == "0"


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\t\n", "\u200b"])
def test_nothing_typed_is_said_to_be_missing(text):
    with pytest.raises(AmountMissing):
        parse_amount(text)


@pytest.mark.parametrize("text", ["1000000000000", "10 000 000 млн", "9" * 60, "1 000 млрд"])
def test_a_trillion_is_too_large(text):
    with pytest.raises(AmountTooLarge) as refused:
        parse_amount(text)
    assert refused.value.facts == {"limit": Decimal(10**12)}


@pytest.mark.parametrize(
    "text",
    [
        "1e309",
        "1e5",
        "NaN",
        "inf",
        "-Infinity",
        "двенадцать",
        "12 00",
        "1,23,456",
        "1 234,567 890",
        "1.234,567,89",
        "1 000,000.00",
        "12 13 14 000 1",
        "1_000",
        "0x10",
        "5%",
        "--5",
        "-(5)",
        "-5-",
        "(5",
        "5)",
        "$5 руб",
        "5 тыс тыс",
        "тыс 5",
        "5 штук",
        "<b>5</b>",
        "5\x00",
        "5\n6",
        "5²",
        "٥",
        "150-00",
        "=1+1",
        "5" * 65,
        "1 " * 5000,
    ],
)
def test_what_is_not_one_number_is_unreadable(text):
    with pytest.raises(AmountUnreadable):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("1 054 ₽", "RUB"),
        ("$1,054", "USD"),
        ("1054 USD", "USD"),
        ("€ 5", "EUR"),
        ("5 евро", "EUR"),
        ("12 тыс. руб.", "RUB"),
        ("5k usd", "USD"),
        ("100 000 тенге", "KZT"),
        ("$5 USD", "USD"),
        ("1 054", None),
    ],
)
def test_a_named_currency_comes_with_the_amount(text, currency):
    assert parse_amount_with_currency(text).currency == currency


def test_an_amount_with_its_currency():
    assert parse_amount_with_currency("1,2 млн ₽") == TypedAmount(Decimal(1200000), "RUB")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("1 054", "1054"),
        (1054, "1054"),
        (1054.0, "1054"),
        (10.1 + 0.2, "10.30"),
        (Decimal("5.5"), "5.50"),
    ],
)
def test_a_cell_may_hold_text_a_number_or_nothing(cell, amount):
    assert parse_file_amount(cell) == (None if amount is None else Decimal(amount))


def test_a_number_in_a_cell_has_no_thousands_separator():
    with pytest.raises(AmountTooFine):
        parse_file_amount(12.345)


@pytest.mark.parametrize("cell", [True, float("nan"), float("inf"), Decimal("sNaN"), [5], b"5"])
def test_a_cell_of_another_kind_is_unreadable(cell):
    with pytest.raises(AmountUnreadable):
        parse_file_amount(cell)


@pytest.mark.parametrize("cell", [1e309, 1e300, 10**5000], ids=["inf", "e300", "5000 digits"])
def test_a_huge_number_in_a_cell_is_refused(cell):
    with pytest.raises((AmountTooLarge, AmountUnreadable)):
        parse_file_amount(cell)


cents = st.integers(1, 10**14 - 1).map(lambda number: Decimal(number) / 100)


ways = [(" ", ","), ("\u00a0", "."), (",", "."), (".", ","), ("'", "."), ("", ","), ("", ".")]


@given(cents, st.sampled_from(ways))
def test_every_way_of_writing_an_amount_reads_back(amount, way):
    group, point = way
    whole, fraction = f"{amount:,.2f}".split(".")

    text = whole.replace(",", group) + point + fraction

    assert parse_amount(text) == amount


@given(st.text(max_size=80) | st.text("0123456789.,' -+()тысkруб$e", max_size=80))
def test_any_text_is_read_or_refused(text):
    try:
        amount = parse_amount(text)
    except BadInput:
        return
    assert 0 < amount < 10**12
    assert parse_amount(str(amount)) == amount
