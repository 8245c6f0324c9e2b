"""What clients answered, summed up for whoever plans what to offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.desk import Desk
from domain.errors import NotFound
from domain.org.model import Actor
from domain.polls.periods import Period, Unit, period_of
from domain.polls.views import AnswerRow, NamedPoll, PollSummary, WordsPage
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a summary is narrowed to. ``poll`` None is the first there is."""

    poll: str | None = None
    unit: Unit = Unit.MONTH
    back: int = 0
    segment: str | None = None


async def _polls(uow: UnitOfWork, actor: Actor, rulebook: Rulebook) -> list[NamedPoll]:
    """Those of the rulebook, then those that were asked before."""
    now_in_force = [
        NamedPoll(poll.key, {"ru": poll.name.ru, "en": poll.name.en}) for poll in rulebook.polls
    ]
    keys = {poll.key for poll in now_in_force}
    once = [poll for poll in await uow.polls.named(actor.scope) if poll.key not in keys]
    return [*now_in_force, *once]


def _pick(polls: Sequence[NamedPoll], key: str | None) -> NamedPoll | None:
    """Raises: NotFound."""
    if key is None:
        return polls[0] if polls else None
    for poll in polls:
        if poll.key == key:
            return poll
    raise NotFound(poll=key)


def _period(desk: Desk, rulebook: Rulebook, chosen: Chosen) -> Period:
    """In the company's zone: the figures are of many people."""
    zone = ZoneInfo(rulebook.company.zone)
    return period_of(desk.clock().astimezone(zone).date(), chosen.unit, chosen.back, zone)


@dataclass(frozen=True, slots=True)
class ViewPollSummary:
    desk: Desk

    async def __call__(self, actor: Actor, chosen: Chosen) -> tuple[PollSummary, Rulebook]:
        """Raises: NotFound: no such poll or segment."""
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            segment = rulebook.segment(chosen.segment).key if chosen.segment else None
            polls = await _polls(uow, actor, rulebook)
            poll = _pick(polls, chosen.poll)
            period = _period(self.desk, rulebook, chosen)
            if poll is None:
                return PollSummary(None, (), period, segment, 0, ()), rulebook
            asked, questions = await uow.polls.summary(poll.key, period, segment, actor.scope)
        back = max(chosen.back, 0)
        return PollSummary(poll, polls, period, segment, asked, questions, back), rulebook


@dataclass(frozen=True, slots=True)
class ListPollWords:
    """Answers in free words, latest first."""

    desk: Desk

    async def __call__(
        self, actor: Actor, chosen: Chosen, *, offset: int, size: int
    ) -> tuple[NamedPoll, WordsPage]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            poll = _pick(await _polls(uow, actor, rulebook), chosen.poll)
            if poll is None:
                raise NotFound(poll=chosen.poll)
            period = _period(self.desk, rulebook, chosen)
            page = await uow.polls.in_words(
                poll.key, period, chosen.segment, actor.scope, offset=offset, size=size
            )
        return poll, page


@dataclass(frozen=True, slots=True)
class ListPollAnswers:
    """Every single answer, for a file."""

    desk: Desk

    async def __call__(
        self, actor: Actor, chosen: Chosen
    ) -> tuple[NamedPoll, Sequence[AnswerRow], Rulebook]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            poll = _pick(await _polls(uow, actor, rulebook), chosen.poll)
            if poll is None:
                raise NotFound(poll=chosen.poll)
            period = _period(self.desk, rulebook, chosen)
            rows = await uow.polls.rows(poll.key, period, chosen.segment, actor.scope)
        return poll, rows, rulebook
