"""What a person wants of their digest is kept, a day's result is counted within their scope, and a
group's digest goes where it belongs."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert

from domain.delivery.model import Matter, NewNotice
from domain.digests.errors import DigestChoicesChanged, GroupDigestOfAnother, NoDigestPartLeft
from domain.digests.model import PARTS, DigestKind, DigestPart
from domain.errors import NotFound
from domain.money import Money
from domain.org.model import Role
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.periods import PeriodKind, period_of
from storage.delivery.outbox import SqlOutbox
from storage.tables import tasks
from tests.builders import roubles
from tests.crm import Crm

DAY = date(2026, 11, 18)
PAGE = {"offset": 0, "size": 8}


async def test_choices_are_kept_and_a_button_of_older_ones_is_refused(crm: Crm):
    rep = await crm.actor(await crm.given_person())

    plan = await crm.choose_digest_time(rep, time(9, 15), 0)
    with pytest.raises(DigestChoicesChanged):
        await crm.choose_digest_time(rep, time(10), 0)
    plan = await crm.switch_digest_weekday(rep, 0, plan.choices.version, is_on=False)
    plan = await crm.switch_digest_part(rep, DigestPart.PLAN, plan.choices.version, is_on=False)
    plan = await crm.switch_period_digest(rep, DigestKind.WEEKLY, plan.choices.version, is_on=False)

    seen = await crm.view_digest_plan(rep)
    assert seen == plan
    assert (seen.at, seen.weekly, seen.monthly) == (time(9, 15), False, True)
    assert seen.choices.weekdays == {1, 2, 3, 4}
    assert seen.choices.parts_for(Role.REP) == frozenset(PARTS[Role.REP]) - {DigestPart.PLAN}
    back = await crm.want_digest_as_everybody(rep, plan.choices.version)
    assert back.choices.is_as_everybody
    assert back.at == time(8, 30)
    assert len(await crm.audit("digest_choices", rep.id)) == 5


async def test_the_last_part_stays_and_nothing_is_changed(crm: Crm):
    rep = await crm.actor(await crm.given_person())
    version = 0
    for part in PARTS[Role.REP][:-1]:
        plan = await crm.switch_digest_part(rep, part, version, is_on=False)
        version = plan.choices.version

    with pytest.raises(NoDigestPartLeft):
        await crm.switch_digest_part(rep, PARTS[Role.REP][-1], version, is_on=False)

    assert (await crm.view_digest_plan(rep)).choices.version == version


async def test_an_hour_that_is_over_begins_tomorrow(crm: Crm):
    rep = await crm.actor(await crm.given_person())  # it is 13:00 there

    plan = await crm.choose_digest_time(rep, time(12, 30))

    assert plan.next_on == DAY + timedelta(days=1)
    assert await crm.make_digests() == 0


async def test_the_sender_knows_the_recipients_wishes(crm: Crm):
    person, deputy = await crm.given_person(), await crm.given_person("Пётр")
    rep = await crm.actor(person)
    await crm.choose_digest_time(rep, time(9, 15), 0)
    await crm.given_absence(person, deputy, DAY, DAY + timedelta(days=2))
    async with crm.transaction() as uow:
        await uow.ledger.add([NewNotice(rep.id, "deal", Matter.DEAL, 1)])
    outbox = SqlOutbox(crm.engine)
    (notice,) = await outbox.claim(crm.now, lease=timedelta(minutes=1), limit=1)

    standing = await outbox.standing(notice, since=crm.now)

    assert standing.wishes.choices.at == time(9, 15)
    assert standing.wishes.is_away(DAY + timedelta(days=2))


async def test_a_days_result_is_of_the_scope_and_the_day(crm: Crm):
    region = await crm.given_branch("Регион")
    kazan, perm = [await crm.given_branch(name, under=region) for name in ("Казань", "Пермь")]
    head = await crm.given_person("Глава", Role.MANAGER, branch=region)
    lead = await crm.given_person("Лида", Role.LEAD, branch=kazan)
    seller = await crm.given_person("Сева", branch=kazan, boss=lead)
    alone = await crm.given_person("Саша", branch=kazan)
    stranger = await crm.given_person("Чужой")
    far = await crm.given_person("Павел", branch=perm)
    won = {"status": "won"}
    await crm.given_deal(seller, amount=roubles(100), **won)
    await crm.given_deal(seller, amount=Money(Decimal(5), "USD"), **won)
    await crm.given_deal(alone, **won)
    await crm.given_deal(far, amount=roubles(70), status="lost")
    await crm.given_deal(
        seller, amount=roubles(900), closed_at=crm.now - timedelta(hours=18), **won
    )
    await crm.given_deal(stranger, amount=roubles(10_000), **won)
    actor = await crm.actor(head)

    evening = await crm.view_evening(actor, frozenset(PARTS[Role.MANAGER]), DAY)
    branches = await crm.view_digest_branches(
        actor, Whose(WhoseKind.BRANCH, region.id), DAY, **PAGE
    )
    people = await crm.view_digest_people(actor, Whose(WhoseKind.BRANCH, kazan.id), DAY, **PAGE)
    deals = await crm.view_closed_deals(actor, Whose(WhoseKind.TEAM, lead.id), DAY, **PAGE)

    assert evening.won_before.money == (roubles(900),)  # closed after the evening before
    assert (evening.won.count, evening.won.without_amount) == (3, 1)
    assert evening.won.money == (roubles(100), Money(Decimal(5), "USD"))
    assert [(one.reason, one.lost.count) for one in evening.reasons] == [("price", 1)]
    assert evening.ahead is not None
    assert (evening.ahead.name, evening.ahead.won) == ("Казань", roubles(1000))  # of the week
    assert [(line.name, line.won.count, line.lost.count) for line in branches.lines] == [
        ("Казань", 3, 0),
        ("Пермь", 0, 1),
    ]
    assert [(line.name, line.whose.kind, line.won.count) for line in people.lines] == [
        ("Лида", WhoseKind.TEAM, 2),
        ("Саша", WhoseKind.PERSON, 1),
    ]
    assert people.above == Whose(WhoseKind.BRANCH, region.id)
    assert len(deals.lines) == 2
    for foreign in (COMPANY, Whose(WhoseKind.BRANCH, crm.moscow.id)):
        with pytest.raises(NotFound):
            await crm.view_digest_branches(actor, foreign, DAY, **PAGE)
    with pytest.raises(NotFound):
        await crm.view_closed_deals(actor, Whose(WhoseKind.PERSON, stranger.id), DAY, **PAGE)
    for day in (DAY + timedelta(days=1), DAY - timedelta(days=800)):
        with pytest.raises(NotFound):
            await crm.view_evening(actor, frozenset(PARTS[Role.MANAGER]), day)


async def test_a_groups_digest_is_claimed_once_a_day_and_follows_the_group(crm: Crm):
    lead = await crm.given_person("Лида", Role.LEAD)
    seller = await crm.given_person("Сева", boss=lead)
    other = await crm.actor(await crm.given_person("Лев", Role.LEAD))
    manager = await crm.actor(await crm.given_person("Марк", Role.MANAGER))
    actor = await crm.actor(lead)
    await crm.given_deal(seller, amount=roubles(100), status="won")
    bound = await crm.bind_group(actor, -5, "Наши")
    again = await crm.bind_group(other, -5, "Наши")
    assert (bound.is_new, again.is_new, again.digest.bound_by) == (True, False, lead.id)
    assert (bound.may_leave, again.may_leave) == (True, False)
    keep = crm.keep_group_digests
    assert await keep.claim(10) == []  # it is 13:00 there

    crm.now += timedelta(hours=5)
    (due,) = await keep.claim(10)
    assert await keep.claim(10) == []
    crm.now += timedelta(minutes=3)
    (due,) = await keep.claim(10)  # whoever had it died
    report = await keep.report(due)
    assert report is not None
    assert (report.name, report.won.money) == (None, (roubles(100),))
    await keep.settle(due)
    crm.now += timedelta(minutes=3)
    assert await keep.claim(10) == []

    await keep.move(-5, -1005)
    crm.now += timedelta(days=1)
    (due,) = await keep.claim(10)
    assert due.digest.chat_id == -1005
    assert await keep.report(due) is None  # nothing happened
    with pytest.raises(GroupDigestOfAnother):
        await crm.unbind_chat(other, -1005)
    assert await crm.unbind_chat(manager, -1005) is not None
    assert await crm.unbind_chat(manager, -1005) is None


async def test_on_time_is_what_was_done_by_the_deadline_that_was_agreed(crm: Crm):
    lead = await crm.given_person("Лида", Role.LEAD)
    seller = await crm.given_person("Сева", boss=lead)
    hour = timedelta(hours=1)
    for agreed_at in (crm.now - hour, crm.now + hour):
        async with crm.connection() as connection:
            await connection.execute(
                insert(tasks).values(
                    title="Отчёт",
                    title_key="otchet",
                    assigner_id=lead.id,
                    executor_id=seller.id,
                    branch_id=seller.branch_id,
                    state="done",
                    state_since=crm.now,
                    done_at=crm.now,
                    deadline_at=crm.now + hour,
                    agreed_deadline_at=agreed_at,
                    given_at=crm.now - hour,
                    created_at=crm.now - hour,
                )
            )
    day = period_of(PeriodKind.DAY, DAY).bounds((await crm.actor(lead)).zone)

    async with crm.begin() as uow:
        worked = await uow.digest_figures.worked(Whose(WhoseKind.TEAM, lead.id), day, now=crm.now)

    assert (worked.timely, worked.late) == (1, 1)


async def test_a_groups_digest_ends_with_who_switched_it_on(crm: Crm):
    lead = await crm.given_person("Лида", Role.LEAD)
    await crm.bind_group(await crm.actor(lead), -5, "Наши")
    keep = crm.keep_group_digests
    assert await keep.claim_over(10) == []

    async with crm.connection() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {lead.id}"
        )

    (over,) = await keep.claim_over(10)
    assert (over.digest.chat_id, over.digest.bound_by_name) == (-5, "Лида")
    assert await keep.claim_over(10) == []
