"""What may become of a request, how late it is, what counts as a reaction, and lines that tell of
one."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.clients.model import ClientId, ContactId
from domain.deals.model import DealId
from domain.interactions.model import (
    Interaction,
    InteractionId,
    InteractionKind,
    InteractionResult,
)
from domain.org.model import PersonId
from domain.requests import rules
from domain.requests.errors import ReopeningTooLate, RequestMoveRefused
from domain.requests.model import (
    NewRequest,
    Placed,
    Rating,
    Request,
    RequestAct,
    RequestId,
    RequestStatus,
)
from domain.requests.phrases import parse_request
from domain.rulebook.requests import Requests, RequestTerm, SegmentRequests
from domain.rulebook.values import LocalName
from domain.working_time import DayHours, WorkingCalendar, WorkingWeek
from tests.builders import utc

RULES = Requests(
    segments=(
        SegmentRequests(
            segment="vip",
            reaction_working_hours=2,
            closing_working_hours=16,
            on_managers_day=True,
        ),
    )
)
CALENDAR = WorkingCalendar(
    zone=ZoneInfo("Europe/Moscow"),
    week=WorkingWeek.of(DayHours.parse("09:00-18:00")),
)
NOW = utc("2026-11-18 07:00")  # a Wednesday, 10:00 in Moscow
OWNER, HEAD, OTHER = PersonId(1), PersonId(2), PersonId(3)


def a_request(segment: str = "vip", **fields: Any) -> Request:
    new = NewRequest(ClientId(1), "phone", "complaint", "Не пришёл счёт", came_at=NOW)
    begun = rules.begun(new, Placed(OWNER, HEAD), segment, RULES, CALENDAR, noted_by=OWNER, now=NOW)
    return replace(begun, **{"id": RequestId(1)} | fields)


def a_contact(**fields: Any) -> Interaction:
    known: dict[str, Any] = {
        "id": InteractionId(1),
        "kind": InteractionKind.CALL,
        "client_id": ClientId(1),
        "person_id": OWNER,
        "at": NOW + timedelta(hours=1),
        "noted_at": NOW + timedelta(hours=1),
    }
    return Interaction(**known | fields)


def react(request: Request, at: datetime) -> Request:
    return rules.react(request, RULES, CALENDAR, by=OWNER, at=at, now=at)


def close(request: Request, at: datetime) -> Request:
    return rules.close(request, "Решили", CALENDAR, by=OWNER, now=at)


def reopen(request: Request, at: datetime) -> Request:
    return rules.reopen(request, "vip", RULES, CALENDAR, now=at)


def test_limits_are_those_of_the_segment_and_reminders_begin_at_the_owner() -> None:
    vip, usual = a_request(), a_request("prospect")

    assert (vip.react_by, vip.close_by) == (
        utc("2026-11-18 09:00"),
        utc("2026-11-19 14:00"),
    )
    assert (usual.react_by, usual.close_by) == (utc("2026-11-18 15:00"), None)
    assert vip.next_step_at == vip.limit_at == vip.react_by
    assert [str(rung) for rung in vip.ladder.recipients] == ["owner", "lead", "manager"]


def test_what_is_logged_long_after_it_came_tells_the_owner_first_and_heads_later() -> None:
    new = NewRequest(ClientId(1), "phone", "complaint", "Давно", came_at=NOW - timedelta(days=7))

    late = rules.begun(new, Placed(OWNER, None), "vip", RULES, CALENDAR, noted_by=OWNER, now=NOW)

    assert rules.is_late(late, NOW)
    assert late.next_step_at == NOW
    assert late.ladder.moments[1] == NOW + timedelta(hours=2)


def test_the_first_reaction_is_measured_once_and_stays_through_reopening() -> None:
    reacted = react(a_request(), utc("2026-11-19 06:30"))

    assert reacted.reaction_seconds == 8.5 * 3600
    assert reacted.limit_at == reacted.close_by
    again = react(reopen(close(reacted, utc("2026-11-19 07:00")), NOW + timedelta(days=3)),
                  NOW + timedelta(days=4))  # fmt: skip
    assert (again.reacted_at, again.reaction_seconds) == (
        reacted.reacted_at,
        reacted.reaction_seconds,
    )


@given(st.lists(st.sampled_from(RequestAct), max_size=12))
def test_whatever_is_tried_a_request_is_watched_or_closed_and_nothing_else_moves_it(
    acts: list[RequestAct],
) -> None:
    request, at = a_request(), NOW
    for act in acts:
        at += timedelta(hours=5)
        may = (request.status, act) in rules.MOVES
        try:
            moved = {
                RequestAct.REACT: react,
                RequestAct.CLOSE: close,
                RequestAct.REOPEN: reopen,
            }[act](request, at)
        except RequestMoveRefused:
            assert not may
            continue
        assert may
        assert moved.status is rules.MOVES[request.status, act]
        request = moved
        is_closed = request.status is RequestStatus.CLOSED
        assert is_closed == (request.limit_at is None) == (request.next_step_at is None)
        assert is_closed == (request.closed_at is not None) == (request.result is not None)
        assert (request.reacted_at is None) == (request.reaction_seconds is None)
        assert request.reacted_at is not None or request.is_waiting


def test_it_is_opened_again_within_its_days_only() -> None:
    closed = close(a_request(), NOW)

    assert reopen(closed, NOW + timedelta(days=14)).is_waiting
    with pytest.raises(ReopeningTooLate):
        reopen(closed, NOW + timedelta(days=14, seconds=1))
    assert rules.rate(closed, Rating.UP).rating is Rating.UP


@pytest.mark.parametrize(
    ("contact", "is_answer"),
    [
        ({}, True),
        ({"at": NOW}, True),
        ({"at": NOW - timedelta(seconds=1)}, False),
        ({"result": InteractionResult.NO_ANSWER}, False),
        ({"client_id": ClientId(2)}, False),
        ({"deal_id": DealId(7)}, True),
        ({"deal_id": DealId(8)}, False),
        ({"contact_id": ContactId(6)}, False),
        ({"contact_id": ContactId(5), "deal_id": DealId(7)}, True),
    ],
)
def test_a_contact_answers_the_request_unless_it_was_about_something_else(
    contact: dict[str, Any], is_answer: bool
) -> None:
    request = a_request(deal_id=DealId(7), contact_id=ContactId(5))

    assert (rules.answered_by([request], a_contact(**contact)) is request) == is_answer


def test_of_several_requests_the_one_it_names_is_answered() -> None:
    about_deal, other = a_request(deal_id=DealId(7)), a_request(id=RequestId(2))

    assert rules.answered_by([about_deal, other], a_contact()) is None
    assert rules.answered_by([about_deal, other], a_contact(deal_id=DealId(7))) is about_deal
    assert rules.answered_by([react(about_deal, NOW), other], a_contact()) is other


@pytest.mark.parametrize(
    ("line", "client", "contact", "kind", "channel", "words"),
    [
        ("обращение от Ромашки: не пришёл счёт", "Ромашк", None, "documents", "phone",
         "не пришёл счёт"),
        ("Жалоба от Иванова из Ромашки: брак", "Ромашк", "Иванов", "complaint", "phone", "брак"),
        ("request from Acme: the pump is broken", "Acme", None, "complaint", "phone",
         "the pump is broken"),
        ("вопрос от клиента ООО «Тёплый дом» — когда скидка?", "Тёпл дом", None, "question",
         "phone", "когда скидка?"),
        ("заявка от Ромашки на почту: 10 насосов", "Ромашк", None, "order", "email", "10 насосов"),
        ("обращение от ромашки", "ромашк", None, "question", "phone", None),
    ],
)  # fmt: skip
def test_a_line_tells_whose_request_it_is_of_what_kind_and_in_which_words(
    line: str, client: str, contact: str | None, kind: str, channel: str, words: str | None
) -> None:
    said = parse_request(line, RULES)

    assert said is not None
    assert (said.client.stem, said.contact and said.contact.stem) == (client, contact)
    assert (said.kind, said.channel, said.words) == (kind, channel, words)


@pytest.mark.parametrize(
    "line",
    ["", "обращение", "жалоба от", "заказ от Ромашки оформить завтра", "вопрос: от кого?"],
)
def test_a_line_without_from_whom_tells_of_no_request(line: str) -> None:
    assert parse_request(line, RULES) is None


def test_after_the_command_the_head_may_be_left_out() -> None:
    said = parse_request("Ромашка: не пришёл счёт", RULES, is_request=True)

    assert said is not None
    assert (said.client.text, said.words) == ("Ромашка", "не пришёл счёт")


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    parse_request(f"обращение от {text}", RULES)
    parse_request(text, RULES, is_request=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reaction_working_hours": 0},
        {"reaction_working_hours": 9, "closing_working_hours": 8},
        {
            "segments": (
                {"segment": "vip", "reaction_working_hours": 2, "closing_working_hours": 1},
            )
        },
        {"segments": ({"segment": "vip", "reaction_working_hours": 2},) * 2},
        {"channels": ()},
        {"kinds": (RequestTerm(key="a", name=LocalName(ru="А", en="A")),) * 2},
        {"escalation": ()},
        {"reopen_within_days": 0},
    ],
)
def test_rules_that_contradict_themselves_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Requests.model_validate(wrong)


def test_a_day_off_is_no_time_to_react() -> None:
    friday = utc("2026-11-20 14:00")  # 17:00 in Moscow

    reacted = rules.react(
        a_request(came_at=friday),
        RULES,
        CALENDAR,
        by=OTHER,
        at=utc("2026-11-23 07:00"),
        now=utc("2026-11-23 07:00"),
    )

    assert reacted.reaction_seconds == 2 * 3600
