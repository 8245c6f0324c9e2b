"""Lists of tasks: numbered rows, a button for each, and the filters as chips."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from bot.briefs.cards import briefs_button
from bot.callback_data import OpenClient, OpenDay, OpenDeal, OpenTask
from bot.pages import page_buttons
from bot.screens import Button, Row, Screen, in_rows
from bot.shortening import shorten
from bot.tasks.lists.callback_data import (
    AskDropDrafts,
    DropDrafts,
    FindTasks,
    NewTaskOfClient,
    NewTaskOfDeal,
    OpenClientTasks,
    OpenDealTasks,
    OpenFoundTask,
    OpenListedTask,
    OpenTasks,
    TurnFoundTasks,
)
from bot.tasks.wording import deadline_words, state_name
from bot.texts import Markup, Texts
from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.org.model import Actor, PersonId, Role
from domain.tasks.model import TaskState
from domain.tasks.views import Stands, TaskFilter, TaskLine, TasksPage, Whose

LONGEST_TITLE: Final = 60
NUMBERS_IN_ROW: Final = 4

WHOSE_CHIPS: Final = (Whose.MINE, Whose.GIVEN_BY_ME, Whose.OBSERVED, Whose.TEAM)
STANDS_CHIPS: Final = (
    (Stands.OPEN, Stands.OVERDUE, Stands.WAITING),
    (Stands.ENDED, Stands.DRAFTS),
)


def leads_tasks(role: Role) -> bool:
    """Whether there is a team whose tasks this person looks at."""
    return role.leads_people or role is Role.ADMINISTRATOR


def tasks_list(
    found: TasksPage, chosen: TaskFilter, texts: Texts, *, actor: Actor, now: datetime
) -> Screen:
    """One page of a list with its filters; the chosen ones are ticked."""
    title = texts(
        "tasks-title",
        whose=_whose_shown(chosen),
        stands=chosen.stands,
        count=found.page.total,
    )

    def opens(line: TaskLine) -> CallbackData:
        return OpenListedTask(
            task_id=line.id, whose=chosen.whose, stands=chosen.stands, page=found.page.number - 1
        )

    turn = page_buttons(
        found.page,
        texts,
        lambda number: OpenTasks(whose=chosen.whose, stands=chosen.stands, page=number),
    )
    body = rows_of(
        found,
        texts,
        actor=actor,
        now=now,
        tells_assigner=_tells_assigner(chosen),
        marks_drafts=chosen.stands is not Stands.DRAFTS,
    )
    empty = texts("tasks-empty", whose=_whose_shown(chosen), stands=chosen.stands)
    return Screen(
        texts.paragraphs([title, body or empty]),
        (
            *number_buttons(found, opens),
            *turn,
            *_chips(chosen, actor.role, texts),
            *_drop_row(found, chosen, texts),
            (
                Button(texts.plain("tasks-find-button"), FindTasks()),
                Button(texts.plain("day-button"), OpenDay()),
            ),
        ),
    )


def _drop_row(found: TasksPage, chosen: TaskFilter, texts: Texts) -> tuple[Row, ...]:
    if chosen.stands is not Stands.DRAFTS or not found.lines:
        return ()
    return ((Button(texts.plain("tasks-drop-drafts-button"), AskDropDrafts()),),)


def drop_drafts_question(count: int, texts: Texts) -> Screen:
    """The second tap deletes; ``count`` drafts are listed."""
    back = OpenTasks(stands=Stands.DRAFTS)
    return Screen(
        texts("tasks-drop-drafts-question", count=count),
        (
            (
                Button(texts.plain("tasks-drop-drafts-sure-button"), DropDrafts()),
                Button(texts.plain("back-button"), back),
            ),
        ),
    )


def _whose_shown(chosen: TaskFilter) -> str:
    """Drafts are the reader's own, whatever else was chosen."""
    return "drafts" if chosen.stands is Stands.DRAFTS else chosen.whose


def _tells_assigner(chosen: TaskFilter) -> bool:
    """In one's own list everybody knows who is to do it; who gave it is what tells them apart."""
    return chosen.whose is Whose.MINE and chosen.stands is not Stands.DRAFTS


def _chips(chosen: TaskFilter, role: Role, texts: Texts) -> tuple[Row, ...]:
    are_drafts = chosen.stands is Stands.DRAFTS

    def chip(to: OpenTasks, word: str, *, is_chosen: bool) -> Button:
        label = texts.plain(f"tasks-{word.replace('_', '-')}-chip")
        return Button(texts.plain("tasks-chosen-chip", name=label) if is_chosen else label, to)

    whose = tuple(
        chip(
            OpenTasks(whose=one, stands=Stands.OPEN if are_drafts else chosen.stands),
            one,
            is_chosen=one is chosen.whose and not are_drafts,
        )
        for one in WHOSE_CHIPS
        if one is not Whose.TEAM or leads_tasks(role)
    )
    stands = tuple(
        tuple(
            chip(OpenTasks(whose=chosen.whose, stands=one), one, is_chosen=one is chosen.stands)
            for one in row
        )
        for row in STANDS_CHIPS
    )
    return (whose, *stands)


def rows_of(
    found: TasksPage,
    texts: Texts,
    *,
    actor: Actor,
    now: datetime,
    tells_assigner: bool,
    marks_drafts: bool = True,
) -> Markup:
    """A numbered line for each task; empty where there are none."""
    return texts.lines(
        _row(
            number,
            line,
            texts,
            reader=actor.id,
            now=now,
            zone=actor.zone,
            tells_assigner=tells_assigner,
            marks_drafts=marks_drafts,
        )
        for number, line in enumerate(found.lines, start=found.page.offset + 1)
    )


def _row(
    number: int,
    line: TaskLine,
    texts: Texts,
    *,
    reader: PersonId,
    now: datetime,
    zone: ZoneInfo,
    tells_assigner: bool,
    marks_drafts: bool,
) -> Markup:
    is_own = line.assigner_id == line.executor_id
    words: list[str] = [shorten(line.title, LONGEST_TITLE)]
    if tells_assigner and not is_own:
        words.append(texts.plain("tasks-from", name=line.assigner_name))
    elif not tells_assigner:
        words.append(line.executor_name)
    state = standing(line, texts, reader=reader)
    if state and (marks_drafts or line.state is not TaskState.DRAFT):
        words.append(state)
    if line.deadline is not None and not line.has_ended:
        words.append(deadline_words(line.deadline, texts, now=now, zone=zone))
    key = "tasks-row-overdue" if line.is_overdue(now) else "tasks-row"
    return texts(key, number=number, words=" · ".join(words))


def standing(line: TaskLine, texts: Texts, *, reader: PersonId) -> str | None:
    """What is to be known of a task besides its deadline; None for what is simply to do."""
    is_mine = line.executor_id == reader
    if line.is_stopped:
        return texts.plain("tasks-stopped")
    if line.has_new_date:
        return texts.plain("tasks-new-date-mine" if is_mine else "tasks-new-date")
    if line.state is TaskState.DECLINED and is_mine:
        return texts.plain("tasks-declined-mine")
    if line.state in {TaskState.ACCEPTED, TaskState.IN_WORK}:
        return None
    if line.state is TaskState.GIVEN:
        return texts.plain("tasks-new")
    return state_name(line.state, texts)


def number_buttons(found: TasksPage, to: Callable[[TaskLine], CallbackData]) -> list[Row]:
    """A button for each row, by its number."""
    buttons = [
        Button(str(number), to(line))
        for number, line in enumerate(found.lines, start=found.page.offset + 1)
    ]
    return in_rows(buttons, NUMBERS_IN_ROW)


def found_tasks(
    found: TasksPage, wanted: str, texts: Texts, *, actor: Actor, now: datetime
) -> Screen:
    """What a search found, the open ones first."""
    page = found.page.number - 1
    shown = shorten(wanted, LONGEST_TITLE)
    title = (
        texts("tasks-found", wanted=shown, count=found.page.total)
        if found.lines
        else texts("tasks-none-found", wanted=shown)
    )
    body = rows_of(found, texts, actor=actor, now=now, tells_assigner=False)
    return Screen(
        texts.paragraphs([title, body]),
        (
            *number_buttons(found, lambda line: OpenFoundTask(task_id=line.id, page=page)),
            *page_buttons(found.page, texts, lambda number: TurnFoundTasks(page=number)),
            (
                Button(texts.plain("tasks-find-button"), FindTasks()),
                Button(texts.plain("tasks-button"), OpenTasks()),
            ),
        ),
    )


def client_tasks(
    client_id: ClientId, found: TasksPage, texts: Texts, *, actor: Actor, now: datetime
) -> Screen:
    return _linked(
        found,
        texts,
        actor=actor,
        now=now,
        turn=lambda number: OpenClientTasks(client_id=client_id, page=number),
        back=Button(texts.plain("client-button"), OpenClient(client_id=client_id)),
        new=NewTaskOfClient(client_id=client_id),
        briefs=briefs_button(texts, client_id=client_id),
    )


def deal_tasks(
    deal_id: DealId, found: TasksPage, texts: Texts, *, actor: Actor, now: datetime
) -> Screen:
    return _linked(
        found,
        texts,
        actor=actor,
        now=now,
        turn=lambda number: OpenDealTasks(deal_id=deal_id, page=number),
        back=Button(texts.plain("deal-button"), OpenDeal(deal_id=deal_id)),
        new=NewTaskOfDeal(deal_id=deal_id),
        briefs=briefs_button(texts, deal_id=deal_id),
    )


def _linked(
    found: TasksPage,
    texts: Texts,
    *,
    actor: Actor,
    now: datetime,
    turn: Callable[[int], CallbackData],
    back: Button,
    new: CallbackData,
    briefs: Button,
) -> Screen:
    """The tasks of a client or a deal, ended ones last."""
    key = "tasks-linked" if found.lines else "tasks-linked-none"
    body = rows_of(found, texts, actor=actor, now=now, tells_assigner=False)
    return Screen(
        texts.paragraphs([texts(key, count=found.page.total), body]),
        (
            *number_buttons(found, lambda line: OpenTask(task_id=line.id)),
            *page_buttons(found.page, texts, turn),
            (Button(texts.plain("tasks-new-button"), new), briefs),
            (back, Button(texts.plain("day-button"), OpenDay())),
        ),
    )
