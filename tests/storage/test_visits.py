import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from domain.cycles.model import CallId
from domain.errors import NotFound
from domain.geography import Point
from domain.handovers.model import Kind
from domain.interactions.model import InteractionKind, Spot
from domain.org.model import Absence, Actor, Person
from domain.org.visibility import EVERYTHING
from domain.tasks.model import Deadline, NewTask
from domain.visits.acting import (
    VISIT_BOOKED,
    VISIT_CANCELLED,
    VISIT_MOVED,
    VISIT_REMINDER,
    VISIT_REPORT,
    VISIT_UNREPORTED,
)
from domain.visits.booking import NewVisit
from domain.visits.errors import (
    SlotOutsideHours,
    SlotPast,
    SlotTaken,
    VisitChanged,
    VisitNotBegun,
    VisitOfOthers,
    VisitorAway,
    VisitorElsewhere,
    VisitOver,
)
from domain.visits.model import VisitStatus
from domain.visits.reporting import VisitReport
from domain.visits.views import VisitErrand
from storage.tables import interactions, people, visits
from tests.builders import utc
from tests.crm import Crm, by

pytest_plugins = ("tests.crm",)

TEN = utc("2026-03-17 07:00")
"""Ten in Moscow, on a working day."""


class Pair:
    """Two sellers and their head; Anna calls, Petr visits."""

    crm: Crm
    head: Person
    anna: Person
    petr: Person

    @classmethod
    async def of(cls, crm: Crm) -> "Pair":
        pair = cls()
        crm.now = utc("2026-03-16 07:00")
        pair.crm = crm
        pair.head = await crm.given_person("Глеб", "lead")
        pair.anna = await crm.given_person("Анна", boss=pair.head)
        pair.petr = await crm.given_person("Пётр", boss=pair.head)
        async with crm.connection() as connection:
            for one, other in ((pair.anna, pair.petr), (pair.petr, pair.anna)):
                await connection.execute(
                    update(people).where(people.c.id == one.id).values(pair_id=other.id)
                )
        return pair

    async def caller(self) -> Actor:
        return await self.crm.actor(self.anna)

    async def visitor(self) -> Actor:
        return await self.crm.actor(self.petr)


@pytest.fixture
async def pair(crm):
    return await Pair.of(crm)


async def kept(crm, visit_id):
    async with crm.engine.connect() as connection:
        return (await connection.execute(select(visits).where(visits.c.id == visit_id))).one()


async def test_a_booked_visit_reaches_the_partner_and_stands_on_their_day(crm, pair):
    client = await crm.given_client(pair.anna)
    caller = await pair.caller()
    offered = await crm.view_free_slots(caller, client.id)

    with by(caller):
        visit = await crm.book_visit(
            caller, NewVisit(client.id, pair.petr.id, TEN, agreed="покажем образцы")
        )
        again = await crm.book_visit(caller, NewVisit(client.id, pair.petr.id, TEN))

    assert again.id == visit.id
    assert offered.visitor_id == pair.petr.id
    assert TEN in [slot.starts_at for day in offered.days for slot in day.slots]
    assert await crm.notices(VISIT_BOOKED) == [("Пётр", visit.id)]
    day = await crm.view_day(await pair.visitor())
    assert [errand for errand, _ in day.visits.lines] == [VisitErrand.TOMORROW]
    left = await crm.view_free_slots(caller, client.id)
    begins = {slot.starts_at for free in left.days for slot in free.slots}
    assert not begins & {TEN + timedelta(minutes=minutes) for minutes in (-60, 0, 30, 60)}
    assert TEN + timedelta(minutes=90) in begins


async def test_of_two_who_book_at_once_the_database_lets_one_through(crm, pair):
    one = await crm.given_client(pair.anna, "Ромашка")
    other = await crm.given_client(pair.head, "Василёк")
    caller, head = await pair.caller(), await crm.actor(pair.head)

    outcomes = await asyncio.gather(
        crm.book_visit(caller, NewVisit(one.id, pair.petr.id, TEN)),
        crm.book_visit(head, NewVisit(other.id, pair.petr.id, TEN + timedelta(minutes=30))),
        return_exceptions=True,
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["SlotTaken", "Visit"]
    async with crm.engine.connect() as connection:
        assert len((await connection.execute(select(visits))).all()) == 1


async def test_who_waits_for_another_transaction_is_refused_once_it_commits(crm, pair):
    client = await crm.given_client(pair.anna)
    caller = await pair.caller()
    visit = await crm.book_visit(caller, NewVisit(client.id, pair.petr.id, TEN))

    async with crm.begin() as first, crm.begin() as second:
        await first.visits.add(shifted(visit, 240), crm.now)
        waiting = asyncio.create_task(second.visits.add(shifted(visit, 300), crm.now))
        await first.commit()
        with pytest.raises(SlotTaken):
            await waiting

    async with crm.begin() as third:
        with pytest.raises(SlotTaken):  # still on the way from the first one
            await third.visits.add(shifted(visit, 89), crm.now)
        await third.visits.add(shifted(visit, 90), crm.now)


def shifted(visit, minutes):
    later = timedelta(minutes=minutes)
    return replace(
        visit,
        starts_at=visit.starts_at + later,
        ends_at=visit.ends_at + later,
        held_until=visit.held_until + later,
    )


async def test_what_cannot_be_is_refused_and_nothing_is_kept(crm, pair):
    client = await crm.given_client(pair.anna)
    elsewhere = await crm.given_branch()
    stranger = await crm.given_person("Чужой", branch=elsewhere)
    theirs = await crm.given_client(stranger, "Чужая")
    await crm.given_absence(pair.petr, pair.anna, date(2026, 3, 18))
    caller = await pair.caller()

    for at, refusal in (
        (utc("2026-03-16 06:30"), SlotPast),
        (utc("2026-03-17 16:30"), SlotOutsideHours),
        (utc("2026-03-18 08:00"), VisitorAway),
    ):
        with pytest.raises(refusal):
            await crm.book_visit(caller, NewVisit(client.id, pair.petr.id, at))
    with pytest.raises(NotFound):
        await crm.book_visit(caller, NewVisit(theirs.id, pair.petr.id, TEN))
    with pytest.raises(VisitorElsewhere):
        await crm.book_visit(caller, NewVisit(client.id, stranger.id, TEN))
    with pytest.raises(NotFound):
        await crm.book_visit(caller, NewVisit(client.id, pair.petr.id, TEN, call_id=CallId(1)))

    async with crm.engine.connect() as connection:
        assert (await connection.execute(select(visits))).all() == []


async def test_a_task_with_an_hour_keeps_its_time_free_of_visits(crm, pair):
    client = await crm.given_client(pair.anna)
    visitor = await pair.visitor()
    deadline = Deadline(utc("2026-03-17 09:00"), has_time=True)
    with by(visitor):
        await crm.create_task(visitor, NewTask(title="Созвон", deadline=deadline))

    free = await crm.view_free_slots(await pair.caller(), client.id)

    begins = {slot.starts_at for day in free.days for slot in day.slots}
    assert utc("2026-03-17 07:00") in begins
    assert not begins & {utc("2026-03-17 07:30"), utc("2026-03-17 08:00"), utc("2026-03-17 08:30")}
    assert utc("2026-03-17 09:00") in begins


async def test_moving_and_cancelling_tell_the_other_side_and_free_the_time(crm, pair):
    client = await crm.given_client(pair.anna)
    caller, visitor = await pair.caller(), await pair.visitor()
    visit = await crm.book_visit(caller, NewVisit(client.id, pair.petr.id, TEN))
    later = TEN + timedelta(minutes=60)

    seen = await crm.confirm_visit(visitor, visit.id, visit.version)
    moved = await crm.move_visit(visitor, visit.id, later, "клиент просил")
    with pytest.raises(VisitChanged):
        await crm.confirm_visit(visitor, visit.id, seen.version)
    cancelled = await crm.cancel_visit(caller, visit.id, "передумали")
    with pytest.raises(VisitOver):
        await crm.move_visit(visitor, visit.id, TEN, "снова")

    assert (moved.starts_at, moved.seen_at, moved.reason) == (later, None, "клиент просил")
    assert await crm.notices(VISIT_MOVED) == [("Анна", visit.id)]
    assert await crm.notices(VISIT_CANCELLED) == [("Пётр", visit.id)]
    assert (cancelled.status, cancelled.watch) == (VisitStatus.CANCELLED, None)
    again = await crm.book_visit(caller, NewVisit(client.id, pair.petr.id, later))
    assert again.id != visit.id


async def test_the_clock_reminds_asks_and_climbs_once_each(crm, pair):
    client = await crm.given_client(pair.anna)
    visit = await crm.book_visit(
        await pair.caller(), NewVisit(client.id, pair.petr.id, utc("2026-03-17 11:00"))
    )

    for at in ("06:00", "10:00", "12:00", "15:00"):
        crm.now = utc(f"2026-03-17 {at}")
        assert await crm.watch_visits() == 1
        assert await crm.watch_visits() == 0
        await crm.settle_notices()
    crm.now = utc("2026-03-18 12:00")
    await crm.watch_visits()

    assert await crm.notices(VISIT_REMINDER) == [("Пётр", visit.id)] * 2
    assert await crm.notices(VISIT_REPORT) == [("Пётр", visit.id)] * 2
    assert await crm.notices(VISIT_UNREPORTED) == [("Глеб", visit.id)]
    assert (await kept(crm, visit.id)).watch is None


async def test_a_report_logs_the_contact_with_its_distance_in_one_transaction(crm, pair):
    client = await crm.given_client(pair.head)
    head, visitor = await crm.actor(pair.head), await pair.visitor()
    await crm.place_client(head, client.id, Spot(55.7500, 37.6200))
    visit = await crm.book_visit(head, NewVisit(client.id, pair.petr.id, TEN))
    with pytest.raises(VisitNotBegun):
        await crm.report_visit(visitor, visit.id, VisitReport(is_held=True))
    with pytest.raises(VisitOfOthers):
        await crm.report_visit(await pair.caller(), visit.id, VisitReport(is_held=True))

    crm.now = TEN + timedelta(minutes=50)
    report = VisitReport(is_held=True, words="смотрели образцы", spot=Spot(55.7510, 37.6200))
    reported = await crm.report_visit(visitor, visit.id, report)
    with pytest.raises(VisitOver):
        await crm.report_visit(visitor, visit.id, report)

    assert reported.visit.status is VisitStatus.HELD
    async with crm.engine.connect() as connection:
        (row,) = (await connection.execute(select(interactions))).all()
    assert (row.kind, row.at, row.result, row.words) == ("visit", TEN, "reached", report.words)
    assert 110 < row.distance_m < 112
    async with crm.begin() as uow:
        (last,) = await uow.interactions.last_interactions(client.id, [InteractionKind.VISIT], 3)
    assert last.id == reported.visit.interaction_id
    page = await crm.view_visit(visitor, visit.id)
    assert page.view.interaction is not None
    assert not page.sees_client


async def test_another_address_in_words_is_not_where_the_old_one_was(crm, pair):
    client = await crm.given_client(pair.anna)
    caller = await pair.caller()

    await crm.place_client(caller, client.id, Spot(0.0, 0.0))
    await crm.note_address(caller, client.id, "Тверь,\nул. Мира, 5")
    named = (await crm.view_client(caller, client.id)).view.client
    await crm.note_address(caller, client.id, "Тверь, ул. Новая, 1")
    moved = (await crm.view_client(caller, client.id)).view.client

    assert (named.address, named.point) == ("Тверь,, ул. Мира, 5", Point(0.0, 0.0))
    assert (moved.address, moved.point) == ("Тверь, ул. Новая, 1", None)


async def test_who_leaves_hands_over_visits_and_a_clash_waits_for_another_time(crm, pair):
    one = await crm.given_client(pair.anna, "Ромашка")
    other = await crm.given_client(pair.anna, "Василёк")
    caller = await pair.caller()
    boss = await crm.given_person("Директор", "administrator")
    clash = await crm.book_visit(caller, NewVisit(one.id, pair.petr.id, TEN))
    fits = await crm.book_visit(caller, NewVisit(one.id, pair.petr.id, TEN + timedelta(hours=4)))
    own = await crm.book_visit(caller, NewVisit(other.id, pair.anna.id, TEN))
    administrator = await crm.actor(boss)

    preview = await crm.preview_leaving(administrator, pair.petr.id)
    handover = await crm.leave_person(administrator, pair.petr.id, {Kind.VISITS: pair.anna.id})

    assert preview.counts[Kind.VISITS] == 2
    rows = [await kept(crm, visit.id) for visit in (clash, fits, own)]
    assert [(row.visitor_id, row.status) for row in rows] == [
        (pair.anna.id, "to_move"),
        (pair.anna.id, "booked"),
        (pair.anna.id, "booked"),
    ]
    await crm.undo_handover(administrator, handover.id)
    rows = [await kept(crm, visit.id) for visit in (clash, fits, own)]
    assert [(row.visitor_id, row.status) for row in rows] == [
        (pair.petr.id, "booked"),
        (pair.petr.id, "booked"),
        (pair.anna.id, "booked"),
    ]


async def test_visits_on_days_away_go_to_the_deputy_where_they_are_free(crm, pair):
    one = await crm.given_client(pair.anna, "Ромашка")
    caller, visitor = await pair.caller(), await pair.visitor()
    first = await crm.book_visit(caller, NewVisit(one.id, pair.petr.id, TEN))
    second = await crm.book_visit(caller, NewVisit(one.id, pair.petr.id, TEN + timedelta(hours=4)))
    await crm.book_visit(caller, NewVisit(one.id, pair.anna.id, TEN))
    absence = Absence(pair.petr.id, date(2026, 3, 17), date(2026, 3, 17), pair.anna.id)

    count = await crm.count_clashes(visitor, absence)
    recorded = await crm.record_absence(visitor, absence)
    given = await crm.give_clashes_to_deputy(visitor, recorded.id)
    left = await crm.list_clashes(visitor, recorded.id)

    assert (count, given) == (2, 1)
    assert [line.id for line in left.lines] == [first.id]
    assert (await kept(crm, second.id)).visitor_id == pair.anna.id


async def test_a_visit_that_is_cancelled_meanwhile_is_not_given_to_the_deputy(crm, pair):
    client = await crm.given_client(pair.anna)
    visitor = await pair.visitor()
    visit = await crm.book_visit(await pair.caller(), NewVisit(client.id, pair.petr.id, TEN))
    absence = Absence(pair.petr.id, date(2026, 3, 17), date(2026, 3, 17), pair.anna.id)
    recorded = await crm.record_absence(visitor, absence)
    cancelled = replace(
        visit,
        status=VisitStatus.CANCELLED,
        settled_by=pair.anna.id,
        settled_at=crm.now,
        watch=None,
        watch_at=None,
    )

    async with crm.begin() as first:
        await first.clients.get(client.id, EVERYTHING)
        giving = asyncio.create_task(crm.give_clashes_to_deputy(visitor, recorded.id))
        await crm.somebody_waits()
        await first.visits.save(cancelled, crm.now)
        await first.commit()

    assert await giving == 0
    row = await kept(crm, visit.id)
    assert (row.visitor_id, row.status) == (pair.petr.id, "cancelled")


async def test_the_clock_tells_who_stands_in_for_the_visitor_and_for_their_head(crm, pair):
    client = await crm.given_client(pair.anna)
    deputy = await crm.given_person("Мария", "lead")
    visit = await crm.book_visit(
        await pair.caller(), NewVisit(client.id, pair.petr.id, utc("2026-03-17 11:00"))
    )
    await crm.given_absence(pair.petr, pair.anna, date(2026, 3, 17))
    await crm.given_absence(pair.head, deputy, date(2026, 3, 17), date(2026, 3, 18))

    for at in ("2026-03-17 10:00", "2026-03-17 12:00", "2026-03-18 12:00"):
        crm.now = utc(at)
        await crm.watch_visits()
        await crm.settle_notices()

    assert await crm.notices(VISIT_REMINDER) == [("Анна", visit.id)]
    assert (await crm.notices(VISIT_REPORT))[0] == ("Анна", visit.id)
    assert await crm.notices(VISIT_UNREPORTED) == [("Мария", visit.id)]


async def test_a_merge_takes_the_visits_and_the_address_along_and_an_undo_gives_them_back(
    crm, pair
):
    caller, head = await pair.caller(), await crm.actor(pair.head)
    survivor = await crm.given_client(pair.anna, "Ромашка")
    loser = await crm.given_client(pair.anna, "Ромашка плюс")
    await crm.note_address(caller, loser.id, "Тверь, ул. Мира, 5")
    await crm.place_client(caller, loser.id, Spot(56.8, 35.9))
    visit = await crm.book_visit(caller, NewVisit(loser.id, pair.petr.id, TEN))

    with by(head):
        await crm.merge_clients(head, survivor.id, loser.id)
    (line,) = (await crm.list_merges(head, survivor.id))[1]
    merged = (await crm.view_client(caller, loser.id)).view.client
    moved = await kept(crm, visit.id)
    await crm.undo_merge(head, line.merge.id)
    again = (await crm.view_client(caller, survivor.id)).view.client

    assert (merged.id, merged.address) == (survivor.id, "Тверь, ул. Мира, 5")
    assert merged.point == Point(56.8, 35.9)
    assert moved.client_id == survivor.id
    assert (again.address, again.point) == (None, None)
    assert (await kept(crm, visit.id)).client_id == loser.id
