"""How a client was spoken with, and what they asked for, in words."""

from typing import Final

from bot.greetings.wording import occasion_words, yearly_words
from bot.interactions.wording import kind_name, through_name
from bot.requests.wording import channel_name as request_channel
from bot.requests.wording import kind_name as request_kind
from bot.texts import Markup
from bot.timeline.telling import Telling, Words
from domain.greetings.model import Occasion
from domain.greetings.yearly import YearlyDay
from domain.interactions.model import USUAL_WAY, InteractionKind, InteractionResult, Through
from domain.tasks.model import Rating
from domain.timeline import Happened


def _interaction(told: Telling) -> Markup:
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


def _interaction_corrected(told: Telling) -> Markup:
    kind = _kind_of_interaction(told)
    words = told.texts("timeline-interaction-corrected", kind=kind, at=told.at("at"))
    return told.with_quote(words, "words")


def _kind_of_interaction(told: Telling) -> str | None:
    what = told.text("what")
    if what is None:
        return None
    result = InteractionResult(told.text("result") or InteractionResult.REACHED)
    return kind_name(InteractionKind(what), result, told.texts)


def _date(told: Telling) -> Markup:
    """«5 мая 1980, день рождения, Иванов Пётр»."""
    month, day = told.text("month"), told.text("day")
    yearly = None
    if month and day:
        yearly = YearlyDay(int(month), int(day), int(told.text("year") or 0) or None)
    return _of_occasion(told, yearly_words(yearly, told.texts) if yearly else None)


def _visit(told: Telling) -> Markup:
    words = told.texts(
        told.key,
        at=told.at("at"),
        was=told.at("was"),
        visitor=told.text("visitor"),
    )
    return told.with_quote(words, "reason")


def _cadence_moved(told: Telling) -> Markup:
    words = told.texts(
        "timeline-cadence-moved", until=told.day("until"), asked=told.text("asked_by")
    )
    return told.with_quote(words, "reason")


def _congratulated(told: Telling) -> Markup:
    return _of_occasion(told, None)


def _of_occasion(told: Telling, day: str | None) -> Markup:
    names, occasion = told.entry.facts.get("holiday"), told.text("occasion")
    what = None
    if occasion:
        by_language = names if isinstance(names, dict) else {}
        what = occasion_words(Occasion(occasion), told.text("label"), by_language, told.texts)
    parts = [day, what, told.text("contact")]
    return told.texts(told.key, what=", ".join(part for part in parts if part) or None)


def _consent(told: Telling) -> Markup:
    channel = told.text("channel")
    words = told.texts(
        told.key,
        channel=channel and told.texts.plain(f"consent-{channel}"),
        contact=told.text("contact"),
    )
    return told.with_quote(words, "how")


def _request_logged(told: Telling) -> Markup:
    """«Обращение, Жалоба (Телефон): не пришёл счёт»."""
    kind, channel = told.text("what"), told.text("through")
    words = told.texts(
        "timeline-request-logged",
        kind=kind and request_kind(told.rulebook, kind, told.texts),
        channel=channel and request_channel(told.rulebook, channel, told.texts),
    )
    return told.with_quote(words, "words")


def _request_closed(told: Telling) -> Markup:
    return told.with_quote(told.texts("timeline-request-closed"), "result")


def _request_rated(told: Telling) -> Markup:
    is_down = told.text("rating") == Rating.DOWN
    return told.texts("timeline-request-rated-down" if is_down else "timeline-request-rated")


def _request_reassigned(told: Telling) -> Markup:
    was, now = told.text("from"), told.text("to")
    return told.texts("timeline-request-reassigned", was=was, now=now)


def _request_made(told: Telling) -> Markup:
    return told.texts(told.key, title=told.text("title"))


def _poll_answered(told: Telling) -> Markup:
    """«Что важнее: Цена», in the reader's language."""
    question, answer = told.in_language("question"), told.in_language("answer")
    words = told.texts("timeline-poll-answered", question=question, answer=answer)
    if answer is None:
        key = "question" if told.text("words") else "skipped"
        words = told.texts(f"timeline-poll-{key}", question=question)
    return told.with_quote(words, "words")


WORDS: Final[Words] = {
    Happened.CADENCE_MOVED: _cadence_moved,
    Happened.DATE_NOTED: _date,
    Happened.DATE_REMOVED: _date,
    Happened.CONSENT_GIVEN: _consent,
    Happened.CONSENT_WITHDRAWN: _consent,
    Happened.CONGRATULATED: _congratulated,
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
    Happened.POLL_ANSWERED: _poll_answered,
}
