"""What may happen to a project: values in, the new value or a refusal out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.org.model import Actor, PersonId
from domain.projects.dependencies import makes_ring
from domain.projects.errors import (
    DependencyRing,
    ProjectChanged,
    ProjectDayPassed,
    ProjectDayTooFar,
    ProjectEmpty,
    ProjectOfLeader,
    ProjectOver,
    ProjectUnfinished,
)
from domain.projects.model import Project, ProjectState
from domain.tasks.model import TaskId

FURTHEST_DAYS = 2 * 365
"""So that what follows a fixed day still lies where holidays are known."""


@dataclass(frozen=True, slots=True)
class Leading:
    """Who may lead the project: ``bosses`` are the leader's, the nearest first."""

    leader_name: str
    bosses: tuple[PersonId, ...]


def leads(project: Project, leading: Leading, actor: Actor) -> bool:
    """The leader, who stands in for them, and anybody above them."""
    who = {actor.id, *actor.stands_in_for}
    return project.leader_id in who or bool(who & set(leading.bosses))


def require_lead(project: Project, leading: Leading, actor: Actor) -> None:
    """Raises: ProjectOfLeader."""
    if not leads(project, leading, actor):
        raise ProjectOfLeader(project_id=project.id, name=leading.leader_name)


def require_may_change(project: Project, leading: Leading, actor: Actor) -> None:
    """Raises: ProjectOfLeader, ProjectOver."""
    require_lead(project, leading, actor)
    require_active(project)


def require_active(project: Project) -> None:
    """Raises: ProjectOver."""
    if not project.is_active:
        raise ProjectOver(project_id=project.id, state=str(project.state))


def require_version(project: Project, version: int) -> None:
    """Raises: ProjectChanged: the button shows an older project."""
    if project.version != version:
        raise ProjectChanged(project_id=project.id, version=project.version)


def check_day(day: date, *, today: date) -> None:
    """Raises: ProjectDayPassed, ProjectDayTooFar."""
    if day < today:
        raise ProjectDayPassed(day=day)
    if day > today + timedelta(days=FURTHEST_DAYS):
        raise ProjectDayTooFar(limit_days=FURTHEST_DAYS)


def accept(project: Project, *, tasks: int, unfinished: int, now: datetime) -> Project:
    """Raises: ProjectEmpty, ProjectUnfinished."""
    if not tasks:
        raise ProjectEmpty(project_id=project.id)
    if unfinished:
        raise ProjectUnfinished(project_id=project.id, count=unfinished)
    return replace(project, state=ProjectState.ACCEPTED, closed_at=now)


def cancel(project: Project, *, now: datetime) -> Project:
    return replace(project, state=ProjectState.CANCELLED, closed_at=now)


def check_wait(
    waits: Mapping[TaskId, Collection[TaskId]],
    waiting: TaskId,
    awaited: TaskId,
    titles: Mapping[TaskId, str],
) -> None:
    """``waits`` are the tasks of one project, each with those it waits for.

    Raises: DependencyRing.
    """
    if makes_ring(waits, waiting, awaited):
        raise DependencyRing(title=titles[awaited])
