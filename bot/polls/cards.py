"""A poll after a contact: the question to ask now, and what was answered."""

from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient
from bot.interactions.callback_data import OpenInteraction
from bot.polls.callback_data import SKIP, AnswerPollWith, AskPollWords, OpenPoll
from bot.polls.wording import said_in
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.interactions.model import InteractionId
from domain.polls.model import Answer
from domain.polls.views import PollPage
from domain.rulebook.polls import Poll

LONGEST_NAME: Final = 60


def poll_button(interaction_id: InteractionId, poll: Poll, texts: Texts) -> Button:
    """Of the contact's card."""
    name = poll.name.for_language(texts.language)
    return Button(
        texts.plain("poll-button", name=name),
        OpenPoll(interaction_id=interaction_id, poll=poll.key),
    )


def poll_screen(page: PollPage, texts: Texts, *, zone: ZoneInfo) -> Screen:
    """The question that is to be asked; else the answers, to be changed while they may be."""
    if page.poll is not None and page.asks is not None:
        return _question(page, page.poll, page.asks, texts)
    return _answers(page, texts, zone=zone)


def _title(page: PollPage, texts: Texts) -> Markup:
    if page.poll is not None:
        name = page.poll.name.for_language(texts.language)
    else:
        name = said_in(next(iter(page.answers.values())).poll_name, texts)
    return texts("poll-title", name=name, client=shorten(page.client_name, LONGEST_NAME))


def _question(page: PollPage, poll: Poll, number: int, texts: Texts) -> Screen:
    question = poll.questions[number]
    given = page.answers.get(question.key)
    version = given.version if given else 0

    def answer(number_of_answer: int) -> AnswerPollWith:
        return AnswerPollWith(
            interaction_id=page.interaction_id,
            poll=page.place,
            question=number,
            answer=number_of_answer,
            rules=page.rules_version,
            version=version,
        )

    ready = [
        Button(one.name.for_language(texts.language), answer(place))
        for place, one in enumerate(question.answers, 1)
    ]
    words = AskPollWords(
        interaction_id=page.interaction_id,
        poll=page.place,
        question=number,
        rules=page.rules_version,
        version=version,
    )
    others: Row = (Button(texts.plain("poll-skip-button"), answer(SKIP)),)
    if question.free_words:
        others = (Button(texts.plain("poll-words-button"), words), *others)
    asked = texts(
        "poll-question",
        number=number + 1,
        count=len(poll.questions),
        text=question.text.for_language(texts.language),
    )
    now = texts("poll-answer-now", answer=_said(given, texts)) if given else None
    return Screen(
        texts.lines([_title(page, texts), asked, now]),
        (*paired(ready), others, (_back(page, texts),)),
    )


def _answers(page: PollPage, texts: Texts, *, zone: ZoneInfo) -> Screen:
    lines = [
        texts(
            "poll-answered",
            number=number,
            question=said_in(given.question_text, texts),
            answer=_said(given, texts),
        )
        for number, given in enumerate(page.answers.values(), 1)
    ]
    until = page.changeable_until
    if until is not None:
        at = f"{until.astimezone(zone):%d.%m.%Y %H:%M}"
        lines.append(texts("poll-changeable", until=at))
    return Screen(
        texts.lines([_title(page, texts), *(lines or [texts("poll-not-asked")])]),
        (
            *_changes(page, texts),
            (
                _back(page, texts),
                Button(texts.plain("client-button"), OpenClient(client_id=page.client_id)),
            ),
        ),
    )


def _changes(page: PollPage, texts: Texts) -> tuple[Row, ...]:
    if page.poll is None or page.changeable_until is None:
        return ()
    buttons = [
        Button(
            texts.plain("poll-change-button", number=number),
            OpenPoll(interaction_id=page.interaction_id, poll=page.key, question=number),
        )
        for number in range(1, len(page.poll.questions) + 1)
    ]
    return (tuple(buttons),)


def _said(given: Answer, texts: Texts) -> str:
    if given.answer_name is not None:
        return said_in(given.answer_name, texts)
    if given.words is not None:
        return texts.plain("poll-in-words", words=given.words)
    return texts.plain("poll-skipped")


def _back(page: PollPage, texts: Texts) -> Button:
    return Button(
        texts.plain("poll-contact-button"), OpenInteraction(interaction_id=page.interaction_id)
    )
