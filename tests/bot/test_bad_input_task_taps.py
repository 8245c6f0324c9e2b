"""Taps, replies and links about tasks that cannot be: told why, and nothing is changed."""

from datetime import timedelta

import pytest

from bot.tasks.callback_data import AskAboutTask, PutTaskUnder
from bot.tasks.drafts.callback_data import AnswerDraft, GiveDraftTo
from domain.org.model import Role
from domain.tasks.arranging import PutUnderTask
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    nothing_breaks,
    nothing_changes,
    reaction_to,
    speaks_english,
)
from tests.bot.tasks_in_chat import given_task
from tests.company import Company
from tests.messages import text_of
from tests.person import a_photo


async def test_a_ring_of_tasks_is_refused_at_any_depth(company: Company, engine):
    top, middle, low = [
        await given_task(company, title=title) for title in ("Верх", "Середина", "Низ")
    ]
    lead = await company.actor("lead")
    put = company.container.get(PutUnderTask)
    middle = await put(lead, middle.id, top.id, version=middle.version)
    await put(lead, low.id, middle.id, version=low.version)
    await speaks_english(company.lead)
    card = await company.lead.last()
    version = await company.value(f"SELECT version FROM tasks WHERE id = {top.id}")

    async with nothing_changes(engine):
        for below in (top, middle, low):
            button = PutTaskUnder(task_id=top.id, version=version, parent_id=below.id)
            told = await company.lead.taps_data(card, button.pack(), forged=True)
            assert told["text"] == "A task cannot be a part of itself. Choose another one."


async def draft_id(company: Company) -> int:
    return int(await company.value("SELECT max(id) FROM tasks"))


async def test_a_task_is_for_colleagues_only(company: Company, engine):
    client = await company.given_person("Анна Клиентова", Role.CLIENT)
    left = await company.given_person("Марк Ушедший")
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {left.id}"
        )
    rep = company.rep
    await rep.sends("/task завтра позвонить Климову 2ч")
    card = await rep.sees("📝 Позвонить Климову")
    id_ = await draft_id(company)

    async with nothing_changes(engine):
        for person_id, words in (
            (client.id, "Такого коллеги нет"),
            (left.id, "Марк Ушедший больше не работает"),
            (10**9, "Такого коллеги нет"),
            (2**53, "Такого коллеги нет"),
        ):
            data = GiveDraftTo(task_id=id_, version=1, person_id=person_id).pack()
            told = await rep.taps_data(card, data, forged=True)
            assert told["text"].startswith(words), person_id
            data = AnswerDraft(task_id=id_, version=1, key="executor", value=person_id).pack()
            assert (await rep.taps_data(card, data, forged=True))["text"]
        await rep.taps("Кому")
        for name in ("Клиентова", "Ушедший", "<b>", "\u200b", "%", "я" * 300):
            await rep.sends(name)
            assert not [label for label in await rep.buttons() if "Клиентова" in label]
            assert not [label for label in await rep.buttons() if "Ушедший" in label]


async def test_a_draft_for_who_left_meanwhile_says_so_and_stays(company: Company, engine):
    anna = await company.given_person("Анна Серова")
    rep = company.rep
    await rep.sends("поручить Серовой завтра подготовить смету")
    await rep.sees("Кому: Анна Серова")
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {anna.id}"
        )

    async with nothing_changes(engine):
        told = await rep.taps("✅ Поставить")

    assert "Анна Серова" in told["text"]
    assert await company.value("SELECT state FROM tasks") == "draft"


async def test_who_asks_for_approval_does_not_give_it(company: Company, engine):
    anna = await company.given_person("Анна Серова", boss=company.people["lead"])
    create_task = company.container.get(CreateTask)
    deadline = Deadline(company.clock() + timedelta(days=20))
    new = NewTask("Каталог", anna.id, deadline, estimate=timedelta(hours=40))
    task = await create_task(await company.actor("rep"), new)
    card = await company.rep.last()

    async with nothing_changes(engine):
        for prefix in ("appr-yes", "appr-no", "appr-day"):
            told = await company.rep.taps_data(
                card, f"{prefix}:{task.id}:{task.version}", forged=True
            )
            assert "согласует кто-то другой" in told["text"], told

    assert await company.value("SELECT state FROM tasks") == "waiting_approval"


async def test_an_answer_after_the_approval_expired_says_so(company: Company, engine):
    anna = await company.given_person("Анна Серова", boss=company.people["lead"])
    create_task = company.container.get(CreateTask)
    deadline = Deadline(company.clock() + timedelta(days=20))
    new = NewTask("Каталог", anna.id, deadline, estimate=timedelta(hours=40))
    task = await create_task(await company.actor("rep"), new)
    lead = company.lead
    card = await lead.sees("Каталог")
    await company.waits(days=15)
    await lead.waits_for_idle_bot()
    version = int(await company.value("SELECT version FROM tasks"))

    async with nothing_changes(engine):
        for data in (f"appr-yes:{task.id}:{version}", f"appr-no:{task.id}:{version}"):
            told = await lead.taps_data(card, data, forged=True)
            assert told["text"], data

    assert await company.value("SELECT state FROM tasks") == "draft"


@pytest.mark.parametrize(
    ("language", "told_so"), [("ru", "вам больше не видна"), ("en", "do not see this task")]
)
async def test_a_reply_to_a_card_of_a_task_that_one_sees_no_more_changes_nothing(
    company: Company, engine, language, told_so
):
    rep = company.rep
    if language == "en":
        await speaks_english(rep)
    task = await given_task(company, title="Смета")
    await rep.starts(f"task_{task.id}")
    card = await rep.sees("📌 Смета")
    lead = company.people["director"].id
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE tasks SET executor_id = {lead}, assigner_id = {lead}"
        )

    async with nothing_changes(engine):
        for words in ("Начну завтра", "потратил 2ч", "я" * 4096, "a" * 4096):
            told = text_of(await reaction_to(rep, await rep.replies_to(card, words)))
            assert told_so in told
        told = text_of(await reaction_to(rep, await rep.sends_photo(a_photo(), reply_to=card)))

    assert told_so in told
    assert await company.value("SELECT count(*) FROM task_comments") == 0
    assert await company.value("SELECT count(*) FROM task_time") == 0


async def test_a_question_about_a_task_that_is_not_there_is_not_asked(company: Company, engine):
    card = await company.rep.last()
    before = len(await company.rep.messages())

    async with nothing_changes(engine):
        data = AskAboutTask(task_id=77, version=1, what="decline").pack()
        told = await company.rep.taps_data(card, data, forged=True)

    assert told["text"].startswith("Не нашлось")
    assert len(await company.rep.messages()) == before


async def test_a_link_to_what_one_does_not_see_tells_as_much_as_a_link_to_nothing(
    company: Company, engine
):
    await given_task(company, title="Смета")
    vera = await company.given_joined("other_rep")
    await vera.starts()
    await vera.last()

    async with nothing_changes(engine):
        told = {
            link: text_of(await reaction_to(vera, await vera.starts(link)))
            for link in ("task_1", "task_999", "project_1", "project_999")
        }

    (same,) = set(told.values())
    assert same.startswith("Не нашлось")
