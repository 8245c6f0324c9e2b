"""Whose bonus stands where: one person's, a department's, and a team's list.

For `/kpi` and for digests: ``bonuses_of`` is set-based, one person or a thousand.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.desk import Desk
from domain.errors import NotFound
from domain.kpi.bonus import Bonus, bonus_of
from domain.kpi.closing import Known, known_of
from domain.kpi.subjects import PeriodAt, subject_of
from domain.kpi.views import Subject
from domain.org.model import Actor
from domain.org.whose import Whose, WhoseKind
from domain.pages import Page, read_page
from domain.periods import Period
from domain.rulebook.kpi import PAYABLE, DepartmentBonus
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork

MICROSECOND: Final = timedelta.resolution


@dataclass(frozen=True, slots=True)
class ViewBonus:
    """What somebody's bonus stands at; None where none is written for their department.

    Of a person and of a department; a team, a branch and the company have no bonus of their own,
    their people have: ``ListBonuses``.
    """

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose, period: Period) -> Bonus | None:
        """Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            name = await uow.whose.name(whose, actor)
            if whose.kind is WhoseKind.PERSON:
                found = await bonuses_of(uow, {whose.id: name}, period, rulebook, now=now)
                return next(iter(found), None)
            if whose.kind is not WhoseKind.DEPARTMENT:
                return None
            known, rules = await _known(uow, whose.kind, [whose.id], period, rulebook, now)
            rule = rules.kpi.bonus_of(name)
            return None if rule is None else _bonus(whose, name, period, rule, known)


@dataclass(frozen=True, slots=True)
class BonusesPage:
    """People by name, each with their bonus; None where none is written for their department."""

    subject: Subject
    lines: Sequence[tuple[Whose, str, Bonus | None]]
    page: Page

    @property
    def has_none(self) -> bool:
        """Whether nobody at all has a bonus, as far as one page tells."""
        return self.page.count == 1 and all(bonus is None for *_, bonus in self.lines)


@dataclass(frozen=True, slots=True)
class ListBonuses:
    """The bonuses of the people inside a team, department, branch or the company, as far as the
    actor sees their figures.
    """

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, period_at: PeriodAt, *, offset: int, size: int
    ) -> BonusesPage:
        """Raises: NotFound, also of one person; PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            if not whose.is_group:
                raise NotFound(whose=whose)
            people, page = await read_page(
                lambda start: uow.whose.below(
                    whose, actor, WhoseKind.PERSON, offset=start, size=size
                ),
                offset,
                size,
            )
            names = {person.id: name for person, name in people}
            bonuses = await bonuses_of(uow, names, subject.period, rulebook, now=now)
        found = {bonus.whose: bonus for bonus in bonuses}
        lines = [(person, name, found.get(person)) for person, name in people]
        return BonusesPage(subject, lines, page)


async def bonuses_of(
    uow: UnitOfWork,
    names: Mapping[int, str],
    period: Period,
    rulebook: Rulebook,
    *,
    now: datetime,
) -> Sequence[Bonus]:
    """Of the people of ``names`` that have a bonus, in their order: by what was kept and by the
    rules of then where the period is closed, else so far; by the department in which they were as
    the period ended, or are now before it. Whether it may be seen is the caller's.
    """
    known, rules = await _known(uow, WhoseKind.PERSON, list(names), period, rulebook, now)
    ended_at = period.bounds(ZoneInfo(rulebook.company.zone))[1]
    departments = await uow.person_departments.of(list(names), min(ended_at - MICROSECOND, now))
    bonuses = []
    for person_id, name in names.items():
        rule = rules.kpi.bonus_of(departments.get(person_id))
        if rule is not None:
            whose = Whose(WhoseKind.PERSON, person_id)
            bonuses.append(_bonus(whose, name, period, rule, known))
    return bonuses


async def _known(
    uow: UnitOfWork,
    kind: WhoseKind,
    ids: Collection[int],
    period: Period,
    rulebook: Rulebook,
    now: datetime,
) -> tuple[Known, Rulebook]:
    """Their figures with the rules that hold for the period."""
    named = {part.measure for bonus in rulebook.kpi.bonus for part in bonus.components}
    closed = (await uow.kpi_snapshots.of(kind, [period], ids=ids, measures=PAYABLE)).get(period)
    if closed is not None:
        rulebook = (await uow.rulebooks.get(closed.rulebook_version)).rulebook
        return known_of(closed, []), rulebook
    live = await uow.kpi.figures(kind, period, rulebook, now=now, ids=ids, measures=named)
    return known_of(None, live), rulebook


def _bonus(whose: Whose, name: str, period: Period, rules: DepartmentBonus, known: Known) -> Bonus:
    figures = {
        component.measure: figure
        for component in rules.components
        if (figure := known.of(whose, component.measure)) is not None
    }
    return bonus_of(whose, name, period, rules, figures, closed_at=known.closed_at)
