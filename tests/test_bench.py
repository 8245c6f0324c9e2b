"""The benches run on tiny data and each has its rows in the table; the ratios are not judged."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BENCHES = (
    "Sweep",
    "Claim",
    "Reading",
    "Stage tap",
    "Flood",
    "Start",
    "Memory",
    "Ledger",
    "Replicas",
    "Gantt",
    "Pictures",
    "Team load",
    "Task from a line",
    "Due days",
    "Client's history",
    "Figures",
    "Duplicates",
    "Cycle plans",
    "Report",
    "Digests",
)


def test_a_quick_run_has_a_row_for_every_bench(tmp_path):
    written = tmp_path / "results.md"

    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--output", str(written)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    rows = written.read_text(encoding="utf-8").splitlines()
    for bench in BENCHES:
        assert any(row.startswith(f"| {bench} |") for row in rows), bench
        assert f"| {bench} |" in done.stdout
    assert "| doubled | all sent | 0.00 |" in done.stdout
    assert "| lost | all sent | 0.00 |" in done.stdout
