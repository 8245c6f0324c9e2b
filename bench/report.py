"""What was found, as a table for the terminal and for ``bench/results.md``."""

from collections.abc import Sequence

from bench.findings import Finding, Result

COLUMNS = ("bench", "what", "against", "ratio", "rounds", "limit", "", "this run, here")
HEAD = """# What the benches found

`make bench` writes this file. Every figure is a ratio of two ways to the same result, taken in
turns in one run on one machine: the median of the rounds' ratios, with the lowest and the highest.
What a ratio says holds elsewhere too; the times beside it hold for that machine in that run alone.
"≥" is a share of the other way's throughput, "≤" a multiple of its cost. Ratios marked "noisy" had
rounds that differ by more than half: something else was using the machine.
"""


def table(results: Sequence[Result]) -> str:
    """The findings as a Markdown table."""
    rows = [COLUMNS, ("---",) * len(COLUMNS)]
    rows += [_row(finding) for result in results for finding in result.findings]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def page(facts: Sequence[str], results: Sequence[Result]) -> str:
    """The whole of ``bench/results.md``."""
    parts = [HEAD, "\n".join(f"- {fact}" for fact in facts), table(results)]
    rests = [rest for result in results for rest in result.rests]
    if rests:
        parts.append("## Where the rest goes")
    parts += [f"### {rest.title}\n\n```\n" + "\n".join(rest.lines) + "\n```" for rest in rests]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _row(finding: Finding) -> tuple[str, ...]:
    sign = "≥" if finding.at_least else "≤"
    limit = "told only" if finding.limit is None else f"{sign} {_number(finding.limit)}"
    verdict = {True: "reached", False: "**missed**", None: ""}[finding.is_reached]
    if finding.is_noisy:
        verdict = f"{verdict} (noisy)".strip()
    spread = ""
    if finding.lowest is not None and finding.highest is not None:
        spread = f" ({_number(finding.lowest)}-{_number(finding.highest)})"
    times = f"{finding.ours} / {finding.theirs}" if finding.ours else ""
    return (
        finding.bench,
        finding.what,
        finding.against,
        _number(finding.ratio) + spread,
        str(finding.rounds),
        limit,
        verdict,
        times,
    )


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"
