from domain.errors import BadInput, DomainError, NotAllowed, Outdated


class NotTheirHead(NotAllowed):
    """This is for the person's own heads and for administrators."""


class AdministratorsOnly(NotAllowed):
    """This is for administrators."""


class InvitationRefused(DomainError):
    """The link lets nobody in. Carries no facts: a stranger must not learn why."""


class TelegramAccountTaken(InvitationRefused):
    """The Telegram account belongs to somebody in the company already."""


class AlreadyJoined(DomainError):
    """``name`` is in already; only an administrator may give them a new link."""


class PersonInactive(DomainError):
    """``name`` has left the company."""


class NobodyFound(BadInput):
    """Nobody has ``wanted`` in their name or as their e-mail address."""


class SeveralFound(BadInput):
    """``wanted`` fits several people: ``people`` names them."""


class AbsenceDaysSwapped(BadInput):
    """The last day, ``ends_on``, is before the first, ``starts_on``."""


class AbsenceInPast(BadInput):
    """An absence begins today or later: ``starts_on``."""


class AbsenceTooLong(BadInput):
    """An absence lasts ``limit_days`` days at most."""


class AbsenceOverlaps(DomainError):
    """The person is away on some of these days already."""


class AbsenceOver(Outdated):
    """The absence is cancelled or over already."""


class DeputyIsAbsentPerson(BadInput):
    """Nobody stands in for themself."""


class DeputyUnfit(BadInput):
    """``name`` cannot stand in: they left, or are no colleague."""


class WorkingHoursWrong(BadInput):
    """Not a week of working hours."""


class BossRing(BadInput):
    """``boss`` reports to ``name``, directly or through others."""


class LastAdministrator(DomainError):
    """Without this person nobody could administer the company."""


class ClientsHaveNoPlace(BadInput):
    """A person of the company cannot be made a client, nor a client one of its people."""


class RoleTooHigh(NotAllowed):
    """Heads give only roles below their own."""


class BossUnfit(BadInput):
    """``name`` leads nobody by their role."""
