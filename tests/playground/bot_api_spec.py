"""The official list of methods and types, to hold calls and answers against.

It lies beside the project, in ``../shared/telegram/bot_api.json``; tests that use it skip where it
is absent.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

SPEC = Path(__file__).parents[3] / "shared" / "telegram" / "bot_api.json"
_PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (int, float),
}


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """The official description; skips the test where there is none."""
    if not SPEC.exists():
        pytest.skip(f"the official Bot API description is not at {SPEC}")
    found: dict[str, Any] = json.loads(SPEC.read_text(encoding="utf-8"))
    return found


def problems_of_call(record: dict[str, Any]) -> list[str]:
    """What in a journal record of kind ``call`` differs from the official description."""
    method = spec()["methods"].get(record["method"])
    if method is None:
        return [f"{record['method']}: no such method"]
    fields = {field["name"]: field for field in method.get("fields", [])}
    name = record["method"]
    problems = [f"{name}: unknown parameter {key}" for key in record["params"].keys() - fields]
    problems += [
        f"{name}: {key} is missing"
        for key, field in fields.items()
        if field["required"] and key not in record["params"]
    ]
    for key, value in record["params"].items():
        if key in fields:
            problems += _problems(value, fields[key]["types"], f"{name}.{key}")
    if "result" in record and name != "getUpdates":
        problems += _problems(record["result"], method["returns"], f"{name} -> ")
    return problems


def problems_of_update(update: dict[str, Any]) -> list[str]:
    """What in an update differs from the official description."""
    return _problems(update, ["Update"], "update")


def _problems(value: Any, types: list[str], place: str) -> list[str]:
    tries = [_problems_as(value, kind, place) for kind in types]
    return min(tries, key=len) if tries else []


def _problems_as(value: Any, kind: str, place: str) -> list[str]:
    if kind == "True":
        kind = "Boolean"
    if kind == "InputFile":
        return _problems_as(value, "String", place)
    if kind in _PLAIN:
        is_right = isinstance(value, _PLAIN[kind]) and (
            isinstance(value, bool) is (kind == "Boolean")
        )
        return [] if is_right else [f"{place}: {value!r} is not {kind}"]
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{place}: {value!r} is not a list"] * 2
        inner = [kind.removeprefix("Array of ")]
        return [p for i, item in enumerate(value) for p in _problems(item, inner, f"{place}[{i}]")]
    described = spec()["types"][kind]
    if described.get("subtypes"):
        return _problems(value, described["subtypes"], place)
    if not isinstance(value, dict):
        return [f"{place}: {value!r} is not {kind}"] * 2
    fields = {field["name"]: field for field in described.get("fields", [])}
    problems = [f"{place}: {kind} has no {key}" for key in value.keys() - fields]
    problems += [
        f"{place}: {kind} needs {key}"
        for key, field in fields.items()
        if field["required"] and key not in value
    ]
    for key in value.keys() & fields.keys():
        problems += _problems(value[key], fields[key]["types"], f"{place}.{key}")
    return problems
