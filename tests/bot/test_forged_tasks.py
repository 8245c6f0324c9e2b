"""Buttons of tasks, projects and briefs that were forged, kept too long, or tapped twice at once.

Nothing may tell that a record is there to whoever does not see it, change, or break.
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
from bot.tasks.calendar_export import callback_data as calendar
from bot.tasks.drafts import callback_data as drafts
from bot.tasks.lists import callback_data as lists
from bot.tasks.load import callback_data as load
from bot.tasks.series import callback_data as series
from bot.tasks.thread import callback_data as thread
from domain.org.model import Role
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
from tests.bot.test_forged_taps import kinds_of_buttons
from tests.company import TELEGRAM_OF, Company
from tests.person import Json, Person, text_of

NOBODY = 10**9
PACKAGES = ("bot.tasks", "bot.projects", "bot.briefs")
SECRETS = ("Смета", "Каталог", "Отчёт", "Ромашка", "Ольга Смирнова", "Иван Петров")
OWN_LOAD = load.OpenPersonLoad(person_id=0)
STRANGER = "Здравствуйте! Это рабочий бот компании."


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


def everything_of(id_: int) -> Ids:
    return Ids(*[id_] * 10)


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
        drafts.OpenHelpers(**draft),
        drafts.AddHelper(**shown_draft),
        drafts.DropHelper(**shown_draft, person_id=1),
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


def about_oneself(ids: Ids) -> list[CallbackData]:
    """Buttons that show what is one's own anyway, or what everybody may; ids only lead back."""
    return [
        tasks.OpenReminders(task_id=ids.task),
        tasks.RemindMe(task_id=ids.task, in_the_morning=True, minutes="60"),
        approvals.OpenApprovals(),
        approvals.ApproveOnList(task_id=ids.task, version=ids.version, page=0),
        approvals.AskToApproveShown(page=0),
        approvals.ApproveShown(page=0, shown=0),
        calendar.OpenCalendar(),
        drafts.TaskOfWanted(),
        lists.OpenTasks(),
        lists.FindTasks(),
        lists.TurnFoundTasks(),
        lists.AskDropDrafts(),
        lists.DropDrafts(),
        load.OpenLoad(),
        load.OpenLoadPicture(),
        projects.OpenProjects(),
        projects.BeginProject(),
        briefs.OpenBriefs(deal_id=ids.deal, client_id=ids.client),
        briefs.StartBrief(key="layout", deal_id=ids.deal, client_id=ids.client),
    ]


def test_every_button_of_tasks_projects_and_briefs_is_forged_here():
    nobodys = everything_of(NOBODY)
    rows = {type(button) for button in (*about_records(nobodys), *about_oneself(nobodys))}

    ours = {kind for kind in kinds_of_buttons() if kind.__module__.startswith(PACKAGES)}

    assert rows == ours | {OpenTask, OpenProject}


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


def fits(button: CallbackData) -> bool:
    """Whether Telegram can carry it: three numbers of twenty digits it cannot."""
    try:
        button.pack()
    except ValueError:
        return False
    return True


async def forges(person: Person, on: Json, button: CallbackData) -> str:
    """What somebody is told who taps a button that nobody gave them."""
    answer = await person.taps_data(on, button.pack(), forged=True)
    assert answer["answered"], button
    assert not answer["text"].startswith(APOLOGIES), button
    return str(answer["text"])


async def all_seen(person: Person) -> list[tuple[int, str, list[str]]]:
    await person.waits_for_idle_bot()
    return [
        (message["message_id"], text_of(message), await person.buttons(message))
        for message in await person.messages()
    ]


@pytest.fixture
async def vera(company: Company) -> Person:
    """A rep of another branch, who takes part in nothing."""
    person = await company.given_joined("other_rep")
    await person.starts()
    return person


async def test_a_rep_of_another_branch_learns_nothing(company: Company, engine, vera):
    ids = await given_records(company)
    card = await vera.last()
    before = await all_seen(vera)

    async with nothing_changes(engine):
        for theirs, nobodys in zip(
            about_records(ids), about_records(everything_of(NOBODY)), strict=True
        ):
            told = await forges(vera, card, theirs)
            assert told == await forges(vera, card, nobodys), theirs
            assert told.startswith("Не нашлось"), theirs

    assert await all_seen(vera) == before


async def test_what_is_one_s_own_shows_nothing_of_others(company: Company, engine, vera):
    ids = await given_records(company)
    card = await vera.last()

    for button in about_oneself(ids):
        await forges(vera, card, button)
        shown = (text_of(await vera.last()), *await vera.buttons())
        assert not [secret for secret in SECRETS if secret in " ".join(shown)], button


async def test_who_is_no_colleague_gets_the_same_line_for_everything(company: Company, engine):
    ids = await given_records(company)
    anna = company.client
    card = await anna.last()
    before = await all_seen(anna)

    async with nothing_changes(engine):
        for button in (*about_records(ids), *about_oneself(ids)):
            assert (await forges(anna, card, button)).startswith(STRANGER), button

    assert await all_seen(anna) == before


async def test_a_client_who_joined_sees_no_task_and_no_project(company: Company, engine):
    ids = await given_records(company)
    await given_client_s_account(company)
    gleb = company.guest
    await gleb.starts()
    card = await gleb.last()
    before = await all_seen(gleb)

    async with nothing_changes(engine):
        for button in about_records(ids):
            assert (await forges(gleb, card, button)).startswith("Не нашлось"), button

    assert await all_seen(gleb) == before


async def given_client_s_account(company: Company) -> None:
    person = await company.given_person("Глеб Клиентов", Role.CLIENT)
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET telegram_id = {TELEGRAM_OF['guest']}, joined_at = now(),"
            f" language = 'ru' WHERE id = {person.id}"
        )


async def test_who_has_left_does_nothing_with_the_buttons_they_kept(company: Company, engine):
    ids = await given_records(company)
    card = await company.rep.last()
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {company.people['rep'].id}"
        )
    before = await all_seen(company.rep)

    async with nothing_changes(engine):
        told = {
            await forges(company.rep, card, button)
            for button in (*about_records(ids), *about_oneself(ids))
        }

    (words,) = told
    assert not [secret for secret in SECRETS if secret in words]
    assert await all_seen(company.rep) == before


@pytest.mark.parametrize("id_", [0, -1, 2**53, 2**63 - 1, 2**63, 2**70])
async def test_ids_that_nothing_has_are_answered_as_what_is_not_there(
    company: Company, engine, id_
):
    card = await company.lead.last()
    before = await all_seen(company.lead)

    async with nothing_changes(engine):
        for button in about_records(everything_of(id_)):
            if fits(button) and button != OWN_LOAD:
                assert (await forges(company.lead, card, button)).startswith("Не нашлось"), button

    assert await all_seen(company.lead) == before


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
    return await company.container.get(CreateTask)(lead, replace(new, **fields))  # type: ignore[arg-type]


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
