"""Which poll a contact offers, until when it is answered, and the periods of a summary."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.clients.model import ClientId
from domain.interactions.model import (
    Interaction,
    InteractionId,
    InteractionKind,
    InteractionResult,
)
from domain.org.model import PersonId
from domain.polls import rules
from domain.polls.errors import PollAskedLately, PollNotForThis, PollOver
from domain.polls.model import Asked
from domain.polls.periods import MOST_BACK, Unit, period_of
from domain.rulebook.model import Rulebook
from domain.rulebook.polls import Poll
from storage.rulebook_file import read_default_rulebook
from tests.builders import NOW, a_rulebook

MOSCOW = ZoneInfo("Europe/Moscow")
NEEDS = a_rulebook().polls[0]
OF_VIPS = NEEDS.model_copy(update={"key": "vips", "segments": ("vip",)})
CALL = Interaction(
    id=InteractionId(1),
    kind=InteractionKind.CALL,
    client_id=ClientId(1),
    person_id=PersonId(1),
    at=NOW,
    noted_at=NOW,
)


def offered(*polls: Poll, asked: dict[str, Asked] | None = None, **fields: object) -> Poll | None:
    hours = fields.pop("hours", 0)
    segment = str(fields.pop("segment", "regular"))
    call = replace(CALL, **fields)
    now = NOW + timedelta(hours=float(str(hours)))
    return rules.offered(polls, call, segment, asked or {}, now)


def test_the_first_poll_that_fits_is_offered() -> None:
    assert offered(OF_VIPS, NEEDS) == NEEDS
    assert offered(OF_VIPS, NEEDS, segment="vip") == OF_VIPS
    assert offered() is None


def test_it_is_offered_after_contacts_of_its_kinds_that_reached_somebody_for_a_while() -> None:
    assert offered(NEEDS, kind=InteractionKind.EMAIL) is None
    assert offered(NEEDS, result=InteractionResult.NO_ANSWER) is None
    assert offered(NEEDS, hours=NEEDS.change_hours) == NEEDS
    assert offered(NEEDS, hours=NEEDS.change_hours + 1) is None


def test_nothing_is_asked_that_was_asked_lately_but_what_was_begun_goes_on() -> None:
    lately = Asked(NOW - timedelta(days=NEEDS.every_days - 1))
    long_ago = Asked(NOW - timedelta(days=NEEDS.every_days))

    assert offered(NEEDS, asked={NEEDS.key: lately}) is None
    assert offered(NEEDS, asked={NEEDS.key: long_ago}) == NEEDS
    assert offered(OF_VIPS, NEEDS, asked={NEEDS.key: Asked(None, is_here=True)}) == NEEDS
    assert offered(NEEDS, hours=999, asked={NEEDS.key: Asked(is_here=True)}) == NEEDS


def test_a_poll_that_is_not_to_be_asked_is_refused_with_the_reason() -> None:
    email = replace(CALL, kind=InteractionKind.EMAIL)
    yesterday = NOW - timedelta(days=1)
    lately = Asked(yesterday)
    tomorrow = NOW + timedelta(days=2)

    with pytest.raises(PollNotForThis):
        rules.require_may_ask(NEEDS, email, "vip", rules.NEVER, NOW, zone=MOSCOW)
    with pytest.raises(PollOver):
        rules.require_may_ask(NEEDS, CALL, "vip", rules.NEVER, tomorrow, zone=MOSCOW)
    with pytest.raises(PollAskedLately) as refused:
        rules.require_may_ask(NEEDS, CALL, "vip", lately, NOW, zone=MOSCOW)
    assert refused.value.facts["day"] == date(2027, 2, 15)
    past_midnight_in_moscow = Asked(yesterday.replace(hour=22))
    with pytest.raises(PollAskedLately) as refused:
        rules.require_may_ask(NEEDS, CALL, "vip", past_midnight_in_moscow, NOW, zone=MOSCOW)
    assert refused.value.facts["day"] == date(2027, 2, 16)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.sampled_from(Unit), st.integers(-5, 500))
def test_periods_follow_each_other_without_a_gap(today: date, unit: Unit, back: int) -> None:
    here = period_of(today, unit, 0, MOSCOW)
    one, before = period_of(today, unit, back, MOSCOW), period_of(today, unit, back + 1, MOSCOW)

    assert here.first <= today < here.following
    assert (one.following - one.first).days in range(28 * unit.months, 31 * unit.months + 1)
    if 0 <= back < MOST_BACK:
        assert before.following == one.first
        assert before.until == one.since


def test_a_poll_names_known_segments_and_no_key_twice() -> None:
    written = read_default_rulebook().model_dump(mode="json")
    poll = written["polls"][0]
    question = poll["questions"][0]
    faults: tuple[dict[str, Any], ...] = (
        {"segments": ["vip", "nowhere"]},
        {"kinds": ["call", "call"]},
        {"questions": [question, question]},
        {"questions": [{**question, "answers": [question["answers"][0]] * 2}]},
        {"questions": []},
        {"every_days": 0},
    )
    for broken in faults:
        with pytest.raises(ValidationError):
            Rulebook.model_validate({**written, "polls": [{**poll, **broken}]})
    with pytest.raises(ValidationError):
        Rulebook.model_validate({**written, "polls": [poll, poll]})
