"""Groups and strangers: one line, and nothing about clients, deals or people."""

from datetime import timedelta

from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    nothing_breaks,
    nothing_changes,
    reaction_to,
)
from tests.company import Company
from tests.messages import text_of

SECRETS = ("Ромашка", "120", "Иван", "Первый контакт", "+7916", "Воронка", "сделк")
ONE_LINE = "О клиентах и сделках говорю только в личном чате."

STRANGER = "Здравствуйте! Это рабочий бот компании. Войти можно только по личному приглашению."


async def test_in_a_group_everything_gets_one_line_and_the_way_to_the_private_chat(
    company: Company, engine
):
    await company.given_offer()
    group = await company.rep.in_group()

    async with nothing_changes(engine):
        for words in (
            "/day",
            "/board",
            "/silent",
            "/find Ромашка",
            "/client Лютик, +79161112233",
            "/start deal_1",
            "/import",
            "/task завтра в 15 позвонить Климову",
            "/task",
            "/tasks",
            "/tasks Смета",
            "/load",
            "/approvals",
            "/projects",
            "/brief",
            "/calendar",
            "/start task_1",
        ):
            answer = await reaction_to(group, await group.sends(words))
            assert text_of(answer) == ONE_LINE, words
            assert await group.buttons(answer) == ["Открыть личный чат"]
        for words in ("+7 916 123-45-67", "Ромашка", "12 тыс"):
            answer = await reaction_to(group, await group.replies_to(answer, words))
            assert text_of(answer) == ONE_LINE, words
    await group.taps("Открыть личный чат")
    await group.leaves()

    await company.rep.sees("Здравствуйте, Иван")


async def test_where_the_bot_hears_everything_it_answers_only_what_is_said_to_it(
    company: Company, engine
):
    forum = await company.rep.in_forum()

    async with nothing_changes(engine):
        await forum.sends("Коллеги, завтра в 15 позвонить Ромашке")
        await forum.sends("/day@other_bot")
        await forum.waits_for_idle_bot()
        unanswered = await forum.messages()
        for words in ("/day", f"@{(await forum.state())['bot']['username']} Ромашка"):
            answer = await reaction_to(forum, await forum.sends(words))
            assert text_of(answer) == ONE_LINE, words

    assert not [message for message in unanswered if message["from"]["is_bot"]]
    await forum.leaves()


async def test_in_a_group_files_get_the_same_line(company: Company, engine):
    group = await company.administrator.in_group()
    line = await reaction_to(group, await group.sends("/day"))

    async with nothing_changes(engine):
        for content, name in (
            ("Название;Сумма\nРомашка;5".encode(), "deals.csv"),
            (b"company:\n", "rulebook.yaml"),
        ):
            sent = await group.sends_file(content, name, reply_to=line)
            assert text_of(await reaction_to(group, sent)) == ONE_LINE
    await group.leaves()


async def test_in_a_group_nothing_is_said_of_tasks_to_who_may_see_them(company: Company, engine):
    lead = await company.actor("lead")
    deadline = Deadline(company.clock() + timedelta(days=1))
    create_task = company.container.get(CreateTask)
    task = await create_task(lead, NewTask("Смета", company.people["rep"].id, deadline))
    await company.rep.sees("Смета")
    group = await company.rep.in_group()
    line = await reaction_to(group, await group.sends("/tasks"))
    before = len(await group.messages())

    async with nothing_changes(engine):
        for data in (
            f"task:{task.id}",
            f"t-take:{task.id}:{task.version}",
            f"t-ask:{task.id}:{task.version}:date",
            f"task-thread:{task.id}:",
            f"td-send:{task.id}:{task.version}",
            f"appr-yes:{task.id}:{task.version}",
            "appr:0",
            "tasks:mine:open:0",
            "load:0",
            "load-pic:0",
            "projects:mine:0",
            "project:1",
            "p-gantt:1",
            "proj-new",
            "topic:1",
            "briefs:0::",
            "brief:layout::",
            "t-ics",
        ):
            answer = await group.taps_data(line, data, forged=True)
            assert answer["text"] == ONE_LINE, data
    assert len(await group.messages()) == before

    async with nothing_changes(engine):
        for words in ("потратил 2ч", "завтра в 15 позвонить Климову"):
            said = await reaction_to(group, await group.replies_to(line, words))
            assert text_of(said) == ONE_LINE, words
        foreign = await reaction_to(group, await group.sends("/start project_999"))
    assert "Смета" not in text_of(foreign)
    await group.leaves()


async def test_in_a_group_no_button_does_anything(company: Company, engine):
    offer = await company.given_offer()
    group = await company.rep.in_group()
    message = await reaction_to(group, await group.sends("/day"))
    before = len(await group.messages())

    async with nothing_changes(engine):
        for data in (
            f"o-ans:{offer.id}:{offer.version}:accepted",
            "deal:1",
            "client:1",
            "day",
            "b:all:0",
            "d-ask:1:amount",
            "c-new",
            "nonsense",
        ):
            answer = await group.taps_data(message, data, forged=True)
            assert answer["text"] == ONE_LINE, data

    assert len(await group.messages()) == before
    await group.leaves()


async def test_a_form_begun_in_private_takes_no_answer_from_a_group(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("✏️ Изменить")
    await rep.taps("Сумма")
    group = await rep.in_group()
    line = await reaction_to(group, await group.sends("/day"))

    async with nothing_changes(engine):
        assert text_of(await reaction_to(group, await group.replies_to(line, "50"))) == ONE_LINE

    await group.leaves()
    await rep.sees("Какая сумма сделки")


async def test_a_stranger_in_a_group_gets_nothing(company: Company, engine):
    await company.given_deal()
    group = await company.lead.in_group()
    line = await reaction_to(group, await group.sends("/day"))
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET telegram_id = NULL WHERE id = {company.people['lead'].id}"
        )
    before = await group.messages()

    async with nothing_changes(engine):
        for words in ("/day", "/start", "/start deal_1", "Ромашка", "привет"):
            await group.sends(words)
        await group.replies_to(line, "Ромашка")
        await group.waits_for_idle_bot()

    since = (await group.messages())[len(before) :]
    assert not [message for message in since if message["from"]["is_bot"]]
    await group.leaves()


async def test_a_stranger_gets_one_polite_line_whatever_they_send(company: Company, engine):
    await company.given_deal()
    client = company.client

    async with nothing_changes(engine):
        for words in ("/day", "/board", "/help", "Ромашка", "+79161234567", "/start", "/language"):
            assert text_of(await reaction_to(client, await client.sends(words))) == STRANGER
        for send in (
            client.sends_contact("+79031112233", "Анна"),
            client.sends_location(55.75, 37.62),
            client.sends_file(b"a;b\n1;2", "deals.csv"),
            client.sends_file(b"OggS", "voice.ogg", kind="voice"),
        ):
            assert text_of(await reaction_to(client, await send)) == STRANGER


async def test_a_strangers_links_and_taps_tell_nothing(company: Company, engine):
    offer = await company.given_offer()
    client = company.client
    refusals = set()

    async with nothing_changes(engine):
        for payload in ("deal_1", "client_1", "deal_999", "nonsense", "' OR 1=1 --", "я" * 64):
            sent = await client.starts(payload)
            refusals.add(text_of(await reaction_to(client, sent)))
        message = await client.last()
        for data in ("deal:1", f"o-ans:{offer.id}:{offer.version}:accepted", "day", "x"):
            answer = await client.taps_data(message, data, forged=True)
            assert answer["text"] == STRANGER

    (refusal,) = refusals
    assert "руководителя" in refusal
    assert not [secret for secret in SECRETS if secret in refusal]


async def test_a_stranger_is_answered_in_their_language(company: Company):
    guest = company.guest

    answer = text_of(await reaction_to(guest, await guest.sends("hello")))

    assert answer.startswith("Hello!")
    assert "invitation" in answer
