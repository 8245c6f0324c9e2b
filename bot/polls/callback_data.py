"""Buttons about polls. Questions and answers are named by their places in a rulebook's version."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.polls.periods import Unit

SKIP: Literal[0] = 0
"""In the place of an answer's number, which begin with 1."""


class OpenPoll(CallbackData, prefix="po"):
    """``question``, a number from 1, is asked again; 0 asks what is left."""

    interaction_id: int
    poll: str
    question: int = 0


class AnswerPollWith(CallbackData, prefix="po-a"):
    """``answer`` is a number from 1, or ``SKIP``; ``rules`` is the rulebook's version, ``version``
    that of the answer before."""

    interaction_id: int
    poll: int
    question: int
    answer: int
    rules: int
    version: int


class AskPollWords(CallbackData, prefix="po-w"):
    interaction_id: int
    poll: int
    question: int
    rules: int
    version: int


class OpenPollSummary(CallbackData, prefix="ps"):
    """``back`` counts periods before the present one."""

    poll: str | None = None
    unit: Unit = Unit.MONTH
    back: int = 0
    segment: str | None = None


class ChoosePollSegment(CallbackData, prefix="ps-g"):
    poll: str
    unit: Unit
    back: int


class OpenPollWords(CallbackData, prefix="pw"):
    poll: str
    unit: Unit
    back: int
    segment: str | None = None
    page: int = 0


class TakePollSheet(CallbackData, prefix="px"):
    poll: str
    unit: Unit
    back: int
    segment: str | None = None
