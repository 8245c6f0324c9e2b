"""Topics of projects on a real Postgres: which cards are out of date, each claimed once."""

import asyncio
from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.projects.errors import ProjectOfLeader, TopicTaken
from domain.projects.topic_use_cases import LEASE
from domain.projects.topics import Topic
from tests.crm import Crm
from tests.projects_world import a_task_in, an_empty_project, ended, house

__all__ = ["house"]

GROUP = -100500


async def with_topic(crm: Crm, titles: tuple[str, ...] = ("Макет", "Печать")):
    project = await an_empty_project(crm)
    tasks = [await a_task_in(crm, project, title) for title in titles]
    await crm.link_topic(crm.leader, Topic(project.id, GROUP, 7, "Проекты"))
    return project, tasks


async def shown(crm: Crm) -> list[str]:
    """Settle what is claimed now; the titles."""
    cards = await crm.keep_topics.claim(20)
    for card in cards:
        await crm.keep_topics.settle(card, card.message_id or 100 + card.task_id)
    return [card.title for card in cards]


async def test_a_topic_begins_with_a_card_of_every_task(house):
    await with_topic(house)

    first, second = await shown(house), await shown(house)

    assert first == ["Макет", "Печать"]
    assert second == []


async def test_a_task_that_changed_has_its_own_message_edited(house):
    _, (layout, _) = await with_topic(house)
    await shown(house)

    await house.start_task(house.marketer, layout.id, version=layout.version)
    cards = await house.keep_topics.claim(20)

    assert [(card.title, card.message_id) for card in cards] == [("Макет", 100 + layout.id)]


async def test_two_processes_never_hold_the_same_card(house):
    await with_topic(house, tuple(f"Задача {number}" for number in range(12)))

    claims = await asyncio.gather(*(house.keep_topics.claim(20) for _ in range(4)))

    claimed = [card.task_id for cards in claims for card in cards]
    assert len(claimed) == len(set(claimed)) == 12


async def test_a_claim_lapses_so_that_a_killed_process_loses_no_card(house):
    await with_topic(house)
    await house.keep_topics.claim(20)
    again = await house.keep_topics.claim(20)

    house.now += LEASE + timedelta(seconds=1)
    after_the_lease = await house.keep_topics.claim(20)

    assert again == []
    assert len(after_the_lease) == 2


async def test_a_card_that_is_put_off_waits(house):
    await with_topic(house, ("Макет",))
    (card,) = await house.keep_topics.claim(20)
    await house.keep_topics.put_off(card, timedelta(seconds=30))

    at_once = await house.keep_topics.claim(20)
    house.now += timedelta(seconds=31)
    later = await house.keep_topics.claim(20)

    assert at_once == []
    assert len(later) == 1


async def test_a_message_that_was_deleted_is_sent_anew(house):
    _, (layout,) = await with_topic(house, ("Макет",))
    await shown(house)
    await house.start_task(house.marketer, layout.id, version=layout.version)
    (card,) = await house.keep_topics.claim(20)
    await house.keep_topics.send_anew(card)

    (anew,) = await house.keep_topics.claim(20)

    assert anew.message_id is None


async def test_a_project_has_one_topic(house):
    project, _ = await with_topic(house)

    with pytest.raises(TopicTaken):
        await house.check_topic(house.leader, project.id)
    with pytest.raises(TopicTaken):
        await house.link_topic(house.leader, Topic(project.id, GROUP, 8, "Другая"))


async def test_only_who_leads_a_project_gives_it_a_topic(house):
    project = await an_empty_project(house)
    await a_task_in(house, project)

    with pytest.raises(ProjectOfLeader):
        await house.check_topic(house.marketer, project.id)
    with pytest.raises(NotFound):
        await house.check_topic(house.stranger, project.id)


async def test_a_project_that_is_over_closes_its_topic_once_after_its_cards(house):
    project, tasks = await with_topic(house, ("Макет",))
    await shown(house)
    await ended(house, tasks[0])
    view = await house.view_project_plan(house.leader, project.id)
    await house.accept_project(house.leader, project.id, version=view.project.version)

    early = await house.keep_topics.claim_ended(20)
    await shown(house)
    closed = await house.keep_topics.claim_ended(20)
    again = await house.keep_topics.claim_ended(20)

    assert early == again == []
    assert [(topic.chat_id, topic.thread_id) for topic in closed] == [(GROUP, 7)]


async def test_a_lost_topic_is_told_to_the_leader_and_can_be_made_again(house):
    project, _ = await with_topic(house)

    await house.keep_topics.lose(GROUP, 7)
    await house.keep_topics.lose(GROUP, 7)

    assert await house.notices("project_topic_lost") == [("Ольга", project.id)]
    assert (await house.check_topic(house.leader, project.id)).id == project.id
    assert await house.keep_topics.claim(20) == []


async def test_a_topic_that_is_left_shows_nothing_more(house):
    project, _ = await with_topic(house)

    left = await house.unlink_topic(house.leader, project.id)
    again = await house.unlink_topic(house.leader, project.id)

    assert left is not None
    assert again is None
    assert await house.keep_topics.claim(20) == []
