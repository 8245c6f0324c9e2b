import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from domain.errors import NotFound
from domain.handovers.leaving import LeavePerson
from domain.language import Language
from domain.org.errors import (
    AbsenceOver,
    AbsenceOverlaps,
    AdministratorsOnly,
    BossRing,
    LastAdministrator,
    NotTheirHead,
    WorkingHoursWrong,
)
from domain.org.model import Absence, PersonId, Role
from domain.org.queries import FindPeople, ListAbsences, ListMembers, ViewBranch, ViewPerson
from domain.org.use_cases import (
    CancelAbsence,
    CheckAbsence,
    MovePerson,
    RecordAbsence,
    SetLanguage,
    SetWorkingHours,
)
from domain.origin import Channel, Origin, acting_from
from storage.processed_updates import SqlProcessedUpdates
from storage.tables import audit
from tests.org_world import OrgWorld

WED, THU, FRI = date(2025, 3, 5), date(2025, 3, 6), date(2025, 3, 7)


@pytest.fixture
async def org(engine) -> OrgWorld:
    return await OrgWorld(engine).open()


@pytest.fixture
async def admin(org):
    return await org.actor(await org.given_person("Вера", Role.ADMINISTRATOR, telegram_id=1))


async def stand_in(org, person, now=None) -> int:
    async with org.engine.connect() as connection:
        return await connection.scalar(
            text("SELECT stand_in(:person, :now)"), {"person": person.id, "now": now or org.clock()}
        )


async def test_the_chosen_language_is_spoken_from_now_on(org):
    anna = await org.given_person(telegram_language="ru")

    await SetLanguage(org.desk)(await org.actor(anna), Language.ENGLISH)

    assert (await org.actor(anna)).language is Language.ENGLISH


async def test_an_absence_is_told_to_the_deputy_and_to_the_boss(org):
    boss = await org.given_person("Борис", Role.LEAD)
    anna, gleb = await org.given_person(boss=boss), await org.given_person("Глеб")

    view = await RecordAbsence(org.desk)(await org.actor(anna), Absence(anna.id, WED, FRI, gleb.id))

    assert (view.person_name, view.deputy_name) == ("Анна Серова", "Глеб")
    assert (await org.told())[:2] == [(gleb.id, "absence_deputy"), (boss.id, "absence_boss")]


async def test_a_boss_who_is_the_deputy_is_told_once(org):
    boss = await org.given_person("Борис", Role.LEAD)
    anna = await org.given_person(boss=boss)

    await RecordAbsence(org.desk)(await org.actor(anna), Absence(anna.id, WED, FRI, boss.id))

    assert [kind for who, kind in await org.told() if who == boss.id] == ["absence_deputy"]


async def test_nobody_is_away_twice_on_one_day(org):
    anna, gleb = await org.given_person(), await org.given_person("Глеб")
    actor = await org.actor(anna)
    await RecordAbsence(org.desk)(actor, Absence(anna.id, WED, THU, gleb.id))

    with pytest.raises(AbsenceOverlaps):
        await RecordAbsence(org.desk)(actor, Absence(anna.id, THU, FRI, gleb.id))
    with pytest.raises(AbsenceOverlaps):  # as when two record it at the same moment
        await org.given_absence(anna, gleb, THU, FRI)


async def test_a_deputy_who_is_away_at_the_time_is_pointed_out(org):
    anna, gleb, dasha = [await org.given_person(name) for name in ("Анна", "Глеб", "Даша")]
    await org.given_absence(gleb, dasha, THU, FRI)
    check = CheckAbsence(org.desk)

    _, _, away = await check(await org.actor(anna), Absence(anna.id, WED, THU, gleb.id))
    _, _, not_away = await check(await org.actor(anna), Absence(anna.id, WED, WED, gleb.id))

    assert away is not None
    assert not_away is None


async def test_a_lead_records_an_absence_for_their_own_people_only(org):
    boris = await org.given_person("Борис", Role.LEAD)
    mine, others = await org.given_person(boss=boris), await org.given_person("Глеб")
    lead = await org.actor(boris)

    await RecordAbsence(org.desk)(lead, Absence(mine.id, WED, FRI, others.id))

    assert (await org.told())[0] == (others.id, "absence_deputy")
    with pytest.raises(NotTheirHead):
        await RecordAbsence(org.desk)(lead, Absence(others.id, WED, FRI, mine.id))


async def test_days_are_counted_on_the_wall_of_the_absent_person(org):
    east = await org.given_branch("Владивосток", zone="Asia/Vladivostok")
    anna, gleb = await org.given_person(branch=east), await org.given_person("Глеб")
    org.clock.now = datetime(2025, 3, 5, 15, 0, tzinfo=UTC)  # the 6th, 01:00 in Vladivostok
    await org.given_absence(anna, gleb, THU, THU)

    assert await stand_in(org, anna) == gleb.id
    assert (await ViewPerson(org.desk)(await org.actor(gleb), anna.id))[0].is_away


async def test_cards_of_an_absent_person_go_to_the_deputy_and_on_to_the_deputys_own(org):
    anna, gleb, dasha = [await org.given_person(name) for name in ("Анна", "Глеб", "Даша")]
    await org.given_absence(anna, gleb, WED, FRI)
    await org.given_absence(gleb, dasha, THU, THU)

    assert await stand_in(org, anna) == gleb.id
    assert await stand_in(org, anna, datetime(2025, 3, 6, 9, 0, tzinfo=UTC)) == dasha.id
    assert await stand_in(org, anna, datetime(2025, 3, 8, 9, 0, tzinfo=UTC)) == anna.id


async def test_two_who_stand_in_for_each_other_leave_the_card_with_somebody(org):
    anna, gleb = await org.given_person("Анна"), await org.given_person("Глеб")
    await org.given_absence(anna, gleb, WED, FRI)
    await org.given_absence(gleb, anna, WED, FRI)

    assert await stand_in(org, anna) in {anna.id, gleb.id}


async def test_a_deputy_sees_what_the_absent_person_sees_while_they_are_away(org):
    anna, gleb = await org.given_person("Анна"), await org.given_person("Глеб")
    await org.given_absence(anna, gleb, WED, WED)

    assert anna.id in (await org.actor(gleb)).scope.owners
    org.clock.skip(days=1)
    assert anna.id not in (await org.actor(gleb)).scope.owners


async def test_a_cancelled_absence_that_had_begun_ends_yesterday(org):
    anna, gleb = await org.given_person("Анна"), await org.given_person("Глеб")
    absence = await org.given_absence(anna, gleb, WED, FRI)
    org.clock.skip(days=1)

    await CancelAbsence(org.desk)(await org.actor(anna), absence.id)

    assert await stand_in(org, anna) == anna.id
    async with org.begin() as uow:
        assert (await uow.absences.get(absence.id)).ends_on == WED
    assert (gleb.id, "absence_cancelled") in await org.told()


async def test_a_cancelled_absence_that_had_not_begun_is_gone_but_for_the_audit(org):
    anna, gleb = await org.given_person("Анна"), await org.given_person("Глеб")
    absence = await org.given_absence(anna, gleb, THU, FRI)
    actor = await org.actor(anna)

    with acting_from(Origin(Channel.TELEGRAM, anna.id)):
        await CancelAbsence(org.desk)(actor, absence.id)

    assert (await ListAbsences(org.desk)(actor, offset=0, size=8))[0] == []
    async with org.engine.connect() as connection:
        rows = list(
            await connection.execute(
                select(audit).where(audit.c.subject == "absences").order_by(audit.c.id)
            )
        )
    assert [row.act for row in rows] == ["insert", "delete"]
    assert rows[-1].actor_id == anna.id
    with pytest.raises(AbsenceOver):  # the second tap
        await CancelAbsence(org.desk)(actor, absence.id)


async def test_only_the_person_and_their_heads_cancel_an_absence(org):
    anna, gleb = await org.given_person("Анна"), await org.given_person("Глеб")
    absence = await org.given_absence(anna, gleb, THU, FRI)

    with pytest.raises(NotTheirHead):
        await CancelAbsence(org.desk)(await org.actor(gleb), absence.id)


async def test_the_list_of_absences_holds_ones_own_and_those_of_ones_people(org):
    boris = await org.given_person("Борис", Role.LEAD)
    anna, gleb = await org.given_person("Анна", boss=boris), await org.given_person("Глеб")
    await org.given_absence(anna, gleb, THU, FRI)
    await org.given_absence(gleb, anna, THU, FRI)

    absences, page = await ListAbsences(org.desk)(await org.actor(boris), offset=0, size=8)

    assert [absence.person_name for absence in absences] == ["Анна"]
    assert page.total == 1


async def test_who_left_is_no_actor_and_not_in_the_directory(org, admin):
    anna = await org.given_person(telegram_id=7)

    await LeavePerson(org.desk)(admin, anna.id, {})
    await LeavePerson(org.desk)(admin, anna.id, {})  # the second tap

    assert await org.actors.find(7, update_id=None, now=org.clock()) == (None, False)
    with pytest.raises(NotFound):
        await ViewPerson(org.desk)(admin, anna.id)


async def test_the_last_administrator_neither_leaves_nor_becomes_something_else(org, admin):
    with pytest.raises(LastAdministrator):
        await LeavePerson(org.desk)(admin, admin.id, {})
    with pytest.raises(LastAdministrator):
        await MovePerson(org.desk)(
            admin, admin.id, boss_id=None, branch_id=org.moscow.id, role=Role.REP
        )


async def test_a_moved_person_is_seen_by_the_new_boss_and_no_longer_by_the_old(org, admin):
    old, new = [await org.given_person(name, Role.LEAD) for name in ("Борис", "Глеб")]
    anna = await org.given_person(boss=old)

    await MovePerson(org.desk)(
        admin, anna.id, boss_id=new.id, branch_id=org.moscow.id, role=Role.REP
    )

    async with org.begin() as uow:
        seen = [
            await uow.people.is_within(anna.id, (await org.actor(head)).scope)
            for head in (old, new)
        ]
    assert seen == [False, True]


async def test_nobody_is_moved_under_their_own_people(org, admin):
    top = await org.given_person("Борис", Role.MANAGER)
    middle = await org.given_person("Глеб", Role.LEAD, boss=top)
    low = await org.given_person("Анна", boss=middle)

    for boss in (low, top):
        with pytest.raises(BossRing):
            await MovePerson(org.desk)(
                admin, top.id, boss_id=boss.id, branch_id=org.moscow.id, role=Role.MANAGER
            )


async def test_people_are_moved_and_deactivated_by_administrators_alone(org):
    boris = await org.given_person("Борис", Role.DIRECTOR)
    anna = await org.given_person(boss=boris)
    director = await org.actor(boris)

    with pytest.raises(AdministratorsOnly):
        await LeavePerson(org.desk)(director, anna.id, {})
    with pytest.raises(AdministratorsOnly):
        await MovePerson(org.desk)(
            director, anna.id, boss_id=None, branch_id=org.moscow.id, role=Role.REP
        )


async def test_a_head_sets_the_hours_of_their_people_and_takes_them_back(org, admin):
    anna = await org.given_person()
    set_hours = SetWorkingHours(org.desk)

    await set_hours(admin, anna.id, {"mon": ["10:00-14:00"]})
    assert (await org.actor(anna)).working_hours == {"mon": ["10:00-14:00"]}

    await set_hours(admin, anna.id, None)
    assert (await org.actor(anna)).working_hours is None
    with pytest.raises(WorkingHoursWrong):
        await set_hours(admin, anna.id, {"mon": ["14:00-10:00"]})
    with pytest.raises(NotTheirHead):
        await set_hours(await org.actor(anna), anna.id, None)


async def test_the_directory_opens_at_the_one_topmost_branch_with_its_branches_first(org, admin):
    ryazan = await org.given_branch("Рязань", under=org.moscow)
    for number in range(9):
        await org.given_person(f"Анна {number}", branch=ryazan)

    first = await ViewBranch(org.desk)(admin, None, offset=0, size=8)
    second = await ViewBranch(org.desk)(admin, ryazan.id, offset=8, size=8)

    assert first.branch is not None
    assert first.branch.name == "Москва"
    assert [(branch.name, branch.people) for branch in first.branches] == [("Рязань", 9)]
    assert [person.name for person in first.people] == ["Вера"]
    assert [person.name for person in second.people] == ["Анна 8"]
    assert second.page.total == 9


async def test_pages_go_from_branches_over_to_people_without_a_gap(org, admin):
    for number in range(5):
        await org.given_branch(f"Город {number}", under=org.moscow)
    for number in range(5):
        await org.given_person(f"Анна {number}")

    pages = [
        await ViewBranch(org.desk)(admin, org.moscow.id, offset=offset, size=4)
        for offset in (0, 4, 8)
    ]

    names = [line.name for page in pages for line in (*page.branches, *page.people)]
    assert names == [*[f"Город {n}" for n in range(5)], *[f"Анна {n}" for n in range(5)], "Вера"]


async def test_a_colleague_is_found_by_part_of_the_name_in_either_alphabet(org, admin):
    await org.given_person("Анна Серова")
    await org.given_person("Глеб")
    find = FindPeople(org.desk)

    for typed in ("серов", "СЕРОВА", "serova"):
        people, page = await find(admin, typed, offset=0, size=8)
        assert ([person.name for person in people], page.total) == (["Анна Серова"], 1)
    assert (await find(admin, "%", offset=0, size=8))[0] == ()


async def test_a_persons_card_tells_boss_branch_and_who_stands_in(org, admin):
    boss = await org.given_person("Борис", Role.LEAD)
    anna = await org.given_person("Анна", boss=boss, phone="+74950000000")
    await org.given_absence(anna, boss, WED, FRI)

    view, heads = await ViewPerson(org.desk)(admin, anna.id)

    assert (view.boss_name, view.branch_name, view.phone) == ("Борис", "Москва", "+74950000000")
    assert view.absence is not None
    assert (view.absence.deputy_name, view.absence.ends_on) == ("Борис", FRI)
    assert heads
    with pytest.raises(NotFound):
        await ViewPerson(org.desk)(admin, PersonId(10**9))


async def test_members_are_those_the_bot_can_speak_to(org, admin):
    await org.given_person("Анна")
    await org.given_person("Глеб", telegram_id=5, blocked_bot_at=org.clock())

    members = await ListMembers(org.desk)()

    assert [(member.person_id, member.role) for member in members] == [
        (admin.id, Role.ADMINISTRATOR)
    ]


async def test_an_update_of_a_stranger_is_known_by_its_second_delivery(org):
    await SqlProcessedUpdates(org.engine).record(5, org.clock())

    assert await org.actors.find(666, update_id=5, now=org.clock()) == (None, True)
    assert await org.actors.find(666, update_id=6, now=org.clock()) == (None, False)


async def test_two_who_record_absences_crosswise_wait_for_each_other_in_one_order(org):
    anna, gleb = await org.given_person("Анна"), await org.given_person("Глеб")
    first, second = await org.actor(anna), await org.actor(gleb)
    record = RecordAbsence(org.desk)

    async with asyncio.timeout(20):
        for week in range(4):
            day = WED + timedelta(weeks=week)
            await asyncio.gather(
                record(first, Absence(anna.id, day, day, gleb.id)),
                record(second, Absence(gleb.id, day, day, anna.id)),
            )

    absences, _ = await ListAbsences(org.desk)(first, offset=0, size=8)
    assert len(absences) == 4


async def test_who_is_only_looked_at_is_not_waited_for(org):
    anna, gleb = await org.given_person("Анна"), await org.given_person("Глеб")
    actor = await org.actor(anna)

    async with org.begin() as uow:
        await uow.people.get(gleb.id)
        async with asyncio.timeout(20):
            _, deputy, _ = await CheckAbsence(org.desk)(actor, Absence(anna.id, WED, FRI, gleb.id))

    assert deputy == gleb
