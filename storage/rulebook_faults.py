"""From pydantic's errors to faults with the line of the file they stand on."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import ValidationError

from domain.rulebook.errors import RulebookFault
from domain.rulebook.faults import BROKEN_RULES, Expected, Path, Section
from domain.rulebook.model import Rulebook
from domain.rulebook.values import LocalText
from storage.yaml_tree import Branch, Items, Tree, path_text, shortened

EXPECTED_TYPES = {
    "string_type": "text",
    "bool_type": "yes_no",
    "tuple_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}

NUMBERS = {
    "int_type": Expected.NOT_A_WHOLE_NUMBER,
    "int_parsing": Expected.NOT_A_WHOLE_NUMBER,
    "int_from_float": Expected.NOT_A_WHOLE_NUMBER,
    "decimal_type": Expected.NOT_A_NUMBER,
    "decimal_parsing": Expected.NOT_A_NUMBER,
    "finite_number": Expected.NOT_A_NUMBER,
}

LIMITS = {  # pydantic's type: what was expected, the name of the limit, whether it is allowed
    "greater_than": (Expected.TOO_SMALL, "gt", False),
    "greater_than_equal": (Expected.TOO_SMALL, "ge", True),
    "less_than": (Expected.TOO_BIG, "lt", False),
    "less_than_equal": (Expected.TOO_BIG, "le", True),
}


def faults_of(error: ValidationError, tree: Tree) -> Iterator[RulebookFault]:
    """Each fault of ``error`` with its place in ``tree``, in no order."""
    for details in error.errors(include_url=False):
        path: Path = details["loc"]
        kind, context = details["type"], details.get("ctx", {})
        if kind == BROKEN_RULES:
            for rule in context["broken"]:
                yield _fault(tree, (*path, *rule.path), rule.expected, rule.params)
            continue
        expected, params = _expectation(kind, path, context)
        yield _fault(tree, path, expected, params)


def _expectation(kind: str, path: Path, context: dict[str, Any]) -> tuple[Expected, dict[str, Any]]:
    if kind == "missing":
        is_text = issubclass(section_at(path[:-1]), LocalText)
        return (Expected.TEXT_MISSING, {}) if is_text else (Expected.MISSING, {"key": path[-1]})
    if kind == "extra_forbidden":
        allowed = list(section_at(path[:-1]).model_fields)
        return Expected.UNKNOWN_KEY, {"key": shortened(str(path[-1])), "allowed": allowed}
    if kind in LIMITS:
        expected, name, is_allowed = LIMITS[kind]
        return expected, {"limit": context[name], "is_allowed": is_allowed}
    if kind in {"enum", "literal_error"}:
        return Expected.WRONG_CHOICE, {"allowed": re.findall(r"'([^']*)'", context["expected"])}
    if kind in EXPECTED_TYPES:
        return Expected.WRONG_TYPE, {"type": EXPECTED_TYPES[kind]}
    if kind in NUMBERS:
        return NUMBERS[kind], {}
    if kind == "decimal_max_places":
        return Expected.TOO_PRECISE, {"digits": context["decimal_places"]}
    if kind == "too_short":
        return Expected.TOO_FEW, {"limit": context["min_length"]}
    if kind == "too_long":
        return Expected.TOO_MANY, {"limit": context["max_length"]}
    return Expected(kind), {name: value for name, value in context.items() if name != "expected"}


def section_at(path: Path) -> type[Section]:
    """The class of the section that stands at ``path`` of a rulebook."""
    section: type[Section] = Rulebook
    for step in path:
        if isinstance(step, str):
            section = next(_sections_in(section.model_fields[step].annotation))
    return section


def _sections_in(annotation: Any) -> Iterator[type[Section]]:
    if get_origin(annotation) is Annotated:
        yield from _sections_in(get_args(annotation)[0])
    elif isinstance(annotation, type) and issubclass(annotation, Section):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _sections_in(part)


def _fault(tree: Tree, path: Path, expected: Expected, params: dict[str, Any]) -> RulebookFault:
    line, found = _place(tree, path)
    if expected is Expected.UNKNOWN_KEY:
        found = params["key"]
    return RulebookFault(
        line, path_text(tuple(_short(step) for step in path)), found, expected, params
    )


def _short(step: str | int) -> str | int:
    return shortened(step) if isinstance(step, str) else step


def _place(tree: Tree, path: Path) -> tuple[int, str | None]:
    """The line where ``path`` stands, or would stand, and what is found there."""
    line = tree.line
    for step in path:
        if isinstance(tree, Branch) and step in tree.entries:
            line, tree = tree.lines[str(step)], tree.entries[str(step)]
        elif isinstance(tree, Items) and isinstance(step, int) and step < len(tree.entries):
            tree = tree.entries[step]
            line = tree.line
        else:
            return line, None
    return line, tree.found
