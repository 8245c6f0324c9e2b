"""docs/rulebook.md says what the model holds: each key once, in order, with its true default."""

import json
import re
from pathlib import Path
from typing import Any

from domain.rulebook.model import Rulebook
from tests.domain.rulebooks import fields_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "rulebook.md"
ROW = re.compile(r"\| `(?P<key>[a-z_.\[\]]+)` \| (?P<kind>[^|]+) \| (?P<default>[^|]+) \|.*\|")


def rows() -> list[tuple[str, str]]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return [(row["key"], row["default"]) for row in map(ROW.fullmatch, lines) if row]


def written(default: Any) -> str:
    if default is None:
        return "none"
    if isinstance(default, tuple):
        return f"`[{', '.join(str(value) for value in default)}]`"
    return f"`{json.dumps(default) if isinstance(default, bool) else default}`"


def test_every_key_of_the_model_is_in_the_document_once_and_in_order():
    assert [key for key, _ in rows()] == [path for path, _ in fields_of(Rulebook)]


def test_the_document_tells_the_true_default_of_every_key():
    told = dict(rows())

    for path, field in fields_of(Rulebook):
        if "required but" in told[path]:
            assert field.default is None, path
        elif field.is_required():
            assert told[path] == "required", path
        else:
            assert told[path] == written(field.default), path
