"""``naparnik doctor``: everything that can be looked at from here, a line each."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from bot.composition.doctor_database import look_at_database
from bot.doctor.bot_api import look_at_bot_api
from bot.doctor.findings import Finding, ill, well
from bot.doctor.settings_check import look_at_settings
from bot.settings import Settings
from bot.texts import Texts
from domain.clock import Clock, utc_now

CHECK: Final = "clock"
MOST_APART: Final = timedelta(seconds=2)
"""What the way of the question, and the Bot API's whole seconds, do not explain."""
MOST_STEPPED: Final = timedelta(seconds=0.5)
WELL, ILL = "✓", "✗"


async def examine(
    settings: Settings,
    texts: Texts,
    *,
    as_json: bool,
    clock: Clock = utc_now,
    monotonic: Callable[[], float] = time.monotonic,
) -> int:
    """Print what was found; the exit code: 0 where all is well, else 1."""
    findings = await findings_of(settings, clock=clock, monotonic=monotonic)
    is_well = all(finding.is_well for finding in findings)
    if as_json:
        print(_as_json(findings, texts, is_well=is_well))
    else:
        for finding in findings:
            print(WELL if finding.is_well else ILL, finding.words(texts))
    sys.stdout.flush()
    return 0 if is_well else 1


async def findings_of(
    settings: Settings, *, clock: Clock = utc_now, monotonic: Callable[[], float] = time.monotonic
) -> Sequence[Finding]:
    """In the order in which one thing needs another."""
    began, began_at = monotonic(), clock()
    database = await look_at_database(settings, clock)
    bot_api = await look_at_bot_api(settings, clock)
    stepped = (clock() - began_at) - timedelta(seconds=monotonic() - began)
    return [
        *look_at_settings(settings),
        *database.findings,
        *bot_api.findings,
        *_clocks(database.ahead, bot_api.ahead, stepped),
    ]


def _clocks(
    database: timedelta | None, bot_api: timedelta | None, stepped: timedelta
) -> list[Finding]:
    measured = {"doctor-clock-database": database, "doctor-clock-bot-api": bot_api}
    findings = [
        ill(CHECK, key, seconds=_seconds(ahead))
        for key, ahead in measured.items()
        if ahead is not None and abs(ahead) > MOST_APART
    ]
    if abs(stepped) > MOST_STEPPED:
        findings.append(ill(CHECK, "doctor-clock-stepped", seconds=_seconds(stepped)))
    if findings or database is bot_api is None:
        return findings
    return [well(CHECK, "doctor-clock", zone=time.strftime("%Z"))]


def _seconds(span: timedelta) -> str:
    return f"{span.total_seconds():+.1f}"


def _as_json(findings: Sequence[Finding], texts: Texts, *, is_well: bool) -> str:
    said = {
        "is_well": is_well,
        "findings": [
            {
                "check": finding.check,
                "is_well": finding.is_well,
                "key": finding.key,
                "said": finding.words(texts),
                **{"facts": dict(finding.facts), "details": dict(finding.details)},
            }
            for finding in findings
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2, default=str)
