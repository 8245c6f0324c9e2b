from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class PairWithOneself(BadInput):
    """Two people make a pair."""


class PairedAlready(DomainError):
    """``name`` works in a pair with ``other`` already."""


class PairUnfit(BadInput):
    """``name`` sells nothing: a pair is of representatives and team leads who work here."""


class PairOfStrangers(NotAllowed):
    """``name`` is outside what the actor heads."""


class PairChanged(Outdated):
    """The pair is not what the button showed; ``person_id``."""


class CallSettled(Outdated):
    """The call was made already: ``name`` did it; ``call_id``."""


class CallChanged(Outdated):
    """The button was made for another state of it; ``call_id``."""


class CallNotYours(NotAllowed):
    """The pair makes its calls itself: ``name`` calls."""


class CallClientGone(Outdated):
    """The client is no longer the pair's; ``client_id``."""


class CallAgainTooLate(BadInput):
    """A moment that is over, or too far away: at most ``days`` ahead."""
