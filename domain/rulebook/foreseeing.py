"""What a new rulebook would do, counted before anybody agrees to it: nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.cadences.reckoning import plan_reckoning
from domain.deals.stage_dues import StageLate, limits_changed
from domain.deals.stage_reckoning import plan_stage_dues
from domain.desk import Desk
from domain.money import Money
from domain.rulebook.changes import Change
from domain.rulebook.impact import (
    ClientsMove,
    DueDaysMove,
    Effect,
    Foreseen,
    Holds,
    LimitMoved,
    PipelineWeighed,
    Reach,
    Reached,
    SegmentFlow,
    Standing,
    TicksLacking,
    reached,
)
from domain.rulebook.model import Rulebook
from domain.rulebook.pipeline import Stage
from domain.rulebook.ports import OpenCounts, VersionedRulebook
from domain.segments.model import SegmentMove
from domain.unit_of_work import UnitOfWork

NOBODY_LATE = StageLate(0, 0, 0, 0, 0)


async def foresee(
    desk: Desk,
    uow: UnitOfWork,
    current: VersionedRulebook,
    rulebook: Rulebook,
    changes: Sequence[Change],
    now: datetime,
) -> tuple[Foreseen, ...]:
    """What would become of live records at this moment, in the order in which it is told."""
    wanted = reached(changes)
    foresight = await _look(desk, uow, current, rulebook, {one.reach for one in wanted}, now)
    found = ((foresight.effect(one), one.after) for one in wanted)
    return tuple(Foreseen(effect, after) for effect, after in found if effect is not None)


@dataclass(frozen=True, slots=True)
class _Foresight:
    """What was counted; what no change asks for is empty."""

    old: Rulebook
    new: Rulebook
    counts: OpenCounts
    late: dict[str, StageLate]
    lacking: dict[tuple[str, str], int]
    pipeline: PipelineWeighed | None
    moves: Sequence[SegmentMove]
    due_days: DueDaysMove | None

    def effect(self, one: Reached) -> Effect | None:
        match one.reach:
            case Reach.STAGE_LIMIT:
                return LimitMoved(self.late.get(one.subject[0], NOBODY_LATE))
            case Reach.TICKS:
                return self._ticks(one.subject)
            case Reach.STANDING:
                return Standing(self._standing(one.subject))
            case Reach.PIPELINE:
                return self.pipeline
            case Reach.SEGMENTS:
                return _flows(self.old, self.new, self.moves)
            case Reach.CADENCES:
                return self.due_days
            case _:
                return Holds(one.reach, self._count(one))

    def _ticks(self, subject: tuple[str, ...]) -> Effect:
        stage, deals = subject[0], self._standing(subject)
        if subject not in newly_required(self.old, self.new):
            return Standing(deals)
        return TicksLacking(deals, self.lacking.get((stage, subject[1]), 0))

    def _standing(self, subject: tuple[str, ...]) -> int:
        standing = self.counts.deals_on_stages
        return standing.get(subject[0], 0) if subject else sum(standing.values())

    def _count(self, one: Reached) -> int | None:
        counts = self.counts
        match one.reach:
            case Reach.NEW_OFFERS | Reach.OPEN_OFFERS:
                return counts.offers
            case Reach.NEW_TASKS:
                return counts.tasks
            case Reach.NEW_REQUESTS:
                return counts.requests
            case Reach.NEW_VISITS:
                return counts.visits
            case Reach.NEXT_CYCLE:
                return counts.cycles
            case Reach.EVERYBODY:
                return sum(counts.people_by_department.values())
            case Reach.DIGEST_OF_ROLE:
                return counts.digests_by_role.get(one.subject[0], 0)
            case Reach.BONUS:
                return sum(
                    people
                    for name, people in counts.people_by_department.items()
                    if self.old.kpi.bonus_of(name) != self.new.kpi.bonus_of(name)
                )
            case _:
                return None


async def _look(
    desk: Desk,
    uow: UnitOfWork,
    current: VersionedRulebook,
    rulebook: Rulebook,
    reaches: set[Reach],
    now: datetime,
) -> _Foresight:
    old, apart = current.rulebook, desk.apart()
    then = VersionedRulebook(current.version + 1, rulebook, None)
    late: dict[str, StageLate] = {}
    if Reach.STAGE_LIMIT in reaches and (stages := limits_changed(old, rulebook)):
        plan = await plan_stage_dues(apart, uow, then, stages, now)
        late = dict(await uow.stage_dues.foresee(plan, now))
    required = newly_required(old, rulebook) if Reach.TICKS in reaches else []
    moves: Sequence[SegmentMove] = ()
    if reaches & {Reach.SEGMENTS, Reach.CADENCES}:
        moves = await uow.segments.foresee(rulebook, now)
    due_days = None
    if Reach.CADENCES in reaches:
        terms = rulebook.cadences.segments
        holders = await uow.cadences.holders([known.segment for known in terms], None)
        reckoning = plan_reckoning(apart, then, holders, now)
        due_days = DueDaysMove(await uow.cadences.foresee(reckoning, moves, now))
    return _Foresight(
        old=old,
        new=rulebook,
        counts=await uow.rulebook_reach.counts(),
        late=late,
        lacking=dict(await uow.rulebook_reach.lacking(required)) if required else {},
        pipeline=await _weigh(uow, old, rulebook) if Reach.PIPELINE in reaches else None,
        moves=moves,
        due_days=due_days,
    )


def newly_required(old: Rulebook, new: Rulebook) -> list[tuple[str, str]]:
    """Stages of both with items that are asked for from now on."""
    return [
        (stage.key, item)
        for stage in new.stages
        if (was := old.find_stage(stage.key)) is not None
        for item in _required(stage)
        if item not in _required(was)
    ]


def _required(stage: Stage) -> list[str]:
    return [item.key for item in stage.checklist if item.required]


async def _weigh(uow: UnitOfWork, old: Rulebook, new: Rulebook) -> PipelineWeighed:
    currency = new.company.currency
    open_money = await uow.rulebook_reach.open_money(currency)
    return PipelineWeighed(
        before=_weighted(old, open_money.by_stage, currency),
        after=_weighted(new, open_money.by_stage, currency),
        others=open_money.others,
    )


def _weighted(rulebook: Rulebook, sums: Mapping[str, Decimal], currency: str) -> Money:
    weighed = (
        amount * stage.probability
        for key, amount in sums.items()
        if (stage := rulebook.find_stage(key)) is not None
    )
    return Money(sum(weighed, Decimal(0)), currency)


def _flows(old: Rulebook, new: Rulebook, moves: Sequence[SegmentMove]) -> ClientsMove:
    names = {segment.key: segment.name for segment in (*old.segments, *new.segments)}
    flows = (
        SegmentFlow(
            name,
            enter=sum(move.segment == key for move in moves),
            leave=sum(move.was == key for move in moves),
        )
        for key, name in names.items()
    )
    return ClientsMove(len(moves), tuple(flow for flow in flows if flow.enter or flow.leave))
