"""Groups that get a team's digest, and what it tells."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from domain.digests.views import Sums
from domain.language import Language
from domain.org.model import PersonId
from domain.org.whose import Whose
from domain.org.workplaces import Workplace

GroupDigestId = NewType("GroupDigestId", int)


@dataclass(frozen=True, slots=True)
class GroupDigest:
    """The digest of the team of ``bound_by`` goes to the chat."""

    id: GroupDigestId
    chat_id: int
    group_title: str
    bound_by: PersonId
    bound_by_name: str


@dataclass(frozen=True, slots=True)
class GroupDigestDue:
    """A group's digest of a day, in the zone of who switched it on."""

    digest: GroupDigest
    day: date
    workplace: Workplace


@dataclass(frozen=True, slots=True)
class GroupDigestOver:
    """A digest that has ended, for who switched it on leads nobody any more."""

    digest: GroupDigest
    language: Language


@dataclass(frozen=True, slots=True)
class Worked:
    """A team's day besides its deals: tasks done, by their deadline or after it, those overdue at
    this moment; contacts with clients that reached somebody.
    """

    timely: int = 0
    late: int = 0
    overdue: int = 0
    calls: int = 0
    meetings: int = 0
    visits: int = 0


@dataclass(frozen=True, slots=True)
class GroupReport:
    """What a group is told of a team's day: figures, and no name but the team's."""

    whose: Whose
    name: str | None
    day: date
    language: Language
    won: Sums
    lost: Sums
    worked: Worked

    @property
    def is_empty(self) -> bool:
        worked = self.worked
        return not (
            self.won.count
            or self.lost.count
            or any((worked.timely, worked.late, worked.overdue))
            or any((worked.calls, worked.meetings, worked.visits))
        )
