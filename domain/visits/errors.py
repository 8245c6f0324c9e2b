from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class SlotRefused(DomainError):
    """The visit cannot be then; there are other times. Each kind says why not then."""


class SlotTaken(SlotRefused):
    """Somebody was faster, or the visitor is elsewhere or on the way: ``name``."""


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


class VisitNotYours(NotAllowed):
    """Only the visitor (``name``) reports it, who stands in for them, or their head."""


class VisitNotBegun(DomainError):
    """It has not begun, so nothing came of it yet; ``visit_id``."""


class VisitOver(Outdated):
    """It was reported or cancelled before; ``visit_id``."""


class VisitChanged(Outdated):
    """The button was made for another state of it; ``visit_id``."""


class AddressTooLong(BadInput):
    """An address has at most ``limit`` characters."""
