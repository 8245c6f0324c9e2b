from domain.errors import BadInput, DomainError, Outdated


class NothingSelected(DomainError):
    """There are no such rows."""


class ReportTooLong(DomainError):
    """``count`` rows, where a file takes ``limit``."""


class ReportFileTooLarge(DomainError):
    """Telegram takes files of ``megabytes`` at the most."""


class ReportInHand(DomainError):
    """A file is being made for the person already."""


class ReportFinished(DomainError):
    """The file has been made, or was given up, before it was cancelled."""


class SelectionChanged(Outdated):
    """It is another one by now than the button shows."""


class SelectionNameTaken(BadInput):
    """The person has a selection called ``name``."""


class TooManySelections(DomainError):
    """A person keeps ``limit`` at the most."""
