"""What became of a client, in words."""

from typing import Final

from bot.risks.wording import kinds_words
from bot.segments.wording import measured_words
from bot.texts import Markup
from bot.timeline.telling import Telling, Words
from domain.risks.model import SignKind
from domain.segments.model import measured_of
from domain.timeline import Happened


def _client_renamed(told: Telling) -> Markup:
    return told.texts("timeline-client-renamed", was=told.text("was"), name=told.text("name"))


def _segment_changed(told: Telling) -> Markup:
    was, segment = told.segment("was"), told.segment("segment")
    if was is not None and was == segment:
        is_pinned = told.entry.facts.get("is_pinned") is True
        key = "timeline-segment-pinned" if is_pinned else "timeline-segment-unpinned"
        return told.texts(key, segment=segment)
    measured = told.entry.facts.get("why")
    why = measured_of(measured) if isinstance(measured, list) else ()
    words = measured_words(why, told.rulebook, told.texts)
    if words is None:
        return told.texts("timeline-segment-changed", was=was, segment=segment)
    return told.texts("timeline-segment-changed-why", was=was, segment=segment, why=words)


def _tax_number_changed(told: Telling) -> Markup:
    number = told.text("number")
    if number is None:
        return told.texts("timeline-tax-number-removed")
    return told.texts("timeline-tax-number-changed", number=number)


def _email_changed(told: Telling) -> Markup:
    return told.texts("timeline-email-changed", email=told.text("email"))


def _risk(told: Telling) -> Markup:
    signs = told.entry.facts.get("signs")
    if told.entry.kind in {Happened.RISK_TAKEN, Happened.RISK_DISMISSED}:
        return told.with_quote(told.texts(told.key), "words")
    kinds = [SignKind(str(sign["kind"])) for sign in signs] if isinstance(signs, list) else []
    return told.texts(told.key, kinds=kinds_words(kinds, told.texts) or None)


def _phone_added(told: Telling) -> Markup:
    return told.texts("timeline-phone-added", number=told.text("number"))


def _contact_added(told: Telling) -> Markup:
    return told.texts("timeline-contact-added", name=told.text("name"))


def _clients_merged(told: Telling) -> Markup:
    return told.texts("timeline-clients-merged", name=told.text("name"))


def _merge_undone(told: Telling) -> Markup:
    return told.texts("timeline-merge-undone", name=told.text("survivor"))


def _handed_over(told: Telling) -> Markup:
    return told.texts(
        told.key, was=told.text("was"), now=told.text("now"), title=told.text("title")
    )


def _product_stated(told: Telling) -> Markup:
    """«Есть: Сервис», with whom they buy it from, or why they need none."""
    state = told.text("state") or "absent"
    key = f"timeline-product-{state.replace('_', '-')}"
    if not told.texts.has(key):
        key = "timeline-product-absent"
    words = told.texts(key, name=told.text("product"))
    return told.with_quote(words, "words")


WORDS: Final[Words] = {
    Happened.CLIENT_HANDED_OVER: _handed_over,
    Happened.DEAL_HANDED_OVER: _handed_over,
    Happened.TASK_HANDED_OVER: _handed_over,
    Happened.TASK_ASSIGNER_CHANGED: _handed_over,
    Happened.CLIENT_RENAMED: _client_renamed,
    Happened.SEGMENT_CHANGED: _segment_changed,
    Happened.RISK_FOUND: _risk,
    Happened.RISK_TAKEN: _risk,
    Happened.RISK_DISMISSED: _risk,
    Happened.RISK_GONE: _risk,
    Happened.PHONE_ADDED: _phone_added,
    Happened.TAX_NUMBER_CHANGED: _tax_number_changed,
    Happened.EMAIL_CHANGED: _email_changed,
    Happened.CONTACT_ADDED: _contact_added,
    Happened.CLIENTS_MERGED: _clients_merged,
    Happened.MERGE_UNDONE: _merge_undone,
    Happened.PRODUCT_STATED: _product_stated,
}
