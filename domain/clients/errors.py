from domain.errors import BadInput, DomainError


class ClientHasTwins(DomainError):
    """Clients that may be this one are there already: ``twins``, surest first."""


class NoteMissing(BadInput):
    """Nothing was written, or nothing that can be seen."""


class NoteTooLong(BadInput):
    """``length`` characters, where ``limit`` are allowed."""
