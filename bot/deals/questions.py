"""What is asked in words about deals and offers, and what the answers do."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.deals.callback_data import AskAboutDeal, AskDealTitle, LoseDealBecause
from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from domain.amounts import parse_amount_with_currency
from domain.deals.errors import ReasonMissing, SnoozesUsedUp
from domain.deals.model import DealId, OfferId
from domain.deals.offer_answers import (
    NoteThinking,
    RefuseOffer,
    SnoozeOfferForAnHour,
    SnoozeOfferUntilDay,
)
from domain.deals.use_cases import AddNote, ChangeDeal, LoseDeal, PlanNextStep, RenameDeal
from domain.delivery.model import Matter
from domain.interactions.reading import ReadNextStep
from domain.notes import clean_comment
from domain.org.model import Actor
from domain.typed_dates import DateUnreadable, parse_day


async def asked_about_deal(
    _query: CallbackQuery, callback_data: AskAboutDeal, dialog_manager: DialogManager
) -> None:
    """Each ``DealQuestion`` is the question ``deal_<name>``."""
    await ask(dialog_manager, f"deal_{callback_data.what}", deal_id=callback_data.deal_id)


async def title_pressed(
    _query: CallbackQuery, callback_data: AskDealTitle, dialog_manager: DialogManager
) -> None:
    deal_id, version = callback_data.deal_id, callback_data.version
    await ask(dialog_manager, "deal_title", deal_id=deal_id, version=version)


async def lost_pressed(
    query: CallbackQuery,
    callback_data: LoseDealBecause,
    actor: Actor,
    lose_deal: LoseDeal,
    show_matter: ShowMatter,
    dialog_manager: DialogManager,
) -> None:
    deal_id, version = DealId(callback_data.deal_id), callback_data.version
    reason = callback_data.reason
    try:
        deal = await lose_deal(actor, deal_id, reason, version=version)
    except ReasonMissing:  # not a mistake of the person: the next step of the same act
        await ask(dialog_manager, "lost_comment", deal_id=deal_id, version=version, reason=reason)
        return
    await show_matter(query, actor, Matter.DEAL, deal.id)


async def _show_deal(asked: Asked) -> None:
    await asked.close()
    show_matter: ShowMatter = asked.data["show_matter"]
    await show_matter(asked.target, asked.data["actor"], Matter.DEAL, asked.ids["deal_id"])


async def _show_offer(asked: Asked) -> None:
    await asked.close()
    show_matter: ShowMatter = asked.data["show_matter"]
    await show_matter(asked.target, asked.data["actor"], Matter.OFFER, asked.ids["offer_id"])


def _day(asked: Asked, text: str) -> date:
    actor: Actor = asked.data["actor"]
    return parse_day(text, today=asked.data["clock"]().astimezone(actor.zone).date())


async def title_told(asked: Asked, text: str) -> None:
    rename_deal: RenameDeal = asked.data["rename_deal"]
    deal_id, version = DealId(asked.ids["deal_id"]), asked.ids["version"]
    await rename_deal(asked.data["actor"], deal_id, text, version=version)
    await _show_deal(asked)


async def amount_told(asked: Asked, text: str) -> None:
    change_deal: ChangeDeal = asked.data["change_deal"]
    amount = parse_amount_with_currency(text)
    await change_deal(asked.data["actor"], DealId(asked.ids["deal_id"]), amount=amount)
    await _show_deal(asked)


async def margin_told(asked: Asked, text: str) -> None:
    change_deal: ChangeDeal = asked.data["change_deal"]
    margin = parse_amount_with_currency(text, allow_zero=True)
    await change_deal(asked.data["actor"], DealId(asked.ids["deal_id"]), margin=margin)
    await _show_deal(asked)


async def closing_day_told(asked: Asked, text: str) -> None:
    change_deal: ChangeDeal = asked.data["change_deal"]
    day = _day(asked, text)
    await change_deal(asked.data["actor"], DealId(asked.ids["deal_id"]), closes_on=day)
    await _show_deal(asked)


async def note_told(asked: Asked, text: str) -> None:
    add_note: AddNote = asked.data["add_note"]
    await add_note(asked.data["actor"], DealId(asked.ids["deal_id"]), text)
    await _show_deal(asked)


async def step_told(asked: Asked, text: str) -> None:
    """The day is asked for where the words do not name it."""
    words = clean_comment(text)  # refused before the day is asked for
    read_next_step: ReadNextStep = asked.data["read_next_step"]
    actor: Actor = asked.data["actor"]
    try:
        step = await read_next_step(actor, words, default=words)
    except DateUnreadable:
        await ask(asked.manager, "deal_step_day", deal_id=asked.ids["deal_id"], words=words)
        return
    at = step.deadline.at.astimezone(actor.zone)
    await _plan(
        asked, step.words, f"{at:%d.%m.%Y %H:%M}" if step.deadline.has_time else f"{at:%d.%m.%Y}"
    )


async def step_day_told(asked: Asked, text: str) -> None:
    await _plan(asked, asked.ids["words"], text)


async def _plan(asked: Asked, words: str, when: str) -> None:
    plan_next_step: PlanNextStep = asked.data["plan_next_step"]
    await plan_next_step(asked.data["actor"], DealId(asked.ids["deal_id"]), words, when)
    await _show_deal(asked)


async def lost_comment_told(asked: Asked, text: str) -> None:
    lose_deal: LoseDeal = asked.data["lose_deal"]
    ids = asked.ids
    await lose_deal(
        asked.data["actor"],
        DealId(ids["deal_id"]),
        ids["reason"],
        text,
        version=ids["version"],
    )
    await _show_deal(asked)


async def refusal_comment_told(asked: Asked, text: str) -> None:
    refuse_offer: RefuseOffer = asked.data["refuse_offer"]
    ids = asked.ids
    await refuse_offer(
        asked.data["actor"],
        OfferId(ids["offer_id"]),
        ids["reason"],
        text,
        version=ids["version"],
    )
    await _show_offer(asked)


async def again_day_told(asked: Asked, text: str) -> None:
    note_thinking: NoteThinking = asked.data["note_thinking"]
    ids = asked.ids
    await note_thinking(
        asked.data["actor"],
        OfferId(ids["offer_id"]),
        version=ids["version"],
        again_on=_day(asked, text),
    )
    await _show_offer(asked)


async def snooze_day_told(asked: Asked, text: str) -> None:
    snooze_offer_until_day: SnoozeOfferUntilDay = asked.data["snooze_offer_until_day"]
    ids = asked.ids
    offer_id, version, day = OfferId(ids["offer_id"]), ids["version"], _day(asked, text)
    try:
        await snooze_offer_until_day(asked.data["actor"], offer_id, version=version, day=day)
    except SnoozesUsedUp:  # the next step of the same act
        kept = {"offer_id": offer_id, "version": version, "day": day.isoformat()}
        await ask(asked.manager, "snooze_reason", choice="day", **kept)
        return
    await _show_offer(asked)


async def snooze_reason_told(asked: Asked, text: str) -> None:
    ids, actor = asked.ids, asked.data["actor"]
    offer_id, version = OfferId(ids["offer_id"]), ids["version"]
    if ids["choice"] == "hour":
        for_an_hour: SnoozeOfferForAnHour = asked.data["snooze_offer_for_an_hour"]
        await for_an_hour(actor, offer_id, version=version, reason=text)
    else:
        until_day: SnoozeOfferUntilDay = asked.data["snooze_offer_until_day"]
        day = date.fromisoformat(ids["day"]) if ids["choice"] == "day" else None
        await until_day(actor, offer_id, version=version, day=day, reason=text)
    await _show_offer(asked)


STEP_DAYS = (
    ("завтра", "step-tomorrow-button"),
    ("через 3 дня", "step-in-three-days-button"),
    ("через неделю", "step-in-week-button"),
)

QUESTIONS = (
    Question("deal_title", "question-deal-title", title_told),
    Question("deal_amount", "question-amount", amount_told),
    Question("deal_margin", "question-margin", margin_told),
    Question("deal_closing_day", "question-closing-day", closing_day_told),
    Question("deal_note", "question-note", note_told),
    Question("deal_step", "question-step", step_told),
    Question("deal_step_day", "question-step-day", step_day_told, STEP_DAYS),
    Question("lost_comment", "question-lost-comment", lost_comment_told),
    Question("refusal_comment", "question-refusal-comment", refusal_comment_told),
    Question("again_day", "question-again-day", again_day_told),
    Question("snooze_day", "question-snooze-day", snooze_day_told),
    Question("snooze_reason", "question-snooze-reason", snooze_reason_told),
)


def dialog_router() -> Router:
    """Taps that lead to a question, or may."""
    asking = Router(name="deals-asking")
    asking.callback_query.register(asked_about_deal, AskAboutDeal.filter())
    asking.callback_query.register(title_pressed, AskDealTitle.filter())
    asking.callback_query.register(lost_pressed, LoseDealBecause.filter())
    return asking
