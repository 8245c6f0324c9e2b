"""Stages as files call them, and reasons and segments likewise, to keys of the rulebook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.imports.columns import title_key
from domain.org.model import Role
from domain.rulebook.model import Rulebook
from domain.rulebook.pipeline import LOST, WON, LostReason
from domain.rulebook.values import LocalText

_WON_NAMES = (
    "won, closed won, win, success, successful, выиграна, выиграно, выигран, успех, успешно, "
    "успешно реализовано, закрыта успешно, сделка выиграна, закрыто и реализовано"
)
_LOST_NAMES = (
    "lost, closed lost, loss, failed, проиграна, проиграно, проигран, отказ, отказано, провал, "
    "закрыто и не реализовано, закрыта неуспешно, сделка проиграна, не реализовано"
)
# «Менеджер» sells: a false friend of "manager", who sees a whole branch.
_ROLE_NAMES: Mapping[Role, str] = {
    Role.REP: "rep, sales rep, sales agent, agent, seller, salesperson, представитель, "
    "торговый представитель, продавец, менеджер, менеджер по продажам, агент, сотрудник",
    Role.LEAD: "lead, team lead, supervisor, руководитель, руководитель группы, супервайзер, "
    "старший менеджер, тимлид",
    Role.MANAGER: "manager, branch manager, regional manager, управляющий, "
    "управляющий филиалом, руководитель филиала, директор филиала, региональный менеджер",
    Role.DIRECTOR: "director, ceo, head of sales, директор, генеральный директор, "
    "коммерческий директор, директор по продажам",
    Role.ADMINISTRATOR: "administrator, admin, администратор, админ",
}
_ROLE_BY_NAME = {
    title_key(name): role for role, names in _ROLE_NAMES.items() for name in names.split(",")
}


def find_role(text: str) -> Role | None:
    return _ROLE_BY_NAME.get(title_key(text))


@dataclass(frozen=True, slots=True)
class RulebookNames:
    """What may stand in a file for the rulebook's stages, reasons and segments."""

    stages: Mapping[str, str]
    lost_reasons: Mapping[str, str]
    segments: Mapping[str, str]
    reason_for_none: LostReason

    @classmethod
    def of(cls, rulebook: Rulebook) -> "RulebookNames":
        pipeline = rulebook.pipeline
        ends = {
            **{title_key(name): WON for name in _WON_NAMES.split(",")},
            **{title_key(name): LOST for name in _LOST_NAMES.split(",")},
            **_by_name([(WON, pipeline.won.name), (LOST, pipeline.lost.name)]),
        }
        reasons = pipeline.lost_reasons
        return cls(
            stages={**ends, **_by_name((stage.key, stage.name) for stage in rulebook.stages)},
            lost_reasons=_by_name((reason.key, reason.name) for reason in reasons),
            segments=_by_name((segment.key, segment.name) for segment in rulebook.segments),
            reason_for_none=next((reason for reason in reasons if reason.needs_text), reasons[-1]),
        )

    def find_stage(self, text: str) -> str | None:
        """A stage's key, ``won`` or ``lost``; None for a name that is none of them."""
        return self.stages.get(title_key(text))

    def find_segment(self, text: str) -> str | None:
        return self.segments.get(title_key(text))

    def find_lost_reason(self, text: str) -> str | None:
        return self.lost_reasons.get(title_key(text))


def _by_name(named: Iterable[tuple[str, LocalText]]) -> dict[str, str]:
    return {title_key(spelling): key for key, name in named for spelling in (name.ru, name.en, key)}
