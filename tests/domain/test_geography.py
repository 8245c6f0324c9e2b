import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geography import EARTH_RADIUS_M, Point, distance_m

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert distance_m(Point(55, 37), Point(56, 37)) == pytest.approx(111_195, rel=1e-3)


@given(points, points)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(one, other):
    there = distance_m(one, other)

    assert there == pytest.approx(distance_m(other, one))
    assert 0 <= there <= 3.15 * EARTH_RADIUS_M
    assert distance_m(one, one) == 0
