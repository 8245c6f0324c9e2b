"""Subscriptions: the clock's side of saved selections."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.desk import Desk
from domain.reports.model import Every, NewRun, Selection, SelectionId
from domain.reports.ports import DueSelection
from domain.reports.rules import next_sending
from domain.reports.selections import sending_time
from domain.rulebook.ports import VersionedRulebook

MOST_AT_ONCE: Final = 200
LATENESS: Final = timedelta(hours=4)
"""What could not be made within this time after its hour comes at that hour of the next day."""


@dataclass(frozen=True, slots=True)
class QueueDueReports:
    """Have the subscriptions made whose hour has come; how many.

    Safe to run twice, late and on several processes: a subscription is taken together with its next
    moment, in one transaction.
    """

    desk: Desk

    async def __call__(self) -> int:
        now = self.desk.clock()
        queued = 0
        async with self.desk.begin() as uow:
            rules = await uow.rulebooks.current()
            plan: list[tuple[SelectionId, Every | None, datetime | None]] = []
            for due in await uow.report_selections.claim_due(now, limit=MOST_AT_ONCE):
                selection = due.selection
                every = None if due.has_left else selection.every
                if every is None:
                    plan.append((selection.id, None, None))
                    continue
                is_late = selection.next_at is not None and now - selection.next_at > LATENESS
                next_at = self._next(due, Every.DAY if is_late else every, rules, now)
                plan.append((selection.id, every, next_at))
                if due.chat_id is not None and not is_late:
                    await uow.report_runs.add(_run(selection, due.chat_id), now)
                    queued += 1
            await uow.report_selections.plan(plan)
            await uow.commit()
        return queued

    def _next(
        self, due: DueSelection, every: Every, rules: VersionedRulebook, now: datetime
    ) -> datetime | None:
        place = due.workplace
        calendar = self.desk.calendars.of(rules, place, around=now.astimezone(place.zone).date())
        at = sending_time(rules.rulebook, due.role)
        return next_sending(every, place.zone, calendar, at, now)


def _run(selection: Selection, chat_id: int) -> NewRun:
    return NewRun(
        selection.person_id, chat_id, selection.asked, selection.file, every=selection.every
    )
