"""What the form of a brief keeps: its template with the version of the rulebook, and answers.

So it goes on with the questions as they were when it was begun, whatever the rulebook says by then.
"""

from aiogram.fsm.state import State, StatesGroup
from aiogram_dialog import DialogManager

from bot.dialogs import started_with
from domain.briefs import rules
from domain.briefs.model import BriefAnswers, OpenBrief
from domain.briefs.use_cases import ViewBrief, ViewTaskBrief
from domain.briefs.written import read_answers, write_answers
from domain.rulebook.briefs import BriefField
from domain.tasks.model import TaskId


class BriefForm(StatesGroup):
    question = State()
    review = State()
    executor = State()
    deadline = State()


async def opened_brief(manager: DialogManager) -> OpenBrief:
    data, started = manager.middleware_data, started_with(manager)
    if "task_id" in started:
        view_task_brief: ViewTaskBrief = data["view_task_brief"]
        brief = await view_task_brief(data["actor"], TaskId(started["task_id"]))
        return OpenBrief(brief.template, started["version"])
    view_brief: ViewBrief = data["view_brief"]
    return await view_brief(data["actor"], started["key"], started["version"])


def answers_of(manager: DialogManager, opened: OpenBrief) -> BriefAnswers:
    begun_with = started_with(manager).get("answers", {})
    return read_answers(opened.brief.fields, manager.dialog_data.get("answers", begun_with))


def asked_field(manager: DialogManager, opened: OpenBrief) -> BriefField:
    """The question that is shown: the one gone back to, else the first that is left."""
    at = manager.dialog_data.get("at") or ""
    by_key = {field.key: field for field in opened.brief.fields}
    left = rules.next_question(opened.brief, answers_of(manager, opened))
    return by_key.get(at) or left or opened.brief.fields[0]


def keep_answers(manager: DialogManager, answers: BriefAnswers) -> None:
    manager.dialog_data["answers"] = write_answers(answers)


async def go_on(manager: DialogManager, opened: OpenBrief) -> None:
    """To the first question that is left, else to the look over all of them."""
    manager.dialog_data["at"] = None
    if rules.next_question(opened.brief, answers_of(manager, opened)) is None:
        await manager.switch_to(BriefForm.review)
