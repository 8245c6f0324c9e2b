"""Words around values of every length."""

import html

import pytest

from bot.texts import LONGEST_PLACEABLE, texts_for
from domain.language import Language


@pytest.mark.parametrize("length", [0, 1, LONGEST_PLACEABLE, LONGEST_PLACEABLE + 1, 20_000])
def test_a_value_may_have_any_length(length):
    value = ("&<й" * length)[:length]

    text = texts_for(Language.RUSSIAN)("deal-client-phone", client=value, phone="+7")
    plain = texts_for(Language.RUSSIAN).plain("deal-client-phone", client=value, phone=value)

    assert text == f"Клиент: {html.escape(value)}, +7"
    assert plain == f"Клиент: {value}, {value}"
