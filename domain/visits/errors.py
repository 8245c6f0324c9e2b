from domain.errors import DomainError, NotAllowed, Outdated


class SlotRefused(DomainError):
    """The visit cannot be then; there are other times. Each kind says why not then."""


class SlotTaken(SlotRefused):
    """Somebody was faster, or the visitor is elsewhere or on the way there."""


class SlotPast(SlotRefused):
    """That moment is over."""


class SlotTooFar(SlotRefused):
    """Visits are booked for ``days`` days ahead."""


class SlotOutsideHours(SlotRefused):
    """The visitor (``name``) does not work then."""


class VisitorAway(SlotRefused):
    """The visitor (``name``) is away on that day."""


class VisitorElsewhere(NotAllowed):
    """Nobody of the actor's pair or team: ``name``."""


class VisitOfOthers(NotAllowed):
    """It is the visitor's (``name``): only they, who booked it, who stands in for one of them, and
    heads may do this.
    """


class VisitNotBegun(DomainError):
    """It begins at ``moment``, so nothing came of it yet."""


class VisitOver(Outdated):
    """It was reported or cancelled before; ``visit_id``."""


class VisitChanged(Outdated):
    """The button was made for another state of it; ``visit_id``."""


class NoClashes(DomainError):
    """No visit is left on the days of the absence."""
