"""``python -m tests.fuzz --minutes 10``: each target for so long; what breaks is shown and kept."""

import argparse
import random
import sys
import time
import traceback
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.seeds import keep
from tests.fuzz.targets import TARGETS, Target

EXAMPLES_A_ROUND: Final = 500
SLOW_SECONDS: Final = 3.0
"""Of processor time: what takes so long for one input would hold up everybody."""


class Slow(AssertionError):
    """One input took ``SLOW_SECONDS``."""


def tried(name: str, target: Target, minutes: float, first_seed: int) -> tuple[int, bool]:
    """How many inputs were tried, and whether all were stood."""
    count = 0
    ends_at = time.monotonic() + minutes * 60
    number = first_seed
    last: list[Any] = [None]

    @settings(
        max_examples=EXAMPLES_A_ROUND,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.target, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(target.inputs)
    def stands(given_input: Any) -> None:
        nonlocal count
        count += 1
        last[0] = given_input
        began = time.process_time()
        target.take(given_input)
        if time.process_time() - began > SLOW_SECONDS:
            raise Slow(name)

    while time.monotonic() < ends_at:
        try:
            seed(number)(stands)()
        except Exception:
            path = keep(name, last[0])
            _say(f"{name}: broken with seed {number} by {last[0]!r:.500}, kept as {path}")
            traceback.print_exc()
            return count, False
        number += 1
    return count, True


def main() -> int:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="of each target")
    parser.add_argument("--only", action="append", choices=sorted(TARGETS), default=[])
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    first_seed = random.randrange(2**32) if asked.seed is None else asked.seed
    is_whole = True
    for name in asked.only or TARGETS:
        count, is_stood = tried(name, TARGETS[name], asked.minutes, first_seed)
        _say(
            f"{name}: {count:,} inputs, {'all stood' if is_stood else 'BROKEN'}, seed {first_seed}"
        )
        is_whole &= is_stood
    return 0 if is_whole else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
