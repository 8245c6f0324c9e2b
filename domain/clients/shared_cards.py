"""The vCard of a shared contact: all that it says beside the name and the first phone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from domain.clients.model import ClientId, ContactId
from domain.clients.vcards import read_vcards
from domain.emails import EmailUnreadable, read_email
from domain.greetings.vcards import keep_birthday
from domain.phones import PhoneUnreadable, ReadPhone
from domain.unit_of_work import UnitOfWork

MOST_PHONES: Final = 20
"""Phones that are kept of one card; the others are told in the history."""


async def keep_card(
    uow: UnitOfWork,
    client_id: ClientId,
    contact_id: ContactId,
    card: str | None,
    *,
    country: str,
    read_phone: ReadPhone,
    now: datetime,
) -> Sequence[str]:
    """Keep the card's phones, its e-mail and birthday; what was not kept comes back as it stands.

    What is known of the contact already stays: somebody typed it.
    """
    if not card:
        return ()
    await keep_birthday(uow, client_id, contact_id, card, now)
    left_out: list[str] = []
    for read in read_vcards(card):
        for place, text in enumerate(read.phones):
            try:
                phone = read_phone(text, country)
            except PhoneUnreadable:
                left_out.append(text)
                continue
            if place >= MOST_PHONES:
                left_out.append(text)
                continue
            await uow.clients.add_phone(client_id, phone.number, phone.extension, now, contact_id)
        left_out += await _keep_email(uow, client_id, contact_id, read.emails, now)
    return left_out


async def _keep_email(
    uow: UnitOfWork,
    client_id: ClientId,
    contact_id: ContactId,
    emails: Sequence[str],
    now: datetime,
) -> list[str]:
    """The first that can be one; the others come back."""
    left_out = []
    known = await uow.clients.email_of(contact_id)
    for text in emails:
        try:
            email = read_email(text)
        except EmailUnreadable:
            left_out.append(text)
            continue
        if known is None:
            await uow.clients.change_email(client_id, contact_id, email, now)
            known = email
        elif known != email:
            left_out.append(text)
    return left_out
