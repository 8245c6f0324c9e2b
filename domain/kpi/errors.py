from domain.errors import BadInput


class PeriodNotBegun(BadInput):
    """The first day, ``first``, is still to come."""


class PeriodUnreadable(BadInput):
    """``text`` names no days that we know how to read."""


class PeriodTooEarly(BadInput):
    """Before ``earliest`` nothing was written down."""
