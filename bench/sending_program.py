"""``naparnik run`` on a clock of the bench's own, to be killed and started again.

    python -m bench.sending_program BEGAN

takes its settings from the environment; its clock showed the bench's now at the moment ``BEGAN``
(seconds of the machine's clock), and has run on since. No jobs tick: they would add notices.
"""

import os
import sys
import time
from datetime import datetime, timedelta
from unittest.mock import patch

from bench.company import NOW
from bot.logs import set_up_logs
from bot.runtime import hold_garbage_collection, run
from bot.settings import read_settings
from bot.texts import texts_for
from domain.language import Language


def main(began: float) -> None:
    def clock() -> datetime:
        return NOW + timedelta(seconds=time.time() - began)

    hold_garbage_collection()
    settings = read_settings(env_file=None)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, no path of ours
        set_up_logs(settings.log_level, settings.log_format, stream=nowhere)
        from bot.composition.production import run as run_program
        from jobs.scheduler import Ticker

        with patch.object(Ticker, "start"):
            run(run_program(settings, texts_for(Language.RUSSIAN), clock=clock))


if __name__ == "__main__":
    main(float(sys.argv[1]))
