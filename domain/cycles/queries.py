"""What a cycle looks like: a pair's own to the pair, all pairs of their scope to heads."""

from dataclasses import dataclass

from domain.cycles.model import PairId
from domain.cycles.rules import acts_for
from domain.cycles.views import Boards, CycleLines, PairBoard, Show, Tally
from domain.desk import Desk
from domain.org.model import Actor
from domain.org.visibility import Scope
from domain.pages import read_page


def _heads(actor: Actor) -> Scope:
    """Whom the actor sees as a head; their own pair they see anyway."""
    return actor.scope if actor.role.leads_people or actor.scope.sees_all else Scope()


@dataclass(frozen=True, slots=True)
class ListPairBoards:
    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> Boards:
        """By the caller's name; the sum is of all of them, and by region."""
        scope, people = _heads(actor), acts_for(actor)
        async with self.desk.begin() as uow:
            lines, page = await read_page(
                lambda start: uow.cycle_boards.pairs(scope, people, offset=start, size=size),
                offset,
                size,
            )
            regions = await uow.cycle_boards.regions(scope, people, None)
        whole = sum((tally for _, tally in regions), Tally())
        return Boards(lines, page, whole, tuple(regions))


@dataclass(frozen=True, slots=True)
class ViewPairBoard:
    desk: Desk

    async def __call__(self, actor: Actor, pair_id: PairId) -> PairBoard:
        """Raises: NotFound."""
        now = self.desk.clock()
        people = acts_for(actor)
        async with self.desk.begin() as uow:
            line = await uow.cycle_boards.pair(pair_id, _heads(actor), people)
            regions = await uow.cycle_boards.regions(_heads(actor), people, pair_id)
        today = now.astimezone(actor.zone).date()
        return PairBoard(line.pair, line.cycle, line.tally, tuple(regions), today)


@dataclass(frozen=True, slots=True)
class ListCycleCalls:
    """The clients behind a figure of a board."""

    desk: Desk

    async def __call__(
        self, actor: Actor, pair_id: PairId, show: Show, *, offset: int, size: int
    ) -> CycleLines:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            await uow.cycle_boards.pair(pair_id, _heads(actor), acts_for(actor))
            lines, page = await read_page(
                lambda start: uow.cycle_boards.lines(pair_id, show, offset=start, size=size),
                offset,
                size,
            )
            rules = await self.desk.rules(uow, actor)
        return CycleLines(pair_id, show, lines, page, rules.rulebook)
