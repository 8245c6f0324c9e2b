"""What waits for the reader's approval: one task on its card, several on one screen."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.callback_data import OpenDay, OpenTask
from bot.errors import words_of
from bot.pages import page_buttons, page_line
from bot.screens import Button, Row, Screen
from bot.tasks.approvals.callback_data import (
    ApproveOnList,
    ApproveShown,
    ApproveTaskNow,
    AskAboutApproval,
    AskToApproveShown,
    AskWhyNot,
    ChooseApprovalDate,
    OpenApprovals,
)
from bot.tasks.cards import link_rows
from bot.tasks.load.wording import load_lines, on_day, week_line
from bot.tasks.wording import deadline_words, due_line, duration, is_worth_saying, priority_name
from bot.texts import Markup, Texts
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.approving import ApprovedTasks
from domain.tasks.model import ApprovalReason, TaskId
from domain.tasks.states import Act
from domain.tasks.views import ApprovalsPage, LoadCheck, TaskView, WaitingApproval

EACH_PAGE = 5
"""Each takes up to five lines of text."""


def waits_for(view: TaskView, actor: Actor) -> bool:
    """Whether it is this actor's turn to approve the task."""
    return task_rules.may(Act.APPROVE, view.task, view.standing, actor)


def approval_card(
    view: TaskView,
    load: LoadCheck | None,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
    headline: Markup | None = None,
) -> Screen:
    """Who asks what for whom, why it is asked, and what it would do to the executor's week.

    ``load`` is None where the executor has left meanwhile. ``headline`` as in ``task_card``.
    """
    task, today = view.task, now.astimezone(zone).date()
    asked = texts.lines(
        [
            headline or texts("approval-title", title=task.title),
            _who(view.assigner_name, view.executor_name, texts, is_own=task.is_own),
            texts("task-client", client=view.client_name) if view.client_name else None,
            due_line(task.deadline, texts, now=now, zone=zone),
            texts("task-estimate", estimate=duration(task.estimate, texts)),
            texts("approval-cost", cost=task.cost) if task.cost else None,
            texts("approval-priority", priority=priority_name(task.priority, texts))
            if is_worth_saying(task.priority)
            else None,
            _why(task.approval_reasons, texts),
        ]
    )
    weighed = (
        load_lines(load, texts, today=today)
        if load is not None
        else texts("approval-executor-left", name=view.executor_name)
    )
    details = texts("task-details", details=task.details) if task.details else None
    until = None
    if task.approval is not None:
        moment = texts.moment(task.approval.expires_at, zone=zone, now=now)
        until = texts("approval-until", moment=moment)
    return Screen(
        texts.paragraphs([asked, weighed, details, until]),
        (*_deciding(view, texts), *link_rows(view, texts)),
    )


def _who(assigner: str, executor: str, texts: Texts, *, is_own: bool) -> Markup:
    """Whose task is asked for: one's own wants approval too where the rulebook says so."""
    if is_own:
        return texts("approval-who-own", name=assigner)
    return texts("approval-who", assigner=assigner, executor=executor)


def _why(reasons: Sequence[ApprovalReason], texts: Texts) -> Markup | None:
    if not reasons:
        return None
    words = ", ".join(texts.plain(f"approval-reason-{reason}") for reason in reasons)
    return texts("approval-why", reasons=words)


def _deciding(view: TaskView, texts: Texts) -> tuple[Row, ...]:
    task = view.task
    shown = {"task_id": task.id, "version": task.version}
    return (
        (
            Button(texts.plain("approval-approve-button"), ApproveTaskNow(**shown)),
            Button(texts.plain("approval-decline-button"), AskWhyNot(**shown)),
        ),
        (
            Button(texts.plain("approval-ask-button"), AskAboutApproval(task_id=task.id)),
            Button(texts.plain("approval-date-button"), ChooseApprovalDate(**shown)),
        ),
    )


def approvals_screen(
    found: ApprovalsPage,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
    is_sure: bool = False,
    told: Markup | None = None,
) -> Screen:
    """A page of what waits, each with its facts and its button.

    ``is_sure`` asks whether all that is shown is meant: the second tap. ``told`` says what the tap
    before has done.
    """
    back = (Button(texts.plain("day-button"), OpenDay()),)
    if not found.lines:
        return Screen(texts.paragraphs([told, texts("approvals-none")]), (back,))
    numbered = list(enumerate(found.lines, found.page.offset + 1))
    page = found.page.number - 1
    title = texts("approvals-title", count=found.page.total)
    parts = [told, texts.lines([title, page_line(found.page, texts)])]
    parts += [_line(number, one, texts, now=now, zone=zone) for number, one in numbered]
    if is_sure:
        parts.append(texts("approvals-sure", count=len(numbered)))
    rows = [_line_buttons(number, one, page, texts) for number, one in numbered]
    if is_sure:
        rows.append(_sure(found.lines, page, texts))
    else:
        if len(numbered) > 1:
            everything = texts.plain("approvals-all-button", count=len(numbered))
            rows.append((Button(everything, AskToApproveShown(page=page)),))
        rows += page_buttons(found.page, texts, lambda number: OpenApprovals(page=number))
        rows.append(back)
    return Screen(texts.paragraphs(parts), tuple(rows))


def _line(
    number: int, one: WaitingApproval, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Markup:
    line, load = one.asked.line, one.load
    today = now.astimezone(zone).date()
    facts = [deadline_words(line.deadline, texts, now=now, zone=zone)]
    facts += [duration(line.estimate, texts)] if line.estimate else []
    facts += [texts.money(one.asked.cost)] if one.asked.cost else []
    late = None
    if load.is_late:
        late = (
            texts("load-ends-late", day=on_day(load.ends_on, texts, today=today), whose="other")
            if load.ends_on
            else texts("load-never-ends")
        )
    return texts.lines(
        [
            texts("approvals-line", number=number, title=line.title),
            _who(
                line.assigner_name,
                line.executor_name,
                texts,
                is_own=line.assigner_id == line.executor_id,
            ),
            texts("task-client", client=line.client_name) if line.client_name else None,
            texts("approvals-facts", facts=" · ".join(facts)),
            _why(one.asked.reasons, texts),
            texts("approvals-load", load=week_line(load.after, texts)),
            late,
        ]
    )


def _line_buttons(number: int, one: WaitingApproval, page: int, texts: Texts) -> Row:
    line = one.asked.line
    approve = ApproveOnList(task_id=line.id, version=line.version, page=page)
    return (
        Button(texts.plain("approvals-open-button", number=number), OpenTask(task_id=line.id)),
        Button(texts.plain("approvals-approve-button", number=number), approve),
    )


def _sure(lines: Sequence[WaitingApproval], page: int, texts: Texts) -> Row:
    shown = shown_as([(one.asked.line.id, one.asked.line.version) for one in lines])
    return (
        Button(
            texts.plain("approvals-sure-button", count=len(lines)),
            ApproveShown(page=page, shown=shown),
        ),
        Button(texts.plain("back-button"), OpenApprovals(page=page)),
    )


def shown_as(tasks: Sequence[tuple[TaskId, int]]) -> int:
    """A fingerprint of ids and versions in their order: the second tap approves these or none."""
    return zlib.crc32(",".join(f"{task_id}:{version}" for task_id, version in tasks).encode())


def outcome(done: ApprovedTasks, texts: Texts, *, zone: ZoneInfo) -> Markup:
    """How many were approved, and which were not, with the reason."""
    count = len(done.approved)
    lines: list[Markup | None] = [texts("approvals-done", count=count) if count else None]
    lines += [
        texts("approvals-not-done", title=one.title, reason=words_of(one.refusal, texts, zone))
        if one.title
        else texts("approvals-gone", reason=words_of(one.refusal, texts, zone))
        for one in done.refused
    ]
    return texts.lines(lines)
