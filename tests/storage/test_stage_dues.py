"""Limits of stages after a new rulebook: one statement says what the rule says of each deal."""

import asyncio
import random
from datetime import timedelta

from sqlalchemy import insert, text

from domain.deals.rules import stage_limit
from domain.deals.stage_dues import limits_changed
from domain.deals.stage_reckoning import plan_stage_dues
from domain.desk import Desk
from domain.rulebook.default import default_rulebook_text
from domain.rulebook.ports import VersionedRulebook
from storage.rulebook_file import read_rulebook
from storage.tables import deals
from tests.builders import NOW, a_calendar, a_rulebook, utc
from tests.crm import Crm

TEXT = default_rulebook_text()
SHORTER = read_rulebook(
    TEXT.replace("limit_working_hours: 16", "limit_working_hours: 9").replace(
        "limit_working_hours: 24", "limit_working_hours: 41"
    )
)
PERSONAL = {"mon": ["09:00-13:00"], "wed": ["10:00-13:00", "14:00-16:30"], "sat": ["10:00-24:00"]}


async def foreseen(crm, rulebook, stages):
    rules = VersionedRulebook(2, rulebook, None)
    async with crm.begin() as uow:
        desk = crm.container.get(Desk).apart()
        return await uow.stage_dues.foresee(
            await plan_stage_dues(desk, uow, rules, stages, crm.now), crm.now
        )


async def reckoned(crm, rulebook, stages):
    rules = VersionedRulebook(2, rulebook, None)
    async with crm.transaction() as uow:
        desk = crm.container.get(Desk).apart()
        return await uow.stage_dues.reckon(
            await plan_stage_dues(desk, uow, rules, stages, crm.now), crm.now
        )


def test_only_stages_of_both_rulebooks_with_another_limit_are_reckoned():
    assert limits_changed(a_rulebook(), a_rulebook()) == ()
    assert set(limits_changed(a_rulebook(), SHORTER)) == {
        stage.key for stage in a_rulebook().stages if stage.limit_working_hours in {16, 24}
    }


async def test_a_thousand_deals_have_the_limits_that_the_rule_gives_each(crm: Crm):
    omsk = await crm.given_branch("Омск", zone="Asia/Omsk")
    almaty = await crm.given_branch("Алматы", zone="Asia/Almaty", country="KZ")
    owners = [
        (await crm.given_person("А"), crm.moscow, a_calendar()),
        (
            await crm.given_person("Б", working_hours=PERSONAL),
            crm.moscow,
            a_calendar(hours=PERSONAL),
        ),
        (await crm.given_person("В", branch=omsk), omsk, a_calendar("Asia/Omsk")),
        (await crm.given_person("Г", branch=almaty), almaty, a_calendar("Asia/Almaty", "KZ")),
    ]
    chance = random.Random(1)
    stages = limits_changed(a_rulebook(), SHORTER)
    rows = []
    for number in range(1000):
        owner, branch, _ = owners[number % 4]
        since = utc("2025-12-25 00:00") + timedelta(
            microseconds=chance.randrange(
                (NOW - utc("2025-12-25 00:00")) // timedelta(microseconds=1)
            )
        )
        if chance.random() < 0.2:
            since = since.replace(minute=0, second=0, microsecond=0)
        rows.append(
            {
                "title": "Сделка",
                "owner_id": owner.id,
                "branch_id": branch.id,
                "status": "open",
                "stage": chance.choice(stages),
                "stage_since": since,
                "stage_due_at": chance.choice([None, NOW, NOW + timedelta(hours=1)]),
                "currency": "RUB",
                "created_at": since,
            }
        )
    async with crm.connection() as connection:
        await connection.execute(insert(deals), rows)
    foresaw = await foreseen(crm, SHORTER, stages)

    moved = await reckoned(crm, SHORTER, stages)

    async with crm.connection() as connection:
        kept = (await connection.execute(deals.select().order_by(deals.c.id))).all()
    for number, (row, deal) in enumerate(zip(rows, kept, strict=True)):
        due_at = stage_limit(SHORTER.stage(deal.stage), deal.stage_since, owners[number % 4][2])
        assert deal.stage_due_at == due_at, row
        assert deal.version == 1
    assert moved == 1000
    for stage, late in foresaw.items():
        there = [(row["stage_due_at"], deal) for row, deal in zip(rows, kept, strict=True)
                 if deal.stage == stage]  # fmt: skip
        was = [due is not None and due <= NOW for due, _ in there]
        now_late = [deal.stage_due_at <= NOW for _, deal in there]
        assert late.deals == len(there)
        assert (late.late, late.late_then) == (sum(was), sum(now_late))
        assert late.come_late == sum(
            now and not old for old, now in zip(was, now_late, strict=True)
        )
        assert late.no_longer_late == sum(
            old and not now for old, now in zip(was, now_late, strict=True)
        )


async def test_closed_deals_and_other_stages_keep_theirs(crm: Crm):
    owner = await crm.given_person()
    stages = limits_changed(a_rulebook(), SHORTER)
    other = next(key for key in a_rulebook().stage_keys if key not in stages)
    won = await crm.given_deal(owner, stage=stages[0], status="won", stage_due_at=None)
    elsewhere = await crm.given_deal(owner, stage=other, stage_due_at=crm.now)

    assert await reckoned(crm, SHORTER, stages) == 0

    assert (await crm.deal(won.id)).stage_due_at is None
    assert (await crm.deal(elsewhere.id)).stage_due_at == crm.now


async def test_a_deal_that_moves_on_meanwhile_keeps_the_limit_of_its_new_stage(crm: Crm):
    owner = await crm.given_person()
    here, there = limits_changed(a_rulebook(), SHORTER)[0], "payment"
    deal = await crm.given_deal(owner, stage=here, stage_due_at=None)
    later = crm.now + timedelta(days=9)
    async with crm.engine.connect() as connection:
        moves = deals.update().where(deals.c.id == deal.id)
        await connection.execute(moves.values(stage=there, stage_due_at=later))

        waiting = asyncio.create_task(reckoned(crm, SHORTER, [here]))
        while not await is_waited_for(crm):
            pass
        await connection.commit()

        assert await waiting == 0
    assert (await crm.deal(deal.id)).stage_due_at == later


async def is_waited_for(crm: Crm) -> bool:
    async with crm.connection() as connection:
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        return bool(await connection.scalar(text(f"{waits} AND datname = current_database()")))
