"""What clients answered, as a summary, as words, as a file."""

from typing import Final

from bot.callback_data import OpenDay
from bot.pages import page_buttons, page_line
from bot.polls.callback_data import (
    ChoosePollSegment,
    OpenPollSummary,
    OpenPollWords,
    TakePollSheet,
)
from bot.polls.wording import said_in
from bot.rulebook.wording import segment_name
from bot.screens import Button, Row, Screen
from bot.shortening import shorten, shorten_to_line
from bot.texts import Markup, Texts
from bot.zones import zone_words
from domain.polls.files import AnswerWords
from domain.polls.periods import Period, Unit
from domain.polls.queries import Chosen
from domain.polls.views import (
    AnswerCount,
    NamedPoll,
    PollSummary,
    QuestionSummary,
    WordsPage,
)
from domain.rulebook.model import Rulebook
from domain.rulebook.segments import Segment

FILE_NAME: Final = "polls.xlsx"
LONGEST_NAME: Final = 40
LONGEST_WORDS: Final = 300
PERCENT: Final = 100


def chosen_by(
    button: OpenPollSummary | OpenPollWords | TakePollSheet | ChoosePollSegment,
) -> Chosen:
    segment = None if isinstance(button, ChoosePollSegment) else button.segment
    return Chosen(button.poll, button.unit, button.back, segment)


def summary_screen(summary: PollSummary, rulebook: Rulebook, texts: Texts) -> Screen:
    if summary.poll is None:
        return Screen(texts("polls-none"), ((Button(texts.plain("day-button"), OpenDay()),),))
    segment = summary.segment
    zone = zone_words(summary.period.zone, summary.period.first)
    asked = texts("polls-asked", count=texts.number(summary.asked), zone=zone)
    narrowed = None
    if segment is not None:
        narrowed = texts("polls-segment", name=segment_name(rulebook, segment, texts))
    questions = [_question(question, texts) for question in summary.questions]
    return Screen(
        texts.paragraphs(
            [
                texts.lines(
                    [
                        texts(
                            "polls-title",
                            name=said_in(summary.poll.name, texts),
                            period=period_words(summary.period, texts),
                        ),
                        asked,
                        narrowed,
                    ]
                ),
                *(questions or [texts("polls-nobody")]),
            ]
        ),
        _summary_buttons(summary, summary.poll, rulebook, texts),
    )


def period_words(period: Period, texts: Texts) -> str:
    if period.unit is Unit.MONTH:
        return texts.month(period.first)
    return texts.plain("polls-quarter", quarter=period.quarter, year=str(period.first.year))


def _question(question: QuestionSummary, texts: Texts) -> Markup:
    head = texts(
        "polls-question",
        text=said_in(question.text, texts),
        answered=texts.number(question.answered),
        skipped=texts.number(question.skipped),
    )
    lines = [_count(one, question.answered, texts) for one in question.answers]
    return texts.lines([head, *lines])


def _count(one: AnswerCount, answered: int, texts: Texts) -> Markup:
    name = said_in(one.name, texts) if one.name else texts.plain("polls-in-words")
    share = round(one.count * PERCENT / answered)
    return texts("polls-count", name=name, count=texts.number(one.count), share=share)


def _summary_buttons(
    summary: PollSummary, poll: NamedPoll, rulebook: Rulebook, texts: Texts
) -> tuple[Row, ...]:
    unit, back, segment = summary.period.unit, summary.back, summary.segment

    def to(
        *,
        key: str = poll.key,
        unit: Unit = unit,
        back: int = back,
        in_segment: str | None = segment,
    ) -> OpenPollSummary:
        return OpenPollSummary(poll=key, unit=unit, back=back, segment=in_segment)

    turns = [Button(texts.plain("previous-page-button"), to(back=back + 1))]
    if back > 0:
        turns.append(Button(texts.plain("next-page-button"), to(back=back - 1)))
    other = Unit.QUARTER if unit is Unit.MONTH else Unit.MONTH
    of_segment = (
        texts.plain("matrix-every-segment-button")
        if segment is None
        else texts.plain("matrix-segment-button", name=segment_name(rulebook, segment, texts))
    )
    narrowing = (
        Button(texts.plain(f"polls-by-{other.name.lower()}-button"), to(unit=other, back=0)),
        Button(of_segment, ChoosePollSegment(poll=poll.key, unit=unit, back=back)),
    )
    files: list[Button] = []
    if summary.in_words:
        words = OpenPollWords(poll=poll.key, unit=unit, back=back, segment=segment)
        label = texts.plain("polls-words-button", count=summary.in_words)
        files.append(Button(label, words))
    if summary.questions:
        sheet = TakePollSheet(poll=poll.key, unit=unit, back=back, segment=segment)
        files.append(Button(texts.plain("matrix-sheet-button"), sheet))
    others = [
        (
            Button(
                texts.plain("poll-button", name=shorten(said_in(one.name, texts), LONGEST_NAME)),
                to(key=one.key),
            ),
        )
        for one in summary.polls
        if one.key != poll.key
    ]
    return (
        tuple(turns),
        narrowing,
        *((tuple(files),) if files else ()),
        *others,
        (Button(texts.plain("day-button"), OpenDay()),),
    )


def segments_to_choose(
    chosen: ChoosePollSegment, segments: tuple[Segment, ...], texts: Texts
) -> Screen:
    def to(segment: str | None) -> OpenPollSummary:
        return OpenPollSummary(
            poll=chosen.poll, unit=chosen.unit, back=chosen.back, segment=segment
        )

    rows = [
        (Button(segment.name.for_language(texts.language), to(segment.key)),)
        for segment in segments
    ]
    every = (Button(texts.plain("matrix-every-segment-button"), to(None)),)
    return Screen(texts("matrix-segments"), (*rows, every))


def words_screen(poll: NamedPoll, shown: WordsPage, where: OpenPollWords, texts: Texts) -> Screen:
    lines = [
        texts(
            "polls-words-line",
            day=f"{one.on:%d.%m.%Y}",
            client=shorten(one.client_name, LONGEST_NAME),
            words=shorten_to_line(one.words, LONGEST_WORDS),
        )
        for one in shown.lines
    ]
    back = OpenPollSummary(poll=where.poll, unit=where.unit, back=where.back, segment=where.segment)
    return Screen(
        texts.lines(
            [
                texts("polls-words-title", name=said_in(poll.name, texts), count=shown.page.total),
                *(lines or [texts("polls-nobody")]),
                page_line(shown.page, texts),
            ]
        ),
        (
            *page_buttons(
                shown.page, texts, lambda number: where.model_copy(update={"page": number})
            ),
            (Button(texts.plain("polls-back-button"), back),),
        ),
    )


def answer_words(poll: NamedPoll, rulebook: Rulebook, texts: Texts) -> AnswerWords:
    return AnswerWords(
        title=said_in(poll.name, texts),
        at=texts.plain("polls-column-at"),
        client=texts.plain("matrix-client"),
        segment=texts.plain("matrix-segment"),
        person=texts.plain("polls-column-person"),
        question=texts.plain("polls-column-question"),
        answer=texts.plain("polls-column-answer"),
        words=texts.plain("polls-in-words"),
        segments={
            segment.key: segment.name.for_language(texts.language) for segment in rulebook.segments
        },
        language=texts.language.value,
    )
