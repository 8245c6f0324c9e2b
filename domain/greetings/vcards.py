"""Birthdays in vCards: what a shared contact tells beside its phone."""

import re
from datetime import date, datetime

from domain.clients.model import ClientId, ContactId
from domain.errors import BadInput
from domain.greetings.model import DateKind, NewDate
from domain.greetings.yearly import YearlyDay, read_yearly_day
from domain.unit_of_work import UnitOfWork

LONGEST_CARD = 20_000
YEAR_LEFT_OUT = 1604
"""What some address books write for a year that is not known."""

_BIRTHDAY = re.compile(
    r"^(?:[\w-]+\.)?BDAY(?:;[^:\r\n]*)?:\s*"
    r"(?:(?P<year>[0-9]{4})-?|--)(?P<month>[0-9]{2})-?(?P<day>[0-9]{2})(?![0-9])",
    re.IGNORECASE | re.MULTILINE,
)


def birthday_parts(card: str) -> tuple[str, str, int | None] | None:
    """Day and month in two digits, and the year, as a vCard (2.1 to 4.0) has the birthday."""
    found = _BIRTHDAY.search(card[:LONGEST_CARD])
    if found is None:
        return None
    return found["day"], found["month"], int(found["year"]) if found["year"] else None


def birthday_in(card: str, *, today: date) -> YearlyDay | None:
    """The birthday of a vCard; None where there is none that can be."""
    parts = birthday_parts(card)
    if parts is None:
        return None
    day = f"{parts[0]}.{parts[1]}"
    if parts[2] not in {None, YEAR_LEFT_OUT}:
        day += f".{parts[2]}"
    try:
        return read_yearly_day(day, today=today)
    except BadInput:
        return None  # an address book's mistake is not the person's who shares it


async def keep_birthday(
    uow: UnitOfWork, client_id: ClientId, contact_id: ContactId, card: str | None, now: datetime
) -> None:
    """Note the birthday of a shared contact, unless one is known: that was typed by somebody."""
    day = birthday_in(card, today=now.date()) if card else None
    if day is None:
        return
    new = NewDate(client_id, contact_id, DateKind.BIRTHDAY, day)
    if await uow.personal_dates.equal(new) is None:
        await uow.personal_dates.add(new, now)
