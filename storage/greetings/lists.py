"""Greetings in lists: a line each, the oldest first."""

from functools import cache
from typing import Any

from sqlalchemy import DateTime, Integer, Select, and_, bindparam, case, func, or_, select

from domain.greetings.model import GreetingId, Occasion
from domain.greetings.views import GreetingErrand, GreetingLine
from domain.org.model import PersonId
from storage.greetings.rows import IS_DUE
from storage.org.visibility import IDS
from storage.readings import Reading
from storage.tables import clients, contacts, greetings, people, personal_dates, reporting

OLDEST_FIRST = (greetings.c.occasion_on, greetings.c.id)


@cache
def of_day() -> Reading:
    """The first of each errand of ``owners``, and of those who report to ``heads``."""
    is_own = greetings.c.responsible_id == bindparam("owners", type_=IDS).any_()
    reports = select(reporting.c.subordinate_id).where(
        reporting.c.boss_id == bindparam("heads", type_=IDS).any_(), reporting.c.depth == 1
    )
    is_late = greetings.c.overdue_at <= bindparam("now", type_=DateTime(timezone=True))
    errand = case(
        (and_(is_own, is_late), str(GreetingErrand.OVERDUE)),
        (is_own, str(GreetingErrand.TODAY)),
        else_=str(GreetingErrand.TEAM),
    )
    ranked = (
        select(
            greetings.c.id,
            errand.label("errand"),
            func.row_number().over(partition_by=errand, order_by=OLDEST_FIRST).label("place"),
            func.count().over(partition_by=errand).label("how_many"),
        )
        .where(IS_DUE, or_(is_own, and_(is_late, greetings.c.responsible_id.in_(reports))))
        .subquery()
    )
    return Reading(
        lines()
        .add_columns(ranked.c.errand, ranked.c.how_many)
        .join(ranked, ranked.c.id == greetings.c.id)
        .where(ranked.c.place <= bindparam("each", type_=Integer))
        .order_by(ranked.c.errand, ranked.c.place)
    )


def lines() -> Select[Any]:
    return (
        select(
            greetings.c.id,
            clients.c.name.label("client_name"),
            contacts.c.name.label("contact_name"),
            greetings.c.occasion,
            personal_dates.c.label,
            greetings.c.holiday_names,
            greetings.c.occasion_on,
            greetings.c.overdue_at,
            greetings.c.responsible_id,
            people.c.name.label("responsible_name"),
        )
        .join(clients, clients.c.id == greetings.c.client_id)
        .join(people, people.c.id == greetings.c.responsible_id)
        .outerjoin(contacts, contacts.c.id == greetings.c.contact_id)
        .outerjoin(personal_dates, personal_dates.c.id == greetings.c.personal_date_id)
    )


def to_line(row: Any) -> GreetingLine:
    return GreetingLine(
        id=GreetingId(row.id),
        client_name=row.client_name,
        contact_name=row.contact_name,
        occasion=Occasion(row.occasion),
        label=row.label or None,
        holiday_names=row.holiday_names or {},
        on=row.occasion_on,
        overdue_at=row.overdue_at,
        responsible_id=PersonId(row.responsible_id),
        responsible_name=row.responsible_name,
    )
