"""Beginning a project: people and dates are proposed, and all of it is made in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from domain.desk import Desk
from domain.names import clean_name
from domain.notes import clean_note
from domain.org.model import Actor, PersonId
from domain.projects import rules as project_rules
from domain.projects.clashes import clashes
from domain.projects.errors import TemplateGone
from domain.projects.following import tell_of_project
from domain.projects.layout import ProposedProject, ProposedTask, lay_out, no_earlier_than
from domain.projects.model import Anchor, Member, NewProject, Project
from domain.projects.views import ProposalView
from domain.rulebook.ports import VersionedRulebook
from domain.rulebook.projects import ProjectTemplate
from domain.tasks import capacity
from domain.tasks.acts import colleague
from domain.tasks.giving import create_task
from domain.tasks.model import Deadline, NewTask, TaskId
from domain.tasks.views import KnownLoad
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar

NAME_LIMIT = 80
GOALS_LIMIT = 700
END_OF_ANY_DAY = time(18)
"""By when something is to be done that falls on a day off."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a project is begun with. ``people`` are those who were chosen by role; for other roles
    somebody is proposed. ``template`` None: it begins without tasks, and ``anchored_on`` is the day
    by which it ends.
    """

    template: str | None
    anchor: Anchor
    anchored_on: date
    people: Mapping[str, PersonId]


@dataclass(frozen=True, slots=True)
class _Laid:
    proposal: ProposalView
    calendars: Mapping[PersonId, WorkingCalendar]
    executors: Mapping[str, PersonId]


def _template(rules: VersionedRulebook, key: str | None) -> ProjectTemplate:
    """Raises: TemplateGone."""
    template = rules.rulebook.find_project_template(key) if key else None
    if template is None:
        raise TemplateGone(template=key)
    return template


@dataclass(frozen=True, slots=True)
class ProposeProject:
    """What beginning would lead to: people by role, dates, and what does not fit."""

    desk: Desk

    async def __call__(self, actor: Actor, wish: Wish) -> ProposalView:
        """Raises: TemplateGone, ProjectDay…, Executor…, NoWorkingTime."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            return (await _lay_out(self.desk, uow, actor, wish, now)).proposal


@dataclass(frozen=True, slots=True)
class StartProject:
    """The project with its team and all of its tasks, or nothing of it; the actor leads it."""

    desk: Desk

    async def __call__(
        self, actor: Actor, wish: Wish, *, name: str, goals: str | None, form_key: str
    ) -> Project:
        """The project; a second time with the same ``form_key``, the one that is there.

        Raises: TemplateGone, ProjectDay…, Name…, Note…, Executor…, Deadline…, Estimate….
        """
        now = self.desk.clock()
        today = now.astimezone(actor.zone).date()
        new = NewProject(
            name=clean_name(name, limit=NAME_LIMIT),
            goals=clean_note(goals, limit=GOALS_LIMIT) if goals else None,
            leader_id=actor.id,
            branch_id=actor.branch_id,
            starts_on=today,
            ends_on=wish.anchored_on,
            template=wish.template,
            rulebook_version=actor.rulebook_version,
            form_key=form_key,
        )
        async with self.desk.begin() as uow:
            laid = None
            if wish.template is None:
                project_rules.check_day(wish.anchored_on, today=today)
            else:
                laid = await _lay_out(self.desk, uow, actor, wish, now)
                starts_on, ends_on = laid.proposal.starts_on, laid.proposal.ends_on
                fixed_on = _fixed_on(wish, laid.proposal.template)
                new = replace(new, starts_on=starts_on, ends_on=ends_on, fixed_on=fixed_on)
            project = await uow.projects.add(new, now=now)
            if project is None:
                return await uow.projects.of_form(form_key)
            if laid is not None:
                await self._fill(uow, actor, project, laid, now)
            await uow.commit()
        return project

    async def _fill(
        self, uow: UnitOfWork, actor: Actor, project: Project, laid: _Laid, now: datetime
    ) -> None:
        """The team, the tasks in their order, and what waits for what."""
        people = laid.proposal.people
        members = [Member(person_id, role) for role, (person_id, _) in people.items()]
        await uow.projects.join(project.id, members)
        made: dict[str, TaskId] = {}
        for task in laid.proposal.tasks:
            new = NewTask(
                title=task.title.for_language(actor.language),
                executor_id=task.executor_id,
                deadline=_deadline(task, laid.calendars[task.executor_id]),
                estimate=task.estimate,
                project_id=project.id,
                starts_on=task.starts_on,
                is_milestone=task.is_milestone,
            )
            made[task.key] = (await create_task(self.desk, uow, actor, new)).id
        await uow.projects.wait(
            [
                (made[task.key], made[before])
                for task in laid.proposal.tasks
                for before in task.waits_for
            ]
        )
        team = [person_id for person_id, _ in people.values()]
        await tell_of_project(uow, project, team, "project_started", now=now, but=actor.id)


def _fixed_on(wish: Wish, template: ProjectTemplate) -> date | None:
    """The day of the event, where the template has one and the dates are counted from it."""
    is_fixed = wish.anchor is Anchor.END and template.fixed_task is not None
    return wish.anchored_on if is_fixed else None


def _deadline(task: ProposedTask, calendar: WorkingCalendar) -> Deadline:
    if calendar.is_working_day(task.ends_on):
        return Deadline(calendar.end_of_working_day(task.ends_on))
    return Deadline(calendar.at(task.ends_on, END_OF_ANY_DAY))


async def _lay_out(desk: Desk, uow: UnitOfWork, actor: Actor, wish: Wish, now: datetime) -> _Laid:
    """Raises: TemplateGone, ProjectDay…, Executor…, NoWorkingTime."""
    today = now.astimezone(actor.zone).date()
    rules = await desk.rules(uow, actor)
    template = _template(rules, wish.template)
    project_rules.check_day(wish.anchored_on, today=today)
    people = await _people(uow, actor, template, wish.people)
    executors = {role.key: people.get(role.key, (actor.id, ""))[0] for role in template.roles}
    until = wish.anchored_on + capacity.LOOK_AHEAD
    known = await uow.task_loads.of([*{*executors.values()}], since=today, until=until)
    loads = {load.person_id: load for load in known}
    present = {id_: _calendar(desk, rules, load, now) for id_, load in loads.items()}
    calendars = {id_: present[id_].with_absences(load.away) for id_, load in loads.items()}

    def laid(by: Mapping[PersonId, WorkingCalendar]) -> ProposedProject:
        return lay_out(template, wish.anchor, wish.anchored_on, by, executors)

    first_days = {id_: _first_day(calendar, now) for id_, calendar in calendars.items()}
    as_wished = laid(calendars)
    project = no_earlier_than(as_wished, first_days)
    proposal = ProposalView(
        template=template,
        anchor=wish.anchor,
        anchored_on=wish.anchored_on,
        leader_name=actor.name,
        people=people,
        missing=tuple(role for role in template.roles if role.key not in people),
        tasks=project.tasks,
        clashes=clashes(
            project,
            as_if_present=no_earlier_than(laid(present), first_days),
            as_wished=as_wished,
            loads=loads,
            calendars=calendars,
            per_day=capacity.useful(rules.rulebook.useful_hours_per_day),
            today=today,
            now=now,
        ),
        names={id_: load.name for id_, load in loads.items()},
    )
    return _Laid(proposal, calendars, executors)


def _calendar(
    desk: Desk, rules: VersionedRulebook, known: KnownLoad, now: datetime
) -> WorkingCalendar:
    around = now.astimezone(known.workplace.zone).date()
    return desk.calendars.of(rules, known.workplace, around=around)


def _first_day(calendar: WorkingCalendar, now: datetime) -> date:
    """Today while work goes on, else the next working day."""
    return calendar.local_day(calendar.next_working_moment(now))


async def _people(
    uow: UnitOfWork,
    actor: Actor,
    template: ProjectTemplate,
    chosen: Mapping[str, PersonId],
) -> dict[str, tuple[PersonId, str]]:
    """Who fills which role; a role for which there is nobody is left out. Raises: Executor…."""
    wanted = {name for role in template.roles for name in role.departments}
    candidates = await uow.projects.candidates(wanted) if wanted else []
    people: dict[str, tuple[PersonId, str]] = {}
    for role in template.roles:
        if role.key in chosen:
            found = await colleague(uow, chosen[role.key])
            people[role.key] = (found.id, found.name)
        elif not role.departments:
            people[role.key] = (actor.id, actor.name)
        else:
            fitting = [one for one in candidates if role.is_filled_from(one.department)]
            fitting.sort(key=lambda one: one.branch_id != actor.branch_id)
            if fitting:
                people[role.key] = (fitting[0].id, fitting[0].name)
    return people
