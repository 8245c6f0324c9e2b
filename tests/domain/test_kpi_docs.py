"""docs/kpi.md tells of every figure: once, in its unit, of shares with what is divided by what."""

import re
from pathlib import Path

from domain.kpi.definitions import UNITS
from domain.kpi.model import Measure, Unit

DOCUMENT = Path(__file__).parents[2] / "docs" / "kpi.md"
ROW = re.compile(r"\| `(?P<key>[a-z_]+)` \| (?P<unit>[a-z_]+) \| (?P<words>[^|]+) \|[^|]*\|")


def rows() -> list[tuple[str, str, str]]:
    lines = map(ROW.fullmatch, DOCUMENT.read_text(encoding="utf-8").splitlines())
    return [(row["key"], row["unit"], row["words"]) for row in lines if row]


def test_every_figure_is_in_the_document_once_and_in_order():
    assert [key for key, _, _ in rows()] == [str(measure) for measure in Measure]


def test_every_figure_is_told_in_its_unit():
    assert {key: unit for key, unit, _ in rows()} == {
        str(measure): str(unit) for measure, unit in UNITS.items()
    }


def test_of_every_share_is_told_what_is_divided_by_what():
    shares = {str(measure) for measure, unit in UNITS.items() if unit is Unit.SHARE}

    assert [key for key, _, words in rows() if key in shares and "÷" not in words] == []
