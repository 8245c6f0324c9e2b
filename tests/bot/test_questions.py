import pytest

from bot.questions import Asked, Question, questions_dialog


async def heard(_asked: Asked, _text: str) -> None:
    """Nothing is done with the answer."""


def test_two_questions_of_one_name_are_refused_before_anybody_is_asked() -> None:
    first, second = Question("why", "cancelled", heard), Question("why", "not-understood", heard)

    with pytest.raises(ValueError, match="why"):
        questions_dialog([first, Question("when", "cancelled", heard), second])
