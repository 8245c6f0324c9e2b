"""The company of the playground: what a newcomer finds there."""

import pytest

from domain.cadences.views import CadenceErrand
from domain.org.model import Actor, Role
from domain.tasks.views import Stands, TaskErrand, TaskFilter, Whose
from tests.crm import Crm

REP, LEAD, OFFICE = "Иван Петров", "Ольга Смирнова", "Мария Лебедева"


@pytest.fixture
def database_template(demo_template: str) -> str:
    return demo_template


@pytest.fixture
def demo(engine) -> Crm:
    return Crm(engine)


async def actor(demo: Crm, name: str) -> Actor:
    async with demo.begin() as uow:
        (person,) = [line for line in await uow.people.with_role(tuple(Role)) if line.name == name]
    return await demo.actor(person)


async def errands(demo: Crm, name: str) -> set[TaskErrand]:
    day = await demo.view_day(await actor(demo, name))
    return set(day.tasks.counts)


async def test_every_errand_of_tasks_stands_on_somebody_s_day(demo):
    of_rep, of_lead = await errands(demo, REP), await errands(demo, LEAD)

    assert of_rep == {
        TaskErrand.ACCEPT_RESULT,
        TaskErrand.OVERDUE,
        TaskErrand.TODAY,
        TaskErrand.NEW,
    }
    assert of_lead >= {TaskErrand.APPROVE, TaskErrand.DECIDE_DATE, TaskErrand.ACCEPT_RESULT}
    assert await errands(demo, OFFICE) == {TaskErrand.DECLINED}


async def test_the_rulebook_names_the_company_as_its_topmost_branch_is_named(demo):
    async with demo.begin() as uow:
        (topmost,) = [one for one in await uow.branches.all() if one.parent_id is None]
        rules = await uow.rulebooks.current()

    assert rules.rulebook.company.name == topmost.name == "Климат-Сервис"


async def test_lists_of_tasks_and_contacts_are_alive(demo):
    rep = await actor(demo, REP)

    async def count(whose: Whose, stands: Stands) -> int:
        found = await demo.list_tasks(rep, TaskFilter(whose, stands), offset=0, size=8)
        return found.page.total

    assert await count(Whose.MINE, Stands.OPEN) >= 5
    assert await count(Whose.MINE, Stands.OVERDUE) == 1
    assert await count(Whose.MINE, Stands.ENDED) == 1
    assert await count(Whose.MINE, Stands.DRAFTS) == 1
    assert await count(Whose.GIVEN_BY_ME, Stands.WAITING) == 2
    day = await demo.view_day(rep)
    assert set(day.cadences.counts) == set(CadenceErrand)
    assert (await demo.view_day(await actor(demo, LEAD))).late_contacts.count == 2


async def test_nobody_s_chat_begins_with_what_was_told_in_the_past(demo):
    async with demo.connection() as connection:
        waiting = await connection.exec_driver_sql(
            "SELECT count(*) FROM ledger WHERE status IN ('due', 'held')"
        )

        assert waiting.scalar() == 0


async def test_clients_use_products_and_something_is_missing(demo):
    rep = await actor(demo, REP)

    matrix, _ = await demo.view_matrix(rep)
    suggested = [
        (await demo.view_client_products(rep, client.id)).suggestions for client in matrix.clients
    ]

    assert len(matrix.products) == 5
    assert any(suggested)
