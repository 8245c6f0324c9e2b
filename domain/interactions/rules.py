"""What an interaction may be. Pure: values in, the checked one or a refusal out."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from domain.clients.model import Client
from domain.geography import Point, distance_m
from domain.interactions.errors import (
    InteractionBeforeClient,
    InteractionChanged,
    InteractionInFuture,
    InteractionTooOld,
    SpotImpossible,
    TooManyFiled,
)
from domain.interactions.model import (
    CORRECTED_WITHIN,
    USUAL_WAY,
    WORDS_LIMIT,
    Interaction,
    InteractionKind,
    NewInteraction,
    Spot,
    Through,
)
from domain.notes import clean_note
from domain.org.model import PersonId

MOST_FILED: Final = 20
HIGHEST_LATITUDE, HIGHEST_LONGITUDE = 90, 180


def check_moment(at: datetime, client: Client, *, now: datetime, zone: ZoneInfo) -> None:
    """``zone`` is that of whoever logs: a client may be entered on the day after the call was
    made, but not on a later one.

    Raises: InteractionInFuture, InteractionBeforeClient.
    """
    if at > now:
        raise InteractionInFuture(moment=at)
    day = client.created_at.astimezone(zone).date()
    if at < datetime.combine(day, time(), tzinfo=zone):
        raise InteractionBeforeClient(moment=at, day=day, client_id=client.id)


def check_spot(spot: Spot) -> None:
    """Raises: SpotImpossible."""
    is_on_earth = (
        abs(spot.latitude) <= HIGHEST_LATITUDE and abs(spot.longitude) <= HIGHEST_LONGITUDE
    )
    if not is_on_earth:  # nor is NaN, which compares as false
        raise SpotImpossible(latitude=spot.latitude, longitude=spot.longitude)


def usual_way(kind: InteractionKind) -> Through | None:
    return USUAL_WAY.get(kind)


def checked(
    new: NewInteraction, client: Client, *, now: datetime, zone: ZoneInfo
) -> NewInteraction:
    """With its moment, means and words as they are kept.

    Raises: InteractionInFuture, InteractionBeforeClient, SpotImpossible, TooManyFiled, NoteTooLong,
        NoteMissing: words were given, and nothing of them can be seen.
    """
    at = new.at or now
    check_moment(at, client, now=now, zone=zone)
    if new.spot is not None:
        check_spot(new.spot)
    if len(new.files) > MOST_FILED:
        require_room(len(new.files) - 1)
    words = clean_note(new.words, limit=WORDS_LIMIT) if new.words else None
    through, spot = new.through or usual_way(new.kind), _measured(new.spot, client)
    return replace(new, at=at, words=words, through=through, spot=spot)


def _measured(spot: Spot | None, client: Client) -> Spot | None:
    """With how far from the client's address it was, where that is known."""
    if spot is None or client.point is None:
        return spot
    was_at = Point(spot.latitude, spot.longitude)
    return replace(spot, distance_m=distance_m(was_at, client.point))


def require_room(filed: int) -> None:
    """For one more beside ``filed``. Raises: TooManyFiled."""
    if filed >= MOST_FILED:
        raise TooManyFiled(limit=MOST_FILED)


def may_correct(
    interaction: Interaction,
    *,
    acts_for: Collection[PersonId],
    bosses: Mapping[PersonId, PersonId],
) -> bool:
    """Whether somebody of ``acts_for`` (the actor and whom they stand in for) logged it, or stands
    above who did, at any depth."""
    here: PersonId | None = interaction.person_id
    passed: set[PersonId] = set()
    while here is not None and here not in passed:
        if here in acts_for:
            return True
        passed.add(here)
        here = bosses.get(here)
    return False


def is_fresh(interaction: Interaction, *, now: datetime) -> bool:
    """Whether it may still be corrected."""
    return now - interaction.noted_at <= CORRECTED_WITHIN


def require_fresh(interaction: Interaction, version: int, *, now: datetime) -> None:
    """Raises: InteractionTooOld, InteractionChanged."""
    if not is_fresh(interaction, now=now):
        hours = int(CORRECTED_WITHIN.total_seconds() // 3600)
        raise InteractionTooOld(hours=hours, interaction_id=interaction.id)
    if interaction.version != version:
        raise InteractionChanged(interaction_id=interaction.id)
