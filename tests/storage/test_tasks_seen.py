"""Who sees which task: in which list, on which day, in which history."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from domain.errors import NotFound
from domain.tasks.errors import DeadlineMissing
from domain.tasks.model import Deadline, NewTask
from domain.tasks.views import Stands, TaskErrand, TaskFilter, Whose
from tests.builders import utc
from tests.tasks_world import given_task, office

__all__ = ["office"]


MONDAY = Deadline(utc("2026-11-23 15:00"))


async def test_lists_by_whose_they_are(office):
    task = await given_task(office, title="Прайс для Ромашки")

    async def seen(actor: Any, whose: Whose, **filters: Any) -> list[int]:
        chosen = TaskFilter(whose, **filters)
        page = await office.list_tasks(actor, chosen, offset=0, size=8)
        return [line.id for line in page.lines]

    assert await seen(office.executor, Whose.MINE) == [task.id]
    assert await seen(office.assigner, Whose.GIVEN_BY_ME) == [task.id]
    assert await seen(office.lead, Whose.OBSERVED) == [task.id]
    assert await seen(office.manager, Whose.TEAM) == [task.id]
    assert await seen(office.assigner, Whose.MINE) == []
    assert await seen(office.executor, Whose.MINE, wanted="ромаш") == [task.id]
    assert await seen(office.executor, Whose.MINE, wanted="лилия") == []
    assert await seen(office.executor, Whose.MINE, stands=Stands.OVERDUE) == []
    assert await seen(office.executor, Whose.MINE, stands=Stands.ENDED) == []
    office.now = utc("2026-11-21 10:00")
    assert await seen(office.executor, Whose.MINE, stands=Stands.OVERDUE) == [task.id]


async def test_a_draft_is_its_assigner_s_alone(office):
    draft = await office.create_task(
        office.assigner, NewTask("Черновик", office.executor.id), as_draft=True
    )

    for actor in (office.executor, office.lead, office.manager, office.far_lead):
        with pytest.raises(NotFound):
            await office.view_task(actor, draft.id)
    assert (await office.view_task(office.assigner, draft.id)).task.title == "Черновик"
    with pytest.raises(DeadlineMissing):
        await office.send_task(office.assigner, draft.id, version=draft.version)


async def test_the_day_says_what_waits_for_whom(office):
    due = await given_task(office, deadline=Deadline(utc("2026-11-18 15:00")))
    new = await given_task(office)
    waiting = await given_task(office, estimate=timedelta(hours=20))
    done = await given_task(office)
    done = await office.finish_task(office.executor, done.id, version=done.version)
    await office.propose_new_date(office.executor, new.id, MONDAY, "Ждём", version=new.version)

    async def day(actor: Any) -> list[tuple[TaskErrand, int]]:
        seen = await office.view_day(actor)
        return [(errand, line.id) for errand, line in seen.tasks.lines]

    assert await day(office.executor) == [(TaskErrand.TODAY, due.id), (TaskErrand.NEW, new.id)]
    assert await day(office.lead) == [(TaskErrand.APPROVE, waiting.id)]
    assert await day(office.assigner) == [
        (TaskErrand.DECIDE_DATE, new.id),
        (TaskErrand.ACCEPT_RESULT, done.id),
    ]
    office.now = utc("2026-11-18 16:00")
    assert (await day(office.executor))[0] == (TaskErrand.OVERDUE, due.id)


async def test_a_task_from_a_deal_stands_in_both_timelines(office):
    client = await office.given_client(office.assigner)
    deal = await office.given_deal(office.assigner, client_id=client.id)

    task = await given_task(office, deal_id=deal.id)

    assert task.client_id == client.id
    assert await office.happened(deal.id) == ["task_created", "task_given"]
    page = await office.list_tasks_of_deal(office.assigner, deal.id, offset=0, size=8)
    assert [line.id for line in page.lines] == [task.id]
    page = await office.list_tasks_of_client(office.assigner, client.id, offset=0, size=8)
    assert [line.client_name for line in page.lines] == ["Ромашка"]


async def test_a_client_s_timeline_shows_no_tasks_that_others_gave_to_others(office):
    client = await office.given_client(office.other)
    task = await office.create_task(
        office.other, NewTask("Позвонить", office.lead.id, MONDAY, client_id=client.id)
    )
    paired = await office.given_person("Пара", pair_id=office.other.id)
    stranger_s = await office.create_task(
        office.lead, NewTask("Проверить", office.manager.id, MONDAY)
    )
    async with office.connection() as connection:
        await connection.execute(
            text("UPDATE timeline SET client_id = :client WHERE task_id = :task"),
            {"client": client.id, "task": stranger_s.id},
        )

    _, entries, *_ = await office.view_client_timeline(
        await office.actor(paired), client.id, offset=0, size=8
    )

    assert {entry.task_id for entry in entries if entry.task_id} == {task.id}


async def test_a_draft_stands_in_no_timeline_until_it_is_sent(office):
    client = await office.given_client(office.assigner)
    deal = await office.given_deal(office.assigner, client_id=client.id)
    kept, dropped = [
        await office.create_task(
            office.assigner,
            NewTask(title, office.executor.id, MONDAY, deal_id=deal.id),
            as_draft=True,
        )
        for title in ("Позвонить", "Передумал")
    ]
    await office.cancel_task(office.assigner, dropped.id, version=dropped.version)

    async def told() -> list[tuple[str, int | None]]:
        _, of_deal, *_ = await office.view_deal_history(office.assigner, deal.id, offset=0, size=8)
        _, of_client, *_ = await office.view_client_timeline(
            office.assigner, client.id, offset=0, size=8
        )
        assert [entry.task_id for entry in of_deal if entry.task_id] == [
            entry.task_id for entry in of_client if entry.task_id
        ]
        return [(entry.kind, entry.task_id) for entry in of_deal if entry.task_id]

    assert await told() == []
    await office.send_task(office.assigner, kept.id, version=kept.version)

    assert await told() == [("task_given", kept.id), ("task_created", kept.id)]
