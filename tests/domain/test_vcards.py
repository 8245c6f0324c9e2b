"""Contacts of address books as they are written."""

import quopri

from hypothesis import given
from hypothesis import strategies as st

from domain.clients.vcards import read_vcards

TEN = "\r\n".join(f"TEL;TYPE=CELL:+7 916 000-00-0{number}" for number in range(10))


def read_one(*lines: str):
    (card,) = read_vcards("\r\n".join(("BEGIN:VCARD", *lines, "END:VCARD")))
    return card


def test_a_card_with_ten_numbers_gives_all_of_them():
    card = read_one("VERSION:3.0", "FN:Иванов Пётр", TEN, "item1.TEL:tel:+79990000000;ext=12")

    assert card.name == "Иванов Пётр"
    assert len(card.phones) == 11
    assert card.phones[-1] == "+79990000000 доб. 12"


def test_old_phones_write_names_in_quoted_printable_and_fold_them():
    encoded = quopri.encodestring("Иванов;Пётр".encode(), quotetabs=True).decode()
    folded = "=\r\n".join((encoded[:30], encoded[30:]))

    card = read_one("VERSION:2.1", f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{folded}")

    assert card.name == "Пётр Иванов"


def test_folded_lines_escapes_companies_and_days_are_read():
    card = read_one(
        "FN:Анна",
        "ORG:ООО Рома",
        " шка\\, Лютик;Продажи",
        "TITLE:Директор",
        "EMAIL;TYPE=work:anna@romashka.ru",
        "BDAY:1980-05-05",
        "PHOTO;ENCODING=b:aaaa",
        " bbbb",
    )

    assert (card.company, card.position) == ("ООО Ромашка, Лютик", "Директор")
    assert (card.emails, card.birthday) == (["anna@romashka.ru"], "1980-05-05")


def test_many_cards_are_read_in_order_also_where_the_last_is_cut_off():
    text = "BEGIN:VCARD\nFN:А\nEND:VCARD\n\nBEGIN:VCARD\nFN:Б\nBEGIN:VCARD\nFN:В"

    assert [(card.line, card.name) for card in read_vcards(text)] == [(1, "А"), (5, "Б"), (7, "В")]


@given(st.text(alphabet="BEGINVCARD:;=\\ \r\nFNTEL,3D", max_size=200))
def test_whatever_is_written_is_read_somehow(text):
    for card in read_vcards(f"BEGIN:VCARD\n{text}"):
        assert card.line >= 1
