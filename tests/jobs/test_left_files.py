"""What a killed process left of files that people sent."""

import os
import re
import time
from pathlib import Path

from jobs.left_files import FOLDERS, LEFT_FOR, remove_left_files

ROOT = Path(__file__).parents[2]
LONG_AGO = time.time() - LEFT_FOR.total_seconds() - 60


def given_folder(within: Path, name: str, at: float) -> Path:
    folder = within / name
    folder.mkdir()
    (folder / "clients.xlsx").write_text("people")
    os.utime(folder, (at, at))
    return folder


async def test_what_nobody_works_on_goes_and_the_rest_stays(tmp_path: Path) -> None:
    left = given_folder(tmp_path, "naparnik-import-a1", LONG_AGO)
    in_hand = given_folder(tmp_path, "naparnik-report-b2", time.time())
    other = given_folder(tmp_path, "another-import-c3", LONG_AGO)
    link = tmp_path / "naparnik-plan-d4"
    link.symlink_to(other)

    removed = [await remove_left_files(tmp_path), await remove_left_files(tmp_path)]

    assert removed == [1, 0]
    assert not left.exists()
    assert in_hand.exists()
    assert (other / "clients.xlsx").exists()


def test_every_folder_that_is_made_for_somebody_s_file_is_looked_for() -> None:
    made = set()
    for folder in ("bot", "domain", "storage"):
        for path in (ROOT / folder).rglob("*.py"):
            made |= set(
                re.findall(r'TemporaryDirectory\(prefix="([^"]+)"', path.read_text("utf-8"))
            )

    # The list of a restore's contents names tables alone.
    assert {f"{prefix}*" for prefix in made - {"naparnik-restore-"}} == set(FOLDERS)
