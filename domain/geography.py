"""Where something is on earth, and how far apart two places are."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_M: Final = 6_371_009
"""The mean radius: a distance along the ground is right to half a percent, enough for «near»."""


@dataclass(frozen=True, slots=True)
class Point:
    """In degrees, north and east positive."""

    latitude: float
    longitude: float


def distance_m(one: Point, other: Point) -> float:
    """Along the ground, in metres."""
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    shrinks = cos(radians(one.latitude)) * cos(radians(other.latitude))
    chord = sin(north / 2) ** 2 + shrinks * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))
