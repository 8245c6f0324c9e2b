"""A handover as one message: what came, from whom, the way back. Pure: views in, screens out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from bot.callback_data import OpenClient, OpenDay, OpenDeal, OpenProject, OpenTask
from bot.handovers.callback_data import (
    AnswerHandover,
    AskToUndo,
    OpenHandover,
    OpenOwnerless,
    UndoNow,
)
from bot.handovers.wording import kind_line
from bot.org.callback_data import OpenBranch, OpenPerson
from bot.pages import page_buttons, page_line
from bot.requests.callback_data import OpenRequest
from bot.screens import Button, Row, Screen
from bot.shortening import shorten_to_line
from bot.texts import Markup, Texts
from bot.visits.callback_data import OpenVisit
from domain.clients.model import ClientLine
from domain.handovers.model import UNDO_FOR, Held, Kind, Reason, Status
from domain.handovers.queries import HandoverPage
from domain.handovers.views import HandedLine, HandoverView
from domain.pages import Page

LONGEST_LABEL = 40


def handover_card(page: HandoverPage, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Screen:
    """The reader's part of a handover, a button for each record."""
    view, handover = page.view, page.view.handover
    if handover.status is Status.PROPOSED:
        return _proposal(page, texts)
    if handover.status is Status.DECLINED:
        return Screen(_asked("handover-declined", view, texts), (_ways_out(texts),))
    is_undone = handover.status is Status.UNDONE
    done_at = handover.terms.made_at if is_undone else handover.settled_at or handover.terms.made_at
    facts = [
        texts("handover-by", name=view.by_name, moment=texts.moment(done_at, zone=zone, now=now)),
        *(kind_line(kind, count, texts) for kind, count in view.counts.items()),
        texts("handover-receivers", names=_receivers(view)) if view.reader_id is None else None,
        page_line(page.page, texts),
    ]
    notes = None
    if is_undone:
        notes = texts("handover-stayed" if view.stayed else "handover-all-back", count=view.stayed)
    elif page.may_undo:
        until = texts.moment(done_at + UNDO_FOR, zone=zone, now=now)
        notes = texts("handover-undo-until", moment=until)
    rows: list[Row] = [(_record_button(line, texts),) for line in page.lines if line.open_id]
    rows += page_buttons(
        page.page, texts, lambda number: OpenHandover(handover_id=handover.id, page=number)
    )
    if page.may_undo:
        undo = Button(texts.plain("handover-undo-button"), AskToUndo(handover_id=handover.id))
        rows.append((undo,))
    text = texts.paragraphs([_title(view, texts), texts.lines(facts), notes])
    return Screen(text, (*rows, _ways_out(texts)))


def _ways_out(texts: Texts) -> Row:
    return (Button(texts.plain("day-button"), OpenDay()),)


def _receivers(view: HandoverView) -> str:
    return ", ".join(f"{name} ({count})" for name, count in view.receivers.items())


def _title(view: HandoverView, texts: Texts) -> Markup:
    terms, name = view.handover.terms, view.person_name
    if view.handover.status is Status.UNDONE:
        return texts("handover-title-undone", name=name)
    if view.reader_id is not None:
        key = "came-leaving" if terms.reason is Reason.LEAVING else "came"
    else:
        key = "leaving" if terms.reason is Reason.LEAVING else "done"
    return texts(f"handover-title-{key}", name=name)


def _asked(key: str, view: HandoverView, texts: Texts) -> Markup:
    return texts(
        f"{key}-{view.handover.terms.reason.replace('_', '-')}",
        record=view.record_name,
        person=view.person_name,
        receiver=view.receiver_name,
    )


def _proposal(page: HandoverPage, texts: Texts) -> Screen:
    """The question to a head; the one who asked reads that it waits."""
    view, handover = page.view, page.view.handover
    terms = handover.terms
    rows: list[Row] = []
    if page.may_answer:
        rows.append(
            tuple(
                Button(
                    texts.plain(f"handover-{'agree' if is_agreed else 'decline'}-button"),
                    AnswerHandover(handover_id=handover.id, is_agreed=is_agreed),
                )
                for is_agreed in (True, False)
            )
        )
    if terms.record_id is not None:
        opens: CallbackData = (
            OpenClient(client_id=terms.record_id)
            if terms.reason is Reason.CLIENT
            else OpenDeal(deal_id=terms.record_id)
        )
        rows.append((Button(texts.plain(f"handover-open-{terms.reason}-button"), opens),))
    key = "handover-asked" if page.may_answer else "handover-waits"
    return Screen(_asked(key, view, texts), (*rows, _ways_out(texts)))


def _record_button(line: HandedLine, texts: Texts) -> Button:
    label = texts.plain(f"handover-{_icon(line.held)}-button", name=line.name)
    return Button(shorten_to_line(label, LONGEST_LABEL), _opens(line))


def _icon(held: Held) -> str:
    return str(held.kind).replace("_", "-")


def _opens(line: HandedLine) -> CallbackData:
    match line.held.kind:
        case Kind.CLIENTS:
            return OpenClient(client_id=line.open_id)
        case Kind.DEALS:
            return OpenDeal(deal_id=line.open_id)
        case Kind.TASKS | Kind.GIVEN | Kind.APPROVALS | Kind.SERIES:
            return OpenTask(task_id=line.open_id)
        case Kind.PROJECTS:
            return OpenProject(project_id=line.open_id)
        case Kind.REQUESTS:
            return OpenRequest(request_id=line.open_id)
        case Kind.VISITS:
            return OpenVisit(visit_id=line.open_id)
        case _:
            return OpenPerson(person_id=line.open_id)


def undo_question(page: HandoverPage, texts: Texts) -> Screen:
    handover = page.view.handover
    return Screen(
        texts("handover-undo-question", name=page.view.person_name),
        (
            (
                Button(texts.plain("handover-undo-yes-button"), UndoNow(handover_id=handover.id)),
                Button(texts.plain("cancel-button"), OpenHandover(handover_id=handover.id)),
            ),
        ),
    )


def ownerless_screen(clients: list[ClientLine], page: Page, texts: Texts) -> Screen:
    """Clients in nobody's hands, a button each: their cards say «Передать»."""
    rows: list[Row] = [
        (
            Button(
                shorten_to_line(
                    texts.plain("ownerless-button", name=client.name, branch=client.branch_name),
                    LONGEST_LABEL,
                ),
                OpenClient(client_id=client.id),
            ),
        )
        for client in clients
    ]
    rows += page_buttons(page, texts, lambda number: OpenOwnerless(page=number))
    text = texts.lines(
        [
            texts("ownerless-title", count=page.total) if clients else texts("ownerless-none"),
            page_line(page, texts),
        ]
    )
    back = Button(texts.plain("people-all-button"), OpenBranch())
    return Screen(text, (*rows, (back, *_ways_out(texts))))
