"""Lists of requests: a client's, one's own, the team's with this month's figures."""

from datetime import datetime

from bot.callback_data import OpenClient, OpenDay
from bot.pages import page_buttons, page_line
from bot.requests.callback_data import (
    NewRequestOf,
    OpenClientRequests,
    OpenRequest,
    OpenRequests,
)
from bot.requests.wording import kind_name, line_words, working_span
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import NOTHING, Markup, Texts
from domain.org.model import Actor, Role
from domain.requests.queries import ClientRequests
from domain.requests.views import Figures, RequestLine, RequestList, Stands, Whose

LONGEST_NAME = 60
LONGEST_LABEL = 64
SECONDS_IN_MINUTE = 60


def client_requests(listed: ClientRequests, texts: Texts, *, actor: Actor, now: datetime) -> Screen:
    """Open ones first, the most urgent before others."""
    client = listed.client.client
    rows = tuple(
        (
            Button(
                _with_kind(
                    line_words(line, texts, now=now, zone=actor.zone, names_client=False),
                    kind_name(listed.rulebook, line.kind, texts),
                ),
                OpenRequest(request_id=line.id),
            ),
        )
        for line in listed.lines
    )
    key = "client-requests-title" if rows else "client-requests-none"
    title = texts(key, name=shorten(client.name, LONGEST_NAME), count=listed.page.total)
    return Screen(
        texts.lines([title, page_line(listed.page, texts)]),
        (
            *rows,
            *page_buttons(
                listed.page,
                texts,
                lambda number: OpenClientRequests(client_id=client.id, page=number),
            ),
            (
                Button(texts.plain("request-new-button"), NewRequestOf(client_id=client.id)),
                Button(texts.plain("back-button"), OpenClient(client_id=client.id)),
            ),
        ),
    )


def _with_kind(words: str, kind: str) -> str:
    mark, _, rest = words.partition(" ")
    return shorten(f"{mark} {kind}: {rest}", LONGEST_LABEL)


def requests_list(
    listed: RequestList,
    texts: Texts,
    *,
    whose: Whose,
    stands: Stands,
    actor: Actor,
    now: datetime,
) -> Screen:
    """With the month's figures at the top."""
    rows = tuple(
        (Button(_label(line, texts, actor=actor, now=now), OpenRequest(request_id=line.id)),)
        for line in listed.lines
    )
    title = texts(f"requests-{stands}-{whose}", count=listed.page.total)
    figures = None if listed.figures is None else figures_words(listed.figures, texts)
    turn = page_buttons(
        listed.page,
        texts,
        lambda number: OpenRequests(whose=whose, stands=stands, page=number),
    )
    return Screen(
        texts.paragraphs([texts.lines([title, page_line(listed.page, texts)]), figures]),
        (*rows, *turn, *_filters(whose, stands, actor, texts), _last_row(texts)),
    )


def _label(line: RequestLine, texts: Texts, *, actor: Actor, now: datetime) -> str:
    words = line_words(line, texts, now=now, zone=actor.zone)
    if line.responsible_id == actor.id:
        return words
    return f"{words} ({shorten(line.responsible_name, LONGEST_NAME // 2)})"


def _medians(figures: Figures, texts: Texts) -> Markup | None:
    """Only what is measured."""
    reaction = _usual(figures.reaction_seconds, texts)
    closing = _usual(figures.closing_seconds, texts)
    if reaction is not None and closing is not None:
        return texts("requests-medians", reaction=reaction, closing=closing)
    if reaction is not None:
        return texts("requests-median-reaction", reaction=reaction)
    if closing is not None:
        return texts("requests-median-closing", closing=closing)
    return None


def _usual(seconds: int | None, texts: Texts) -> str | None:
    """What took less than a minute is said to have taken one."""
    return None if seconds is None else working_span(max(seconds, SECONDS_IN_MINUTE), texts)


def figures_words(figures: Figures, texts: Texts) -> Markup:
    """Usual times only where they are measured; a dash for a share of nothing."""
    share = figures.share_within
    within = texts.plain(
        "requests-within", share=round(share * 100), within=figures.within, of=figures.measured
    ) if share is not None else NOTHING  # fmt: skip
    return texts.lines(
        [
            texts("requests-month", came=figures.came),
            _medians(figures, texts),
            texts("requests-in-time", within=within),
        ]
    )


def _filters(whose: Whose, stands: Stands, actor: Actor, texts: Texts) -> tuple[Row, ...]:
    """The other places where requests stand, and whose else may be seen."""
    places = tuple(
        Button(texts.plain(f"requests-{other}-button"), OpenRequests(whose=whose, stands=other))
        for other in Stands
        if other is not stands
    )
    if not (actor.role.leads_people or actor.role is Role.ADMINISTRATOR or actor.stands_in_for):
        return (places,)
    other = Whose.TEAM if whose is Whose.MINE else Whose.MINE
    people = Button(
        texts.plain(f"requests-{other}-button"), OpenRequests(whose=other, stands=stands)
    )
    return (places, (people,))


def _last_row(texts: Texts) -> Row:
    return (
        Button(texts.plain("request-new-button"), NewRequestOf()),
        Button(texts.plain("day-button"), OpenDay()),
    )
