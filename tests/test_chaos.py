"""The short form of ``python -m chaos``, and its reader shown what somebody has doctored."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.screens import Button, Screen
from bot.texts import texts_for
from chaos import notices
from chaos.__main__ import play, report
from chaos.cards import as_seen, check_known, seen
from chaos.effects import (
    Effect,
    check_all_taken,
    check_forms,
    check_taps,
    check_versions,
    check_words,
)
from chaos.evidence import Evidence, evidence_of
from chaos.fate import Blow, long_plan, short_plan
from chaos.findings import Findings
from domain.language import Language

SEED = 20261023
CHAT = 5001
NOON = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)
Json = dict[str, Any]


class Story:
    """A journal in the making."""

    def __init__(self) -> None:
        self.records: list[Json] = []

    def add(self, kind: str, **data: Any) -> int:
        self.records.append({"seq": len(self.records) + 1, "kind": kind, **data})
        return len(self.records)

    def sent(
        self,
        cause: str,
        message_id: int,
        text: str = "Привет",
        *,
        held: Json | None = None,
        **more: Any,
    ) -> int:
        message = {"message_id": message_id, "text": text, **more}
        self.add("message", chat_id=CHAT, message=message)
        return self.add(
            "call",
            method="sendMessage",
            params={"chat_id": CHAT, "text": text, "cause": cause, **more},
            moment=NOON.isoformat(),
            result=message,
            **({} if held is None else {"held": held}),
        )

    def answered(self, cause: str, words: str) -> None:
        params = {"text": words, "cause": cause}
        method, moment = "answerCallbackQuery", NOON.isoformat()
        self.add("call", method=method, params=params, moment=moment, result=True)

    def said(self, update_id: int, text: str, *, is_confirmed: bool = True) -> None:
        body = {"from": {"id": CHAT}, "text": text}
        self.add("update", update={"update_id": update_id, "message": body})
        if is_confirmed:
            self.add("confirmed", update_ids=[update_id])

    def tapped(self, update_id: int, data: str, *, by: int = CHAT) -> None:
        body = {"from": {"id": by}, "data": data, "message": {"message_id": 1}}
        self.add("update", update={"update_id": update_id, "callback_query": body})
        self.add("confirmed", update_ids=[update_id])

    @property
    def evidence(self) -> Evidence:
        return evidence_of(self.records)


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def findings() -> Findings:
    return Findings()


def rules(findings: Findings) -> list[str]:
    return [breach.rule for breach in findings.breaches]


def a_row(**columns: Any) -> Json:
    known: Json = {
        "id": 1,
        "kind": "task_given",
        "status": "sent",
        "outcome": "rang",
        "message_id": 10,
        "chat_id": CHAT,
        "not_before": NOON,
        "held_until": None,
    }
    return known | columns


def born(subject: str, words: str = "", update_id: int | None = 1) -> Effect:
    return Effect(subject, 1, None, None, words, update_id)


def moved(was: int, subject: str = "deals") -> Effect:
    return Effect(subject, 7, was, was + 1, "", 1)


def test_an_update_that_was_never_acknowledged_is_complained_of(story, findings):
    story.said(1, "/day")
    story.said(2, "/day", is_confirmed=False)

    check_all_taken(story.evidence, findings)

    assert rules(findings) == ["every update is taken"]


@pytest.mark.parametrize(
    ("effects", "broken"),
    [
        ([born("timeline", "ждут xqn00001")], []),
        ([], ["no effect is lost"]),
        ([born("interactions", "ждут xqn00001")], ["no effect is lost"]),
        ([born("timeline", "xqn00001"), born("timeline", "xqn00001")], ["effects are single"]),
    ],
)
def test_words_stand_once_where_they_belong(story, findings, effects, broken):
    story.said(1, "ждут xqn00001")

    check_words(story.evidence, effects, findings)

    assert rules(findings) == broken


@pytest.mark.parametrize(
    ("effects", "version", "broken"),
    [
        ([moved(1), moved(2)], 3, []),
        ([moved(1), moved(1)], 2, ["effects are single"]),
        ([moved(1)], 3, ["versions follow each other"]),
        ([Effect("deals", 7, 1, 3, "", 1)], 2, ["versions follow each other"]),
    ],
)
def test_each_version_of_a_record_is_taken_once(findings, effects, version, broken):
    check_versions(effects, {("deals", 7): version}, findings)

    assert rules(findings) == broken


@pytest.mark.parametrize(("was", "broken"), [(4, []), (3, ["no effect is lost"])])
def test_a_tap_took_the_version_that_it_was_for(story, findings, was, broken):
    story.tapped(1, "d-tick:7:4:decider:1")

    check_taps(story.evidence, [moved(was)], findings)

    assert rules(findings) == broken


@pytest.mark.parametrize(
    ("many", "broken"), [(1, []), (0, ["no effect is lost"]), (2, ["effects are single"])]
)
def test_a_form_that_was_sent_twice_made_one_offer(story, findings, many, broken):
    story.tapped(1, "form\x1dsent")
    story.tapped(2, "form\x1dsent")

    check_forms(story.evidence, [born("offers")] * many, findings)

    assert rules(findings) == broken


def test_forms_of_two_people_may_have_one_name(story, findings):
    story.tapped(1, "form\x1dsent")
    story.tapped(2, "form\x1dsent", by=CHAT + 1)

    check_forms(story.evidence, [born("offers", update_id=one) for one in (1, 2)], findings)

    assert not findings.breaches


@pytest.mark.parametrize(("is_told", "broken"), [(True, []), (False, ["no effect is lost"])])
def test_a_form_that_another_one_replaced_is_over_if_the_person_was_told_so(
    story, findings, is_told, broken
):
    for form in ("first", "second"):
        button = {"text": "✅", "callback_data": f"{form}\x1dsent"}
        story.sent("update-1", 10, reply_markup={"inline_keyboard": [[button]]})
    story.tapped(2, "first\x1dsent")
    if is_told:
        story.answered("update-2", str(texts_for(Language.RUSSIAN).plain("form-outdated")))

    check_forms(story.evidence, [], findings)

    assert rules(findings) == broken


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        (a_row(), False),
        (a_row(status="due", outcome=None), True),
        (a_row(status="due", outcome=None, not_before=NOON + timedelta(hours=1)), False),
        (a_row(status="held", outcome=None, held_until=NOON), True),
        (a_row(status="undeliverable", outcome="failed"), True),
    ],
)
def test_what_is_due_or_given_up_is_complained_of(findings, row, broken):
    notices.check_ends([row], findings, NOON)

    assert bool(findings.breaches) is broken


@pytest.mark.parametrize(("after", "broken"), [(timedelta(hours=1), False), (timedelta(), True)])
def test_what_was_held_waits_for_a_summary_that_comes_after_the_night(findings, after, broken):
    held = a_row(status="held", outcome=None, held_until=NOON)
    summary = a_row(id=2, kind="summary", status="due", outcome=None, not_before=NOON + after)

    notices.check_ends([held, summary], findings, NOON)

    assert bool(findings.breaches) is broken


@pytest.mark.parametrize(("message_id", "broken"), [(10, False), (11, True)])
def test_a_message_that_the_ledger_calls_sent_and_that_never_came_is_lost(
    story, findings, message_id, broken
):
    story.sent("notice-1", message_id)

    notices.check_arrivals([a_row()], story.evidence, findings)

    assert bool(findings.breaches) is broken


@pytest.mark.parametrize(
    ("between", "text", "broken"),
    [
        ("kill_program", notices.mark(), []),
        ("unheard", notices.mark(), []),
        ("kill_program", "Привет", ["what comes twice is marked"]),
        ("fault", notices.mark(), ["nothing comes twice but what was in flight"]),
    ],
)
def test_a_message_comes_twice_only_marked_and_after_a_kill(story, findings, between, text, broken):
    first = story.sent("notice-1", 10)
    if between == "unheard":
        story.add("unheard", call=first)
    else:
        story.add("chaos", what=between, details={})
    story.sent("notice-1", 11, text)

    notices.check_doubles(story.evidence, findings)

    assert rules(findings) == broken


def test_of_one_chat_one_message_was_in_flight_at_a_kill(story, findings):
    for notice in (1, 2):
        story.sent(f"notice-{notice}", 10 + notice)
    story.add("chaos", what="kill_program", details={})
    for notice in (1, 2):
        story.sent(f"notice-{notice}", 20 + notice, notices.mark())

    notices.check_doubles(story.evidence, findings)

    assert rules(findings) == ["nothing comes twice but what was in flight"]


@pytest.mark.parametrize(
    ("in_flight", "broken"),
    [([1], []), ([], ["nothing comes twice but what was in flight"]), (None, [])],
)
def test_what_was_settled_before_a_kill_does_not_come_again_after_it(
    story, findings, in_flight, broken
):
    story.sent("notice-1", 10)
    story.add("chaos", what="kill_program", details={})
    if in_flight is not None:
        story.add("in_flight", notice_ids=in_flight)
    story.sent("notice-1", 11, notices.mark())

    notices.check_doubles(story.evidence, findings)

    assert rules(findings) == broken
    assert findings.figures["most that were in flight at one kill"] == len(in_flight or ())


def test_what_telegram_carried_out_after_its_sender_was_killed_was_in_flight(story, findings):
    story.add("chaos", what="kill_program", details={})
    story.sent("notice-1", 10)
    story.add("in_flight", notice_ids=[1])
    story.sent("notice-1", 11, notices.mark())

    notices.check_doubles(story.evidence, findings)

    assert not findings.breaches
    assert findings.figures["most that were in flight at one kill"] == 1


@pytest.mark.parametrize(
    ("seconds", "broken"), [(7.0, []), (0.5, ["nothing comes twice but what was in flight"])]
)
def test_an_answer_that_was_held_longer_than_the_bot_waits_was_not_heard(
    story, findings, seconds, broken
):
    story.sent("notice-1", 10, held={"asked": 0, "seconds": seconds})
    story.sent("notice-1", 11, notices.mark())

    notices.check_doubles(story.evidence, findings)

    assert rules(findings) == broken


def test_what_was_held_on_its_way_may_come_after_its_repetition(story, findings):
    story.add("chaos", what="kill_program", details={})
    story.add("in_flight", notice_ids=[1])
    story.sent("notice-1", 10, notices.mark())
    story.sent("notice-1", 11, held={"asked": 0, "seconds": 7.0})

    notices.check_doubles(story.evidence, findings)

    assert not findings.breaches


@pytest.mark.parametrize(
    ("is_thawed_after", "broken"),
    [(True, []), (False, ["nothing comes twice but what was in flight"])],
)
def test_whoever_is_frozen_hears_no_answer_until_it_goes_on(
    story, findings, is_thawed_after, broken
):
    story.add("chaos", what="freeze", details={})
    story.add("in_flight", notice_ids=[1])
    if not is_thawed_after:
        story.add("thawed")
    story.sent("notice-1", 10)
    if is_thawed_after:
        story.add("thawed")
    story.sent("notice-1", 11, notices.mark())

    notices.check_doubles(story.evidence, findings)

    assert rules(findings) == broken


def test_what_came_again_before_anybody_could_look_was_perhaps_in_flight(story, findings):
    story.sent("notice-1", 10)
    story.add("chaos", what="kill_program", details={})
    story.sent("notice-1", 11, notices.mark())
    story.add("in_flight", notice_ids=[])

    notices.check_doubles(story.evidence, findings)

    assert not findings.breaches


def a_card() -> Json:
    keyboard = [[{"text": "Другой этап", "callback_data": "d-stages:7"}]]
    return {"text": "Завод", "reply_markup": {"inline_keyboard": keyboard}}


@pytest.mark.parametrize(
    ("known", "killed", "broken"), [(True, False, 0), (False, False, 1), (False, True, 0)]
)
def test_a_card_that_the_bot_does_not_know_of_is_complained_of(
    story, findings, known, killed, broken
):
    story.sent("update-1", 10, "Завод", reply_markup=a_card()["reply_markup"])
    if killed:
        story.add("chaos", what="kill_program", details={})
    story.add("confirmed", update_ids=[1])

    check_known(story.evidence, {(CHAT, 10)} if known else set(), findings)

    assert len(findings.breaches) == broken


OTHER_PROGRAM = "update-1"
LATER = 300
"""Records after which no program has the update in hand any more."""


@pytest.mark.parametrize(
    ("cause", "killed_after", "broken"),
    [
        (OTHER_PROGRAM, 1, False),
        (OTHER_PROGRAM, LATER, True),
        (OTHER_PROGRAM, None, True),
        ("update-2", 1, True),
    ],
)
def test_a_card_of_an_update_that_two_programs_had_is_left_behind_if_the_later_one_was_killed(
    story, findings, cause, killed_after, broken
):
    for message_id, of_update in ((10, "update-1"), (11, cause)):
        keyboard = a_card()["reply_markup"]
        story.sent(of_update, message_id, "Завод", reply_markup=keyboard)
    story.add("confirmed", update_ids=[1, 2])
    if killed_after is not None:
        for _ in range(killed_after):
            story.add("idle")
        story.add("chaos", what="kill_program", details={})

    check_known(story.evidence, {(CHAT, 11)}, findings)

    assert bool(findings.breaches) is broken


def test_a_card_that_made_room_as_the_program_was_killed_is_left_behind(story, findings):
    story.sent("update-1", 1, "Завод", reply_markup=a_card()["reply_markup"])
    story.add("confirmed", update_ids=[1])
    body = {"from": {"id": CHAT}, "data": "d-list:7", "message": {"message_id": 1}}
    story.add("update", update={"update_id": 2, "callback_query": body})
    story.add("chaos", what="kill_program", details={})
    story.add("confirmed", update_ids=[2])

    check_known(story.evidence, set(), findings)

    assert not findings.breaches
    assert findings.figures["cards that a kill or a lost answer left behind"] == 1


def test_a_stale_card_differs_from_its_painting():
    painted = Screen("<b>Завод</b>", ((Button("Другой этап", "d-stages:7"),),))

    assert seen(a_card()) == as_seen(painted)
    assert seen(a_card() | {"text": "Завод, проиграна"}) != as_seen(painted)


def test_a_seed_tells_all_that_will_befall():
    plan = short_plan(SEED)

    assert plan == short_plan(SEED)
    assert plan.count(Blow.KILL_PROGRAM) == 3
    assert plan.count(Blow.KILL_DATABASE) == 1
    assert long_plan(SEED, 20, has_replicas=True).count(Blow.FREEZE) > 3


async def test_nothing_is_lost_or_doubled_while_everything_breaks(tmp_path: Path):
    plan = short_plan(SEED)

    findings = await play(plan, tmp_path)

    assert not findings.breaches, report(plan, findings, 0)
    assert findings.figures["taps with an effect"]
    assert findings.figures["words written"]
    assert findings.figures["messages of the ledger"]
