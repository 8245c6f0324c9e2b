"""Figures, plans, digests' wishes and reports."""

from domain.kpi import bonuses, closing, cut_queries, launch, ranking_queries, whose_queries
from domain.kpi import queries as kpi
from domain.plans import queries as sales_plan_queries
from domain.plans import setting as plan_setting
from domain.reports import days as report_days
from domain.reports import making as report_making
from domain.reports import selections as report_selections
from domain.reports import sending as report_sending
from domain.reports import viewing as reports

KPI: tuple[type, ...] = (
    kpi.ViewKpi,
    kpi.NameSubject,
    kpi.ReadKpiPeriod,
    kpi.ViewFigure,
    kpi.ListFacts,
    kpi.ViewLosses,
    kpi.ListLosses,
    whose_queries.ChooseWhose,
    ranking_queries.ViewRanking,
    kpi.ViewTrend,
    kpi.ViewKpiPlans,
    launch.ViewLaunch,
    cut_queries.ViewCuts,
)
BONUSES: tuple[type, ...] = (
    closing.CloseKpiPeriods,
    bonuses.ViewBonus,
    bonuses.ListBonuses,
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
