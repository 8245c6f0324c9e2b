import gc

import pytest

from bot.runtime import (
    GC_THRESHOLDS,
    hold_garbage_collection,
    run,
    tune_garbage_collection,
)


@pytest.fixture
def collector():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    gc.enable()


def test_what_lives_once_all_is_wired_is_not_looked_at_again(collector):
    tune_garbage_collection()

    assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == GC_THRESHOLDS


def test_nothing_is_collected_until_all_is_wired(collector):
    hold_garbage_collection()
    while_wiring = gc.isenabled()
    tune_garbage_collection()

    assert not while_wiring
    assert gc.isenabled()


def test_what_main_gives_comes_back():
    async def main():
        return 7

    assert run(main()) == 7
