"""Invitations that are no good any more, and groups: other ways in than a colleague's own chat."""

from datetime import timedelta
from itertools import count
from typing import Any

from aiogram.types import Update

from bot.digests.callback_data import LeaveThisGroup
from bot.org.menus import COMMANDS
from bot.texts import texts_for
from bot.updates.progress import Outcome
from domain.language import Language
from domain.org.invitations import AcceptInvitation, InvitePerson, TelegramAccount
from tests.bot.forged_buttons import forged
from tests.bot.matrix_company import MARK, NOBODYS, Matrix
from tests.bot.matrix_play import Stage, nothing_written, rests, says, taps
from tests.bot.surface import buttons
from tests.messages import Json

RUSSIAN = texts_for(Language.RUSSIAN)
STRANGER = RUSSIAN.plain("stranger")
IN_PRIVATE = RUSSIAN.plain("only-in-private")
NEWCOMER = "Новенький"
STRANGERS = ("client", "dismissed")
COLLEAGUES = ("other_rep", "other_lead", "other_manager", "lowered", "outsider")
GROUP = -1_009_990_001
"""A group that somebody has made and put the bot into."""
SOMEBODY = {"id": 99_001, "is_bot": False, "first_name": "Некто"}
BOT = {"id": 42, "is_bot": True, "first_name": "Бот"}
NUMBERS = count(2_000_000_000)
EACH_OF = 20
"""Of the buttons, one of so many is tapped by a stranger: no handler comes to see who they are."""


async def test_other_ways_in_lead_nowhere(matrix: Matrix) -> None:
    async with Stage.of(matrix) as stage:
        await _invitations_that_are_no_good(stage, matrix)
        async with nothing_written(matrix.company):
            await _a_group_of_strangers(stage, matrix)
            await _the_company_s_group(stage, matrix)


async def _invitations_that_are_no_good(stage: Stage, matrix: Matrix) -> None:
    """They are refused in the same words as one that never was, whoever follows them."""
    company = matrix.company
    invited = await _invitations(matrix)
    tokens = [token for name, token in invited.items() if name != "open"]
    refusals = set()
    async with nothing_written(company):
        for part in STRANGERS:
            told = await says(stage, matrix.askers[part], [f"/start {token}" for token in tokens])
            refusals.update(map(str, told))
        for part in COLLEAGUES:
            followed = [f"/start {token}" for token in (*tokens, invited["open"])]
            told = await says(stage, matrix.askers[part], followed)
            assert len(set(map(str, told))) == 1, part
            assert NEWCOMER not in str(told[0])
    assert len(refusals) == 1, refusals
    assert NEWCOMER not in str(refusals)

    (welcome,) = await says(stage, matrix.askers["client"], [f"/start {invited['open']}"])
    replayed = await says(stage, matrix.askers["dismissed"], [f"/start {invited['open']}"])

    assert NEWCOMER in str(welcome)
    assert {str(reaction) for reaction in replayed} == refusals


async def _invitations(matrix: Matrix) -> dict[str, str]:
    """By what became of them; ``open`` is good still."""
    company = matrix.company
    lead, invite = await company.actor("lead"), company.container.get(InvitePerson)
    people = [
        await company.given_person(f"{NEWCOMER} {number}", boss=company.people["lead"])
        for number in range(4)
    ]
    invited = {
        name: (await invite(lead, person.id)).token
        for name, person in zip(
            ("used", "expired", "of who left", "withdrawn"), people, strict=True
        )
    }
    await company.container.get(AcceptInvitation)(invited["used"], TelegramAccount(99_002))
    invited["open"] = (await invite(lead, people[3].id)).token
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {people[2].id}"
        )
        await connection.exec_driver_sql(
            f"UPDATE invitations SET expires_at = '{company.clock() - timedelta(minutes=1)}'"
            f" WHERE person_id = {people[1].id}"
        )
    return invited | {"never made": "A" * 43}


async def _a_group_of_strangers(stage: Stage, matrix: Matrix) -> None:
    """The bot is silent in it, whatever is done there."""
    intake = matrix.company.program.intake
    bot, chat = matrix.company.bot, {"id": GROUP, "type": "group", "title": "Не наши"}
    came: Json = {"chat": chat, "from": SOMEBODY, "date": 1_795_000_000}
    members = [{"user": BOT, "status": status} for status in ("left", "member")]
    said = [f"/{name}" for name in (*COMMANDS, "start", "start digest")]
    said += [f"/start project_{matrix.foreign.project}", MARK, f"@naparnik_bot {MARK}"]
    acts: list[dict[str, Any]] = [
        {"my_chat_member": {**came, "old_chat_member": was, "new_chat_member": becomes}}
        for was, becomes in (members, members[::-1])
    ]
    acts += [{"message": {**came, "message_id": 98, "text": words}} for words in said]
    acts += [{"message": {**came, "message_id": 99, "migrate_to_chat_id": GROUP - 1}}]
    await stage.journal()

    for act in acts:
        update = Update.model_validate({"update_id": next(NUMBERS), **act}, context={"bot": bot})
        assert await intake.handle(update) is Outcome.STRANGER, act

    assert [record for record in await stage.journal() if record["kind"] == "call"] == []


async def _the_company_s_group(stage: Stage, matrix: Matrix) -> None:
    """No button does anything in it, not even for who owns the record."""
    company, foreign = matrix.company, matrix.foreign
    kinds = sorted(buttons(), key=lambda kind: kind.__prefix__)
    data = [
        next(forged(kind, foreign)).button.pack() for kind in kinds if kind is not LeaveThisGroup
    ]
    groups = {
        "rep": await company.rep.in_group(),
        "dismissed": await matrix.askers["dismissed"].in_group(),
        "other_rep": await matrix.askers["other_rep"].in_group(),
    }
    await groups["rep"].sends("/day")
    await rests(company)

    told = await taps(stage, groups, {"rep": data})
    told |= await taps(stage, groups, {"dismissed": data[::EACH_OF]})
    opened = await says(
        stage,
        groups["other_rep"],
        [f"/start project_{ids.project}" for ids in (foreign, NOBODYS)],
    )

    assert {reaction.words for reaction in told["rep"]} == {IN_PRIVATE}
    assert {reaction.words for reaction in told["dismissed"]} == {STRANGER}
    assert all(reaction.is_alone for part in told.values() for reaction in part)
    assert str(opened[0]) == str(opened[1])
