"""How long it takes: «2 часа», «полтора часа», «1ч30», "1.5 h", «полчаса», «с оценкой 3 часа».

«За 2 часа до встречи» says when, not how long, and stays in the title: see ``grammar.py``.
"""

from dataclasses import replace
from datetime import timedelta

from domain.tasks.phrases.atoms import Length, Wall
from domain.tasks.phrases.forms import Form, Values
from domain.tasks.phrases.tokens import Token

LONGEST = timedelta(hours=100_000)
WORKING_DAY = timedelta(hours=8)
"""What people mean by a day of work."""
HALF_AN_HOUR = timedelta(minutes=30)


def _length(values: Values, _wall: Wall) -> Length | None:
    duration = timedelta(
        hours=values.get("decimal", values.get("number", 0)), minutes=values.get("minutes", 0)
    )
    return Length(duration) if timedelta(0) < duration <= LONGEST else None


def _one_hour(values: Values, _wall: Wall) -> Length:
    return Length(timedelta(hours=1, minutes=values.get("minutes", 0)))


def _hour_and_a_half(_values: Values, _wall: Wall) -> Length:
    return Length(3 * HALF_AN_HOUR)


def _half_an_hour(_values: Values, _wall: Wall) -> Length:
    return Length(HALF_AN_HOUR)


def _hours_and_a_half(values: Values, _wall: Wall) -> Length:
    return Length(timedelta(hours=values["number"]) + HALF_AN_HOUR)


def _days(values: Values, _wall: Wall) -> Length | None:
    duration = values.get("number", 1) * WORKING_DAY
    return Length(duration) if timedelta(0) < duration <= LONGEST else None


def _bare_days(values: Values, wall: Wall) -> Length | None:
    length = _days(values, wall)
    return length and replace(length, is_bare=True)


def _goes_on(token: Token) -> bool:
    """«2 часа до вылета», «30 мин после звонка», «2 часа назад»."""
    return token.word in {"после", "назад", "after", "ago", "спустя"}


def _names_something(token: Token) -> bool:
    """«Час пик»: a bare hour is a length only where nothing is said of it."""
    return token.is_word


_LEAD = (
    "(на|за|for|~|≈|оценка [:|-|—|–]|с оценкой|займет|занимает|длительность [:]|длительностью"
    "|продолжительность [:]|продолжительностью|estimate [:]|takes|около|примерно|about)"
)

# A bare «2 дня» is as often a day as a length; after one of these words it is how long, and beside
# what else is said of the task: «к 1 декабря, 3 дня».
_LEAD_OF_DAYS = (
    "(оценка [:|-|—|–]|с оценкой|займет|занимает|длительность [:]|длительностью"
    "|продолжительность [:]|продолжительностью|estimate [:]|takes|it takes|will take)"
)

FORMS = (
    Form(f"{_LEAD_OF_DAYS} [<number>] [{{workdays}}] <day>", _days, unless_before=_goes_on),
    Form("<number> [{workdays}] <day>", _bare_days, unless_before=_goes_on),
    Form(f"[{_LEAD}] (<number>|<decimal>) <hour>", _length, unless_before=_goes_on),
    Form(f"[{_LEAD}] <number:minutes> <minute>", _length, unless_before=_goes_on),
    Form(
        f"[{_LEAD}] <number> <hour> [и|and] <number:minutes> [<minute>|<short_minute>]",
        _length,
        unless_before=_goes_on,
    ),
    Form(f"{_LEAD} <hour>", _one_hour, unless_before=_goes_on),
    Form("(час|hour)", _one_hour, unless_before=_names_something),
    Form(f"[{_LEAD}] час <number:minutes> (<minute>|<short_minute>)", _one_hour),
    Form(f"[{_LEAD}] (полтора часа|час с половиной|час полтора)", _hour_and_a_half),
    Form(f"[{_LEAD}] (an hour and a half|one and a half hours)", _hour_and_a_half),
    Form(f"[{_LEAD}] <number> с половиной <hour>", _hours_and_a_half),
    Form(f"[{_LEAD}] <number> and a half <hour>", _hours_and_a_half),
    Form(
        f"[{_LEAD}] (полчаса|полчасика|пол часа|half an hour|half hour)",
        _half_an_hour,
        unless_before=_goes_on,
    ),
)
