"""Every use case, by noun: the whole list of what people and the clock can ask for.

Handlers get them by name: ``MoveDeal`` as ``move_deal``.
"""

import re

from domain.briefs import use_cases as briefs
from domain.cadences import choices as cadence_choices
from domain.cadences import contacting as cadence_contacting
from domain.cadences import moving as cadence_moving
from domain.cadences import queries as cadence_queries
from domain.cadences import watch as cadence_watch
from domain.clients import addresses as client_addresses
from domain.clients import duplicates_use_cases as duplicates
from domain.clients import erasure_use_cases as erasure
from domain.clients import identity as client_identity
from domain.clients import merging_use_cases as merging
from domain.clients import queries as client_queries
from domain.clients import use_cases as clients
from domain.cycles import calling as cycle_calling
from domain.cycles import pairs as seller_pairs
from domain.cycles import planning as cycle_planning
from domain.cycles import queries as cycle_queries
from domain.cycles import rep_check
from domain.day import queries as day_queries
from domain.deals import board_queries, offer_answers, offer_sending, offer_watch
from domain.deals import queries as deal_queries
from domain.deals import use_cases as deals
from domain.delivery import use_cases as delivery
from domain.digests import choosing as digest_choosing
from domain.digests import evening as digest_evening
from domain.digests import groups as digest_groups
from domain.digests import levels as digest_levels
from domain.digests import making as digest_making
from domain.greetings import congratulating, making
from domain.greetings import queries as greeting_queries
from domain.greetings import use_cases as greetings
from domain.handovers import giving as handover_giving
from domain.handovers import leaving as handover_leaving
from domain.handovers import queries as handover_queries
from domain.imports import run_use_cases as import_runs
from domain.imports import use_cases as imports
from domain.interactions import reading as interactions_read
from domain.interactions import use_cases as interactions
from domain.kpi import bonuses, closing, launch, cut_queries
from domain.kpi import queries as kpi
from domain.org import invitations, placing, profiles, standing_in
from domain.org import queries as org_queries
from domain.org import use_cases as org
from domain.plans import queries as sales_plan_queries
from domain.plans import setting as plan_setting
from domain.polls import queries as poll_queries
from domain.polls import use_cases as polls
from domain.products import catalogue as product_catalogue
from domain.products import use_cases as products
from domain.projects import plan_queries
from domain.projects import queries as project_queries
from domain.projects import running as projects
from domain.projects import starting as project_starting
from domain.projects import topic_use_cases as project_topics
from domain.reports import days as report_days
from domain.reports import making as report_making
from domain.reports import selections as report_selections
from domain.reports import sending as report_sending
from domain.reports import viewing as reports
from domain.requests import making as request_making
from domain.requests import queries as request_queries
from domain.requests import reading as requests_read
from domain.requests import use_cases as requests
from domain.requests import watching as request_watching
from domain.risks import use_cases as risks
from domain.rulebook import notices as rulebook_notices
from domain.rulebook import queries as rulebook_queries
from domain.rulebook import rules_for
from domain.rulebook import use_cases as rulebook
from domain.segments import use_cases as segments
from domain.tasks import approving as task_approving
from domain.tasks import arranging as task_arranging
from domain.tasks import colleagues as task_colleagues
from domain.tasks import dates as task_dates
from domain.tasks import discussion as task_discussion
from domain.tasks import doing as task_doing
from domain.tasks import drafts as task_drafts
from domain.tasks import giving as task_giving
from domain.tasks import helpers as task_helpers
from domain.tasks import lines as task_lines
from domain.tasks import load_queries as task_load_queries
from domain.tasks import oversight as task_oversight
from domain.tasks import queries as task_queries
from domain.tasks import series as task_series
from domain.tasks import typed as task_typed
from domain.tasks import watch as task_watch
from domain.visits import booking as visits
from domain.visits import clashes as visit_clashes
from domain.visits import queries as visit_queries
from domain.visits import reporting as visit_reporting
from domain.visits import watching as visit_watching

DEALS: tuple[type, ...] = (
    deals.CreateDeal,
    deals.MoveDeal,
    deals.WinDeal,
    deals.LoseDeal,
    deals.ReopenDeal,
    deals.TickItem,
    deals.PlanNextStep,
    deals.ChangeDeal,
    deals.AddNote,
    deals.AddOfferNote,
    deal_queries.ViewDeal,
    deal_queries.ViewOffer,
    deal_queries.ViewBoard,
    deal_queries.ListDealsOnStage,
    deal_queries.ListDealsOfClient,
    deal_queries.ViewExpectedCash,
    deal_queries.ViewDealHistory,
    board_queries.NameBoard,
    board_queries.ChoosePeople,
    board_queries.ChooseBranches,
)
PRODUCTS: tuple[type, ...] = (
    product_catalogue.ListProducts,
    product_catalogue.ViewProduct,
    product_catalogue.AddProduct,
    product_catalogue.RenameProduct,
    product_catalogue.WithdrawProduct,
    products.ViewClientProducts,
    products.StateProductUse,
    products.ListSegmentsToChoose,
    products.ViewMatrix,
)
POLLS: tuple[type, ...] = (
    polls.ViewPoll,
    polls.AnswerPoll,
    polls.NamePollQuestion,
    polls.AnswerPollInWords,
    poll_queries.ViewPollSummary,
    poll_queries.ListPollWords,
    poll_queries.ListPollAnswers,
)
OFFERS: tuple[type, ...] = (
    offer_sending.ProposeFollowUps,
    offer_sending.SendOffer,
    offer_answers.AcceptOffer,
    offer_answers.RefuseOffer,
    offer_answers.NoteThinking,
    offer_answers.AskAgainInWorkingDays,
    offer_answers.NoteNoAnswer,
    offer_answers.SnoozeOfferForAnHour,
    offer_answers.SnoozeOfferUntilDay,
    offer_watch.ListSilentOffers,
    offer_watch.ClimbDueOffers,
    offer_watch.ReportUnwatchedOffers,
)
CLIENTS: tuple[type, ...] = (
    clients.CreateClient,
    clients.AddClientPhone,
    clients.AddClientContact,
    clients.RenameClient,
    clients.AddClientNote,
    client_queries.FindClients,
    client_queries.ViewClient,
    client_queries.ViewClientTimeline,
    client_queries.CheckNewClient,
    client_identity.ChangeTaxNumber,
    client_identity.ChangeEmail,
    client_identity.FindOthersWith,
    duplicates.SearchDuplicates,
    duplicates.ListDuplicates,
    duplicates.ListDuplicatesOf,
    duplicates.ViewDuplicatePair,
    duplicates.TellApart,
    erasure.ExportPersonalData,
    erasure.ErasePersonalData,
    merging.PreviewMerge,
    merging.MergeClients,
    merging.ListMerges,
    merging.UndoMerge,
)
SEGMENTS: tuple[type, ...] = (
    segments.ChangeSegment,
    segments.LeaveSegmentToRules,
    segments.RecomputeSegments,
    segments.ViewSegmentChange,
    segments.ListSegmentChanges,
)
RISKS: tuple[type, ...] = (
    risks.SweepRisks,
    risks.ViewRisk,
    risks.ListRisks,
    risks.TakeRisk,
    risks.DismissRisk,
)
INTERACTIONS: tuple[type, ...] = (
    interactions.LogInteraction,
    interactions.CorrectInteraction,
    interactions.FileToInteraction,
    interactions.ViewInteraction,
    interactions.ListInteractions,
    interactions.ListRecentClients,
    interactions_read.ReadContact,
    interactions_read.FindNamedClients,
    interactions_read.ReadPastMoment,
    interactions_read.ReadNextStep,
    interactions_read.ViewContactPlace,
)
CADENCES: tuple[type, ...] = (
    cadence_queries.ViewCadence,
    cadence_queries.ListCadences,
    cadence_choices.ProposeCadenceDays,
    cadence_choices.CheckLaterDay,
    cadence_contacting.NoteCadenceContact,
    cadence_contacting.NoteCadenceNoAnswer,
    cadence_contacting.PlanCadence,
    cadence_contacting.RemindOfCadence,
    cadence_moving.AskCadenceMove,
    cadence_moving.ViewCadenceMove,
    cadence_moving.AgreeCadenceMove,
    cadence_moving.DeclineCadenceMove,
    cadence_watch.ReckonCadences,
    cadence_watch.ClimbDueCadences,
    cadence_watch.ExpireCadenceMoves,
    cadence_watch.ReportUnwatchedClients,
)
GREETINGS: tuple[type, ...] = (
    greetings.AddPersonalDate,
    greetings.RemovePersonalDate,
    greetings.SetConsent,
    greetings.ChooseHoliday,
    greetings.SetClientLanguage,
    greeting_queries.ViewClientDates,
    greeting_queries.ListClientHolidays,
    congratulating.ViewGreeting,
    congratulating.ListGreetings,
    congratulating.Congratulate,
    congratulating.AddGreetingNote,
    congratulating.PutGreetingOff,
    making.MakeGreetings,
    requests.LogRequest,
    requests.ReactToRequest,
    requests.AnswerRequest,
    requests.CloseRequest,
    requests.RateRequest,
    requests.ReopenRequest,
    requests.ReassignRequest,
    requests.FileToRequest,
    request_making.MakeTaskOfRequest,
    request_queries.ViewRequest,
    request_queries.ViewRequestHistory,
    request_queries.ListClientRequests,
    request_queries.ListRequests,
    requests_read.ReadRequest,
    requests_read.ViewRequestPlace,
    request_watching.WatchRequests,
)
VISITS: tuple[type, ...] = (
    visits.BookVisit,
    visits.MoveVisit,
    visits.CancelVisit,
    visits.NoteAgreement,
    visits.ConfirmVisit,
    visit_reporting.CheckReport,
    visit_reporting.ReportVisit,
    visit_queries.ViewFreeSlots,
    visit_queries.ListVisitors,
    visit_queries.ViewVisit,
    visit_queries.ListVisits,
    visit_clashes.CountClashes,
    visit_clashes.ListClashes,
    visit_clashes.GiveClashesToDeputy,
    visit_watching.WatchVisits,
    client_addresses.NoteAddress,
    client_addresses.PlaceClient,
    client_addresses.PlaceClientAtInteraction,
)
BONUSES: tuple[type, ...] = (
    closing.CloseKpiPeriods,
    bonuses.ViewBonus,
    bonuses.ListBonuses,
)
KPI: tuple[type, ...] = (
    kpi.ViewKpi,
    kpi.NameSubject,
    kpi.ReadKpiPeriod,
    kpi.ViewFigure,
    kpi.ListFacts,
    kpi.ViewLosses,
    kpi.ListLosses,
    kpi.ChooseWhose,
    kpi.ViewRanking,
    kpi.ViewTrend,
    kpi.ViewKpiPlans,
    launch.ViewLaunch,
    cut_queries.ViewCuts,
)
DAY: tuple[type, ...] = (day_queries.ViewDay,)
DELIVERY: tuple[type, ...] = (
    delivery.NotePersonBlocked,
    delivery.NotePersonReachable,
    digest_making.MakeDigests,
    digest_choosing.ViewDigestPlan,
    digest_choosing.ChooseDigestTime,
    digest_choosing.SwitchDigestWeekday,
    digest_choosing.ChooseDigestDays,
    digest_choosing.SwitchDigestPart,
    digest_choosing.SwitchPeriodDigest,
    digest_choosing.WantDigestAsEverybody,
    digest_evening.ViewEvening,
    digest_levels.ViewDigestBranches,
    digest_levels.ViewDigestPeople,
    digest_levels.ViewClosedDeals,
    digest_groups.BindGroup,
    digest_groups.ListGroupDigests,
    digest_groups.UnbindGroup,
    digest_groups.UnbindChat,
    digest_groups.KeepGroupDigests,
)

ORG: tuple[type, ...] = (
    invitations.InvitePerson,
    invitations.AcceptInvitation,
    invitations.InviteFirstAdministrator,
    invitations.InviteByName,
    profiles.NoteProfile,
    org.SetLanguage,
    org.CheckAbsence,
    org.RecordAbsence,
    org.CancelAbsence,
    org.SetWorkingHours,
    org.MovePerson,
    placing.ViewPlace,
    placing.SetRole,
    placing.SetBoss,
    placing.SetDepartment,
    placing.SetBranch,
    org_queries.ListUninvited,
    org_queries.ViewBranch,
    org_queries.FindPeople,
    org_queries.ListColleagues,
    org_queries.ViewPerson,
    org_queries.ListAbsences,
    org_queries.ViewAbsence,
    standing_in.ViewDoneMeanwhile,
    org_queries.ListMembers,
)
HANDOVERS: tuple[type, ...] = (
    handover_leaving.PreviewLeaving,
    handover_leaving.LeavePerson,
    handover_leaving.UndoHandover,
    handover_giving.HandOverClients,
    handover_giving.HandOverClient,
    handover_giving.HandOverDeal,
    handover_giving.AnswerProposal,
    handover_queries.ViewHandover,
    handover_queries.ListOwnerless,
)
RULEBOOK: tuple[type, ...] = (
    rulebook.InstallDefaultRulebook,
    rulebook.ProposeRulebook,
    rulebook.ActivateRulebook,
    rulebook.DismissRulebook,
    rulebook.ReturnToRulebook,
    rulebook_queries.ViewRulebook,
    rulebook_queries.ListRulebookVersions,
    rulebook_queries.ViewRulebookVersion,
    rulebook_queries.TakeRulebookFile,
    rulebook_notices.ViewRulesChanged,
    rules_for.ListRules,
    rules_for.ViewRules,
)
IMPORTS: tuple[type, ...] = (
    imports.PlanImport,
    imports.RunImport,
    import_runs.AddFileToImport,
    import_runs.ChangeImport,
    import_runs.ViewImport,
    import_runs.TakeWaitingImport,
)
TASKS: tuple[type, ...] = (
    task_colleagues.FindColleagues,
    task_giving.CreateTask,
    task_helpers.AddCoExecutor,
    task_helpers.LetCoExecutorGo,
    task_lines.ReadLine,
    task_drafts.ViewDraft,
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
CYCLES: tuple[type, ...] = (
    seller_pairs.ViewPairing,
    seller_pairs.MakePair,
    seller_pairs.TurnPair,
    seller_pairs.EndPair,
    cycle_planning.PlanCycles,
    cycle_calling.ListCalls,
    cycle_calling.ViewCall,
    cycle_calling.TakeNextCall,
    cycle_calling.NoAnswer,
    cycle_calling.CallAgain,
    cycle_calling.SettleCall,
    cycle_calling.NoInterest,
    cycle_queries.ListPairBoards,
    cycle_queries.ViewPairBoard,
    cycle_queries.ListCycleCalls,
    rep_check.CheckReps,
    rep_check.TellRepChecks,
)

REPORTS: tuple[type, ...] = (
    reports.ListReports,
    reports.ViewReport,
    reports.ListWhose,
    report_days.ReadReportDays,
    report_selections.OpenDraft,
    report_selections.ViewSelection,
    report_selections.ListSelections,
    report_selections.ListSelectedDeals,
    report_selections.ChangeSelection,
    report_selections.SaveSelection,
    report_selections.RenameSelection,
    report_selections.DeleteSelection,
    report_selections.SubscribeToSelection,
    report_making.AskForReport,
    report_making.CancelReport,
    report_making.TakeWaitingReport,
    report_making.MakeReport,
    report_sending.QueueDueReports,
)
PLANS: tuple[type, ...] = (
    sales_plan_queries.ViewPlan,
    sales_plan_queries.ExportPlans,
    sales_plan_queries.ViewPlanOf,
    plan_setting.CheckPlanSettable,
    plan_setting.SetPlan,
    plan_setting.ProposeCopy,
    plan_setting.ProposeShares,
    plan_setting.ProposeFromSheet,
    plan_setting.ApplyPlans,
)

USE_CASES = (
    *REPORTS,
    *DEALS,
    *PRODUCTS,
    *POLLS,
    *OFFERS,
    *CLIENTS,
    *GREETINGS,
    *CADENCES,
    *VISITS,
    *CYCLES,
    *PLANS,
    *BONUSES,
    *KPI,
    *SEGMENTS,
    *RISKS,
    *INTERACTIONS,
    *DAY,
    *DELIVERY,
    *ORG,
    *HANDOVERS,
    *RULEBOOK,
    *IMPORTS,
    *TASKS,
    *BRIEFS,
    *PROJECTS,
)

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def parameter_of(use_case: type) -> str:
    """The name of the handler's parameter that takes this use case."""
    return _WORD_START.sub("_", use_case.__name__).lower()
