"""What a contact may be, and who may correct it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.clients.model import Client, ClientId
from domain.interactions import rules
from domain.interactions.errors import (
    InteractionBeforeClient,
    InteractionChanged,
    InteractionInFuture,
    InteractionTooOld,
    SpotImpossible,
)
from domain.interactions.model import (
    Interaction,
    InteractionId,
    InteractionKind,
    NewInteraction,
    Spot,
    Through,
)
from domain.org.model import BranchId, PersonId
from tests.builders import NOW, utc

MOSCOW = ZoneInfo("Europe/Moscow")
SECOND = timedelta(seconds=1)


def a_client(**fields):
    known = {
        "id": ClientId(1),
        "name": "Ромашка",
        "branch_id": BranchId(1),
        "owner_id": PersonId(1),
        "segment": "prospect",
        "created_at": NOW - timedelta(days=30),
    }
    return Client(**known | fields)


def an_interaction(**fields):
    known = {
        "id": InteractionId(1),
        "kind": InteractionKind.CALL,
        "client_id": ClientId(1),
        "person_id": PersonId(5),
        "at": NOW,
        "noted_at": NOW,
    }
    return Interaction(**known | fields)


def checked(**fields):
    new = NewInteraction(**{"kind": InteractionKind.CALL, "client_id": ClientId(1)} | fields)
    return rules.checked(new, a_client(), now=NOW, zone=MOSCOW)


def test_without_a_moment_it_is_now():
    assert checked().at == NOW


def test_what_is_to_come_is_no_contact():
    with pytest.raises(InteractionInFuture):
        checked(at=NOW + SECOND)


def test_a_client_s_first_day_begins_at_midnight_of_whoever_logs():
    client = a_client(created_at=utc("2026-11-18 09:00"))
    midnight = utc("2026-11-17 21:00")

    rules.check_moment(midnight, client, now=NOW, zone=MOSCOW)
    with pytest.raises(InteractionBeforeClient):
        rules.check_moment(midnight - SECOND, client, now=NOW, zone=MOSCOW)


@pytest.mark.parametrize(
    ("kind", "through"),
    [
        (InteractionKind.CALL, Through.PHONE),
        (InteractionKind.VISIT, Through.IN_PERSON),
        (InteractionKind.EMAIL, Through.EMAIL),
        (InteractionKind.MESSAGE, None),
    ],
)
def test_means_that_nobody_named_are_the_usual_ones(kind, through):
    assert checked(kind=kind).through is through


def test_named_means_stay():
    assert checked(through=Through.VIDEO).through is Through.VIDEO


@pytest.mark.parametrize("spot", [Spot(90.1, 0), Spot(0, -180.5), Spot(float("nan"), 0)])
def test_a_place_that_is_not_on_earth_is_refused(spot):
    with pytest.raises(SpotImpossible):
        checked(spot=spot)


@pytest.mark.parametrize(
    ("actor", "may"), [(5, True), (6, True), (7, True), (8, False), (9, False)]
)
def test_the_author_and_everybody_above_corrects_it(actor, may):
    bosses = {PersonId(5): PersonId(6), PersonId(6): PersonId(7), PersonId(8): PersonId(5)}

    assert rules.may_correct(an_interaction(), acts_for={actor}, bosses=bosses) is may


def test_a_ring_of_bosses_ends():
    bosses = {PersonId(5): PersonId(6), PersonId(6): PersonId(5)}

    assert not rules.may_correct(an_interaction(), acts_for={PersonId(9)}, bosses=bosses)


def test_it_is_corrected_for_24_hours():
    interaction = an_interaction()
    end = NOW + timedelta(hours=24)

    rules.require_fresh(interaction, 1, now=end)
    with pytest.raises(InteractionTooOld):
        rules.require_fresh(interaction, 1, now=end + SECOND)


def test_a_button_of_an_older_version_is_outdated():
    with pytest.raises(InteractionChanged):
        rules.require_fresh(an_interaction(version=2), 1, now=NOW)
