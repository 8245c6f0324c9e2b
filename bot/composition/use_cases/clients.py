"""Clients and the care for them."""

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
from domain.greetings import congratulating, making
from domain.greetings import queries as greeting_queries
from domain.greetings import use_cases as greetings
from domain.interactions import reading as interactions_read
from domain.interactions import use_cases as interactions
from domain.requests import making as request_making
from domain.requests import queries as request_queries
from domain.requests import reading as requests_read
from domain.requests import use_cases as requests
from domain.requests import watching as request_watching
from domain.risks import use_cases as risks
from domain.segments import use_cases as segments
from domain.visits import booking as visits
from domain.visits import clashes as visit_clashes
from domain.visits import queries as visit_queries
from domain.visits import reporting as visit_reporting
from domain.visits import watching as visit_watching

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
