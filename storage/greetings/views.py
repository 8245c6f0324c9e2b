"""One greeting with the names, phones, consents and last contact around it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal_column, select

from domain.greetings.model import ConsentChannel
from domain.greetings.views import GreetingView, LastContact
from domain.interactions.model import InteractionKind
from storage.clients.phones import phones_of, to_phones
from storage.greetings.rows import to_greeting
from storage.tables import (
    clients,
    contact_consents,
    contacts,
    greetings,
    interactions,
    people,
    personal_dates,
)


def views() -> Select[Any]:
    doer = people.alias("doer")
    return (
        select(
            greetings,
            clients.c.name.label("client_name"),
            clients.c.language,
            contacts.c.name.label("contact_name"),
            contacts.c.position,
            personal_dates.c.label,
            personal_dates.c.year,
            personal_dates.c.month,
            personal_dates.c.day,
            people.c.name.label("responsible_name"),
            doer.c.name.label("done_by_name"),
            phones_of(greetings.c.client_id, greetings.c.contact_id),
            _consents().label("consents"),
            _last_contact().label("last_contact"),
        )
        .join(clients, clients.c.id == greetings.c.client_id)
        .join(people, people.c.id == greetings.c.responsible_id)
        .outerjoin(contacts, contacts.c.id == greetings.c.contact_id)
        .outerjoin(personal_dates, personal_dates.c.id == greetings.c.personal_date_id)
        .outerjoin(doer, doer.c.id == greetings.c.done_by)
    )


def to_view(row: Any) -> GreetingView:
    return GreetingView(
        greeting=to_greeting(row),
        client_name=row.client_name,
        language=row.language,
        contact_name=row.contact_name,
        position=row.position,
        label=row.label or None,
        year=row.year,
        is_leap_day=(row.month, row.day) == (2, 29),
        responsible_name=row.responsible_name,
        done_by_name=row.done_by_name,
        phones=to_phones(row.phones),
        consents={ConsentChannel(channel): given for channel, given in row.consents or ()},
        last_contact=None
        if row.last_contact is None
        else LastContact(
            InteractionKind(row.last_contact[0]),
            datetime.fromisoformat(row.last_contact[1]),
            row.last_contact[2],
        ),
    )


def _consents() -> Any:
    return (
        select(
            func.json_agg(
                func.json_build_array(contact_consents.c.channel, contact_consents.c.is_given)
            )
        )
        .where(contact_consents.c.contact_id == greetings.c.contact_id)
        .correlate(greetings)
        .scalar_subquery()
    )


def _last_contact() -> Any:
    spoke = people.alias("spoke")
    return (
        select(func.json_build_array(interactions.c.kind, interactions.c.at, spoke.c.name))
        .join(spoke, spoke.c.id == interactions.c.person_id)
        .where(
            interactions.c.client_id == greetings.c.client_id,
            interactions.c.result == literal_column("'reached'"),
        )
        .order_by(interactions.c.at.desc(), interactions.c.id.desc())
        .limit(1)
        .correlate(greetings)
        .scalar_subquery()
    )
