"""«Мой день» as one message: what is pressing, each line with the number of its button."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.cadences.blocks import MoveErrand, cadence_blocks, late_contacts_line
from bot.cadences.callback_data import OpenCadences
from bot.callback_data import OpenDay
from bot.cycles.blocks import call_blocks
from bot.day.blocks import Block, deal_blocks, fitted, task_blocks, thinned
from bot.deals.callback_data import OpenBoard, OpenSilent
from bot.greetings.blocks import greeting_blocks
from bot.greetings.callback_data import OpenGreetings
from bot.html_length import visible_length
from bot.plans.blocks import plan_button, plan_line
from bot.requests.blocks import request_blocks
from bot.requests.callback_data import OpenRequests
from bot.risks.blocks import risk_blocks
from bot.screens import TEXT_LIMIT, Button, Row, Screen, in_rows, paired
from bot.tasks.approvals.callback_data import OpenApprovals
from bot.tasks.lists.callback_data import OpenTasks
from bot.texts import Markup, Texts
from bot.visits.blocks import visit_blocks
from bot.visits.callback_data import OpenVisits
from domain.cadences.views import CadenceErrand, CadencePart
from domain.cycles.views import CycleErrand
from domain.day.model import Day, Errand
from domain.greetings.views import GreetingErrand
from domain.org.model import Actor
from domain.requests.views import RequestErrand
from domain.risks.views import RiskErrand
from domain.tasks.views import Stands, TaskErrand, Whose
from domain.visits.views import VisitErrand

BUTTONS_IN_ROW: Final = 5
MOST_LINES: Final = 20
"""Lines of a day that a phone shows without much scrolling; the counts tell of the rest."""
MOST_SIGNS: Final = TEXT_LIMIT - 200
"""Signs of a day below its title."""
EVENING_BEGINS: Final = 16
"""The hour from which a digest looks back."""

ORDER: Final = (
    TaskErrand.APPROVE,
    TaskErrand.ANSWER_OBJECTION,
    TaskErrand.DECIDE_DATE,
    TaskErrand.ACCEPT_RESULT,
    TaskErrand.DECLINED,
    MoveErrand.DECIDE,
    RiskErrand.OPEN,
    RequestErrand.LATE,
    CadenceErrand.OVERDUE,
    GreetingErrand.OVERDUE,
    GreetingErrand.TODAY,
    Errand.OVERDUE_OFFER,
    RequestErrand.WAITING,
    RequestErrand.VIP,
    Errand.OFFER_TODAY,
    VisitErrand.TO_MOVE,
    VisitErrand.REPORT,
    VisitErrand.TODAY,
    CadenceErrand.DUE,
    CycleErrand.CALLS,
    TaskErrand.OVERDUE,
    Errand.OVERDUE_STEP,
    TaskErrand.TODAY,
    TaskErrand.BEGIN,
    Errand.STEP_TODAY,
    VisitErrand.TOMORROW,
    TaskErrand.NEW,
    Errand.NO_STEP,
    Errand.OVER_LIMIT,
    GreetingErrand.TEAM,
)
"""Others wait first, then clients, then what is late, then the rest of today; tomorrow after it."""

WAITING: Final = frozenset(
    {
        TaskErrand.ANSWER_OBJECTION,
        TaskErrand.DECIDE_DATE,
        TaskErrand.ACCEPT_RESULT,
        TaskErrand.DECLINED,
    }
)
"""What somebody waits for the actor to decide, and their list of waiting tasks shows."""


def day_screen(
    day: Day,
    texts: Texts,
    *,
    actor: Actor,
    now: datetime,
    is_digest: bool = False,
) -> Screen:
    """One message: what is pressing, each line with the number of its button.

    ``is_digest``: it came by itself; in the evening it says what is left of the day.
    """
    zone = actor.zone
    blocks = [
        *deal_blocks(day, texts, now=now, zone=zone),
        *task_blocks(day.tasks, texts, reader=actor.id, now=now, zone=zone),
        *greeting_blocks(day.greetings, texts, reader=actor.id, now=now, zone=zone),
        *visit_blocks(day.visits, texts, reader=actor.id, zone=zone),
        *request_blocks(day.requests, texts, reader=actor.id, now=now, zone=zone),
        *call_blocks(day.calls, texts),
        *risk_blocks(day.risks, texts, reader=actor.id),
        *cadence_blocks(day.cadences, texts, actor=actor, now=now),
    ]
    blocks.sort(key=lambda block: ORDER.index(block.errand))
    shown, rest = fitted(blocks, MOST_LINES), _rest(day, texts, actor, is_busy=bool(blocks))
    said = _said(shown, rest, texts)
    while any(block.lines for block in shown) and not _is_readable(shown, said):
        shown = thinned(shown)
        said = _said(shown, rest, texts)
    return Screen(
        texts.paragraphs([_title(texts, actor, now, is_digest=is_digest), said]),
        _buttons(day, shown, texts),
    )


def _is_readable(shown: Sequence[Block], said: Markup) -> bool:
    lines = sum(len(block.lines) for block in shown)
    return lines <= MOST_LINES and visible_length(said) <= MOST_SIGNS


def _said(shown: Sequence[Block], rest: Sequence[Markup], texts: Texts) -> Markup:
    parts: list[Markup] = []
    number = 1
    for block in shown:
        parts.append(block.worded(texts, first=number))
        number += len(block.lines)
    return texts.paragraphs([*parts, *rest])


def _rest(day: Day, texts: Texts, actor: Actor, *, is_busy: bool) -> list[Markup]:
    """What a head looks after, one line each; that nothing presses, where nothing does."""
    silence = day.silence
    late = day.late_contacts
    is_late = day.team_overdue or late.count or (silence is not None and silence.overdue)
    lines = [None if is_late or is_busy else texts("day-empty"), late_contacts_line(late, texts)]
    if silence is not None and silence.count:
        lines.append(
            texts(
                "day-team-silence",
                role=actor.role,
                count=silence.count,
                overdue=silence.overdue,
                money=texts.moneys(silence.money),
            )
        )
    if day.team_overdue:
        lines.append(texts("day-team-overdue", role=actor.role, count=day.team_overdue))
    lines.append(plan_line(day.plan, texts))
    return [line for line in lines if line is not None]


def _title(texts: Texts, actor: Actor, now: datetime, *, is_digest: bool) -> Markup:
    local = now.astimezone(actor.zone)
    date = (
        f"{texts.plain(f'weekday-{local.weekday()}')}, {local.day}"
        f" {texts.plain(f'month-{local.month}')}"
    )
    key = "day-evening-title" if is_digest and local.hour >= EVENING_BEGINS else "day-title"
    return texts(key, name=actor.name.split(maxsplit=1)[0], date=date)


def _buttons(day: Day, blocks: Sequence[Block], texts: Texts) -> tuple[Row, ...]:
    targets = [line.opens for block in blocks for line in block.lines]
    keys = [Button(str(number), target) for number, target in enumerate(targets, start=1)]
    return (
        *in_rows(keys, BUTTONS_IN_ROW),
        *paired([*_further(blocks, texts), *_of_team(day, texts)]),
        (
            Button(texts.plain("day-board-button"), OpenBoard()),
            Button(texts.plain("tasks-button"), OpenTasks()),
            Button(texts.plain("day-again-button"), OpenDay()),
        ),
    )


def _of_team(day: Day, texts: Texts) -> list[Button]:
    """Where the plan, and what a head looks after, is to be seen."""
    buttons = [] if day.plan is None else [plan_button(day.plan, texts)]
    if day.late_contacts.count:
        late = OpenCadences(part=CadencePart.LATE)
        buttons.append(Button(texts.plain("day-cadences-late-button"), late))
    if day.silence is not None and day.silence.count:
        buttons.append(Button(texts.plain("day-silent-button"), OpenSilent()))
    if day.team_overdue:
        overdue = OpenTasks(whose=Whose.TEAM, stands=Stands.OVERDUE)
        buttons.append(Button(texts.plain("day-team-overdue-button"), overdue))
    return buttons


def _further(blocks: Sequence[Block], texts: Texts) -> list[Button]:
    """Where the rest of what is cut short is to be seen; all approvals have a screen of theirs."""
    found = {block.errand: block for block in blocks}
    left = {errand: block.count - len(block.lines) for errand, block in found.items()}
    buttons = []
    approvals = found.get(TaskErrand.APPROVE)
    if approvals is not None:
        label = texts.plain("day-approvals-button", count=approvals.count)
        buttons.append(Button(label, OpenApprovals()))
    if any(left.get(errand) for errand in WAITING):
        to = OpenTasks(whose=Whose.GIVEN_BY_ME, stands=Stands.WAITING)
        buttons.append(Button(texts.plain("day-waiting-button"), to))
    if any(left.get(errand) for errand in RequestErrand):
        buttons.append(Button(texts.plain("requests-button"), OpenRequests()))
    if left.get(GreetingErrand.OVERDUE) or left.get(GreetingErrand.TODAY):
        buttons.append(Button(texts.plain("greeting-list-button"), OpenGreetings()))
    if left.get(CadenceErrand.OVERDUE) or left.get(CadenceErrand.DUE):
        buttons.append(Button(texts.plain("day-cadences-button"), OpenCadences()))
    if any(left.get(errand) for errand in VisitErrand):
        buttons.append(Button(texts.plain("visits-list-button"), OpenVisits()))
    if left.get(TaskErrand.OVERDUE):
        to = OpenTasks(stands=Stands.OVERDUE)
        buttons.append(Button(texts.plain("day-overdue-button"), to))
    return buttons
