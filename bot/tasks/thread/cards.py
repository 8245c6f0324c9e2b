"""The screens of a task's discussion: a page of it, and one comment in full."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.callback_data import OpenTask
from bot.html_length import cut, visible_length
from bot.screens import Button, Row, Screen, in_rows
from bot.tasks.thread.callback_data import OpenComment, OpenThread, SendFile, SendFiles
from bot.tasks.thread.events import event_words
from bot.texts import Markup, Texts
from domain.pages import Page
from domain.tasks.discussion import TaskFiles
from domain.tasks.model import FileKind, TaskId
from domain.tasks.views import TaskThread, TaskView, ThreadEntry

ENTRIES = 8
"""A page: with their files and their names they fit into one message."""

LONGEST_WORDS = 350
"""Signs of a comment that stand on a page; the rest opens by a tap."""

LONGEST_PART = 3500
"""Signs of a comment in one message, title and name beside them."""

BUTTONS_IN_ROW = 4

FILE_MARKS = {
    FileKind.PHOTO: "🖼",
    FileKind.DOCUMENT: "📄",
    FileKind.VOICE: "🎤",
    FileKind.VIDEO: "🎬",
    FileKind.AUDIO: "🎵",
    FileKind.VIDEO_NOTE: "🎥",
}


def thread_page(thread: TaskThread, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Screen:
    """Entries as they came, the oldest first; what has a file or a continuation has a number."""
    page, task_id = thread.page, thread.view.task.id
    blocks: list[Markup] = []
    files: list[Button] = []
    longer: list[Button] = []
    number = 0
    for entry in thread.entries:
        if entry.kind != "comment":
            blocks.append(_event(entry, texts, now=now, zone=zone))
            continue
        words, is_cut = _shortened(entry.text)
        sign = None
        if entry.file_id is not None or is_cut:
            number += 1
            sign = str(number)
        if entry.file_kind is not None:
            label = f"{FILE_MARKS[entry.file_kind]} {sign}"
            files.append(Button(label, SendFile(task_id=task_id, comment_id=entry.id)))
        if is_cut:
            more = OpenComment(task_id=task_id, comment_id=entry.id, since=page.offset)
            longer.append(Button(texts.plain("thread-more-button", number=sign), more))
        blocks.append(_said(entry, words, sign, texts, now=now, zone=zone))
    last = page.offset + len(thread.entries)
    title = texts(
        "thread-title",
        title=thread.view.task.title,
        first=page.offset + 1,
        last=last,
        total=page.total,
    )
    rows = [
        *in_rows(files, BUTTONS_IN_ROW),
        *in_rows(longer, BUTTONS_IN_ROW),
        *_turns(page, task_id, texts),
    ]
    if thread.files:
        everything = texts.plain("thread-all-files-button", count=thread.files)
        rows.append((Button(everything, SendFiles(task_id=task_id)),))
    rows.append((Button(texts.plain("task-back-button"), OpenTask(task_id=task_id)),))
    hint = texts("thread-hint")
    return Screen(texts.paragraphs([title, *blocks, hint]), tuple(rows))


def _event(entry: ThreadEntry, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Markup:
    when = texts.moment(entry.at, zone=zone, now=now)
    words = event_words(entry, texts, zone=zone, now=now)
    if entry.actor_name is None:
        return texts("thread-event", when=when, words=words)
    return texts("thread-event-by", when=when, name=entry.actor_name, words=words)


def _said(
    entry: ThreadEntry,
    words: Markup | None,
    number: str | None,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Markup:
    return texts.lines(
        [_head(entry, texts, now=now, zone=zone), _file(entry, number, texts), words]
    )


def _head(entry: ThreadEntry, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Markup:
    when = texts.moment(entry.at, zone=zone, now=now)
    key = "thread-said" if entry.edited_at is None else "thread-said-edited"
    return texts(key, name=entry.actor_name, when=when)


def _file(entry: ThreadEntry, number: str | None, texts: Texts) -> Markup | None:
    if entry.file_kind is None:
        return None
    name = entry.file_name or file_kind_name(entry.file_kind, texts)
    mark = FILE_MARKS[entry.file_kind]
    if number is None:
        return texts("thread-file", mark=mark, name=name)
    return texts("thread-file-numbered", mark=mark, number=number, name=name)


def file_kind_name(kind: FileKind, texts: Texts) -> str:
    """«фото», «голосовое»."""
    return texts.plain(f"thread-kind-{kind.replace('_', '-')}")


def _shortened(words: str | None) -> tuple[Markup | None, bool]:
    if words is None:
        return None, False
    whole = escape(words)
    short = cut(whole, LONGEST_WORDS)
    return Markup(short), short != whole


def _turns(page: Page, task_id: int, texts: Texts) -> list[Row]:
    """Back and on; to the beginning and the end where those are further than one page."""
    latest = max(0, page.total - page.size)
    near: list[Button] = []
    far: list[Button] = []

    def button(key: str, since: int) -> Button:
        return Button(texts.plain(key), OpenThread(task_id=task_id, since=since))

    if page.offset > 0:
        near.append(button("previous-page-button", max(0, page.offset - page.size)))
        if page.offset > page.size:
            far.append(button("thread-beginning-button", 0))
    if page.offset < latest:
        near.append(button("next-page-button", min(latest, page.offset + page.size)))
        if page.offset + page.size < latest:
            far.append(button("thread-end-button", latest))
    return [tuple(row) for row in (near, far) if row]


def comment_screen(
    view: TaskView,
    entry: ThreadEntry,
    texts: Texts,
    *,
    part: int,
    since: int,
    now: datetime,
    zone: ZoneInfo,
) -> Screen:
    """One comment, as much of it as a message holds."""
    parts = parts_of(entry.text or "")
    part = max(0, min(part, len(parts) - 1))
    task_id = view.task.id
    head = texts.lines([_head(entry, texts, now=now, zone=zone), _file(entry, None, texts)])
    turns = [
        Button(
            texts.plain(key),
            OpenComment(task_id=task_id, comment_id=entry.id, since=since, part=part + step),
        )
        for key, step in (("previous-page-button", -1), ("next-page-button", 1))
        if 0 <= part + step < len(parts)
    ]
    rows: list[Row] = [tuple(turns)] if turns else []
    if entry.file_kind is not None:
        send = SendFile(task_id=task_id, comment_id=entry.id)
        rows.append((Button(texts.plain("thread-file-button"), send),))
    back = OpenThread(task_id=task_id, since=since)
    rows.append((Button(texts.plain("thread-back-button"), back),))
    return Screen(texts.paragraphs([head, escape(parts[part])]), tuple(rows))


def parts_of(words: str) -> list[str]:
    """``words`` in parts that a message holds; nothing of them is left out."""
    parts, begin, length = [], 0, 0
    for at, sign in enumerate(words):
        width = visible_length(escape(sign))
        if length + width > LONGEST_PART:
            parts.append(words[begin:at])
            begin, length = at, 0
        length += width
    return [*parts, words[begin:]]


def files_told(task_id: TaskId, files: TaskFiles, texts: Texts, *, lost: int) -> Screen:
    """What stands under the files that were sent; ``lost`` of them could not be."""
    page = files.page
    first, last = page.offset + 1, page.offset + len(files.comments)
    text = texts.lines(
        [
            texts(
                "thread-files-sent",
                title=files.title,
                first=first,
                last=last,
                total=page.total,
            ),
            texts("thread-files-lost", count=lost) if lost else None,
        ]
    )
    rows: list[Row] = []
    if last < page.total:
        on = SendFiles(task_id=task_id, since=last)
        rows.append((Button(texts.plain("thread-more-files-button"), on),))
    rows.append((Button(texts.plain("thread-back-button"), OpenThread(task_id=task_id)),))
    return Screen(text, tuple(rows))
