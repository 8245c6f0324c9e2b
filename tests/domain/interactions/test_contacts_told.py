"""What a message tells of a contact: a corpus, and what must not be taken for one."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from domain.interactions.phrases import ContactSaid, parse_contact
from tests.builders import NOW, a_calendar
from tests.domain.tasks.drafts import MOSCOW

CORPUS = yaml.safe_load(Path(__file__).with_name("contacts.yaml").read_text("utf-8"))


def told(text: str) -> ContactSaid | None:
    return parse_contact(text, now=NOW, zone=MOSCOW, calendar=a_calendar())


def described(said: ContactSaid) -> dict[str, Any]:
    """In the words of the corpus: what was not said is not there."""
    step = said.step
    described = {
        "kind": str(said.kind),
        "result": "no_answer" if said.result == "no_answer" else None,
        "through": said.through and str(said.through),
        "client": said.client and said.client.stem,
        "contact": said.contact and said.contact.stem,
        "at": said.at and f"{said.at.astimezone(MOSCOW):%a %Y-%m-%d %H:%M}",
        "note": said.note,
        "due": step and f"{step.deadline.at.astimezone(MOSCOW):%a %Y-%m-%d %H:%M}",
        "step": step and step.words,
    }
    return {name: value for name, value in described.items() if value is not None}


@pytest.mark.parametrize("phrase", CORPUS, ids=lambda phrase: phrase["text"])
def test_a_message_of_the_corpus_is_understood(phrase: dict[str, Any]) -> None:
    said = told(phrase["text"])

    assert said is not None
    assert described(said) == phrase["is"]


def test_the_corpus_has_at_least_80_different_messages_of_both_languages() -> None:
    texts = {phrase["text"] for phrase in CORPUS}

    assert len(texts) == len(CORPUS) >= 80
    assert sum(text.isascii() for text in texts) >= 20


@pytest.mark.parametrize(
    "text",
    [
        "позвонить Ромашке завтра",
        "Ромашка",
        "ООО Ромашка",
        "был занят",
        "был в отпуске",
        "был вчера дома",
        "отправил КП Ромашке",
        "встреча с Ивановым завтра",
        "звонок Ромашке в 15",
        "надо было позвонить Ромашке",
        "напомни: позвонил ли Иванов",
        "написать Ромашке",
        "встретиться с Лютиком в пятницу",
        "клиент написал, что ждёт",
        "call Acme tomorrow",
        "meet Acme on Friday",
        "the client called",
        "ответил за отчёт",
        "зашли в тупик",
        "+7 999 123-45-67",
        "<b>позвонить</b>",
        "",
        "!!!",
    ],
)
def test_what_is_to_be_done_or_is_only_a_name_is_no_contact(text: str) -> None:
    assert told(text) is None


def test_a_verb_alone_is_a_contact_with_somebody_to_be_asked_about() -> None:
    said = told("позвонил, ждут скидку")

    assert said is not None
    assert (said.client, said.note) == (None, "ждут скидку")


def test_markup_and_4096_signs_are_kept_as_they_are() -> None:
    said = told("позвонил Ромашке, <b>скидка</b> " + "я" * 4064)

    assert said is not None
    assert said.note == "<b>скидка</b> " + "я" * 4064


def test_a_time_that_is_to_come_is_told_of_today_only_where_today_was_said() -> None:
    today, alone = told("сегодня в 23:00 был у Лютика"), told("был у Лютика в 23:00")

    assert today is not None
    assert alone is not None
    assert today.at is not None
    assert alone.at is not None
    assert today.at > NOW > alone.at


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    told(text)
    told(f"позвонил {text}")


@given(st.sampled_from([phrase["text"] for phrase in CORPUS]), st.integers(0, 60))
def test_what_has_been_is_never_to_come_and_what_is_to_do_is_never_past(
    text: str, cut: int
) -> None:
    said = told(text[: max(1, len(text) - cut)])

    if said is not None and said.at is not None:
        assert said.at <= NOW
    if said is not None and said.step is not None:
        assert said.step.deadline.at >= NOW
