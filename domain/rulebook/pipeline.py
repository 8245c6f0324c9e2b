"""The pipeline: its stages in their order, the two ends, and what each choice leads to."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StrictBool

from domain.rulebook.faults import BrokenRule, Expected, Section, repeated
from domain.rulebook.values import Key, LocalName, LocalText, Probability, WorkingHours

WON = "won"
LOST = "lost"
ENDS = (WON, LOST)


class ChecklistItem(Section):
    """One thing to have done on a stage; a required one is asked for before moving on."""

    key: Key
    text: LocalName
    required: StrictBool = False


class Consequences(Section):
    """What each choice on a stage will lead to, as the owner reads it before choosing."""

    forward: LocalText | None = None
    back: LocalText | None = None
    skip: LocalText | None = None
    won: LocalText
    lost: LocalText


class Stage(Section):
    """A stage of the pipeline."""

    key: Key
    name: LocalName
    department: Key | None = None
    limit_working_hours: WorkingHours
    probability: Probability
    checklist: Annotated[tuple[ChecklistItem, ...], Field(max_length=12)] = ()
    hint: LocalText
    consequences: Consequences

    def rules_broken(self) -> Iterator[BrokenRule]:
        if self.key in ENDS:
            yield BrokenRule(("key",), Expected.NOT_UNIQUE, {"value": self.key})
        for position, key in repeated([item.key for item in self.checklist]):
            yield BrokenRule(("checklist", position, "key"), Expected.NOT_UNIQUE, {"value": key})


class End(Section):
    """How a deal ends: what the two ends are called."""

    name: LocalName


class LostReason(Section):
    """Why a deal was lost, or an offer refused."""

    key: Key
    name: LocalName
    needs_text: StrictBool = False


class Pipeline(Section):
    """The stages in their order, the two ends, and the reasons for the bad one."""

    stages: Annotated[tuple[Stage, ...], Field(min_length=2, max_length=12)]
    won: End
    lost: End
    lost_reasons: Annotated[tuple[LostReason, ...], Field(min_length=1, max_length=20)]

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, key in repeated([stage.key for stage in self.stages]):
            yield BrokenRule(("stages", position, "key"), Expected.NOT_UNIQUE, {"value": key})
        for position, key in repeated([reason.key for reason in self.lost_reasons]):
            yield BrokenRule(("lost_reasons", position, "key"), Expected.NOT_UNIQUE, {"value": key})
        yield from self._choices_without_consequence()

    def _choices_without_consequence(self) -> Iterator[BrokenRule]:
        last = len(self.stages) - 1
        for position, stage in enumerate(self.stages):
            can_be_chosen = {"back": position > 0, "forward": position < last}
            can_be_chosen["skip"] = position < last - 1
            for choice, is_possible in can_be_chosen.items():
                if is_possible and getattr(stage.consequences, choice) is None:
                    path = ("stages", position, "consequences", choice)
                    yield BrokenRule(path, Expected.MISSING, {"key": choice})
