import asyncio
import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.errors import NotFound
from domain.handovers.leaving import LeavePerson
from domain.org.errors import (
    AlreadyJoined,
    InvitationRefused,
    NobodyFound,
    NotTheirHead,
    SeveralFound,
)
from domain.org.invitations import (
    AcceptInvitation,
    InviteByName,
    InviteFirstAdministrator,
    InvitePerson,
    TelegramAccount,
    hash_of,
)
from domain.org.model import PersonId, Role
from domain.org.queries import ListUninvited
from storage.tables import invitations
from tests.org_world import OrgWorld

STRANGER = TelegramAccount(700, "anna", "ru")


@pytest.fixture
async def org(engine) -> OrgWorld:
    return await OrgWorld(engine).open()


@pytest.fixture
async def admin(org):
    person = await org.given_person("Вера", Role.ADMINISTRATOR, telegram_id=1)
    return await org.actor(person)


async def test_a_link_lets_its_person_in_once(org, admin):
    anna = await org.given_person()
    invited = await InvitePerson(org.desk)(admin, anna.id)

    joined = await AcceptInvitation(org.desk)(invited.token, STRANGER)

    assert (joined.id, joined.telegram_id, joined.joined_at) == (anna.id, 700, org.clock())
    with pytest.raises(InvitationRefused):
        await AcceptInvitation(org.desk)(invited.token, TelegramAccount(701))
    assert (await org.person(anna)).telegram_id == 700


async def test_a_link_fits_into_a_start_payload_and_only_its_hash_is_kept(org, admin):
    anna = await org.given_person()

    invited = await InvitePerson(org.desk)(admin, anna.id)

    assert len(invited.token) <= 64
    async with org.engine.connect() as connection:
        kept = (await connection.execute(select(invitations))).one()
    assert kept.token_hash == hash_of(invited.token)
    assert kept.expires_at == org.clock() + timedelta(hours=72)


async def test_a_link_expires(org, admin):
    anna = await org.given_person()
    invited = await InvitePerson(org.desk)(admin, anna.id)
    org.clock.skip(hours=72)

    with pytest.raises(InvitationRefused):
        await AcceptInvitation(org.desk)(invited.token, STRANGER)


async def test_a_new_link_withdraws_the_one_before(org, admin):
    anna = await org.given_person()
    first = await InvitePerson(org.desk)(admin, anna.id)
    second = await InvitePerson(org.desk)(admin, anna.id)

    with pytest.raises(InvitationRefused):
        await AcceptInvitation(org.desk)(first.token, STRANGER)
    assert (await AcceptInvitation(org.desk)(second.token, STRANGER)).id == anna.id


async def test_every_refusal_looks_the_same_from_outside_and_the_log_says_why(org, admin, caplog):
    caplog.set_level(logging.INFO)
    taken = await org.given_person("Борис", telegram_id=5)
    anna, left = await org.given_person(), await org.given_person("Глеб")
    to_anna = await InvitePerson(org.desk)(admin, anna.id)
    to_left = await InvitePerson(org.desk)(admin, left.id)
    await LeavePerson(org.desk)(admin, left.id, {})
    tries = [
        ("nonsense", STRANGER),
        (to_anna.token, TelegramAccount(taken.telegram_id)),
        (to_left.token, STRANGER),
    ]

    facts = []
    for token, account in tries:
        with pytest.raises(InvitationRefused) as refused:
            await AcceptInvitation(org.desk)(token, account)
        facts.append(refused.value.facts)

    assert facts == [{}, {}, {}]
    assert "no such token" in caplog.text
    assert "account belongs to somebody else" in caplog.text
    assert to_anna.token not in caplog.text


async def test_an_administrator_gives_who_lost_their_account_a_new_way_in(org, admin):
    anna = await org.given_person(telegram_id=5)
    invited = await InvitePerson(org.desk)(admin, anna.id)

    joined = await AcceptInvitation(org.desk)(invited.token, STRANGER)

    assert joined.telegram_id == 700


async def test_a_lead_invites_those_below_them_and_nobody_else(org):
    director = await org.given_person("Вера", Role.DIRECTOR)
    boris = await org.given_person("Борис", Role.LEAD, boss=director, telegram_id=2)
    mine = await org.given_person("Анна", boss=boris)
    others = await org.given_person("Глеб")
    lead = await org.actor(boris)

    assert (await InvitePerson(org.desk)(lead, mine.id)).person.id == mine.id
    for person in (others, director):
        with pytest.raises(NotTheirHead):
            await InvitePerson(org.desk)(lead, person.id)
    with pytest.raises(NotFound):
        await InvitePerson(org.desk)(lead, PersonId(10**9))


async def test_a_lead_cannot_replace_the_account_of_who_is_in(org):
    boris = await org.given_person("Борис", Role.LEAD, telegram_id=2)
    anna = await org.given_person(boss=boris, telegram_id=3)

    with pytest.raises(AlreadyJoined):
        await InvitePerson(org.desk)(await org.actor(boris), anna.id)


async def test_a_manager_is_offered_the_uninvited_of_their_branches_below_their_rank(org):
    ryazan, kazan = (
        await org.given_branch("Рязань", under=org.moscow),
        await org.given_branch("Казань"),
    )
    galina = await org.given_person("Галина", Role.MANAGER, telegram_id=9)
    await org.given_person("Анна")
    await org.given_person("Борис", Role.LEAD, branch=ryazan)
    await org.given_person("Вера", Role.DIRECTOR)
    await org.given_person("Денис", branch=kazan)
    await org.given_person("Егор", telegram_id=10)

    people, page = await ListUninvited(org.desk)(await org.actor(galina), offset=0, size=8)

    assert [person.name for person in people] == ["Анна", "Борис"]
    assert page.total == 2


async def test_a_rep_is_offered_nobody_to_invite(org):
    anna = await org.given_person(telegram_id=9)
    await org.given_person("Борис")

    people, _ = await ListUninvited(org.desk)(await org.actor(anna), offset=0, size=8)

    assert people == ()


async def test_the_first_administrator_is_made_once_with_a_branch_from_the_rulebook(org):
    invited = await InviteFirstAdministrator(org.desk)("Администратор")

    assert invited is not None
    assert invited.person.role is Role.ADMINISTRATOR
    assert await InviteFirstAdministrator(org.desk)("Администратор") is None
    joined = await AcceptInvitation(org.desk)(invited.token, STRANGER)
    assert (await org.actor(joined)).scope.sees_all


async def test_a_lost_link_of_the_first_administrator_is_made_anew_until_they_are_in(org):
    invite = InviteFirstAdministrator(org.desk)
    lost = await invite("Администратор")

    anew = await invite("Администратор", again=True)
    with pytest.raises(InvitationRefused):
        await AcceptInvitation(org.desk)(lost.token, STRANGER)
    joined = await AcceptInvitation(org.desk)(anew.token, STRANGER)

    assert joined.id == lost.person.id
    assert await invite("Администратор", again=True) is None


async def test_the_command_line_invites_by_name_or_e_mail_and_names_all_whom_it_may_mean(org):
    anna = await org.given_person("Анна Серова", email="Anna@firm.example")
    await org.given_person("Анна Серова-Белая")
    invite = InviteByName(org.desk)

    assert (await invite("анна серова")).person.id == anna.id
    assert (await invite("anna@FIRM.example")).person.id == anna.id
    with pytest.raises(SeveralFound) as several:
        await invite("Серова")
    assert several.value.facts["people"] == ("Анна Серова (Москва)", "Анна Серова-Белая (Москва)")
    with pytest.raises(NobodyFound):
        await invite("Никто")


async def test_of_two_who_follow_one_link_at_once_one_gets_in(org, admin):
    anna = await org.given_person()
    invited = await InvitePerson(org.desk)(admin, anna.id)
    accept = AcceptInvitation(org.desk)

    outcomes = await asyncio.gather(
        *(accept(invited.token, TelegramAccount(number)) for number in (700, 701)),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, InvitationRefused) for outcome in outcomes) == 1
    assert (await org.person(anna)).telegram_id in {700, 701}


async def test_one_account_that_follows_two_links_at_once_becomes_one_person(org, admin):
    people = [await org.given_person("Анна"), await org.given_person("Глеб")]
    links = [await InvitePerson(org.desk)(admin, person.id) for person in people]
    accept = AcceptInvitation(org.desk)

    outcomes = await asyncio.gather(
        *(accept(link.token, STRANGER) for link in links), return_exceptions=True
    )

    assert sum(isinstance(outcome, InvitationRefused) for outcome in outcomes) == 1
