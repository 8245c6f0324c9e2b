"""Fluent messages that are parsed when they are first said: a start says few of thousands."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Message

_BEGINNING: Final = re.compile(r"^(-?[A-Za-z][\w-]*)[ \t]*=", re.MULTILINE)
"""Of a message or a term; what belongs to it is further in, but for a closing brace."""


class LateBundle(FluentBundle):
    """``resources`` are the texts of Fluent files; of one id the first holds."""

    def __init__(self, language: str, resources: Iterable[str]) -> None:
        super().__init__([language], use_isolating=False)
        self._unparsed: dict[str, str] = {}
        for resource in resources:
            for name, entry in entries_of(resource):
                self._unparsed.setdefault(name, entry)
        self._known = frozenset(self._unparsed)

    def has_message(self, message_id: str) -> bool:
        return message_id in self._known

    def _lookup(self, entry_id: str, term: bool = False) -> Message:
        name = f"-{entry_id}" if term else entry_id
        entry = self._unparsed.get(name)
        if entry is not None:
            self.add_resource(FluentResource(entry))
            # Last: a picture's thread may ask for the same meanwhile, and parses it once more.
            self._unparsed.pop(name, None)
        return super()._lookup(entry_id, term)


def entries_of(resource: str) -> Iterator[tuple[str, str]]:
    """Every message and term by its id, a term's with its dash, as it is written."""
    found = list(_BEGINNING.finditer(resource))
    ends = [match.start() for match in found[1:]] + [len(resource)]
    for match, end in zip(found, ends, strict=True):
        yield match[1], resource[match.start() : end]
