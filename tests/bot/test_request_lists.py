"""The team's figures above its list of requests."""

import pytest

from bot.requests.lists import figures_words
from bot.texts import texts_for
from domain.language import Language
from domain.requests.views import Figures


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (Figures(), None),
        (Figures(reaction_seconds=0), "Обычно отвечаем за 1 мин"),
        (Figures(closing_seconds=7200), "Обычно закрываем за 2 ч"),
        (Figures(reaction_seconds=600, closing_seconds=7200), "отвечаем за 10 мин, закрываем за"),
    ],
)
def test_only_a_usual_time_that_was_measured_is_told(figures: Figures, said: str | None) -> None:
    words = figures_words(figures, texts_for(Language.RUSSIAN))

    assert ("Обычно" in words) is (said is not None)
    assert said is None or said in words.replace("\xa0", " ")
