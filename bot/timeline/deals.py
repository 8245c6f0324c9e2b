"""What happened with a deal and its offers, in words."""

from typing import Final

from bot.shortening import shorten_to_line
from bot.texts import Markup
from bot.timeline.telling import LONGEST_QUOTE, Telling, Words
from domain.timeline import Happened


def _deal_created(told: Telling) -> Markup:
    stage = told.stage(told.entry.to_stage)
    return told.texts("timeline-deal-created", title=told.entry.deal_title, stage=stage)


def _moved(told: Telling) -> Markup:
    before, after = told.stage(told.entry.from_stage), told.stage(told.entry.to_stage)
    return told.texts("timeline-stage", before=before, after=after)


def _lost(told: Telling) -> Markup:
    return told.with_quote(told.texts("timeline-lost", reason=told.reason()), "comment")


def _ticked(told: Telling) -> Markup:
    is_done = told.entry.facts.get("is_done") is not False
    return told.texts("timeline-ticked" if is_done else "timeline-unticked", item=told.item())


def _next_step(told: Telling) -> Markup:
    return told.texts("timeline-next-step", step=told.text("step"), at=told.at("at"))


def _changed(told: Telling) -> Markup:
    values = {
        "title": told.text("title"),
        "amount": told.amount("amount"),
        "margin": told.amount("margin"),
        "closes-on": told.day("closes_on"),
    }
    parts = [
        told.texts(f"timeline-changed-{name}", value=value)
        for name, value in values.items()
        if value is not None
    ]
    if not parts:
        return told.texts("timeline-other")
    return told.texts("timeline-changed", what=Markup(", ".join(parts)))


def _noted(told: Telling) -> Markup:
    return told.texts("timeline-note", text=shorten_to_line(told.text("text") or "", LONGEST_QUOTE))


def _offer_sent(told: Telling) -> Markup:
    amount, at, number = told.amount("amount"), told.at("follow_up_at"), told.text("number")
    if number is None:
        return told.texts("timeline-offer-sent", amount=amount, at=at)
    return told.texts("timeline-offer-sent-numbered", number=number, amount=amount, at=at)


def _offer_refused(told: Telling) -> Markup:
    return told.with_quote(told.texts("timeline-offer-refused", reason=told.reason()), "comment")


def _offer_thinking(told: Telling) -> Markup:
    return told.texts("timeline-offer-thinking", at=told.at("follow_up_at"))


def _offer_no_answer(told: Telling) -> Markup:
    return told.texts("timeline-offer-no-answer", at=told.at("follow_up_at"))


def _offer_snoozed(told: Telling) -> Markup:
    words = told.texts("timeline-offer-snoozed", at=told.at("follow_up_at"))
    return told.with_quote(words, "reason")


WORDS: Final[Words] = {
    Happened.DEAL_CREATED: _deal_created,
    Happened.STAGE: _moved,
    Happened.LOST: _lost,
    Happened.TICKED: _ticked,
    Happened.NEXT_STEP: _next_step,
    Happened.CHANGED: _changed,
    Happened.NOTE: _noted,
    Happened.OFFER_SENT: _offer_sent,
    Happened.OFFER_REFUSED: _offer_refused,
    Happened.OFFER_THINKING: _offer_thinking,
    Happened.OFFER_NO_ANSWER: _offer_no_answer,
    Happened.OFFER_SNOOZED: _offer_snoozed,
}
