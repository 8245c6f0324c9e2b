"""A task between people whose clocks differ: whose ten o'clock, whose morning, whose day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.tasks.wording import deadline_words
from bot.texts import texts_for
from domain.language import Language
from domain.org.model import Person
from domain.tasks.model import Deadline, Task
from tests.builders import utc
from tests.crm import Crm, by

MOSCOW, NOVOSIBIRSK, KAMCHATKA = "Europe/Moscow", "Asia/Novosibirsk", "Asia/Kamchatka"
BEFORE_SUMMER_TIME = "2027-03-26 09:00"  # a Friday; clocks in Berlin change on Sunday
BEFORE_WINTER_TIME = "2027-10-29 09:00"


async def given_colleagues(crm: Crm, *zones: str) -> list[Person]:
    """One in each zone; the first writes, the last does it."""
    people = []
    for name, zone in zip(("Мария Лунина", "Игорь Быков"), zones, strict=True):
        branch = await crm.given_branch(name, zone=zone)
        people.append(await crm.given_person(name, branch=branch))
    return people


async def given_by_line(crm: Crm, writer: Person, line: str) -> Task:
    actor = await crm.actor(writer)
    with by(writer):
        draft = (await crm.read_line(actor, line, is_task=True)).task
        sent: Task = await crm.send_task(actor, draft.id, version=draft.version)
    assert sent.deadline is not None
    return sent


def shown(crm: Crm, deadline: Deadline | None, zone: str) -> str:
    """As a card says it to a reader in ``zone``."""
    texts = texts_for(Language.RUSSIAN)
    return deadline_words(deadline, texts, now=crm.now, zone=ZoneInfo(zone))


def reminded(task: Task, zone: str) -> list[str]:
    return [f"{at.astimezone(ZoneInfo(zone)):%d.%m %H:%M}" for at in task.reminders.moments]


def wall(task: Task, zone: str) -> datetime:
    assert task.deadline is not None
    return task.deadline.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


async def test_a_time_is_the_writer_s_and_each_reader_sees_their_own(crm: Crm):
    writer, _ = await given_colleagues(crm, MOSCOW, NOVOSIBIRSK)

    task = await given_by_line(crm, writer, "поручить Быкову завтра в 10 сдать отчёт")

    assert shown(crm, task.deadline, MOSCOW) == "завтра, 10:00"
    assert shown(crm, task.deadline, NOVOSIBIRSK) == "завтра, 14:00"
    assert reminded(task, NOVOSIBIRSK)[:3] == ["19.11 09:00", "19.11 13:00", "19.11 14:00"]


async def test_a_time_before_the_executor_s_morning_has_no_reminder_of_that_morning(crm: Crm):
    writer, _ = await given_colleagues(crm, NOVOSIBIRSK, MOSCOW)

    task = await given_by_line(crm, writer, "поручить Быкову завтра в 10 сдать отчёт")

    assert shown(crm, task.deadline, NOVOSIBIRSK) == "завтра, 10:00"
    assert shown(crm, task.deadline, MOSCOW) == "завтра, 06:00"
    assert reminded(task, MOSCOW)[:2] == ["19.11 05:00", "19.11 06:00"]


PAIRS = [(MOSCOW, NOVOSIBIRSK), (NOVOSIBIRSK, MOSCOW), (KAMCHATKA, MOSCOW), (MOSCOW, KAMCHATKA)]


@pytest.mark.parametrize(("writes", "does"), PAIRS)
async def test_a_day_is_the_executor_s_and_ends_with_their_work(crm: Crm, writes, does):
    writer, executor = await given_colleagues(crm, writes, does)

    task = await given_by_line(crm, writer, "поручить Быкову сдать отчёт до пятницы")

    assert f"{wall(task, does):%d.%m %H:%M}" == "20.11 18:00"
    for reader, zone in ((writer, writes), (executor, does)):
        seen = (await crm.view_task(await crm.actor(reader), task.id)).task
        assert shown(crm, seen.deadline, zone) == "пт, 20 ноября"
    assert reminded(task, does)[:2] == ["20.11 09:00", "20.11 18:00"]


@pytest.mark.parametrize(("writes", "does"), PAIRS)
async def test_a_day_stays_the_day_when_somebody_else_is_to_do_it(crm: Crm, writes, does):
    writer, executor = await given_colleagues(crm, writes, does)
    actor = await crm.actor(writer)
    with by(writer):
        own = (await crm.read_line(actor, "сдать отчёт до пятницы", is_task=True)).task
        theirs = await crm.change_draft(actor, own.id, version=own.version, executor_id=executor.id)
        again = await crm.change_draft(actor, own.id, version=theirs.version, executor_id=writer.id)
        sent = await crm.send_task(actor, own.id, version=again.version)
        handed_on = await crm.reassign_task(actor, sent.id, executor.id, version=sent.version)

    for task, zone in ((own, writes), (theirs, does), (again, writes), (handed_on, does)):
        assert f"{wall(task, zone):%d.%m %H:%M}" == "20.11 18:00"


@pytest.mark.parametrize(("writes", "does"), PAIRS)
async def test_another_day_is_the_executor_s_whoever_sets_it(crm: Crm, writes, does):
    writer, _ = await given_colleagues(crm, writes, does)
    task = await given_by_line(crm, writer, "поручить Быкову сдать отчёт до пятницы")
    actor = await crm.actor(writer)
    monday = await crm.read_deadline(actor, "понедельник")

    with by(writer):
        moved = await crm.change_deadline(actor, task.id, monday, version=task.version)

    assert f"{wall(moved, does):%d.%m %H:%M}" == "23.11 18:00"


async def test_what_is_left_of_a_day_counts_where_the_executor_s_is_over(crm: Crm):
    crm.now = utc("2026-11-18 11:00")
    writer, _ = await given_colleagues(crm, MOSCOW, KAMCHATKA)

    task = await given_by_line(crm, writer, "поручить Быкову сегодня сдать отчёт")

    assert shown(crm, task.deadline, MOSCOW) == "сегодня, 18:00"
    assert shown(crm, task.deadline, KAMCHATKA) == "завтра, 03:00"


@pytest.mark.parametrize(("now", "utc_hour"), [(BEFORE_SUMMER_TIME, 8), (BEFORE_WINTER_TIME, 9)])
async def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change_before_it(
    crm: Crm, now, utc_hour
):
    crm.now = utc(now)
    writer, _ = await given_colleagues(crm, "Europe/Berlin", "Europe/Berlin")

    task = await given_by_line(crm, writer, "поручить Быкову в понедельник в 10 сдать отчёт")

    assert f"{wall(task, 'Europe/Berlin'):%a %H:%M}" == "Mon 10:00"
    assert task.deadline is not None
    assert task.deadline.at.hour == utc_hour
    assert [moment[-5:] for moment in reminded(task, "Europe/Berlin")[:2]] == ["09:00", "10:00"]


async def test_a_new_date_is_in_the_words_of_who_types_it(crm: Crm):
    moscow, novosibirsk = await given_colleagues(crm, MOSCOW, NOVOSIBIRSK)

    typed = [
        await crm.read_deadline(await crm.actor(person), "завтра в 10")
        for person in (moscow, novosibirsk)
    ]

    assert [f"{one.at:%d.%m %H:%M}" for one in typed] == ["19.11 07:00", "19.11 03:00"]
