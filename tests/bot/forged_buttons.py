"""Buttons as somebody may make them by hand, of every kind, about any records.

What a field of callback data means is told by its name. A kind with a name that is not known here
has no buttons made of it, and the matrix fails until somebody says what the name means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from aiogram.filters.callback_data import CallbackData

from tests.bot.matrix_company import Ids

RECORDS: Mapping[str, str] = {
    "absence_id": "absence",
    "binding_id": "binding",
    "branch_id": "branch",
    "call_id": "call",
    "change_id": "segment_change",
    "client_id": "client",
    "comment_id": "comment",
    "contact_id": "contact",
    "date_id": "date",
    "deal_id": "deal",
    "department_id": "department",
    "greeting_id": "greeting",
    "handover_id": "handover",
    "interaction_id": "interaction",
    "loser_id": "twin",
    "merge_id": "merge",
    "move_id": "move",
    "notice_id": "notice",
    "offer_id": "offer",
    "parent_id": "other_task",
    "person_id": "person",
    "project_id": "project",
    "request_id": "request",
    "risk_id": "risk",
    "run_id": "import_run",
    "selection_id": "selection",
    "subject_id": "client",
    "survivor_id": "client",
    "task_id": "task",
    "time_id": "time",
    "visit_id": "visit",
    "visitor_id": "person",
    "waits_for_id": "other_task",
}
"""A field of callback data that names a record, and which one."""

RECORDS_OF: Mapping[tuple[str, str], str] = {
    ("dup-no", "pair_id"): "duplicates",
    ("dup-p", "pair_id"): "duplicates",
    ("y-board", "pair_id"): "sellers",
    ("y-list", "pair_id"): "sellers",
    ("pl-yes", "proposal_id"): "plan_proposal",
    ("rules-on", "proposal_id"): "rulebook_proposal",
    ("rules-no", "proposal_id"): "rulebook_proposal",
    ("t-date-yes", "proposal_id"): "task_date",
    ("t-date-no", "proposal_id"): "task_date",
    ("rp-stop", "run_id"): "report_run",
    **{
        (prefix, "task_id"): "draft"
        for prefix in (
            *("td-send", "td-drop", "td-again", "td-ask", "td-who", "td-help", "td-help1"),
            *("td-help0", "td-prios", "td-prio", "td-ans", "td-client", "td-free", "td-once"),
            *("td-find", "t-brief-edit"),
        )
    },
    ("td-ans", "value"): "client",
}
"""Where the same name means something else."""

PLAIN: Mapping[str, object] = {
    **dict.fromkeys(
        (
            *("page", "team_page", "clients", "products", "back", "since", "part", "place"),
            *("number", "column", "shown", "taken", "seen", "first", "last", "days", "day"),
        ),
        0,
    ),
    **dict.fromkeys(("version", "question", "answer", "poll", "rules", "product_id"), 1),
    "at": 830,
    "in_days": 5,
    "month": 202611,
    "ordinal": 739_999,
    "shown_at": 1_795_000_000,
    "weekday": 1,
    "field": "name",
    "item": "first_talk",
    "language": "ru",
    "reason": "price",
    "segment": "vip",
    "stage": "engaging",
}
"""Numbers and keys that name no record."""

PLAIN_OF: Mapping[tuple[str, str], object] = {
    **{(prefix, "day"): 20261118 for prefix in ("dg-deal", "dg-lvl", "dg-eve")},
    **{(prefix, "poll"): "needs" for prefix in ("po", "ps", "ps-g", "pw", "px")},
    **{(prefix, "poll"): 0 for prefix in ("po-a", "po-w")},
    **{(prefix, "question"): 0 for prefix in ("po-a", "po-w")},
    **{(prefix, "version"): 0 for prefix in ("po-a", "po-w", "pl-set", "cp-say", "cp-rival")},
    ("brief", "key"): "layout",
    ("g-hs", "key"): "russia_day",
    ("td-ans", "key"): "client",
    ("im-kind", "kind"): "people",
    ("ps", "segment"): None,
    ("pw", "segment"): None,
    ("px", "segment"): None,
    ("rs-set", "value"): "offer",
    ("rs-set", "part"): "stage",
    ("rs-sub", "every"): "day",
    ("v-day", "day"): 739_941,
    ("v-take", "at"): 29_700_000,
    ("v-move", "at"): 29_700_000,
    ("t-brief-file", "page"): 0,
}

ASKED: Mapping[str, tuple[str, ...]] = {
    "c-ask": ("note", "phone", "name", "tax_number"),
}
"""Text fields of which each value begins another question."""

WHOSE: Mapping[str, str] = {
    **dict.fromkeys(("p", "person"), "person"),
    **dict.fromkeys(("t", "team"), "lead"),
    **dict.fromkeys(("d", "department"), "department"),
    **dict.fromkeys(("b", "branch"), "branch"),
}
"""Of what kind the ``id`` beside it is."""

OF_ANYBODY = frozenset({"kpi", "pl", "dg-lvl", "b", "rp"})
"""Of figures, plans, digests, boards and reports one button each is tried of every kind of whose;
all others find out whose in the same way."""

OF_FACT = {"deal": "deal", "client": "client", "offer": "offer", "interaction": "interaction"}
HANDED = {"client": "client", "deal": "deal", "clients": "person"}


class NoRow(Exception):
    """A field of callback data of which nobody has said whether it names a record."""


@dataclass(frozen=True)
class Forged:
    """A button as somebody may make it. ``names``: fields that name a record; ``ids``: which."""

    button: CallbackData
    names: frozenset[str]
    ids: frozenset[int]

    @property
    def prefix(self) -> str:
        return self.button.__prefix__


def forged(
    kind: type[CallbackData], ids: Ids, but: Mapping[str, Ids] | None = None
) -> Iterator[Forged]:
    """Buttons of a kind about the records of ``ids``, ``but`` those fields of others'."""
    prefix = kind.__prefix__
    fields = [_values(kind, name) for name in kind.model_fields]
    for chosen in product(*fields):
        values = dict(zip(kind.model_fields, chosen, strict=True))
        names = set()
        for name in kind.model_fields:
            record = _record(prefix, name, values)
            if record is not None:
                values[name] = getattr((but or {}).get(name, ids), record)
                names.add(name)
        if "version" in values and (prefix, "version") not in PLAIN_OF:
            first = next((values[name] for name in kind.model_fields if name in names), None)
            values["version"] = ids.versions.get(int(str(first or 0)), 1)
        ids_named = frozenset(int(str(values[name])) for name in names)
        yield Forged(kind(**values), frozenset(names), ids_named)


def _record(prefix: str, name: str, values: Mapping[str, object]) -> str | None:
    if (found := RECORDS_OF.get((prefix, name)) or RECORDS.get(name)) is not None:
        return found
    if name == "id":
        whose = values.get("of") or values.get("whose") or values.get("kind")
        return WHOSE.get(str(whose))
    if name == "fact":
        return OF_FACT.get(str(values["kind"]))
    if name == "record_id":
        return HANDED[str(values["what"])]
    return None


def _values(kind: type[CallbackData], name: str) -> tuple[object, ...]:
    prefix = kind.__prefix__
    if (prefix, name) in PLAIN_OF:
        return (PLAIN_OF[prefix, name],)
    if (prefix, name) in RECORDS_OF or name in RECORDS or name in {"id", "fact", "record_id"}:
        return (0,)
    of = kind.model_fields[name].annotation
    if get_origin(of) is UnionType:
        of = next(known for known in get_args(of) if known is not NoneType)
    if of is bool:
        return (True,)
    closed = get_args(of) if get_origin(of) is Literal else _members(of)
    if closed:
        is_of_whose = "id" in kind.model_fields and name in {"of", "whose", "kind"}
        is_of_record = (prefix, name) in {("kg", "kind"), ("ho-to", "what")}
        if is_of_whose and not _is_listed(kind, name):
            known = [value for value in closed if str(value) in WHOSE]
            return tuple(known) if prefix in OF_ANYBODY else tuple(known[:1])
        return tuple(closed) if name == "what" or is_of_record else closed[:1]
    if prefix in ASKED and name == "what":
        return ASKED[prefix]
    if name in PLAIN:
        return (PLAIN[name],)
    raise NoRow(f"{prefix}.{name}: say in tests/bot/forged_buttons.py whether it names a record")


def _is_listed(kind: type[CallbackData], name: str) -> bool:
    """Whether ``kind`` is of what is listed, beside whose it is."""
    return name == "kind" and bool({"of", "whose"} & set(kind.model_fields))


def _members(of: Any) -> tuple[object, ...]:
    return tuple(of) if isinstance(of, type) and issubclass(of, StrEnum) else ()
