"""Buttons of tasks, projects and briefs that were forged, kept too long, or tapped twice at once.

What they tell whoever does not see the record is tried for all at once: test_matrix_taps.py.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.briefs import callback_data as briefs
from bot.callback_data import OpenProject, OpenTask
from bot.projects import callback_data as projects
from bot.projects import gantt_callback_data as gantt
from bot.projects.topics import callback_data as topics
from bot.tasks import callback_data as tasks
from bot.tasks.approvals import callback_data as approvals
from bot.tasks.drafts import callback_data as drafts
from bot.tasks.lists import callback_data as lists
from bot.tasks.load import callback_data as load
from bot.tasks.series import callback_data as series
from bot.tasks.thread import callback_data as thread
from domain.projects.model import Anchor
from domain.projects.running import PutTaskIntoProject
from domain.projects.starting import StartProject, Wish
from domain.tasks.dates import ProposeNewDate
from domain.tasks.discussion import AddTaskComment, LogTime
from domain.tasks.doing import FinishTask, StartTask
from domain.tasks.giving import CreateTask
from domain.tasks.lines import ReadLine
from domain.tasks.model import (
    Deadline,
    FileKind,
    NewTask,
    Rating,
    Task,
    TaskFile,
    TaskPriority,
)
from domain.tasks.views import Stands, Whose
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    APOLOGIES,
    nothing_breaks,
    nothing_changes,
)
from tests.company import Company
from tests.messages import Json
from tests.person import Person


@dataclass(frozen=True)
class Ids:
    """Of a task in a project, and of all that hangs on it."""

    task: int
    draft: int
    other_task: int
    project: int
    client: int
    deal: int
    person: int
    comment: int
    time: int
    proposal: int
    version: int = 1
    project_version: int = 1


def about_records(ids: Ids) -> list[CallbackData]:
    """Every button that is about a task, a project, a client or a deal."""
    task = {"task_id": ids.task}
    shown = {**task, "version": ids.version}
    draft = {"task_id": ids.draft}
    shown_draft = {**draft, "version": ids.version}
    project = {"project_id": ids.project}
    shown_project = {**project, "version": ids.project_version}
    return [
        OpenTask(**task),
        tasks.AcceptTaskNow(**shown),
        tasks.StartTaskNow(**shown),
        tasks.FinishTaskNow(**shown),
        tasks.RateTask(**shown, rating=Rating.UP),
        tasks.AcceptResultNow(**shown),
        tasks.AgreeDate(**task, proposal_id=ids.proposal),
        tasks.RefuseDate(**task, proposal_id=ids.proposal),
        tasks.AskAboutTask(**shown, what="decline"),
        tasks.OpenTaskActs(**task),
        tasks.ChoosePriority(**task),
        tasks.RaisePriorityTo(**shown, priority=TaskPriority.URGENT),
        tasks.ChooseExecutor(**shown),
        tasks.AskToCancelTask(**task),
        tasks.CancelTaskNow(**shown),
        tasks.OpenParts(**task),
        tasks.PutTaskUnder(**shown, parent_id=ids.other_task),
        approvals.ApproveTaskNow(**shown),
        approvals.AskWhyNot(**shown),
        approvals.AskAboutApproval(**task),
        approvals.ChooseApprovalDate(**shown),
        drafts.SendDraftNow(**shown_draft),
        drafts.DropDraft(**shown_draft),
        drafts.ReadDraftAgain(**draft),
        drafts.AskAboutDraft(**shown_draft, what="title"),
        drafts.ChooseDraftExecutor(**shown_draft),
        drafts.OpenCoExecutors(**draft),
        drafts.ChooseCoExecutor(**shown_draft),
        drafts.DropCoExecutor(**shown_draft, person_id=1),
        drafts.OpenDraftPriorities(**draft),
        drafts.SetDraftPriority(**shown_draft, priority=TaskPriority.HIGH),
        drafts.AnswerDraft(**shown_draft, key="executor", value=ids.person),
        drafts.SetDraftClient(**shown_draft, client_id=ids.client),
        drafts.GiveDraftTo(**shown_draft, person_id=ids.person),
        drafts.StopDraftRepeating(**shown_draft),
        drafts.FindInstead(**draft),
        lists.OpenListedTask(**task, whose=Whose.MINE, stands=Stands.OPEN),
        lists.OpenFoundTask(**task),
        lists.OpenClientTasks(client_id=ids.client),
        lists.NewTaskOfClient(client_id=ids.client),
        lists.NewTaskOfDeal(deal_id=ids.deal),
        lists.OpenDealTasks(deal_id=ids.deal),
        load.OpenPersonLoad(person_id=ids.person),
        series.AskToStopSeries(**task),
        series.StopSeriesNow(**task),
        thread.OpenThread(**task),
        thread.OpenComment(**task, comment_id=ids.comment, since=0),
        thread.SendFile(**task, comment_id=ids.comment),
        thread.SendFiles(**task),
        thread.TakeTimeBack(time_id=ids.time),
        OpenProject(**project),
        projects.OpenProjectTasks(**project),
        projects.OpenProjectTeam(**project),
        projects.FillProjectRole(**project, place=0),
        projects.NewProjectTask(**project),
        projects.ChooseWaitingTask(**project),
        projects.ChooseAwaitedTasks(**project, task_id=ids.task),
        projects.SetProjectWait(
            **project, task_id=ids.task, waits_for_id=ids.other_task, is_on=True
        ),
        projects.EditProject(**project),
        projects.AskAboutProject(**shown_project, what="name"),
        projects.AcceptProjectNow(**shown_project),
        projects.AskToCancelProject(**project),
        projects.CancelProjectNow(**shown_project, with_tasks=True),
        gantt.OpenGantt(**project),
        gantt.TakeGanttSheet(**project),
        gantt.TakeGanttPages(**project),
        topics.OpenTopic(**project),
        topics.LeaveTopic(**project),
        briefs.OpenTaskBrief(**task),
        briefs.ChangeBrief(**shown),
        briefs.ShowBriefFile(**task, place=0, number=0, page=0),
    ]


async def given_records(company: Company) -> Ids:
    """Ольга's project with two tasks of Иван, one of them with all that may hang on a task."""
    find = company.container.get
    lead, rep = await company.actor("lead"), await company.actor("rep")
    deal = await company.given_deal()
    tomorrow = Deadline(company.clock() + timedelta(days=1))
    wish = Wish(None, Anchor.END, company.clock().date() + timedelta(days=30), {})
    project = await find(StartProject)(lead, wish, name="Каталог", goals=None, form_key="one")
    put = find(PutTaskIntoProject)
    made = []
    for title in ("Смета", "Отчёт"):
        new = NewTask(title, rep.id, tomorrow, deal_id=deal.id)
        task = await find(CreateTask)(lead, new)
        made.append(await put(lead, project.id, task.id))
    first = made[0]
    logged = await find(LogTime)(rep, first.id, timedelta(hours=1))
    photo = TaskFile("a-photo", FileKind.PHOTO)
    await find(AddTaskComment)(rep, first.id, "Смета в файле", file=photo)
    later = Deadline(company.clock() + timedelta(days=5))
    version = int(await company.value(f"SELECT version FROM tasks WHERE id = {first.id}"))
    proposal = await find(ProposeNewDate)(rep, first.id, later, "Ждём цены", version=version)
    draft = (await find(ReadLine)(rep, "Отчёт завтра @smirnova", is_task=True)).task
    assert draft is not None
    return Ids(
        task=first.id,
        draft=draft.id,
        other_task=made[1].id,
        project=project.id,
        client=deal.client_id,
        deal=deal.id,
        person=rep.id,
        comment=int(await company.value("SELECT max(id) FROM task_comments")),
        time=logged.id,
        proposal=proposal.id,
        version=int(await company.value(f"SELECT version FROM tasks WHERE id = {first.id}")),
        project_version=int(await company.value("SELECT version FROM projects")),
    )


async def forges(person: Person, on: Json, button: CallbackData) -> str:
    """What somebody is told who taps a button that nobody gave them."""
    answer = await person.taps_data(on, button.pack(), forged=True)
    assert answer["answered"], button
    assert not answer["text"].startswith(APOLOGIES), button
    return str(answer["text"])


async def test_what_hangs_on_one_task_is_not_reached_through_another(company: Company, engine):
    ids = await given_records(company)
    rep, lead = company.rep, company.lead
    through = {"task_id": ids.other_task}
    reps_card, leads_card = await rep.last(), await lead.last()

    async with nothing_changes(engine):
        for button in (
            thread.OpenComment(**through, comment_id=ids.comment, since=0),
            thread.SendFile(**through, comment_id=ids.comment),
            briefs.ShowBriefFile(**through, place=0, number=0, page=0),
        ):
            assert (await forges(rep, reps_card, button)).startswith("Не нашлось"), button
        for decide in (tasks.AgreeDate, tasks.RefuseDate):
            assert await forges(lead, leads_card, decide(**through, proposal_id=ids.proposal))
        not_mine = thread.TakeTimeBack(time_id=ids.time)
        assert (await forges(lead, leads_card, not_mine)).startswith("Не нашлось")


@pytest.mark.parametrize("version", [0, 99, 2**40])
async def test_buttons_of_another_version_change_nothing(company: Company, engine, version):
    ids = replace(await given_records(company), version=version, project_version=version)
    for person in (company.rep, company.lead):
        card = await person.last()
        versioned = [
            button
            for button in about_records(ids)
            if hasattr(button, "version") and not isinstance(button, briefs.ChangeBrief)
        ]

        async with nothing_changes(engine):
            for button in versioned:
                assert await forges(person, card, button), button


async def test_closed_sets_and_pages_beyond_the_end_break_nothing(company: Company, engine):
    ids = await given_records(company)
    task, project = {"task_id": ids.task}, {"project_id": ids.project}
    far = 2**50
    card = await company.lead.last()

    async with nothing_changes(engine):
        for button in (
            lists.OpenTasks(whose=Whose.TEAM, stands=Stands.ALL, page=far),
            lists.OpenTasks(whose=Whose.ANY, stands=Stands.ENDED, page=9),
            lists.OpenListedTask(**task, whose=Whose.TEAM, stands=Stands.OPEN, page=far),
            lists.OpenClientTasks(client_id=ids.client, page=far),
            lists.OpenDealTasks(deal_id=ids.deal, page=far),
            lists.TurnFoundTasks(page=far),
            tasks.OpenParts(**task, page=far),
            approvals.OpenApprovals(page=far),
            approvals.AskToApproveShown(page=far),
            approvals.ApproveShown(page=far, shown=far),
            load.OpenLoad(page=far),
            load.OpenLoadPicture(page=far),
            load.OpenPersonLoad(person_id=ids.person, page=far, team_page=far),
            thread.OpenThread(**task, since=far),
            thread.OpenComment(**task, comment_id=ids.comment, since=far, part=far),
            thread.SendFiles(**task, since=far),
            projects.OpenProjects(page=far),
            projects.OpenProjectTasks(**project, page=far),
            projects.ChooseWaitingTask(**project, page=far),
            projects.ChooseAwaitedTasks(**project, task_id=ids.task, page=far),
            projects.FillProjectRole(**project, place=far),
            briefs.OpenBriefs(page=far),
            briefs.StartBrief(key="none"),
        ):
            await forges(company.lead, card, button)


async def version_of(company: Company, task_id: int) -> int:
    return int(await company.value(f"SELECT version FROM tasks WHERE id = {task_id}"))


async def given(company: Company, **fields: object) -> Task:
    """From Ольга to Иван."""
    lead = await company.actor("lead")
    deadline = Deadline(company.clock() + timedelta(days=1))
    new = NewTask("Смета", company.people["rep"].id, deadline)
    return await company.container.get(CreateTask)(lead, replace(new, **fields))


async def begun(company: Company) -> Task:
    task = await given(company)
    start = company.container.get(StartTask)
    return await start(await company.actor("rep"), task.id, version=task.version)


async def done(company: Company) -> Task:
    task = await begun(company)
    finish = company.container.get(FinishTask)
    return await finish(await company.actor("rep"), task.id, version=task.version)


async def drafted(company: Company) -> Task:
    read = company.container.get(ReadLine)
    made = await read(await company.actor("lead"), "каждый понедельник планёрка", is_task=True)
    assert made.task is not None
    return made.task


async def redated(company: Company) -> Task:
    task = await given(company)
    rep, later = await company.actor("rep"), Deadline(company.clock() + timedelta(days=5))
    propose = company.container.get(ProposeNewDate)
    await propose(rep, task.id, later, "Ждём цены", version=task.version)
    return task


TWICE: list[tuple[Callable[..., object], str, Callable[[Task, int], CallbackData], str]] = [
    (given, "rep", lambda t, v: tasks.AcceptTaskNow(task_id=t.id, version=v), "task_accepted"),
    (given, "rep", lambda t, v: tasks.StartTaskNow(task_id=t.id, version=v), "task_started"),
    (begun, "rep", lambda t, v: tasks.FinishTaskNow(task_id=t.id, version=v), "task_done"),
    (
        done,
        "lead",
        lambda t, v: tasks.RateTask(task_id=t.id, version=v, rating=Rating.UP),
        "task_closed",
    ),
    (
        done,
        "lead",
        lambda t, v: tasks.AcceptResultNow(task_id=t.id, version=v),
        "task_result_accepted",
    ),
    (
        given,
        "lead",
        lambda t, v: tasks.RaisePriorityTo(task_id=t.id, version=v, priority=TaskPriority.URGENT),
        "task_priority",
    ),
    (given, "lead", lambda t, v: tasks.CancelTaskNow(task_id=t.id, version=v), "task_cancelled"),
    (
        redated,
        "lead",
        lambda t, _: tasks.AgreeDate(task_id=t.id, proposal_id=1),
        "task_date_agreed",
    ),
    (
        redated,
        "lead",
        lambda t, _: tasks.RefuseDate(task_id=t.id, proposal_id=1),
        "task_date_refused",
    ),
    (
        drafted,
        "lead",
        lambda t, v: drafts.SetDraftPriority(task_id=t.id, version=v, priority=TaskPriority.HIGH),
        "task_changed",
    ),
    (
        drafted,
        "lead",
        lambda t, v: drafts.GiveDraftTo(task_id=t.id, version=v, person_id=1),
        "task_changed",
    ),
    (
        drafted,
        "lead",
        lambda t, v: drafts.StopDraftRepeating(task_id=t.id, version=v),
        "task_changed",
    ),
    (drafted, "lead", lambda t, v: drafts.DropDraft(task_id=t.id, version=v), "task_cancelled"),
    (drafted, "lead", lambda t, v: drafts.SendDraftNow(task_id=t.id, version=v), "task_given"),
]


@pytest.mark.parametrize(("make", "who", "button", "kind"), TWICE)
async def test_a_double_tap_has_one_effect(company: Company, make, who, button, kind):
    task = await make(company)
    person: Person = getattr(company, who)
    card = await person.last()
    tapped = button(task, await version_of(company, task.id))

    await asyncio.gather(*(forges(person, card, tapped) for _ in range(3)))
    await forges(person, card, tapped)

    assert await company.value(f"SELECT count(*) FROM timeline WHERE kind = '{kind}'") == 1
