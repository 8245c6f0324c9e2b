"""Templates of briefs («ТЗ»): what is asked before such a task is given, and who does it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from domain.rulebook.faults import BrokenRule, Expected, Section, repeated
from domain.rulebook.values import (
    Key,
    LocalName,
    LocalText,
    Name,
    Number,
    WorkingDays,
    WorkingHours,
)
from domain.tasks.model import TaskPriority

MOST_FIELDS = 15
"""All answers fit on the one screen on which they are looked over."""


class FieldKind(StrEnum):
    """What answers a question. The set is closed: the form has a way to ask for each."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    FILE = "file"


class BriefChoice(Section):
    """One of the answers that a question offers."""

    key: Key
    name: LocalName


class BriefField(Section):
    """One question: numbers have a unit and bounds, choices their answers, the others neither."""

    key: Key
    name: LocalName
    kind: FieldKind
    required: StrictBool = True
    hint: LocalText | None = None
    unit: LocalName | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    choices: Annotated[tuple[BriefChoice, ...], Field(max_length=10)] = ()

    def rules_broken(self) -> Iterator[BrokenRule]:
        own = {
            FieldKind.NUMBER: ("unit", "at_least", "at_most"),
            FieldKind.CHOICE: ("choices",),
        }
        for kind, names in own.items():
            for name in names:
                if kind is not self.kind and getattr(self, name) not in {None, ()}:
                    allowed = [key for key in type(self).model_fields if key not in names]
                    yield BrokenRule(
                        (name,), Expected.UNKNOWN_KEY, {"key": name, "allowed": allowed}
                    )
        if self.kind is FieldKind.CHOICE and not self.choices:
            yield BrokenRule((), Expected.MISSING, {"key": "choices"})
        least, most = self.at_least, self.at_most
        if least is not None and most is not None and least >= most:
            yield BrokenRule(("at_most",), Expected.NOT_RISING)
        for position, key in repeated([choice.key for choice in self.choices]):
            yield BrokenRule(("choices", position, "key"), Expected.NOT_UNIQUE, {"value": key})


class Brief(Section):
    """A template: its questions in their order, and the task that is made of the answers.

    The task goes to somebody of ``department`` (its name), or where there is nobody, to somebody
    with ``role``; where neither finds anybody, the one who fills it in says to whom.
    """

    key: Key
    name: LocalName
    department: Name | None = None
    role: Literal["rep", "lead", "manager", "director", "administrator"] | None = None
    estimate_hours: WorkingHours | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    deadline_working_days: WorkingDays = 3
    approval: StrictBool = False
    fields: Annotated[tuple[BriefField, ...], Field(min_length=1, max_length=MOST_FIELDS)]

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, key in repeated([field.key for field in self.fields]):
            yield BrokenRule(("fields", position, "key"), Expected.NOT_UNIQUE, {"value": key})


Briefs = Annotated[tuple[Brief, ...], Field(max_length=30)]
