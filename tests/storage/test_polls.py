"""Polls after contacts: who answers, how often a client is asked, what is summed up."""

import asyncio
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from domain.clients.model import Client
from domain.errors import NotFound
from domain.interactions.errors import InteractionOfOthers
from domain.interactions.model import Interaction, InteractionKind, NewInteraction
from domain.org.model import Actor, Person
from domain.polls.errors import PollAskedLately, PollChanged, PollOver
from domain.polls.files import AnswerWords
from domain.polls.periods import Unit
from domain.polls.queries import Chosen
from storage.polls.workbook import write_poll_workbook
from tests.builders import a_rulebook
from tests.crm import Crm, by

NEEDS = a_rulebook().polls[0]
PRICE, SERVICE = 0, 3


@pytest.fixture
async def rep(crm: Crm) -> Person:
    return await crm.given_person("Анна")


async def given_call(crm: Crm, actor: Actor, client: Client) -> Interaction:
    new = NewInteraction(InteractionKind.CALL, client.id)
    logged = await crm.log_interaction(actor, new)
    found: Interaction = logged.interaction
    return found


async def answers(
    crm: Crm, actor: Actor, call: Interaction, question: int, answer: int | None, version: int = 0
) -> Any:
    with by(actor):
        return await crm.answer_poll(
            actor,
            call.id,
            0,
            question,
            answer,
            rules_version=actor.rulebook_version,
            version=version,
        )


async def test_a_poll_is_asked_question_by_question_and_changed_for_a_while(
    crm: Crm, rep: Person
) -> None:
    actor = await crm.actor(rep)
    client = await crm.given_client(rep)
    call = await given_call(crm, actor, client)
    assert (await crm.view_interaction(actor, call.id)).poll == NEEDS
    assert (await crm.view_poll(actor, call.id, NEEDS.key)).asks == 0

    assert await answers(crm, actor, call, 0, PRICE) == (NEEDS.key, True)
    assert await answers(crm, actor, call, 0, PRICE) == (NEEDS.key, False)
    with pytest.raises(PollChanged):
        await answers(crm, actor, call, 0, SERVICE)
    assert (await crm.view_poll(actor, call.id, NEEDS.key)).asks == 1
    await answers(crm, actor, call, 1, None)
    await answers(crm, actor, call, 0, SERVICE, version=1)
    await crm.answer_poll_in_words(actor, call.id, NEEDS.key, "plans", " Новый\nсклад ", version=1)

    page = await crm.view_poll(actor, call.id, NEEDS.key)
    assert page.asks is None
    assert [(one.answer, one.words) for one in page.answers.values()] == [
        ("service", None),
        (None, "Новый склад"),
    ]
    crm.now += timedelta(hours=NEEDS.change_hours, minutes=1)
    with pytest.raises(PollOver):
        await answers(crm, actor, call, 0, PRICE, version=2)
    assert (await crm.view_poll(actor, call.id, NEEDS.key)).changeable_until is None
    assert (await crm.view_interaction(actor, call.id)).poll == NEEDS
    async with crm.engine.connect() as connection:
        kinds = await connection.scalars(text("SELECT kind FROM timeline ORDER BY id"))
        assert list(kinds).count("poll_answered") == 3


async def test_a_client_is_asked_once_in_a_while_whoever_asks(crm: Crm, rep: Person) -> None:
    actor = await crm.actor(rep)
    client = await crm.given_client(rep)
    first, second = await given_call(crm, actor, client), await given_call(crm, actor, client)
    assert (await crm.view_interaction(actor, second.id)).poll == NEEDS
    await answers(crm, actor, first, 0, None)

    assert (await crm.view_interaction(actor, second.id)).poll is None
    with pytest.raises(PollAskedLately):
        await answers(crm, actor, second, 0, PRICE)

    crm.now += timedelta(days=NEEDS.every_days)
    third = await given_call(crm, actor, client)
    assert (await crm.view_interaction(actor, third.id)).poll == NEEDS


async def test_who_answers_waits_for_the_client_before_the_contact(crm: Crm, rep: Person) -> None:
    actor = await crm.actor(rep)
    client = await crm.given_client(rep)
    call = await given_call(crm, actor, client)

    async with crm.begin() as first:
        await first.clients.get(client.id, actor.scope)
        answering = asyncio.create_task(answers(crm, actor, call, 0, PRICE))
        await crm.somebody_waits()
        await first.interactions.get(call.id, actor.scope)
        await first.commit()

    assert await answering == (NEEDS.key, True)


async def test_only_who_had_the_contact_or_stands_above_answers(crm: Crm) -> None:
    lead = await crm.given_person("Ольга", "lead")
    pair = await crm.given_person("Пётр", boss=lead)
    rep = await crm.given_person("Анна", boss=lead, pair_id=pair.id)
    stranger = await crm.actor(await crm.given_person("Вера"))
    client = await crm.given_client(pair)
    call = await given_call(crm, await crm.actor(pair), client)

    with pytest.raises(NotFound):
        await answers(crm, stranger, call, 0, PRICE)
    with pytest.raises(InteractionOfOthers):
        await answers(crm, await crm.actor(rep), call, 0, PRICE)
    assert (await crm.view_interaction(await crm.actor(rep), call.id)).poll is None
    await answers(crm, await crm.actor(lead), call, 0, PRICE)
    page = await crm.view_poll(await crm.actor(rep), call.id, NEEDS.key)
    assert (page.may_answer, len(page.answers)) == (False, 1)
    with pytest.raises(NotFound):
        await crm.view_poll(await crm.actor(rep), call.id, "none")


@pytest.mark.parametrize(("place", "question", "answer"), [(1, 0, 0), (0, 2, 0), (0, 0, 9)])
async def test_what_the_rulebook_does_not_ask_is_outdated(
    crm: Crm, rep: Person, place: int, question: int, answer: int
) -> None:
    actor = await crm.actor(rep)
    call = await given_call(crm, actor, await crm.given_client(rep))

    with pytest.raises(PollChanged):
        await crm.answer_poll(
            actor,
            call.id,
            place,
            question,
            answer,
            rules_version=actor.rulebook_version,
            version=0,
        )
    with pytest.raises(PollChanged):
        await crm.answer_poll(actor, call.id, 0, 0, 0, rules_version=99, version=0)


async def test_the_summary_counts_what_the_reader_sees(crm: Crm, rep: Person) -> None:
    actor = await crm.actor(rep)
    other = await crm.given_person("Вера")
    for number in range(4):
        client = await crm.given_client(rep, f"=Клиент {number}", segment="vip")
        call = await given_call(crm, actor, client)
        if number < 3:
            await answers(crm, actor, call, 0, SERVICE if number else PRICE)
        else:
            await crm.answer_poll_in_words(
                actor, call.id, NEEDS.key, "priority", "=Всё сразу", version=0
            )
        await answers(crm, actor, call, 1, None)
    theirs = await given_call(crm, await crm.actor(other), await crm.given_client(other))
    await answers(crm, await crm.actor(other), theirs, 0, PRICE)

    summary, _ = await crm.view_poll_summary(actor, Chosen(NEEDS.key, segment="vip"))
    assert summary.asked == 4
    first, second = summary.questions
    assert [(one.answer, one.count) for one in first.answers] == [
        ("service", 2),
        ("price", 1),
        (None, 1),
    ]
    assert (first.answered, first.in_words, second.answered, second.skipped) == (4, 1, 0, 4)
    director = await crm.actor(await crm.given_person("Елена", "director"))
    assert (await crm.view_poll_summary(director, Chosen()))[0].asked == 5
    earlier, _ = await crm.view_poll_summary(actor, Chosen(NEEDS.key, Unit.QUARTER, back=1))
    assert (earlier.asked, earlier.questions) == (0, [])
    for wrong in (Chosen("none"), Chosen(NEEDS.key, segment="none")):
        with pytest.raises(NotFound):
            await crm.view_poll_summary(actor, wrong)

    _, said = await crm.list_poll_words(actor, Chosen(NEEDS.key), offset=80, size=8)
    assert [(one.words, one.client_name) for one in said.lines] == [("=Всё сразу", "=Клиент 3")]
    _, rows, _ = await crm.list_poll_answers(actor, Chosen(NEEDS.key))
    words = AnswerWords(
        title="Потребности",
        at="Когда",
        client="Клиент",
        segment="Сегмент",
        person="Кто",
        question="Вопрос",
        answer="Ответ",
        words="Слова",
        segments={"vip": "VIP"},
        language="en",
    )
    sheet = load_workbook(BytesIO(write_poll_workbook(rows, words))).worksheets[0]
    assert sheet.max_row == 5
    assert [cell.value for cell in sheet[2]][1:3] == ["=Клиент 0", "VIP"]
    assert (sheet["B2"].data_type, sheet["F2"].value) == ("s", "Price")
    assert sheet["G5"].value == "=Всё сразу"
