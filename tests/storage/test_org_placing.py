"""Roles, bosses and departments: who may change whose, and what is refused."""

import pytest
from sqlalchemy import insert

from domain.errors import NotFound
from domain.org.errors import (
    BossRing,
    BossUnfit,
    ClientsHaveNoPlace,
    LastAdministrator,
    NotTheirHead,
    PersonInactive,
    RoleTooHigh,
)
from domain.org.model import DepartmentId, Person, Role
from storage.tables import departments
from tests.crm import Crm, crm

__all__ = ["crm"]


@pytest.fixture
async def office(crm: Crm) -> Crm:
    """Мария administers; Сергей manages Ольга, who leads Иван; Павел leads elsewhere."""
    crm.siberia = await crm.given_branch("Новосибирск")
    crm.maria = await crm.given_person("Мария", Role.ADMINISTRATOR)
    crm.sergei = await crm.given_person("Сергей", Role.MANAGER)
    crm.olga = await crm.given_person("Ольга", Role.LEAD, boss=crm.sergei)
    crm.ivan = await crm.given_person("Иван", boss=crm.olga)
    crm.pavel = await crm.given_person("Павел", Role.LEAD, branch=crm.siberia)
    crm.admin = await crm.actor(crm.maria)
    return crm


async def person(crm: Crm, known: Person) -> Person:
    async with crm.begin() as uow:
        return await uow.people.see(known.id)


async def test_a_role_changes_and_the_person_is_told_once(office: Crm):
    sergei = await office.actor(office.sergei)

    await office.set_role(sergei, office.ivan.id, Role.LEAD)
    await office.set_role(sergei, office.ivan.id, Role.LEAD)  # the second tap

    assert (await person(office, office.ivan)).role is Role.LEAD
    assert await office.notices("place_changed") == [("Иван", office.ivan.id)]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DIRECTOR, Role.ADMINISTRATOR])
async def test_a_head_gives_no_role_as_high_as_their_own(office: Crm, role: Role):
    with pytest.raises(RoleTooHigh):
        await office.set_role(await office.actor(office.sergei), office.ivan.id, role)


async def test_who_is_no_head_of_theirs_changes_nothing(office: Crm):
    for actor in (office.ivan, office.olga):
        with pytest.raises(NotTheirHead):
            await office.set_role(await office.actor(actor), office.ivan.id, Role.REP)
    sergei = await office.actor(office.sergei)
    for other in (office.pavel, office.sergei, office.maria):
        with pytest.raises(NotTheirHead):
            await office.set_role(sergei, other.id, Role.REP)
        with pytest.raises(NotTheirHead):
            await office.view_place(sergei, other.id)


async def test_the_last_administrator_stays_one(office: Crm):
    with pytest.raises(LastAdministrator):
        await office.set_role(office.admin, office.maria.id, Role.REP)


async def test_clients_and_who_has_left_have_no_place(office: Crm):
    anna = await office.given_person("Анна", Role.CLIENT)
    left = await office.given_person("Ушёл", is_active=False)

    with pytest.raises(ClientsHaveNoPlace):
        await office.set_role(office.admin, anna.id, Role.REP)
    with pytest.raises(ClientsHaveNoPlace):
        await office.set_role(office.admin, office.ivan.id, Role.CLIENT)
    with pytest.raises(PersonInactive):
        await office.set_role(office.admin, left.id, Role.LEAD)


async def test_a_new_boss_sees_what_the_person_does(office: Crm):
    client = await office.given_client(office.ivan)
    second = await office.given_person("Вера", Role.LEAD, boss=office.sergei)

    await office.set_boss(await office.actor(office.sergei), office.ivan.id, second.id)

    assert (await office.view_client(await office.actor(second), client.id)).view.client == client
    with pytest.raises(NotFound):
        await office.view_client(await office.actor(office.olga), client.id)


async def test_nobody_comes_under_who_is_under_them(office: Crm):
    await office.set_role(office.admin, office.ivan.id, Role.LEAD)

    for boss in (office.ivan, office.olga):
        with pytest.raises(BossRing):
            await office.set_boss(office.admin, office.olga.id, boss.id)


async def test_who_leads_nobody_by_their_role_is_nobodys_boss(office: Crm):
    vera = await office.given_person("Вера", boss=office.olga)

    with pytest.raises(BossUnfit):
        await office.set_boss(office.admin, office.ivan.id, vera.id)


async def test_a_manager_gives_people_to_bosses_of_their_own_alone(office: Crm):
    sergei = await office.actor(office.sergei)

    with pytest.raises(NotTheirHead):
        await office.set_boss(sergei, office.ivan.id, office.pavel.id)
    await office.set_boss(sergei, office.ivan.id, office.sergei.id)

    assert (await person(office, office.ivan)).boss_id == office.sergei.id


async def test_a_department_is_chosen_and_left(office: Crm):
    async with office.connection() as connection:
        added = insert(departments).values(name="Маркетинг").returning(departments.c.id)
        department_id = DepartmentId(await connection.scalar(added) or 0)

    await office.set_department(office.admin, office.ivan.id, department_id)
    place = await office.view_place(office.admin, office.ivan.id)
    assert place.person.department_name == "Маркетинг"
    assert [department.name for department in place.departments] == ["Маркетинг"]

    await office.set_department(office.admin, office.ivan.id, None)
    assert (await person(office, office.ivan)).department_id is None
    with pytest.raises(NotFound):
        await office.set_department(office.admin, office.ivan.id, DepartmentId(999))
