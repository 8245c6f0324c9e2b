"""Which poll a contact offers, and whether an answer may be given or changed. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.interactions.model import Interaction, InteractionId, InteractionResult
from domain.polls.errors import PollAskedLately, PollChanged, PollNotForThis, PollOver
from domain.polls.model import Answer, Asked
from domain.rulebook.polls import Poll

NEVER = Asked()


def fits(poll: Poll, interaction: Interaction, segment: str) -> bool:
    """Whether it is asked after such a contact, of such a client."""
    return (
        interaction.result is InteractionResult.REACHED
        and interaction.kind in poll.kinds
        and (not poll.segments or segment in poll.segments)
    )


def next_time(poll: Poll, asked: Asked) -> datetime | None:
    """When the client may be asked again; None: it never was."""
    if asked.last_at is None:
        return None
    return asked.last_at + timedelta(days=poll.every_days)


def is_lately(poll: Poll, asked: Asked, now: datetime) -> bool:
    again = next_time(poll, asked)
    return again is not None and now < again


def is_open(poll: Poll, since: datetime, now: datetime) -> bool:
    """``since`` is when the contact was noted, or the first answer given."""
    return now - since <= timedelta(hours=poll.change_hours)


def offered(
    polls: Sequence[Poll],
    interaction: Interaction,
    segment: str,
    asked: Mapping[str, Asked],
    now: datetime,
) -> Poll | None:
    """The poll that was begun with this contact, else the first that may be asked now."""
    for poll in polls:
        if asked.get(poll.key, NEVER).is_here:
            return poll
    for poll in polls:
        if (
            fits(poll, interaction, segment)
            and is_open(poll, interaction.noted_at, now)
            and not is_lately(poll, asked.get(poll.key, NEVER), now)
        ):
            return poll
    return None


def next_question(poll: Poll, answers: Mapping[str, Answer]) -> int | None:
    """The first that was neither answered nor skipped."""
    for position, question in enumerate(poll.questions):
        if question.key not in answers:
            return position
    return None


def require_may_ask(
    poll: Poll,
    interaction: Interaction,
    segment: str,
    asked: Asked,
    now: datetime,
    *,
    zone: ZoneInfo,
) -> None:
    """Before the first answer after this contact; ``zone`` is that of whoever asks.

    Raises: PollNotForThis, PollOver, PollAskedLately.
    """
    if not fits(poll, interaction, segment):
        raise PollNotForThis(interaction_id=interaction.id)
    require_open(poll, interaction.noted_at, now)
    again = next_time(poll, asked)
    if again is not None and now < again:
        raise PollAskedLately(day=again.astimezone(zone).date())


def began_at(answers: Mapping[str, Answer]) -> datetime:
    """When the first answer was given; there is one at least."""
    return min(answer.answered_at for answer in answers.values())


def require_open(poll: Poll, since: datetime, now: datetime) -> None:
    """Raises: PollOver."""
    if not is_open(poll, since, now):
        raise PollOver(hours=poll.change_hours)


def require_version(before: Answer | None, version: int, interaction_id: InteractionId) -> None:
    """Raises: PollChanged: the button shows another answer than there is."""
    if (before.version if before else 0) != version:
        raise PollChanged(interaction_id=interaction_id)
