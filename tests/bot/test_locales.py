"""Both languages say the same: keys, arguments, plural forms; and every refusal has its words."""

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.errors import key_of
from bot.texts import LOCALES, texts_for
from domain.errors import DomainError
from domain.language import Language

ROOT = LOCALES.parent.parent
LANGUAGES = ("ru", "en")
CODE = ("bot", "domain", "storage", "jobs")
PLURALS = {"ru": {"one", "few", "many"}, "en": {"one", "other"}}
PLURAL_NAMES = {"zero", "one", "two", "few", "many", "other"}
ALERT_LENGTH = 200
NO_REFUSALS_IN = (".migrations", ".composition", ".playground", "__main__")

FILES = sorted({path.name for path in LOCALES.glob("*/*.ftl")})


class _Parts(Visitor):
    """What a message takes and how it counts."""

    def __init__(self) -> None:
        self.arguments: set[str] = set()
        self.plurals: list[set[str]] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the visitor's name
        self.arguments.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - the visitor's name
        keys = {
            variant.key.name if isinstance(variant.key, ftl.Identifier) else variant.key.value
            for variant in node.variants
        }
        if keys & {"one", "few", "many", "zero", "two"}:
            self.plurals.append({str(key) for key in keys})
        self.generic_visit(node)


@cache
def entries(language: str, file: str) -> dict[str, ftl.Message]:
    path = LOCALES / language / file
    resource = FluentParser().parse(path.read_text("utf-8")) if path.exists() else ftl.Resource()
    junk = [entry.content for entry in resource.body if isinstance(entry, ftl.Junk)]
    assert not junk, f"{path} has lines that are no Fluent: {junk}"
    return {entry.id.name: entry for entry in resource.body if isinstance(entry, ftl.Message)}


def parts_of(message: ftl.Message) -> _Parts:
    parts = _Parts()
    parts.visit(message)
    return parts


@cache
def sources() -> dict[Path, str]:
    return {
        path: path.read_text("utf-8")
        for folder in CODE
        for path in (ROOT / folder).rglob("*.py")
        if "playground/page" not in str(path)
    }


@cache
def constants_and_beginnings() -> tuple[frozenset[str], tuple[str, ...]]:
    """Every whole string in the code, and the fixed beginning of every f-string."""
    whole, beginnings = set(), set()
    for path, text in sources().items():
        for node in ast.walk(ast.parse(text, str(path))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    keylike = (text for text in beginnings if re.fullmatch(r"[a-z][a-z0-9]*-([a-z0-9-]*)?", text))
    return frozenset(whole), tuple(keylike)


@cache
def refusals() -> tuple[type[DomainError], ...]:
    for root in CODE:
        package = importlib.import_module(root)
        for module in pkgutil.walk_packages(package.__path__, f"{root}."):
            if not any(part in module.name for part in NO_REFUSALS_IN):
                importlib.import_module(module.name)

    def below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    known = (kind for kind in set(below(DomainError)) if kind.__module__.split(".")[0] in CODE)
    return tuple(sorted(known, key=lambda kind: kind.__name__))


@cache
def facts_by_name() -> dict[str, list[set[str]]]:
    """The facts that each refusal is raised with, one set for each place that raises it."""
    found: dict[str, list[set[str]]] = {}
    for path, text in sources().items():
        for node in ast.walk(ast.parse(text, str(path))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
                found.setdefault(node.exc.id, []).append(set())
            elif isinstance(node, ast.Call):
                name = _name(node.func)
                if name is not None and all(keyword.arg for keyword in node.keywords):
                    facts = {str(keyword.arg) for keyword in node.keywords}
                    found.setdefault(name, []).append(facts)
            elif isinstance(node, ast.ClassDef):
                for call in ast.walk(node):
                    if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                        facts = {str(keyword.arg) for keyword in call.keywords if keyword.arg}
                        found[f"own:{node.name}"] = [facts]
    return found


def _name(function: ast.expr) -> str | None:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else None


def words_key(kind: type[DomainError]) -> str | None:
    """The key by which the refusal is worded: its own or that of the nearest class above."""
    for above in kind.__mro__:
        if isinstance(above, type) and issubclass(above, DomainError) and above is not DomainError:
            for file in FILES:
                if key_of(above) in entries("ru", file):
                    return key_of(above)
    return None


def message(language: str, key: str) -> ftl.Message:
    return next(entries(language, file)[key] for file in FILES if key in entries(language, file))


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_keys(file):
    assert sorted(entries("ru", file)) == sorted(entries("en", file))


@pytest.mark.parametrize("file", FILES)
def test_both_languages_take_the_same_arguments(file):
    ru, en = entries("ru", file), entries("en", file)

    differing = [
        key
        for key in ru.keys() & en.keys()
        if parts_of(ru[key]).arguments != parts_of(en[key]).arguments
    ]

    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_whatever_is_counted_has_all_the_plural_forms_of_its_language(file, language):
    lacking = {}
    for key, entry in entries(language, file).items():
        for forms in parts_of(entry).plurals:
            known = forms & PLURAL_NAMES
            if language == "ru" and "other" in known:
                known = (known - {"other"}) | {"many"}
            if not known >= PLURALS[language]:
                lacking[key] = sorted(forms)

    assert lacking == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_in_two_files_or_twice_in_one(language):
    keys = Counter(
        line.split("=")[0].strip()
        for path in (LOCALES / language).glob("*.ftl")
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"[a-z][\w-]* *=", line)
    )

    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("file", FILES)
def test_every_key_is_used_by_the_code(file):
    whole, beginnings = constants_and_beginnings()

    unused = [
        key
        for key in entries("ru", file)
        if key not in whole and not key.startswith("error-") and not key.startswith(beginnings)
    ]

    assert unused == []


def test_every_refusal_has_words():
    wordless = [key_of(kind) for kind in refusals() if words_key(kind) is None]

    assert wordless == [], "add these to errors.ftl, in both languages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_of_every_refusal_fill_its_words(language):
    facts, unfilled = facts_by_name(), {}
    for kind in refusals():
        key = words_key(kind)
        raised = facts.get(f"own:{kind.__name__}") or facts.get(kind.__name__, [])
        wanted = parts_of(message(language, key)).arguments if key else set()
        if lacking := [wanted - given for given in raised if not wanted <= given]:
            unfilled[kind.__name__] = lacking

    assert unfilled == {}


def test_no_words_are_kept_for_a_refusal_that_is_gone():
    known = {key_of(kind) for kind in refusals()}

    gone = [key for file in FILES for key in entries("ru", file) if key.startswith("error-")]

    assert [key for key in gone if key not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_fits_into_a_pop_up(language):
    texts, too_long = texts_for(Language(language)), []
    for key in filter(None, map(words_key, refusals())):
        arguments: dict[str, Any] = dict.fromkeys(
            parts_of(message(language, key)).arguments, "Анна Серова"
        )
        if len(texts.plain(key, **arguments)) > ALERT_LENGTH:
            too_long.append(key)

    assert too_long == []
