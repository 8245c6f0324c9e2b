"""People, rules, what comes in and what goes out."""

from domain.delivery import use_cases as delivery
from domain.digests import choosing as digest_choosing
from domain.digests import evening as digest_evening
from domain.digests import groups as digest_groups
from domain.digests import levels as digest_levels
from domain.digests import making as digest_making
from domain.handovers import giving as handover_giving
from domain.handovers import leaving as handover_leaving
from domain.handovers import queries as handover_queries
from domain.imports import run_use_cases as import_runs
from domain.imports import use_cases as imports
from domain.org import invitations, placing, profiles, standing_in
from domain.org import queries as org_queries
from domain.org import use_cases as org
from domain.rate_limits import RateLimits
from domain.rulebook import notices as rulebook_notices
from domain.rulebook import queries as rulebook_queries
from domain.rulebook import rules_for
from domain.rulebook import use_cases as rulebook

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
    RateLimits,
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
