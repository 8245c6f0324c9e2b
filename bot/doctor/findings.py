from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: ``key`` and ``facts`` word it, with what to do where it is not well.

    ``rule`` is the key of what should hold, a fact of its own; ``details`` are for machines:
    figures and ids that the words leave out.
    """

    check: str
    is_well: bool
    key: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    rule: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    def words(self, texts: Texts) -> str:
        facts = dict(self.facts)
        if self.rule is not None:
            facts["rule"] = texts.plain(self.rule)
        return texts.plain(self.key, **facts)


def well(check: str, key: str, /, **facts: str | int) -> Finding:
    return Finding(check, is_well=True, key=key, facts=facts)


def ill(check: str, key: str, /, **facts: str | int) -> Finding:
    return Finding(check, is_well=False, key=key, facts=facts)
