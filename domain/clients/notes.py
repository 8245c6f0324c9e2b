from domain.clients.errors import NoteMissing, NoteTooLong
from domain.names import NameMissing, clean_name

NOTE_LIMIT = 1000


def clean_note(text: str) -> str:
    """``text`` with each line made fit to show as ``clean_name`` does it; empty lines left out.

    Raises:
        NoteMissing: nothing is left.
        NoteTooLong: more than ``NOTE_LIMIT`` characters are left.
    """
    lines = []
    for line in text.splitlines():
        try:
            lines.append(clean_name(line, limit=len(line) * 4))
        except NameMissing:
            continue  # a rule of dashes, or nothing
    note = "\n".join(lines)
    if not note:
        raise NoteMissing
    if len(note) > NOTE_LIMIT:
        raise NoteTooLong(limit=NOTE_LIMIT, length=len(note))
    return note
