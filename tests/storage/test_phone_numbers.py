import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.phones import Phone, PhoneUnreadable, looks_like_phone
from storage.phone_numbers import find_phones, read_phone

MOBILE = Phone("+79991234567")


@pytest.mark.parametrize(
    "text",
    [
        "8 (999) 123-45-67",
        "+7 999 1234567",
        "9991234567",
        "89991234567",
        "7 999 123-45-67",
        "+8 (999) 123-45-67",
        "8-999-123-45-67",
        "8.999.123.45.67",
        " +7\u00a0(999)\u2009123\u201145\u201167 ",
        "007 999 123 45 67",
        "tel:+79991234567",
    ],
)
def test_a_russian_number_is_one_number_however_it_is_typed(text):
    assert read_phone(text, "RU") == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "8 999 123 45 67 доб. 12",
        "8 (999) 123-45-67, доб.12",
        "+7 999 123-45-67 вн. 12",
        "+7 999 123-45-67 внутр. 12",
        "+7 999 123-45-67 ext 12",
        "+7 999 123-45-67 #12",
    ],
)
def test_an_extension_is_kept_beside_the_number(text):
    assert read_phone(text, "RU") == Phone("+79991234567", "12")


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("030 123456", "DE", "+4930123456"),
        ("(650) 253-0000", "us", "+16502530000"),
        ("+49 30 123456", "RU", "+4930123456"),
        ("00 49 30 123456", "RU", "+4930123456"),
        ("8 10 49 30 123456", "RU", "+4930123456"),
        ("8 701 123 45 67", "KZ", "+77011234567"),
        ("+49 30 123456", "??", "+4930123456"),
    ],
)
def test_a_number_is_read_as_its_country_dials(text, country, number):
    assert read_phone(text, country).number == number


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("", "RU"),
        ("Ромашка", "RU"),
        ("123-45-67", "RU"),
        ("8 999 123 45 6", "RU"),
        ("+7 999 123 45 67; +7 999 000 11 22", "RU"),
        ("9991234567", "??"),
        ("+999 123 456 789", "RU"),
        ("8 999 123 45 67" + " " * 50, "RU"),
        ("9" * 5000, "RU"),
        ("8 999\x00 123 45 67 <b>", "XX"),
    ],
)
def test_what_is_not_one_existing_number_is_refused(text, country):
    with pytest.raises(PhoneUnreadable) as refused:
        read_phone(text, country)
    assert refused.value.facts == {"text": text[:64], "country": country}


def test_phones_are_found_inside_a_line():
    line = "Ромашка, Иванов 8 (999) 123-45-67, директор +49 30 123456"

    found = find_phones(line, "RU")

    assert [each.phone.number for each in found] == ["+79991234567", "+4930123456"]
    assert line[found[0].begin : found[0].end] == "8 (999) 123-45-67"


def test_no_phone_is_found_where_there_is_none():
    assert find_phones("завтра в 15 позвонить Иванову, 12 000 руб.", "RU") == ()


@given(st.from_regex(r"\A9[0-9]{9}\Z"))
def test_what_is_kept_of_a_number_reads_back(digits):
    try:
        phone = read_phone(digits, "RU")
    except PhoneUnreadable:
        return
    assert phone.number == f"+7{digits}"
    assert looks_like_phone(digits)
    assert read_phone(phone.number, "US") == phone


@given(st.text(max_size=70) | st.text("0123456789+-() доб.#", max_size=70))
def test_any_text_is_a_phone_or_refused(text):
    try:
        phone = read_phone(text, "RU")
    except PhoneUnreadable:
        return
    assert read_phone(phone.number, "RU").number == phone.number
