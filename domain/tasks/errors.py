from domain.errors import BadInput, DomainError, NotAllowed, NotFound, Outdated


class TaskChanged(Outdated):
    """The task is not what the button showed: it was written in the meantime."""


class TaskNotReady(Outdated):
    """In its ``state`` this ``act`` has no place (any more)."""


class TaskPartMissing(NotAllowed):
    """The act is for others who take part in the task: ``act``, ``parts`` names whose it is."""


class TaskStopped(DomainError):
    """``name`` objected, and the assigner has not answered: ``objection``."""


class DeclineFromBoss(NotAllowed):
    """What one's own boss gives cannot be declined; a new date can be asked for."""


class ApprovalOfOwn(NotAllowed):
    """Nobody approves their own task."""


class ApprovalDecided(Outdated):
    """``name`` decided already: ``verdict``, ``at``."""


class ApprovalExpired(Outdated):
    """The time to decide is over; ``name`` is asked now, or the assigner has it back (None)."""


class ObjectionAnswered(Outdated):
    """There is no objection to answer (any more)."""


class DeadlineMissing(BadInput):
    """Every task has a date by which it is to be done."""


class DeadlineInPast(BadInput):
    """A deadline lies in the future: ``moment``."""


class DeadlineTooFar(BadInput):
    """A deadline lies within ``limit_days`` days."""


class EstimateTooLong(BadInput):
    """``hours`` is more than one task may take: ``limit_hours``."""


class EstimateTooShort(BadInput):
    """An estimate is ``limit_minutes`` minutes at least."""


class EstimateOfParts(DomainError):
    """The estimate of a task with subtasks is their sum: ``count`` of them."""


class ExecutorLeft(BadInput):
    """``name`` has left the company."""


class ExecutorStranger(BadInput):
    """Tasks are for colleagues: a client, or nobody that is known."""


class ExecutorOfOthers(NotAllowed):
    """A boss hands a task on to those under them only; ``name`` is not."""


class ExecutorSame(BadInput):
    """``name`` has the task already."""


class TaskRing(BadInput):
    """The task would be a part of itself."""


class PartsUnfinished(DomainError):
    """``count`` subtasks are not done yet."""


class ParentEnded(DomainError):
    """The task above is over: ``state``."""


class DateProposed(DomainError):
    """A new date is asked for already: ``deadline_at``."""


class DateDecided(Outdated):
    """There is no new date to decide about (any more)."""


class DateSame(BadInput):
    """That is the deadline already."""


class PriorityNotHigher(BadInput):
    """A priority can be raised only: it is ``priority``."""


class TaskGone(NotFound):
    """What was said was about a task that the person does not see (any more): it was not kept."""


class TimeTooShort(BadInput):
    """Of ``own_minutes`` that one has logged, ``minutes`` cannot be taken back."""


class TimeTooLong(BadInput):
    """Nobody works more than ``limit_hours`` hours at a stretch."""


class SeriesOfOther(NotAllowed):
    """Only who gave a repeating task can stop it."""
