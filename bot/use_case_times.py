"""How long each use case that a handler calls takes, and which ones an update came to."""

from collections.abc import Callable, Iterable, MutableMapping
from inspect import iscoroutinefunction
from time import perf_counter
from typing import Any

from bot.updates.progress import current_progress


class TimedUseCase:
    """Called like the use case that it stands for, and otherwise the same."""

    __slots__ = ("_name", "_observe", "_use_case")

    def __init__(self, name: str, use_case: Any, observe: Callable[[float], None]) -> None:
        self._name = name
        self._use_case = use_case
        self._observe = observe

    async def __call__(self, *given: Any, **named: Any) -> Any:
        current_progress().use_cases.append(self._name)
        started = perf_counter()
        try:
            return await self._use_case(*given, **named)
        finally:
            self._observe(perf_counter() - started)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._use_case, name)


def time_use_cases(
    handed_out: MutableMapping[str, Any],
    names: Iterable[str],
    observer_of: Callable[[str], Callable[[float], None]],
) -> None:
    """Put a ``TimedUseCase`` in the place of each of ``names`` that is called by itself.

    ``observer_of`` gives who is told the seconds of a use case, by its name.
    """
    for name in names:
        use_case = handed_out[name]
        if iscoroutinefunction(type(use_case).__call__):
            handed_out[name] = TimedUseCase(name, use_case, observer_of(name))
