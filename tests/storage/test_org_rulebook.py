import asyncio

import pytest

from domain.errors import NotFound
from domain.org.errors import AdministratorsOnly
from domain.org.model import Role
from domain.org.whose import Whose, WhoseKind
from domain.rulebook.default import default_rulebook_text
from domain.rulebook.errors import (
    ProposalActivated,
    ProposalDismissed,
    RulebookFileWrong,
    RulebookMovedOn,
    RulebookUnchanged,
    StageInUse,
)
from domain.rulebook.ports import ProposalId
from domain.rulebook.queries import ViewRulebook
from domain.rulebook.use_cases import (
    ActivateRulebook,
    DismissRulebook,
    InstallDefaultRulebook,
    ProposeRulebook,
)
from tests.org_world import OrgWorld

LONGER = default_rulebook_text().replace("invitation_hours: 72", "invitation_hours: 48").encode()
RENAMED = default_rulebook_text().replace("key: prospecting", "key: first_call").encode()


@pytest.fixture
async def org(engine) -> OrgWorld:
    return await OrgWorld(engine).open()


@pytest.fixture
async def admin(org):
    return await org.actor(await org.given_person("Вера", Role.ADMINISTRATOR))


async def in_force(org) -> int:
    async with org.begin() as uow:
        return (await uow.rulebooks.current()).version


async def test_the_default_rulebook_is_installed_once(org):
    assert await InstallDefaultRulebook(org.desk, org.files)() is False
    assert await in_force(org) == 1


async def test_a_file_is_in_force_only_once_it_is_confirmed(org, admin):
    proposed = await ProposeRulebook(org.desk, org.files)(admin, LONGER, file_name="new.yaml")

    assert [(change.path, change.old, change.new) for change in proposed.changes] == [
        ("invitation_hours", 72, 48)
    ]
    assert await in_force(org) == 1

    activated = await ActivateRulebook(org.desk, org.files)(admin, proposed.proposal.id)

    assert (activated.version, activated.rulebook.invitation_hours) == (2, 48)
    assert await in_force(org) == 2


async def test_figures_bear_the_topmost_branch_s_name_until_the_company_s_is_set(org, admin):
    director = await org.actor(await org.given_person("Елена", Role.DIRECTOR))

    async def name() -> str:
        async with org.begin() as uow:
            return await uow.whose.name(Whose(WhoseKind.COMPANY), director)

    unset = await name()
    named = default_rulebook_text("Василёк").encode()
    proposed = await ProposeRulebook(org.desk, org.files)(admin, named)
    await ActivateRulebook(org.desk, org.files)(admin, proposed.proposal.id)

    assert unset == "Москва"
    assert await name() == "Василёк"


async def test_the_file_comes_back_as_it_was_sent_with_who_sent_it(org, admin):
    proposed = await ProposeRulebook(org.desk, org.files)(admin, LONGER)
    await ActivateRulebook(org.desk, org.files)(admin, proposed.proposal.id)

    current = await ViewRulebook(org.desk, org.files)(admin)

    assert (current.version, current.put_by) == (2, "Вера")
    assert current.text.encode() == LONGER


async def test_the_second_tap_says_who_was_first(org, admin):
    proposal = (await ProposeRulebook(org.desk, org.files)(admin, LONGER)).proposal
    await ActivateRulebook(org.desk, org.files)(admin, proposal.id)
    other = await org.actor(await org.given_person("Галина", Role.ADMINISTRATOR))

    with pytest.raises(ProposalActivated) as refused:
        await ActivateRulebook(org.desk, org.files)(other, proposal.id)

    assert refused.value.facts == {"name": "Вера"}
    assert await in_force(org) == 2


async def test_a_dismissed_file_stays_dismissed(org, admin):
    proposal = (await ProposeRulebook(org.desk, org.files)(admin, LONGER)).proposal
    await DismissRulebook(org.desk)(admin, proposal.id)

    with pytest.raises(ProposalDismissed):
        await ActivateRulebook(org.desk, org.files)(admin, proposal.id)


async def test_a_file_compared_with_an_older_version_is_refused(org, admin):
    propose, activate = ProposeRulebook(org.desk, org.files), ActivateRulebook(org.desk, org.files)
    first, second = await propose(admin, LONGER), await propose(admin, LONGER)
    await activate(admin, first.proposal.id)

    with pytest.raises(RulebookMovedOn):
        await activate(admin, second.proposal.id)


async def test_a_stage_on_which_deals_stand_is_not_taken_away(org, admin):
    propose = ProposeRulebook(org.desk, org.files)
    proposed = await propose(admin, RENAMED)
    await org.given_deal(await org.given_person(), stage="prospecting")

    with pytest.raises(StageInUse):
        await propose(admin, RENAMED)
    with pytest.raises(StageInUse):  # the deal came after the file
        await ActivateRulebook(org.desk, org.files)(admin, proposed.proposal.id)


async def test_a_file_that_says_the_same_changes_nothing(org, admin):
    with pytest.raises(RulebookUnchanged):
        await ProposeRulebook(org.desk, org.files)(admin, default_rulebook_text().encode())


async def test_a_wrong_file_is_refused_with_its_faults(org, admin):
    with pytest.raises(RulebookFileWrong):
        await ProposeRulebook(org.desk, org.files)(admin, b"company: 1")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_rules_are_for_administrators_alone(org, role):
    actor = await org.actor(await org.given_person(role=role))

    with pytest.raises(AdministratorsOnly):
        await ViewRulebook(org.desk, org.files)(actor)
    with pytest.raises(AdministratorsOnly):
        await ProposeRulebook(org.desk, org.files)(actor, LONGER)
    with pytest.raises(AdministratorsOnly):
        await ActivateRulebook(org.desk, org.files)(actor, ProposalId(1))


async def test_a_proposal_that_never_was_is_not_found(org, admin):
    with pytest.raises(NotFound):
        await ActivateRulebook(org.desk, org.files)(admin, ProposalId(10**9))


async def test_of_two_files_confirmed_at_once_one_is_in_force(org, admin):
    propose, activate = ProposeRulebook(org.desk, org.files), ActivateRulebook(org.desk, org.files)
    proposals = [(await propose(admin, LONGER)).proposal.id for _ in range(2)]

    outcomes = await asyncio.gather(
        *(activate(admin, proposal_id) for proposal_id in proposals), return_exceptions=True
    )

    assert sum(isinstance(outcome, RulebookMovedOn) for outcome in outcomes) == 1
    assert await in_force(org) == 2
