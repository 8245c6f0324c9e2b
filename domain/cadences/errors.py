from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class NoCadence(Outdated):
    """The client's segment has no cadence any more; ``client_id``."""


class CadenceChanged(Outdated):
    """The button was made for another state of it: somebody was there, or the due day is another.

    ``cadence_id`` is the client's; ``name`` and ``at`` say who logged the last contact and when,
    None where there is none.
    """


class ContactNotCounted(BadInput):
    """A contact of this ``kind`` does not count for the segment; ``kinds`` do."""


class DayPassed(BadInput):
    """The ``day`` to move to is not ahead."""


class DayIsOff(BadInput):
    """Nobody works on the ``day``."""


class DayPastLimit(DomainError):
    """The ``day`` is later than ``limit`` (a date): that needs a head's word; ``client_id``."""


class DayWithinLimit(BadInput):
    """The ``day`` is not later than ``limit`` (a date): nobody need be asked."""


class DayTooFar(BadInput):
    """Later than ``limit`` (a date) nobody can agree to."""


class MoveAsked(DomainError):
    """A later day (``until``) is asked for already, and ``name`` is to decide; ``move_id``."""


class NobodyToAsk(DomainError):
    """Nobody stands above who asks."""


class MoveNotYours(NotAllowed):
    """It is for ``name`` to decide, and never for who asked."""


class MoveDecided(Outdated):
    """It is decided: ``status``, ``name`` (None: nobody decided), ``at``; ``move_id``."""


class NotTheirCadenceHead(NotAllowed):
    """Only who stands above who answers for the client reminds them."""
