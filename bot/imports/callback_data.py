"""Buttons of an import. ``version`` tells an outdated button from a fresh one."""

from aiogram.filters.callback_data import CallbackData


class SayKind(CallbackData, prefix="im-kind"):
    run_id: int
    version: int
    place: int
    kind: str


class SayColumn(CallbackData, prefix="im-col"):
    """``column`` holds ``field``; both of the file at ``place``, counted from 0."""

    run_id: int
    version: int
    place: int
    field: str
    column: int


class LeaveFileOut(CallbackData, prefix="im-skip"):
    run_id: int
    version: int
    place: int


class CheckFiles(CallbackData, prefix="im-check"):
    run_id: int
    version: int


class LoadFiles(CallbackData, prefix="im-go"):
    run_id: int
    version: int


class DropImport(CallbackData, prefix="im-stop"):
    run_id: int
    version: int
