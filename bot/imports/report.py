"""What an import would do, or has done, in words: for the chat and for the terminal alike."""

import sys
import time
from collections.abc import Awaitable, Callable
from typing import TextIO

from bot.texts import Texts
from domain.imports.columns import Field, Kind
from domain.imports.course import Progress
from domain.imports.model import RefusedRow
from domain.imports.tally import StageTally, Tally
from domain.money import Money
from domain.org.model import Role
from domain.rulebook.model import Rulebook
from domain.rulebook.pipeline import ENDS, LOST, WON

FAULTS_SHOWN = 8
BAR_CELLS = 20
_BAR_SECONDS = 0.1  # a terminal needs no more; a pipe gets the last state only


def report_lines(tally: Tally, rulebook: Rulebook, texts: Texts) -> list[str]:
    """Bare text: counts by kind, new people by role, deals by stage with sums, what was decided,
    what was refused.
    """
    return [
        *_counts(tally, texts),
        *_roles(tally, texts),
        *_stages(tally, rulebook, texts),
        *_notices(tally, texts),
        *_faults(tally, texts),
        *_ignored(tally, texts),
    ]


def progress_text(progress: Progress, texts: Texts) -> str:
    """«▓▓▓▓░░░░ 40 %: сделки, 3 520 из 8 800»."""
    share = progress.done / progress.total if progress.total else 1.0
    filled = round(share * BAR_CELLS)
    return texts.plain(
        "import-progress",
        bar="▓" * filled + "░" * (BAR_CELLS - filled),
        percent=int(share * 100),
        kind=texts.plain(f"import-kind-{progress.kind}"),
        done=texts.number(progress.done),
        total=texts.number(progress.total),
    )


def terminal_progress(
    texts: Texts, stream: TextIO = sys.stderr, clock: Callable[[], float] = time.monotonic
) -> Callable[[Progress], Awaitable[None]]:
    """A bar that is redrawn in place on a terminal; nothing where ``stream`` is none."""
    drawn_at = -1.0

    async def draw(progress: Progress) -> None:
        nonlocal drawn_at
        is_done = progress.done >= progress.total
        if not stream.isatty() or (clock() - drawn_at < _BAR_SECONDS and not is_done):
            return
        drawn_at = clock()
        stream.write(f"\r\x1b[K{progress_text(progress, texts)}" + ("\n" if is_done else ""))
        stream.flush()

    return draw


def reasons_of(refused: RefusedRow, texts: Texts) -> str:
    """Why a row was not taken, as one line of bare text."""
    return "; ".join(
        texts.plain(
            f"import-fault-{_kebab(fault.code)}",
            field=field_name(fault.field, texts),
            value=fault.value,
        )
        for fault in refused.faults
    )


def field_name(field: Field | None, texts: Texts) -> str:
    return "" if field is None else texts.plain(f"import-field-{_kebab(field)}")


def _counts(tally: Tally, texts: Texts) -> list[str]:
    return [
        texts.plain(
            "import-counts",
            kind=texts.plain(f"import-kind-{kind}"),
            rows=texts.number(counts.rows),
            new=texts.number(counts.new),
            unchanged=texts.number(counts.unchanged),
            filled=texts.number(counts.filled),
            refused=texts.number(counts.refused),
        )
        for kind in Kind
        if (counts := tally.counts.get(kind)) is not None
    ]


def _roles(tally: Tally, texts: Texts) -> list[str]:
    """So that whoever confirms sees a role that was given by mistake."""
    if not tally.new_by_role:
        return []
    lines = [
        texts.plain("import-role", role=texts.plain(f"role-{role}"), count=texts.number(count))
        for role in Role
        if (count := tally.new_by_role[role])
    ]
    return [texts.plain("import-roles-title"), *lines]


def _stages(tally: Tally, rulebook: Rulebook, texts: Texts) -> list[str]:
    if not tally.stages:
        return []
    order = [*rulebook.stage_keys, *ENDS]
    lines = [texts.plain("import-stages-title")]
    for key in order:
        stage = tally.stages.get(key)
        if stage is not None or key in ENDS:
            lines.append(_stage(key, stage or StageTally(), rulebook, texts))
    return lines


def _stage(key: str, stage: StageTally, rulebook: Rulebook, texts: Texts) -> str:
    ends = {WON: rulebook.pipeline.won.name, LOST: rulebook.pipeline.lost.name}
    name = ends[key] if key in ends else rulebook.stage(key).name
    sums = [Money(amount, currency) for currency, amount in sorted(stage.sums.items()) if amount]
    return texts.plain(
        "import-stage-sum" if sums else "import-stage",
        stage=name.for_language(texts.language),
        deals=texts.number(stage.deals),
        sum=texts.moneys(sums),
    )


def _notices(tally: Tally, texts: Texts) -> list[str]:
    told = [(notice, count) for notice, count in tally.notices.items() if count]
    if not told:
        return []
    return [
        texts.plain("import-notices-title"),
        *(
            texts.plain(f"import-notice-{_kebab(notice)}", count=count)
            for notice, count in sorted(told, key=lambda item: str(item[0]))
        ),
    ]


def _faults(tally: Tally, texts: Texts) -> list[str]:
    if not tally.faults:
        return []
    lines = [texts.plain("import-faults-title", count=tally.refused)]
    for (kind, field, code), count in tally.faults.most_common(FAULTS_SHOWN):
        reason = texts.plain(
            f"import-fault-{_kebab(code)}",
            field=field_name(field, texts),
            value="…",
        )
        kind_name = texts.plain(f"import-kind-{kind}")
        lines.append(texts.plain("import-fault-count", kind=kind_name, reason=reason, count=count))
    return lines


def _ignored(tally: Tally, texts: Texts) -> list[str]:
    return [
        texts.plain("import-ignored-columns", file=file, columns=", ".join(columns))
        for file, columns in tally.ignored_columns.items()
        if columns
    ]


def _kebab(name: str) -> str:
    return str(name).replace("_", "-")
