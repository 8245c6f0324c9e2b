"""What is asked in words about a risk, and what the answers do."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs import texts_of
from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from bot.risks.callback_data import DecideRisk, TaskOfRisk
from bot.tasks.lists.handlers import TaskTitleMissing
from domain.delivery.model import Matter
from domain.org.model import Actor, PersonId
from domain.risks.model import RiskId
from domain.risks.use_cases import DismissRisk, TakeRisk, ViewRisk
from domain.tasks.lines import ReadLine

READY: Final = ("season", "talked", "mistake")
"""Why it is often none."""


async def decision_asked(
    _query: CallbackQuery,
    callback_data: DecideRisk,
    actor: Actor,
    view_risk: ViewRisk,
    dialog_manager: DialogManager,
) -> None:
    risk_id = RiskId(callback_data.risk_id)
    await view_risk(actor, risk_id)
    await ask(
        dialog_manager,
        f"risk_{callback_data.decision}",
        risk_id=risk_id,
        version=callback_data.version,
    )


async def taken(asked: Asked, text: str) -> None:
    take_risk: TakeRisk = asked.data["take_risk"]
    risk_id, version = RiskId(asked.ids["risk_id"]), int(asked.ids["version"])
    await take_risk(asked.data["actor"], risk_id, text, version=version)
    await _show(asked)


async def dismissed(asked: Asked, text: str) -> None:
    dismiss_risk: DismissRisk = asked.data["dismiss_risk"]
    why = texts_of(asked.manager).plain(f"risk-why-{text}-button") if text in READY else text
    risk_id, version = RiskId(asked.ids["risk_id"]), int(asked.ids["version"])
    await dismiss_risk(asked.data["actor"], risk_id, why, version=version)
    await _show(asked)


async def _show(asked: Asked) -> None:
    await asked.close()
    show_matter: ShowMatter = asked.data["show_matter"]
    await show_matter(asked.target, asked.data["actor"], Matter.RISK, asked.ids["risk_id"])


async def task_asked(
    _query: CallbackQuery,
    callback_data: TaskOfRisk,
    actor: Actor,
    view_risk: ViewRisk,
    dialog_manager: DialogManager,
) -> None:
    page = await view_risk(actor, RiskId(callback_data.risk_id))
    client = page.client.client
    await ask(
        dialog_manager,
        "risk_task",
        client_id=client.id,
        executor_id=client.owner_id,
    )


async def task_told(asked: Asked, text: str) -> None:
    """The draft of a task about the client, in its owner's hands where nobody else is named.

    Raises: TaskTitleMissing.
    """
    read_line: ReadLine = asked.data["read_line"]
    actor: Actor = asked.data["actor"]
    executor_id = asked.ids["executor_id"]
    read = await read_line(
        actor,
        text,
        is_task=True,
        client_id=asked.ids["client_id"],
        executor_id=None if executor_id is None else PersonId(executor_id),
    )
    if read.task is None:
        raise TaskTitleMissing
    await asked.close()
    show_matter: ShowMatter = asked.data["show_matter"]
    await show_matter(asked.target, actor, Matter.TASK, read.task.id)


QUESTIONS = (
    Question("risk_take", "question-risk-take", taken),
    Question(
        "risk_dismiss",
        "question-risk-dismiss",
        dismissed,
        tuple((why, f"risk-why-{why}-button") for why in READY),
    ),
    Question("risk_task", "question-risk-task", task_told),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="risks-asking")
    asking.callback_query.register(decision_asked, DecideRisk.filter())
    asking.callback_query.register(task_asked, TaskOfRisk.filter())
    return asking
