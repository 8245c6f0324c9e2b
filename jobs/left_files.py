"""Files of clients and people that a killed process left in the folder for temporary files."""

import asyncio
import shutil
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Final

FOLDERS: Final = ("naparnik-import-*", "naparnik-plan-*", "naparnik-report-*")
"""What is made for one file that was sent, or is about to be, and removed right after it."""
LEFT_FOR: Final = timedelta(hours=24)
"""Nobody works on one file for so long."""


async def remove_left_files(within: Path | None = None) -> int:
    """Remove what nobody works on any more; how many folders.

    Twice or on two replicas: the second finds nothing. Late: they lie there for longer. Dying
    halfway: the next tick removes the rest. Each machine clears its own; a folder that belongs to
    somebody else stays.
    """
    return await asyncio.to_thread(_remove, within or Path(tempfile.gettempdir()))


def _remove(within: Path) -> int:
    oldest = time.time() - LEFT_FOR.total_seconds()  # as the file system counts, not a moved clock
    removed = 0
    for pattern in FOLDERS:
        for folder in within.glob(pattern):
            if folder.is_symlink() or not folder.is_dir() or folder.stat().st_mtime > oldest:
                continue
            shutil.rmtree(folder, ignore_errors=True)
            removed += not folder.exists()
    return removed
