from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from domain.deals.model import DealId
from domain.delivery.model import (
    Card,
    Matter,
    NewNotice,
    Notice,
    NoticeId,
    Settlement,
    Standing,
)
from domain.org.model import PersonId


class Ledger(Protocol):
    """The use cases' side of the ledger; sending has a port of its own."""

    async def add(self, notices: Sequence[NewNotice]) -> None:
        """Add what is not waiting already (see ``NewNotice``)."""
        ...

    async def refresh(
        self,
        matter: Matter,
        matter_id: int,
        *,
        except_for: PersonId | None,
        also: Sequence[tuple[Matter, int]] = (),
    ) -> None:
        """Have every shown card of the matter edited, but the one the actor is looking at, and
        every card of the matters ``also``, each named once.
        """
        ...

    async def refresh_deal(self, deal_id: DealId, *, except_for: PersonId | None) -> None:
        """The same of a deal and of all its offers, whose cards say what the deal is and lead to
        its next stage. Whoever asks has the deal locked.
        """
        ...


class Outbox(Protocol):
    """The sender's side of the ledger. Every call is a transaction of its own."""

    async def claim(self, now: datetime, *, lease: timedelta, limit: int) -> Sequence[Notice]:
        """Reserve due notices, the oldest first, at most one a recipient and in their order.

        What another sender is claiming is skipped. A claim lapses after ``lease``; what was begun
        by then comes back with ``is_repeat``.
        """
        ...

    async def standing(self, notice: Notice, *, since: datetime) -> Standing:
        """The recipient's chat, and how often it rang since the moment ``since``."""
        ...

    async def begin(self, notice: Notice, now: datetime) -> bool:
        """Note that a message is about to leave; False if the notice was settled meanwhile, or is
        another's by now.
        """
        ...

    async def settle(self, settlement: Settlement) -> Card | None:
        """Gives what ``Cards.remember`` gives for the settlement's card."""
        ...

    async def hold(self, notice_id: NoticeId, *, until: datetime) -> None:
        """Keep the notice for a summary or digest; a summary is due at ``until`` at the latest."""
        ...

    async def release_held(self, now: datetime) -> int:
        """Add a summary for each recipient of whom something was held until now."""
        ...

    async def held(
        self, person_id: PersonId, *, until: datetime | None, limit: int
    ) -> Sequence[Notice]:
        """What is held for the person, the oldest first; ``until`` leaves out what is held longer,
        but for what only waits for company.
        """
        ...

    async def let_go(self, notice_ids: Sequence[NoticeId], *, now: datetime) -> None:
        """Make held notices due again, each by itself."""
        ...

    async def postpone(
        self, notice_ids: Sequence[NoticeId], *, until: datetime, is_our_failure: bool = False
    ) -> None:
        """Give claims back, due at ``until``. ``is_our_failure`` counts an attempt."""
        ...

    async def give_back(self, notice: Notice, *, was_not_sent: bool) -> None:
        """Give the claim back, unless it is another's by now. ``was_not_sent``: the attempt surely
        sent nothing.
        """
        ...

    async def void_claims(self, *, except_for: Collection[NoticeId]) -> int:
        """End every claim, whoever made it, but those of ``except_for``: for who alone sends."""
        ...

    async def depth(self) -> int:
        """How many notices are not settled yet, the held ones included."""
        ...

    async def oldest_due_at(self) -> datetime | None:
        """Since when the oldest due notice is to leave; None where none is due, now or later."""
        ...

    async def find(self, notice_id: NoticeId, recipient_id: PersonId) -> Notice | None:
        """The recipient's own notice in whatever state; None for another's."""
        ...


class Cards(Protocol):
    """Where each matter is shown. Every call is a transaction of its own."""

    async def find(self, chat_id: int, matter: Matter, matter_id: int) -> Card | None: ...

    async def at(self, chat_id: int, message_id: int) -> Card | None:
        """The card that this message is; None for any other message."""
        ...

    async def subject_of(self, chat_id: int, message_id: int) -> tuple[Matter, int] | None:
        """What this message is about, its card or not; None where that is not known (any more)."""
        ...

    async def mention(
        self, chat_id: int, message_ids: Sequence[int], matter: Matter, matter_id: int, at: datetime
    ) -> None:
        """These messages are about the matter and are no cards: the ledger leaves them alone."""
        ...

    async def remember(self, card: Card) -> Card | None:
        """The matter is shown here from now on, and nothing else is in this message.

        ``sent_at`` of a card that stays in its message stays too. Gives the card of the matter
        that stood in another message of the chat until now.
        """
        ...

    async def step_aside(self, chat_id: int, message_id: int) -> Card | None:
        """The message shows a part of its matter instead of the card, and is still about it: the
        ledger leaves it alone, a reply finds the matter. Gives the card that stood there.
        """
        ...

    async def forget(self, chat_id: int, message_id: int) -> Card | None:
        """The message is about no matter any more. Gives the card that stood there."""
        ...

    async def step_back(self, card: Card) -> None:
        """Nothing else came to stand there after all. A card of the matter elsewhere stays it, and
        another card that stands there by now stays.
        """
        ...

    async def look_again(self, chat_id: int, update_id: int, now: datetime) -> None:
        """Have the ledger draw what the update left undrawn: cards in the chat that it made
        outdated, or that stepped back.
        """
        ...


class Leadership(Protocol):
    """Who of several processes sends: the limits are the bot's, not the machine's."""

    async def is_held(self) -> bool:
        """Whether this process leads; where nobody does, it becomes the leader. Who does not ask
        again in time leads no longer.
        """
        ...

    def is_certain(self) -> bool:
        """Whether nobody else can lead at this very moment; asks nobody."""
        ...

    async def call(self) -> None:
        """Tell whoever leads that the ledger has something new. A call may be lost."""
        ...

    async def resign(self) -> None: ...
