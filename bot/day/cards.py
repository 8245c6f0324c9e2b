"""«Мой день» as one message: what is pressing, each line with the number of its button."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.callback_data import OpenDay
from bot.day.blocks import Block, deal_blocks, fitted, task_blocks
from bot.deals.callback_data import OpenBoard, OpenSilent
from bot.greetings.blocks import greeting_blocks
from bot.greetings.callback_data import OpenGreetings
from bot.screens import Button, Row, Screen, in_rows, paired
from bot.tasks.approvals.callback_data import OpenApprovals
from bot.tasks.lists.callback_data import OpenTasks
from bot.texts import Markup, Texts
from domain.day.model import Day, Errand, TeamSilence
from domain.greetings.views import GreetingErrand
from domain.org.model import Actor
from domain.tasks.views import Stands, TaskErrand, Whose

BUTTONS_IN_ROW: Final = 5
MOST_LINES: Final = 20
"""Lines of a day that a phone shows without much scrolling; the counts tell of the rest."""
EVENING_BEGINS: Final = 16
"""The hour from which a digest looks back."""

ORDER: Final = (
    TaskErrand.APPROVE,
    TaskErrand.ANSWER_OBJECTION,
    TaskErrand.DECIDE_DATE,
    TaskErrand.ACCEPT_RESULT,
    TaskErrand.DECLINED,
    GreetingErrand.OVERDUE,
    GreetingErrand.TODAY,
    Errand.OVERDUE_OFFER,
    Errand.OFFER_TODAY,
    TaskErrand.OVERDUE,
    Errand.OVERDUE_STEP,
    TaskErrand.TODAY,
    TaskErrand.BEGIN,
    Errand.STEP_TODAY,
    TaskErrand.NEW,
    Errand.NO_STEP,
    Errand.OVER_LIMIT,
    GreetingErrand.TEAM,
)
"""Others wait first, then clients, then what is late."""

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
    zone, silence = actor.zone, day.silence
    blocks = [
        *deal_blocks(day, texts, now=now, zone=zone),
        *task_blocks(day.tasks, texts, reader=actor.id, now=now, zone=zone),
        *greeting_blocks(day.greetings, texts, reader=actor.id, now=now, zone=zone),
    ]
    blocks.sort(key=lambda block: ORDER.index(block.errand))
    shown = fitted(blocks, MOST_LINES)
    parts: list[Markup | None] = [_title(texts, actor, now, is_digest=is_digest)]
    number = 0
    for block in shown:
        parts.append(block.worded(texts, first=number + 1))
        number += len(block.lines)
    is_team_late = day.team_overdue or (silence is not None and silence.overdue)
    if not shown and not is_team_late:
        parts.append(texts("day-empty"))
    if silence is not None and silence.count:
        parts.append(
            texts(
                "day-team-silence",
                role=actor.role,
                count=silence.count,
                overdue=silence.overdue,
                money=texts.moneys(silence.money),
            )
        )
    if day.team_overdue:
        parts.append(texts("day-team-overdue", role=actor.role, count=day.team_overdue))
    return Screen(
        texts.paragraphs(parts),
        _buttons(shown, silence, texts, team_overdue=day.team_overdue),
    )


def _title(texts: Texts, actor: Actor, now: datetime, *, is_digest: bool) -> Markup:
    local = now.astimezone(actor.zone)
    date = (
        f"{texts.plain(f'weekday-{local.weekday()}')}, {local.day}"
        f" {texts.plain(f'month-{local.month}')}"
    )
    key = "day-evening-title" if is_digest and local.hour >= EVENING_BEGINS else "day-title"
    return texts(key, name=actor.name.split(maxsplit=1)[0], date=date)


def _buttons(
    blocks: Sequence[Block], silence: TeamSilence | None, texts: Texts, *, team_overdue: int
) -> tuple[Row, ...]:
    targets = [line.opens for block in blocks for line in block.lines]
    keys = [Button(str(number), target) for number, target in enumerate(targets, start=1)]
    rows = in_rows(keys, BUTTONS_IN_ROW)
    rows += paired(_further(blocks, texts))
    if silence is not None and silence.count:
        rows.append((Button(texts.plain("day-silent-button"), OpenSilent()),))
    if team_overdue:
        overdue = OpenTasks(whose=Whose.TEAM, stands=Stands.OVERDUE)
        rows.append((Button(texts.plain("day-team-overdue-button"), overdue),))
    rows.append(
        (
            Button(texts.plain("day-board-button"), OpenBoard()),
            Button(texts.plain("tasks-button"), OpenTasks()),
        )
    )
    rows.append((Button(texts.plain("day-again-button"), OpenDay()),))
    return tuple(rows)


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
    if left.get(GreetingErrand.OVERDUE) or left.get(GreetingErrand.TODAY):
        buttons.append(Button(texts.plain("greeting-list-button"), OpenGreetings()))
    if left.get(TaskErrand.OVERDUE):
        to = OpenTasks(stands=Stands.OVERDUE)
        buttons.append(Button(texts.plain("day-overdue-button"), to))
    return buttons
