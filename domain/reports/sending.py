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
from domain.working_time import WorkingCalendar

MOST_AT_ONCE: Final = 200
LATENESS: Final = timedelta(hours=4)
"""What could not be made within this time after its hour comes at that hour of the next day worked;
so does what would come while its owner is away."""


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
                calendar = self._calendar(due, rules, now)
                zone = due.workplace.zone
                is_late = selection.next_at is not None and now - selection.next_at > LATENESS
                is_off = not calendar.is_working_day(now.astimezone(zone).date())
                waits = is_late or is_off
                at = sending_time(rules.rulebook, due.role, due.wishes)
                often = Every.DAY if waits else every
                plan.append((selection.id, every, next_sending(often, zone, calendar, at, now)))
                if due.chat_id is not None and not waits:
                    await uow.report_runs.add(_run(selection, due.chat_id), now)
                    queued += 1
            await uow.report_selections.plan(plan)
            await uow.commit()
        return queued

    def _calendar(
        self, due: DueSelection, rules: VersionedRulebook, now: datetime
    ) -> WorkingCalendar:
        """The person's own; days on which they are away are days off."""
        place = due.workplace
        today = now.astimezone(place.zone).date()
        calendar = self.desk.calendars.of(rules, place, around=today)
        return calendar.with_absences(due.wishes.away)


def _run(selection: Selection, chat_id: int) -> NewRun:
    return NewRun(
        selection.person_id, chat_id, selection.asked, selection.file, every=selection.every
    )
