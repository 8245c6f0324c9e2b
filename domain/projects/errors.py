from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class ProjectChanged(Outdated):
    """The project is not what the button showed: it was written in the meantime."""


class ProjectOver(Outdated):
    """The project is accepted or cancelled: ``state``. Nothing about it changes any more."""


class ProjectOfLeader(NotAllowed):
    """This is for the project's leader, ``name``, and for those above them."""


class ProjectUnfinished(DomainError):
    """``count`` tasks are not over yet."""


class ProjectEmpty(DomainError):
    """A project without tasks has nothing to accept."""


class ProjectDayPassed(BadInput):
    """A project is counted from a day to come: ``day`` is behind."""


class ProjectDayTooFar(BadInput):
    """A project is counted from a day within ``limit_days`` days."""


class TemplateGone(Outdated):
    """The rulebook in force has no such template (any more)."""


class TaskOfOtherProject(BadInput):
    """Both tasks of a dependency belong to one project."""


class DependencyRing(BadInput):
    """``title`` waits already, itself or through others, for what should wait for it."""


class TopicTaken(DomainError):
    """The project has a topic already, in the group ``group``."""
