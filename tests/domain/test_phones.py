import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.phones import Phone, looks_like_phone


@pytest.mark.parametrize("number", ["", "79991234567", "+0123456789", "+7 999", "+7" + "9" * 15])
def test_a_phone_is_e164(number):
    with pytest.raises(ValueError, match=r"E\.164"):
        Phone(number)


def test_an_extension_is_digits():
    with pytest.raises(ValueError, match="extension"):
        Phone("+79991234567", "доб. 12")


@pytest.mark.parametrize(
    "text",
    [
        "8 (999) 123-45-67",
        "+7 999 1234567",
        "9991234567",
        "8-999-123-45-67",
        "8 999 123 45 67 доб. 12",
        "тел. 8 999 123 45 67",
        "+49 30 123456",
        "030 1234567",
        "(030) 1234567",
        "+1 (650) 253-0000 ext. 5",
    ],
)
def test_phones_look_like_phones(text):
    assert looks_like_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ромашка",
        "Ромашка 8 999 123 45 67",
        "12 000 000",
        "12 000 000 000",
        "1.234.567.890",
        "25.11.2027",
        "25.11.2027 15-30",
        "2027-11-25 10",
        "12000000",
        "+",
        "+7",
        "()()()()()()",
        "9" * 16,
        "9" * 5000,
        "8 999 123 45 67 и 8 999 123 45 68",
    ],
)
def test_names_dates_and_amounts_do_not(text):
    assert not looks_like_phone(text)


@given(st.text("0123456789+-() .доб,#", max_size=70))
def test_any_text_gets_an_answer(text):
    assert looks_like_phone(text) in (True, False)
