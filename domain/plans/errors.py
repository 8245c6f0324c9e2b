from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class PlanNotYours(NotAllowed):
    """Nobody sets their own plan, nor that of somebody who is not beneath them."""


class PlanMonthClosed(BadInput):
    """The month lies before the previous one: what was planned for it stays."""


class PlanMonthTooFar(BadInput):
    """More than ``months`` ahead."""


class PlanInOtherCurrency(BadInput):
    """Plans are in the company's currency, ``expected``; what came was in ``currency``."""


class PlanNotWhole(BadInput):
    """A number of deals, clients, meetings or calls is whole; ``amount`` is not."""


class PlanChanged(Outdated):
    """Somebody changed a plan after it was shown."""


class PlansApplied(Outdated):
    """The proposal was confirmed before."""


class FactorUnreadable(BadInput):
    """Neither a factor nor a percentage."""


class FactorOutOfRange(BadInput):
    """The plan would become less than ``least`` or more than ``most`` times of itself."""


class NothingToCopy(DomainError):
    """The month before has no plan that the actor may copy."""


class NothingToShare(DomainError):
    """Nothing of the plan is left to be given out, or there is nobody to give it to."""


class NoFactToShareBy(DomainError):
    """Nobody sold anything in the month before."""


class NothingChanges(DomainError):
    """What was sent is what is planned already."""


class PlanColumnsMissing(BadInput):
    """The sheet lacks ``columns``, or has them twice."""


class PlanSheetEmpty(BadInput):
    """The sheet has no row with a plan."""
