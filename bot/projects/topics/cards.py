"""What of a project is seen in a group: its tasks, and never a client."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screens import Button, Screen
from bot.tasks.wording import (
    STATE_MARKS,
    due_line,
    is_worth_saying,
    priority_name,
    state_name,
)
from bot.texts import Texts
from domain.projects.topics import Topic, TopicCard
from domain.tasks.model import WORKING


def topic_card(card: TopicCard, texts: Texts, *, link: str, now: datetime) -> Screen:
    """Title, who does it until when, and how it stands."""
    state = texts.plain("topic-stopped") if card.is_stopped else state_name(card.state, texts)
    is_overdue = card.state in WORKING and card.deadline is not None and card.deadline.at <= now
    due = due_line(card.deadline, texts, now=now, zone=ZoneInfo(card.zone), is_overdue=is_overdue)
    lines = [
        texts("topic-task", mark=STATE_MARKS[card.state], title=card.title),
        texts("topic-executor", name=card.executor_name, state=state),
        due,
    ]
    if is_worth_saying(card.priority):
        lines.append(texts("topic-priority", priority=priority_name(card.priority, texts)))
    return Screen(texts.lines(lines), ((Button(texts.plain("topic-open-button"), url=link),),))


def topic_offer(project_name: str, texts: Texts, *, link: str, back: Button) -> Screen:
    """How to give a project a topic."""
    text = texts("topic-offer", name=project_name)
    return Screen(text, ((Button(texts.plain("topic-choose-button"), url=link),), (back,)))


def topic_there(
    topic: Topic, project_name: str, texts: Texts, *, unlink: Button, back: Button
) -> Screen:
    text = texts("topic-there", name=project_name, group=topic.group_title)
    return Screen(text, ((unlink,), (back,)))
