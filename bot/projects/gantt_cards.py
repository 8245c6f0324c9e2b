"""What is said beside the plan's picture and in its files: pure, a schedule in, words out."""

import re
from collections.abc import Sequence
from datetime import date

from bot.callback_data import OpenProject
from bot.projects.gantt_callback_data import OpenGantt, TakeGanttPages, TakeGanttSheet
from bot.projects.gantt_picture import MOST_ROWS
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.projects.plan import Delay, Plan
from domain.projects.plan_files import PlanPaper, PlanWords
from domain.projects.plan_queries import ScheduledProject
from domain.transliteration import to_latin

MOST_DELAYS = 3
MOST_PUSHES = 2
MOST_MISSED = 3
LONGEST_TITLE = 40
LONGEST_FILE_NAME = 40


def gantt_button(project_id: int, texts: Texts) -> Button:
    """For the project's card."""
    return Button(texts.plain("gantt-button"), OpenGantt(project_id=project_id))


def fits_picture(plan: Plan) -> bool:
    return 0 < len(plan.tasks) <= MOST_ROWS


def gantt_text(found: ScheduledProject, texts: Texts) -> Markup:
    """Progress, when it all ends, and what is late."""
    plan = found.plan
    if not plan.tasks:
        return texts.paragraphs([_title(found, texts), texts("gantt-empty")])
    facts = [
        _title(found, texts),
        _progress(plan, texts),
        _end(found, texts),
        event_line(found, texts),
    ]
    if not fits_picture(plan):
        facts.append(texts("gantt-too-many", count=len(plan.tasks), most=MOST_ROWS))
    return texts.paragraphs([texts.lines(facts), delay_lines(found, texts)])


def gantt_buttons(found: ScheduledProject, texts: Texts) -> tuple[Row, ...]:
    project_id = found.view.project.id
    back = (Button(texts.plain("project-back-button"), OpenProject(project_id=project_id)),)
    if not found.plan.tasks:
        return (back,)
    files = [Button(texts.plain("gantt-sheet-button"), TakeGanttSheet(project_id=project_id))]
    if fits_picture(found.plan):
        files.append(
            Button(texts.plain("gantt-pages-button"), TakeGanttPages(project_id=project_id))
        )
    return (tuple(files), back)


def nothing_to_draw(found: ScheduledProject, texts: Texts) -> Screen:
    return Screen(gantt_text(found, texts), gantt_buttons(found, texts))


def file_caption(found: ScheduledProject, texts: Texts) -> Markup:
    return texts.lines(
        [
            _title(found, texts),
            _progress(found.plan, texts),
            _end(found, texts),
            event_line(found, texts),
        ]
    )


def file_name(found: ScheduledProject, extension: str) -> str:
    """«Выставка» of project 7 is ``vystavka-7.xlsx``: some programs take no other letters."""
    latin = re.sub(r"[^a-z0-9]+", "-", to_latin(found.view.project.name).lower()).strip("-")
    name = latin[:LONGEST_FILE_NAME].rstrip("-") or "project"
    return f"{name}-{found.view.project.id}.{extension}"


def plan_paper(found: ScheduledProject, texts: Texts) -> PlanPaper:
    """What the picture and the files are made of."""
    return PlanPaper(
        title=found.view.project.name,
        subtitle=_subtitle(found, texts),
        plan=found.plan,
        today=found.today,
        working_days=found.calendar,
        words=plan_words(texts),
    )


def plan_words(texts: Texts) -> PlanWords:
    """For the picture and the files alike."""
    plain = texts.plain
    return PlanWords(
        today=plain("day-today"),
        done=plain("gantt-done"),
        going=plain("gantt-going"),
        waiting=plain("gantt-waiting"),
        critical=plain("gantt-critical"),
        late=plain("gantt-late"),
        deadline=plain("gantt-deadline"),
        milestone=plain("gantt-milestone"),
        event=plain("gantt-event"),
        number=plain("gantt-number"),
        task=plain("gantt-task"),
        executor=plain("gantt-executor"),
        department=plain("gantt-department"),
        start=plain("gantt-start"),
        end=plain("gantt-end"),
        after=plain("gantt-after"),
        slack=plain("gantt-slack"),
        late_days=plain("gantt-late-days"),
        state=plain("gantt-state"),
        plan=plain("gantt-plan"),
        dependencies=plain("gantt-dependencies"),
        waits_for=plain("gantt-waits-for"),
        months=[plain(f"gantt-month-{number}") for number in range(1, 13)],
        pages=plain("gantt-pages", page="{page}", pages="{pages}"),
        dates=plain("gantt-dates"),
        lang=texts.language.value,
    )


def _title(found: ScheduledProject, texts: Texts) -> Markup:
    return texts("gantt-title", name=found.view.project.name)


def _progress(plan: Plan, texts: Texts) -> Markup:
    return texts("gantt-progress", done=plan.done, all=len(plan.tasks))


def _end(found: ScheduledProject, texts: Texts) -> Markup | None:
    plan = found.plan
    if plan.ends_on is None or plan.planned_ends_on is None:
        return None
    end = texts.day(plan.ends_on, today=found.today)
    if plan.done == len(plan.tasks):
        return texts("gantt-ended", day=end)
    if plan.late_days:
        planned = texts.day(plan.planned_ends_on, today=found.today)
        return texts("gantt-ends-late", day=end, planned=planned, count=plan.late_days)
    return texts("gantt-ends", day=end)


def _subtitle(found: ScheduledProject, texts: Texts) -> str:
    plan = found.plan
    said = [texts.plain("gantt-progress", done=plan.done, all=len(plan.tasks))]
    if plan.ends_on is not None:
        end = texts.day(plan.ends_on, today=found.today)
        is_over = plan.done == len(plan.tasks)
        said.append(texts.plain("gantt-ended" if is_over else "gantt-ends", day=end))
    if plan.late_days:
        said.append(texts.plain("gantt-later", count=plan.late_days))
    return " · ".join(said)


def event_line(found: ScheduledProject, texts: Texts) -> Markup | None:
    """The day that does not move and what will not be done by then; None where there is none."""
    fixed_day = found.plan.fixed_day
    if fixed_day is None:
        return None
    day = texts.day(fixed_day.on, today=found.today)
    if not fixed_day.missed:
        return texts("gantt-event-day", day=day)
    titles = [texts.plain("gantt-missed", title=cut(one.task.title)) for one in fixed_day.missed]
    rest = len(titles) - MOST_MISSED
    return texts(
        "gantt-event-missed-more" if rest > 0 else "gantt-event-missed",
        day=day,
        count=len(titles),
        days=fixed_day.short_days,
        titles=", ".join(titles[:MOST_MISSED]),
        rest=max(rest, 0),
    )


def delay_lines(found: ScheduledProject, texts: Texts) -> Markup | None:
    """What is late and what that pushes; None where nothing is. The project's card says it too."""
    delays = found.plan.delays
    if not delays:
        return texts("gantt-tight") if found.plan.is_tight else None
    lines = [texts("gantt-delays-title")]
    lines += [_delay(delay, found.today, texts) for delay in delays[:MOST_DELAYS]]
    if len(delays) > MOST_DELAYS:
        lines.append(texts("gantt-more-delays", count=len(delays) - MOST_DELAYS))
    return texts.lines(lines)


def _delay(delay: Delay, today: date, texts: Texts) -> Markup:
    task = delay.late.task
    line = texts(
        "gantt-delay-done" if task.is_done else "gantt-delay",
        title=cut(task.title),
        name=task.executor_name,
        count=delay.days,
    )
    if not delay.pushes:
        return line
    pushed = [
        texts.plain(
            "gantt-push", title=cut(push.task.title), day=texts.day(push.ends_on, today=today)
        )
        for push in delay.pushes[-MOST_PUSHES:]
    ]
    rest = len(delay.pushes) - len(pushed)
    return texts.lines([line, _pushes(pushed, rest, texts)])


def _pushes(pushed: Sequence[str], rest: int, texts: Texts) -> Markup:
    if rest:
        return texts("gantt-pushes-more", pushed="; ".join(pushed), count=rest)
    return texts("gantt-pushes", pushed="; ".join(pushed))


def cut(title: str) -> str:
    title = " ".join(title.split())
    return shorten(title, LONGEST_TITLE)
