"""What is asked in words about a task, and what the answers do."""

from datetime import datetime
from typing import Final

from bot.matters import ShowMatter
from bot.pages import PAGE_SIZE
from bot.questions import Asked, Question, ask
from bot.screens import show
from bot.tasks import choices
from bot.tasks.answering import DATES, act
from bot.tasks.callback_data import TaskQuestion
from bot.tasks.colleagues import ColleagueChoice
from bot.texts import NOTHING
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.names import NameMissing
from domain.notes import clean_comment
from domain.org.model import Actor, PersonId
from domain.tasks.arranging import ChangeEstimate
from domain.tasks.dates import ChangeDeadline, ProposeNewDate
from domain.tasks.doing import AcceptResult, DeclineTask, ReturnTask
from domain.tasks.lines import ReadLine
from domain.tasks.model import Deadline, Rating, TaskId
from domain.tasks.oversight import AnswerObjection, ObjectToTask, ReassignTask
from domain.tasks.queries import ListTasks, ViewTask
from domain.tasks.rules import check_new_date
from domain.tasks.typed import ReadDeadline, ReadEstimate
from domain.tasks.views import Stands, TaskFilter, Whose

NEW_EXECUTOR: Final = "task_executor"


def question_name(what: TaskQuestion) -> str:
    return f"task_{what}"


def _about(asked: Asked) -> tuple[Actor, TaskId, int]:
    """Whoever answers, and the task as the button showed it."""
    return asked.data["actor"], TaskId(asked.ids["task_id"]), asked.ids["version"]


async def decline_reason_told(asked: Asked, text: str) -> None:
    decline_task: DeclineTask = asked.data["decline_task"]
    actor, task_id, version = _about(asked)
    await act(asked, decline_task(actor, task_id, text, version=version))


async def return_comment_told(asked: Asked, text: str) -> None:
    return_task: ReturnTask = asked.data["return_task"]
    actor, task_id, version = _about(asked)
    await act(asked, return_task(actor, task_id, text, version=version))


async def remark_told(asked: Asked, text: str) -> None:
    """The thumb is down, with or without saying why."""
    accept_result: AcceptResult = asked.data["accept_result"]
    actor, task_id, version = _about(asked)
    remark = None if text == NOTHING else text
    await act(asked, accept_result(actor, task_id, Rating.DOWN, version=version, remark=remark))


async def objection_told(asked: Asked, text: str) -> None:
    object_to_task: ObjectToTask = asked.data["object_to_task"]
    actor, task_id, version = _about(asked)
    await act(asked, object_to_task(actor, task_id, text, version=version))


async def answer_told(asked: Asked, text: str) -> None:
    answer_objection: AnswerObjection = asked.data["answer_objection"]
    actor, task_id, _ = _about(asked)
    await act(asked, answer_objection(actor, task_id, text))


async def estimate_told(asked: Asked, text: str) -> None:
    read_estimate: ReadEstimate = asked.data["read_estimate"]
    change_estimate: ChangeEstimate = asked.data["change_estimate"]
    actor, task_id, version = _about(asked)
    estimate = await read_estimate(actor, text)
    await act(asked, change_estimate(actor, task_id, estimate, version=version))


async def date_told(asked: Asked, text: str) -> None:
    """The assigner's own word."""
    read_deadline: ReadDeadline = asked.data["read_deadline"]
    change_deadline: ChangeDeadline = asked.data["change_deadline"]
    actor, task_id, version = _about(asked)
    deadline = await read_deadline(actor, text)
    await act(asked, change_deadline(actor, task_id, deadline, version=version))


async def new_date_told(asked: Asked, text: str) -> None:
    """The executor asks; the reason comes next, and only for a date that can be."""
    read_deadline: ReadDeadline = asked.data["read_deadline"]
    view_task: ViewTask = asked.data["view_task"]
    clock: Clock = asked.data["clock"]
    actor, task_id, version = _about(asked)
    deadline = await read_deadline(actor, text)
    check_new_date((await view_task(actor, task_id)).task, deadline, now=clock())
    await ask(
        asked.manager,
        "task_date_reason",
        task_id=task_id,
        version=version,
        at=deadline.at.isoformat(),
        has_time=deadline.has_time,
    )


async def date_reason_told(asked: Asked, text: str) -> None:
    propose_new_date: ProposeNewDate = asked.data["propose_new_date"]
    actor, task_id, version = _about(asked)
    deadline = Deadline(datetime.fromisoformat(asked.ids["at"]), asked.ids["has_time"])
    reason = clean_comment(text)
    await act(asked, propose_new_date(actor, task_id, deadline, reason, version=version))


async def part_told(asked: Asked, text: str) -> None:
    """A draft under the task, with its own card: nobody else sees it until it is sent."""
    read_line: ReadLine = asked.data["read_line"]
    actor, task_id, _ = _about(asked)
    read = await read_line(actor, text, is_task=True, parent_id=task_id)
    if read.task is None:
        raise NameMissing
    await asked.close()
    show_matter: ShowMatter = asked.data["show_matter"]
    await show_matter(asked.target, actor, Matter.TASK, read.task.id)


async def whole_told(asked: Asked, text: str) -> None:
    """Part of a title: the open tasks that have it, one to a button."""
    list_tasks: ListTasks = asked.data["list_tasks"]
    actor, task_id, version = _about(asked)
    chosen = TaskFilter(Whose.ANY, Stands.OPEN, text)
    found = await list_tasks(actor, chosen, offset=0, size=PAGE_SIZE)
    lines = [line for line in found.lines if line.id != task_id]
    now, texts = asked.data["clock"](), asked.data["texts"]
    await asked.close()
    await show(asked.target, choices.parents_screen(task_id, version, lines, texts, now=now))


async def executor_chosen(asked: Asked, person_id: PersonId) -> None:
    reassign_task: ReassignTask = asked.data["reassign_task"]
    actor, task_id, version = _about(asked)
    await act(asked, reassign_task(actor, task_id, person_id, version=version))


ESTIMATES = (
    ("30 мин", "task-30-minutes-button"),
    ("1 ч", "task-1-hour-button"),
    ("2 ч", "task-2-hours-button"),
    ("4 ч", "task-4-hours-button"),
)

QUESTIONS = (
    Question("task_decline", "task-ask-decline", decline_reason_told),
    Question("task_return", "task-ask-return", return_comment_told),
    Question("task_remark", "task-ask-remark", remark_told, ((NOTHING, "task-no-remark-button"),)),
    Question("task_object", "task-ask-object", objection_told),
    Question("task_answer", "task-ask-answer", answer_told),
    Question("task_estimate", "task-ask-estimate", estimate_told, ESTIMATES),
    Question("task_date", "task-ask-date", date_told, DATES),
    Question("task_new_date", "task-ask-new-date", new_date_told, DATES),
    Question("task_part", "task-ask-part", part_told),
    Question("task_under", "task-ask-under", whole_told),
    Question("task_date_reason", "task-ask-date-reason", date_reason_told),
)

COLLEAGUE_CHOICES = (ColleagueChoice(NEW_EXECUTOR, "task-whom-question", executor_chosen),)
