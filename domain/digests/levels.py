"""From the result of a day down to each deal: branches, teams, people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.desk import Desk
from domain.digests.ports import ClosedPart
from domain.digests.views import ClosedDeals, Level, LevelLine, Sums
from domain.errors import NotFound
from domain.money import Money
from domain.org.model import Actor, PersonId
from domain.org.whose import COMPANY, Whose, WhoseKind, widest_of
from domain.pages import Page
from domain.periods import PeriodKind, period_of
from domain.unit_of_work import UnitOfWork

MOST_BRANCHES: Final = 1000
OLDEST: Final = timedelta(days=366)
"""How far back a day can be asked for."""
NO_BRANCHES: Final[tuple[tuple[Whose, str], ...]] = ()


def require_day(day: date, now: datetime, actor: Actor) -> None:
    """Raises: NotFound: it has not begun, or is too long ago."""
    today = now.astimezone(actor.zone).date()
    if not today - OLDEST <= day <= today:
        raise NotFound(day=day)


async def top_branches(
    uow: UnitOfWork, actor: Actor, whose: Whose | None = None
) -> Sequence[tuple[Whose, str]]:
    """The branches next below what the actor answers for; a single one stands for those below it.

    ``whose``: next below that.
    """
    below = whose or widest_of(actor)
    if below.kind not in {WhoseKind.BRANCH, WhoseKind.COMPANY}:
        return NO_BRANCHES
    while True:
        found, _ = await uow.whose.below(
            below, actor, WhoseKind.BRANCH, offset=0, size=MOST_BRANCHES
        )
        if len(found) != 1:
            return found
        below = found[0][0]


def sums_of(parts: Iterable[ClosedPart]) -> Sums:
    count = without_amount = 0
    money: dict[str, Decimal] = defaultdict(Decimal)
    for part in parts:
        count += part.count
        without_amount += part.without_amount
        if part.amount is not None:
            money[part.currency] += part.amount
    sums = [Money(amount, currency) for currency, amount in money.items()]
    return Sums(
        count, tuple(sorted(sums, key=lambda one: one.amount, reverse=True)), without_amount
    )


@dataclass(frozen=True, slots=True)
class ViewDigestBranches:
    """The branches next below one, with what each closed on the day, the most money first."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, day: date, *, offset: int, size: int
    ) -> Level:
        """Raises: NotFound."""
        now = self.desk.clock()
        require_day(day, now, actor)
        async with self.desk.begin() as uow:
            name = await uow.whose.name(whose, actor)
            branches = await top_branches(uow, actor, whose)
            ids = [one.id for one, _ in branches]
            inside = await uow.digest_figures.branches_inside(ids)
            bounds = period_of(PeriodKind.DAY, day).bounds(actor.zone)
            closed = await uow.digest_figures.closed(actor.scope, since=bounds[0], day=bounds)
            silent = await uow.digest_figures.silent_by_owner(actor.scope)
            rules = await self.desk.rules(uow, actor)
            above = await _above(uow, actor, whose)
        parts: dict[int, list[ClosedPart]] = defaultdict(list)
        for part in closed:
            if part.branch_id in inside:
                parts[inside[part.branch_id]].append(part)
        silence: dict[int, int] = defaultdict(int)
        for (branch_id, _), count in silent.items():
            if branch_id in inside:
                silence[inside[branch_id]] += count
        lines = [_line(one, label, parts[one.id], silence[one.id]) for one, label in branches]
        shown, page = _paged(lines, rules.rulebook.company.currency, offset, size)
        return Level(whose, name, day, shown, page, above, has_branches=len(branches) > 1)


@dataclass(frozen=True, slots=True)
class ViewDigestPeople:
    """The teams of a branch and who is in none, or the people of a team."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, day: date, *, offset: int, size: int
    ) -> Level:
        """Raises: NotFound."""
        now = self.desk.clock()
        require_day(day, now, actor)
        async with self.desk.begin() as uow:
            name = await uow.whose.name(whose, actor)
            places = await uow.digest_figures.people_of(whose, actor.scope)
            bounds = period_of(PeriodKind.DAY, day).bounds(actor.zone)
            closed = await uow.digest_figures.closed(
                actor.scope, since=bounds[0], day=bounds, by_owner=True
            )
            silent = await uow.digest_figures.silent_by_owner(actor.scope)
            rules = await self.desk.rules(uow, actor)
            branches = await top_branches(uow, actor, whose)
            above = await _above(uow, actor, whose)
        is_team = whose.kind is WhoseKind.TEAM
        names = {place.person_id: place.name for place in places}
        stands_as: dict[int, Whose] = {}
        for place in places:
            leads = place.lead_id if not is_team and place.lead_id in names else None
            stands_as[place.person_id] = (
                Whose(WhoseKind.PERSON, place.person_id)
                if leads is None
                else Whose(WhoseKind.TEAM, leads)
            )
        parts: dict[Whose, list[ClosedPart]] = defaultdict(list)
        for part in closed:
            if part.owner_id in stands_as:
                parts[stands_as[part.owner_id]].append(part)
        silence: dict[Whose, int] = defaultdict(int)
        for (_, owner_id), count in silent.items():
            if owner_id in stands_as:
                silence[stands_as[owner_id]] += count
        rows = dict.fromkeys(stands_as.values())
        lines = [_line(one, names[one.id], parts[one], silence[one]) for one in rows]
        shown, page = _paged(lines, rules.rulebook.company.currency, offset, size)
        return Level(whose, name, day, shown, page, above, has_branches=len(branches) > 1)


@dataclass(frozen=True, slots=True)
class ViewClosedDeals:
    """The deals that a person, a team or a branch won and lost on a day."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, day: date, *, offset: int, size: int
    ) -> ClosedDeals:
        """Raises: NotFound."""
        require_day(day, self.desk.clock(), actor)
        bounds = period_of(PeriodKind.DAY, day).bounds(actor.zone)
        async with self.desk.begin() as uow:
            name = await uow.whose.name(whose, actor)
            read = uow.digest_figures.closed_deals
            found = await read(whose, actor.scope, bounds, offset=offset, size=size)
            page = Page.nearest(offset, size, found.page.total)
            if page.offset != offset:
                found = await read(whose, actor.scope, bounds, offset=page.offset, size=size)
            above = await _above(uow, actor, whose)
        return ClosedDeals(whose, name, day, found.lines, page, above)


def _line(whose: Whose, name: str, parts: Sequence[ClosedPart], silent: int) -> LevelLine:
    return LevelLine(
        whose,
        name,
        won=sums_of(part for part in parts if part.is_won),
        lost=sums_of(part for part in parts if not part.is_won),
        silent=silent,
    )


def _paged(
    lines: Sequence[LevelLine], currency: str, offset: int, size: int
) -> tuple[tuple[LevelLine, ...], Page]:
    by_name = sorted(lines, key=lambda line: (line.name, line.whose))
    ordered = sorted(by_name, key=lambda line: line.weight(currency), reverse=True)
    page = Page.nearest(offset, size, len(ordered))
    return tuple(ordered[page.offset : page.offset + size]), page


async def _above(uow: UnitOfWork, actor: Actor, whose: Whose) -> Whose | None:
    """Where «up» leads, as far as the actor sees it; None: to the digest itself."""
    if whose == widest_of(actor):
        return None
    above: list[Whose] = []
    match whose.kind:
        case WhoseKind.PERSON:
            branch_id, lead_id = await uow.digest_figures.place_of(PersonId(whose.id))
            above = [Whose(WhoseKind.TEAM, lead_id)] if lead_id is not None else []
            above.append(Whose(WhoseKind.BRANCH, branch_id))
        case WhoseKind.TEAM:
            branch_id, _ = await uow.digest_figures.place_of(PersonId(whose.id))
            above = [Whose(WhoseKind.BRANCH, branch_id)]
        case WhoseKind.BRANCH:
            above = [await _branch_above(uow, actor, whose)]
        case _:
            above = []
    for one in above:
        try:
            await uow.whose.name(one, actor)
        except NotFound:
            continue
        return one
    return None


async def _branch_above(uow: UnitOfWork, actor: Actor, whose: Whose) -> Whose:
    """The parent; the company for a root, and for what lies below the only root."""
    parent_id = await uow.digest_figures.parent_of(whose.id)
    if parent_id is None:
        return COMPANY
    if actor.scope.sees_all and await uow.digest_figures.parent_of(parent_id) is None:
        _, roots = await uow.whose.below(COMPANY, actor, WhoseKind.BRANCH, offset=0, size=1)
        if roots == 1:
            return COMPANY
    return Whose(WhoseKind.BRANCH, parent_id)
