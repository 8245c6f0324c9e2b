"""A personal date as it is typed: a day, and before it, of a named one, whose or what day it is."""

from datetime import date

from domain.errors import BadInput
from domain.greetings.errors import LabelMissing
from domain.greetings.model import LABEL_LIMIT, DateKind
from domain.greetings.yearly import YearlyDay, read_yearly_day
from domain.names import clean_name
from domain.typed_dates import DateUnreadable

BETWEEN = " ,;:—–-"
"""What may stand between a label and its day."""


def read_date(text: str, kind: DateKind, *, today: date) -> tuple[YearlyDay, str | None]:
    """The day, and the label of a named date: «собака Рекс, 5 мая», «дочь Маша 12.03.2015».

    Raises:
        LabelMissing: a named date without a label.
        DateUnreadable, DateImpossible, DateNotYet, DateTooLongAgo, NameMissing, NameTooLong
    """
    if kind is not DateKind.NAMED:
        return read_yearly_day(text, today=today), None
    words = text.replace(",", ", ").split()
    refused: BadInput = DateUnreadable(text=text)
    for start in range(len(words)):
        try:
            day = read_yearly_day(" ".join(words[start:]), today=today)
        except DateUnreadable:
            continue
        except BadInput as impossible:
            refused = impossible
            continue
        label = " ".join(words[:start]).strip(BETWEEN)
        if not label:
            raise LabelMissing
        return day, clean_name(label, limit=LABEL_LIMIT)
    raise refused
