"""What is shown of briefs: pure, values in and screens or texts out."""

from collections.abc import Sequence
from datetime import date

from bot.briefs.callback_data import (
    ChangeBrief,
    OpenBriefs,
    OpenTaskBrief,
    ShowBriefFile,
    StartBrief,
)
from bot.briefs.wording import answer_words, how_to_answer
from bot.callback_data import OpenClient, OpenDay, OpenDeal, OpenTask
from bot.html_length import cut, visible_length
from bot.pages import page_buttons
from bot.screens import TEXT_LIMIT, Button, Document, Row, Screen, paired
from bot.shortening import shorten_to_line
from bot.texts import Markup, Texts
from domain.briefs import rules
from domain.briefs.model import BriefAnswers, OpenBrief, ProposedTask, TaskBrief
from domain.errors import NotFound
from domain.pages import Page
from domain.rulebook.briefs import Brief, BriefField, FieldKind
from domain.rulebook.values import LocalName
from domain.tasks.model import FileKind, TaskFile, TaskId

ROOM_FOR_ANSWERS = 3000
ANSWERS_ON_A_PAGE = 8
LONGEST_IN_REVIEW = 150
"""Signs of one answer where all of them are looked over; the whole of it is one tap away."""

LONGEST_FILE_NAME = 24


def briefs_screen(
    briefs: Sequence[Brief],
    page: Page,
    texts: Texts,
    *,
    deal_id: int | None = None,
    client_id: int | None = None,
) -> Screen:
    """The templates to choose from, for a task about the deal or the client that is named."""
    about = {"deal_id": deal_id, "client_id": client_id}
    rows: list[Row] = [
        (Button(brief.name.for_language(texts.language), StartBrief(key=brief.key, **about)),)
        for brief in briefs
    ]
    rows += page_buttons(page, texts, lambda number: OpenBriefs(page=number, **about))
    if deal_id is not None:
        rows.append((Button(texts.plain("deal-button"), OpenDeal(deal_id=deal_id)),))
    elif client_id is not None:
        rows.append((Button(texts.plain("client-button"), OpenClient(client_id=client_id)),))
    else:
        rows.append((Button(texts.plain("day-button"), OpenDay()),))
    return Screen(texts("brief-list") if briefs else texts("brief-none"), tuple(rows))


def question_text(
    brief: Brief, field: BriefField, answers: BriefAnswers, texts: Texts, *, today: date
) -> Markup:
    """«3 из 7», the question, its hint, how to answer, and the answer there is."""
    language = texts.language
    return texts.paragraphs(
        [
            texts.lines(
                [
                    texts(
                        "brief-question",
                        brief=brief.name.for_language(language),
                        number=rules.place_of(brief, field.key) + 1,
                        count=len(brief.fields),
                        name=field.name.for_language(language),
                    ),
                    texts("brief-hint", hint=field.hint.for_language(language))
                    if field.hint
                    else None,
                ]
            ),
            texts.lines(
                [
                    how_to_answer(field, texts),
                    None if field.required else texts("brief-optional"),
                ]
            ),
            _answer_now(field, answers, texts, today),
        ]
    )


def _answer_now(
    field: BriefField, answers: BriefAnswers, texts: Texts, today: date
) -> Markup | None:
    said = answers.get(field.key)
    if said is None:
        return None
    is_full = rules.is_full(rules.files_of(answers, field.key))
    return texts.lines(
        [
            texts("brief-answer-now", answer=answer_words(field, said, texts, today=today)),
            texts("brief-files-full", limit=rules.MOST_FILES) if is_full else None,
        ]
    )


def review_text(
    opened: OpenBrief,
    answers: BriefAnswers,
    proposed: ProposedTask | None,
    texts: Texts,
    *,
    due: str,
    today: date,
) -> Markup:
    """All answers, who does it and by when; without the latter where the task is there already."""
    brief, language = opened.brief, texts.language
    lines = [
        texts(
            "brief-review-line",
            name=field.name.for_language(language),
            answer=shorten_to_line(
                answer_words(field, answers.get(field.key), texts, today=today), LONGEST_IN_REVIEW
            ),
        )
        for field in brief.fields
    ]
    notes = [
        texts("brief-approval-first") if proposed and proposed.is_approved_first else None,
        texts("brief-template-changed") if opened.has_changed else None,
        texts("brief-review-hint"),
    ]
    title = texts("brief-review", brief=brief.name.for_language(language))
    facts = None if proposed is None else _proposal(brief, proposed, texts, due)
    text = texts.paragraphs([title, texts.lines(lines), facts, texts.lines(notes)])
    return Markup(cut(text, TEXT_LIMIT))


def _proposal(brief: Brief, proposed: ProposedTask, texts: Texts, due: str) -> Markup:
    name = proposed.executor_name
    return texts.lines(
        [
            texts("brief-executor", name=name) if name else texts("brief-executor-none"),
            texts("brief-due", deadline=due),
            texts("brief-estimate", hours=brief.estimate_hours) if brief.estimate_hours else None,
        ]
    )


def briefs_button(
    texts: Texts, *, deal_id: int | None = None, client_id: int | None = None
) -> Button:
    """Leads to the templates; the task will be about the deal or the client, where one is named."""
    return Button(texts.plain("briefs-button"), OpenBriefs(deal_id=deal_id, client_id=client_id))


def brief_line(name: LocalName | None, texts: Texts) -> Markup | None:
    """«ТЗ: Макет», for the card of a task; None where it was made without one."""
    return None if name is None else texts("brief-of-task", name=name.for_language(texts.language))


def brief_button(task_id: TaskId, texts: Texts) -> Button:
    """Opens all answers, from the card of the task."""
    return Button(texts.plain("brief-open-button"), OpenTaskBrief(task_id=task_id))


def task_brief_screen(
    brief: TaskBrief, texts: Texts, *, number: int, today: date, can_change: bool = False
) -> Screen:
    """A page of the answers in full, with their files to tap."""
    pages = _pages(brief, texts, today)
    number = min(number, len(pages) - 1)
    shown = pages[number]
    title = texts("brief-title", name=brief.name.for_language(texts.language))
    files = [
        Button(
            _file_label(file, place, texts),
            ShowBriefFile(
                task_id=brief.task_id, place=brief.fields.index(field), number=place, page=number
            ),
        )
        for field, _ in shown
        for place, file in enumerate(files_of_field(brief, field))
    ]
    rows: list[Row] = paired(files)
    rows += page_buttons(
        Page(number, 1, len(pages)),
        texts,
        lambda other: OpenTaskBrief(task_id=brief.task_id, page=other),
    )
    if can_change:
        change = ChangeBrief(task_id=brief.task_id, version=brief.task_version)
        rows.append((Button(texts.plain("brief-change-button"), change),))
    rows.append((Button(texts.plain("task-back-button"), OpenTask(task_id=brief.task_id)),))
    return Screen(texts.paragraphs([title, *(words for _, words in shown)]), tuple(rows))


def brief_file_screen(
    brief: TaskBrief, place: int, number: int, texts: Texts, *, page: int
) -> Screen:
    """One file, in place of the brief. Raises: NotFound: a forged button."""
    if place >= len(brief.fields):
        raise NotFound(task_id=brief.task_id)
    field = brief.fields[place]
    files = files_of_field(brief, field)
    if number >= len(files):
        raise NotFound(task_id=brief.task_id)
    file = files[number]
    caption = texts(
        "brief-file-caption",
        brief=brief.name.for_language(texts.language),
        name=field.name.for_language(texts.language),
        number=number + 1,
        count=len(files),
    )
    back = Button(texts.plain("brief-back-button"), OpenTaskBrief(task_id=brief.task_id, page=page))
    if file.kind is FileKind.PHOTO:
        return Screen(caption, ((back,),), photo=file.file_id)
    return Screen(caption, ((back,),), document=Document(file.name or "file", file.file_id))


def files_of_field(brief: TaskBrief, field: BriefField) -> tuple[TaskFile, ...]:
    said = brief.answers.get(field.key)
    return said if field.kind is FieldKind.FILE and isinstance(said, tuple) else ()


def _pages(brief: TaskBrief, texts: Texts, today: date) -> list[list[tuple[BriefField, Markup]]]:
    """Answers laid into messages: as many as fit, at most a screenful. One page at least."""
    pages: list[list[tuple[BriefField, Markup]]] = [[]]
    room = ROOM_FOR_ANSWERS
    for field in brief.fields:
        words = texts(
            "brief-answer",
            name=field.name.for_language(texts.language),
            answer=answer_words(field, brief.answers.get(field.key), texts, today=today),
        )
        length = visible_length(words)
        if pages[-1] and (length > room or len(pages[-1]) == ANSWERS_ON_A_PAGE):
            pages.append([])
            room = ROOM_FOR_ANSWERS
        pages[-1].append((field, words))
        room -= length
    return pages


def _file_label(file: TaskFile, place: int, texts: Texts) -> str:
    if file.name:
        return texts.plain(
            "brief-document-button", name=shorten_to_line(file.name, LONGEST_FILE_NAME)
        )
    key = "brief-photo-button" if file.kind is FileKind.PHOTO else "brief-file-button"
    return texts.plain(key, number=place + 1)
