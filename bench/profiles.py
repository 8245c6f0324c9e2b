"""Where processor time goes: a profile in a dozen lines."""

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.findings import Finding, Rest, Timed, milliseconds

ROOT = Path(__file__).parent.parent
MOST_FUNCTIONS = 10


async def why_missed(findings: Sequence[Finding], ours: Timed) -> tuple[Rest, ...]:
    """Where one of ``findings`` missed its limit: how much of ``ours`` is this process's own work,
    and where that goes.
    """
    missed = [found.against for found in findings if found.is_reached is False]
    if not missed:
        return ()
    began, worked = time.perf_counter(), time.thread_time()
    await ours()
    by_clock, by_processor = time.perf_counter() - began, time.thread_time() - worked
    own_work = (
        f"{by_processor / by_clock:4.0%}  of the time that one go takes ({milliseconds(by_clock)}, "
        "with what prepares it) this process works; the rest it waits for others"
    )
    rest = await profiled(f"{findings[0].what}, which missed against {missed[0]},", ours)
    return (Rest(rest.title, (own_work, *rest.lines)),)


async def profiled(of: str, work: Timed) -> Rest:
    """The shares of packages in one go, and the functions that take most themselves."""
    profile = cProfile.Profile(time.thread_time)
    profile.enable()
    try:
        await work()
    finally:
        profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # typeshed leaves it out
    packages: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for (path, _, name), (_, _, own_seconds, _, _) in stats.items():
        package = _package(path, name)
        packages[package] += own_seconds
        functions[f"{package}: {name}"] += own_seconds
    whole = sum(packages.values()) or 1.0
    lines = [
        f"{share / whole:4.0%}  {package}"
        for package, share in packages.most_common()
        if share / whole >= 0.02
    ]
    lines.append("of which in single functions, without what they call:")
    lines += [
        f"{share / whole:4.0%}  {function[:88]}"
        for function, share in functions.most_common(MOST_FUNCTIONS)
    ]
    return Rest(f"Where the processor time of {of} goes (profiled)", tuple(lines))


def _package(path: str, name: str) -> str:
    parts = Path(path).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1].removesuffix(".py")
    if path.startswith(str(ROOT)):
        return Path(path).relative_to(ROOT).parts[0]
    if path == "~":
        for library in ("asyncpg", "uvloop", "pydantic", "sqlalchemy", "aiohttp"):
            if library in name.lower():
                return library
        return "built-in"
    return "standard library"
