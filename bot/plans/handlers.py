"""/plan and the taps on it; a sheet of plans that is sent back."""

import asyncio
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.matters import show_instead
from bot.pages import PAGE_SIZE
from bot.plans.callback_data import (
    AskFactor,
    AskPlan,
    ChooseFactor,
    ConfirmPlans,
    CopyPlans,
    OpenPlan,
    SendPlanSheet,
    SharePlan,
    month_from,
    month_number,
    whose_of,
)
from bot.plans.cards import plan_screen, sheet_screen
from bot.plans.proposal_cards import factor_screen, faults_screen, proposal_screen
from bot.plans.sheet_words import known_words, sheet_words
from bot.questions import Asked, Question, ask
from bot.screens import send, show
from bot.texts import Texts
from domain.delivery.ports import Cards
from domain.org.model import Actor, Role
from domain.org.whose import Whose, WhoseKind, widest_of
from domain.plans.copying import parse_factor
from domain.plans.model import PlanKey, Planned, ProposalId
from domain.plans.queries import ExportPlans, ViewPlan
from domain.plans.setting import (
    ApplyPlans,
    CheckPlanSettable,
    ProposeCopy,
    ProposeFromSheet,
    ProposeShares,
    SetPlan,
)
from domain.plans.sheets import PlanSheetWrong, ReadPlanSheet, WritePlanSheet
from domain.rate_limits import Limited, RateLimits

LARGEST_SHEET_BYTES = 5_000_000
"""What is larger is no sheet of plans, and is not fetched to find out."""


async def plan_asked(message: Message, actor: Actor, texts: Texts, view_plan: ViewPlan) -> None:
    await show(message, plan_screen(await view_plan(actor), texts))


async def plan_opened(
    query: CallbackQuery,
    callback_data: OpenPlan,
    actor: Actor,
    texts: Texts,
    view_plan: ViewPlan,
    cards: Cards,
) -> None:
    page = await view_plan(
        actor,
        whose_of(callback_data),
        month_from(callback_data.month),
        callback_data.planned,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    await show_instead(query, plan_screen(page, texts), cards)


async def plan_to_set(
    _query: CallbackQuery,
    callback_data: AskPlan,
    actor: Actor,
    check_plan_settable: CheckPlanSettable,
    dialog_manager: DialogManager,
) -> None:
    month = month_from(callback_data.month)
    await check_plan_settable(actor, whose_of(callback_data), month)
    name = "plan_money" if callback_data.planned.is_money else "plan_count"
    await ask(dialog_manager, name, **_ids(callback_data), version=callback_data.version)


async def plan_told(asked: Asked, text: str) -> None:
    data = asked.data
    set_plan: SetPlan = data["set_plan"]
    view_plan: ViewPlan = data["view_plan"]
    key = _key(asked.ids)
    await set_plan(data["actor"], key, text, int(asked.ids["version"]))
    page = await view_plan(data["actor"], key.whose, key.month, key.planned)
    await asked.close()
    await show(asked.target, plan_screen(page, data["texts"]))


async def shares_asked(
    query: CallbackQuery,
    callback_data: SharePlan,
    actor: Actor,
    texts: Texts,
    propose_shares: ProposeShares,
) -> None:
    month, planned = month_from(callback_data.month), callback_data.planned
    whose = whose_of(callback_data)
    view = await propose_shares(actor, whose, month, planned, callback_data.way)
    await show(query, proposal_screen(view, _back(callback_data), texts))


async def copy_asked(
    query: CallbackQuery,
    callback_data: ChooseFactor,
    actor: Actor,
    texts: Texts,
    view_plan: ViewPlan,
    cards: Cards,
) -> None:
    month = month_from(callback_data.month)
    page = await view_plan(actor, whose_of(callback_data), month, callback_data.planned)
    await show_instead(query, factor_screen(page, texts), cards)


async def copy_pressed(
    query: CallbackQuery,
    callback_data: CopyPlans,
    actor: Actor,
    texts: Texts,
    propose_copy: ProposeCopy,
) -> None:
    month = month_from(callback_data.month)
    view = await propose_copy(actor, whose_of(callback_data), month, callback_data.factor.number)
    await show(query, proposal_screen(view, _back(callback_data), texts))


async def factor_asked(
    _query: CallbackQuery,
    callback_data: AskFactor,
    actor: Actor,
    view_plan: ViewPlan,
    dialog_manager: DialogManager,
) -> None:
    await view_plan(actor, whose_of(callback_data), month_from(callback_data.month))
    await ask(dialog_manager, "plan_factor", **_ids(callback_data))


async def factor_told(asked: Asked, text: str) -> None:
    data, key = asked.data, _key(asked.ids)
    propose_copy: ProposeCopy = data["propose_copy"]
    view = await propose_copy(data["actor"], key.whose, key.month, parse_factor(text))
    await asked.close()
    back = OpenPlan(
        kind=key.whose.kind,
        id=key.whose.id,
        month=month_number(key.month),
        planned=key.planned,
    )
    await show(asked.target, proposal_screen(view, back, data["texts"]))


async def plans_confirmed(
    query: CallbackQuery,
    callback_data: ConfirmPlans,
    actor: Actor,
    texts: Texts,
    apply_plans: ApplyPlans,
    view_plan: ViewPlan,
) -> None:
    proposal_id = ProposalId(callback_data.proposal_id)
    _, count = await apply_plans(actor, proposal_id, only_new=callback_data.only_new)
    await query.answer(texts.plain("plan-applied", count=count))
    month = month_from(callback_data.month)
    page = await view_plan(actor, whose_of(callback_data), month, callback_data.planned)
    await show(query, plan_screen(page, texts))


async def sheet_asked(
    query: CallbackQuery,
    callback_data: SendPlanSheet,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    rate_limits: RateLimits,
    export_plans: ExportPlans,
    write_plan_sheet: WritePlanSheet,
) -> None:
    """A message of its own; the plan stays where it is."""
    rate_limits.require(actor.id, Limited.FILE)
    whose = whose_of(callback_data)
    paper = await export_plans(actor, whose, month_from(callback_data.month))
    await query.answer()
    words = sheet_words(texts, paper.currency)
    content = await asyncio.to_thread(write_plan_sheet, paper, words)
    await send(bot, query.from_user.id, sheet_screen(paper, whose, content, texts))


async def brings_plan(
    message: Message,
    bot: Bot,
    read_plan_sheet: ReadPlanSheet,
    actor: Actor | None = None,
) -> bool | dict[str, Any]:
    """Whether a colleague has sent a sheet of plans to the bot itself: told by its columns, so that
    a file by another name is known, and another table goes where tables go.
    """
    document = message.document
    if (
        document is None
        or actor is None
        or actor.role is Role.CLIENT
        or message.chat.type != ChatType.PRIVATE
        or not (document.file_name or "").lower().endswith(".xlsx")
        or (document.file_size or 0) > LARGEST_SHEET_BYTES
    ):
        return False
    content = await bot.download(document)
    if content is None:
        return False
    sheet = content.read()
    is_ours = await asyncio.to_thread(read_plan_sheet.knows, sheet, known_words(actor.language))
    return {"plan_sheet": sheet} if is_ours else False


async def sheet_came(
    message: Message,
    actor: Actor,
    texts: Texts,
    plan_sheet: bytes,
    read_plan_sheet: ReadPlanSheet,
    propose_from_sheet: ProposeFromSheet,
) -> None:
    """The faults of a wrong sheet are the answer to it, a message of many lines."""
    words = known_words(actor.language)
    sheet = await asyncio.to_thread(read_plan_sheet, plan_sheet, words)
    try:
        view = await propose_from_sheet(actor, sheet)
    except PlanSheetWrong as wrong:
        await show(message, faults_screen(wrong.faults, texts))
        return
    whose = widest_of(actor)
    first = view.lines[0]
    back = OpenPlan(
        kind=whose.kind,
        id=whose.id,
        month=month_number(first.month),
        planned=first.planned,
    )
    await show(message, proposal_screen(view, back, texts))


def _ids(data: AskPlan | AskFactor) -> dict[str, str | int]:
    return {
        "kind": str(data.kind),
        "id": data.id,
        "month": month_number(month_from(data.month)),
        "planned": str(data.planned),
    }


def _key(ids: Any) -> PlanKey:
    whose = Whose(WhoseKind(ids["kind"]), int(ids["id"]))
    return PlanKey(month_from(int(ids["month"])), whose, Planned(ids["planned"]))


def _back(data: SharePlan | CopyPlans) -> OpenPlan:
    return OpenPlan(kind=data.kind, id=data.id, month=data.month, planned=data.planned)


QUESTIONS = (
    Question("plan_money", "question-plan-money", plan_told),
    Question("plan_count", "question-plan-count", plan_told),
    Question("plan_factor", "question-plan-factor", factor_told),
)


def router() -> Router:
    plans = Router(name="plans")
    plans.message.register(plan_asked, Command("plan"))
    plans.message.register(sheet_came, F.document, brings_plan)
    tapped = plans.callback_query.register
    tapped(plan_opened, OpenPlan.filter())
    tapped(shares_asked, SharePlan.filter())
    tapped(copy_asked, ChooseFactor.filter())
    tapped(copy_pressed, CopyPlans.filter())
    tapped(plans_confirmed, ConfirmPlans.filter())
    tapped(sheet_asked, SendPlanSheet.filter())
    return plans


def dialog_router() -> Router:
    asking = Router(name="plans-asking")
    asking.callback_query.register(plan_to_set, AskPlan.filter())
    asking.callback_query.register(factor_asked, AskFactor.filter())
    return asking
