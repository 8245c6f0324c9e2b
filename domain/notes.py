"""Words that people leave: notes in a history, comments beside a choice, steps to take."""

from domain.errors import BadInput
from domain.names import NameMissing, clean_name

NOTE_LIMIT = 1000
COMMENT_LIMIT = 500
"""Characters that fit on a card beside everything else."""


class NoteMissing(BadInput):
    """Nothing was written, or nothing that can be seen."""


class NoteTooLong(BadInput):
    """``length`` characters, where ``limit`` are allowed."""


def clean_note(text: str, *, limit: int = NOTE_LIMIT) -> str:
    """``text`` with each line made fit to show as ``clean_name`` does it; empty lines left out.

    Raises:
        NoteMissing: nothing is left.
        NoteTooLong: more than ``limit`` characters are left.
    """
    lines = []
    for line in text.splitlines():
        try:
            lines.append(clean_name(line, limit=len(line) * 4))  # composing may make it longer
        except NameMissing:
            continue  # a rule of dashes, or nothing
    note = "\n".join(lines)
    if not note:
        raise NoteMissing
    if len(note) > limit:
        raise NoteTooLong(limit=limit, length=len(note))
    return note


def clean_comment(text: str) -> str:
    """The same on one line, of ``COMMENT_LIMIT`` characters at most. Raises as ``clean_note``."""
    return clean_note(text, limit=COMMENT_LIMIT).replace("\n", " ")
