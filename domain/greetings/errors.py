from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class PersonalDateThere(DomainError):
    """There is such a date already, on another day: ``present`` (a PersonalDate). It is replaced
    only where that is meant.
    """


class LabelMissing(BadInput):
    """A named date says whose or what day it is, and this one does not."""


class TooManyDates(BadInput):
    """The client has ``limit`` dates already."""


class GreetingNotYours(NotAllowed):
    """Only the responsible person (``name``) closes it, or who stands in for them."""


class GreetingOver(Outdated):
    """It is not due any more; ``greeting_id``."""


class GreetingChanged(Outdated):
    """The button was made for another state of it; ``greeting_id``."""


class TooLateToday(BadInput):
    """The working day ends before the bot would remind."""
