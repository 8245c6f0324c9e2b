"""The rulebook as a file: YAML in and out, and every fault with its line.

The YAML taken here is the plain part of YAML 1.2: no anchors, aliases, tags or second documents;
``true`` and ``false`` are the only truth values, and ``08:30`` or ``2026-01-31`` are texts until
the model reads them. So ``on`` and ``NO`` mean what they say.
"""

import re
from collections.abc import Iterable
from typing import Any

import yaml
from pydantic import ValidationError

from domain.rulebook.default import default_rulebook_text
from domain.rulebook.errors import RulebookFault, RulebookFileWrong
from domain.rulebook.faults import Expected
from domain.rulebook.model import Rulebook
from storage.rulebook_faults import faults_of
from storage.yaml_tree import SCALARS, Branch, YamlRefused, read_tree

LIMIT_BYTES = 1_000_000  # the default is forty times smaller
MOST_FAULTS = 20  # more would not fit one message, and nobody mends more at once
LINE_WIDTH = 100

UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # as YAML has it
)


def read_rulebook(text: str | bytes) -> Rulebook:
    """The rulebook in a file's content.

    Blocks for up to a few seconds on the largest file: call it in a thread.

    Raises:
        RulebookFileWrong: with every fault found, at most ``MOST_FAULTS``.
    """
    decoded = _decoded(text)
    try:
        tree, repeated_keys = read_tree(decoded)
    except YamlRefused as refused:
        raise RulebookFileWrong([refused.fault]) from refused
    try:
        rulebook = Rulebook.model_validate(tree.plain() if isinstance(tree, Branch) else None)
    except ValidationError as error:
        raise _wrong([*repeated_keys, *faults_of(error, tree)]) from None
    if repeated_keys:
        raise _wrong(repeated_keys)
    return rulebook


def write_rulebook(rulebook: Rulebook, source_text: str | None = None) -> str:
    """The file of ``rulebook``.

    ``source_text``, the file it came from, is given back as it was, comments included, as long as
    it still says the same.
    """
    if source_text is not None and _says(source_text, rulebook):
        return source_text
    return yaml.dump(
        rulebook.model_dump(mode="json", exclude_none=True),
        Dumper=_Writer,
        allow_unicode=True,
        sort_keys=False,
        width=LINE_WIDTH,
    )


def read_default_rulebook() -> Rulebook:
    """The rulebook that ships."""
    return read_rulebook(default_rulebook_text())


class _Writer(yaml.SafeDumper):
    """Quotes what ``read_rulebook`` would otherwise take for something else than text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the parent's way to be set up

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - the parent's
        """Lists stand deeper than their key, as in the file that ships."""
        super().increase_indent(flow, indentless=False)


for _tag, _pattern, _ in SCALARS:
    _Writer.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, None)


def _decoded(content: str | bytes) -> str:
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    if len(raw) > LIMIT_BYTES:
        raise _wrong([_of_file(1, Expected.FILE_TOO_LARGE, limit_bytes=LIMIT_BYTES)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _wrong([_of_file(line, Expected.NOT_UTF8)]) from error
    unprintable = UNPRINTABLE.search(text)
    if unprintable:
        line = text.count("\n", 0, unprintable.start()) + 1
        raise _wrong([_of_file(line, Expected.TEXT_UNPRINTABLE)])
    return text


def _of_file(line: int, expected: Expected, **params: Any) -> RulebookFault:
    return RulebookFault(line, "", None, expected, params)


def _wrong(faults: Iterable[RulebookFault]) -> RulebookFileWrong:
    in_order = sorted(faults, key=lambda fault: fault.line)
    return RulebookFileWrong(in_order[:MOST_FAULTS])


def _says(source_text: str, rulebook: Rulebook) -> bool:
    try:
        return read_rulebook(source_text) == rulebook
    except RulebookFileWrong:
        return False  # written for an older program
