"""Rules of tasks, figures, working hours, messages, and the company."""

from decimal import Decimal

from bot.rulebook.topics.saying import bullet, day_hours, ladder, listed, percents, said, span
from bot.rulebook.wording import working_days, working_time
from bot.texts import Markup, Texts
from domain.money import Money
from domain.org.model import Role
from domain.rulebook.greetings import WEEKDAYS
from domain.rulebook.rules_for import RulesPage
from domain.rulebook.tasks import Approval

MOST_NAMES = 12


def tasks(page: RulesPage, texts: Texts) -> list[Markup]:
    """What needs whose approval, and how deadlines are spoken of."""
    terms = page.rulebook.tasks
    approval = [
        said("tasks-most-hours", texts, hours=str(terms.most_hours)),
        said("tasks-approval", texts, when=_needs_approval(page, terms.approval, texts)),
    ]
    if page.is_head:
        limit = working_time(terms.approval.hours_to_decide, texts)
        climbs = str(terms.approval.climbs)
        approval.append(said("tasks-decide", texts, limit=limit, climbs=climbs))
    reminders = terms.reminders
    before = listed(texts.plain("rules-minutes", count=count) for count in reminders.minutes_before)
    told = []
    if reminders.in_the_morning:
        told.append(texts.plain("rules-tasks-morning"))
    if before:
        told.append(texts.plain("rules-tasks-before", before=before))
    spoken = [said("late-deadline", texts, steps=ladder(terms.escalation, texts))]
    if told:
        spoken.insert(0, said("tasks-reminders", texts, when=listed(told)))
    parts = [texts.lines(approval), texts.lines(spoken)]
    parts.append(
        said("tasks-useful-hours", texts, hours=_number(page.rulebook.useful_hours_per_day, texts))
    )
    briefs = [brief.name.for_language(texts.language) for brief in page.rulebook.briefs]
    if briefs:
        parts.append(said("tasks-briefs", texts, names=_first(briefs)))
    projects = [
        known.name.for_language(texts.language) for known in page.rulebook.project_templates
    ]
    if projects:
        parts.append(said("tasks-projects", texts, names=_first(projects)))
    return parts


def _needs_approval(page: RulesPage, approval: Approval, texts: Texts) -> str:
    cases = [texts.plain("rules-tasks-over-hours", hours=str(approval.over_hours))]
    if approval.over_cost is not None:
        cost = Money(Decimal(approval.over_cost), page.rulebook.company.currency)
        cases.append(texts.plain("rules-tasks-over-cost", cost=texts.money(cost)))
    if approval.across_departments:
        cases.append(texts.plain("rules-tasks-across"))
    return listed(cases)


def _number(number: Decimal, texts: Texts) -> str:
    return f"{number.normalize():f}".replace(".", texts.plain("rules-point"))


def _first(names: list[str]) -> str:
    more = ["…"] if len(names) > MOST_NAMES else []
    return listed(names[:MOST_NAMES] + more)


def figures(page: RulesPage, texts: Texts) -> list[Markup]:
    """What pays the person's bonus, and when a month is closed."""
    terms = page.rulebook.kpi
    parts = []
    bonus = terms.bonus_of(page.department)
    if bonus is None:
        parts.append(texts("rules-no-bonus"))
    else:
        lines = [
            said(
                "bonus-part",
                texts,
                name=texts.plain(f"kpi-name-{component.measure.replace('_', '-')}"),
                threshold=percents(component.threshold_percent, texts),
                weight=percents(Decimal(component.weight), texts),
            )
            for component in bonus.components
        ]
        name = bonus.name.for_language(texts.language)
        parts.append(
            texts.lines([said("bonus", texts, name=name), *lines, texts("rules-bonus-unrounded")])
        )
    parts.append(
        said("figures-closed", texts, wait=working_days(terms.close_after_working_days, texts))
    )
    if page.is_head:
        goal = percents(terms.transparency_percent, texts)
        parts.append(said("figures-transparency", texts, goal=goal))
        parts.append(said("figures-churn", texts, count=terms.churn_days))
    names = "rules-figures-names" if terms.shows_names else "rules-figures-no-names"
    parts.append(texts(names))
    return parts


def hours(page: RulesPage, texts: Texts) -> list[Markup]:
    """When the person works, and which days ahead differ."""
    own = page.hours
    week = [texts("rules-hours-week")]
    begin = 0
    while begin < len(WEEKDAYS):
        end = begin
        while end + 1 < len(WEEKDAYS) and own.week[end + 1] == own.week[begin]:
            end += 1
        days = texts.plain(f"weekday-{begin}")
        if end > begin:
            days = f"{days}–{texts.plain(f'weekday-{end}')}"
        words = day_hours(own.week[begin]) or texts.plain("rulebook-value-closed")
        week.append(bullet(f"{days}: {words}", texts))
        begin = end + 1
    parts = [texts.lines(week)]
    for key, differing in (("hours-off", own.days_off), ("hours-worked", own.days_worked)):
        if differing:
            near = "; ".join(texts.day(day, today=own.today) for day in differing)
            parts.append(said(key, texts, days=near))
    parts.append(texts("rules-hours-limits"))
    return parts


def messages(page: RulesPage, texts: Texts) -> list[Markup]:
    """When the bot keeps silent, and when the person's digest comes."""
    terms = page.rulebook.delivery
    quiet = [
        said("messages-quiet", texts, span=span(terms.quiet_hours)),
        said("messages-cap", texts, count=terms.daily_cap),
    ]
    at = page.digest_at
    digest = [
        texts("rules-messages-no-digest")
        if at is None
        else said("messages-digest", texts, at=f"{at:%H:%M}")
    ]
    if page.is_told_weekly:
        digest.append(said("messages-weekly", texts, at=f"{terms.digests.weekly.at:%H:%M}"))
    if page.is_told_monthly:
        digest.append(said("messages-monthly", texts, at=f"{terms.digests.monthly.at:%H:%M}"))
    snoozes = listed(texts.plain(f"rules-snooze-{choice}") for choice in terms.snooze_choices)
    return [
        texts.lines(quiet),
        texts.lines(digest),
        said("messages-snooze", texts, choices=snoozes),
    ]


def company(page: RulesPage, texts: Texts) -> list[Markup]:
    """What holds for the whole company, and who changes rules."""
    known = page.rulebook.company
    facts = [
        said("company-name", texts, name=known.name),
        said("company-currency", texts, currency=known.currency),
        said("company-zone", texts, zone=known.zone),
    ]
    parts = [texts.lines(facts)]
    if page.is_head or page.role is Role.ADMINISTRATOR:
        parts.append(said("invitations", texts, count=page.rulebook.invitation_hours))
    is_administrator = page.role is Role.ADMINISTRATOR
    parts.append(texts("rules-how-to-change" if is_administrator else "rules-who-changes"))
    return parts
