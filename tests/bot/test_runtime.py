import gc

import pytest

from bot.runtime import GC_THRESHOLDS, run, tune_garbage_collection


@pytest.fixture
def collector():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_lives_once_all_is_wired_is_not_looked_at_again(collector):
    tune_garbage_collection()

    assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == GC_THRESHOLDS


def test_what_main_gives_comes_back():
    async def main():
        return 7

    assert run(main()) == 7
