"""The card of a task: pure, a view in and a screen out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.briefs.cards import brief_button, brief_line
from bot.callback_data import OpenClient, OpenDay, OpenDeal, OpenProject, OpenTask
from bot.requests.buttons import origin_button
from bot.screens import Button, Row, Screen, paired
from bot.tasks.act_buttons import act_rows
from bot.tasks.callback_data import OpenParts
from bot.tasks.series.wording import repetition_words
from bot.tasks.thread.callback_data import OpenThread
from bot.tasks.wording import (
    STATE_MARKS,
    deadline_words,
    due_line,
    duration,
    is_worth_saying,
    names,
    priority_name,
    state_name,
    who_for_whom,
)
from bot.texts import Markup, Texts
from domain.org.model import Actor
from domain.tasks.model import PeopleKind, Rating, TaskState, Verdict
from domain.tasks.views import TaskView

MOST_NAMED = 3
"""Observers that a card names; more are counted."""

FINISHED = frozenset({TaskState.DONE, TaskState.ACCEPTED_RESULT, TaskState.CLOSED})


def task_card(
    view: TaskView,
    texts: Texts,
    *,
    actor: Actor,
    now: datetime,
    zone: ZoneInfo,
    headline: Markup | None = None,
) -> Screen:
    """Title, who for whom, until when, and the acts that this actor can do now.

    ``headline`` says what has just happened; it names the task and stands in the title's place.
    """
    task = view.task
    title = headline or texts("task-title", title=task.title)
    facts = texts.lines(
        [
            title,
            _state_line(view, texts),
            who_for_whom(view.assigner_name, view.executor_name, texts, is_own=task.is_own),
            *_people_lines(view, texts),
            due_line(task.deadline, texts, now=now, zone=zone, is_overdue=task.is_overdue(now)),
            _estimate_line(view, texts),
            *_place_lines(view, texts),
        ]
    )
    pending = texts.lines(_pending_lines(view, texts, actor=actor, now=now, zone=zone))
    return Screen(
        texts.paragraphs([facts, pending, _details(view, texts)]),
        (*act_rows(view, texts, actor=actor), *link_rows(view, texts)),
    )


def _state_line(view: TaskView, texts: Texts) -> Markup:
    task = view.task
    mark, state = STATE_MARKS[task.state], state_name(task.state, texts)
    if not is_worth_saying(task.priority):
        return texts("task-state-line", mark=mark, state=state)
    priority = priority_name(task.priority, texts)
    return texts("task-state-priority-line", mark=mark, state=state, priority=priority)


def _people_lines(view: TaskView, texts: Texts) -> list[Markup | None]:
    helping = [one.name for one in view.people if one.kind is PeopleKind.CO_EXECUTOR]
    observing = [one.name for one in view.people if one.kind is PeopleKind.OBSERVER]
    return [
        texts("task-co-executors", people=names(helping)) if helping else None,
        _observers_line(observing, texts) if observing else None,
    ]


def _observers_line(observing: list[str], texts: Texts) -> Markup:
    if len(observing) > MOST_NAMED:
        return texts("task-observers", count=len(observing))
    return texts("task-observed-by", people=names(observing))


def _estimate_line(view: TaskView, texts: Texts) -> Markup | None:
    task = view.task
    estimate, spent = duration(task.estimate, texts), duration(view.spent, texts)
    if task.estimate is None:
        return texts("task-spent", spent=spent) if view.spent else None
    if task.estimate_frozen is not None and task.estimate_frozen != task.estimate:
        frozen = duration(task.estimate_frozen, texts)
        if view.spent:
            return texts(
                "task-estimate-frozen-spent", estimate=estimate, frozen=frozen, spent=spent
            )
        return texts("task-estimate-frozen", estimate=estimate, frozen=frozen)
    if view.spent:
        return texts("task-estimate-spent", estimate=estimate, spent=spent)
    return texts("task-estimate", estimate=estimate)


def _place_lines(view: TaskView, texts: Texts) -> list[Markup | None]:
    """What the task belongs to and what belongs to it."""
    parts = [part for part in view.parts if part.state is not TaskState.CANCELLED]
    done = sum(part.state in FINISHED for part in parts)
    return [
        brief_line(view.brief_name, texts),
        _repetition_line(view, texts),
        texts("task-client", client=view.client_name) if view.client_name else None,
        texts("task-deal", deal=view.deal_title)
        if view.deal_title and view.deal_title != view.client_name
        else None,
        texts("task-project", name=view.project_name) if view.project_name else None,
        _waits_line(view, texts),
        texts("task-parent", title=view.parent_title) if view.parent_title else None,
        texts("task-parts", done=done, all=len(parts)) if parts else None,
    ]


def _repetition_line(view: TaskView, texts: Texts) -> Markup | None:
    if view.repetition is None:
        return None
    return texts("task-repeats", repetition=repetition_words(view.repetition, texts))


def _waits_line(view: TaskView, texts: Texts) -> Markup | None:
    """What is to be done before, while the task is still to do."""
    awaited = [one for one in view.waits_for if not one.is_over]
    if not awaited or view.task.state in FINISHED or view.task.has_ended:
        return None
    return texts("task-waits-for", titles="; ".join(one.title for one in awaited))


def _details(view: TaskView, texts: Texts) -> Markup | None:
    return texts("task-details", details=view.task.details) if view.task.details else None


def _pending_lines(
    view: TaskView, texts: Texts, *, actor: Actor, now: datetime, zone: ZoneInfo
) -> list[Markup | None]:
    """What somebody has said last and what is waited for."""
    task, lines = view.task, list[Markup | None]()
    if task.state is TaskState.WAITING_APPROVAL:
        lines.append(texts("task-approver", name=view.approver_name))
    decision = task.decision
    if task.state is TaskState.DRAFT and decision and decision.verdict is Verdict.DECLINED:
        name = view.standing.names.get(decision.by)
        lines.append(texts("task-approval-declined", name=name, reason=decision.words))
    if task.objection is not None:
        name = view.standing.names.get(task.objection.by)
        lines.append(texts("task-objection", name=name, words=task.objection.words))
        lines.append(texts("task-objection-waits", name=view.assigner_name))
    if view.proposal is not None:
        asked = deadline_words(view.proposal.deadline, texts, now=now, zone=zone)
        lines.append(texts("task-new-date", deadline=asked, reason=view.proposal.reason))
    if task.state is TaskState.DECLINED and task.decline_reason:
        lines.append(texts("task-decline-reason", reason=task.decline_reason))
    if view.remark:
        lines.append(texts("task-remark", name=view.assigner_name, words=view.remark))
    if task.result and task.state in FINISHED:
        lines.append(texts("task-result", result=task.result))
    elif task.state is TaskState.DONE and actor.id == task.executor_id:
        lines.append(texts("task-say-more"))
    if task.rating is not None:
        lines.append(texts("task-rating-up" if task.rating is Rating.UP else "task-rating-down"))
    return lines


def link_rows(view: TaskView, texts: Texts) -> list[Row]:
    """The talk, what the task belongs to, and the way back."""
    task = view.task
    links = [] if view.brief_name is None else [brief_button(task.id, texts)]
    if task.deal_id is not None and view.deal_title:
        links.append(Button(texts.plain("deal-button"), OpenDeal(deal_id=task.deal_id)))
    if task.client_id is not None and view.client_name:
        links.append(Button(texts.plain("client-button"), OpenClient(client_id=task.client_id)))
    if view.request_id is not None:
        links.append(origin_button(view.request_id, texts))
    if task.project_id is not None and view.project_name:
        links.append(Button(texts.plain("project-button"), OpenProject(project_id=task.project_id)))
    talk = Button(
        texts.plain("task-thread-button", count=view.comments), OpenThread(task_id=task.id)
    )
    if task.parent_id is not None and view.parent_title:
        links.append(Button(texts.plain("task-parent-button"), OpenTask(task_id=task.parent_id)))
    if view.parts:
        links.append(Button(texts.plain("task-parts-button"), OpenParts(task_id=task.id)))
    return [(talk,), *paired(links), (Button(texts.plain("day-button"), OpenDay()),)]
