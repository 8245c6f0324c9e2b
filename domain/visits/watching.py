"""The clock's side of visits: reminders, the question about the result, and its ladder."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.delivery.model import ABOVE_CAP, Matter, NewNotice
from domain.desk import Desk
from domain.unit_of_work import UnitOfWork
from domain.visits.acting import (
    VISIT_REMINDER,
    VISIT_REPORT,
    VISIT_UNREPORTED,
    calendar_of,
)
from domain.visits.model import Visit, VisitStatus, Watch
from domain.visits.rules import watched
from domain.visits.views import Visitor


@dataclass(frozen=True, slots=True)
class WatchVisits:
    """Do what is due about visits, in batches until nothing is; how many steps.

    Safe twice, late, and on two processes: a step is taken together with its notice, once.
    """

    desk: Desk

    async def __call__(self, *, batch: int = 500) -> int:
        now = self.desk.clock()
        done = 0
        while True:
            async with self.desk.begin() as uow:
                due = await uow.visits.claim_watched(now, batch)
                if not due:
                    return done
                rules = await uow.rulebooks.current()
                visitors = await uow.visits.visitors({visit.visitor_id for visit in due}, since=now)
                notices = [
                    notice
                    for visit in due
                    for notice in _notices(visit, visitors[visit.visitor_id])
                ]
                await uow.ledger.add(await _to_who_is_there(uow, notices, now))
                await uow.visits.watch_on(
                    [
                        watched(
                            visit,
                            rules.rulebook.visits,
                            calendar_of(self.desk, visitors[visit.visitor_id], rules, now),
                            now=now,
                        )
                        for visit in due
                    ],
                    now,
                )
                await uow.commit()
            done += len(due)


async def _to_who_is_there(
    uow: UnitOfWork, notices: Sequence[NewNotice], now: datetime
) -> list[NewNotice]:
    """Who is away is told through who stands in."""
    people = {notice.recipient_id for notice in notices}
    told = await uow.tasks.stand_ins(sorted(people), now) if people else {}
    return [
        replace(notice, recipient_id=told.get(notice.recipient_id, notice.recipient_id))
        for notice in notices
    ]


def _notices(visit: Visit, visitor: Visitor) -> list[NewNotice]:
    """What is due of it as it is now: of one that waits for another time nobody is reminded."""
    facts = {ABOVE_CAP: True}
    recipient_id = visit.visitor_id
    match visit.watch:
        case Watch.MORNING | Watch.SOON:
            kind = VISIT_REMINDER
            if visit.status is not VisitStatus.BOOKED:
                return []
        case Watch.HEAD:
            kind, recipient_id = VISIT_UNREPORTED, visitor.boss_id or visitor.id
        case _:
            kind = VISIT_REPORT
    return [NewNotice(recipient_id, kind, Matter.VISIT, visit.id, facts=facts)]
