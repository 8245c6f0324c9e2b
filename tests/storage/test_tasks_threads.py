"""What is said in a task and the time that went into it, as the base keeps them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from domain.delivery.model import Card, Matter
from domain.delivery.ports import Cards
from domain.errors import NotFound
from domain.org.model import Role
from domain.tasks.errors import TaskGone, TimeTooShort
from domain.tasks.model import FileKind, MessagePlace, TaskFile, TaskId
from tests.builders import NOW
from tests.crm import Crm
from tests.tasks_world import given_task

HOUR = timedelta(hours=1)
PHOTO = TaskFile("photo-1", FileKind.PHOTO)


@pytest.fixture
async def office(crm: Crm) -> Crm:
    """Анна asks Пётр; Соня works beside him and has no part in it."""
    people: dict[str, Any] = {}
    people["lead"] = await crm.given_person("Лев", Role.LEAD)
    people["executor"] = await crm.given_person("Пётр", boss=people["lead"])
    people["other"] = await crm.given_person("Соня", boss=people["lead"])
    people["assigner"] = await crm.given_person("Анна")
    for part, person in people.items():
        setattr(crm, part, await crm.actor(person))
    return crm


async def said(crm: Any, task: Any, count: int) -> None:
    for number in range(count):
        crm.now = NOW + timedelta(minutes=number + 1)
        await crm.add_task_comment(crm.executor, task.id, f"{number}")


@pytest.mark.parametrize("since", [0, 1, 5, 9, 12, 17, 18, 99, None])
async def test_a_page_is_the_same_from_whichever_end_it_is_read(office, since):
    task = await given_task(office)
    await said(office, task, 18)
    whole = await office.view_task_thread(office.executor, task.id, size=100)

    thread = await office.view_task_thread(office.executor, task.id, since=since, size=8)

    latest = len(whole.entries) - 8
    begin = latest if since is None else min(since, latest)
    assert [one.id for one in thread.entries] == [
        one.id for one in whole.entries[begin : begin + 8]
    ]
    assert thread.page.offset == begin


async def test_time_is_taken_back_once_whatever_the_number_of_taps(office):
    task = await given_task(office)
    logged = await office.log_time(office.executor, task.id, 2 * HOUR)

    first = await office.undo_time(office.executor, logged.id)
    second = await office.undo_time(office.executor, logged.id)

    assert (first.total, second.total) == (timedelta(0), timedelta(0))
    with pytest.raises(NotFound):
        await office.undo_time(office.assigner, logged.id)


async def test_nobody_takes_back_more_than_they_logged(office):
    task = await given_task(office)
    await office.log_time(office.executor, task.id, 2 * HOUR)

    with pytest.raises(TimeTooShort):
        await office.log_time(office.executor, task.id, -3 * HOUR)

    less = await office.log_time(office.executor, task.id, -HOUR)
    assert less.total == HOUR


async def test_words_that_come_with_time_are_a_comment_in_the_same_transaction(office):
    task = await given_task(office)

    await office.log_time(office.executor, task.id, HOUR, words="созвон", file=PHOTO)

    thread = await office.view_task_thread(office.assigner, task.id, size=2)
    assert {one.kind for one in thread.entries} == {"comment", "task_time"}
    assert thread.files == 1


async def test_files_that_come_together_are_one_act(office):
    task = await given_task(office)
    first = await office.add_task_comment(office.executor, task.id, None, file=PHOTO)
    office.now = NOW + timedelta(seconds=9)
    second = await office.add_task_comment(office.executor, task.id, None, file=PHOTO)
    office.now = NOW + timedelta(minutes=5)

    later = await office.add_task_comment(office.executor, task.id, None, file=PHOTO)

    assert [one.is_one_more for one in (first, second, later)] == [False, True, False]
    assert later.comments == 3


async def test_only_its_author_words_a_comment_anew(office):
    task = await given_task(office)
    place = MessagePlace(7001, 5)
    await office.add_task_comment(office.executor, task.id, "в пятницу", place=place)

    by_other = await office.change_task_comment(office.assigner, place, "никогда", has_file=False)
    by_author = await office.change_task_comment(
        office.executor, place, "в четверг", has_file=False
    )

    assert (by_other, by_author) == (False, True)
    thread = await office.view_task_thread(office.executor, task.id, size=1)
    assert thread.entries[0].text == "в четверг"
    assert thread.entries[0].edited_at is not None


async def test_a_stranger_to_a_task_adds_nothing_and_reads_nothing(office):
    task = await given_task(office)
    added = await office.add_task_comment(office.executor, task.id, "секрет", file=PHOTO)
    stranger = office.other
    thread = await office.view_task_thread(office.executor, task.id, size=1)
    comment_id = thread.entries[0].id

    with pytest.raises(TaskGone):
        await office.add_task_comment(stranger, task.id, "и я")
    with pytest.raises(TaskGone):
        await office.log_time(stranger, task.id, HOUR)
    with pytest.raises(NotFound):
        await office.view_task_comment(stranger, task.id, comment_id)
    with pytest.raises(NotFound):
        await office.list_task_files(stranger, task.id, since=0, size=10)
    assert await office.find_new_words(stranger, task.id, NOW) is None
    assert added.comments == 1


async def test_a_comment_is_not_read_through_another_task(office):
    task, other = await given_task(office), await given_task(office)
    await office.add_task_comment(office.executor, task.id, "здесь")
    thread = await office.view_task_thread(office.executor, task.id, size=1)

    with pytest.raises(NotFound):
        await office.view_task_comment(office.executor, other.id, thread.entries[0].id)


async def test_new_words_are_those_of_others_since_the_moment(office):
    task = await given_task(office)
    await office.add_task_comment(office.assigner, task.id, "давно")
    office.now = NOW + HOUR
    await office.add_task_comment(office.assigner, task.id, "первое")
    await office.add_task_comment(office.assigner, task.id, "второе", file=PHOTO)
    await office.add_task_comment(office.executor, task.id, "моё")

    new = await office.find_new_words(office.executor, task.id, NOW + HOUR)

    assert (new.last.text, new.comments, new.files) == ("второе", 2, 1)


async def test_a_message_is_answered_about_its_matter_after_the_card_has_moved_on(office):
    cards = office.container.get(Cards)
    await cards.remember(Card(7001, Matter.TASK, 3, message_id=10, sent_at=NOW))
    await cards.remember(Card(7001, Matter.TASK, 3, message_id=20, sent_at=NOW))
    await cards.mention(7001, [21, 22], Matter.TASK, TaskId(3), NOW)

    subjects = [await cards.subject_of(7001, message_id) for message_id in (10, 20, 21, 22, 23)]

    assert subjects == [(Matter.TASK, 3)] * 4 + [None]
    assert await cards.at(7001, 10) is None


async def test_a_message_that_shows_something_else_is_about_nothing_former(office):
    cards = office.container.get(Cards)
    await cards.mention(7001, [10], Matter.TASK, TaskId(3), NOW)
    await cards.remember(Card(7001, Matter.DEAL, 4, message_id=10, sent_at=NOW))
    shown = await cards.subject_of(7001, 10)
    await cards.forget(7001, 10)

    assert shown == (Matter.DEAL, 4)
    assert await cards.subject_of(7001, 10) is None


async def test_only_the_last_messages_about_a_matter_are_remembered(office):
    cards = office.container.get(Cards)
    for number in range(50):
        at = NOW + timedelta(minutes=number)
        await cards.mention(7001, [number + 1], Matter.TASK, TaskId(3), at)

    async with office.engine.connect() as connection:
        kept = await connection.scalar(text("SELECT count(*) FROM matter_messages"))

    assert kept <= 32
    assert await cards.subject_of(7001, 50) == (Matter.TASK, 3)
