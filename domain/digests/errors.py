from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class DigestTimeImpossible(BadInput):
    """``text`` is no time of a day."""


class NoDigestDayLeft(BadInput):
    """A digest that comes on no day is none."""


class NoDigestPartLeft(BadInput):
    """A digest of nothing is none."""


class DigestPartUnknown(Outdated):
    """The role's digest has no such part (any more)."""


class DigestChoicesChanged(Outdated):
    """The button was made for other choices than those that hold now."""


class DigestEmpty(DomainError):
    """There is nothing to tell."""


class GroupDigestOfHead(NotAllowed):
    """Whoever leads nobody has no team to tell of."""


class GroupDigestOfAnother(NotAllowed):
    """Who switched it on, and the heads above them, switch it off: ``name``."""
