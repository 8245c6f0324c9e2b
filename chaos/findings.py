"""What the reader says at the end."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that must not be. ``rule`` names what was promised."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


@dataclass(slots=True)
class Findings:
    """Breaches, and figures that say how much there was to be broken."""

    breaches: list[Breach] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)

    def broken(self, rule: str, what: str) -> None:
        self.breaches.append(Breach(rule, what))

    def count(self, what: str, many: int = 1) -> None:
        self.figures[what] += many
