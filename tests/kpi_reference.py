"""Figures of sales in plain Python: what ``storage/kpi`` counts in SQL, deal by deal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from domain.kpi.model import Figure, LeftOut, Measure
from domain.org.whose import WhoseKind
from domain.periods import Period
from domain.rulebook.model import Rulebook
from tests.kpi_worlds import KnownDeal, World, changes

DAY = 24 * 3600
Fact = TypeVar("Fact")
Value = tuple[Decimal | None, Decimal, Decimal | None, dict[LeftOut, int]]
"""Value, numerator, denominator, left out."""


@dataclass(frozen=True)
class Move:
    at: datetime
    kind: str
    stage: str
    from_stage: str | None
    since: datetime | None
    owner: int
    branch: int
    is_from_another: bool = False


def moves_of(deal: KnownDeal) -> list[Move]:
    """What became of the deal, in order."""
    first = deal.turns[0]
    here = (first.owner_id, first.branch_id)
    entered = first.stage_since if first.status == "open" else deal.created_at
    moves = [
        Move(deal.created_at, "created", first.stage, None, None, *here),
        Move(entered, "entered", first.stage, None, None, *here),
    ]
    if first.closed_at is not None:
        moves.append(Move(first.closed_at, first.status, first.stage, first.stage, None, *here))
    for was, now in changes(deal):
        here = (now.owner_id, now.branch_id)
        if here != (was.owner_id, was.branch_id):
            is_another = now.owner_id != was.owner_id
            moves.append(Move(now.at, "given", was.stage, None, None, *here, is_another))
        if now.status == "open" != was.status:
            moves.append(Move(now.stage_since, "reopened", was.stage, None, None, *here))
        if now.stage != was.stage:
            moves.append(
                Move(now.stage_since, "entered", now.stage, was.stage, was.stage_since, *here)
            )
        if now.closed_at is not None and was.status == "open":
            move = Move(now.closed_at, now.status, now.stage, now.stage, was.stage_since, *here)
            if (move.kind, move.at) not in {(other.kind, other.at) for other in moves}:
                moves.append(move)
    return sorted(moves, key=lambda move: move.at)


class Reference:
    """All figures of one kind of whose in one period."""

    def __init__(self, world: World, kind: WhoseKind, period: Period, rulebook: Rulebook) -> None:
        self.world = world
        self.kind = kind
        self.period = period
        self.rulebook = rulebook
        self.places = {key: place for place, key in enumerate(rulebook.stage_keys)}
        self.moves = {deal.id: moves_of(deal) for deal in world.deals}
        self.found: dict[tuple[int, Measure, str], Value] = {}

    def ids(self) -> list[int]:
        match self.kind:
            case WhoseKind.PERSON:
                return list(self.world.people)
            case WhoseKind.TEAM:
                return [one.id for one in self.world.people.values() if one.role != "rep"]
            case WhoseKind.DEPARTMENT:
                return list(self.world.departments)
            case WhoseKind.BRANCH:
                return list(self.world.branches)
            case _:
                return [0]

    def bounds(self, whose: int) -> tuple[datetime, datetime]:
        zone = self.rulebook.company.zone
        if self.kind is WhoseKind.PERSON:
            person = self.world.people[whose]
            zone = person.zone or self.world.branches[person.places[-1].branch_id][1]
        return self.period.bounds(ZoneInfo(zone))

    def moment(self, whose: int) -> datetime:
        return min(self.bounds(whose)[1], self.world.now)

    def whose(self, at: datetime, owner: int, branch: int | None) -> set[int]:
        place = self.world.people[owner].place(at)
        match self.kind:
            case WhoseKind.PERSON:
                return {owner}
            case WhoseKind.TEAM:
                above = set() if place.boss_id is None else {*self.world.bosses(place.boss_id)}
                return (above | {owner}) & {*self.ids()}
            case WhoseKind.DEPARTMENT:
                return {place.department_id}
            case WhoseKind.BRANCH:
                return {*self.world.branches_above(branch or place.branch_id)}
            case _:
                return {0}

    def by_whose(
        self, facts: Iterable[tuple[datetime, int, int | None, Fact]]
    ) -> dict[int, list[Fact]]:
        found: dict[int, list[Fact]] = defaultdict(list)
        for at, owner, branch, fact in facts:
            for whose in self.whose(at, owner, branch):
                since, until = self.bounds(whose)
                if since <= at < until:
                    found[whose].append(fact)
        return found

    def closing(self, deal: KnownDeal) -> Move | None:
        """The end that stands."""
        ends = [
            move
            for move in self.moves[deal.id]
            if (move.kind, move.at) == (deal.last.status, deal.last.closed_at)
        ]
        return ends[0] if ends else None

    def all(self) -> dict[tuple[int, Measure, str], Value]:
        self._closed()
        self._bought()
        self._acted()
        self._opened()
        self._kept()
        self._stages()
        self._taken()
        return self.found

    def say(
        self,
        whose: int,
        measure: Measure,
        numerator: Decimal | int,
        denominator: Decimal | int | None = None,
        left_out: dict[LeftOut, int] | None = None,
        *,
        of: str = "",
    ) -> None:
        value: Decimal | None = Decimal(numerator)
        if denominator is not None:
            value = Decimal(numerator) / Decimal(denominator) if denominator else None
        below = None if denominator is None else Decimal(denominator)
        counted = {why: number for why, number in (left_out or {}).items() if number}
        self.found[whose, measure, of] = (value, Decimal(numerator), below, counted)

    def say_median(
        self,
        whose: int,
        measure: Measure,
        seconds: list[Decimal],
        unit: int,
        left_out: dict[LeftOut, int] | None = None,
        *,
        of: str = "",
    ) -> None:
        value = median(seconds) / unit if seconds else None
        counted = {why: number for why, number in (left_out or {}).items() if number}
        self.found[whose, measure, of] = (value, Decimal(len(seconds)), None, counted)

    def money(self, deals: list[KnownDeal]) -> tuple[Decimal, int, dict[LeftOut, int]]:
        amounts = [
            deal.last.amount
            for deal in deals
            if deal.last.amount is not None and deal.currency == "RUB"
        ]
        left_out = {
            LeftOut.NO_AMOUNT: sum(deal.last.amount is None for deal in deals),
            LeftOut.OTHER_CURRENCY: sum(
                deal.last.amount is not None and deal.currency != "RUB" for deal in deals
            ),
        }
        return sum(amounts, Decimal(0)), len(amounts), left_out

    def _closed(self) -> None:
        ended = [
            (end.at, end.owner, end.branch, deal)
            for deal in self.world.deals
            if (end := self.closing(deal)) is not None
        ]
        found = self.by_whose(ended)
        for whose in self.ids():
            won = [deal for deal in found[whose] if deal.last.status == "won"]
            lost = [deal for deal in found[whose] if deal.last.status == "lost"]
            value, priced, left_out = self.money(won)
            self.say(whose, Measure.WON_COUNT, len(won))
            self.say(whose, Measure.WON_VALUE, value, None, left_out)
            self.say(whose, Measure.MEAN_WON, value, priced, left_out)
            with_amount = [deal for deal in won if deal.last.amount and deal.currency == "RUB"]
            known = [deal for deal in with_amount if deal.margin is not None]
            self.say(
                whose,
                Measure.YIELD,
                sum((deal.margin or Decimal(0) for deal in known), Decimal(0)),
                self.money(known)[0],
                left_out | {LeftOut.NO_MARGIN: len(with_amount) - len(known)},
            )
            self.say(whose, Measure.LOST_COUNT, len(lost))
            lost_value, _, lost_left_out = self.money(lost)
            self.say(whose, Measure.LOST_VALUE, lost_value, None, lost_left_out)
            self.say(whose, Measure.WIN_RATE, len(won), len(won) + len(lost))
            cycles = [seconds(deal.created_at, deal.last.closed_at) for deal in won]
            self.say_median(whose, Measure.CYCLE, cycles, DAY)
            self.say(whose, Measure.MEAN_CYCLE, sum(cycles, Decimal(0)) / DAY, len(cycles))

    def _wins(self) -> list[tuple[Move, KnownDeal]]:
        return [
            (end, deal)
            for deal in self.world.deals
            if deal.last.status == "won" and (end := self.closing(deal)) is not None
        ]

    def _bought(self) -> None:
        firsts: dict[int, tuple[datetime, int]] = {}
        for end, deal in self._wins():
            if deal.client_id is not None:
                place = (end.at, deal.id)
                firsts[deal.client_id] = min(place, firsts.get(deal.client_id, place))
        found = self.by_whose((end.at, end.owner, end.branch, deal) for end, deal in self._wins())
        for whose in self.ids():
            of_clients = [deal for deal in found[whose] if deal.client_id is not None]
            first = sum(firsts[deal.client_id or 0][1] == deal.id for deal in of_clients)
            self.say(whose, Measure.INFLOW, first)
            self.say(whose, Measure.REPEAT_SHARE, len(of_clients) - first, len(found[whose]))

    def _acted(self) -> None:
        begun = self.by_whose(
            (move.at, move.owner, move.branch, move)
            for moves in self.moves.values()
            for move in moves
            if move.kind == "created"
        )
        spoken = self.by_whose(
            (known.at, known.person_id, None, known) for known in self.world.spoken
        )
        sent = self.by_whose((at, person, None, deal) for deal, person, at in self.world.sent)
        for whose in self.ids():
            self.say(whose, Measure.NEW_DEALS, len(begun[whose]))
            kinds = [(known.kind, known.result) for known in spoken[whose]]
            self.say(whose, Measure.CALLS, sum(kind == "call" for kind, _ in kinds))
            met = sum(
                kind in {"meeting", "visit"} and result == "reached" for kind, result in kinds
            )
            self.say(whose, Measure.MEETINGS, met)
            self.say(whose, Measure.OFFERS_SENT, len(sent[whose]))

    def _open_at(self, moment: datetime) -> Iterator[tuple[KnownDeal, str, int, int]]:
        """Open deals with their stage, owner and branch of the moment."""
        for deal in self.world.deals:
            last = deal.last
            if moment == self.world.now:
                if last.status == "open":
                    yield deal, last.stage, last.owner_id, last.branch_id
                continue
            past = [move for move in self.moves[deal.id] if move.at < moment]
            states = [move.kind for move in past if move.kind not in {"entered", "given"}]
            if states and states[-1] in {"created", "reopened"}:
                stage = [move.stage for move in past if move.kind != "given"][-1]
                yield deal, stage, past[-1].owner, past[-1].branch

    def _by_moment(self) -> dict[datetime, dict[int, list[tuple[KnownDeal, str, int]]]]:
        """Open deals with their stages and owners, by moment and by whose they are."""
        found: dict[datetime, dict[int, list[tuple[KnownDeal, str, int]]]] = {}
        for moment in {self.moment(whose) for whose in self.ids()}:
            here = found.setdefault(moment, defaultdict(list))
            for deal, stage, owner, branch in self._open_at(moment):
                for whose in self.whose(moment, owner, branch):
                    here[whose].append((deal, stage, owner))
        return found

    def _opened(self) -> None:
        shares = {stage.key: stage.probability for stage in self.rulebook.stages}
        by_moment = self._by_moment()
        for whose in self.ids():
            moment = self.moment(whose)
            mine = by_moment[moment][whose]
            deals = [deal for deal, *_ in mine]
            value, _, left_out = self.money(deals)
            self.say(whose, Measure.OPEN_PIPELINE, value, None, left_out)
            weighted = sum(
                (self.money([deal])[0] * shares.get(stage, Decimal(0)) for deal, stage, _ in mine),
                Decimal(0),
            )
            self.say(whose, Measure.WEIGHTED_PIPELINE, weighted, None, left_out)
            self._velocity(whose, sum(self.places.get(stage) != 0 for _, stage, _ in mine))
            if self.world.now - moment > timedelta(days=45):
                self.found[whose, Measure.TRANSPARENCY, ""] = (None, Decimal(0), Decimal(0), {})
                continue
            clear = sum(self._is_transparent(deal, owner, moment) for deal, _, owner in mine)
            self.say(whose, Measure.TRANSPARENCY, clear, len(deals))

    def _is_transparent(self, deal: KnownDeal, owner: int, moment: datetime) -> bool:
        return (
            self.world.people[owner].is_active
            and deal.next_step_at is not None
            and deal.next_step_at > moment
            and (deal.stage_due_at is None or deal.stage_due_at > moment)
        )

    def _velocity(self, whose: int, qualified: int) -> None:
        rate = self.found[whose, Measure.WIN_RATE, ""][0]
        mean, _, _, left_out = self.found[whose, Measure.MEAN_WON, ""]
        days = self.found[whose, Measure.MEAN_CYCLE, ""][0] or Decimal(0)
        expected = qualified * (rate or Decimal(0)) * (mean or Decimal(0))
        if rate is None or mean is None:
            self.found[whose, Measure.VELOCITY, ""] = (None, expected, days, left_out)
        else:
            self.say(whose, Measure.VELOCITY, expected, days, left_out)

    def _kept(self) -> None:
        wins: dict[int, list[tuple[datetime, int, Move]]] = defaultdict(list)
        for end, deal in self._wins():
            if deal.client_id is not None:
                wins[deal.client_id].append((end.at, deal.id, end))
        counted: dict[int, list[Decimal | None]] = defaultdict(list)
        for since, moment in {(self.bounds(id_)[0], self.moment(id_)) for id_ in self.ids()}:
            for client, bought in wins.items():
                for whose, lived in self._active(client, bought, since, moment):
                    if (self.bounds(whose)[0], self.moment(whose)) == (since, moment):
                        counted[whose].append(lived)
        for whose in self.ids():
            active, gone = len(counted[whose]), [one for one in counted[whose] if one is not None]
            self.say(whose, Measure.CHURN, len(gone), active)
            self.say(whose, Measure.RETENTION, active - len(gone), active)
            self.say(whose, Measure.LIFETIME, sum(gone, Decimal(0)) / DAY, len(gone))

    def _active(
        self,
        client: int,
        bought: list[tuple[datetime, int, Move]],
        since: datetime,
        moment: datetime,
    ) -> Iterator[tuple[int, Decimal | None]]:
        """Whose an active client was at ``since``; and how long it had bought, if gone since."""
        rules = self.rulebook.kpi
        by_segment = {known.segment: known.churn_days for known in rules.segments}
        days = by_segment.get(self.world.clients[client], rules.churn_days)
        patience = timedelta(days=days)
        before = max((win for win in bought if win[0] < since), default=None)
        if before is None or before[0] + patience <= since:
            return
        last = max((at for at, *_ in bought if at < moment), default=None)
        is_gone = last is not None and last + patience <= moment
        for whose in self.whose(before[0], before[2].owner, before[2].branch):
            yield whose, seconds(min(bought)[0], last) if is_gone else None

    def _entries(self, deal: KnownDeal) -> Iterator[tuple[str, Move, bool]]:
        """Each stage that the deal entered, by which move first, and whether it went on."""
        end = self.closing(deal) if deal.last.status == "won" else None
        after_all = len(self.places)
        steps: list[tuple[Move, int | None, int | None]] = []
        for move in self.moves[deal.id]:
            if move.kind == "entered":
                came = -1 if move.from_stage is None else self.places.get(move.from_stage)
                steps.append((move, came, self.places.get(move.stage)))
            elif move is end:
                steps.append((move, self.places.get(move.stage), after_all))
        for key, place in self.places.items():
            for number, (move, came, here) in enumerate(steps):
                is_passed = came is not None and here is not None and came < place < here
                if here == place or is_passed:
                    furthest = max(
                        reached for _, _, reached in steps[number:] if reached is not None
                    )
                    yield key, move, furthest > place
                    break

    def _stages(self) -> None:
        entered = self.by_whose(
            (move.at, move.owner, move.branch, (key, went_on))
            for deal in self.world.deals
            for key, move, went_on in self._entries(deal)
        )
        moved = self.by_whose(
            (move.at, move.owner, move.branch, move)
            for moves in self.moves.values()
            for move in moves
            if move.kind in {"entered", "won", "lost"}
        )
        contract = self.rulebook.kpi.contract_stage
        for whose in self.ids():
            for key in self.places:
                here = [went_on for stage, went_on in entered[whose] if stage == key]
                self.say(whose, Measure.STAGE_CONVERSION, sum(here), len(here), of=key)
                if key == contract:
                    self.say(whose, Measure.CONTRACTS, len(here))
                came = sum(move.kind == "entered" and move.stage == key for move in moved[whose])
                left = [move for move in moved[whose] if move.from_stage == key]
                on = sum(self._is_onwards(move) for move in left)
                self.say(whose, Measure.STAGE_PASSAGE, on, came, of=key)
                stays = [seconds(move.since, move.at) for move in left if move.since is not None]
                self.say_median(whose, Measure.STAGE_TIME, stays, DAY, of=key)

    def _is_onwards(self, move: Move) -> bool:
        if move.kind != "entered":
            return move.kind == "won"
        was, now = self.places.get(move.from_stage or ""), self.places.get(move.stage)
        return was is not None and now is not None and now > was

    def _taken(self) -> None:
        departments = {stage.key: stage.department for stage in self.rulebook.stages}
        taken = []
        for deal in self.world.deals:
            moves = self.moves[deal.id]
            for number, move in enumerate(moves):
                here = departments.get(move.stage)
                is_across = (
                    move.kind == "entered"
                    and move.from_stage is not None
                    and here is not None
                    and here != departments.get(move.from_stage)
                )
                if not is_across and not move.is_from_another:
                    continue
                later = [
                    other.at
                    for other in moves[number + 1 :]
                    if other.kind in {"entered", "won", "lost", "given"}
                ]
                later += [
                    known.at
                    for known in self.world.spoken
                    if known.deal_id == deal.id
                    and known.person_id == move.owner
                    and known.at >= move.at
                ]
                wait = seconds(move.at, min(later)) if later else None
                taken.append((move.at, move.owner, move.branch, wait))
        found = self.by_whose(taken)
        for whose in self.ids():
            waits = [wait for wait in found[whose] if wait is not None]
            waiting = len(found[whose]) - len(waits)
            self.say_median(whose, Measure.HAND_OFF, waits, 3600, {LeftOut.NOT_DUE: waiting})


def seconds(since: datetime, until: datetime | None) -> Decimal:
    assert until is not None
    return Decimal((until - since) // timedelta(microseconds=1)) / 1_000_000


def differing(found: Iterable[Figure], wanted: Mapping[Any, Any]) -> dict[Any, Any]:
    """Of each figure that is not as ``wanted``: as it was counted, and as it should be."""
    counted = {
        (figure.whose.id, figure.measure, figure.of): (
            figure.value,
            figure.numerator,
            figure.denominator,
            dict(figure.left_out),
        )
        for figure in found
    }
    return {
        key: (counted.get(key), wanted.get(key))
        for key in counted.keys() | wanted.keys()
        if counted.get(key) != wanted.get(key)
    }
