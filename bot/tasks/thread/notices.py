"""What the ledger tells when something was said in a task: the words, over the task's card."""

from dataclasses import dataclass
from datetime import timedelta

from bot.screens import Screen
from bot.shortening import shorten_to_line
from bot.tasks.painters import PaintTask
from bot.tasks.thread.cards import FILE_MARKS, file_kind_name
from bot.texts import Markup, Texts, texts_for
from domain.delivery.model import Notice
from domain.org.model import Actor
from domain.tasks.discussion import FindNewWords
from domain.tasks.model import TaskId
from domain.tasks.views import NewWords

LEEWAY = timedelta(seconds=5)
"""A comment is a moment older than the notice of it, which is written after it."""

LONGEST_QUOTE = 300
"""Signs of the last comment that a notice tells; the discussion has the rest."""


def said_headline(title: str, said: NewWords | None, texts: Texts) -> Markup:
    """The task, then who said what last, and how much more there is to read.

    Its first line alone names the task: that is what summaries show.
    """
    if said is None:
        return texts("task-told-comment", title=title)
    more = said.comments - 1
    return texts.lines(
        [
            texts("task-told-comment", title=title),
            _last_words(said, texts),
            texts("thread-news-more", count=more) if more else None,
            texts("thread-news-files", count=said.files) if said.files else None,
        ]
    )


def _last_words(said: NewWords, texts: Texts) -> Markup:
    last = said.last
    words = shorten_to_line(last.text or "", LONGEST_QUOTE)
    if last.file_kind is None:
        return texts("thread-news-words", name=last.actor_name, words=words)
    mark = FILE_MARKS[last.file_kind]
    file = last.file_name or file_kind_name(last.file_kind, texts)
    if not words:
        return texts("thread-news-file", name=last.actor_name, mark=mark, file=file)
    return texts("thread-news-file-words", name=last.actor_name, mark=mark, file=file, words=words)


@dataclass(frozen=True, slots=True)
class TellOfComment:
    """The maker: one notice for all that was said since it was put into the ledger."""

    paint: PaintTask
    find_new_words: FindNewWords

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        task_id = TaskId(notice.matter_id)
        view = await self.paint.view_task(actor, task_id)
        said = await self.find_new_words(actor, task_id, notice.created_at - LEEWAY)
        headline = said_headline(view.task.title, said, texts_for(actor.language))
        return await self.paint.card(actor, view, headline=headline)
