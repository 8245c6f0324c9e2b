"""Where processor time goes: a profile in a dozen lines."""

import cProfile
import pstats
import time
from collections import Counter
from pathlib import Path

from bench.findings import Rest, Timed

ROOT = Path(__file__).parent.parent
MOST_FUNCTIONS = 10


async def profiled(of: str, work: Timed, count: int) -> Rest:
    """The shares of packages, and the functions that take most themselves, in ``count`` of it."""
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
    return Rest(f"Where the processor time of {of} goes ({count} of them, profiled)", tuple(lines))


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
