"""The section ``briefs`` of the rulebook: what a template may say, and what it may not."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.rulebook.briefs import Brief, BriefField
from domain.rulebook.faults import Expected
from domain.rulebook.model import Rulebook
from storage.rulebook_file import read_default_rulebook


def a_name(text: str) -> dict[str, str]:
    return {"ru": text, "en": text}


def a_field(**said: Any) -> dict[str, Any]:
    return {"key": "what", "name": a_name("Что"), "kind": "text"} | said


def faults_of(model: type[BriefField] | type[Brief], said: dict[str, Any]) -> list[Any]:
    with pytest.raises(ValidationError) as wrong:
        model.model_validate(said)
    return [
        (rule.path, rule.expected)
        for error in wrong.value.errors()
        for rule in error["ctx"]["broken"]
    ]


def test_the_default_rulebook_ships_templates_for_four_kinds_of_work():
    assert [brief.key for brief in read_default_rulebook().briefs] == [
        "layout",
        "post",
        "client_offer",
        "booth",
    ]


def test_a_rulebook_without_templates_is_a_rulebook():
    body = read_default_rulebook().model_dump(mode="json")
    del body["briefs"]

    assert Rulebook.model_validate(body).briefs == ()


@pytest.mark.parametrize("name", ["unit", "at_least", "at_most"])
def test_only_a_number_has_a_unit_and_bounds(name):
    said = a_field(**{name: a_name("мм") if name == "unit" else 0})

    assert faults_of(BriefField, said) == [((name,), Expected.UNKNOWN_KEY)]


def test_only_a_choice_has_choices():
    said = a_field(choices=[{"key": "one", "name": a_name("Один")}])

    assert faults_of(BriefField, said) == [(("choices",), Expected.UNKNOWN_KEY)]


def test_a_choice_has_something_to_choose_from():
    assert faults_of(BriefField, a_field(kind="choice")) == [((), Expected.MISSING)]


def test_the_bounds_of_a_number_leave_room():
    said = a_field(kind="number", at_least=5, at_most=5)

    assert faults_of(BriefField, said) == [(("at_most",), Expected.NOT_RISING)]


def test_no_two_questions_of_a_template_share_a_key():
    said = {"key": "layout", "name": a_name("Макет"), "fields": [a_field(), a_field()]}

    assert faults_of(Brief, said) == [(("fields", 1, "key"), Expected.NOT_UNIQUE)]
