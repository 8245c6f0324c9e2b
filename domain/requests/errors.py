from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class RequestInFuture(BadInput):
    """What a client has not asked for yet is no request: ``moment``."""


class RequestBeforeClient(BadInput):
    """The client is in the base since ``day``, and it would have come before: ``moment``."""


class RequestTermUnknown(Outdated):
    """The rulebook has no such channel or kind any more: ``key``."""


class RequestMoveRefused(Outdated):
    """What is ``status`` cannot be moved by ``act``; ``request_id``."""


class RequestChanged(Outdated):
    """The button was made for another state of it; ``request_id``."""


class RequestNotToGive(NotAllowed):
    """The responsible person (``name``) or their head gives it to a colleague; nobody else."""


class RequestReceiverUnfit(BadInput):
    """``name`` has left, or is no colleague: nobody can give them a request."""


class ReopeningTooLate(DomainError):
    """It was closed more than ``days`` days ago; ``request_id``."""


class RequestMadeAlready(Outdated):
    """A deal was made of it before; ``request_id``."""


class RequestNotClosed(Outdated):
    """What the client said of the end is noted once there is one; ``request_id``."""
