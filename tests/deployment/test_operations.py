"""``docs/operations.md`` names only commands, settings, files and tables that there are."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.__main__ import _parser
from bot.composition.draining import DRAIN_SECONDS
from bot.settings import Settings
from bot.texts import texts_for
from domain.language import Language
from jobs import retention
from storage.migrations import run
from storage.postgres import privileges
from storage.tables import metadata

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/operations.md").read_text()
CODE = re.findall(r"`([^`\n]+)`", TEXT) + re.findall(r"^ {4,}(\S.*)$", TEXT, re.MULTILINE)
OF_OTHERS = {"POSTGRES_PASSWORD", "DATABASE_PASSWORD", "BALANCER_SITE", "PGSSLROOTCERT", "PATH"}
"""Read by Compose, by the balancer and by Postgres' own library."""


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = _parser(texts_for(Language.ENGLISH))._actions
    [found] = [action for action in actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found.choices)


def named_commands() -> Iterator[list[str]]:
    for code in CODE:
        for said in re.findall(r"naparnik ((?:[a-z]|-{1,2}[a-z]).*)", code):
            yield said.split()


def test_every_command_is_there_with_its_options():
    known = commands()

    named = list(named_commands())
    options = [(words[0], word) for words in named for word in words if word.startswith("--")]

    assert {words[0] for words in named} >= {"run", "migrate", "backup", "restore", "doctor"}
    assert [words for words in named if words[0] not in known] == []
    assert [
        (command, option)
        for command, option in options
        if option not in known[command]._option_string_actions
    ] == []


def test_every_setting_is_there():
    capitals = {word for code in CODE for word in re.findall(r"\b[A-Z]+_[A-Z_]+\b|\bPATH\b", code)}
    settings = {name.upper() for name in Settings.model_fields}
    lists = {name for name in dir(privileges) if name.isupper()}

    assert capitals - settings - OF_OTHERS - lists == set()
    assert "MIGRATION_DATABASE_URL" in capitals


def test_every_file_and_link_is_there():
    places = {code for code in CODE if re.fullmatch(r"[\w.-]+(/[\w.-]+)+\.\w+|compose\.yaml", code)}
    links = set(re.findall(r"\]\((?!https?:)([^)#]+)", TEXT))

    assert [place for place in places if not (ROOT / place).is_file()] == []
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


def test_every_heading_that_is_linked_is_there():
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}

    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors


def test_every_table_of_what_is_kept_is_there():
    kept = TEXT.partition("| Kept | What |")[2].partition("\n\n")[0]
    named = {word for line in kept.splitlines() for word in re.findall(r"`(\w+)`", line[:120])}

    assert {"audit", "ledger", "processed_updates"} <= named
    assert {name for name in named if name.islower()} <= set(metadata.tables)


def test_every_metric_is_one_that_is_watched():
    exported = (ROOT / "bot/metrics.py").read_text()
    named = {word for code in CODE for word in re.findall(r"\bnaparnik_[a-z_]+", code)}
    own = {name.removesuffix("_total") for name in named} - {"naparnik_program"}

    assert [name for name in own if f'"{name}"' not in exported] == []


@pytest.mark.parametrize("service", ["migrate", "replicas"])
def test_what_compose_is_told_to_run_is_in_its_file(service):
    told = yaml.safe_load((ROOT / "compose.yaml").read_text())
    profiles = {name for part in told["services"].values() for name in part.get("profiles", ())}

    assert service in {*told["services"], *profiles}
    assert service in TEXT


def test_figures_are_the_program_s_own():
    hours = retention.UPDATES_KEPT.total_seconds() / 3600

    assert f"{hours:.0f} hours: twice as long" in TEXT
    assert f"| {retention.CONVERSATIONS_KEPT.days} days |" in TEXT
    assert run.LOCK_SECONDS == 3
    assert "waits three seconds" in TEXT
    assert run.TRIES == 10
    assert "up to ten times" in TEXT
    assert retention.RETENTION_SECONDS == 3600
    assert "hourly" in TEXT
    assert DRAIN_SECONDS == 3
    assert "for three seconds more" in " ".join(TEXT.split())
