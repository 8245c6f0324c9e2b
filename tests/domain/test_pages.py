from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pages import Page, read_page


@given(st.integers(0, 500), st.integers(1, 50), st.integers(0, 400))
def test_a_page_that_is_gone_gives_way_to_the_last_one(offset: int, size: int, total: int) -> None:
    page = Page.nearest(offset, size, total)

    assert page.offset == offset or page.number == page.count
    assert page.offset < total or (page.offset, total) == (0, 0)


@pytest.mark.parametrize(
    ("offset", "shown"),
    [(0, [0, 1, 2]), (3, [3, 4]), (9, [3, 4])],
)
async def test_a_list_that_got_shorter_shows_its_last_page(offset: int, shown: list[int]) -> None:
    async def read(start: int) -> tuple[Sequence[int], int]:
        return range(5)[start : start + 3], 5

    lines, page = await read_page(read, offset, 3)

    assert list(lines) == shown
    assert page == Page(shown[0], 3, 5)


async def test_of_a_list_that_tells_its_length_with_its_lines_the_first_page_is_read() -> None:
    async def read(start: int) -> tuple[Sequence[int], int]:
        lines = range(5)[start : start + 3]
        return lines, 5 if lines else 0

    lines, page = await read_page(read, 9, 3)

    assert (list(lines), page) == ([0, 1, 2], Page(0, 3, 5))
