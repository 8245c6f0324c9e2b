"""What ``make audit`` says where something is known, where nothing is, and where nobody answers."""

import json
from pathlib import Path

import pytest

from tests.deployment.audit_dependencies import NONE_KNOWN, NOT_ASKED, SOME_KNOWN, audit

WELL = {"name": "aiohttp", "version": "3.12.0", "vulns": []}
ILL = {
    "name": "pillow",
    "version": "11.0.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["11.0.1"]}],
}


def answers(*dependencies: object) -> str:
    return f"cat <<'END'\n{json.dumps({'dependencies': dependencies})}\nEND\n"


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        (answers(WELL), NONE_KNOWN, "nothing is known against its 1 packages"),
        (
            answers(WELL, ILL) + "exit 1",
            SOME_KNOWN,
            "pillow 11.0.0: PYSEC-2026-1, mended in 11.0.1",
        ),
        ("echo 'could not connect to the service' >&2; exit 1", NOT_ASKED, "no all-clear"),
        (None, NOT_ASKED, "pipx install pip-audit"),
    ],
)
def test_what_was_found_is_told_from_what_could_not_be_asked(
    script: str | None,
    code: int,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("tests.deployment.audit_dependencies.ROOT", tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    if script is not None:
        (tmp_path / "pip-audit").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "pip-audit").chmod(0o755)

    found = audit()

    assert found == code
    assert words in capsys.readouterr().out
