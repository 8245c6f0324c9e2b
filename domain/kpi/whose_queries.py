"""Whose figures there are to choose from: inside somebody's, and wider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.desk import Desk
from domain.errors import NotFound
from domain.kpi.subjects import PeriodAt, subject_of
from domain.kpi.views import WhosePage
from domain.org.model import Actor, BranchId, PersonId
from domain.org.whose import COMPANY, Whose, WhoseKind, whose_own, widest_of
from domain.pages import read_page
from domain.unit_of_work import UnitOfWork

INSIDE: Final[Mapping[WhoseKind, tuple[WhoseKind, ...]]] = {
    WhoseKind.COMPANY: (
        WhoseKind.BRANCH,
        WhoseKind.DEPARTMENT,
        WhoseKind.TEAM,
        WhoseKind.PERSON,
    ),
    WhoseKind.BRANCH: (WhoseKind.BRANCH, WhoseKind.TEAM, WhoseKind.PERSON),
    WhoseKind.DEPARTMENT: (WhoseKind.PERSON,),
    WhoseKind.TEAM: (WhoseKind.TEAM, WhoseKind.PERSON),
    WhoseKind.PERSON: (),
}
"""Whose figures lie within whose, the widest first."""


@dataclass(frozen=True, slots=True)
class ChooseWhose:
    """Who is inside ``whose``, and who is wider, as far as the actor may see their figures."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        whose: Whose,
        kind: WhoseKind,
        period_at: PeriodAt,
        *,
        offset: int,
        size: int,
    ) -> WhosePage:
        """Of a person, who else the actor may look at. Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            around = _around(actor, whose)
            kinds = await _inside(uow, actor, around)
            kind = kind if kind in kinds else kinds[0]
            base = await unless_single(uow, actor, around, kind)
            lines, page = await read_page(
                lambda start: uow.whose.below(base, actor, kind, offset=start, size=size),
                offset,
                size,
            )
            above = await _above(uow, actor, whose)
        return WhosePage(subject, kind, kinds, lines, page, above, whose_own(actor))


def _around(actor: Actor, whose: Whose) -> Whose:
    """Within what one chooses: a group, or what the actor answers for. Who answers for themself
    alone, and stands in for somebody, finds those among all.
    """
    if whose.is_group:
        return whose
    widest = widest_of(actor)
    return widest if widest.is_group else COMPANY


async def _inside(uow: UnitOfWork, actor: Actor, around: Whose) -> Sequence[WhoseKind]:
    """Of what there is something inside, the widest first; people where there is nothing."""
    kinds = INSIDE[around.kind]
    if around == COMPANY and not actor.scope.sees_all:
        kinds = (WhoseKind.TEAM, WhoseKind.PERSON)
    totals = [(await uow.whose.below(around, actor, kind, offset=0, size=1))[1] for kind in kinds]
    return [kind for kind, total in zip(kinds, totals, strict=True) if total] or kinds[-1:]


async def unless_single(uow: UnitOfWork, actor: Actor, around: Whose, kind: WhoseKind) -> Whose:
    """Where the company's one topmost branch is everything, its branches are what is inside."""
    if kind is not WhoseKind.BRANCH or around != COMPANY:
        return around
    top, total = await uow.whose.below(around, actor, kind, offset=0, size=1)
    return top[0][0] if total == 1 else around


async def _above(uow: UnitOfWork, actor: Actor, whose: Whose) -> Sequence[tuple[Whose, str]]:
    """The next wider, and what the actor answers for, where they may see these."""
    wider: list[Whose] = []
    match whose.kind:
        case WhoseKind.PERSON | WhoseKind.TEAM:
            person = await uow.people.see(PersonId(whose.id))
            if person.boss_id is not None:
                wider.append(Whose(WhoseKind.TEAM, person.boss_id))
            wider.append(Whose(WhoseKind.BRANCH, person.branch_id))
        case WhoseKind.BRANCH:
            parent_id = (await uow.branches.get(BranchId(whose.id))).parent_id
            wider.append(COMPANY if parent_id is None else Whose(WhoseKind.BRANCH, parent_id))
    wider.append(widest_of(actor))
    found: dict[Whose, str] = {}
    for one in wider:
        if one not in found and one.is_group:
            try:
                found[one] = await uow.whose.name(one, actor)
            except NotFound:
                continue  # wider than they may see
    return list(found.items())
