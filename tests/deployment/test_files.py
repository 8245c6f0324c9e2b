"""What the files for deployment promise, as far as it can be told without a Docker engine."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import make_url

from bot.composition.draining import DRAIN_SECONDS
from bot.settings import Settings, settings_table

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = ("README.md", "README.ru.md")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    return found


def test_the_readme_has_each_setting_as_the_program_has_it() -> None:
    assert settings_table() in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_readme_links_to_is_there(document: str) -> None:
    text = (ROOT / document).read_text()
    targets = re.findall(r'(?:\]\(|src=")(?!https?:)([^)"#]+)', text)

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs/pictures").glob("*.png"))

    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > 300_000] == []


def test_services_come_back_by_themselves_and_say_how_they_are(services: dict[str, Any]) -> None:
    assert {"bot", "replica", "balancer", "postgres"} <= set(services)
    for service in (services[name] for name in ("bot", "replica", "balancer", "postgres")):
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"][0] == "CMD"


def test_the_database_is_postgres_18_on_a_named_volume(services: dict[str, Any]) -> None:
    named = yaml.safe_load((ROOT / "compose.yaml").read_text())["volumes"]
    volumes = [volume.split(":") for volume in services["postgres"]["volumes"]]

    assert services["postgres"]["image"] == "postgres:18"
    assert volumes == [["database", "/var/lib/postgresql"]]
    assert "database" in named
    assert services["bot"]["depends_on"]["postgres"]["condition"] == "service_healthy"


def test_a_second_replica_and_a_balancer_come_with_a_profile_alone(
    services: dict[str, Any],
) -> None:
    bot, replica, balancer = (services[name] for name in ("bot", "replica", "balancer"))
    its_own = {key: value for key, value in replica.items() if key != "profiles"}

    assert "profiles" not in bot
    assert replica["profiles"] == balancer["profiles"] == ["replicas"]
    assert its_own == {key: value for key, value in bot.items() if key != "ports"}
    assert re.fullmatch(r"caddy:\d+\.\d+", balancer["image"])


def test_compose_passes_on_every_setting_that_its_containers_do_not_fix(
    services: dict[str, Any],
) -> None:
    image = re.findall(r"\b([A-Z_]+)=", (ROOT / "Dockerfile").read_text())
    owner = {"MIGRATION_DATABASE_URL"}

    passed_on = set(services["bot"]["environment"])

    assert passed_on == {name.upper() for name in Settings.model_fields} - {*image} - owner


def test_the_balancer_asks_every_replica_whether_it_is_ready(services: dict[str, Any]) -> None:
    [config] = [volume for volume in services["balancer"]["volumes"] if volume.endswith(":ro")]
    told = (ROOT / config.split(":")[0]).read_text()

    assert "reverse_proxy bot:8080 replica:8080" in told
    assert "health_uri /readyz" in told
    interval = re.search(r"health_interval (\d+)s", told)
    assert interval
    assert int(interval[1]) < DRAIN_SECONDS


def test_secrets_have_no_default_and_their_absence_is_told() -> None:
    text = (ROOT / "compose.yaml").read_text()

    for secret in ("BOT_TOKEN", "POSTGRES_PASSWORD", "DATABASE_PASSWORD"):
        uses = re.findall(rf"\$\{{{secret}([^}}]*)\}}", text)
        assert uses
        assert all(use.startswith(":?") and len(use) > 10 for use in uses)


def test_the_program_works_as_another_role_than_the_one_that_migrates(
    services: dict[str, Any],
) -> None:
    migrate, bot = services["migrate"], services["bot"]
    program, owner = (
        make_url(re.sub(r"\$\{\w+[^}]*\}", "secret", migrate["environment"][name]))
        for name in ("DATABASE_URL", "MIGRATION_DATABASE_URL")
    )

    assert bot["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert "MIGRATION_DATABASE_URL" not in bot["environment"]
    assert bot["environment"]["DATABASE_URL"] == migrate["environment"]["DATABASE_URL"]
    assert owner.username == services["postgres"]["environment"]["POSTGRES_USER"]
    assert program.username != owner.username
    assert (program.host, program.database) == (owner.host, owner.database)


def test_only_known_settings_are_handed_to_the_bot(services: dict[str, Any]) -> None:
    known = {name.upper() for name in Settings.model_fields}

    for service in ("bot", "migrate"):
        assert set(services[service]["environment"]) <= known


def test_the_image_runs_as_an_ordinary_user_and_is_built_from_hashes() -> None:
    stages = re.split(r"^FROM ", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)[1:]

    assert len(stages) == 2
    assert "--require-hashes -r requirements.lock" in stages[0]
    assert re.search(r"^USER (?!root)\w+", stages[1], flags=re.MULTILINE)
    assert "pip install" not in stages[1]
    assert "apt-get" not in stages[1]
    assert "HEALTHCHECK" in stages[1]
    assert 'CMD ["naparnik", "run"]' in stages[1]


def test_what_a_fresh_machine_runs_can_be_run() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
