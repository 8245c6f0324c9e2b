"""What happened with a deal or a client, each thing in one line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from bot.greetings.wording import occasion_words, yearly_words
from bot.interactions.wording import kind_name, through_name
from bot.requests.wording import channel_name as request_channel
from bot.requests.wording import kind_name as request_kind
from bot.risks.wording import kinds_words
from bot.rulebook.wording import item_name, reason_name, segment_name, stage_name
from bot.segments.wording import measured_words
from bot.shortening import shorten_to_line
from bot.tasks.wording import duration, priority_name
from bot.texts import Markup, Texts
from domain.deals.views import TimelineEntry
from domain.greetings.model import Occasion
from domain.greetings.yearly import YearlyDay
from domain.interactions.model import USUAL_WAY, InteractionKind, InteractionResult, Through
from domain.money import Money
from domain.risks.model import SignKind
from domain.rulebook.model import Rulebook
from domain.segments.model import measured_of
from domain.tasks.model import Rating, TaskPriority
from domain.timeline import Happened

LONGEST_QUOTE = 200
"""Letters of a note or comment that are shown in a list; the rest stays in the base."""


def timeline_line(
    entry: TimelineEntry,
    rulebook: Rulebook,
    texts: Texts,
    zone: ZoneInfo,
    *,
    names_deal: bool = False,
) -> Markup:
    """Icon and words, then when and by whom; ``names_deal`` where entries of many deals stand
    together.

    A kind that has no words (yet) is told as a change, so that no history has holes.
    """
    told = _Telling(entry, rulebook, texts, zone)
    words = _WORDS.get(entry.kind, _by_kind_alone)(told)
    marks = [moment_in_history(entry.at, zone), entry.actor_name]
    if names_deal and entry.deal_title:
        marks.append(entry.deal_title)
    return texts("timeline-line", words=words, marks=" · ".join(mark for mark in marks if mark))


def moment_in_history(moment: datetime, zone: ZoneInfo) -> str:
    """Always with the year: a history is read years later."""
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"


@dataclass(frozen=True, slots=True)
class _Telling:
    """One entry with what its words are made of; a fact that is not there is None."""

    entry: TimelineEntry
    rulebook: Rulebook
    texts: Texts
    zone: ZoneInfo

    def text(self, fact: str) -> str | None:
        value = self.entry.facts.get(fact)
        return str(value) if value not in (None, "") else None

    def in_language(self, fact: str) -> str | None:
        """Of a fact that holds words by language, the reader's; Russian where there are none."""
        words = self.entry.facts.get(fact)
        if not isinstance(words, dict):
            return None
        return words.get(self.texts.language.value) or words.get("ru")

    def at(self, fact: str) -> str | None:
        value = self.text(fact)
        return moment_in_history(datetime.fromisoformat(value), self.zone) if value else None

    def day(self, fact: str) -> str | None:
        value = self.text(fact)
        return f"{datetime.fromisoformat(value):%d.%m.%Y}" if value else None

    def amount(self, fact: str) -> str | None:
        """The money, in its currency where the entry names one."""
        value, currency = self.text(fact), self.text("currency")
        if value is None:
            return None
        amount = Decimal(value)
        if currency:
            return self.texts.money(Money(amount, currency))
        whole = amount == amount.to_integral_value()
        return self.texts.number(int(amount)) if whole else f"{amount.normalize():f}"

    def stage(self, key: str | None) -> str | None:
        return stage_name(self.rulebook, key, self.texts) if key else None

    def reason(self) -> str | None:
        key = self.text("reason")
        return reason_name(self.rulebook, key, self.texts) if key else None

    def item(self) -> str | None:
        key = self.text("item")
        return item_name(self.rulebook, key, self.texts) if key else None

    def segment(self, fact: str) -> str | None:
        key = self.text(fact)
        return segment_name(self.rulebook, key, self.texts) if key else None

    def with_quote(self, words: Markup, fact: str) -> Markup:
        quote = self.text(fact)
        if quote is None:
            return words
        return self.texts(
            "timeline-with-quote", words=words, quote=shorten_to_line(quote, LONGEST_QUOTE)
        )


def _deal_created(told: _Telling) -> Markup:
    stage = told.stage(told.entry.to_stage)
    return told.texts("timeline-deal-created", title=told.entry.deal_title, stage=stage)


def _moved(told: _Telling) -> Markup:
    before, after = told.stage(told.entry.from_stage), told.stage(told.entry.to_stage)
    return told.texts("timeline-stage", before=before, after=after)


def _lost(told: _Telling) -> Markup:
    return told.with_quote(told.texts("timeline-lost", reason=told.reason()), "comment")


def _ticked(told: _Telling) -> Markup:
    is_done = told.entry.facts.get("is_done") is not False
    return told.texts("timeline-ticked" if is_done else "timeline-unticked", item=told.item())


def _next_step(told: _Telling) -> Markup:
    return told.texts("timeline-next-step", step=told.text("step"), at=told.at("at"))


def _changed(told: _Telling) -> Markup:
    values = {
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


def _noted(told: _Telling) -> Markup:
    return told.texts("timeline-note", text=shorten_to_line(told.text("text") or "", LONGEST_QUOTE))


def _offer_sent(told: _Telling) -> Markup:
    amount, at, number = told.amount("amount"), told.at("follow_up_at"), told.text("number")
    if number is None:
        return told.texts("timeline-offer-sent", amount=amount, at=at)
    return told.texts("timeline-offer-sent-numbered", number=number, amount=amount, at=at)


def _offer_refused(told: _Telling) -> Markup:
    return told.with_quote(told.texts("timeline-offer-refused", reason=told.reason()), "comment")


def _offer_thinking(told: _Telling) -> Markup:
    return told.texts("timeline-offer-thinking", at=told.at("follow_up_at"))


def _offer_no_answer(told: _Telling) -> Markup:
    return told.texts("timeline-offer-no-answer", at=told.at("follow_up_at"))


def _offer_snoozed(told: _Telling) -> Markup:
    words = told.texts("timeline-offer-snoozed", at=told.at("follow_up_at"))
    return told.with_quote(words, "reason")


def _client_renamed(told: _Telling) -> Markup:
    return told.texts("timeline-client-renamed", was=told.text("was"), name=told.text("name"))


def _segment_changed(told: _Telling) -> Markup:
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


def _tax_number_changed(told: _Telling) -> Markup:
    number = told.text("number")
    if number is None:
        return told.texts("timeline-tax-number-removed")
    return told.texts("timeline-tax-number-changed", number=number)


def _email_changed(told: _Telling) -> Markup:
    return told.texts("timeline-email-changed", email=told.text("email"))


def _risk(told: _Telling) -> Markup:
    key = f"timeline-{told.entry.kind.replace('_', '-')}"
    signs = told.entry.facts.get("signs")
    if told.entry.kind in {Happened.RISK_TAKEN, Happened.RISK_DISMISSED}:
        return told.with_quote(told.texts(key), "words")
    kinds = [SignKind(str(sign["kind"])) for sign in signs] if isinstance(signs, list) else []
    return told.texts(key, kinds=kinds_words(kinds, told.texts) or None)


def _phone_added(told: _Telling) -> Markup:
    return told.texts("timeline-phone-added", number=told.text("number"))


def _contact_added(told: _Telling) -> Markup:
    return told.texts("timeline-contact-added", name=told.text("name"))


def _clients_merged(told: _Telling) -> Markup:
    return told.texts("timeline-clients-merged", name=told.text("name"))


def _merge_undone(told: _Telling) -> Markup:
    return told.texts("timeline-merge-undone", name=told.text("survivor"))


def _handed_over(told: _Telling) -> Markup:
    key = f"timeline-{told.entry.kind.replace('_', '-')}"
    return told.texts(key, was=told.text("was"), now=told.text("now"), title=told.text("title"))


def _interaction(told: _Telling) -> Markup:
    texts, what, through = told.texts, told.text("what"), told.text("through")
    if what is None:
        return texts("timeline-other")
    kind = _kind_of_interaction(told)
    words = texts("timeline-interaction", kind=kind)
    if through and through != USUAL_WAY.get(InteractionKind(what)):
        name = through_name(Through(through), texts)
        words = texts("timeline-interaction-through", kind=kind, through=name)
    if files := told.entry.facts.get("files"):
        words = texts("timeline-interaction-files", words=words, count=int(str(files)))
    return told.with_quote(words, "words")


def _interaction_corrected(told: _Telling) -> Markup:
    kind = _kind_of_interaction(told)
    words = told.texts("timeline-interaction-corrected", kind=kind, at=told.at("at"))
    return told.with_quote(words, "words")


def _kind_of_interaction(told: _Telling) -> str | None:
    what = told.text("what")
    if what is None:
        return None
    result = InteractionResult(told.text("result") or InteractionResult.REACHED)
    return kind_name(InteractionKind(what), result, told.texts)


def _date(told: _Telling) -> Markup:
    """«5 мая 1980, день рождения, Иванов Пётр»."""
    month, day = told.text("month"), told.text("day")
    yearly = None
    if month and day:
        yearly = YearlyDay(int(month), int(day), int(told.text("year") or 0) or None)
    return _of_occasion(told, yearly_words(yearly, told.texts) if yearly else None)


def _visit(told: _Telling) -> Markup:
    words = told.texts(
        f"timeline-{told.entry.kind.replace('_', '-')}",
        at=told.at("at"),
        was=told.at("was"),
        visitor=told.text("visitor"),
    )
    return told.with_quote(words, "reason")


def _cadence_moved(told: _Telling) -> Markup:
    words = told.texts(
        "timeline-cadence-moved", until=told.day("until"), asked=told.text("asked_by")
    )
    return told.with_quote(words, "reason")


def _congratulated(told: _Telling) -> Markup:
    return _of_occasion(told, None)


def _of_occasion(told: _Telling, day: str | None) -> Markup:
    names, occasion = told.entry.facts.get("holiday"), told.text("occasion")
    what = None
    if occasion:
        by_language = names if isinstance(names, dict) else {}
        what = occasion_words(Occasion(occasion), told.text("label"), by_language, told.texts)
    parts = [day, what, told.text("contact")]
    key = f"timeline-{told.entry.kind.replace('_', '-')}"
    return told.texts(key, what=", ".join(part for part in parts if part) or None)


def _consent(told: _Telling) -> Markup:
    channel = told.text("channel")
    words = told.texts(
        f"timeline-{told.entry.kind.replace('_', '-')}",
        channel=channel and told.texts.plain(f"consent-{channel}"),
        contact=told.text("contact"),
    )
    return told.with_quote(words, "how")


def _request_logged(told: _Telling) -> Markup:
    """«Обращение, Жалоба (Телефон): не пришёл счёт»."""
    kind, channel = told.text("what"), told.text("through")
    words = told.texts(
        "timeline-request-logged",
        kind=kind and request_kind(told.rulebook, kind, told.texts),
        channel=channel and request_channel(told.rulebook, channel, told.texts),
    )
    return told.with_quote(words, "words")


def _request_closed(told: _Telling) -> Markup:
    return told.with_quote(told.texts("timeline-request-closed"), "result")


def _request_rated(told: _Telling) -> Markup:
    is_down = told.text("rating") == Rating.DOWN
    return told.texts("timeline-request-rated-down" if is_down else "timeline-request-rated")


def _request_reassigned(told: _Telling) -> Markup:
    was, now = told.text("from"), told.text("to")
    return told.texts("timeline-request-reassigned", was=was, now=now)


def _request_made(told: _Telling) -> Markup:
    key = f"timeline-{told.entry.kind.replace('_', '-')}"
    return told.texts(key, title=told.text("title"))


def _product_stated(told: _Telling) -> Markup:
    """«Есть: Сервис», with whom they buy it from, or why they need none."""
    state = told.text("state") or "absent"
    key = f"timeline-product-{state.replace('_', '-')}"
    if not told.texts.has(key):
        key = "timeline-product-absent"
    words = told.texts(key, name=told.text("product"))
    return told.with_quote(words, "words")


def _poll_answered(told: _Telling) -> Markup:
    """«Что важнее: Цена», in the reader's language."""
    question, answer = told.in_language("question"), told.in_language("answer")
    words = told.texts("timeline-poll-answered", question=question, answer=answer)
    if answer is None:
        key = "question" if told.text("words") else "skipped"
        words = told.texts(f"timeline-poll-{key}", question=question)
    return told.with_quote(words, "words")


TASK_QUOTES: Final = {
    Happened.TASK_APPROVAL_DECLINED: "reason",
    Happened.TASK_DECLINED: "reason",
    Happened.TASK_DONE: "result",
    Happened.TASK_RETURNED: "comment",
    Happened.TASK_CANCELLED: "reason",
    Happened.TASK_DATE_ASKED: "reason",
    Happened.TASK_DATE_REFUSED: "reason",
    Happened.TASK_OBJECTION: "objection",
    Happened.TASK_OBJECTION_ANSWERED: "answer",
}
"""Which fact of a task's line is what somebody said."""


def _task(told: _Telling) -> Markup:
    """Every line of a task names it; what else its words take, they take."""
    texts, kind = told.texts, told.entry.kind
    key, values = f"timeline-{kind.replace('_', '-')}", {"title": told.text("title")}
    match kind:
        case Happened.TASK_GIVEN | Happened.TASK_REASSIGNED:
            values["executor"] = told.text("executor")
        case Happened.TASK_JOINED_PROJECT:
            values["project"] = told.text("project")
        case (
            Happened.TASK_APPROVAL_DATE
            | Happened.TASK_DATE_ASKED
            | Happened.TASK_DATE_AGREED
            | Happened.TASK_DATE_REFUSED
            | Happened.TASK_DATE_CHANGED
        ):
            values["at"] = told.at("deadline_at")
        case Happened.TASK_ESTIMATED | Happened.TASK_TIME:
            minutes = told.text("minutes")
            span = timedelta(minutes=int(minutes)) if minutes else None
            values["span"] = duration(span, texts)
        case Happened.TASK_PRIORITY:
            priority = told.text("priority")
            values["priority"] = priority and priority_name(TaskPriority(priority), texts)
        case Happened.TASK_CLOSED:
            is_down = told.text("rating") == Rating.DOWN
            key = "timeline-task-closed-down" if is_down else "timeline-task-closed-up"
    words = texts(key, **values)
    quote = TASK_QUOTES.get(Happened(kind))
    return told.with_quote(words, quote) if quote else words


_WORDS: Final[Mapping[str, Callable[[_Telling], Markup]]] = {
    **{kind: _task for kind in Happened if kind.startswith("task_")},
    Happened.CLIENT_HANDED_OVER: _handed_over,
    Happened.DEAL_HANDED_OVER: _handed_over,
    Happened.TASK_HANDED_OVER: _handed_over,
    Happened.TASK_ASSIGNER_CHANGED: _handed_over,
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
    Happened.CLIENT_RENAMED: _client_renamed,
    Happened.SEGMENT_CHANGED: _segment_changed,
    Happened.CADENCE_MOVED: _cadence_moved,
    Happened.RISK_FOUND: _risk,
    Happened.RISK_TAKEN: _risk,
    Happened.RISK_DISMISSED: _risk,
    Happened.RISK_GONE: _risk,
    Happened.PHONE_ADDED: _phone_added,
    Happened.TAX_NUMBER_CHANGED: _tax_number_changed,
    Happened.EMAIL_CHANGED: _email_changed,
    Happened.CONTACT_ADDED: _contact_added,
    Happened.DATE_NOTED: _date,
    Happened.DATE_REMOVED: _date,
    Happened.CONSENT_GIVEN: _consent,
    Happened.CONSENT_WITHDRAWN: _consent,
    Happened.CONGRATULATED: _congratulated,
    Happened.CLIENTS_MERGED: _clients_merged,
    Happened.MERGE_UNDONE: _merge_undone,
    Happened.REQUEST_LOGGED: _request_logged,
    Happened.REQUEST_CLOSED: _request_closed,
    Happened.REQUEST_RATED: _request_rated,
    Happened.REQUEST_REASSIGNED: _request_reassigned,
    Happened.REQUEST_BECAME_TASK: _request_made,
    Happened.REQUEST_BECAME_DEAL: _request_made,
    Happened.VISIT_BOOKED: _visit,
    Happened.VISIT_MOVED: _visit,
    Happened.VISIT_CANCELLED: _visit,
    Happened.INTERACTION: _interaction,
    Happened.INTERACTION_CORRECTED: _interaction_corrected,
    Happened.PRODUCT_STATED: _product_stated,
    Happened.POLL_ANSWERED: _poll_answered,
}
"""Kinds whose words take facts; the others are worded by their name alone."""


def _by_kind_alone(told: _Telling) -> Markup:
    key = f"timeline-{told.entry.kind.replace('_', '-')}"
    return told.texts(key if told.texts.has(key) else "timeline-other")
