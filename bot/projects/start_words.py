"""What is said of a project before it begins: its team, its dates, and what does not fit."""

from datetime import date
from typing import Final

from bot.projects.cards import cut
from bot.tasks.wording import duration
from bot.texts import Markup, Texts
from domain.projects.clashes import Clash, ClashKind
from domain.projects.views import ProposalView

MOST_TASKS: Final = 24
MOST_CLASHES: Final = 8
LONGEST_NAME: Final = 18


def team_words(proposal: ProposalView, texts: Texts) -> Markup:
    """The roles with whoever fills them; the leader does what nobody is there for."""
    lines = [texts("project-new-team")]
    missing = {role.key for role in proposal.missing}
    for role in proposal.template.roles:
        name = role.name.for_language(texts.language)
        if role.key in missing:
            lines.append(texts("project-new-role-missing", role=name))
        else:
            lines.append(texts("project-new-role", role=name, name=proposal.people[role.key][1]))
    warning = texts("project-new-missing-hint") if missing else None
    return texts.paragraphs([texts.lines(lines), warning])


def role_labels(proposal: ProposalView, texts: Texts) -> list[tuple[str, str]]:
    """A button for each role: its label and key."""
    nobody = texts.plain("project-nobody")
    return [
        (
            texts.plain(
                "project-role-button",
                role=role.name.for_language(texts.language),
                name=cut(proposal.people.get(role.key, (0, nobody))[1], LONGEST_NAME),
            ),
            role.key,
        )
        for role in proposal.template.roles
    ]


def plan_words(proposal: ProposalView, texts: Texts, *, name: str, today: date) -> Markup:
    """The dates of every task, and all that does not fit."""
    head = texts(
        "project-new-plan",
        name=name,
        first=texts.day(proposal.starts_on, today=today),
        last=texts.day(proposal.ends_on, today=today),
        count=len(proposal.tasks),
    )
    in_order = sorted(proposal.tasks, key=lambda task: (task.starts_on, task.ends_on))
    tasks = [
        texts(
            "project-new-milestone" if task.is_milestone else "project-new-task",
            title=cut(task.title.for_language(texts.language)),
            when=_when(task.starts_on, task.ends_on),
            name=proposal.names[task.executor_id],
        )
        for task in in_order[:MOST_TASKS]
    ]
    if len(in_order) > MOST_TASKS:
        tasks.append(texts("project-new-more-tasks", count=len(in_order) - MOST_TASKS))
    return texts.paragraphs([head, texts.lines(tasks), clash_words(proposal, texts, today=today)])


def clash_words(proposal: ProposalView, texts: Texts, *, today: date) -> Markup:
    """What does not fit; of what should have begun already only the first, with how many more."""
    late = [clash for clash in proposal.clashes if clash.kind is ClashKind.TOO_LATE]
    others = [clash for clash in proposal.clashes if clash.kind is not ClashKind.TOO_LATE]
    if not proposal.clashes:
        return texts("project-new-fits")
    lines = [texts("project-new-clashes")]
    if late:
        first = min(late, key=lambda clash: clash.on)
        day = texts.day(first.on, today=today)
        lines.append(texts("project-clash-too-late", day=day, count=len(late)))
    lines += [_clash(clash, proposal, texts, today) for clash in others[:MOST_CLASHES]]
    if len(others) > MOST_CLASHES:
        lines.append(texts("project-new-more-clashes", count=len(others) - MOST_CLASHES))
    return texts.lines(lines)


def _clash(clash: Clash, proposal: ProposalView, texts: Texts, today: date) -> Markup:
    name = proposal.names[clash.person_id]
    title = cut(clash.task.title.for_language(texts.language)) if clash.task else ""
    day = texts.day(clash.on, today=today)
    match clash.kind:
        case ClashKind.AWAY:
            until = texts.day(clash.until, today=today) if clash.until else None
            if clash.moved_to is None:
                return texts("project-clash-away", name=name, first=day, last=until, title=title)
            moved = texts.day(clash.moved_to, today=today)
            return texts(
                "project-clash-away-moved",
                name=name,
                first=day,
                last=until,
                title=title,
                moved=moved,
            )
        case ClashKind.OVERLOADED:
            week = clash.week
            return texts(
                "project-clash-overloaded",
                name=name,
                day=day,
                planned=duration(week.needed, texts) if week else None,
                capacity=duration(week.capacity, texts) if week else None,
            )
        case ClashKind.BEFORE_PREDECESSOR:
            before = clash.before.title.for_language(texts.language) if clash.before else ""
            return texts("project-clash-before", title=title, before=cut(before))
        case _:
            return texts("project-clash-day-off", title=title, day=day, name=name)


def _when(first: date, last: date) -> str:
    """«03.03–04.03», or the one day alone."""
    return f"{first:%d.%m}" if first == last else f"{first:%d.%m}–{last:%d.%m}"
