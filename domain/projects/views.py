"""What is shown of projects: read models, filled by one query each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.org.model import BranchId, PersonId
from domain.org.workplaces import Workplace
from domain.pages import Page
from domain.projects.clashes import Clash
from domain.projects.layout import ProposedTask
from domain.projects.model import Anchor, Project, ProjectId, ProjectState
from domain.projects.plan import PlannedTask
from domain.projects.rules import Leading
from domain.rulebook.projects import ProjectTemplate, TemplateRole
from domain.tasks.model import OVER, WORKING, Deadline, TaskId, TaskState


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody of the team. ``role_key`` is None for who came with a task, and ``role`` for a key
    that the template does not know.
    """

    person_id: PersonId
    name: str
    department: str | None
    is_active: bool
    role_key: str | None
    role: TemplateRole | None = None


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of a project as everybody in its team may see it.

    Dates are on the wall of the project's branch. ``starts_on`` is as planned; ``ends_on`` by which
    it counts as on time, ``deadline`` until when it is to be done now. ``is_open_to_me``: the
    reader may open its card.
    """

    id: TaskId
    title: str
    executor_id: PersonId
    executor_name: str
    department: str | None
    state: TaskState
    starts_on: date
    ends_on: date
    started_on: date | None
    done_on: date | None
    deadline: Deadline | None
    depends_on: tuple[TaskId, ...]
    estimate: timedelta | None
    is_milestone: bool
    is_stopped: bool
    is_open_to_me: bool

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_cancelled(self) -> bool:
        return self.state is TaskState.CANCELLED

    def is_overdue(self, now: datetime) -> bool:
        return self.state in WORKING and self.deadline is not None and self.deadline.at <= now

    def planned(self, zone: ZoneInfo) -> PlannedTask:
        """As the schedule takes it; what has hours or days is no point in time."""
        deadline_on = self.deadline.day(zone) if self.deadline else None
        is_point = self.is_milestone and self.estimate is None and self.starts_on == self.ends_on
        return PlannedTask(
            id=self.id,
            title=self.title,
            executor_name=self.executor_name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            department=self.department,
            deadline_on=deadline_on,
            started_on=self.started_on,
            done_on=self.done_on,
            depends_on=self.depends_on,
            estimate=self.estimate,
            is_milestone=is_point,
            is_stopped=self.is_stopped,
            has_milestone_sign=self.is_milestone and not is_point,
        )


@dataclass(frozen=True, slots=True)
class ProjectPlanView:
    """A project with all of its tasks, those that were cancelled too, by their planned start.

    ``workplace`` is that of its branch. ``missing`` are roles of the template for which the team
    has nobody.
    """

    project: Project
    leading: Leading
    branch_name: str
    workplace: Workplace
    team: tuple[MemberView, ...]
    template: ProjectTemplate | None
    missing: tuple[TemplateRole, ...]
    tasks: tuple[PlanTask, ...]

    @property
    def zone(self) -> ZoneInfo:
        return self.workplace.zone

    @property
    def counted(self) -> tuple[PlanTask, ...]:
        """Those that were not cancelled."""
        return tuple(task for task in self.tasks if not task.is_cancelled)

    @property
    def done(self) -> int:
        return sum(task.is_over for task in self.counted)

    @property
    def is_finished(self) -> bool:
        """Every task is over, and the leader has not accepted yet: a fact, not a state."""
        return self.project.is_active and bool(self.counted) and self.done == len(self.counted)

    def planned(self) -> tuple[PlannedTask, ...]:
        return tuple(task.planned(self.zone) for task in self.counted)

    def task(self, task_id: TaskId) -> PlanTask | None:
        return next((task for task in self.tasks if task.id == task_id), None)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One row of a list of projects."""

    id: ProjectId
    name: str
    leader_name: str
    state: ProjectState
    ends_on: date
    done: int
    tasks: int
    overdue: int

    @property
    def is_finished(self) -> bool:
        return self.state is ProjectState.ACTIVE and 0 < self.tasks == self.done


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    lines: tuple[ProjectLine, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a role of a new project could be given to."""

    id: PersonId
    name: str
    branch_id: BranchId
    department: str | None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What would be begun: the dates, who does what, and what does not fit.

    ``people`` are ids and names by role; for what is ``missing`` there is nobody, so that the
    leader would do it. ``names`` knows everybody who has a task.
    """

    template: ProjectTemplate
    anchor: Anchor
    anchored_on: date
    leader_name: str
    people: Mapping[str, tuple[PersonId, str]]
    missing: tuple[TemplateRole, ...]
    tasks: tuple[ProposedTask, ...]
    clashes: tuple[Clash, ...]
    names: Mapping[PersonId, str]

    @property
    def starts_on(self) -> date:
        return min(task.starts_on for task in self.tasks)

    @property
    def ends_on(self) -> date:
        return max(task.ends_on for task in self.tasks)
