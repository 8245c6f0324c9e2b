from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from domain.kpi.definitions import UNITS
from domain.kpi.model import Measure, Unit
from domain.rulebook.faults import BROKEN_RULES, BrokenRule, Expected
from domain.rulebook.kpi import PAYABLE, KpiRules
from domain.rulebook.model import Rulebook
from storage.rulebook_file import read_default_rulebook

SALES = {"key": "sales", "name": {"ru": "Продажи", "en": "Sales"}}


def part(measure: str, weight: int, threshold: object = 95) -> dict[str, Any]:
    return {"measure": measure, "weight": weight, "threshold_percent": threshold}


def bonus(*components: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**SALES, **fields, "components": list(components)}


def broken(body: dict[str, Any]) -> list[BrokenRule]:
    with pytest.raises(ValidationError) as refused:
        KpiRules.model_validate(body)
    return [
        rule
        for error in refused.value.errors()
        if error["type"] == BROKEN_RULES
        for rule in error["ctx"]["broken"]
    ]


def test_without_the_section_service_pays_fifty_thirty_and_twenty_from_95_percent():
    (service,) = KpiRules().bonus

    assert [(part.measure, part.weight, part.threshold) for part in service.components] == [
        (Measure.TIMELINESS, 50, Decimal("0.95")),
        (Measure.PRODUCTIVITY, 30, Decimal("0.95")),
        (Measure.ORIENTATION, 20, Decimal("0.95")),
    ]
    assert service.departments == ()


def test_a_file_from_before_the_figures_is_still_valid():
    body = read_default_rulebook().model_dump(mode="json")
    del body["kpi"]

    assert Rulebook.model_validate(body).kpi == KpiRules()


@pytest.mark.parametrize("last", [19, 21])
def test_weights_must_add_to_one_hundred(last: int):
    parts = (part("timeliness", 50), part("productivity", 30), part("orientation", last))

    (rule,) = broken({"bonus": [bonus(*parts)]})

    assert rule == BrokenRule(("components",), Expected.WRONG_SUM, {"sum": 80 + last, "limit": 100})


@pytest.mark.parametrize("threshold", [150, -1, "почти все", True, 95.001])
def test_a_threshold_is_a_percentage(threshold: object):
    with pytest.raises(ValidationError, match="threshold_percent"):
        KpiRules.model_validate({"bonus": [bonus(part("timeliness", 100, threshold))]})


@pytest.mark.parametrize("measure", ["won_count", "won_value", "churn", "stage_conversion", "?"])
def test_only_a_share_of_which_more_is_better_pays(measure: str):
    with pytest.raises(ValidationError, match="wrong_choice"):
        KpiRules.model_validate({"bonus": [bonus(part(measure, 100))]})


def test_whatever_pays_is_a_share():
    assert {UNITS[measure] for measure in PAYABLE} == {Unit.SHARE}


def test_a_measure_pays_once():
    (rule,) = broken({"bonus": [bonus(part("yield", 50), part("yield", 50))]})

    assert (rule.path, rule.expected) == (("components", 1, "measure"), Expected.NOT_UNIQUE)


def test_a_department_has_one_bonus_and_the_others_share_one():
    parts = part("yield", 100)

    rules = broken(
        {
            "bonus": [
                bonus(parts, departments=["Продажи", "Маркетинг"]),
                bonus(parts, key="two", departments=["маркетинг"]),
                bonus(parts, key="three"),
                bonus(parts, key="four"),
            ]
        }
    )

    assert [(rule.path, rule.expected) for rule in rules] == [
        (("bonus", 1, "departments", 0), Expected.NOT_UNIQUE),
        (("bonus", 3, "departments"), Expected.MISSING),
    ]


def test_a_department_gets_the_bonus_that_names_it_and_the_others_what_names_none():
    rules = KpiRules.model_validate(
        {
            "bonus": [
                bonus(part("yield", 100), departments=["Отдел продаж"]),
                bonus(part("timeliness", 100), key="others"),
            ]
        }
    )

    keys = [
        found.key
        for department in ("отдел ПРОДАЖ", "Маркетинг", None)
        if (found := rules.bonus_of(department))
    ]
    assert keys == ["sales", "others", "others"]


def test_where_no_bonus_is_for_the_others_they_have_none():
    rules = KpiRules.model_validate({"bonus": [bonus(part("yield", 100), departments=["Опт"])]})

    assert rules.bonus_of("Маркетинг") is None
    assert rules.bonus_of(None) is None
