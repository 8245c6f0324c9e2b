"""Rows that are tasks, contacts, people or versions."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from domain.org.whose import figures_scope
from domain.reports.views import Taken
from domain.tasks.visibility import Viewer
from storage.clients.visibility import client_visible
from storage.org.visibility import visible
from storage.reports.choosing import (
    MINUTES_IN_HOUR,
    Rows,
    during,
    inside,
    is_elsewhere,
)
from storage.tables import (
    branches,
    cadences,
    clients,
    deals,
    departments,
    people,
    phones,
    rulebooks,
    task_time,
    tasks,
)
from storage.tables.tasks import WORKING
from storage.tasks.visibility import task_visible

IS_WORKING: ColumnElement[bool] = literal_column(f"tasks.{WORKING}")
SELLING = people.c.role.not_in(("client", "administrator"))
executor, assigner = people.alias("executor"), people.alias("assigner")
boss, author = people.alias("boss"), people.alias("author")


def tasks_of_period(taken: Taken) -> Rows:
    """Those whose deadline lies in the period, but drafts and what was cancelled; in time is what
    was done by the deadline that counts.
    """
    counts = func.coalesce(tasks.c.agreed_deadline_at, tasks.c.deadline_at)
    in_time = case(
        (tasks.c.done_at <= counts, "yes"),
        (or_(tasks.c.done_at.is_not(None), counts <= taken.now), "no"),
    )
    spent = (
        select(func.sum(task_time.c.minutes))
        .where(task_time.c.task_id == tasks.c.id)
        .correlate(tasks)
        .scalar_subquery()
    )
    return (
        select(
            tasks.c.title.label("task"),
            executor.c.name.label("executor"),
            assigner.c.name.label("assigner"),
            tasks.c.state.label("state"),
            tasks.c.deadline_at.label("deadline"),
            tasks.c.done_at.label("done"),
            in_time.label("in_time"),
            _hours(tasks.c.estimate_minutes).label("estimate"),
            _hours(spent).label("spent"),
            clients.c.name.label("client"),
            branches.c.name.label("branch"),
        )
        .select_from(tasks)
        .join(executor, executor.c.id == tasks.c.executor_id)
        .join(assigner, assigner.c.id == tasks.c.assigner_id)
        .join(branches, branches.c.id == tasks.c.branch_id)
        .outerjoin(clients, clients.c.id == tasks.c.client_id)
        .where(
            task_visible(Viewer.of(taken.actor)),
            inside(taken.filter.whose, owner=tasks.c.executor_id, branch=tasks.c.branch_id),
            tasks.c.state.not_in(("draft", "cancelled")),
            during(taken, tasks.c.deadline_at),
        )
        .order_by(tasks.c.deadline_at, tasks.c.id)
    )


def _hours(minutes: ColumnElement[Any]) -> ColumnElement[Any]:
    return minutes / literal(float(MINUTES_IN_HOUR))


def contacts_due(taken: Taken) -> Rows:
    """Clients under a cadence, the most urgent first; of several phones, the first one."""
    phone = (
        select(phones.c.number)
        .where(phones.c.client_id == clients.c.id)
        .order_by(phones.c.id)
        .limit(1)
        .correlate(clients)
        .scalar_subquery()
    )
    owner = people
    return (
        select(
            clients.c.name.label("client"),
            clients.c.segment.label("segment"),
            phone.label("phone"),
            cadences.c.contact_at,
            cadences.c.due_on.label("due"),
            _late_days(taken).label("late_days"),
            owner.c.name.label("owner"),
            branches.c.name.label("branch"),
        )
        .select_from(cadences)
        .join(clients, clients.c.id == cadences.c.client_id)
        .join(branches, branches.c.id == clients.c.branch_id)
        .outerjoin(owner, owner.c.id == clients.c.owner_id)
        .where(_client_of(taken))
        .order_by(cadences.c.due_on, clients.c.id)
    )


def late_contacts(taken: Taken) -> Rows:
    """Clients whose day passed without a contact, those that wait longest first."""
    owner = people
    return (
        select(
            clients.c.name.label("client"),
            clients.c.segment.label("segment"),
            cadences.c.contact_at,
            cadences.c.due_on.label("due"),
            _late_days(taken).label("late_days"),
            cadences.c.late_in_a_row,
            owner.c.name.label("owner"),
            branches.c.name.label("branch"),
        )
        .select_from(cadences)
        .join(clients, clients.c.id == cadences.c.client_id)
        .join(branches, branches.c.id == clients.c.branch_id)
        .outerjoin(owner, owner.c.id == clients.c.owner_id)
        .where(_client_of(taken), cadences.c.late_at <= taken.now)
        .order_by(cadences.c.due_on, clients.c.id)
    )


def vip_silent(taken: Taken) -> Rows:
    """Those of ``late_contacts`` whose segment is told of: the company's most important clients."""
    told = [segment.key for segment in taken.rules.rulebook.segments if segment.tells]
    return late_contacts(taken).where(clients.c.segment.in_(told))


def _client_of(taken: Taken) -> ColumnElement[bool]:
    whose = inside(taken.filter.whose, owner=clients.c.owner_id, branch=clients.c.branch_id)
    return and_(client_visible(taken.scope), whose)


def _late_days(taken: Taken) -> ColumnElement[int]:
    late = literal(taken.today) - cadences.c.due_on
    return cast(case((cadences.c.due_on < taken.today, late)), Integer)


def load(taken: Taken) -> Rows:
    """A row a person: what they have to do, and what they sell. Of those whose figures the actor
    sees, so not of a partner.
    """
    work = (
        select(
            func.count().label("tasks"),
            func.count().filter(tasks.c.deadline_at <= taken.now).label("late_tasks"),
            _hours(func.sum(tasks.c.estimate_minutes)).label("estimate"),
        )
        .where(tasks.c.executor_id == people.c.id, IS_WORKING)
        .correlate(people)
        .lateral("work")
    )
    elsewhere = is_elsewhere(deals.c.amount, deals.c.currency, taken.currency)
    sold = (
        select(
            func.count().label("deals"),
            func.sum(deals.c.amount).filter(~elsewhere).label("open_amount"),
            func.count().filter(elsewhere).label("elsewhere"),
        )
        .where(deals.c.owner_id == people.c.id, deals.c.status == literal_column("'open'"))
        .correlate(people)
        .lateral("sold")
    )
    return (
        select(
            people.c.name.label("person"),
            branches.c.name.label("branch"),
            work.c.tasks,
            work.c.late_tasks,
            work.c.estimate,
            sold.c.deals,
            sold.c.open_amount,
            sold.c.elsewhere,
        )
        .select_from(people)
        .join(branches, branches.c.id == people.c.branch_id)
        .join(work, literal_column("true"))
        .join(sold, literal_column("true"))
        .where(
            people.c.is_active,
            SELLING,
            visible(figures_scope(taken.actor), owner=people.c.id, branch=people.c.branch_id),
            inside(taken.filter.whose, owner=people.c.id, branch=people.c.branch_id),
        )
        .order_by(work.c.late_tasks.desc(), work.c.tasks.desc(), people.c.name, people.c.id)
    )


def staff(_taken: Taken) -> Rows:
    """Everybody who ever worked here, those who left last."""
    is_active = case((people.c.is_active, "yes"), else_="no")
    return (
        select(
            people.c.name.label("person"),
            people.c.role,
            branches.c.name.label("branch"),
            departments.c.name.label("department"),
            boss.c.name.label("boss"),
            people.c.joined_at.label("joined"),
            is_active.label("is_active"),
            people.c.blocked_bot_at.label("blocked"),
        )
        .select_from(people)
        .join(branches, branches.c.id == people.c.branch_id)
        .outerjoin(departments, departments.c.id == people.c.department_id)
        .outerjoin(boss, boss.c.id == people.c.boss_id)
        .where(people.c.role != "client")
        .order_by(people.c.is_active.desc(), people.c.name, people.c.id)
    )


def rulebook_versions(_taken: Taken) -> Rows:
    return (
        select(
            rulebooks.c.version,
            rulebooks.c.created_at.label("written"),
            author.c.name.label("author"),
            rulebooks.c.comment,
        )
        .select_from(rulebooks)
        .outerjoin(author, author.c.id == rulebooks.c.created_by)
        .order_by(rulebooks.c.version.desc())
    )
