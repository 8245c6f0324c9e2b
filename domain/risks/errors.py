from domain.errors import NotAllowed, Outdated


class RiskDecided(Outdated):
    """``name`` decided first: ``status`` (taken, dismissed), ``at``; ``risk_id``."""


class RiskGone(Outdated):
    """Its signs went away; ``risk_id``."""


class RiskChanged(Outdated):
    """It has other signs than the button was made for; ``risk_id``."""


class RiskNotYours(NotAllowed):
    """``name`` decides about it, or who stands in for them or above them."""
