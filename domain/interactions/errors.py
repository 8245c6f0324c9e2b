from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class InteractionInFuture(BadInput):
    """What has not happened yet is no contact: ``moment``."""


class PastMomentUnreadable(BadInput):
    """No words for when something was."""


class InteractionBeforeClient(BadInput):
    """The client is in the base since ``day``, and it would have happened before: ``moment``."""


class InteractionTooOld(DomainError):
    """It was noted more than ``hours`` hours ago, and is corrected no more."""


class InteractionOfOthers(NotAllowed):
    """Whoever logged it corrects it, or their boss: ``name`` logged this one."""


class InteractionChanged(Outdated):
    """The interaction is not what the button showed: ``interaction_id``."""


class SpotImpossible(BadInput):
    """No place on earth: ``latitude``, ``longitude``."""


class TooManyFiled(BadInput):
    """More than ``limit`` files of one interaction."""
