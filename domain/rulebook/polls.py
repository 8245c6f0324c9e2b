"""Short polls after contacts with clients: what is asked, after what, of whom, how often."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from domain.interactions.model import InteractionKind
from domain.rulebook.faults import BrokenRule, Expected, Section, repeated
from domain.rulebook.values import Key, LocalName, LocalText


class ReadyAnswer(Section):
    """One tap."""

    key: Key
    name: LocalName


class PollQuestion(Section):
    """``free_words``: it may be answered in words as well."""

    key: Key
    text: LocalText
    answers: Annotated[tuple[ReadyAnswer, ...], Field(min_length=2, max_length=8)]
    free_words: StrictBool = False

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, key in repeated([answer.key for answer in self.answers]):
            yield BrokenRule(("answers", position, "key"), Expected.NOT_UNIQUE, {"value": key})


class Poll(Section):
    """Asked after contacts of ``kinds`` that reached somebody, in ``segments`` (in every one, where
    none is named), of one client at most once in ``every_days``. For ``change_hours`` an answer
    can be given, and then be changed.
    """

    key: Key
    name: LocalName
    kinds: Annotated[tuple[InteractionKind, ...], Field(min_length=1, max_length=5)]
    segments: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    every_days: Annotated[StrictInt, Field(gt=0, le=730)] = 90
    change_hours: Annotated[StrictInt, Field(gt=0, le=720)] = 24
    questions: Annotated[tuple[PollQuestion, ...], Field(min_length=1, max_length=3)]

    def rules_broken(self) -> Iterator[BrokenRule]:
        for name, values in (
            ("kinds", [str(kind) for kind in self.kinds]),
            ("segments", list(self.segments)),
        ):
            for position, value in repeated(values):
                yield BrokenRule((name, position), Expected.NOT_UNIQUE, {"value": value})
        for position, key in repeated([question.key for question in self.questions]):
            yield BrokenRule(("questions", position, "key"), Expected.NOT_UNIQUE, {"value": key})


Polls = Annotated[tuple[Poll, ...], Field(max_length=20)]
