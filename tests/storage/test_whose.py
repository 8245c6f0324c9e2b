from domain.errors import NotFound
from domain.org.model import Actor, Person, Role
from domain.org.whose import COMPANY, Whose, WhoseKind, widest_of
from tests.crm import Crm


async def name_for(crm: Crm, actor: Actor, whose: Whose) -> str | None:
    async with crm.begin() as uow:
        try:
            return await uow.whose.name(whose, actor)
        except NotFound:
            return None


def of(person: Person) -> Whose:
    return Whose(WhoseKind.PERSON, person.id)


async def test_everybody_sees_their_own_figures_and_heads_those_of_whom_they_answer_for(
    crm: Crm,
) -> None:
    tver = await crm.given_branch("Тверь", under=crm.moscow)
    kazan = await crm.given_branch("Казань")
    director = await crm.given_person("Олег", Role.DIRECTOR)
    manager = await crm.given_person("Сергей", Role.MANAGER, boss=director)
    lead = await crm.given_person("Мария", Role.LEAD, boss=manager, branch=tver)
    rep = await crm.given_person("Иван", boss=lead, branch=tver)
    partner = await crm.given_person("Пётр", boss=lead, branch=tver, pair_id=rep.id)
    stranger = await crm.given_person("Зоя", branch=kazan)

    asked = {
        "own": of(rep),
        "partner": of(partner),
        "team": Whose(WhoseKind.TEAM, lead.id),
        "branch": Whose(WhoseKind.BRANCH, tver.id),
        "elsewhere": of(stranger),
        "no team": Whose(WhoseKind.TEAM, rep.id),
        "company": COMPANY,
    }
    seen = {
        person.name: {
            key
            for key, whose in asked.items()
            if await name_for(crm, await crm.actor(person), whose)
        }
        for person in (rep, partner, lead, manager, director)
    }

    assert seen == {
        "Иван": {"own"},
        "Пётр": {"partner"},
        "Мария": {"own", "partner", "team"},
        "Сергей": {"own", "partner", "team", "branch"},
        "Олег": {"own", "partner", "team", "branch", "elsewhere", "company"},
    }


async def test_a_branch_opens_into_branches_teams_and_people(crm: Crm) -> None:
    tver = await crm.given_branch("Тверь", under=crm.moscow)
    manager = await crm.given_person("Сергей", Role.MANAGER)
    lead = await crm.given_person("Мария", Role.LEAD, boss=manager, branch=tver)
    await crm.given_person("Иван", boss=lead, branch=tver)
    actor = await crm.actor(manager)
    own = widest_of(actor)

    async with crm.begin() as uow:
        below = {
            kind: [name for _, name in found]
            for kind in (WhoseKind.BRANCH, WhoseKind.TEAM, WhoseKind.PERSON, WhoseKind.DEPARTMENT)
            for found, _ in [await uow.whose.below(own, actor, kind, offset=0, size=8)]
        }
        team, total = await uow.whose.below(
            Whose(WhoseKind.TEAM, lead.id), actor, WhoseKind.PERSON, offset=0, size=1
        )

    assert below == {
        WhoseKind.BRANCH: ["Тверь"],
        WhoseKind.TEAM: ["Мария", "Сергей"],
        WhoseKind.PERSON: ["Иван", "Мария", "Сергей"],
        WhoseKind.DEPARTMENT: [],
    }
    assert (len(team), total) == (1, 2)
