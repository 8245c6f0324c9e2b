"""The kinds of values that a rulebook is written in, each with the one way of writing it."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StrictInt,
    StrictStr,
    model_serializer,
    model_validator,
)

from domain.language import Language
from domain.rulebook.faults import Expected, Section, refuse

TEXT_LENGTH = 700  # a stage's card with its checklist must fit Telegram's 4096 characters
NAME_LENGTH = 40  # a name is also the text of a button
KEY_PATTERN = re.compile(r"[a-z][a-z0-9_]{0,23}")  # goes into 64 bytes of callback data
TIME_PATTERN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
SPAN_PATTERN = re.compile(r"([\d:]+)\s*[-–—]\s*([\d:]+)")
MIDNIGHT_AS_END = "24:00"
DATE_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}")
COUNTRY_PATTERN = re.compile(r"[A-Z]{2}")
CURRENCY_PATTERN = re.compile(r"[A-Z]{3}")


def _printable(text: str) -> str:
    text = text.strip()
    if not text:
        raise refuse(Expected.TEXT_MISSING)
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text if sign != "\n"):
        raise refuse(Expected.TEXT_UNPRINTABLE)
    if len(text) > TEXT_LENGTH:
        raise refuse(Expected.TEXT_TOO_LONG, limit=TEXT_LENGTH)
    return text


def _name(text: str) -> str:
    if len(text) > NAME_LENGTH:
        raise refuse(Expected.TEXT_TOO_LONG, limit=NAME_LENGTH)
    if "\n" in text:
        raise refuse(Expected.TEXT_UNPRINTABLE)
    return text


def _key(text: str) -> str:
    if not KEY_PATTERN.fullmatch(text):
        raise refuse(Expected.NOT_A_KEY)
    return text


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise refuse(Expected.NOT_A_ZONE)
    return text


def _country(text: str) -> str:
    if not COUNTRY_PATTERN.fullmatch(text):
        raise refuse(Expected.NOT_A_COUNTRY)
    return text


def _currency(text: str) -> str:
    if not CURRENCY_PATTERN.fullmatch(text):
        raise refuse(Expected.NOT_A_CURRENCY)
    return text


def _time(value: Any) -> Any:
    if isinstance(value, time) and value == time(value.hour, value.minute):
        return value
    match = TIME_PATTERN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise refuse(Expected.NOT_A_TIME)
    return time(int(match[1]), int(match[2]))


def _date(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not DATE_PATTERN.fullmatch(value):
        raise refuse(Expected.NOT_A_DATE)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise refuse(Expected.NOT_A_DATE) from error


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise refuse(Expected.NOT_A_NUMBER)
    return value


def clock_text(moment: time) -> str:
    """``08:30``."""
    return f"{moment:%H:%M}"


Text = Annotated[StrictStr, AfterValidator(_printable)]
Name = Annotated[Text, AfterValidator(_name)]
Key = Annotated[StrictStr, AfterValidator(_key)]
Zone = Annotated[StrictStr, AfterValidator(_zone)]
Country = Annotated[StrictStr, AfterValidator(_country)]
Currency = Annotated[StrictStr, AfterValidator(_currency)]
LocalTime = Annotated[time, BeforeValidator(_time), PlainSerializer(clock_text, return_type=str)]
LocalDate = Annotated[date, BeforeValidator(_date)]

WorkingHours = Annotated[StrictInt, Field(gt=0, le=2000)]  # 2000 is about a year of work
WorkingDays = Annotated[StrictInt, Field(gt=0, le=250)]
_AsNumber = PlainSerializer(float, return_type=float, when_used="json")
Probability = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=0, le=1, decimal_places=4), _AsNumber
]
Amount = Annotated[
    Decimal, BeforeValidator(_number), Field(gt=0, le=10**12, decimal_places=2), _AsNumber
]
Number = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=-(10**12), le=10**12, decimal_places=4), _AsNumber
]
Percent = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=0, le=100, decimal_places=2), _AsNumber
]
HoursADay = Annotated[
    Decimal, BeforeValidator(_number), Field(gt=0, le=24, decimal_places=2), _AsNumber
]


class LocalText(Section):
    """One text in every language of the program."""

    ru: Text
    en: Text

    def for_language(self, language: str) -> str:
        """The text in ``language``; Russian, the default, for a language that is not there."""
        return self.en if language == Language.ENGLISH else self.ru


class LocalName(LocalText):
    """A short text in one line: what is written on a button or in a list."""

    ru: Name
    en: Name


class TimeSpan(Section):
    """A part of the day, written ``09:00-13:00``: [start, end) in local time.

    An end before the start means the next day; midnight as an end may be written ``24:00``.
    """

    start: LocalTime
    end: LocalTime

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, cls | dict):
            return value
        ends = SPAN_PATTERN.fullmatch(value.strip()) if isinstance(value, str) else None
        if ends is None:
            raise refuse(Expected.NOT_A_TIME_SPAN)
        start, end = ends[1], "00:00" if ends[2] == MIDNIGHT_AS_END else ends[2]
        if not TIME_PATTERN.fullmatch(start) or not TIME_PATTERN.fullmatch(end):
            raise refuse(Expected.NOT_A_TIME_SPAN)
        return {"start": start, "end": end}

    @model_validator(mode="after")
    def _lasts(self) -> "TimeSpan":
        if self.start == self.end:
            raise refuse(Expected.NOT_A_TIME_SPAN)
        return self

    @model_serializer
    def _written(self) -> str:
        return str(self)

    def __str__(self) -> str:
        end = MIDNIGHT_AS_END if self.end == time.min else clock_text(self.end)
        return f"{clock_text(self.start)}-{end}"
