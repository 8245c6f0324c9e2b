"""Figures of work in plain Python: what ``storage/kpi/work.py`` counts in SQL, task by task."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.kpi.model import LeftOut, Measure
from domain.org.whose import WhoseKind
from domain.periods import Period
from domain.rulebook.calendars import working_calendar
from domain.rulebook.model import Rulebook
from domain.tasks.model import Rating
from storage.public_holidays import public_holidays, transferred_working_days
from tests.kpi_reference import Reference, Value
from tests.kpi_work_worlds import HALF_DAYS, KnownTask, Work
from tests.kpi_worlds import World


@dataclass(slots=True)
class Told:
    """What the acts of a task come to."""

    executor: int
    agreed: datetime
    estimate: int | None
    frozen: int | None = None
    is_begun: bool = False
    done_at: datetime | None = None
    accepted_at: datetime | None = None
    rated_at: datetime | None = None
    is_up: bool = False
    is_declined: bool = False
    is_cancelled: bool = False


def told(task: KnownTask) -> Told:
    executor, agreed, minutes = task.acts[0].given
    known = Told(executor, agreed, minutes)
    for act in task.acts[1:]:
        match act.what:
            case "decline":
                known.is_declined = True
            case "give":
                known.executor, known.is_declined, known.is_begun = act.given, False, False
            case "redate" if act.at < known.agreed:
                known.agreed = act.given
            case "guess":
                known.estimate = act.given
            case "start" if not known.is_begun:
                known.frozen, known.is_begun = known.estimate, True
            case "finish":
                known.done_at = act.at
                known.frozen = known.frozen if known.is_begun else known.estimate
                if known.executor == task.assigner:
                    known.accepted_at = act.at
            case "return":
                known.done_at = None
            case "cancel":
                known.is_cancelled = True
            case "accept result":
                known.accepted_at = act.at
            case "rate":
                known.accepted_at = known.accepted_at or act.at
                known.rated_at, known.is_up = act.at, act.given is Rating.UP
    return known


class WorkReference(Reference):
    """Timeliness, productivity and orientation of one kind of whose in one period."""

    def __init__(
        self, world: World, work: Work, kind: WhoseKind, period: Period, rulebook: Rulebook
    ) -> None:
        super().__init__(world, kind, period, rulebook)
        self.work = work
        self.worked: dict[tuple[ZoneInfo, bool], list[date]] = {}
        self.told = {task.id: told(task) for task in work.known}
        self.own = {task.id for task in work.known if self.told[task.id].executor == task.assigner}
        self.whole = {
            task.parent
            for task in work.known
            if task.parent is not None and not self.told[task.id].is_cancelled
        }

    def all(self) -> dict[tuple[int, Measure, str], Value]:
        self._timeliness()
        self._productivity()
        self._orientation()
        return self.found

    def _timeliness(self) -> None:
        facts = [
            (known.agreed, known.executor, None, self._lateness(id_, known))
            for id_, known in self.told.items()
            if not known.is_cancelled or known.is_declined
        ]
        of = self.by_whose(facts)
        for whose in self.ids():
            found = of.get(whose, [])
            due = found.count("on time") + found.count("late")
            left_out = {
                why: found.count(str(why))
                for why in (LeftOut.OWN, LeftOut.DECLINED, LeftOut.NOT_DUE)
                if found.count(str(why))
            }
            self._put(whose, Measure.TIMELINESS, found.count("on time"), due, left_out)

    def _lateness(self, id_: int, known: Told) -> str:
        if id_ in self.own:
            return str(LeftOut.OWN)
        if known.is_declined:
            return str(LeftOut.DECLINED)
        if known.done_at is not None:
            return "on time" if known.done_at <= known.agreed else "late"
        return str(LeftOut.NOT_DUE) if known.agreed > self.world.now else "late"

    def _productivity(self) -> None:
        of = self.by_whose(
            [
                (known.accepted_at, known.executor, None, (id_, known.frozen))
                for id_, known in self.told.items()
                if known.accepted_at is not None and id_ not in self.whole
            ]
        )
        days = self._days_by_whose()
        for whose in self.ids():
            found = of.get(whose, [])
            others = [frozen for id_, frozen in found if id_ not in self.own]
            hours = Decimal(sum(frozen or 0 for frozen in others)) / 60
            left_out = {
                LeftOut.NO_ESTIMATE: others.count(None),
                LeftOut.OWN: len(found) - len(others),
            }
            some = {why: number for why, number in left_out.items() if number}
            useful = self.rulebook.useful_hours_per_day * days.get(whose, 0)
            self._put(whose, Measure.PRODUCTIVITY, hours, useful, some)

    def _orientation(self) -> None:
        rated = [
            (known.rated_at, known.executor, None, "up" if known.is_up else "down")
            for id_, known in self.told.items()
            if known.rated_at is not None
        ]
        unrated = [
            (known.accepted_at, known.executor, None, "unrated")
            for id_, known in self.told.items()
            if known.accepted_at is not None and known.rated_at is None and id_ not in self.own
        ]
        of = self.by_whose([*rated, *unrated])
        for whose in self.ids():
            found = of.get(whose, [])
            up, down, rest = (found.count(what) for what in ("up", "down", "unrated"))
            left_out = {LeftOut.UNRATED: rest} if rest else {}
            self._put(whose, Measure.ORIENTATION, up, up + down, left_out)

    def _days_by_whose(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for person_id in self.world.people:
            for noon in self._days_at_work(person_id):
                for whose in self.whose(noon, person_id, None):
                    found[whose] = found.get(whose, 0) + 1
        return found

    def _days_at_work(self, person_id: int) -> Iterator[datetime]:
        """The noon of each."""
        known = self.work.presence[person_id]
        if known.joined_at is None and not known.has_telegram:
            return
        person = self.world.people[person_id]
        branch = self.world.branches[person.places[-1].branch_id]
        zone = ZoneInfo(person.zone or branch[1])
        for day in self._worked(zone, has_week=known.week is not None):
            if self._is_there(person_id, day, zone):
                yield datetime.combine(day, time(12), tzinfo=zone)

    def _worked(self, zone: ZoneInfo, *, has_week: bool) -> list[date]:
        """Working days whose work has ended, of whoever is never away."""
        if (zone, has_week) not in self.worked:
            years = (2026, 2027)
            calendar = working_calendar(
                self.rulebook,
                country="RU",
                zone=zone,
                personal_hours=HALF_DAYS if has_week else None,
                holidays=public_holidays("RU", years),
                transferred=transferred_working_days("RU", years),
            )
            first, days = self.period.starts_on, range(self.period.days)
            self.worked[zone, has_week] = [
                day
                for day in (first + timedelta(days=number) for number in days)
                if calendar.is_working_day(day)
                and calendar.end_of_working_day(day) <= self.world.now
            ]
        return self.worked[zone, has_week]

    def _is_there(self, person_id: int, day: date, zone: ZoneInfo) -> bool:
        known = self.work.presence[person_id]
        if known.joined_at is not None and day < known.joined_at.astimezone(zone).date():
            return False
        if known.left_at is not None and day > known.left_at.astimezone(zone).date():
            return False
        return known.away is None or not known.away[0] <= day <= known.away[1]

    def _put(
        self,
        whose: int,
        measure: Measure,
        numerator: Decimal | int,
        denominator: Decimal | int,
        left_out: dict[LeftOut, int],
    ) -> None:
        value = Decimal(numerator) / Decimal(denominator) if denominator else None
        told_as = (value, Decimal(numerator), Decimal(denominator), left_out)
        self.found[whose, measure, ""] = told_as
