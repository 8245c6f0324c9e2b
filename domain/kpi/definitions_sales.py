"""What each figure of sales means.

What all of them share:

- A fact is counted for whoever had the deal at its moment, and for the branch, the department and
  the team where that person, or the deal, was then: someone who moves takes no past along.
- Money and the client are the deal's own, as it stands now: an amount that is corrected later
  changes the figure, while the snapshot of a closed period keeps what was, so that the difference
  shows as a correction. Only money in the company's currency is added up; deals in others and
  without an amount are counted beside.
- A deal's end counts while it is the deal's last: a win that was reopened is undone, in the period
  in which it was won, and counts again when it is won again. Otherwise a deal that is won twice
  would be paid for twice.

Source of every formula: the agreed definitions of figures («KPI definitions»).
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from domain.kpi.counts import OnStage, SalesCounts, Spans, Summed
from domain.kpi.definitions import Reckoned, counted
from domain.kpi.model import NOTHING_LEFT_OUT, LeftOut, Measure

SECONDS_IN_DAY: Final = 24 * 60 * 60
SECONDS_IN_HOUR: Final = 60 * 60


def won_count(counts: SalesCounts) -> Reckoned:
    """Deals won in the period, by the day of closing."""
    return counted(counts.closed.won.number)


def won_value(counts: SalesCounts) -> Reckoned:
    """Sum of the amounts of the deals won in the period."""
    return _money(counts.closed.won)


def mean_won(counts: SalesCounts) -> Reckoned:
    """Value of won deals ÷ their number, of those with an amount in the company's currency."""
    won = counts.closed.won
    return ratio_of(won.money, won.priced, _unpriced(won))


def yield_(counts: SalesCounts) -> Reckoned:
    """Margin ÷ value of the deals won in the period whose margin is known."""
    closed = counts.closed
    left_out = {**_unpriced(closed.won), **_some(LeftOut.NO_MARGIN, closed.without_margin)}
    return ratio_of(closed.margin, closed.margin_of, left_out)


def lost_count(counts: SalesCounts) -> Reckoned:
    """Deals lost in the period, by the day of closing."""
    return counted(counts.closed.lost.number)


def lost_value(counts: SalesCounts) -> Reckoned:
    """Sum of the amounts of the deals lost in the period."""
    return _money(counts.closed.lost)


def new_deals(counts: SalesCounts) -> Reckoned:
    """Deals created in the period."""
    return counted(counts.begun)


def win_rate(counts: SalesCounts) -> Reckoned:
    """Won ÷ (won + lost), by the day of closing."""
    won, lost = counts.closed.won.number, counts.closed.lost.number
    return ratio_of(won, won + lost)


def cycle(counts: SalesCounts) -> Reckoned:
    """Median of days from creation to won, of the deals won in the period."""
    return _median(counts.closed.cycles, SECONDS_IN_DAY)


def mean_cycle(counts: SalesCounts) -> Reckoned:
    """Mean of days from creation to won, of the deals won in the period."""
    cycles = counts.closed.cycles
    return ratio_of(cycles.seconds / SECONDS_IN_DAY, cycles.number)


def open_pipeline(counts: SalesCounts) -> Reckoned:
    """Sum of the amounts of the deals that are open at the end of the period, or now before it."""
    return _money(counts.opened.deals)


def weighted_pipeline(counts: SalesCounts) -> Reckoned:
    """Σ amount × probability of the stage, of the open deals; 0 on a stage that is gone from the
    rulebook. Deals without an amount are counted aloud.
    """
    weighted = counts.opened.weighted
    return Reckoned(weighted, weighted, left_out=_unpriced(counts.opened.deals))


def velocity(counts: SalesCounts) -> Reckoned:
    """Open qualified deals × win rate × mean won value ÷ mean cycle days: money a day.

    Qualified is what has left the first stage; the other three are of the deals closed in the
    period.
    """
    rate, won = win_rate(counts).value, mean_won(counts).value
    days = mean_cycle(counts).value or Decimal(0)
    expected = counts.opened.qualified * (rate or Decimal(0)) * (won or Decimal(0))
    if rate is None or won is None:
        return Reckoned(None, expected, days, _unpriced(counts.closed.won))
    return ratio_of(expected, days, _unpriced(counts.closed.won))


def transparency(counts: SalesCounts) -> Reckoned:
    """Open deals whose owner works here, whose next step lies ahead and whose stage is inside its
    limit ÷ open deals, at the end of the period or now before it. Of a period that ended over 45
    days ago it is known from its snapshot only.
    """
    opened = counts.opened
    if opened.transparent is None:
        return Reckoned(None, Decimal(0), Decimal(0))
    return ratio_of(opened.transparent, opened.deals.number)


def churn(counts: SalesCounts) -> Reckoned:
    """Clients active as the period began that have bought nothing for N days since, by its end or
    by now before it ÷ clients active as it began.

    Active is who won a deal less than N days before; N is of the client's segment in the rulebook
    (180). A client is counted where its last deal before the period was won.
    """
    return ratio_of(counts.kept.gone, counts.kept.active)


def retention(counts: SalesCounts) -> Reckoned:
    """1 − churn: clients active as the period began that are so still ÷ active as it began."""
    return ratio_of(counts.kept.active - counts.kept.gone, counts.kept.active)


def lifetime(counts: SalesCounts) -> Reckoned:
    """Mean of days from the first won deal to the last, of clients that have gone (see churn)."""
    return ratio_of(counts.kept.gone_seconds / SECONDS_IN_DAY, counts.kept.gone)


def inflow(counts: SalesCounts) -> Reckoned:
    """Clients whose first-ever won deal is of the period; one that comes back is not new."""
    return counted(counts.bought.first)


def repeat_share(counts: SalesCounts) -> Reckoned:
    """Won deals of clients with an earlier won deal ÷ won deals."""
    return ratio_of(counts.bought.repeated, counts.bought.won)


def calls(counts: SalesCounts) -> Reckoned:
    """Calls that reached somebody and those that did not, by who made them."""
    return counted(counts.acted.calls)


def meetings(counts: SalesCounts) -> Reckoned:
    """Meetings and visits that took place, by who had them."""
    return counted(counts.acted.meetings)


def offers_sent(counts: SalesCounts) -> Reckoned:
    """Offers sent in the period, by who sent them; what became of them does not matter."""
    return counted(counts.acted.offers)


def hand_off(counts: SalesCounts) -> Reckoned:
    """Median of hours from a deal coming into other hands to the first thing done with it there.

    It comes into other hands when it is given to another owner, or enters a stage of another
    department; something is done when it moves, ends, is given on, or its client is spoken with.
    Counted for whoever got it, in the period in which it came; those that wait still are left out.
    """
    taken = counts.taken
    return _median(taken.waits, SECONDS_IN_HOUR, _some(LeftOut.NOT_DUE, taken.waiting))


def stage_conversion(stage: OnStage) -> Reckoned:
    """Of the deals that first entered the stage in the period, the share that reached any later
    open stage since, or was won.

    A deal that skips stages has entered those between at that moment, not so when it is lost; one
    that begins on a later stage has skipped those before. Entering again does not count.
    """
    return ratio_of(stage.went_on, stage.entered)


def stage_passage(stage: OnStage) -> Reckoned:
    """Moves onwards out of the stage ÷ moves into it, both of the period and as they were made:
    what came in before it may go out in it, so that it can be above 100 %.
    """
    return ratio_of(stage.moves_on, stage.moves_in)


def stage_time(stage: OnStage) -> Reckoned:
    """Median of days on the stage, of the stays that ended in the period, however they ended."""
    return _median(stage.stays, SECONDS_IN_DAY)


def contracts(stage: OnStage) -> Reckoned:
    """Deals that first entered the contract stage of the rulebook in the period."""
    return counted(stage.entered)


OF_ALL: Final[Mapping[Measure, Callable[[SalesCounts], Reckoned]]] = {
    Measure.WON_COUNT: won_count,
    Measure.WON_VALUE: won_value,
    Measure.MEAN_WON: mean_won,
    Measure.YIELD: yield_,
    Measure.LOST_COUNT: lost_count,
    Measure.LOST_VALUE: lost_value,
    Measure.NEW_DEALS: new_deals,
    Measure.WIN_RATE: win_rate,
    Measure.CYCLE: cycle,
    Measure.MEAN_CYCLE: mean_cycle,
    Measure.OPEN_PIPELINE: open_pipeline,
    Measure.WEIGHTED_PIPELINE: weighted_pipeline,
    Measure.VELOCITY: velocity,
    Measure.TRANSPARENCY: transparency,
    Measure.CHURN: churn,
    Measure.RETENTION: retention,
    Measure.LIFETIME: lifetime,
    Measure.INFLOW: inflow,
    Measure.REPEAT_SHARE: repeat_share,
    Measure.CALLS: calls,
    Measure.MEETINGS: meetings,
    Measure.OFFERS_SENT: offers_sent,
    Measure.HAND_OFF: hand_off,
}
OF_STAGES: Final[Mapping[Measure, Callable[[OnStage], Reckoned]]] = {
    Measure.STAGE_CONVERSION: stage_conversion,
    Measure.STAGE_PASSAGE: stage_passage,
    Measure.STAGE_TIME: stage_time,
}
SALES: Final = frozenset({*OF_ALL, *OF_STAGES, Measure.CONTRACTS})


def ratio_of(
    numerator: Decimal | int,
    denominator: Decimal | int,
    left_out: Mapping[LeftOut, int] = NOTHING_LEFT_OUT,
) -> Reckoned:
    above, below = Decimal(numerator), Decimal(denominator)
    return Reckoned(above / below if below else None, above, below, left_out)


def _money(deals: Summed) -> Reckoned:
    return Reckoned(deals.money, deals.money, left_out=_unpriced(deals))


def _median(
    spans: Spans, unit_seconds: int, left_out: Mapping[LeftOut, int] = NOTHING_LEFT_OUT
) -> Reckoned:
    """``numerator`` counts the spans."""
    middle = spans.median_seconds
    value = None if middle is None else middle / unit_seconds
    return Reckoned(value, Decimal(spans.number), left_out=left_out)


def _unpriced(deals: Summed) -> Mapping[LeftOut, int]:
    if not deals.without_amount and not deals.in_other_currency:
        return NOTHING_LEFT_OUT
    return {
        **_some(LeftOut.NO_AMOUNT, deals.without_amount),
        **_some(LeftOut.OTHER_CURRENCY, deals.in_other_currency),
    }


def _some(why: LeftOut, number: int) -> Mapping[LeftOut, int]:
    return {why: number} if number else NOTHING_LEFT_OUT
