"""Telegram's types and methods without their validators, which are made when first needed.

``aiogram`` has some six hundred models built as it is imported: two thirds of the time and half of
the memory of a start, for the dozens that a bot ever meets. Here the import only lets each module
know the names that its annotations speak of, so that pydantic finds them when it builds a model by
itself, on its first use.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, Final

TYPES: Final = "aiogram.types"
METHOD: Final = "aiogram.methods.base"
CALLBACK: Final = "aiogram.filters.callback_data"

Execute = Callable[[ModuleType], None]


def _types_by_name(module: ModuleType, execute: Execute) -> None:
    """``aiogram.types`` ends with building every model; this is where it is kept from it."""
    from aiogram.types.base import TelegramObject  # noqa: PLC0415 - part of what is loaded

    known: dict[str, Any] = {}

    def note_names(_model: type, *, _types_namespace: dict[str, Any]) -> None:
        known.update(_types_namespace)

    TelegramObject.model_rebuild = classmethod(note_names)  # type: ignore[assignment]  # put back below
    try:
        execute(module)
    finally:
        del TelegramObject.model_rebuild
    for name, part in list(sys.modules.items()):
        if name.startswith(f"{TYPES}."):
            for word, meaning in known.items():
                vars(part).setdefault(word, meaning)


def _methods_by_need(module: ModuleType, execute: Execute) -> None:
    """The base of all methods: what inherits from it is built when first made."""
    execute(module)
    module.TelegramMethod.model_config["defer_build"] = True


def _callbacks_by_need(module: ModuleType, execute: Execute) -> None:
    """The base of what buttons carry: the same."""
    execute(module)
    module.CallbackData.model_config["defer_build"] = True


LATE: Final[dict[str, Callable[[ModuleType, Execute], None]]] = {
    TYPES: _types_by_name,
    METHOD: _methods_by_need,
    CALLBACK: _callbacks_by_need,
}


class LateModels(MetaPathFinder):
    """Finds the modules that are loaded in another way; all the rest is left to others."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in LATE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _LateLoader(spec.loader)
        return spec


class _LateLoader(Loader):
    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        LATE[module.__name__](module, self._loader.exec_module)


def install() -> None:
    """Have it so in this process, where ``aiogram`` is not imported yet."""
    if not any(isinstance(finder, LateModels) for finder in sys.meta_path):
        sys.meta_path.insert(0, LateModels())
