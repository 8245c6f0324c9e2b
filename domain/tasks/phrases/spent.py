"""Time that was spent, said in a reply: «потратил 2ч», «+30 мин созвон», «-1ч», "spent 1h30"."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.tasks.phrases import durations
from domain.tasks.phrases.atoms import Length
from domain.tasks.phrases.forms import Form, Forms, Values
from domain.tasks.phrases.tokens import tokenize

LONGEST_PHRASE = 60
"""Signs within which the length of time stands; the rest is a comment."""


@dataclass(frozen=True, slots=True)
class Spent:
    """``duration`` is below zero for what is taken back; ``rest`` is what else was said."""

    duration: timedelta
    rest: str


_VERB = re.compile(
    r"(?:я\s+|i\s+)?"
    r"(?:потратила?|потратили|потрачено|затратила?|затратили|затрачено|отработала?|ушло|списать"
    r"|запиши(?:те)?|spent|logged|log|worked|took)\b[\s:]*"
    r"(?:(?:на\s+(?:это|нее|него|задачу)|уже|еще|всего|on\s+(?:this|it)|another|already)\b\s*)*",
    re.IGNORECASE,
)
_SIGN = re.compile(r"(?P<sign>[+\-−–—])\s*(?=[\dа-яa-z])", re.IGNORECASE)
_BETWEEN = " \t\n.,;:—–-"


def _of_clock(values: Values, _wall: object) -> Length | None:
    hours, minutes, _ = values["clock"]
    return Length(timedelta(hours=hours, minutes=minutes)) if hours or minutes else None


# Here a length is what is looked for: «2 часа до обеда» and «час на звонок» say one.
_FORMS = Forms(
    *(replace(form, unless_before=None) for form in durations.FORMS),
    Form("<clock>", _of_clock),
)


def parse_spent(text: str) -> Spent | None:
    """The time that ``text`` begins with; None where it begins with none."""
    text = text.strip()
    folded = text.replace("ё", "е").replace("Ё", "Е")
    lead = _VERB.match(folded) or _SIGN.match(folded)
    if lead is None:
        return None
    sign = lead.groupdict().get("sign")
    said = text[lead.end() :]
    tokens = tokenize(said[:LONGEST_PHRASE])
    if not tokens or tokens[0].begin:
        return None
    for match in _FORMS.at(tokens, 0):
        meant = match.form.meaning(match.values, None)
        if isinstance(meant, Length):
            rest = said[tokens[match.end - 1].end :].strip(_BETWEEN)
            is_less = sign is not None and sign != "+"
            if is_less and rest and lead.end() > 1:
                return None  # «- 2 часа на дорогу» is an item of somebody's list
            return Spent(-meant.duration if is_less else meant.duration, rest)
    return None


def speaks_of_time(text: str) -> bool:
    """Whether ``text`` begins as if it named the time that was spent: «потратил весь день»."""
    return _VERB.match(text.strip().replace("ё", "е")) is not None
