"""What is kept only for as long as it serves: where messages stand, what was begun and left."""

from datetime import datetime
from typing import Protocol


class Leftovers(Protocol):
    """Notices that were settled, cards of long ago, marks of digests made, files half imported.

    Nothing of it says what anybody did: that is kept for good.
    """

    async def forget_before(self, moment: datetime) -> int:
        """Drop what has served since before ``moment``, a little at a time; how many rows it was.

        What still waits stays, however old: notices that are due, imports in hand.
        """
        ...
