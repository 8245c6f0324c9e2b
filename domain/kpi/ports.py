from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.kpi.model import Asked, Fact, Figure, Measure, Part
from domain.kpi.views import Loss
from domain.org.visibility import Scope
from domain.org.whose import Whose, WhoseKind
from domain.periods import Period
from domain.rulebook.model import Rulebook


class Kpi(Protocol):
    """Figures straight from the facts, whoever asks: rights are the use case's."""

    async def figures(
        self,
        kind: WhoseKind,
        period: Period,
        rulebook: Rulebook,
        *,
        now: datetime,
        ids: Collection[int] | None = None,
        measures: Collection[Measure] | None = None,
    ) -> Sequence[Figure]:
        """Of every person, team, department or branch of a kind in one go, or of ``ids`` of them;
        of all measures or of some. Whoever has no fact at all is left out, unless named by
        ``ids``: theirs are zeros.

        The period is in each person's own zone for people, in the company's for groups. What is
        of a moment (open deals) is of the period's end, or of ``now`` before it.
        """
        ...

    async def facts(
        self,
        asked: Asked,
        part: Part,
        rulebook: Rulebook,
        scope: Scope,
        *,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[Fact], int]:
        """What is behind a figure, the newest first, as far as ``scope`` shows it; with how many
        there are in all.
        """
        ...


class Losses(Protocol):
    """Why deals were lost, as ``Measure.LOST_COUNT`` counts them."""

    async def by_reason(
        self, whose: Whose, period: Period, rulebook: Rulebook, *, now: datetime
    ) -> Sequence[Loss]:
        """The most frequent reason first, then the one that cost most."""
        ...

    async def deals(
        self,
        whose: Whose,
        period: Period,
        rulebook: Rulebook,
        scope: Scope,
        *,
        reason: str,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[Fact], int]:
        """Those lost for ``reason``, the newest first, as far as ``scope`` shows them; with how
        many there are.
        """
        ...
