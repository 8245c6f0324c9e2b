"""A task as one row of a list: what of it is read, and how a filter chooses."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Exists,
    ScalarSelect,
    Select,
    Text,
    and_,
    any_,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.clients.likeness import forgiven_typos
from domain.org.model import PersonId
from domain.tasks.model import PeopleKind, TaskId, TaskPriority, TaskState
from domain.tasks.views import Stands, TaskFilter, TaskLine, Whose
from domain.tasks.visibility import Viewer
from domain.transliteration import search_key
from storage.org.visibility import visible
from storage.tables import clients, people, task_dates, task_people, task_time, tasks
from storage.tables.tasks import OPEN, WORKING
from storage.tasks.rows import executor_zone, to_deadline, to_span
from storage.tasks.visibility import task_visible

IS_WORKING: ColumnElement[bool] = literal_column(WORKING.replace("state", "tasks.state"))
IS_OPEN: ColumnElement[bool] = literal_column(f"(tasks.{OPEN})")
LEAST_LIKENESS = 0.45
"""Share of a word's trigrams that a title has, from which on it may be the word with a slip."""
SHORTEST_PART = 3
"""Letters of a trigram: shorter parts are looked up where words begin."""

_assigner, _executor = people.alias("assigner"), people.alias("executor")


def has_new_date() -> Exists:
    """Whether one is asked for and not decided about."""
    return (
        exists()
        .where(task_dates.c.task_id == tasks.c.id, task_dates.c.status == text("'open'"))
        .correlate(tasks)
    )


def spent_minutes() -> ScalarSelect[int]:
    """Of everybody, on the task of the row."""
    return (
        select(func.coalesce(func.sum(task_time.c.minutes), 0))
        .where(task_time.c.task_id == tasks.c.id)
        .correlate(tasks)
        .scalar_subquery()
    )


def select_lines() -> Select[Any]:
    """What ``to_line`` reads."""
    return (
        select(
            tasks.c.id,
            tasks.c.title,
            tasks.c.assigner_id,
            tasks.c.executor_id,
            tasks.c.state,
            tasks.c.priority,
            tasks.c.deadline_at,
            tasks.c.has_time,
            executor_zone(),
            tasks.c.estimate_minutes,
            tasks.c.version,
            tasks.c.objection.is_not(None).label("is_stopped"),
            has_new_date().label("has_new_date"),
            clients.c.name.label("client_name"),
            _assigner.c.name.label("assigner_name"),
            _executor.c.name.label("executor_name"),
        )
        .join(_assigner, _assigner.c.id == tasks.c.assigner_id)
        .join(_executor, _executor.c.id == tasks.c.executor_id)
        .outerjoin(clients, clients.c.id == tasks.c.client_id)
    )


def to_line(row: Any) -> TaskLine:
    return TaskLine(
        id=TaskId(row.id),
        title=row.title,
        assigner_id=PersonId(row.assigner_id),
        assigner_name=row.assigner_name,
        executor_id=PersonId(row.executor_id),
        executor_name=row.executor_name,
        state=TaskState(row.state),
        priority=TaskPriority(row.priority),
        deadline=to_deadline(row),
        estimate=to_span(row.estimate_minutes),
        client_name=row.client_name,
        is_stopped=row.is_stopped,
        has_new_date=row.has_new_date,
        version=row.version,
    )


def _whose(viewer: Viewer, chosen: TaskFilter, me: Any) -> ColumnElement[bool]:
    is_mine = tasks.c.executor_id == me
    if chosen.stands is Stands.DRAFTS:
        given: ColumnElement[bool] = tasks.c.assigner_id == me
        return given
    match chosen.whose:
        case Whose.MINE:
            helped = select(task_people.c.task_id).where(
                task_people.c.person_id == me,
                task_people.c.kind == str(PeopleKind.CO_EXECUTOR),
            )
            # A union, as no index answers an OR of a column and another table.
            mine = union_all(select(tasks.c.id).where(is_mine), helped)
            was_given = or_(
                # What one declined waits for its assigner, not for oneself.
                tasks.c.state.not_in(["draft", "waiting_approval", "declined"]),
                tasks.c.assigner_id == me,
            )
            return and_(tasks.c.id.in_(mine), was_given)
        case Whose.GIVEN_BY_ME:
            return and_(tasks.c.assigner_id == me, tasks.c.executor_id != tasks.c.assigner_id)
        case Whose.OBSERVED:
            return tasks.c.id.in_(
                select(task_people.c.task_id).where(
                    task_people.c.person_id == me,
                    task_people.c.kind == str(PeopleKind.OBSERVER),
                )
            )
        case Whose.TEAM:
            return and_(
                visible(viewer.scope, owner=tasks.c.executor_id, branch=tasks.c.branch_id),
                ~is_mine,
            )
        case Whose.ANY:
            return true()


def _stands(stands: Stands, now: datetime) -> ColumnElement[bool]:
    match stands:
        case Stands.OPEN:
            return IS_OPEN
        case Stands.OVERDUE:
            return and_(IS_WORKING, tasks.c.deadline_at <= now)
        case Stands.WAITING:
            waits = or_(
                tasks.c.state.in_(["waiting_approval", "declined", "done", "accepted_result"]),
                tasks.c.objection.is_not(None),
                has_new_date(),
            )
            return and_(IS_OPEN, waits)
        case Stands.ENDED:
            return tasks.c.state.in_(["closed", "cancelled"])
        case Stands.DRAFTS:
            return tasks.c.state == "draft"
        case Stands.ALL:
            return true()


def _named(wanted: str) -> ColumnElement[bool]:
    """Every word of ``wanted`` is in the title; one of few letters begins a word there."""
    words = search_key(wanted).split()
    if not words:
        return false()
    title = literal(" ") + tasks.c.title_key
    return and_(
        *(
            tasks.c.title_key.contains(word, autoescape=True)
            if len(word) >= SHORTEST_PART
            else title.contains(f" {word}", autoescape=True)
            for word in words
        )
    )


def _nearly_named(wanted: str) -> ColumnElement[bool]:
    """The same with a slip in words long enough to be known in spite of it."""
    words = search_key(wanted).split()
    if not words:
        return false()
    return and_(*(_nearly_has(word) if forgiven_typos(word) else _named(word) for word in words))


def _nearly_has(word: str) -> ColumnElement[bool]:
    """The operator asks the index, by the least likeness that the transaction is set to."""
    alike = literal(word, Text).bool_op("<%")(tasks.c.title_key)
    return or_(tasks.c.title_key.contains(word, autoescape=True), alike)


def filtered(
    viewer: Viewer, chosen: TaskFilter, now: datetime, *, forgives: bool = False
) -> ColumnElement[bool]:
    """What the viewer sees of what was chosen; ``forgives``: with slips in what is wanted."""
    me = any_(literal(sorted(viewer.ids), ARRAY(BigInteger)))
    found = [_whose(viewer, chosen, me), _stands(chosen.stands, now), task_visible(viewer)]
    if chosen.wanted:
        found.append((_nearly_named if forgives else _named)(chosen.wanted))
    return and_(*found)
