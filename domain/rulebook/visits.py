"""How long a visit takes, when it may be booked, and who hears of it when."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Annotated

from pydantic import Field, StrictInt

from domain.rulebook.faults import BrokenRule, Expected, Section
from domain.rulebook.values import LocalTime, WorkingHours


class Visits(Section):
    """Visits to clients. ``again`` and ``head`` count the visitor's working time from its end."""

    visit_minutes: Annotated[StrictInt, Field(ge=10, le=480)] = 60
    buffer_minutes: Annotated[StrictInt, Field(ge=0, le=480)] = 30
    step_minutes: Annotated[StrictInt, Field(ge=5, le=240)] = 30
    days_ahead: Annotated[StrictInt, Field(ge=1, le=60)] = 14
    morning: LocalTime = time(9)
    remind_minutes_before: Annotated[StrictInt, Field(ge=5, le=720)] = 60
    report_again_working_hours: WorkingHours = 3
    report_to_head_working_hours: WorkingHours = 8

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.visit_minutes)

    @property
    def buffer(self) -> timedelta:
        """The way from one client to the next."""
        return timedelta(minutes=self.buffer_minutes)

    @property
    def step(self) -> timedelta:
        return timedelta(minutes=self.step_minutes)

    def rules_broken(self) -> Iterator[BrokenRule]:
        if self.report_to_head_working_hours <= self.report_again_working_hours:
            yield BrokenRule(("report_to_head_working_hours",), Expected.NOT_RISING)
