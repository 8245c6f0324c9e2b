"""A request as one message: its card, how it was answered, its history."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient, OpenDay, OpenDeal, OpenTask
from bot.clients.cards import phone_words
from bot.pages import page_buttons, page_line
from bot.requests.callback_data import (
    AskForAnswer,
    AskForResult,
    ChooseAnswer,
    ChooseReceiver,
    MakeTask,
    NewDealOfRequest,
    OpenAgain,
    OpenClientRequests,
    OpenRequest,
    OpenRequestHistory,
    RateRequestAs,
    ReactedTo,
    ShowRequestFiles,
)
from bot.requests.wording import channel_name, icon, kind_name, working_span
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from bot.timeline.lines import timeline_line
from domain.org.model import Actor
from domain.requests.model import Rating, Request
from domain.requests.queries import RequestHistory, RequestPage
from domain.requests.rules import is_late
from domain.requests.views import RequestView

LONGEST_NAME: Final = 60
MOST_PHONES: Final = 3


def request_card(page: RequestPage, texts: Texts, *, actor: Actor, now: datetime) -> Screen:
    view, request = page.view, page.view.request
    late = is_late(request, now)
    title = texts(
        "request-title",
        icon=icon(request.status, is_late=late),
        kind=kind_name(page.rulebook, request.kind, texts),
        client=shorten(view.client_name, LONGEST_NAME),
    )
    facts = [
        texts("request-deal", title=view.deal_title) if view.deal_title else None,
        texts("request-files", count=len(view.files)) if view.files else None,
        _came(page, texts, actor.zone, now),
        _limit(request, texts, actor.zone, now, late=late),
        *_people(view, texts, actor),
        _reaction(view, texts, actor.zone, now),
        _end(view, texts, actor.zone, now),
        _rating(request, texts),
    ]
    text = texts.lines(
        [title, texts("request-words", words=request.words), *_whom(view, texts), *facts]
    )
    return Screen(text, _buttons(page, texts))


def _whom(view: RequestView, texts: Texts) -> list[Markup]:
    """The person, and numbers to call."""
    lines = [texts("request-contact", name=view.contact_name)] if view.contact_name else []
    if view.request.is_open:
        lines += [
            texts("request-phone", phone=phone_words(phone, texts))
            for phone in view.phones[:MOST_PHONES]
        ]
    return lines


def _came(page: RequestPage, texts: Texts, zone: ZoneInfo, now: datetime) -> Markup:
    view, request = page.view, page.view.request
    return texts(
        "request-came",
        channel=channel_name(page.rulebook, request.channel, texts),
        at=texts.moment(request.came_at, zone=zone, now=now),
        name=view.noted_by_name,
    )


def _limit(
    request: Request, texts: Texts, zone: ZoneInfo, now: datetime, *, late: bool
) -> Markup | None:
    if request.limit_at is None:
        return None
    what = "react" if request.is_waiting else "close"
    key = f"request-{what}-late" if late else f"request-{what}-by"
    return texts(key, at=texts.moment(request.limit_at, zone=zone, now=now))


def _people(view: RequestView, texts: Texts, actor: Actor) -> list[Markup]:
    request = view.request
    own = texts("request-responsible-you")
    named = texts("request-responsible", name=view.responsible_name)
    lines = [own if request.responsible_id == actor.id else named]
    if view.manager_name and request.is_open:
        lines.append(texts("request-manager", name=view.manager_name))
    return lines


def _reaction(view: RequestView, texts: Texts, zone: ZoneInfo, now: datetime) -> Markup | None:
    request = view.request
    if request.reacted_at is None:
        return None
    return texts(
        "request-reacted",
        name=view.reacted_by_name,
        at=texts.moment(request.reacted_at, zone=zone, now=now),
        span=working_span(request.reaction_seconds, texts),
    )


def _end(view: RequestView, texts: Texts, zone: ZoneInfo, now: datetime) -> Markup | None:
    request = view.request
    if request.closed_at is None:
        return None
    closed = texts(
        "request-closed",
        name=view.closed_by_name,
        at=texts.moment(request.closed_at, zone=zone, now=now),
        span=working_span(request.closing_seconds, texts),
    )
    return texts.lines([closed, texts("request-result", result=request.result)])


def _rating(request: Request, texts: Texts) -> Markup | None:
    if request.rating is None:
        return None
    return texts(f"request-rated-{request.rating}")


def _buttons(page: RequestPage, texts: Texts) -> tuple[Row, ...]:
    view, request = page.view, page.view.request
    id_, version = request.id, request.version
    acts = _open_acts(request, texts) if request.is_open else _closed_acts(page, texts)
    links = [Button(texts.plain("history-button"), OpenRequestHistory(request_id=id_))]
    if view.files:
        links.append(Button(texts.plain("request-files-button"), ShowRequestFiles(request_id=id_)))
    if view.sees_client:
        client_id = request.client_id
        links += [
            Button(texts.plain("client-button"), OpenClient(client_id=client_id)),
            Button(texts.plain("request-others-button"), OpenClientRequests(client_id=client_id)),
        ]
    made = []
    if view.open_task_id is not None:
        made.append(Button(texts.plain("request-task-button"), OpenTask(task_id=view.open_task_id)))
    elif request.is_open:
        make_task = MakeTask(request_id=id_, version=version)
        made.append(Button(texts.plain("request-make-task-button"), make_task))
    if request.made_deal_id is not None and view.sees_deal:
        made.append(
            Button(texts.plain("request-deal-button"), OpenDeal(deal_id=request.made_deal_id))
        )
    elif request.made_deal_id is None and request.is_open and view.sees_client:
        make_deal = NewDealOfRequest(request_id=id_)
        made.append(Button(texts.plain("request-make-deal-button"), make_deal))
    return (
        *acts,
        *paired(made),
        *paired(links),
        (Button(texts.plain("day-button"), OpenDay()),),
    )


def _open_acts(request: Request, texts: Texts) -> list[Row]:
    id_, version = request.id, request.version
    answer = Button(texts.plain("request-answer-button"), ChooseAnswer(request_id=id_))
    close = Button(
        texts.plain("request-close-button"), AskForResult(request_id=id_, version=version)
    )
    give = Button(texts.plain("request-give-button"), ChooseReceiver(request_id=id_))
    if not request.is_waiting:
        return [(answer, close), (give,)]
    react = Button(texts.plain("request-react-button"), ReactedTo(request_id=id_, version=version))
    return [(react, answer), (close, give)]


def _closed_acts(page: RequestPage, texts: Texts) -> list[Row]:
    request = page.view.request
    rows: list[Row] = []
    if request.rating is None:
        rows.append(
            tuple(
                Button(
                    texts.plain(f"request-rate-{rating}-button"),
                    RateRequestAs(request_id=request.id, version=request.version, rating=rating),
                )
                for rating in Rating
            )
        )
    if page.can_reopen:
        again = OpenAgain(request_id=request.id, version=request.version)
        rows.append((Button(texts.plain("request-reopen-button"), again),))
    return rows


def answer_choices(page: RequestPage, texts: Texts) -> Screen:
    """How the client was answered: what was said is asked next."""
    id_ = page.view.request.id

    def button(kind: str) -> Button:
        return Button(
            texts.plain(f"request-answer-{kind}-button"),
            AskForAnswer.model_validate({"request_id": id_, "kind": kind}),
        )

    return Screen(
        texts("request-answer-question", name=shorten(page.view.client_name, LONGEST_NAME)),
        (
            (button("call"), button("message")),
            (button("email"), button("meeting")),
            (button("visit"),),
            (Button(texts.plain("back-button"), OpenRequest(request_id=id_)),),
        ),
    )


def request_history(history: RequestHistory, texts: Texts, *, zone: ZoneInfo) -> Screen:
    id_ = history.view.request.id
    lines = [timeline_line(entry, history.rulebook, texts, zone) for entry in history.entries]
    title = texts("request-history-title", client=shorten(history.view.client_name, LONGEST_NAME))
    return Screen(
        texts.paragraphs([title, texts.lines(lines), page_line(history.page, texts)]),
        (
            *page_buttons(
                history.page,
                texts,
                lambda number: OpenRequestHistory(request_id=id_, page=number),
            ),
            (Button(texts.plain("request-back-button"), OpenRequest(request_id=id_)),),
        ),
    )
