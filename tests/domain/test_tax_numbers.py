"""Tax numbers and e-mails as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clients.tax_numbers import TaxNumberUnreadable, read_tax_number
from domain.clients.typed_line import TypedClient, read_client_line
from domain.emails import EmailUnreadable, read_email


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("7707083893", "RU", "7707083893"),
        (" 7707 083 893 ", "RU", "7707083893"),
        ("500100732259", "RU", "500100732259"),
        ("by-190275968", "RU", "BY190275968"),
        ("190275968", "BY", "190275968"),
        ("DE 136 695 976", "DE", "DE136695976"),
    ],
)
def test_a_tax_number_is_letters_and_digits_alone(typed, country, number):
    assert read_tax_number(typed, country) == number


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("7707083894", "RU"),
        ("500100732258", "RU"),
        ("123", "RU"),
        ("12345678901", "RU"),
        ("ромашка", "RU"),
        ("abcdef", "DE"),
        ("", "KZ"),
        ("1" * 21, "KZ"),
        ("٣" * 10, "RU"),
    ],
)
def test_what_is_no_tax_number_is_refused(typed, country):
    with pytest.raises(TaxNumberUnreadable):
        read_tax_number(typed, country)


@given(st.integers(min_value=0, max_value=9), st.integers(min_value=0, max_value=9))
def test_a_slip_in_one_digit_of_a_russian_number_is_found(place, digit):
    right = "7707083893"
    slipped = right[:place] + str(digit) + right[place + 1 :]
    if slipped == right:
        return

    with pytest.raises(TaxNumberUnreadable):
        read_tax_number(slipped, "RU")


@pytest.mark.parametrize("typed", ["Ivan@Romashka.ru", " <ivan@romashka.ru> "])
def test_an_e_mail_is_kept_without_its_case(typed):
    assert read_email(typed) == "ivan@romashka.ru"


@pytest.mark.parametrize("typed", ["ivan", "@ромашка.рф", "a@b", "a b@c.ru", "a@@b.ru", "a@b..ru"])
def test_what_is_no_e_mail_is_refused(typed):
    with pytest.raises(EmailUnreadable):
        read_email(typed)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            "Ромашка, ИНН 7707083893, +7 999 123-45-67, Иванов Пётр, ivan@romashka.ru",
            TypedClient(
                "Ромашка",
                "+7 999 123-45-67",
                "Иванов Пётр",
                email="ivan@romashka.ru",
                tax_number="7707083893",
            ),
        ),
        ("Ромашка ИНН: 7707 083 893", TypedClient("Ромашка", tax_number="7707 083 893")),
        ("почта ivan@romashka.ru, Ромашка", TypedClient("Ромашка", email="ivan@romashka.ru")),
        ("Винный дом, Иванов", TypedClient("Винный дом", None, "Иванов")),
    ],
)
def test_a_line_may_say_the_tax_number_and_the_e_mail(line, read):
    assert read_client_line(line) == read
