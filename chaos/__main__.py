"""``python -m chaos``: a run, its figures and its seed; exit code 1 where a promise was broken."""

import argparse
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bot.logs import set_up_logs
from bot.runtime import run
from bot.settings import LogFormat, LogLevel
from chaos.fate import Plan, long_plan, short_plan
from chaos.findings import Findings
from chaos.reader import read
from chaos.stage import Stage

MINUTES = 20.0
LONGEST_MINUTES = 50.0
MOST_SHOWN = 20
FORMS = {"one": False, "two": True}
"""Of the long run, with whether two replicas work behind a webhook."""


async def play(plan: Plan, home: Path) -> Findings:
    """One run in ``home``, an empty folder: what the reader found, with the run's own figures."""
    stage = Stage(plan, home)
    async with stage.set_up():
        await stage.play()
        await stage.end_programs()
        journal = home / "telegram" / "journal.jsonl"
        findings = await read(stage.database.address, journal, stage.clock())
    findings.figures.update(stage.figures)
    for said in stage.not_ready:
        findings.broken("every program comes back", said)
    return findings


async def play_and_tell(plan: Plan) -> bool:
    """Whether everything held. What the run wrote is kept only where something did not."""
    home = Path(tempfile.mkdtemp(prefix="naparnik-chaos-"))
    began = time.monotonic()
    try:
        findings = await play(plan, home)
    except BaseException:
        say(f"Seed {plan.seed}, not finished. Kept for a closer look: {home}")
        raise
    say(report(plan, findings, time.monotonic() - began))
    if findings.breaches:
        say(f"Kept for a closer look: {home}")
        return False
    shutil.rmtree(home, ignore_errors=True)
    return True


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def report(plan: Plan, findings: Findings, seconds: float) -> str:
    """Figures by name, then every breach by rule."""
    where = "two replicas behind a webhook" if plan.has_replicas else "one program, polling"
    lines = [f"Seed {plan.seed}, {where}: {seconds:.0f} s"]
    lines += [f"  {name:<45} {many:>7}" for name, many in sorted(findings.figures.items())]
    if not findings.breaches:
        return "\n".join([*lines, "Nothing was lost, nothing was doubled."])
    shown = findings.breaches[:MOST_SHOWN]
    lines += [f"  BROKEN {breach}"[:600] for breach in shown]
    if len(findings.breaches) > len(shown):
        lines.append(f"  and {len(findings.breaches) - len(shown)} more")
    return "\n".join(lines)


async def main(arguments: argparse.Namespace) -> int:
    seed: int = arguments.seed
    if arguments.short:
        return 0 if await play_and_tell(short_plan(seed)) else 1
    forms = FORMS if arguments.form is None else {arguments.form: FORMS[arguments.form]}
    minutes = min(arguments.minutes, LONGEST_MINUTES) / len(forms)
    held = [
        await play_and_tell(long_plan(seed, minutes, has_replicas=has_replicas))
        for has_replicas in forms.values()
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="chaos")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument(
        "--minutes",
        type=float,
        default=MINUTES,
        help=f"of acts, in all; at most {LONGEST_MINUTES:.0f}",
    )
    parser.add_argument("--form", choices=FORMS, help="how many programs work; else each in turn")
    parser.add_argument(
        "--short", action="store_true", help="fourteen seconds of acts, as in the tests"
    )
    set_up_logs(LogLevel.ERROR, LogFormat.CONSOLE)
    sys.exit(run(main(parser.parse_args())))
