"""The board: stages with counts and sums, their deals, and the cash that is expected."""

from datetime import date

import pytest

from domain.deals.views import BoardFilter, CashMonth, StageSum
from domain.errors import NotFound
from domain.money import Money
from domain.org.model import Role
from tests.builders import a_rulebook, roubles, utc
from tests.crm import Crm

PAST = utc("2026-11-18 09:00")
AHEAD = utc("2026-11-25 09:00")


@pytest.fixture
async def director(crm: Crm):
    return await crm.actor(await crm.given_person("Дарья", Role.DIRECTOR))


def dollars(amount: int) -> Money:
    return Money(roubles(amount).amount, "USD")


async def test_every_stage_stands_on_the_board_in_order_empty_ones_too(crm, director):
    board, _ = await crm.view_board(director)

    assert [stage.stage for stage in board.stages] == list(a_rulebook().stage_keys)
    assert {stage.count for stage in (*board.stages, board.won, board.lost)} == {0}


async def test_a_stage_sums_its_open_deals_by_currency(crm, director):
    await crm.given_deal(director, amount=roubles("100.10"), stage_due_at=PAST)
    await crm.given_deal(director, amount=roubles(200), stage_due_at=AHEAD)
    await crm.given_deal(director, amount=dollars(5000))
    await crm.given_deal(director)
    await crm.given_deal(director, status="won", amount=roubles(7), stage_due_at=PAST)

    board, _ = await crm.view_board(director)

    offer = next(stage for stage in board.stages if stage.stage == "offer")
    assert offer == StageSum(
        "offer",
        count=4,
        money=(dollars(5000), roubles("300.10")),
        without_amount=1,
        over_limit=1,
    )
    assert board.won == StageSum("won", 1, (roubles(7),), without_amount=0, over_limit=0)


async def test_a_deal_is_over_its_limit_from_the_moment_itself(crm, director):
    await crm.given_deal(director, stage_due_at=crm.now)

    board, _ = await crm.view_board(director)

    assert sum(stage.over_limit for stage in board.stages) == 1


async def test_a_stage_that_was_dropped_stands_at_the_end(crm, director):
    await crm.given_deal(director, stage="old", amount=roubles(5))

    board, _ = await crm.view_board(director)

    assert board.stages[-1].stage == "old"
    assert board.stages[-1].money == (roubles(5),)


@pytest.fixture
async def branches_apart(crm: Crm):
    """Two branches, one below the other; a lead with two reps; a deal of 1, 10, 100, 1000 each."""
    city = await crm.given_branch("Тверь", under=crm.moscow)
    manager = await crm.given_person("Марина", Role.MANAGER)
    lead = await crm.given_person("Лев", Role.LEAD, boss=manager)
    people = {
        "manager": manager,
        "lead": lead,
        "rep": await crm.given_person("Анна", boss=lead),
        "other": await crm.given_person("Борис", boss=lead, branch=city),
        "alone": await crm.given_person("Вера", branch=city),
        "stranger": await crm.given_person("Глеб", branch=await crm.given_branch("Казань")),
    }
    for number, name in enumerate(("lead", "rep", "other", "alone", "stranger")):
        await crm.given_deal(people[name], amount=roubles(10**number))
    return people, city


SEEN = {"rep": 10, "lead": 111, "manager": 1111, "stranger": 10000, "alone": 1000}


@pytest.mark.parametrize(("who", "sum_"), SEEN.items(), ids=SEEN.keys())
async def test_each_sees_the_sum_of_what_they_may_see(crm, branches_apart, who, sum_):
    people, _ = branches_apart

    board, _ = await crm.view_board(await crm.actor(people[who]))

    assert [stage.money for stage in board.stages if stage.count] == [(roubles(sum_),)]


async def test_a_board_narrows_to_a_person_a_team_or_a_branch(crm, branches_apart):
    people, city = branches_apart
    manager = await crm.actor(people["manager"])

    async def narrowed(**to):
        board, _ = await crm.view_board(manager, BoardFilter(**to))
        return sum(money.amount for stage in board.stages for money in stage.money)

    assert await narrowed(owner_id=people["rep"].id) == 10
    assert await narrowed(team_of=people["lead"].id) == 111
    assert await narrowed(branch_id=city.id) == 1100
    assert await narrowed(branch_id=crm.moscow.id) == 1111


async def test_a_filter_never_widens_what_one_sees(crm, branches_apart):
    people, _ = branches_apart
    rep = await crm.actor(people["rep"])

    for narrowed in (
        BoardFilter(owner_id=people["other"].id),
        BoardFilter(branch_id=people["stranger"].branch_id),
    ):
        board, _ = await crm.view_board(rep, narrowed)
        page, _ = await crm.list_deals_on_stage(rep, narrowed, "offer", offset=0, size=8)
        assert (sum(stage.count for stage in board.stages), page.lines) == (0, ())
        with pytest.raises(NotFound):
            await crm.name_board(rep, narrowed)


async def test_a_board_is_named_by_its_person_or_branch(crm, branches_apart):
    people, city = branches_apart
    manager = await crm.actor(people["manager"])

    assert await crm.name_board(manager, BoardFilter()) is None
    assert await crm.name_board(manager, BoardFilter(team_of=people["lead"].id)) == "Лев"
    assert await crm.name_board(manager, BoardFilter(branch_id=city.id)) == "Тверь"


async def test_people_and_branches_to_choose_from_are_those_one_sees(crm, branches_apart):
    people, _ = branches_apart
    manager = await crm.actor(people["manager"])

    branches, of_branches = await crm.choose_branches(manager, offset=0, size=8)
    found, of_people = await crm.choose_people(manager, offset=0, size=3)

    assert [branch.name for branch in branches] == ["Москва", "Тверь"]
    assert [person.name for person in found] == ["Анна", "Борис", "Вера"]
    assert (of_branches.total, of_people.total) == (2, 5)


async def test_deals_of_a_stage_come_by_limit_and_page(crm, director):
    later = await crm.given_deal(director, stage_due_at=AHEAD, title="вторая")
    none = await crm.given_deal(director, stage_due_at=None, title="без срока")
    sooner = await crm.given_deal(director, stage_due_at=PAST, title="первая")
    await crm.given_deal(director, stage="contract")

    first, _ = await crm.list_deals_on_stage(director, BoardFilter(), "offer", offset=0, size=2)
    rest, _ = await crm.list_deals_on_stage(director, BoardFilter(), "offer", offset=2, size=2)

    assert [line.id for line in first.lines] == [sooner.id, later.id]
    assert [line.id for line in rest.lines] == [none.id]
    assert (first.page.total, first.page.count, rest.page.number) == (3, 2, 2)


@pytest.mark.parametrize("end", ["won", "lost"])
async def test_closed_deals_come_latest_first_whatever_stage_they_were_on(crm, director, end):
    old = await crm.given_deal(director, status=end, closed_at=PAST)
    new = await crm.given_deal(director, status=end, closed_at=AHEAD, stage="contract")
    await crm.given_deal(director)

    page, _ = await crm.list_deals_on_stage(director, BoardFilter(), end, offset=0, size=8)

    assert [line.id for line in page.lines] == [new.id, old.id]


async def test_a_stage_of_nobody_is_an_empty_list(crm, director):
    page, _ = await crm.list_deals_on_stage(director, BoardFilter(), "no'; --", offset=0, size=8)

    assert (page.lines, page.page.total) == ((), 0)


async def test_cash_is_expected_by_month_with_no_date_last(crm, director):
    december, january = date(2026, 12, 31), date(2027, 1, 1)
    await crm.given_deal(director, amount=roubles(100), closes_on=january)
    await crm.given_deal(director, amount=roubles(10), closes_on=december, stage="contract")
    await crm.given_deal(director, amount=dollars(1), closes_on=december, stage="payment")
    await crm.given_deal(director, closes_on=date(2026, 12, 1))
    await crm.given_deal(director, amount=roubles(5), stage="old")
    await crm.given_deal(director, amount=roubles(9), closes_on=december, status="won")

    months = await crm.view_expected_cash(director)

    assert months == [
        CashMonth(
            month=date(2026, 12, 1),
            count=3,
            money=(roubles(10), dollars(1)),
            weighted=(roubles(8), Money(dollars(9).amount / 10, "USD")),
            without_amount=1,
        ),
        CashMonth(date(2027, 1, 1), 1, (roubles(100),), (roubles(40),), without_amount=0),
        CashMonth(None, 1, (roubles(5),), (roubles(0),), without_amount=0),
    ]


async def test_the_weighted_sum_is_rounded_once(crm, director):
    for _ in range(3):
        await crm.given_deal(director, amount=roubles("0.01"), closes_on=date(2026, 12, 1))

    (month,) = await crm.view_expected_cash(director)

    # Three times 0.4 of a kopeck is 1.2 kopecks, not three times nothing.
    assert month.weighted == (roubles("0.01"),)
