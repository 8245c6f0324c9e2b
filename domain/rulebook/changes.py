"""What a new rulebook would change, and what it must not take away."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.rulebook.errors import LostReasonInUse, StageInUse
from domain.rulebook.model import Rulebook
from domain.rulebook.values import LocalText

IDENTITIES = ("key", "country", "on", "segment", "measure", "occasion")
"""What tells one entry of a list from another, where entries are more than a plain value."""


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    ``path`` names list entries by their key: ``pipeline.stages[offer].limit_working_hours``.
    ``label`` is the name of the nearest entry around it, as people know it; None where nothing
    around it has a name. Values are as in the file: a scalar, a list of scalars, or for an entry
    that was added or removed the whole of it; None on the side where there is nothing. A list
    whose entries only changed places shows their keys in the old and the new order.
    """

    kind: ChangeKind
    path: str
    label: LocalText | None
    old: Any
    new: Any


def changes(old: Rulebook, new: Rulebook) -> list[Change]:
    """Every difference, in the order of the file; empty when both say the same."""
    return list(_between("", None, _plain(old), _plain(new)))


def refuse_unsafe(
    old: Rulebook,
    new: Rulebook,
    *,
    stages_in_use: Collection[str],
    lost_reasons_in_use: Collection[str] = (),
) -> None:
    """Let ``new`` follow ``old`` only if records in use keep their meaning.

    Raises:
        StageInUse: it lacks a stage on which open deals stand.
        LostReasonInUse: it lacks a reason that undecided records name.
    """
    stages = _gone(old.stage_keys, new.stage_keys, stages_in_use)
    if stages:
        raise StageInUse(stages)
    reasons = _gone(_reason_keys(old), _reason_keys(new), lost_reasons_in_use)
    if reasons:
        raise LostReasonInUse(reasons)


def _reason_keys(rulebook: Rulebook) -> tuple[str, ...]:
    return tuple(reason.key for reason in rulebook.pipeline.lost_reasons)


def _gone(old: tuple[str, ...], new: tuple[str, ...], in_use: Collection[str]) -> tuple[str, ...]:
    return tuple(key for key in old if key in in_use and key not in new)


def _plain(rulebook: Rulebook) -> dict[str, Any]:
    return rulebook.model_dump(mode="json", exclude_none=True)


def _between(path: str, label: LocalText | None, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        label = _name_of(new) or label
        for key in [*old, *(key for key in new if key not in old)]:
            inner = f"{path}.{key}".removeprefix(".")
            yield from _between(inner, label, old.get(key), new.get(key))
    elif _is_table(old) and _is_table(new) and (old or new):
        yield from _between_tables(path, label, old, new)
    else:
        kind = ChangeKind.CHANGED
        if old is None or new is None:
            kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
            label = _name_of(new or old) or label
        yield Change(kind, path, label, old, new)


def _between_tables(
    path: str, label: LocalText | None, old: list[Any], new: list[Any]
) -> Iterator[Change]:
    before = {_identity(entry): entry for entry in old}
    after = {_identity(entry): entry for entry in new}
    for key in [*before, *(key for key in after if key not in before)]:
        yield from _between(f"{path}[{key}]", label, before.get(key), after.get(key))
    stayed = [key for key in before if key in after]
    stayed_now = [key for key in after if key in before]
    if stayed != stayed_now:
        yield Change(ChangeKind.CHANGED, path, label, stayed, stayed_now)


def _is_table(value: Any) -> bool:
    """Whether this is a list of entries, each of which can be told from the others."""
    return isinstance(value, list) and all(
        isinstance(entry, dict) and any(name in entry for name in IDENTITIES) for entry in value
    )


def _identity(entry: dict[str, Any]) -> str:
    return str(next(entry[name] for name in IDENTITIES if name in entry))


def _name_of(entry: Any) -> LocalText | None:
    named = entry.get("name", entry.get("text")) if isinstance(entry, dict) else None
    return LocalText.model_validate(named) if isinstance(named, dict) else None
