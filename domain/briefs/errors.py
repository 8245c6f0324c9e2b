from domain.errors import BadInput, DomainError


class AnswerRequired(BadInput):
    """The question cannot be skipped."""


class AnswerOfOtherKind(BadInput):
    """Words where files are wanted, or a file where words are: ``kind`` is what is wanted."""


class NumberUnreadable(BadInput):
    """What was typed is no number."""


class NumberTooSmall(BadInput):
    """The number is ``limit`` at least."""


class NumberTooBig(BadInput):
    """The number is ``limit`` at most."""


class ChoiceUnknown(BadInput):
    """The answer is none of those that the question offers."""


class BriefUnfinished(DomainError):
    """``count`` required questions have no answer yet."""


class BriefWithoutExecutor(BadInput):
    """The template finds nobody: somebody is to be named."""
