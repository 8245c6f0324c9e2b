"""The dashboard and the alerts are about what the program tells, all of it and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.metrics import Metrics
from bot.updates.progress import Outcome as UpdateOutcome
from domain.delivery.model import Outcome

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
DASHBOARD = DEPLOY / "grafana" / "naparnik.json"
ALERTS = DEPLOY / "prometheus" / "alerts.yaml"
OF_A_METRIC = re.compile(r"\b(?:naparnik|process)_\w+")
SUFFIX = re.compile(r"_(?:bucket|sum|count|total)$")
NOT_SHOWN = {"process_virtual_memory_bytes", "process_start_time_seconds", "process_max_fds"}
"""What the library of Prometheus tells besides."""


@pytest.fixture
async def told() -> str:
    """The exposition of a program in which everything has happened."""
    metrics = Metrics()
    metrics.update_done(UpdateOutcome.HANDLED, 0.1)
    metrics.settled("offer_follow_up", Outcome.RANG)
    metrics.sweep_done("offers", 0.1)
    metrics.observer_of("move_deal")(0.1)
    return (await metrics.exposition()).decode()


def samples(told: str) -> set[str]:
    return {re.split(r"[{ ]", line)[0] for line in told.splitlines() if line[0] != "#"}


def expressions(panel: dict[str, Any]) -> list[str]:
    return [target["expr"] for target in panel.get("targets", ())]


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text())["panels"]
    return found


def alerts() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load(ALERTS.read_text())["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def all_expressions() -> list[str]:
    shown = [expression for panel in panels() for expression in expressions(panel)]
    return [*shown, *(alert["expr"] for alert in alerts())]


async def test_whatever_is_asked_for_is_told(told: str) -> None:
    named = {name for text in all_expressions() for name in OF_A_METRIC.findall(text)}

    assert named <= samples(told)


async def test_whatever_is_told_is_shown(told: str) -> None:
    shown = {
        SUFFIX.sub("", name)
        for panel in panels()
        for text in expressions(panel)
        for name in OF_A_METRIC.findall(text)
    }

    there = {SUFFIX.sub("", re.sub("_created$", "", name)) for name in samples(told)}
    assert there - NOT_SHOWN == shown


async def test_labels_that_are_asked_for_are_told(told: str) -> None:
    for text in all_expressions():
        for name, labels in re.findall(r"(naparnik_\w+)\{([^}]*)\}", text):
            for label in re.findall(r"(\w+)=", labels):
                lines = [line for line in told.splitlines() if line.startswith(f"{name}{{")]
                assert label == "instance" or any(f'{label}="' in line for line in lines)


def test_what_is_asked_is_closed_as_it_is_opened() -> None:
    for text in all_expressions():
        assert all(
            text.count(opened) == text.count(closed) for opened, closed in ("()", "[]", "{}")
        )


def test_panels_stand_beside_each_other_and_have_names_of_their_own_in_their_row() -> None:
    numbers = [panel["id"] for panel in panels()]
    taken = [
        (panel["gridPos"]["x"] + column, panel["gridPos"]["y"] + line)
        for panel in panels()
        for column in range(panel["gridPos"]["w"])
        for line in range(panel["gridPos"]["h"])
    ]

    assert len(set(numbers)) == len(numbers)
    assert len(set(taken)) == len(taken)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in panels())


def test_somebody_is_told_of_every_end_that_left_a_person_without_what_they_asked_for() -> None:
    watched = set(re.findall(r'outcome="(\w+)"', "".join(alert["expr"] for alert in alerts())))

    assert watched == {UpdateOutcome.BROKEN, UpdateOutcome.GIVEN_UP, UpdateOutcome.POSTPONED}


def test_every_alert_says_what_is_the_matter_and_what_to_do() -> None:
    for alert in alerts():
        assert alert["labels"]["severity"] in {"page", "ticket"}
        assert alert["annotations"]["summary"].endswith(".")
        assert alert["annotations"]["what_to_do"].endswith(".")
    names = [alert["alert"] for alert in alerts()]
    assert len(set(names)) == len(names)
