from domain.errors import BadInput, DomainError


class AnswerRequired(BadInput):
    """The question cannot be skipped: ``name``."""


class AnswerOfOtherKind(BadInput):
    """Words where files are wanted, or a file where words are: ``kind`` is what is wanted."""


class NumberUnreadable(BadInput):
    """What was typed is no number."""


class NumberTooSmall(BadInput):
    """The number is ``limit`` at least; ``unit`` may be empty."""


class NumberTooBig(BadInput):
    """The number is ``limit`` at most; ``unit`` may be empty."""


class ChoiceUnknown(BadInput):
    """The answer is one of ``choices``."""


class FilesTooMany(BadInput):
    """An answer has ``limit`` files at most; more were not kept."""


class BriefUnfinished(DomainError):
    """``count`` required questions have no answer yet; the first of them is ``name``."""


class BriefWithoutExecutor(BadInput):
    """The template finds nobody: somebody is to be named."""
