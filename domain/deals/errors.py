from domain.errors import BadInput, DomainError, Outdated


class DealClosed(DomainError):
    """The deal is won or lost; it must be reopened first."""


class DealOpen(DomainError):
    """The deal is open already."""


class DealChanged(Outdated):
    """The deal is not what the button showed: it was written in the meantime."""


class NoSuchStage(Outdated):
    """The rulebook no longer knows this stage."""


class ChecklistUnfinished(DomainError):
    """Required items of the stage are not ticked: ``items`` holds their keys."""


class ReasonMissing(BadInput):
    """This reason wants a few words of explanation."""


class MarginAboveAmount(BadInput):
    """A margin cannot exceed the amount of its deal."""


class NextStepInPast(BadInput):
    """A next step lies in the future: ``moment``."""


class NextStepTooFar(BadInput):
    """A next step lies within ``limit_days`` days."""


class ClosingDayInPast(BadInput):
    """Money is expected today or later: ``day``."""


class OfferAnswered(Outdated):
    """The offer's answer is recorded already: ``status``, ``answered_at``."""


class OfferChanged(Outdated):
    """The offer is not what the button showed."""


class SnoozesUsedUp(DomainError):
    """It was put off ``limit`` times; once more needs a reason."""


class OfferNumberMissing(BadInput):
    """A number was to be written, and nothing of it can be seen."""


class OfferNumberTooLong(BadInput):
    """``length`` signs of an offer's number, where ``limit`` are allowed."""


class FollowUpInPast(BadInput):
    """A follow-up lies in the future: ``moment``."""


class FollowUpTooFar(BadInput):
    """A follow-up this far ahead would be forgotten: ``limit_days``."""
