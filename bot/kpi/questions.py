"""Days of figures in words."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.kpi.callback_data import AskKpiPeriod, OpenKpi
from bot.kpi.handlers import show_kpi
from bot.questions import Asked, Question, ask
from domain.kpi.queries import NameSubject, ReadKpiPeriod
from domain.org.model import Actor


async def period_asked(
    _query: CallbackQuery,
    callback_data: AskKpiPeriod,
    actor: Actor,
    name_subject: NameSubject,
    dialog_manager: DialogManager,
) -> None:
    """Raises: NotFound: the actor may not see these figures."""
    await name_subject(actor, callback_data.whose(actor), callback_data.period)
    ids = callback_data.model_dump(include={"of", "id", "tab"})
    await ask(dialog_manager, "kpi_period", **ids)


async def period_typed(asked: Asked, text: str) -> None:
    data, actor = asked.data, asked.data["actor"]
    read_kpi_period: ReadKpiPeriod = data["read_kpi_period"]
    where = OpenKpi(**asked.ids)
    whose = where.whose(actor)
    period = await read_kpi_period(actor, whose, text)
    await asked.close()
    await show_kpi(
        asked.target,
        OpenKpi.to(whose, period, where.tab),
        actor,
        data["texts"],
        data["view_kpi"],
        data["further_lines"],
        data["cards"],
    )


QUESTIONS: Final = (Question("kpi_period", "kpi-ask-period", period_typed),)


def dialog_router() -> Router:
    asking = Router(name="kpi-asking")
    asking.callback_query.register(period_asked, AskKpiPeriod.filter())
    return asking
