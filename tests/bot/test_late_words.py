from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

import bot.late_words
from bot.late_words import LateBundle, entries_of
from bot.texts import LOCALES

WORDS = """
# The name.
-name = Naparnik
hello = { -name } greets { $who ->
    [one] one
   *[other] { again }
}
again =
    you
    .attribute = there
"""


@pytest.mark.parametrize("path", sorted(LOCALES.glob("*/*.ftl")), ids=lambda path: path.stem)
def test_every_file_falls_into_the_entries_that_fluent_reads(path):
    words = path.read_text("utf-8")

    read = [
        entry.id.name
        for entry in FluentParser().parse(words).body
        if isinstance(entry, ftl.Message | ftl.Term)
    ]

    assert [name for name, _ in entries_of(words)] == read


def test_what_is_said_late_is_what_would_be_said_at_once():
    at_once = FluentBundle(["en"], use_isolating=False)
    at_once.add_resource(FluentResource(WORDS))
    late = LateBundle("en", [WORDS])

    for number in (1, 2):
        assert said(late, "hello", who=number) == said(at_once, "hello", who=number)


def test_two_threads_may_say_it_first_at_once(monkeypatch):
    late, both_parse = LateBundle("en", [WORDS]), Barrier(2, timeout=10)

    def parsed(entry):
        both_parse.wait()
        return FluentResource(entry)

    monkeypatch.setattr(bot.late_words, "FluentResource", parsed)

    with ThreadPoolExecutor(2) as threads:
        first, second = (threads.submit(late.get_message, "again") for _ in range(2))

    assert first.result().value is not None
    assert second.result().value is not None


def test_what_is_not_there_is_not_there():
    late = LateBundle("en", [WORDS])

    assert late.has_message("again")
    assert not late.has_message("name")
    with pytest.raises(LookupError):
        late.get_message("gone")


def said(bundle, key, **arguments):
    return bundle.format_pattern(bundle.get_message(key).value, arguments)
