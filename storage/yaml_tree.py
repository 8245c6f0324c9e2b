"""Plain YAML as a tree that knows its lines.

Built from parser events with a stack of its own: nesting costs no recursion, nothing can be
constructed but text, numbers, truth values, mappings and lists, and a file that tries to grow by
aliases is refused at the first of them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import yaml
from yaml.error import Mark

from domain.rulebook.errors import RulebookFault
from domain.rulebook.faults import Expected

DEEPEST = 20
FOUND_LENGTH = 60

SCALARS: tuple[tuple[str, re.Pattern[str], Callable[[str], object]], ...] = (
    ("null", re.compile(r"^(?:~|null|Null|NULL|)$"), lambda _: None),
    ("bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), lambda text: text[0] in "tT"),
    ("int", re.compile(r"^[-+]?(?:0|[1-9][0-9]{0,17})$"), int),
    (
        "float",
        re.compile(
            r"^[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?$"
            r"|^[-+]?[0-9]{1,18}[eE][-+]?[0-9]{1,3}$"
        ),
        float,
    ),
)
"""What an unquoted scalar may be besides text: tag, pattern, how to read it."""


class YamlRefused(Exception):
    """The text is no tree of ours; ``fault`` says where and why."""

    def __init__(self, fault: RulebookFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Leaf:
    line: int
    value: object
    text: str

    def plain(self) -> object:
        return self.value

    @property
    def found(self) -> str | None:
        """The text as it stands in the file, shortened."""
        return shortened(self.text) if self.value is not None else None


@dataclass(slots=True)
class Branch:
    """A mapping; ``lines`` are those of its keys. An empty value counts as not written."""

    line: int
    entries: dict[str, "Tree"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    found = "{…}"

    def plain(self) -> object:
        return {key: tree.plain() for key, tree in self.entries.items() if not _is_empty(tree)}


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    entries: "list[Tree]" = field(default_factory=list)

    found = "[…]"

    def plain(self) -> object:
        return [tree.plain() for tree in self.entries]


Tree = Leaf | Branch | Items


def read_tree(text: str) -> tuple[Tree, list[RulebookFault]]:
    """The tree of ``text``, and a fault for each key that a mapping has twice.

    Raises: YamlRefused.
    """
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise YamlRefused(_syntax_fault(error)) from error
    return builder.root, builder.repeated_keys


def shortened(text: str) -> str:
    return text if len(text) <= FOUND_LENGTH else text[: FOUND_LENGTH - 1] + "…"


def path_text(path: Iterator[str | int] | tuple[str | int, ...]) -> str:
    """``pipeline.stages[2].key``, counting from 1 as people do."""
    written = ""
    for step in path:
        written += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return written.removeprefix(".")


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same events, ten times faster


class _Builder:
    def __init__(self) -> None:
        self.root: Tree = Leaf(1, None, "")
        self.repeated_keys: list[RulebookFault] = []
        self._open: list[Branch | Items] = []
        self._path: list[str | int] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        line = cast(Mark, event.start_mark).line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refused(line, Expected.ONE_DOCUMENT)
        elif isinstance(event, yaml.AliasEvent) or _is_marked(event):
            raise self._refused(line, Expected.PLAIN_YAML)
        elif isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._go_into(Branch(line))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._go_into(Items(line))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()
            if self._open:
                self._path.pop()

    def _take_scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if self._awaits_key:
            self._take_key(event.value, line)
            return
        value = _read_scalar(event.value) if event.implicit[0] else event.value
        self._place(Leaf(line, value, event.value))

    @property
    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], Branch) and self._keys[-1] is None

    def _take_key(self, key: str, line: int) -> None:
        branch = cast(Branch, self._open[-1])
        if key in branch.lines:
            path = path_text((*self._path, shortened(key)))
            found = shortened(key)
            self.repeated_keys.append(
                RulebookFault(line, path, found, Expected.DUPLICATE_KEY, {"key": found})
            )
        branch.lines[key] = line
        self._keys[-1] = key

    def _go_into(self, tree: Branch | Items) -> None:
        if self._awaits_key:
            raise self._refused(tree.line, Expected.WRONG_TYPE, type="text")
        if len(self._open) >= DEEPEST:
            raise self._refused(tree.line, Expected.TOO_DEEP, limit=DEEPEST)
        if self._open:
            self._path.append(self._step())
        self._place(tree)
        self._open.append(tree)
        self._keys.append(None)

    def _step(self) -> str | int:
        parent = self._open[-1]
        return len(parent.entries) if isinstance(parent, Items) else cast(str, self._keys[-1])

    def _place(self, tree: Tree) -> None:
        if not self._open:
            self.root = tree
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.entries.append(tree)
        else:
            parent.entries[cast(str, self._keys[-1])] = tree
            self._keys[-1] = None

    def _refused(self, line: int, expected: Expected, **params: Any) -> YamlRefused:
        return YamlRefused(
            RulebookFault(line, path_text(tuple(self._path)), None, expected, params)
        )


def _is_empty(tree: Tree) -> bool:
    return isinstance(tree, Leaf) and tree.value is None


def _is_marked(event: yaml.Event) -> bool:
    return getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None


def _read_scalar(text: str) -> object:
    for _, pattern, read in SCALARS:
        if pattern.match(text):
            return read(text)
    return text


def _syntax_fault(error: yaml.YAMLError) -> RulebookFault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return RulebookFault(line, "", None, Expected.SYNTAX, {"column": column})
