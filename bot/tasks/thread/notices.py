"""The words with which the ledger tells that something was said in a task."""

from bot.tasks.thread.cards import FILE_MARKS, file_kind_name
from bot.texts import Markup, Texts
from domain.tasks.views import NewWords

LONGEST_QUOTE = 300
"""Signs of the last comment that a notice tells; the discussion has the rest."""


def said_headline(title: str, said: NewWords | None, texts: Texts) -> Markup:
    """The task, then who said what last, and how much more there is to read.

    Its first line alone names the task: that is what summaries show.
    """
    if said is None:
        return texts("thread-news", title=title)
    more = said.comments - 1
    return texts.lines(
        [
            texts("thread-news", title=title),
            _last_words(said, texts),
            texts("thread-news-more", count=more) if more else None,
            texts("thread-news-files", count=said.files) if said.files else None,
        ]
    )


def _last_words(said: NewWords, texts: Texts) -> Markup:
    last = said.last
    words = " ".join((last.text or "").split())
    if len(words) > LONGEST_QUOTE:
        words = words[: LONGEST_QUOTE - 1].rstrip() + "…"
    if last.file_kind is None:
        return texts("thread-news-words", name=last.actor_name, words=words)
    mark = FILE_MARKS[last.file_kind]
    file = last.file_name or file_kind_name(last.file_kind, texts)
    if not words:
        return texts("thread-news-file", name=last.actor_name, mark=mark, file=file)
    return texts("thread-news-file-words", name=last.actor_name, mark=mark, file=file, words=words)
