from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.rulebook.cards import expected_words, faults_screen, proposal_screen
from bot.rulebook.change_words import Names, change_line, field_name, value_text
from bot.rulebook.effect_words import effect_words
from bot.texts import texts_for
from domain.language import Language
from domain.rulebook.changes import Change, ChangeKind, changes
from domain.rulebook.default import default_rulebook_text
from domain.rulebook.errors import RulebookFault
from domain.rulebook.faults import Expected
from domain.rulebook.impact import ClientsMove, Foreseen, Holds, Reach
from domain.rulebook.model import Rulebook
from domain.rulebook.ports import Proposal, ProposalId
from domain.rulebook.use_cases import Proposed
from domain.rulebook.values import LocalText
from storage.rulebook_file import read_rulebook
from tests.builders import a_rulebook

RU, EN = texts_for(Language.RUSSIAN), texts_for(Language.ENGLISH)
PARAMS: dict[str, Any] = {
    "key": "stages",
    "allowed": ["one", "two"],
    "type": "list",
    "limit": 3,
    "sum": 99,
    "is_allowed": True,
    "digits": 2,
    "value": "offer",
    "keys": ["a", "b"],
    "ring": "a → b → a",
    "column": 4,
    "limit_bytes": 1_000_000,
}
ONLY_AROUND_OTHERS = {
    "company", "pipeline", "offers", "delivery", "calendars", "consequences", "digests", "key",
    "start", "end", "after_working_hours", "after_working_days", "to", "on",
}  # fmt: skip
"""Keys that hold other keys, or stand only inside values that are shown whole."""


COUNTED = {
    Reach.STAGE_LIMIT,
    Reach.STANDING,
    Reach.TICKS,
    Reach.PIPELINE,
    Reach.SEGMENTS,
    Reach.CADENCES,
}
"""Worded by what was counted."""
OF_SO_MANY = {
    *(Reach.NEW_OFFERS, Reach.OPEN_OFFERS, Reach.NEW_TASKS, Reach.NEW_REQUESTS, Reach.NEW_VISITS),
    *(Reach.NEXT_CYCLE, Reach.EVERYBODY, Reach.DIGEST_OF_ROLE, Reach.BONUS),
}


def a_fault(expected: Expected, **fields: Any) -> RulebookFault:
    return RulebookFault(7, "pipeline.stages[2].key", "<b>", expected, PARAMS, **fields)


@pytest.mark.parametrize("texts", [RU, EN])
@pytest.mark.parametrize("expected", Expected)
def test_whatever_can_be_expected_has_words(expected, texts):
    assert expected_words(a_fault(expected), texts)


def test_what_stands_in_the_file_is_shown_as_text():
    assert "«&lt;b&gt;»" in faults_screen([a_fault(Expected.NOT_A_KEY)], RU).text


def test_a_long_list_of_what_is_allowed_is_cut():
    params = {"allowed": [f"key{number}" for number in range(99)]}

    words = expected_words(RulebookFault(1, "", None, Expected.WRONG_CHOICE, params), RU)

    assert words.endswith("key14, …")


def keys_of(model: type[BaseModel]) -> set[str]:
    found = set()
    for name, field in model.model_fields.items():
        found.add(name)
        for inner in (field.annotation, *_inside(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found |= keys_of(inner)
    return found


def _inside(annotation: Any) -> list[Any]:
    return [part for arg in get_args(annotation) for part in (arg, *_inside(arg))]


@pytest.mark.parametrize("texts", [RU, EN])
def test_every_key_of_a_rulebook_has_a_name_that_people_use(texts):
    nameless = {key for key in keys_of(Rulebook) if field_name(f"any.{key}", texts) == f"any.{key}"}

    assert nameless <= ONLY_AROUND_OTHERS


def test_an_entry_that_comes_is_shown_by_its_name():
    old = read_rulebook(default_rulebook_text())
    body = old.model_dump(mode="json")
    body["segments"].append({"key": "new_one", "name": {"ru": "Новые", "en": "New ones"}})

    (change,) = changes(old, Rulebook.model_validate(body))

    assert change_line(change, RU) == "• «Новые», сегмент: добавится <b>Новые</b>"
    assert change_line(change, EN) == "• “New ones”, segment: <b>New ones</b> is added"


def test_many_changes_are_counted_not_listed():
    change = Change(ChangeKind.CHANGED, "invitation_hours", None, 72, 48)
    proposal = Proposal(ProposalId(1), "", None, 1, 1, datetime(2025, 3, 5, tzinfo=UTC))

    foreseen = (Foreseen(Holds(Reach.NEW_INVITATIONS), 29), Foreseen(ClientsMove(3, ()), 29))
    old = a_rulebook()

    text = proposal_screen(Proposed(proposal, (change,) * 30, foreseen, old, old), RU).text

    assert text.count("72 → <b>48</b>") == 25
    assert "и ещё 5 изменений" in text
    assert "сменят сегмент 3 клиента" in text
    assert "приглашений" not in text


def test_a_question_is_never_cut_off_by_what_stands_above_it():
    label = LocalText(ru="«&»" * 200, en="x")
    change = Change(ChangeKind.CHANGED, "invitation_hours", label, "&" * 700, "&" * 700)
    proposal = Proposal(ProposalId(1), "", None, 1, 1, datetime(2025, 3, 5, tzinfo=UTC))
    old = a_rulebook()

    shown = proposal_screen(Proposed(proposal, (change,) * 25, (), old, old), RU)

    assert shown.fitting_text.endswith("Ввести в действие?")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (24, 16, "• лимит этапа: 3 → <b>2 рабочих дня</b>"),
        (16, 20, "• лимит этапа: 2 рабочих дня → <b>20 рабочих часов</b>"),
        (5, 21, "• лимит этапа: 5 → <b>21 рабочий час</b>"),
    ],
)
def test_working_time_is_told_in_days_where_it_is_whole_ones(old, new, line):
    path = "pipeline.stages[offer].limit_working_hours"

    assert change_line(Change(ChangeKind.CHANGED, path, None, old, new), RU) == line


def test_keys_closed_words_and_steps_are_told_by_their_names():
    names = Names.of(a_rulebook(), a_rulebook())

    def line(path, old, new):
        return change_line(Change(ChangeKind.CHANGED, path, None, old, new), RU, names)

    assert line("default_segment", "prospect", "vip").endswith("Потенциальный → <b>VIP</b>")
    assert line("cadences.segments[vip].kinds", ["call"], ["call", "visit"]).endswith(
        "«VIP», вид: звонок → <b>звонок, визит</b>"
    )
    steps = [{"after_working_hours": 0, "to": "owner"}, {"after_working_days": 2, "to": "lead"}]
    assert "сразу ответственному, через 2 рабочих дня руководителю группы" in line(
        "offers.escalation", [], steps
    )


def test_of_long_lists_of_steps_only_what_differs_is_told():
    first, last = {"after_working_hours": 4, "to": "owner"}, {"after_working_days": 9, "to": "lead"}
    step = {"after_working_days": 1, "to": "lead"}
    moved = {"after_working_days": 1, "to": "manager"}

    def line(old, new):
        return change_line(Change(ChangeKind.CHANGED, "offers.escalation", None, old, new), RU)

    assert line([first, step, last], [first, moved, last]).endswith(
        ": через 1 рабочий день руководителю группы → "
        "<b>через 1 рабочий день руководителю филиала</b>"
    )
    assert line([first, last], [first, step, last]).endswith(
        ": ничего → <b>через 1 рабочий день руководителю группы</b>"
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        ("pipeline.stages[a].probability", 0.1, 0.125, "• вероятность: 10 % → <b>12,5 %</b>"),
        ("risks.climbs", 1, 2, "• риск потери клиента, сколько раз спросить выше: 1 → <b>2</b>"),
        ("tasks.approval.over_cost", 20000.0, 1500000.5, "20 000 → <b>1500000,5</b>"),
    ],
)
def test_numbers_are_told_as_people_write_them_and_of_what_they_are_told(path, old, new, line):
    assert line in change_line(Change(ChangeKind.CHANGED, path, None, old, new), RU)


@pytest.mark.parametrize("texts", [RU, EN])
@pytest.mark.parametrize("reach", sorted(set(Reach) - COUNTED))
def test_from_when_a_rule_holds_is_told_of_any_number(reach, texts):
    counts = (0, 1, 3, 5) if reach in OF_SO_MANY else (None,)

    told = {effect_words(Holds(reach, count), texts) for count in counts}

    assert len(told) >= min(3, len(counts))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, VALUES, st.none() | st.just(LocalText(ru="Этап <1>", en="Stage <1>")))
def test_any_change_makes_one_line(old, new, label):
    line = change_line(Change(ChangeKind.CHANGED, "a.b[c].d", label, old, new), RU)

    assert "\n" not in line
    assert "<1>" not in line


@given(VALUES)
def test_no_value_makes_the_message_long(value):
    assert len(value_text(value, EN)) <= 120
