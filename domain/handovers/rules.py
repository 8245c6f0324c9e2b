"""What goes to whom when somebody hands over, and what comes back when that is undone."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from domain.handovers.errors import NobodyFit, ReceiverMissing
from domain.handovers.model import Holding, Kind, Move
from domain.org.model import PersonId


def plan(
    holdings: Iterable[Holding],
    receivers: Mapping[Kind, PersonId],
    *,
    instead: Sequence[PersonId] = (),
) -> tuple[Move, ...]:
    """A move for every holding, each once.

    Where the receiver of its kind may not have a record, the first of ``instead`` who may gets it:
    of a team, who is to lead it cannot report to themself, and reports to nobody if nobody fits.

    Raises: ReceiverMissing, NobodyFit.
    """
    known = {holding.key: holding for holding in holdings}
    missing = {
        holding.held.kind
        for holding in known.values()
        if holding.held.kind.wants_receiver and holding.held.kind not in receivers
    }
    if missing:
        raise ReceiverMissing(count=len(missing))
    return tuple(
        Move(*holding.key, holding.holder_id, _hands_for(holding, receivers, instead))
        for holding in known.values()
    )


def _hands_for(
    holding: Holding, receivers: Mapping[Kind, PersonId], instead: Sequence[PersonId]
) -> PersonId | None:
    kind = holding.held.kind
    if not kind.wants_receiver:
        return None
    barred = holding.not_to | ({holding.holder_id} if holding.holder_id else set())
    fit = (person for person in (receivers[kind], *instead) if person not in barred)
    found = next(fit, None)
    if found is None and kind is not Kind.TEAM:
        raise NobodyFit
    return found


def returns(
    moves: Iterable[Move], now_held: Collection[tuple[tuple[object, int], PersonId | None]]
) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """Which moves are taken back, and which stay since the record is over or in third hands.

    ``now_held``: open records, each with its holder.
    """
    back: list[Move] = []
    stay: list[Move] = []
    for move in moves:
        (back if (move.key, move.to_id) in now_held else stay).append(move)
    return tuple(back), tuple(stay)
