"""The dates of a project as they stand."""

from dataclasses import dataclass
from datetime import date

from domain.desk import Desk
from domain.org.model import Actor
from domain.projects.model import ProjectId
from domain.projects.plan import Plan
from domain.projects.queries import ViewProjectCalendar
from domain.projects.scheduling import schedule
from domain.projects.views import ProjectPlanView
from domain.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class ScheduledProject:
    """``today`` is on the wall of the project's branch, whose ``calendar`` the plan follows."""

    view: ProjectPlanView
    plan: Plan
    today: date
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class ViewSchedule:
    """A project with what is late, and what that pushes."""

    desk: Desk

    async def __call__(self, actor: Actor, project_id: ProjectId) -> ScheduledProject:
        """Raises: NotFound."""
        view, calendar = await ViewProjectCalendar(self.desk)(actor, project_id)
        today = calendar.local_day(self.desk.clock())
        fixed_on = view.project.fixed_on
        plan = schedule(view.planned(), today, calendar, fixed_on=fixed_on)
        return ScheduledProject(view, plan, today, calendar)
