"""The little language in which phrases are written down."""

import pytest

from domain.tasks.phrases.forms import Form, Forms, expand
from domain.tasks.phrases.tokens import tokenize


def _meaning(text: str, *forms: Form) -> list[object]:
    tokens = tokenize(text)
    return [match.form.meaning(match.values) for match in Forms(*forms).at(tokens, 0)]


def _says(pattern: str) -> Form:
    return Form(pattern, lambda values: (pattern, dict(values)))


def test_brackets_nest_and_what_is_optional_may_be_left_out():
    form = _says("[не] (позднее|позже [чем]) <weekday>")

    assert len(expand(form.pattern)) == 4
    assert _meaning("не позже чем среда", form) == [(form.pattern, {"weekday": 2})]
    assert _meaning("позднее среда", form) == [(form.pattern, {"weekday": 2})]
    assert _meaning("не среда", form) == []


def test_the_longest_form_comes_first_and_of_two_as_long_the_first():
    short, long, other = _says("в <number>"), _says("в <number> <hour>"), _says("<number> <hour>")

    assert [pattern for pattern, _ in _meaning("в 3 часа", short, long, other)] == [
        long.pattern,
        short.pattern,
    ]


def test_a_value_can_have_another_name():
    form = _says("<number:hours> <hour> <number:minutes>")

    assert _meaning("1ч30", form) == [(form.pattern, {"hours": 1, "hour": 1, "minutes": 30})]


@pytest.mark.parametrize("text", ["№15", "15%", "15/3", "a15", "15кг"])
def test_a_form_begins_and_ends_where_runs_of_signs_do(text):
    assert _meaning(text, _says("<number>")) == []


@pytest.mark.parametrize("pattern", ["(в", "в)", "[в|на"])
def test_brackets_that_do_not_match_are_refused(pattern):
    with pytest.raises(ValueError, match="bracket"):
        expand(pattern)
