"""Screens of calls, pairs and checks for taps and the ledger alike."""

from dataclasses import dataclass

from aiogram.types import CallbackQuery, Message

from bot.cycles.call_cards import call_card, call_list
from bot.cycles.check_cards import check_screen
from bot.cycles.pair_cards import pair_notice
from bot.delivery.makers import Maker
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.screens import Screen
from bot.texts import Markup, texts_for
from domain.clock import Clock
from domain.cycles.calling import ListCalls, TakeNextCall, ViewCall
from domain.cycles.errors import CallClientGone
from domain.cycles.model import CallId, CallStatus
from domain.cycles.pairs import PAIR_CHANGED, ViewPairing
from domain.cycles.rep_check import REP_CHECK, CheckReps
from domain.delivery.model import Matter, Notice
from domain.org.errors import NotTheirHead
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class PaintCall:
    view_call: ViewCall
    clock: Clock

    async def __call__(self, actor: Actor, call_id: int) -> Screen:
        page = await self.view_call(actor, CallId(call_id))
        return call_card(page, texts_for(actor.language), actor=actor, now=self.clock())

    async def notice(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card for the ledger; None where the client is nobody's of theirs by now."""
        try:
            return await self(actor, notice.matter_id)
        except CallClientGone:
            return None

    async def promised(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card as its hour comes; None where the call was made or put off meanwhile."""
        try:
            page = await self.view_call(actor, CallId(notice.matter_id))
        except CallClientGone:
            return None
        call, now = page.view.call, self.clock()
        is_promised = call.status is CallStatus.WAITING and call.is_promised
        if not is_promised or call.call_at is None or call.call_at > now:
            return None
        texts = texts_for(actor.language)
        return call_card(page, texts, actor=actor, now=now, head=texts("call-promised-now"))


@dataclass(frozen=True, slots=True)
class ShowNextCall:
    """The next client's card under what was just done; the list where none is left for now."""

    take_next_call: TakeNextCall
    list_calls: ListCalls
    clock: Clock

    async def __call__(
        self,
        target: CallbackQuery | Message,
        actor: Actor,
        show_matter: ShowMatter,
        head: Markup | None = None,
    ) -> None:
        texts, now = texts_for(actor.language), self.clock()
        page = await self.take_next_call(actor)
        if page is None:
            listed = await self.list_calls(actor, offset=0, size=PAGE_SIZE)
            screen = call_list(listed, texts, actor=actor, now=now, head=head)
            await show_instead(target, screen, show_matter.cards)
            return
        screen = call_card(page, texts, actor=actor, now=now, head=head)
        await show_matter.as_screen(target, actor, Matter.CALL, page.view.call.id, screen)


@dataclass(frozen=True, slots=True)
class PaintCycleNotices:
    view_pairing: ViewPairing
    check_reps: CheckReps
    clock: Clock

    async def pair(self, actor: Actor, _notice: Notice) -> Screen:
        """With whom the recipient works now."""
        pairing = await self.view_pairing(actor, actor.id)
        return pair_notice(pairing, texts_for(actor.language))

    async def check(self, actor: Actor, _notice: Notice) -> Screen | None:
        """The week before; None where nobody sells under the recipient."""
        try:
            page = await self.check_reps(actor, "last")
        except NotTheirHead:
            return None
        if not page.reps:
            return None
        return check_screen(page, texts_for(actor.language), period="last", number=0)

    def makers(self) -> dict[str, Maker]:
        """By kind."""
        return {PAIR_CHANGED: self.pair, REP_CHECK: self.check}
