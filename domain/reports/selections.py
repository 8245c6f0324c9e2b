"""A person's own choice of deals: made by chips, kept under a name, sent by the clock."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import time

from domain.deals.model import DealStatus
from domain.desk import Desk
from domain.digests.model import DigestWishes
from domain.digests.rules import hour_of
from domain.errors import NotFound
from domain.names import clean_name
from domain.org.model import Actor, Role
from domain.org.whose import Whose, widest_of
from domain.reports.errors import SelectionChanged, TooManySelections
from domain.reports.model import (
    LONGEST_NAME,
    MOST_SELECTIONS,
    Days,
    Every,
    FileKind,
    Filter,
    Selection,
    SelectionId,
)
from domain.reports.rules import USUAL_TIME, next_sending
from domain.reports.viewing import look
from domain.reports.views import SelectedDeals, SelectionView
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork


def sending_time(rulebook: Rulebook, role: Role, wishes: DigestWishes) -> time:
    """The hour of the person's digest."""
    return hour_of(role, wishes.choices, rulebook.delivery.digests) or USUAL_TIME


def _usual(actor: Actor) -> Filter:
    return Filter(whose=widest_of(actor), status=DealStatus.OPEN)


def _require_version(selection: Selection, version: int) -> None:
    if selection.version != version:
        raise SelectionChanged(selection_id=selection.id)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """The selection that the actor is making, begun where there is none."""

    desk: Desk

    async def __call__(self, actor: Actor) -> SelectionView:
        async with self.desk.begin() as uow:
            draft = await uow.report_selections.draft(actor.id, _usual(actor), self.desk.clock())
            view, _ = await look(self.desk, uow, actor, draft.asked)
            await uow.commit()
        return SelectionView(draft, view)


@dataclass(frozen=True, slots=True)
class ViewSelection:
    desk: Desk

    async def __call__(self, actor: Actor, selection_id: SelectionId) -> SelectionView:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            selection = await uow.report_selections.view(selection_id, actor.id)
            view, _ = await look(self.desk, uow, actor, selection.asked)
        return SelectionView(selection, view)


@dataclass(frozen=True, slots=True)
class ListSelections:
    """Those that the actor saved, by name."""

    desk: Desk

    async def __call__(self, actor: Actor) -> Sequence[Selection]:
        async with self.desk.begin() as uow:
            return await uow.report_selections.named(actor.id)


@dataclass(frozen=True, slots=True)
class ListSelectedDeals:
    desk: Desk

    async def __call__(
        self, actor: Actor, selection_id: SelectionId, *, offset: int, size: int
    ) -> SelectedDeals:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            selection = await uow.report_selections.view(selection_id, actor.id)
            view, taken = await look(self.desk, uow, actor, selection.asked)
            found = await uow.reports.deals(taken, offset=offset, size=size)
        return SelectedDeals(found.lines, found.page, view)


@dataclass(frozen=True, slots=True)
class ChangeSelection:
    """Choose another one of what a selection is made of.

    Raises: NotFound: no such selection, choice, or not theirs to see; SelectionChanged.
    """

    desk: Desk

    async def choose_whose(
        self, actor: Actor, selection_id: SelectionId, whose: Whose, *, version: int
    ) -> SelectionView:
        async def check(uow: UnitOfWork) -> None:
            await uow.whose.name(whose, actor)

        return await self._change(
            actor, selection_id, version, lambda old: replace(old, whose=whose), check
        )

    async def choose_days(
        self, actor: Actor, selection_id: SelectionId, days: Days, *, version: int
    ) -> SelectionView:
        return await self._change(actor, selection_id, version, lambda old: replace(old, days=days))

    async def choose_status(
        self, actor: Actor, selection_id: SelectionId, status: DealStatus | None, *, version: int
    ) -> SelectionView:
        return await self._change(actor, selection_id, version, lambda old: old.with_status(status))

    async def choose_stage(
        self, actor: Actor, selection_id: SelectionId, stage: str | None, *, version: int
    ) -> SelectionView:
        async def check(uow: UnitOfWork) -> None:
            if stage is not None:
                (await self.desk.rules(uow, actor)).rulebook.stage(stage)

        return await self._change(
            actor, selection_id, version, lambda old: replace(old, stage=stage), check
        )

    async def choose_segment(
        self, actor: Actor, selection_id: SelectionId, segment: str | None, *, version: int
    ) -> SelectionView:
        async def check(uow: UnitOfWork) -> None:
            if segment is not None:
                (await self.desk.rules(uow, actor)).rulebook.segment(segment)

        return await self._change(
            actor, selection_id, version, lambda old: replace(old, segment=segment), check
        )

    async def choose_reason(
        self, actor: Actor, selection_id: SelectionId, reason: str | None, *, version: int
    ) -> SelectionView:
        """Only lost deals have one: the selection is of lost ones from then on."""

        async def check(uow: UnitOfWork) -> None:
            if reason is not None:
                (await self.desk.rules(uow, actor)).rulebook.lost_reason(reason)

        def change(old: Filter) -> Filter:
            return replace(old.with_status(DealStatus.LOST), reason=reason)

        return await self._change(actor, selection_id, version, change, check)

    async def choose_product(
        self, actor: Actor, selection_id: SelectionId, product_id: int | None, *, version: int
    ) -> SelectionView:
        async def check(uow: UnitOfWork) -> None:
            if product_id is not None and await uow.reports.product_name(product_id) is None:
                raise NotFound(product_id=product_id)

        return await self._change(
            actor, selection_id, version, lambda old: replace(old, product_id=product_id), check
        )

    async def reset(
        self, actor: Actor, selection_id: SelectionId, *, version: int
    ) -> SelectionView:
        return await self._change(actor, selection_id, version, lambda _: _usual(actor))

    async def _change(
        self,
        actor: Actor,
        selection_id: SelectionId,
        version: int,
        change: Callable[[Filter], Filter],
        check: Callable[[UnitOfWork], Awaitable[None]] | None = None,
    ) -> SelectionView:
        async with self.desk.begin() as uow:
            selection = await uow.report_selections.get(selection_id, actor.id)
            _require_version(selection, version)
            if check is not None:
                await check(uow)
            changed = replace(selection, filter=change(selection.filter))
            if changed.filter != selection.filter:
                changed = await uow.report_selections.save(changed, self.desk.clock())
            view, _ = await look(self.desk, uow, actor, changed.asked)
            await uow.commit()
        return SelectionView(changed, view)


@dataclass(frozen=True, slots=True)
class SaveSelection:
    """Keep a selection as it is now under a name; the one that it was made of stays as well."""

    desk: Desk

    async def __call__(self, actor: Actor, selection_id: SelectionId, name: str) -> Selection:
        """Raises: NotFound, NameMissing, NameTooLong, SelectionNameTaken, TooManySelections."""
        clean = clean_name(name, limit=LONGEST_NAME)
        async with self.desk.begin() as uow:
            selection = await uow.report_selections.get(selection_id, actor.id)
            if len(await uow.report_selections.named(actor.id)) >= MOST_SELECTIONS:
                raise TooManySelections(limit=MOST_SELECTIONS)
            saved = await uow.report_selections.add(
                actor.id, clean, selection.filter, self.desk.clock()
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class RenameSelection:
    desk: Desk

    async def __call__(self, actor: Actor, selection_id: SelectionId, name: str) -> Selection:
        """Raises: NotFound, NameMissing, NameTooLong, SelectionNameTaken."""
        clean = clean_name(name, limit=LONGEST_NAME)
        async with self.desk.begin() as uow:
            selection = await _named(uow, actor, selection_id)
            if selection.name != clean:
                renamed = replace(selection, name=clean)
                selection = await uow.report_selections.save(renamed, self.desk.clock())
            await uow.commit()
        return selection


@dataclass(frozen=True, slots=True)
class DeleteSelection:
    """And send it no more."""

    desk: Desk

    async def __call__(self, actor: Actor, selection_id: SelectionId, *, version: int) -> Selection:
        """Raises: NotFound, SelectionChanged."""
        async with self.desk.begin() as uow:
            selection = await _named(uow, actor, selection_id)
            _require_version(selection, version)
            await uow.report_selections.remove(selection, self.desk.clock())
            await uow.commit()
        return selection


@dataclass(frozen=True, slots=True)
class SubscribeToSelection:
    """Be sent a saved selection by itself, or no more.

    Raises: NotFound, SelectionChanged.
    """

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        selection_id: SelectionId,
        every: Every,
        file: FileKind,
        *,
        version: int,
    ) -> SelectionView:
        now = self.desk.clock()

        async def subscribed(uow: UnitOfWork, selection: Selection) -> Selection:
            rules = await self.desk.rules(uow, actor)
            today = now.astimezone(actor.zone).date()
            wishes = await uow.digests.wishes(actor.id, since=today)
            calendar = self.desk.calendar_for(actor, rules, now).with_absences(wishes.away)
            at = sending_time(rules.rulebook, actor.role, wishes)
            next_at = next_sending(every, actor.zone, calendar, at, now)
            return replace(selection, every=every, file=file, next_at=next_at)

        return await self._change(actor, selection_id, version, subscribed)

    async def no_more(
        self, actor: Actor, selection_id: SelectionId, *, version: int
    ) -> SelectionView:
        async def unsubscribed(_uow: UnitOfWork, selection: Selection) -> Selection:
            return replace(selection, every=None, next_at=None)

        return await self._change(actor, selection_id, version, unsubscribed)

    async def _change(
        self,
        actor: Actor,
        selection_id: SelectionId,
        version: int,
        change: Callable[[UnitOfWork, Selection], Awaitable[Selection]],
    ) -> SelectionView:
        async with self.desk.begin() as uow:
            selection = await _named(uow, actor, selection_id)
            _require_version(selection, version)
            changed = await change(uow, selection)
            selection = await uow.report_selections.save(changed, self.desk.clock())
            view, _ = await look(self.desk, uow, actor, selection.asked)
            await uow.commit()
        return SelectionView(selection, view)


async def _named(uow: UnitOfWork, actor: Actor, selection_id: SelectionId) -> Selection:
    """One that was saved: the one that is being made has no name to change."""
    selection = await uow.report_selections.get(selection_id, actor.id)
    if selection.name is None:
        raise NotFound(selection_id=selection_id)
    return selection
