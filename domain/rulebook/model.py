"""The company's rules as one checked value.

A `Rulebook` that exists is valid: every check is made when it is built, from a file or from the
database. Keys are stable names that records refer to; names and texts may be changed at will.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from domain.errors import NotFound
from domain.language import Language
from domain.rulebook.briefs import Brief, Briefs
from domain.rulebook.cadences import Cadences
from domain.rulebook.calendars import Calendars
from domain.rulebook.cycle import CallCycle
from domain.rulebook.digests import Digests
from domain.rulebook.faults import BrokenRule, Expected, Section, repeated, unknown_reference
from domain.rulebook.greetings import Greetings
from domain.rulebook.kpi import KpiRules
from domain.rulebook.offers import Offers
from domain.rulebook.pipeline import LOST, WON, LostReason, Pipeline, Stage
from domain.rulebook.polls import Poll, Polls
from domain.rulebook.products import CrossSell
from domain.rulebook.projects import ProjectTemplate
from domain.rulebook.requests import Requests
from domain.rulebook.risks import Risks
from domain.rulebook.segments import Segment
from domain.rulebook.tasks import Tasks
from domain.rulebook.values import (
    Country,
    Currency,
    HoursADay,
    Key,
    Name,
    TimeSpan,
    Zone,
)
from domain.rulebook.visits import Visits


class Company(Section):
    """What is true of the whole company where a branch or a person says nothing else."""

    name: Name
    country: Country
    zone: Zone
    currency: Currency
    language: Language = Language.RUSSIAN


class SnoozeChoice(StrEnum):
    """How a matter can be put off: one hour, the next working morning, a date one names."""

    HOUR = "hour"
    TOMORROW = "tomorrow"
    DATE = "date"


class Delivery(Section):
    """When messages may disturb a person, and how often."""

    quiet_hours: TimeSpan
    daily_cap: Annotated[StrictInt, Field(gt=0, le=200)] = 12
    digests: Digests
    snooze_choices: Annotated[tuple[SnoozeChoice, ...], Field(min_length=1)] = tuple(SnoozeChoice)

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, choice in repeated([str(choice) for choice in self.snooze_choices]):
            yield BrokenRule(("snooze_choices", position), Expected.NOT_UNIQUE, {"value": choice})


class Rulebook(Section):
    """All the rules of the company."""

    company: Company
    pipeline: Pipeline
    offers: Offers
    tasks: Tasks = Tasks()
    briefs: Briefs = ()
    delivery: Delivery
    calendars: Calendars
    segments: Annotated[tuple[Segment, ...], Field(min_length=1, max_length=20)]
    default_segment: Key
    risks: Risks = Risks()
    greetings: Greetings = Greetings()
    visits: Visits = Visits()
    requests: Requests = Requests()
    cadences: Cadences = Cadences()
    cycle: CallCycle = CallCycle()
    cross_sell: CrossSell = CrossSell()
    polls: Polls = ()
    invitation_hours: Annotated[StrictInt, Field(gt=0, le=24 * 90)] = 72
    useful_hours_per_day: HoursADay
    kpi: KpiRules = KpiRules()
    project_templates: Annotated[tuple[ProjectTemplate, ...], Field(max_length=20)] = ()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The open stages in their order."""
        return self.pipeline.stages

    @property
    def stage_keys(self) -> tuple[str, ...]:
        """Keys of the open stages in their order."""
        return tuple(stage.key for stage in self.stages)

    @property
    def first_stage(self) -> Stage:
        """Where a new deal starts."""
        return self.stages[0]

    def stage(self, key: str) -> Stage:
        """Raises: NotFound: no open stage has this key (won and lost are no stages)."""
        return self.stages[self._position(key)]

    def find_stage(self, key: str) -> Stage | None:
        """The stage, or None for a key that only older rulebooks knew."""
        return next((stage for stage in self.stages if stage.key == key), None)

    def next_stage(self, key: str) -> Stage | None:
        """The stage after ``key``; None after the last one."""
        after = self._position(key) + 1
        return self.stages[after] if after < len(self.stages) else None

    def previous_stage(self, key: str) -> Stage | None:
        """The stage before ``key``; None before the first one."""
        position = self._position(key)
        return self.stages[position - 1] if position > 0 else None

    def is_later(self, key: str, than: str) -> bool:
        """Whether stage ``key`` comes after stage ``than``."""
        return self._position(key) > self._position(than)

    def lost_reason(self, key: str) -> LostReason:
        """Raises: NotFound: no such reason."""
        for reason in self.pipeline.lost_reasons:
            if reason.key == key:
                return reason
        raise NotFound(lost_reason=key)

    @property
    def refusal_reasons(self) -> tuple[LostReason, ...]:
        """Why an offer may be refused: some of the reasons for which a deal is lost."""
        return tuple(self.lost_reason(key) for key in self.offers.refusal_reasons)

    def segment(self, key: str) -> Segment:
        """Raises: NotFound: no such segment."""
        for segment in self.segments:
            if segment.key == key:
                return segment
        raise NotFound(segment=key)

    def brief(self, key: str) -> Brief:
        """Raises: NotFound: no such template."""
        for brief in self.briefs:
            if brief.key == key:
                return brief
        raise NotFound(brief=key)

    def find_poll(self, key: str) -> Poll | None:
        """The poll, or None for a key that only other rulebooks know."""
        return next((known for known in self.polls if known.key == key), None)

    def find_project_template(self, key: str) -> ProjectTemplate | None:
        """The template, or None for a key that only other rulebooks know."""
        return next((known for known in self.project_templates if known.key == key), None)

    def _position(self, key: str) -> int:
        try:
            return self.stage_keys.index(key)
        except ValueError:
            raise NotFound(stage=key) from None

    def rules_broken(self) -> Iterator[BrokenRule]:
        reasons = [reason.key for reason in self.pipeline.lost_reasons]
        for position, key in enumerate(self.offers.refusal_reasons):
            if key not in reasons:
                yield unknown_reference(("offers", "refusal_reasons", position), reasons)
        stages = list(self.stage_keys)
        if self.offers.on_accept not in {*stages, WON}:
            yield unknown_reference(("offers", "on_accept"), [*stages, WON])
        if self.offers.on_refuse not in {*stages, LOST}:
            yield unknown_reference(("offers", "on_refuse"), [*stages, LOST])
        if self.kpi.contract_stage is not None and self.kpi.contract_stage not in stages:
            yield unknown_reference(("kpi", "contract_stage"), stages)
        segments = [segment.key for segment in self.segments]
        for position, key in repeated(segments):
            yield BrokenRule(("segments", position, "key"), Expected.NOT_UNIQUE, {"value": key})
        templates = [template.key for template in self.project_templates]
        for position, key in repeated(templates):
            path = ("project_templates", position, "key")
            yield BrokenRule(path, Expected.NOT_UNIQUE, {"value": key})
        for position, key in repeated([poll.key for poll in self.polls]):
            yield BrokenRule(("polls", position, "key"), Expected.NOT_UNIQUE, {"value": key})
        for position, key in repeated([brief.key for brief in self.briefs]):
            yield BrokenRule(("briefs", position, "key"), Expected.NOT_UNIQUE, {"value": key})
        yield from self._segments_unknown(segments)

    def _segments_unknown(self, segments: list[str]) -> Iterator[BrokenRule]:
        """Rules of segments that there are not, or that lack what the rules go by."""
        if self.default_segment not in segments:
            yield unknown_reference(("default_segment",), segments)
        for section, named in (
            ("greetings", [known.segment for known in self.greetings.segments]),
            ("cadences", [known.segment for known in self.cadences.segments]),
            ("cycle", [known.segment for known in self.cycle.segments]),
            ("requests", [known.segment for known in self.requests.segments]),
            ("risks", [known.segment for known in self.risks.segments]),
            ("kpi", [known.segment for known in self.kpi.segments]),
        ):
            for position, key in enumerate(named):
                if key not in segments:
                    yield unknown_reference((section, "segments", position, "segment"), segments)
        under_cadence = [known.segment for known in self.cadences.segments]
        for position, watched in enumerate(self.risks.segments):
            is_known = watched.segment in under_cadence or watched.segment not in segments
            if watched.late_in_a_row is not None and not is_known:
                path = ("risks", "segments", position, "segment")
                yield unknown_reference(path, under_cadence)
        for place, poll in enumerate(self.polls):
            for position, key in enumerate(poll.segments):
                if key not in segments:
                    yield unknown_reference(("polls", place, "segments", position), segments)
