# ruff: noqa: T201 - it talks to a terminal
"""Known vulnerabilities of what the locks pin: ``make audit``. Installs nothing.

Exit code 0: none is known; 1: some are; 2: nobody could be asked, which says nothing either way.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LOCKS = ("requirements.lock", "tests/requirements.lock")
NONE_KNOWN, SOME_KNOWN, NOT_ASKED = 0, 1, 2
MOST_SECONDS = 600


def audit() -> int:
    places = os.pathsep.join((str(ROOT / ".venv" / "bin"), os.environ.get("PATH", "")))
    program = shutil.which("pip-audit", path=places)
    if program is None:
        print("pip-audit is not installed, so nothing was looked at. Have it in an environment of")
        print("its own: pipx install pip-audit")
        return NOT_ASKED
    return max(_audit(program, lock) for lock in LOCKS)


def _audit(program: str, lock: str) -> int:
    arguments = ("--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off")
    command = [program, *arguments, "--requirement", str(ROOT / lock)]
    try:
        asked = subprocess.run(
            command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
        )
        found = json.loads(asked.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return _not_asked(lock, f"no answer in {MOST_SECONDS} s")
    except (ValueError, KeyError):
        return _not_asked(lock, asked.stderr.strip().rpartition("\n")[2] or "it said nothing")
    ill = [dependency for dependency in found if dependency.get("vulns")]
    for dependency in ill:
        for known in dependency["vulns"]:
            fixed = ", ".join(known["fix_versions"]) or "no version yet"
            named = f"{dependency['name']} {dependency['version']}"
            print(f"{lock}: {named}: {known['id']}, mended in {fixed}")
    if not ill:
        print(f"{lock}: nothing is known against its {len(found)} packages.")
    return SOME_KNOWN if ill else NONE_KNOWN


def _not_asked(lock: str, why: str) -> int:
    print(f"{lock}: the database of vulnerabilities could not be asked: {why}")
    print("This is no all-clear.")
    return NOT_ASKED


if __name__ == "__main__":
    sys.exit(audit())
