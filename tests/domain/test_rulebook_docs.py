"""docs/rulebook.md says what the model holds: each key once, in order, with its true default."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.rulebook.model import Rulebook
from domain.rulebook.values import LocalText, TimeSpan

DOCUMENT = Path(__file__).parents[2] / "docs" / "rulebook.md"
ROW = re.compile(r"\| `(?P<key>[a-z_.\[\]]+)` \| (?P<kind>[^|]+) \| (?P<default>[^|]+) \|.*\|")
ONE_VALUE = (LocalText, TimeSpan)  # written as one thing in the document


def rows() -> list[tuple[str, str]]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return [(row["key"], row["default"]) for row in map(ROW.fullmatch, lines) if row]


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not issubclass(annotation, ONE_VALUE):
            yield annotation
        return
    for part in get_args(annotation):
        yield from models_in(part)


def fields_of(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        inner = next(models_in(field.annotation), None)
        if inner is None:
            yield prefix + name, field
        else:
            is_list = "tuple" in str(field.annotation)
            yield from fields_of(inner, f"{prefix}{name}{'[]' if is_list else ''}.")


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
