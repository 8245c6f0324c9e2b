"""A client as one message: the card, its history, its changes; lists of found ones."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.cadences.client_lines import next_contact_line, next_contact_row
from bot.callback_data import OpenClient, OpenDay
from bot.clients.callback_data import (
    AskAboutClient,
    AskEmail,
    CreateFromContact,
    CreateWanted,
    EditClient,
    FileContact,
    LeaveSegment,
    OpenClientHistory,
    OpenFound,
    SetSegment,
    TurnFound,
)
from bot.clients.duplicates.cards import duplicates_button, personal_data_button
from bot.deals.callback_data import NewDeal, OpenClientDeals
from bot.greetings.callback_data import OpenDates
from bot.greetings.wording import upcoming_lines
from bot.handovers.callback_data import HandOver
from bot.interactions.callback_data import ChooseContactKind, OpenInteractions
from bot.pages import PAGE_SIZE, page_buttons
from bot.products.cards import client_button as products_button
from bot.products.cards import client_line as products_line
from bot.requests.buttons import requests_button
from bot.risks.wording import risk_line
from bot.screens import Button, Row, Screen
from bot.segments.wording import segment_line
from bot.shortening import shorten
from bot.tasks.drafts.callback_data import TaskOfWanted
from bot.tasks.lists.callback_data import OpenClientTasks
from bot.texts import NOTHING, Markup, Texts
from bot.timeline.lines import timeline_line
from bot.visits.callback_data import AskForAddress, OpenSlots
from bot.visits.wording import place_line
from domain.clients.model import Client, ClientLine, ClientPhone, Contact, ContactId, Twin
from domain.clients.queries import ClientPage, FoundClients
from domain.clients.typed_line import TypedClient
from domain.clients.views import ClientView
from domain.pages import Page
from domain.rulebook.model import Rulebook
from domain.timeline import HistoryPart, TimelineEntry

MOST_SHOWN = 5
"""Phones, and contacts, that a card names; a chain of shops may have hundreds."""
LONGEST_LABEL = 40
LONGEST_NAME = 60


def client_card(
    page: ClientPage, texts: Texts, *, zone: ZoneInfo, is_found: bool = False
) -> Screen:
    """``is_found``: the card stands in the place of a list of found clients."""
    view, client = page.view, page.view.client
    lines = [
        texts("client-title", name=client.name),
        segment_line(client, page.rulebook, texts),
        risk_line(page.risk_signs, texts),
        texts("client-owner", owner=view.owner_name, branch=view.branch_name),
        texts("client-tax-number", number=client.tax_number) if client.tax_number else None,
        *_phone_lines(view.phones, view.contacts, texts),
        _contacts_line(_without_shown_phone(view), texts),
        place_line(client, page.next_visit, texts, zone=zone, today=page.today),
        _deals_line(view, texts),
        products_line(page, texts),
        next_contact_line(page, texts),
        *upcoming_lines(page.upcoming, page.today, texts),
        _last_event(page, texts, zone),
    ]
    back = (
        Button(texts.plain("client-search-button"), TurnFound())
        if is_found
        else Button(texts.plain("day-button"), OpenDay())
    )
    id_ = client.id
    return Screen(
        texts.lines(lines),
        (
            *next_contact_row(page, texts),
            (
                Button(texts.plain("contact-log-button"), ChooseContactKind(client_id=id_)),
                Button(texts.plain("client-visit-button"), OpenSlots(client_id=id_)),
            ),
            (
                Button(texts.plain("client-new-deal-button"), NewDeal(client_id=id_)),
                Button(texts.plain("client-deals-button"), OpenClientDeals(client_id=id_)),
            ),
            (
                Button(
                    texts.plain("tasks-count-button", count=page.open_tasks),
                    OpenClientTasks(client_id=id_),
                ),
                requests_button(id_, page.open_requests, texts),
            ),
            (
                products_button(id_, texts),
                Button(texts.plain("client-dates-button"), OpenDates(client_id=id_)),
            ),
            (
                Button(texts.plain("history-button"), OpenClientHistory(client_id=id_)),
                Button(
                    texts.plain("client-note-button"), AskAboutClient(client_id=id_, what="note")
                ),
            ),
            (
                Button(
                    texts.plain("client-phone-button"), AskAboutClient(client_id=id_, what="phone")
                ),
                Button(texts.plain("client-edit-button"), EditClient(client_id=id_)),
            ),
            *(((duplicates_button(id_, texts),),) if page.may_be_double else ()),
            (back,),
        ),
    )


def phone_words(phone: ClientPhone, texts: Texts) -> str:
    if phone.extension:
        return texts.plain("phone-with-extension", number=phone.number, extension=phone.extension)
    return phone.number


def _phone_lines(
    phones: Sequence[ClientPhone], contacts: Sequence[Contact], texts: Texts
) -> list[Markup]:
    """Each contact with who they are and their e-mail beside the first of their numbers."""
    known = {contact.id: contact for contact in contacts}
    named: set[ContactId] = set()
    lines = []
    for phone in phones[:MOST_SHOWN]:
        words = phone_words(phone, texts)
        contact = known.get(phone.contact_id) if phone.contact_id is not None else None
        if contact is not None:
            said = [shorten(contact.name, LONGEST_NAME)]
            if contact.id not in named:
                said += [about for about in (contact.position, contact.email) if about]
            named.add(contact.id)
            lines.append(texts("client-phone-of", phone=words, contact=", ".join(said)))
        else:
            lines.append(texts("client-phone", phone=words))
    if len(phones) > MOST_SHOWN:
        lines.append(texts("client-more-phones", count=len(phones) - MOST_SHOWN))
    return lines or [texts("client-no-phone")]


def _without_shown_phone(view: ClientView) -> Sequence[Contact]:
    named = {phone.contact_id for phone in view.phones[:MOST_SHOWN]}
    return [contact for contact in view.contacts if contact.id not in named]


def _contacts_line(contacts: Sequence[Contact], texts: Texts) -> Markup | None:
    if not contacts:
        return None
    names = ", ".join(
        shorten(contact.name, LONGEST_NAME) + _in_brackets(contact.position, contact.email)
        for contact in contacts[:MOST_SHOWN]
    )
    if len(contacts) > MOST_SHOWN:
        return texts("client-contacts-more", names=names, count=len(contacts) - MOST_SHOWN)
    return texts("client-contacts", names=names)


def _in_brackets(*words: str | None) -> str:
    said = ", ".join(word for word in words if word)
    return f" ({said})" if said else ""


def whose_email(view: ClientView, texts: Texts) -> Screen:
    """The contacts of a client, to type an e-mail of one of them."""
    client = view.client
    rows = [
        (
            Button(
                texts.plain(
                    "client-contact-email-button",
                    name=shorten(contact.name, LONGEST_LABEL),
                    email=contact.email or NOTHING,
                ),
                AskEmail(client_id=client.id, contact_id=contact.id),
            ),
        )
        for contact in view.contacts[:PAGE_SIZE]
    ]
    return Screen(texts("client-whose-email", name=client.name), (*rows, _back_to(client, texts)))


def _deals_line(view: ClientView, texts: Texts) -> Markup:
    opened = _deals(view.open_deals, texts.moneys(view.open_money), bool(view.open_money), texts)
    won = _deals(view.won_deals, texts.moneys(view.won_money), bool(view.won_money), texts)
    return texts("client-deals", open=opened, won=won)


def _deals(count: int, money: str, has_money: bool, texts: Texts) -> str:
    if has_money:
        return texts.plain("client-deals-worth", count=count, money=money)
    return texts.number(count)


def _last_event(page: ClientPage, texts: Texts, zone: ZoneInfo) -> Markup | None:
    if page.last_event is None:
        return None
    line = timeline_line(page.last_event, page.rulebook, texts, zone, names_deal=True)
    return texts("client-last-event", event=line)


def client_history(
    view: ClientView,
    entries: Sequence[TimelineEntry],
    page: Page,
    rulebook: Rulebook,
    texts: Texts,
    *,
    zone: ZoneInfo,
    part: HistoryPart = HistoryPart.ALL,
) -> Screen:
    """Newest first; the other parts of it are one tap away."""
    client = view.client
    lines = [timeline_line(entry, rulebook, texts, zone, names_deal=True) for entry in entries]
    turn = page_buttons(
        page, texts, lambda number: OpenClientHistory(client_id=client.id, part=part, page=number)
    )
    parts = [
        Button(
            texts.plain(f"history-{other}-button"),
            OpenClientHistory(client_id=client.id, part=other),
        )
        for other in HistoryPart
        if other is not part
    ]
    title = texts("client-history-title", name=client.name)
    if part is not HistoryPart.ALL:
        name = texts.plain(f"history-{part}-button")
        title = texts("client-history-part-title", name=client.name, part=name)
    contacts = Button(
        texts.plain("interactions-open-button"), OpenInteractions(client_id=client.id)
    )
    return Screen(
        texts.paragraphs([title, texts.lines(lines) if lines else texts("client-history-empty")]),
        (
            *turn,
            tuple(parts[:3]),
            tuple(parts[3:]),
            *([(contacts,)] if part is HistoryPart.CONTACTS else ()),
            _back_to(client, texts),
        ),
    )


def client_changes(page: ClientPage, texts: Texts, *, hands_out_data: bool = False) -> Screen:
    """The segments to choose from, and the name; ``hands_out_data`` for administrators."""
    client = page.view.client
    segments: list[Row] = []
    for segment in page.rulebook.segments:
        name = segment.name.for_language(texts.language)
        is_present = segment.key == client.segment
        label = texts.plain("client-present-segment-button", name=name) if is_present else name
        segments.append((Button(label, SetSegment(client_id=client.id, segment=segment.key)),))
    if client.is_segment_pinned:
        by_rules = texts.plain("client-segment-rules-button")
        segments.append((Button(by_rules, LeaveSegment(client_id=client.id)),))
    rename = Button(
        texts.plain("client-name-button"), AskAboutClient(client_id=client.id, what="name")
    )
    address = Button(texts.plain("client-address-button"), AskForAddress(client_id=client.id))
    give = Button(texts.plain("hand-over-button"), HandOver(what="client", record_id=client.id))
    return Screen(
        texts.lines(
            [
                texts("client-changes", name=client.name),
                texts(
                    "client-segment-by-hand"
                    if client.is_segment_pinned
                    else "client-segment-by-rules"
                ),
            ]
        ),
        (
            *segments,
            (rename, give, address),
            (
                Button(
                    texts.plain("client-tax-number-button"),
                    AskAboutClient(client_id=client.id, what="tax_number"),
                ),
                Button(texts.plain("client-email-button"), AskEmail(client_id=client.id)),
            ),
            *(((personal_data_button(client.id, texts),),) if hands_out_data else ()),
            _back_to(client, texts),
        ),
    )


def _back_to(client: Client, texts: Texts) -> Row:
    return (Button(texts.plain("back-button"), OpenClient(client_id=client.id)),)


def found_clients(found: FoundClients, wanted: str, texts: Texts) -> Screen:
    """What a search found, or the offer to create what it did not find."""
    if not found.lines:
        return _nobody_found(found, wanted, texts)
    rows = tuple(
        (Button(_line_label(line, texts), OpenFound(client_id=line.id)),) for line in found.lines
    )
    create = (
        Button(texts.plain("client-new-button"), CreateWanted()),
        Button(texts.plain("task-of-wanted-button"), TaskOfWanted()),
    )
    turn = page_buttons(found.page, texts, lambda number: TurnFound(page=number))
    return Screen(
        texts("clients-found", wanted=shorten(wanted, LONGEST_NAME), count=found.page.total),
        (*rows, *turn, create),
    )


def _line_label(line: ClientLine, texts: Texts) -> str:
    name = shorten(line.name, LONGEST_LABEL)
    beside = line.contact_name or line.owner_name or line.branch_name
    return texts.plain("client-line-button", name=name, beside=shorten(beside, LONGEST_LABEL))


def _nobody_found(found: FoundClients, wanted: str, texts: Texts) -> Screen:
    if not wanted.strip():
        return find_prompt(texts)
    create = (Button(texts.plain("client-create-button"), CreateWanted()),)
    if found.phone is not None:
        return Screen(texts("clients-no-phone-found", phone=found.phone.number), (create,))
    task = Button(texts.plain("task-of-wanted-button"), TaskOfWanted())
    return Screen(
        texts("clients-none-found", wanted=shorten(wanted, LONGEST_NAME)), ((*create, task),)
    )


def find_prompt(texts: Texts) -> Screen:
    return Screen(texts("clients-find-prompt"))


def shared_contact(person: TypedClient, known: Sequence[ClientLine], texts: Texts) -> Screen:
    """What to do with a contact; ``known`` are clients that have its number."""
    rows = [
        (
            Button(
                texts.plain("client-known-button", name=shorten(line.name, LONGEST_LABEL)),
                OpenClient(client_id=line.id),
            ),
        )
        for line in known
    ]
    choices = (
        Button(texts.plain("client-new-button"), CreateFromContact()),
        Button(texts.plain("contact-file-button"), FileContact()),
    )
    return Screen(
        texts("contact-shared", name=shorten(person.name, LONGEST_NAME), phone=person.phone),
        (*rows, choices),
    )


def twin_lines(twins: Sequence[Twin], texts: Texts) -> Markup:
    """One line for each; of a client that the reader may not see, whose it is and where."""
    return texts.lines(_twin_line(twin, texts) for twin in twins)


def _twin_line(twin: Twin, texts: Texts) -> Markup:
    name = twin.name if twin.name is not None else texts.plain("client-of-another")
    key = "client-twin"
    if twin.by_tax_number:
        key = "client-twin-by-tax-number"
    elif twin.by_phone:
        key = "client-twin-by-phone"
    elif twin.by_email:
        key = "client-twin-by-email"
    return texts(
        key, name=shorten(name, LONGEST_NAME), owner=twin.owner_name, branch=twin.branch_name
    )
