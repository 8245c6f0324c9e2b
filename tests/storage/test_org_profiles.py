from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.language import Language
from domain.org.invitations import TelegramAccount
from domain.org.profiles import NoteProfile
from domain.origin import Channel, Origin, acting_from
from storage.tables import audit
from tests.org_world import OrgWorld


@pytest.fixture
async def org(engine) -> OrgWorld:
    return await OrgWorld(engine).open()


@pytest.fixture
async def anna(org):
    return await org.given_person(telegram_id=7, telegram_username="anna", telegram_language="ru")


async def audited(org) -> int:
    async with org.engine.connect() as connection:
        return len((await connection.execute(select(audit.c.id))).all())


async def test_another_username_and_another_language_are_kept(org, anna):
    await NoteProfile(org.desk)(await org.actor(anna), TelegramAccount(7, "serova", "en"))

    actor = await org.actor(anna)
    assert (actor.telegram_username, actor.telegram_language) == ("serova", "en")
    assert actor.language is Language.ENGLISH


async def test_a_username_that_was_given_up_is_forgotten(org, anna):
    await NoteProfile(org.desk)(await org.actor(anna), TelegramAccount(7, None, "ru"))

    assert (await org.actor(anna)).telegram_username is None


async def test_an_account_that_names_no_language_keeps_the_one_it_named(org, anna):
    before = await audited(org)

    await NoteProfile(org.desk)(await org.actor(anna), TelegramAccount(7, "anna", None))

    assert (await org.actor(anna)).telegram_language == "ru"
    assert await audited(org) == before


async def test_a_profile_that_is_the_same_begins_no_transaction(org, anna):
    actor = await org.actor(anna)

    def refuse():
        raise AssertionError("nothing was to be asked")

    await NoteProfile(replace(org.desk, begin=refuse))(actor, TelegramAccount(7, "anna", "ru"))


async def test_a_change_of_the_account_is_laid_to_its_person(org, anna):
    with acting_from(Origin(Channel.TELEGRAM, anna.id)):
        await NoteProfile(org.desk)(await org.actor(anna), TelegramAccount(7, "serova", "ru"))

    async with org.engine.connect() as connection:
        last = (await connection.execute(select(audit).order_by(audit.c.id.desc()))).first()
    assert (last.actor_id, last.channel) == (anna.id, "telegram")
