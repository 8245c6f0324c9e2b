from domain.errors import BadInput, DomainError, Outdated


class PollChanged(Outdated):
    """The poll, or the answer, is not what the button showed: ``interaction_id``."""


class PollOver(DomainError):
    """More than ``hours`` hours have passed: the answer is not changed any more."""


class PollAskedLately(DomainError):
    """The client was asked not long ago; the next time is after ``day``."""


class PollNotForThis(DomainError):
    """The poll is not asked after such a contact, or in this client's segment."""


class FreeWordsNotAsked(BadInput):
    """The question takes ready answers alone."""
