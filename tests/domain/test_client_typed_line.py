"""A new client in one typed line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clients.typed_line import TypedClient, client_of_contact, read_client_line


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            "Ромашка, +7 999 123-45-67, Иванов Пётр",
            TypedClient("Ромашка", "+7 999 123-45-67", "Иванов Пётр"),
        ),
        (
            "клиент Ромашка 8(999)1234567 Пётр",
            TypedClient("Ромашка", "8(999)1234567", "Пётр"),
        ),
        ("Новый клиент: Ромашка", TypedClient("Ромашка")),
        ("Клиент-Банк", TypedClient("Клиент-Банк")),
        ("Новый Арбат", TypedClient("Новый Арбат")),
        ('ООО "Ромашка, Лютик и Ко"', TypedClient('ООО "Ромашка, Лютик и Ко"')),
        (
            "ООО «Ромашка, Лютик», 9991234567",
            TypedClient("ООО «Ромашка, Лютик»", "9991234567"),
        ),
        ("Ромашка, Лютик и Ко", TypedClient("Ромашка, Лютик и Ко")),
        (
            "Ромашка, Лютик и Ко, +7 999 123-45-67, Пётр",
            TypedClient("Ромашка, Лютик и Ко", "+7 999 123-45-67", "Пётр"),
        ),
        ("Ромашка, Иванов П.С.", TypedClient("Ромашка", None, "Иванов П.С.")),
        (
            "Ромашка, Иванов Пётр, +7 999 123-45-67",
            TypedClient("Ромашка", "+7 999 123-45-67", "Иванов Пётр"),
        ),
        (
            "+7 999 123-45-67, Ромашка, Иванов Пётр",
            TypedClient("Ромашка", "+7 999 123-45-67", "Иванов Пётр"),
        ),
        ("Ромашка", TypedClient("Ромашка")),
        ("+7 999 123-45-67", TypedClient("", "+7 999 123-45-67")),
        ("тел. 8 999 123 45 67 доб. 12", TypedClient("", "тел. 8 999 123 45 67 доб. 12")),
        ("Ромашка 2000 8 999 123-45-67", TypedClient("Ромашка 2000", "8 999 123-45-67")),
        (
            "Ромашка 8 999 123-45-67 100 этаж",
            TypedClient("Ромашка", "8 999 123-45-67", "100 этаж"),
        ),
        (
            "Ромашка +7 999 123-45-67 8 800 555 35 35",
            TypedClient("Ромашка", "+7 999 123-45-67", "8 800 555 35 35"),
        ),
        ("Завод №7", TypedClient("Завод №7")),
        ('Ромашка "Л', TypedClient('Ромашка "Л')),
        ("", TypedClient("")),
        (" , ;\n", TypedClient("")),
    ],
)
def test_a_line_is_read_as_name_phone_and_contact(line: str, read: TypedClient) -> None:
    assert read_client_line(line) == read


@given(st.text(max_size=5000))
def test_any_text_is_read_without_losing_what_it_is_about(text: str) -> None:
    typed = read_client_line(text)

    assert typed.name in text
    assert typed.phone is None or typed.phone in text
    assert typed.contact_name is None or typed.contact_name in text


@given(st.text(alphabet="0123456789+() -.,", max_size=4096))
def test_long_rows_of_digits_break_nothing(text: str) -> None:
    read_client_line(text)


def test_a_shared_contact_gets_the_plus_that_telegram_leaves_out() -> None:
    typed = client_of_contact("Пётр", "Иванов", "79991234567", 42)

    assert typed == TypedClient("Пётр Иванов", "+79991234567", "Пётр Иванов", 42)


@pytest.mark.parametrize("phone", ["89991234567", "+79991234567", "8 (999) 123-45-67"])
def test_a_shared_contact_keeps_a_number_written_by_hand(phone: str) -> None:
    assert client_of_contact("Пётр", None, phone, None).phone == phone
