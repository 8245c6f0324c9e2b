"""By what ways clients ask for something, for what, and how soon somebody reacts."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from pydantic import Field, StrictBool, StrictInt

from domain.rulebook.faults import BrokenRule, Expected, Section, not_rising, repeated
from domain.rulebook.offers import EscalationStep, Recipient
from domain.rulebook.values import Key, LocalName, Name, WorkingHours


class RequestTerm(Section):
    """A channel or a kind of requests. ``signs`` are beginnings of words by which it is known in a
    line that somebody wrote."""

    key: Key
    name: LocalName
    signs: Annotated[tuple[Name, ...], Field(max_length=30)] = ()


class SegmentRequests(Section):
    """How soon somebody reacts to a segment's requests, in working time of who is responsible."""

    segment: Key
    reaction_working_hours: WorkingHours
    closing_working_hours: WorkingHours | None = None
    on_managers_day: StrictBool = False

    def rules_broken(self) -> Iterator[BrokenRule]:
        if (
            self.closing_working_hours is not None
            and self.closing_working_hours < self.reaction_working_hours
        ):
            limit = self.reaction_working_hours
            params = {"limit": limit, "is_allowed": True}
            yield BrokenRule(("closing_working_hours",), Expected.TOO_SMALL, params)


def _term(key: str, ru: str, en: str, *signs: str) -> RequestTerm:
    return RequestTerm(key=key, name=LocalName(ru=ru, en=en), signs=signs)


CHANNELS: Final = (
    _term("phone", "Телефон", "Phone", "телефон", "звон", "phone", "call"),
    _term("email", "Почта", "E-mail", "почт", "письм", "email", "e-mail", "mail"),
    _term(
        "messenger", "Мессенджер", "Messenger", "вотсап", "ватсап", "телеграм", "вайбер",
        "мессендж", "whatsapp", "telegram", "viber", "messenger",
    ),
    _term("in_person", "Лично", "In person", "лично", "встреч", "in person", "meeting"),
    _term("site", "Сайт", "Site", "сайт", "site", "website"),
    _term("other", "Другое", "Other"),
)  # fmt: skip
KINDS: Final = (
    _term("question", "Вопрос", "Question", "вопрос", "question"),
    _term(
        "complaint", "Жалоба", "Complaint", "жалоб", "претензи", "рекламаци", "брак", "complain",
        "claim", "defect", "broken",
    ),
    _term("order", "Заказ", "Order", "заказ", "заявк", "order"),
    _term(
        "documents", "Документы", "Documents", "счет", "счёт", "накладн", "документ", "договор",
        "invoice", "document", "contract",
    ),
    _term(
        "service", "Сервис", "Service", "ремонт", "слома", "монтаж", "сервис", "repair", "service",
    ),
)  # fmt: skip


class Requests(Section):
    """What clients ask for: from the first word of it till it is closed."""

    channels: Annotated[tuple[RequestTerm, ...], Field(min_length=1, max_length=12)] = CHANNELS
    kinds: Annotated[tuple[RequestTerm, ...], Field(min_length=1, max_length=12)] = KINDS
    reaction_working_hours: WorkingHours = 8
    closing_working_hours: WorkingHours | None = None
    segments: Annotated[tuple[SegmentRequests, ...], Field(max_length=20)] = ()
    escalation: Annotated[tuple[EscalationStep, ...], Field(min_length=1, max_length=10)] = (
        EscalationStep(after_working_hours=0, to=Recipient.OWNER),
        EscalationStep(after_working_hours=2, to=Recipient.LEAD),
        EscalationStep(after_working_hours=6, to=Recipient.MANAGER),
    )
    reopen_within_days: Annotated[StrictInt, Field(gt=0, le=365)] = 14

    def of_segment(self, key: str) -> SegmentRequests:
        """The segment's limits; those of all others where none are written."""
        general = SegmentRequests(
            segment=key,
            reaction_working_hours=self.reaction_working_hours,
            closing_working_hours=self.closing_working_hours,
        )
        return next((known for known in self.segments if known.segment == key), general)

    def find_channel(self, key: str) -> RequestTerm | None:
        """None for a channel that only other rulebooks know."""
        return next((channel for channel in self.channels if channel.key == key), None)

    def find_kind(self, key: str) -> RequestTerm | None:
        """None for a kind that only other rulebooks know."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def rules_broken(self) -> Iterator[BrokenRule]:
        limit, closing = self.reaction_working_hours, self.closing_working_hours
        if closing is not None and closing < limit:
            params = {"limit": limit, "is_allowed": True}
            yield BrokenRule(("closing_working_hours",), Expected.TOO_SMALL, params)
        yield from not_rising("escalation", [step.order for step in self.escalation])
        yield from _twice("channels", "key", [channel.key for channel in self.channels])
        yield from _twice("kinds", "key", [kind.key for kind in self.kinds])
        yield from _twice("segments", "segment", [known.segment for known in self.segments])


def _twice(name: str, last: str, values: Sequence[str]) -> Iterator[BrokenRule]:
    for position, value in repeated(list(values)):
        yield BrokenRule((name, position, last), Expected.NOT_UNIQUE, {"value": value})
