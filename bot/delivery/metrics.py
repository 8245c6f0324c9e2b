from typing import Protocol

from domain.delivery.model import Outcome


class DeliveryMetrics(Protocol):
    """What the sender counts; whatever collects it stays at the edge of the program."""

    def settled(self, kind: str, outcome: Outcome) -> None: ...

    def delayed(self, seconds: float) -> None:
        """How long after its moment a message left."""
        ...

    def flooded(self, seconds: float) -> None:
        """Telegram asked for silence."""
        ...

    def outage_met(self) -> None:
        """Telegram, or the way to it, did not work."""
        ...

    def leading(self, *, is_leader: bool) -> None: ...


class NoMetrics:
    """Counts nothing."""

    def settled(self, kind: str, outcome: Outcome) -> None: ...

    def delayed(self, seconds: float) -> None: ...

    def flooded(self, seconds: float) -> None: ...

    def outage_met(self) -> None: ...

    def leading(self, *, is_leader: bool) -> None: ...
