from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import CurrencyMismatch, Money


def rubles(amount):
    return Money(Decimal(amount), "RUB")


@pytest.mark.parametrize("amount", [1.5, "12", None, True])
def test_only_exact_numbers_are_money(amount):
    with pytest.raises(TypeError):
        Money(amount, "RUB")
    with pytest.raises(TypeError):
        rubles(1) * amount


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_money_is_finite(amount):
    with pytest.raises(ValueError, match="finite"):
        rubles(amount)


@pytest.mark.parametrize("currency", ["", "rub", "РУБ", "RUBL", "R1B", "RUB\n"])
def test_a_currency_is_an_iso_code(currency):
    with pytest.raises(ValueError, match="three capital letters"):
        Money(Decimal(1), currency)


def test_currencies_do_not_mix():
    dollars = Money(Decimal(1), "USD")

    for act in (
        lambda: rubles(1) + dollars,
        lambda: rubles(1) - dollars,
        lambda: rubles(1) < dollars,
        lambda: rubles(1) >= dollars,
        lambda: Money.total([dollars], zero=rubles(0)),
    ):
        with pytest.raises(CurrencyMismatch) as refused:
            act()
        assert set(refused.value.facts.values()) == {"RUB", "USD"}
    assert rubles(1) != dollars


def test_money_adds_only_to_money():
    with pytest.raises(TypeError):
        rubles(1) + 1
    with pytest.raises(TypeError):
        sum([rubles(1)])


def test_nothing_sums_up_to_the_zero_that_was_given():
    assert Money.total([], zero=rubles(0)) == rubles(0)


def test_equal_amounts_are_equal_however_they_are_written():
    assert rubles("1.50") == rubles("1.5")
    assert hash(rubles("1.50")) == hash(rubles("1.5"))


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("0.125", "RUB", "0.13"),
        ("-0.125", "RUB", "-0.13"),
        ("0.5", "JPY", "1"),
        ("1.0005", "KWD", "1.001"),
        ("7", "USD", "7.00"),
        ("1.00005", "CLF", "1.0001"),
    ],
)
def test_money_rounds_to_the_currencys_own_digits(amount, currency, expected):
    assert str(Money(Decimal(amount), currency).rounded()) == f"{expected} {currency}"


def test_leftover_cents_go_to_the_first_parts():
    assert rubles(100).split(3) == (rubles("33.34"), rubles("33.33"), rubles("33.33"))
    assert Money(Decimal(-5), "JPY").split(3) == tuple(
        Money(Decimal(part), "JPY") for part in (-2, -2, -1)
    )


def test_shares_follow_the_weights_and_the_greatest_loss_gets_the_cent():
    assert rubles("0.05").allocate([3, 7]) == (rubles("0.02"), rubles("0.03"))
    assert rubles(10).allocate([0, 1, 2]) == (rubles(0), rubles("3.33"), rubles("6.67"))


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1], [Decimal("NaN")], [Decimal("Infinity")]])
def test_senseless_weights_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        rubles(1).allocate(weights)


def test_money_is_split_into_one_part_at_least():
    with pytest.raises(ValueError, match="one part"):
        rubles(1).split(0)


amounts = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)
cents = st.builds(rubles, amounts)
any_money = st.builds(
    Money,
    st.decimals(-(10**12), 10**12, places=4, allow_nan=False),
    st.sampled_from(["RUB", "JPY", "KWD"]),
)


@given(cents, cents, cents)
def test_addition_is_associative_and_commutative(a, b, c):
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + b - b == a


@given(st.lists(cents), st.integers(-1000, 1000))
def test_multiplying_spreads_over_a_sum(sums, factor):
    zero = Money.zero("RUB")

    multiplied = Money.total((each * factor for each in sums), zero=zero)

    assert multiplied == factor * Money.total(sums, zero=zero)


@given(any_money, st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_shares_add_up(money, weights):
    shares = money.allocate(weights)

    assert Money.total(shares, zero=Money.zero(money.currency)) == money
    assert all(not share for share, weight in zip(shares, weights, strict=True) if weight == 0)


@given(cents, st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_no_share_is_a_cent_away_from_fair(money, weights):
    shares = money.allocate(weights)

    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.amount - money.amount * weight / sum(weights)) < Decimal("0.0101")


@given(any_money, st.integers(1, 60))
def test_equal_parts_differ_by_a_cent_at_most(money, parts):
    shares = money.rounded().split(parts)

    assert Money.total(shares, zero=Money.zero(money.currency)) == money.rounded()
    assert max(shares) - min(shares) <= Money(Decimal(1).scaleb(-money.digits), money.currency)


@given(any_money)
def test_rounding_twice_is_rounding_once(money):
    once = money.rounded()

    assert once.rounded() == once
    assert abs(once - money) <= Money(Decimal("0.5").scaleb(-money.digits), money.currency)
