from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class ReceiverMissing(BadInput):
    """Nobody is named for ``count`` kinds of records."""


class ReceiverLeft(BadInput):
    """``name`` has left, or is no colleague."""


class ReceiverSame(BadInput):
    """It is in the hands of ``name`` already."""


class ReceiverElsewhere(NotAllowed):
    """``name`` is outside of what the actor may hand over to."""


class NobodyFit(BadInput):
    """Some records may not come into the hands of any who were named: an approval into those of
    who asked for it.
    """


class NothingToHandOver(Outdated):
    """``name`` holds nothing of the kind any more."""


class HandoverTooOld(DomainError):
    """A handover is taken back within ``hours`` hours."""


class HandoverSettled(Outdated):
    """Somebody has decided on the proposal already."""
