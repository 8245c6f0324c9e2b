"""Rulebooks of every valid shape, for properties that hold of all; the keys that one has."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.rulebook.model import Rulebook
from domain.rulebook.values import NAME_LENGTH, TEXT_LENGTH, LocalText, TimeSpan

ONE_VALUE = (LocalText, TimeSpan)  # written as one thing in the document

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,23}", fullmatch=True).filter(
    lambda key: key not in {"won", "lost"}
)
TRICKY = st.sampled_from(
    ["yes", "null", "~", "1e5", "012", "0.5", "# no", "a: b", "- a", "'", '"', "{", "*a", "&a", "@"]
)


def texts(longest: int, *, lines: bool) -> st.SearchStrategy[str]:
    signs = st.characters(exclude_categories=["Cc", "Cs"])
    if lines:
        signs = st.one_of(signs, st.just("\n"))
    free = st.text(signs, min_size=1, max_size=min(longest, 60)).map(str.strip).filter(bool)
    return st.one_of(TRICKY, free)


NAMES = texts(NAME_LENGTH, lines=False).map(lambda text: text[:NAME_LENGTH].strip())
LOCAL_NAMES = st.fixed_dictionaries({"ru": NAMES, "en": NAMES})
TEXTS = texts(TEXT_LENGTH, lines=True)
LOCAL_TEXTS = st.fixed_dictionaries({"ru": TEXTS, "en": TEXTS})
BOOLEANS = st.booleans()
BOUNDS = st.decimals(-(10**6), 10**6, places=4)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def day_hours(draw: st.DrawFn, at_least: int = 0) -> list[dict[str, time]]:
    """Spans in order that do not overlap."""
    count = draw(st.integers(at_least, 3))
    bounds = sorted(draw(st.sets(TIMES, min_size=2 * count, max_size=2 * count)))
    return [
        {"start": start, "end": end} for start, end in zip(bounds[::2], bounds[1::2], strict=True)
    ]


@st.composite
def stages(draw: st.DrawFn) -> list[dict[str, Any]]:
    keys = draw(st.lists(KEYS, min_size=2, max_size=5, unique=True))
    choices = ("forward", "back", "skip", "won", "lost")
    return [
        {
            "key": key,
            "name": draw(LOCAL_NAMES),
            "department": draw(st.none() | KEYS),
            "limit_working_hours": draw(st.integers(1, 2000)),
            "probability": draw(st.decimals(0, 1, places=4)),
            "checklist": [
                {"key": item, "text": draw(LOCAL_NAMES), "required": draw(st.booleans())}
                for item in draw(st.lists(KEYS, max_size=2, unique=True))
            ],
            "hint": draw(LOCAL_TEXTS),
            "consequences": {choice: draw(LOCAL_TEXTS) for choice in choices},
        }
        for key in keys
    ]


@st.composite
def brief_fields(draw: st.DrawFn) -> list[dict[str, Any]]:
    fields = []
    for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)):
        kind = draw(st.sampled_from(["text", "number", "date", "choice", "file"]))
        field = {"key": key, "name": draw(LOCAL_NAMES), "kind": kind, "required": draw(BOOLEANS)}
        if kind == "number":
            field |= {"unit": draw(LOCAL_NAMES), "at_least": draw(st.none() | BOUNDS)}
        if kind == "choice":
            choices = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
            field["choices"] = [{"key": choice, "name": draw(LOCAL_NAMES)} for choice in choices]
        fields.append(field)
    return fields


@st.composite
def briefs(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "name": draw(LOCAL_NAMES),
            "department": draw(st.none() | NAMES),
            "role": draw(st.none() | st.sampled_from(["rep", "lead"])),
            "estimate_hours": draw(st.none() | st.integers(1, 2000)),
            "approval": draw(BOOLEANS),
            "fields": draw(brief_fields()),
        }
        for key in draw(st.lists(KEYS, max_size=2, unique=True))
    ]


@st.composite
def project_templates(draw: st.DrawFn) -> list[dict[str, Any]]:
    keys = draw(st.lists(KEYS, max_size=2, unique=True))
    templates = []
    for key in keys:
        roles = draw(st.lists(KEYS, min_size=1, max_size=2, unique=True))
        tasks = draw(st.lists(KEYS, min_size=1, max_size=4, unique=True))
        templates.append(
            {
                "key": key,
                "name": draw(LOCAL_NAMES),
                "goals": draw(LOCAL_TEXTS),
                "fixed_task": draw(st.none() | st.sampled_from(tasks)),
                "roles": [
                    {
                        "key": role,
                        "name": draw(LOCAL_NAMES),
                        "departments": draw(st.lists(NAMES, max_size=2)),
                    }
                    for role in roles
                ],
                "tasks": [
                    {
                        "key": task,
                        "title": draw(LOCAL_NAMES),
                        "role": draw(st.sampled_from(roles)),
                        "from_day": draw(st.integers(0, 250)),
                        "days": draw(st.integers(1, 250)),
                        "hours": draw(st.none() | st.integers(1, 2000)),
                        "waits_for": tasks[: draw(st.integers(0, place))],
                        "milestone": draw(st.booleans()),
                    }
                    for place, task in enumerate(tasks)
                ],
            }
        )
    return templates


@st.composite
def kpi(draw: st.DrawFn, segments: list[str], stage_keys: list[str]) -> dict[str, Any]:
    weight = draw(st.integers(1, 99))
    percents = st.decimals(0, 100, places=2)
    components = [
        {"measure": "timeliness", "weight": weight, "threshold_percent": draw(percents)},
        {"measure": "yield", "weight": 100 - weight},
    ]
    return {
        "bonus": [
            {
                "key": draw(KEYS),
                "name": draw(LOCAL_NAMES),
                "departments": draw(st.lists(NAMES, max_size=1)),
                "components": components,
            }
        ],
        "segments": [{"segment": segments[0], "churn_days": draw(st.integers(1, 3660))}],
        "contract_stage": draw(st.none() | st.sampled_from(stage_keys)),
        "shows_names": draw(BOOLEANS),
        "launched_on": draw(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))),
    }


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    all_stages = draw(stages())
    reasons = draw(st.lists(KEYS, min_size=1, max_size=4, unique=True))
    segments = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
    hours = sorted(draw(st.sets(st.integers(0, 2000), min_size=1, max_size=3)))
    days = sorted(draw(st.sets(st.integers(1, 250), max_size=3)))
    to = st.sampled_from(["owner", "lead", "manager"])
    dates = draw(st.lists(st.dates(date(2020, 1, 1), date(2040, 1, 1)), max_size=3, unique=True))
    quiet = draw(st.lists(TIMES, min_size=2, max_size=2, unique=True))
    return Rulebook.model_validate(
        {
            "company": {
                "name": draw(NAMES),
                "country": "NO",
                "zone": "Asia/Yekaterinburg",
                "currency": "RUB",
                "language": draw(st.sampled_from(["ru", "en"])),
            },
            "pipeline": {
                "stages": all_stages,
                "won": {"name": draw(LOCAL_NAMES)},
                "lost": {"name": draw(LOCAL_NAMES)},
                "lost_reasons": [
                    {"key": key, "name": draw(LOCAL_NAMES), "needs_text": draw(st.booleans())}
                    for key in reasons
                ],
            },
            "offers": {
                "follow_up_working_days": draw(st.integers(1, 250)),
                "choices_working_days": days or [1],
                "escalation": [
                    *({"after_working_hours": count, "to": draw(to)} for count in hours),
                    *({"after_working_days": count, "to": draw(to)} for count in days),
                ],
                "refusal_reasons": draw(
                    st.lists(st.sampled_from(reasons), min_size=1, unique=True)
                ),
                "on_accept": draw(st.sampled_from([*(s["key"] for s in all_stages), "won"])),
            },
            "tasks": {
                "most_hours": draw(st.integers(1, 2000)),
                "approval": {"over_cost": draw(st.none() | st.decimals(1, 10**9, places=2))},
                "reminders": {"minutes_before": draw(st.lists(st.integers(1, 9000), max_size=3))},
                "escalation": [{"after_working_hours": count, "to": draw(to)} for count in hours],
            },
            "briefs": draw(briefs()),
            "delivery": {
                "quiet_hours": {"start": quiet[0], "end": quiet[1]},
                "digests": {"rep": draw(st.none() | TIMES), "lead": draw(TIMES)},
            },
            "calendars": {
                "default_country": "NO",
                "countries": [
                    {
                        "country": "NO",
                        "week": {"mon": draw(day_hours(1)), "sun": draw(day_hours())},
                        "use_public_holidays": draw(st.booleans()),
                        "overrides": [{"on": on, "hours": draw(day_hours())} for on in dates],
                    }
                ],
            },
            "segments": [{"key": key, "name": draw(LOCAL_NAMES)} for key in segments],
            "default_segment": draw(st.sampled_from(segments)),
            "useful_hours_per_day": draw(st.decimals(Decimal("0.01"), 24, places=2)),
            "project_templates": draw(project_templates()),
            "kpi": draw(kpi(segments, [stage["key"] for stage in all_stages])),
        }
    )


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not issubclass(annotation, ONE_VALUE):
            yield annotation
        return
    for part in get_args(annotation):
        yield from models_in(part)


def fields_of(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        inner = next(models_in(field.annotation), None)
        if inner is None:
            yield prefix + name, field
        else:
            is_list = "tuple" in str(field.annotation)
            yield from fields_of(inner, f"{prefix}{name}{'[]' if is_list else ''}.")
