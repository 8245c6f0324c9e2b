from domain.errors import BadInput, DomainError, Outdated


class ProductNameTaken(BadInput):
    """``name`` is how a product of the catalogue is called already."""


class ProductWithdrawn(DomainError):
    """``name`` is sold no more."""


class ProductChanged(Outdated):
    """The product is not what the button showed: ``name`` is how it is called now."""


class ProductUseChanged(Outdated):
    """Somebody has said otherwise since the button was shown: ``client_id``."""
