"""``naparnik backup`` and ``naparnik restore``: the whole database into a file and back."""

import asyncio
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.composition.database import owned, program_address
from bot.composition.failures import CommandMisused
from bot.settings import Settings
from bot.texts import Texts
from storage.postgres import dump

BYTES_IN_MEGABYTE = 1_000_000
LINE_SECONDS = 0.2
"""How often the line that tells how far it is may change."""
CLEAR_LINE = "\r\x1b[K"


async def back_up(file: Path, settings: Settings, texts: Texts) -> None:
    """Raises: CommandMisused, storage.postgres.errors.DatabaseUnusable."""
    _require_named(file)
    _end_tidily()
    async with owned(settings) as url:
        with _told(texts, "cli-backing-up") as progress:
            try:
                made = await dump.back_up(url, file, progress)
            except FileExistsError as error:
                raise CommandMisused("cli-file-is-there", file=str(file)) from error
    size = f"{made.size / BYTES_IN_MEGABYTE:.1f}"
    print(texts.plain("cli-backed-up", file=str(file), size=size, revision=made.revision))


async def restore(file: Path, settings: Settings, texts: Texts) -> None:
    """Into an empty database; then it is brought to the newest revision.

    Raises: CommandMisused, storage.postgres.errors.DatabaseUnusable.
    """
    from storage.migrations.revisions import latest_revision
    from storage.migrations.run import migrate

    _require_readable(file)
    _end_tidily()
    async with owned(settings) as url:
        with _told(texts, "cli-restoring") as progress:
            revision = await dump.restore(url, file, progress)
        await migrate(url, program_url=program_address(settings))
    facts = {"file": str(file), "revision": revision, "newest": latest_revision()}
    is_older = revision != facts["newest"]
    print(texts.plain("cli-restored-older" if is_older else "cli-restored", **facts))


def _end_tidily() -> None:
    """A supervisor's stop is as good as Ctrl-C: the program it runs ends, and half a file goes."""
    in_hand = asyncio.current_task()
    if in_hand is not None and sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, in_hand.cancel)


def _require_named(file: Path) -> None:
    if file.exists():
        raise CommandMisused("cli-file-is-there", file=str(file))
    if not file.parent.is_dir():
        raise CommandMisused("cli-no-such-place", folder=str(file.parent))


def _require_readable(file: Path) -> None:
    if not file.is_file():
        raise CommandMisused("cli-no-such-file", file=str(file))
    try:
        file.open("rb").close()
    except OSError as error:
        raise CommandMisused("cli-file-unreadable", file=str(file)) from error


@contextmanager
def _told(texts: Texts, key: str) -> Iterator[dump.Progress]:
    """One line of a terminal that says which table is in hand; nothing where there is none."""
    if not sys.stderr.isatty():
        yield lambda _table: None
        return
    told_at = 0.0

    def tell(table: str) -> None:
        nonlocal told_at
        if time.monotonic() - told_at > LINE_SECONDS:
            told_at = time.monotonic()
            print(CLEAR_LINE + texts.plain(key, table=table), end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print(CLEAR_LINE, end="", file=sys.stderr, flush=True)
