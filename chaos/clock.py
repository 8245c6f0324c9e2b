"""One clock for several processes: the machine's, and an offset that chaos moves as it likes."""

import mmap
import struct
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from domain.clock import utc_now

_OFFSET = struct.Struct("<d")


class SharedClock:
    """A ``Clock`` that everybody reads from one file of eight bytes; it may also go back."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _OFFSET.size)

    @classmethod
    def make(cls, path: Path, begins_at: datetime) -> Self:
        """A new clock that shows ``begins_at`` now."""
        path.write_bytes(_OFFSET.pack((begins_at - utc_now()).total_seconds()))
        return cls(path)

    def __call__(self) -> datetime:
        return utc_now() + timedelta(seconds=self.offset_seconds)

    @property
    def offset_seconds(self) -> float:
        offset: float = _OFFSET.unpack_from(self._shared)[0]
        return offset

    def jump(self, by: timedelta) -> None:
        """Forwards as after a suspension, or backwards as when the time is corrected."""
        _OFFSET.pack_into(self._shared, 0, self.offset_seconds + by.total_seconds())

    def close(self) -> None:
        self._shared.close()
