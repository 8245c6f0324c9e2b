"""What pays a bonus in which department, and what the figures need to know of the company."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, PlainSerializer, StrictBool, StrictInt

from domain.kpi.model import Measure
from domain.rulebook.faults import BrokenRule, Expected, Section, refuse, repeated
from domain.rulebook.values import Key, LocalDate, LocalName, Name, Percent

PAYABLE: Final = (
    Measure.TIMELINESS,
    Measure.PRODUCTIVITY,
    Measure.ORIENTATION,
    Measure.WIN_RATE,
    Measure.YIELD,
    Measure.RETENTION,
    Measure.REPEAT_SHARE,
    Measure.TRANSPARENCY,
)
"""Shares of which more is better, and that are of a person as a whole, not of one stage."""

ALL_WEIGHTS: Final = 100
PERCENT: Final = Decimal(100)


def _payable(value: Any) -> Any:
    names = [str(measure) for measure in PAYABLE]
    if not isinstance(value, str) or value not in names:
        raise refuse(Expected.WRONG_CHOICE, allowed=names)
    return value


PayableMeasure = Annotated[
    Measure, BeforeValidator(_payable), PlainSerializer(str, return_type=str)
]


class BonusComponent(Section):
    """A measure that pays ``weight`` percent of the bonus from ``threshold_percent`` on.

    The measure is compared unrounded: 94.999 % is below 95.
    """

    measure: PayableMeasure
    weight: Annotated[StrictInt, Field(gt=0, le=ALL_WEIGHTS)]
    threshold_percent: Percent = Decimal(95)

    @property
    def threshold(self) -> Decimal:
        """As a share: 0.95."""
        return self.threshold_percent / PERCENT


class DepartmentBonus(Section):
    """The bonus of departments, by their names; without any, of all whom no other bonus names."""

    key: Key
    name: LocalName
    departments: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    components: Annotated[tuple[BonusComponent, ...], Field(min_length=1, max_length=8)]

    def rules_broken(self) -> Iterator[BrokenRule]:
        total = sum(component.weight for component in self.components)
        if total != ALL_WEIGHTS:
            params = {"sum": total, "limit": ALL_WEIGHTS}
            yield BrokenRule(("components",), Expected.WRONG_SUM, params)
        measures = [str(component.measure) for component in self.components]
        for position, value in repeated(measures):
            path = ("components", position, "measure")
            yield BrokenRule(path, Expected.NOT_UNIQUE, {"value": value})


class SegmentChurn(Section):
    """After how many days without a purchase a client of the segment counts as gone."""

    segment: Key
    churn_days: Annotated[StrictInt, Field(gt=0, le=3660)]


SERVICE_BONUS: Final = DepartmentBonus(
    key="service",
    name=LocalName(ru="Сервисные отделы", en="Service departments"),
    components=(
        BonusComponent(measure=Measure.TIMELINESS, weight=50),
        BonusComponent(measure=Measure.PRODUCTIVITY, weight=30),
        BonusComponent(measure=Measure.ORIENTATION, weight=20),
    ),
)


class KpiRules(Section):
    """Of figures: what they go by where companies differ.

    ``contract_stage``: a deal that enters it counts as a contract; without one, contracts are not
    counted. ``launched_on``: since when the company works with the bot, for before and after.
    """

    bonus: Annotated[tuple[DepartmentBonus, ...], Field(max_length=20)] = (SERVICE_BONUS,)
    churn_days: Annotated[StrictInt, Field(gt=0, le=3660)] = 180
    segments: Annotated[tuple[SegmentChurn, ...], Field(max_length=20)] = ()
    contract_stage: Key | None = None
    transparency_percent: Percent = Decimal(80)
    shows_names: StrictBool = False
    close_after_working_days: Annotated[StrictInt, Field(gt=0, le=20)] = 3
    launched_on: LocalDate | None = None

    @property
    def transparency_goal(self) -> Decimal:
        """As a share: 0.8."""
        return self.transparency_percent / PERCENT

    def bonus_of(self, department: str | None) -> DepartmentBonus | None:
        """What pays in a department of this name; None where there is no bonus.

        Names are compared without regard to capitals. Whoever has no department gets what is
        written for all others.
        """
        folded = department.strip().casefold() if department is not None else None
        for bonus in self.bonus:
            if folded is not None and folded in {name.casefold() for name in bonus.departments}:
                return bonus
        return next((bonus for bonus in self.bonus if not bonus.departments), None)

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, key in repeated([bonus.key for bonus in self.bonus]):
            yield BrokenRule(("bonus", position, "key"), Expected.NOT_UNIQUE, {"value": key})
        for position, key in repeated([known.segment for known in self.segments]):
            path = ("segments", position, "segment")
            yield BrokenRule(path, Expected.NOT_UNIQUE, {"value": key})
        yield from self._departments_twice()

    def _departments_twice(self) -> Iterator[BrokenRule]:
        """A department with two bonuses, or two bonuses for all the others."""
        seen: set[str] = set()
        for place, bonus in enumerate(self.bonus):
            if not bonus.departments:
                if "" in seen:
                    yield BrokenRule(
                        ("bonus", place, "departments"), Expected.MISSING, {"key": "departments"}
                    )
                seen.add("")
            for position, name in enumerate(bonus.departments):
                if name.casefold() in seen:
                    path = ("bonus", place, "departments", position)
                    yield BrokenRule(path, Expected.NOT_UNIQUE, {"value": name})
                seen.add(name.casefold())
