"""Places of branches and of people by one measure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.desk import Desk
from domain.kpi.closing import (
    Known,
    known_figures,
)
from domain.kpi.model import Figure, Measure
from domain.kpi.ranking import place_of, places
from domain.kpi.subjects import PeriodAt, subject_of
from domain.kpi.views import (
    RankingPage,
    nothing_of,
)
from domain.kpi.whose_queries import unless_single
from domain.org.model import Actor, Role
from domain.org.visibility import EVERYTHING
from domain.org.whose import Whose, WhoseKind, whose_own, widest_of
from domain.pages import Page
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork

MOST_RANKED: Final = 5000
"""Of one kind: more than any company has."""


@dataclass(frozen=True, slots=True)
class ViewRanking:
    """Places by one measure. Branches are those directly inside what the actor answers for.

    People are compared within the same, of a representative within their branch; by name are told
    those whose figures the actor may see, and all where the rulebook shows names.
    """

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        whose: Whose,
        kind: WhoseKind,
        period_at: PeriodAt,
        measure: Measure,
        *,
        offset: int,
        size: int,
    ) -> RankingPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            around = _compared_within(actor, whose)
            branches = await _branches_of(uow, actor, around)
            if kind is WhoseKind.BRANCH and len(branches) > 1:
                members, shown = branches, set(branches)
            else:
                kind = WhoseKind.PERSON
                members, shown = await _people_of(uow, actor, around, rulebook)
            ids = [member.id for member in members]
            found = await known_figures(
                uow, kind, subject.period, rulebook, now=now, ids=ids, measures=[measure]
            )
            sellers = None
            if kind is WhoseKind.PERSON:
                reps = await uow.people.with_role((Role.REP,))
                sellers = {Whose(kind, rep.id) for rep in reps}
        ranked = places(_of_members(found, members, measure, sellers), measure)
        listed = [place for place in ranked if place.whose in shown]
        page = Page.nearest(offset, size, len(listed))
        return RankingPage(
            subject=subject,
            measure=measure,
            kind=kind,
            places=listed[page.offset : page.offset + size],
            names=members,
            page=page,
            own=place_of(ranked, _own_of(kind, actor)),
            of=len([place for place in ranked if place.number is not None]),
            has_branches=len(branches) > 1,
            rulebook=rulebook,
        )


def _compared_within(actor: Actor, whose: Whose) -> Whose:
    """A group with itself inside; of a person what the actor answers for, or their branch."""
    if whose.is_group:
        return whose
    widest = widest_of(actor)
    return widest if widest.is_group else Whose(WhoseKind.BRANCH, actor.branch_id)


async def _branches_of(uow: UnitOfWork, actor: Actor, around: Whose) -> Mapping[Whose, str]:
    base = await unless_single(uow, actor, around, WhoseKind.BRANCH)
    lines, _ = await uow.whose.below(base, actor, WhoseKind.BRANCH, offset=0, size=MOST_RANKED)
    return dict(lines)


def _own_of(kind: WhoseKind, actor: Actor) -> Whose:
    """The actor's branch among branches, themself among people."""
    return Whose(kind, actor.branch_id) if kind is WhoseKind.BRANCH else whose_own(actor)


async def _people_of(
    uow: UnitOfWork, actor: Actor, around: Whose, rulebook: Rulebook
) -> tuple[Mapping[Whose, str], set[Whose]]:
    """All who are compared, and those of them whom the actor is shown by name."""
    # One's own place is among all of them, whoever may be told by name.
    everybody = replace(actor, scope=EVERYTHING)
    kind = WhoseKind.PERSON
    members, _ = await uow.whose.below(around, everybody, kind, offset=0, size=MOST_RANKED)
    if rulebook.kpi.shows_names:
        return dict(members), {whose for whose, _ in members}
    seen, _ = await uow.whose.below(around, actor, kind, offset=0, size=MOST_RANKED)
    named = {whose for whose, _ in seen}
    is_alone = named <= {whose_own(actor)}
    return dict(members), set() if is_alone else named


def _of_members(
    found: Known,
    members: Mapping[Whose, str],
    measure: Measure,
    sellers: Collection[Whose] | None,
) -> list[Figure]:
    """By name. Of people, a head who did nothing of it themself is not compared."""
    figures = [found.of(whose, measure) or nothing_of(measure, whose) for whose in members]
    return [
        figure for figure in figures if sellers is None or figure.whose in sellers or figure.value
    ]
