"""What happened in the playground, in order: one JSON object a line, only ever added to.

Every record has ``seq`` (1, 2, 3, … over all restarts) and ``kind``. The world is what the records
add up to; tests and the chat page read them as events.
"""

import asyncio
import json
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from bot.playground.refusals import Json

REMEMBERED: Final = 20_000
"""Records kept in memory for readers; the file has all of them."""


class FolderInUse(Exception):
    """Another playground runs on this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"another playground runs on {folder}")
        self.folder = folder


class Journal:
    """Records in memory and, with ``folder``, in ``journal.jsonl`` there."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / "journal.jsonl" if folder is not None else None
        self._file: TextIO | None = None
        self._recent: deque[Json] = deque(maxlen=REMEMBERED)
        self._grown = asyncio.Event()
        self.seq = 0

    def replay(self) -> Iterator[Json]:
        """All records of earlier runs, oldest first; then the journal is open for writing.

        A last line cut short by a kill is dropped.

        Raises:
            FolderInUse: another program writes this journal.
        """
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("a", encoding="utf-8")
        self._lock(self._file)
        whole = 0
        with self._path.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                record: Json = json.loads(line)
                self.seq = record["seq"]
                self._recent.append(record)
                yield record
        self._file.truncate(whole)

    def _lock(self, file: TextIO) -> None:
        """Two programs writing one journal would spoil it; the lock ends with the process."""
        if sys.platform == "win32":
            return
        import fcntl  # noqa: PLC0415 - not there on Windows

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            raise FolderInUse(Path(file.name).parent) from error

    def append(self, kind: str, **data: object) -> Json:
        """Add a record and wake those who wait for one."""
        self.seq += 1
        # Through JSON even in memory: what readers see must not change under their hands.
        line = json.dumps({"seq": self.seq, "kind": kind, **data}, ensure_ascii=False)
        record: Json = json.loads(line)
        self._recent.append(record)
        if self._file is not None:
            self._file.write(line + "\n")
            self._file.flush()
        self.wake()
        return record

    def after(self, seq: int) -> list[Json]:
        """The remembered records that came after ``seq``, oldest first."""
        found: list[Json] = []
        for record in reversed(self._recent):
            if record["seq"] <= seq:
                break
            found.append(record)
        return found[::-1]

    async def grown(self) -> None:
        """Return when there is, or may be, a new record."""
        await self._grown.wait()

    def wake(self) -> None:
        """Let everyone who waits look again."""
        self._grown.set()
        self._grown = asyncio.Event()

    def close(self) -> None:
        """Stop writing; the journal can still be read."""
        if self._file is not None:
            self._file.close()
            self._file = None
