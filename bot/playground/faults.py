"""Troubles on order: what tests need to see how the bot takes a bad day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.playground.refusals import Json, Misplayed

KINDS: Final = (
    "too_many_requests",
    "server_error",
    "bad_gateway",
    "drop_before",
    "drop_after",
    "drop_within",
    "gateway_timeout",
    "delay",
    "late",
    "outage",
    "repeat_update",
    "shuffle_updates",
)
AFTER: Final = {"drop_after", "drop_within", "gateway_timeout", "late"}
"""Troubles of the answer: the call is carried out."""
OF_UPDATES: Final = {"repeat_update", "shuffle_updates"}
"""Troubles of the next updates, whatever is called."""
_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "methods": (list,),
    "chat_id": (int,),
    "times": (int,),
    "retry_after": (int,),
    "seconds": (float, int),
}


@dataclass(slots=True)
class Fault:
    """One trouble: for the next ``times`` calls of ``methods`` (all, when empty)."""

    kind: str
    methods: Sequence[str] = ()
    chat_id: int | None = None
    times: int | None = 1
    retry_after: int = 1
    seconds: float = 0.0

    def matches(self, method: str, chat_id: object) -> bool:
        named = {name.lower() for name in self.methods}
        if self.chat_id is not None and str(chat_id) != str(self.chat_id):
            return False
        if not named:
            return self.kind == "outage" or method.lower() != "getupdates"
        return method.lower() in named


class Faults:
    """The troubles that are armed, in the order in which they were ordered."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []

    def order(self, wish: Json) -> Fault:
        """Arm a fault from its JSON form.

        Raises:
            Misplayed: there is no such kind, or a value is not one.
        """
        if wish.get("kind") not in KINDS:
            raise Misplayed(f"kind must be one of {', '.join(KINDS)}")
        unknown = wish.keys() - set(Fault.__dataclass_fields__)
        if unknown:
            raise Misplayed(f"unknown: {', '.join(sorted(unknown))}")
        for name, kinds in _TYPES.items():
            if not isinstance(wish.get(name, kinds[0]()), kinds):
                raise Misplayed(f"{name} must be of type {kinds[0].__name__}")
        fault = Fault(**wish)
        if fault.kind == "outage" and "times" not in wish:
            fault.times = None
        if fault.kind not in OF_UPDATES:
            self._armed.append(fault)
        return fault

    def clear(self) -> None:
        """Everything works again."""
        self._armed.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault that this call meets; it is used up by one."""
        for fault in self._armed:
            if fault.matches(method, chat_id):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._armed.remove(fault)
                return fault
        return None
