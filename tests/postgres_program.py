"""A program that uses the embedded Postgres of a folder, to be run beside a test.

``python -m tests.postgres_program HOME [UID GID]`` prints one JSON line when it has started or was
refused, stops on the next line of its input, and prints a second one. With ``UID`` it becomes that
ordinary user first: by itself, because that user may not be able to run this interpreter.
"""

import json
import os
import sys
from pathlib import Path

from storage.postgres.embedded import EmbeddedPostgres
from storage.postgres.errors import DatabaseUnusable


def main(home: str, *account: str) -> None:
    if account:
        uid, gid = (int(number) for number in account)
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    postgres = EmbeddedPostgres(Path(home))
    try:
        url = postgres.start()
    except DatabaseUnusable as refusal:
        say(refused=type(refusal).__name__, words=str(refusal))
        return
    say(url=url)
    sys.stdin.readline()
    say(was_stopped=postgres.stop())


def say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main(*sys.argv[1:])
