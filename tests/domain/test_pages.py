from hypothesis import given
from hypothesis import strategies as st

from domain.pages import Page


@given(st.integers(0, 500), st.integers(1, 50), st.integers(0, 400))
def test_a_page_that_is_gone_gives_way_to_the_last_one(offset: int, size: int, total: int) -> None:
    page = Page.nearest(offset, size, total)

    assert page.offset == offset or page.number == page.count
    assert page.offset < total or (page.offset, total) == (0, 0)
