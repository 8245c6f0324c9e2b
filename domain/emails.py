"""E-mail addresses as people and files write them."""

import re

from domain.errors import BadInput

LONGEST_EMAIL = 200
_EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\".]+(?:\.[^\s@,;<>\".]+)+")
_IN_TEXT = re.compile(rf"(?:e-?mail|mail|почта)?[:\s]*(?P<email>{_EMAIL.pattern})", re.IGNORECASE)


class EmailUnreadable(BadInput):
    """``text`` is no e-mail address."""


def read_email(text: str) -> str:
    """As it is kept: without the case, which no mail server minds. Raises: EmailUnreadable."""
    email = text.strip().strip("<>").casefold()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise EmailUnreadable(text=text[:LONGEST_EMAIL])
    return email


def find_email(text: str) -> tuple[str, int, int] | None:
    """The first address in ``text`` as it stands there, and what it takes up, its name included."""
    found = _IN_TEXT.search(text)
    return None if found is None else (found["email"], found.start(), found.end())
