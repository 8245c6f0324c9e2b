from domain.errors import DomainError


class ClientHasTwins(DomainError):
    """Clients that may be this one are there already: ``twins``, surest first."""
