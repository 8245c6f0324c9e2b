"""What the business refuses, as facts.

A refusal carries values, never words for the user: ``bot/errors.py`` turns each class into words,
and a test checks that every class has some.
"""


class DomainError(Exception):
    """The business says no; nothing was changed."""

    def __init__(self, **facts: object) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in facts.items()))
        self.facts = facts


class NotFound(DomainError):
    """No such record, or the actor may not know that there is one: nobody is told which."""


class NotAllowed(DomainError):
    """The actor sees the record, but this act is not theirs."""


class Outdated(DomainError):
    """The button belongs to a world that is gone; the caller redraws the record as it is now."""


class BadInput(DomainError):
    """What was typed or sent cannot be read; the facts say what was expected."""
