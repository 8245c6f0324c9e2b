"""Tasks, projects, the day."""

from domain.briefs import use_cases as briefs
from domain.day import queries as day_queries
from domain.projects import plan_queries
from domain.projects import queries as project_queries
from domain.projects import running as projects
from domain.projects import starting as project_starting
from domain.projects import topic_use_cases as project_topics
from domain.tasks import approving as task_approving
from domain.tasks import arranging as task_arranging
from domain.tasks import co_executors as task_co_executors
from domain.tasks import colleagues as task_colleagues
from domain.tasks import dates as task_dates
from domain.tasks import discussion as task_discussion
from domain.tasks import doing as task_doing
from domain.tasks import draft_views as task_draft_views
from domain.tasks import drafts as task_drafts
from domain.tasks import giving as task_giving
from domain.tasks import lines as task_lines
from domain.tasks import load_queries as task_load_queries
from domain.tasks import oversight as task_oversight
from domain.tasks import queries as task_queries
from domain.tasks import series as task_series
from domain.tasks import typed as task_typed
from domain.tasks import watch as task_watch

DAY: tuple[type, ...] = (day_queries.ViewDay,)
TASKS: tuple[type, ...] = (
    task_colleagues.FindColleagues,
    task_giving.CreateTask,
    task_co_executors.AddCoExecutor,
    task_co_executors.LetCoExecutorGo,
    task_lines.ReadLine,
    task_draft_views.ViewDraft,
    task_drafts.AnswerDraftQuestion,
    task_drafts.ChangeDraft,
    task_drafts.SendTask,
    task_drafts.CancelLeftDrafts,
    task_drafts.CancelOwnDrafts,
    task_approving.ApproveTask,
    task_approving.ApproveTasks,
    task_approving.DeclineApproval,
    task_approving.ChangeDateInApproval,
    task_approving.QuestionInApproval,
    task_approving.ListApprovals,
    task_doing.AcceptTask,
    task_doing.DeclineTask,
    task_doing.StartTask,
    task_doing.FinishTask,
    task_doing.AcceptResult,
    task_doing.ReturnTask,
    task_doing.CancelTask,
    task_dates.ProposeNewDate,
    task_dates.AgreeNewDate,
    task_dates.RefuseNewDate,
    task_dates.ChangeDeadline,
    task_arranging.ChangeEstimate,
    task_oversight.ReassignTask,
    task_oversight.RaisePriority,
    task_oversight.ObjectToTask,
    task_oversight.AnswerObjection,
    task_arranging.PutUnderTask,
    task_discussion.LogTime,
    task_discussion.AddTaskComment,
    task_discussion.UndoTime,
    task_discussion.ChangeTaskComment,
    task_discussion.ViewTaskComment,
    task_discussion.ListTaskFiles,
    task_discussion.FindNewWords,
    task_arranging.ChooseReminders,
    task_arranging.ViewReminders,
    task_queries.ViewTask,
    task_queries.ListTasks,
    task_queries.ListTasksOfClient,
    task_queries.ListTasksOfDeal,
    task_queries.ViewTaskThread,
    task_load_queries.CheckLoad,
    task_load_queries.CheckLoadOfTask,
    task_load_queries.ViewTeamLoad,
    task_load_queries.ViewLoadPage,
    task_load_queries.ViewPersonLoad,
    task_series.StopSeries,
    task_series.ContinueSeries,
    task_watch.RemindOfTasks,
    task_watch.ExpireApprovals,
    task_typed.ReadDeadline,
    task_typed.ReadEstimate,
)
BRIEFS: tuple[type, ...] = (
    briefs.ListBriefs,
    briefs.ViewBrief,
    briefs.ProposeTaskByBrief,
    briefs.CreateTaskByBrief,
    briefs.ChangeTaskBrief,
    briefs.ViewTaskBrief,
)
PROJECTS: tuple[type, ...] = (
    project_starting.ProposeProject,
    project_starting.StartProject,
    plan_queries.ViewSchedule,
    projects.AcceptProject,
    projects.CancelProject,
    projects.ChangeProject,
    projects.LetIntoTeam,
    projects.PutTaskIntoProject,
    projects.MakeTaskWait,
    projects.LetTaskGo,
    project_queries.ViewProjectPlan,
    project_queries.ViewProjectCalendar,
    project_queries.ListProjects,
    project_queries.ListProjectTemplates,
    project_topics.CheckTopic,
    project_topics.LinkTopic,
    project_topics.UnlinkTopic,
    project_topics.FindTopic,
    project_topics.FindTaskOfTopic,
    project_topics.KeepTopics,
)
