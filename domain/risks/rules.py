"""What a manager may do about a risk. Pure."""

from dataclasses import replace
from datetime import datetime

from domain.org.model import PersonId
from domain.risks.errors import RiskChanged, RiskDecided, RiskGone, RiskNotYours
from domain.risks.model import Risk, RiskStatus, RiskView


def take(view: RiskView, by: PersonId, words: str, *, version: int, now: datetime) -> Risk:
    """Somebody does something about it; nobody above is told any more. The same person's second
    tap changes nothing.

    Raises: RiskNotYours, RiskGone, RiskDecided, RiskChanged.
    """
    risk = view.risk
    if risk.status is RiskStatus.TAKEN and risk.decided_by == by:
        return risk
    _require_open(view, version=version)
    if risk.status is RiskStatus.TAKEN:
        raise _decided(view)
    return replace(
        risk,
        status=RiskStatus.TAKEN,
        decided_by=by,
        decided_at=now,
        words=words,
        next_step_at=None,
    )


def dismiss(view: RiskView, by: PersonId, words: str, *, version: int, now: datetime) -> Risk:
    """It is none, whatever its signs; also after it was taken.

    Raises: RiskNotYours, RiskGone, RiskDecided, RiskChanged.
    """
    risk = view.risk
    if risk.status is RiskStatus.DISMISSED and risk.decided_by == by:
        return risk
    _require_open(view, version=version)
    return replace(
        risk,
        status=RiskStatus.DISMISSED,
        decided_by=by,
        decided_at=now,
        words=words,
        next_step_at=None,
        closed_at=now,
    )


def _require_open(view: RiskView, *, version: int) -> None:
    risk = view.risk
    if not view.is_theirs:
        raise RiskNotYours(name=view.asked_name)
    if risk.status is RiskStatus.GONE:
        raise RiskGone(risk_id=risk.id)
    if risk.status is RiskStatus.DISMISSED:
        raise _decided(view)
    if risk.version != version:
        if risk.status is RiskStatus.TAKEN:
            raise _decided(view)
        raise RiskChanged(risk_id=risk.id)


def _decided(view: RiskView) -> RiskDecided:
    risk = view.risk
    return RiskDecided(
        risk_id=risk.id,
        name=view.decided_by_name,
        status=str(risk.status),
        at=risk.decided_at,
    )
