"""The caller's day: the list of calls, and one call with all that it takes."""

from datetime import datetime
from typing import Final

from bot.callback_data import OpenClient, OpenDay
from bot.cycles.callback_data import (
    AskAboutCall,
    ChooseCallAgain,
    ChooseNoInterest,
    MissCall,
    OpenCall,
    OpenCalls,
    OpenNextCall,
    OpenPairBoards,
    SetCallAgain,
    SetNoInterest,
)
from bot.cycles.wording import last_contact, outcome, whom, why_now
from bot.pages import page_buttons, page_line
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from bot.visits.callback_data import OpenSlots
from domain.cycles.views import CallLine, CallList, CallPage
from domain.org.model import Actor

LONGEST_LABEL: Final = 40
MOMENTS: Final = ("hour", "tomorrow", "week")


def call_list(
    listed: CallList, texts: Texts, *, actor: Actor, now: datetime, head: Markup | None = None
) -> Screen:
    """``head`` says what was just done."""
    if not listed.has_pair:
        return Screen(texts("calls-no-pair"), (_ways_back(texts),))
    total = listed.page.total
    if not total:
        text = texts("calls-none", count=listed.made)
        return Screen(texts.paragraphs([head, text]), (_ways_back(texts),))
    lines = [
        texts("calls-title", count=total),
        texts("calls-made", count=listed.made),
        texts("calls-later", count=listed.later) if listed.later else None,
        page_line(listed.page, texts),
    ]
    rows: list[Row] = []
    if total > listed.later:
        rows.append((Button(texts.plain("calls-start-button"), OpenNextCall()),))
    rows += [
        (
            Button(
                _label(line, texts, actor=actor, now=now),
                OpenCall(call_id=line.id),
            ),
        )
        for line in listed.lines
    ]
    rows += page_buttons(listed.page, texts, lambda number: OpenCalls(page=number))
    return Screen(texts.paragraphs([head, texts.lines(lines)]), (*rows, _ways_back(texts)))


def _ways_back(texts: Texts) -> Row:
    return (
        Button(texts.plain("cycle-button"), OpenPairBoards()),
        Button(texts.plain("day-button"), OpenDay()),
    )


def _label(line: CallLine, texts: Texts, *, actor: Actor, now: datetime) -> str:
    parts = [shorten(line.client_name, LONGEST_LABEL)]
    if line.call_at is not None:
        icon = "🔁" if line.is_promised else "📵"
        parts.insert(0, f"{icon} {texts.moment(line.call_at, zone=actor.zone, now=now)}")
    if line.region:
        parts.append(shorten(line.region, LONGEST_LABEL // 2))
    if line.caller_id in actor.stands_in_for:
        parts.append(texts.plain("day-for", owner=line.caller_name))
    return " · ".join(parts)


def call_card(
    page: CallPage, texts: Texts, *, actor: Actor, now: datetime, head: Markup | None = None
) -> Screen:
    """``head`` says what became of the call before."""
    client = page.client.client
    known = {segment.key: segment.name for segment in page.rulebook.segments}
    segment = known.get(client.segment)
    over = outcome(page, texts, zone=actor.zone, now=now)
    lines = [
        texts(
            "call-title",
            name=client.name,
            segment=segment.for_language(texts.language) if segment else client.segment,
        ),
        texts("call-region", region=client.region) if client.region else None,
        *whom(page, texts),
        last_contact(page, texts, zone=actor.zone, now=now),
        None if over else texts("call-why", why=why_now(page, texts, zone=actor.zone, now=now)),
        None if page.is_theirs else texts("call-not-yours", name=page.view.pair.caller_name),
    ]
    script = page.rulebook.cycle.script_for(client.segment)
    said = (
        texts("call-script", words=script.for_language(texts.language))
        if script is not None and not over
        else None
    )
    text = texts.paragraphs([head, texts.lines(lines), over or said])
    return Screen(text, _buttons(page, texts, is_over=over is not None))


def _buttons(page: CallPage, texts: Texts, *, is_over: bool) -> tuple[Row, ...]:
    call, client_id = page.view.call, page.client.client.id
    client = Button(texts.plain("client-button"), OpenClient(client_id=client_id))
    back = (
        Button(texts.plain("calls-back-button"), OpenCalls()),
        Button(texts.plain("day-button"), OpenDay()),
    )
    if not page.is_theirs:
        return ((client,), (Button(texts.plain("cycle-button"), OpenPairBoards()), back[1]))
    if is_over:
        return ((Button(texts.plain("calls-next-button"), OpenNextCall()), client), back)
    slots = OpenSlots(
        client_id=client_id, visitor_id=page.view.pair.pair.visitor_id, call_id=call.id
    )
    words = AskAboutCall(call_id=call.id, version=call.version, what="words")
    missed = MissCall(call_id=call.id, version=call.version)
    return (
        (
            Button(texts.plain("call-meeting-button"), slots),
            Button(texts.plain("call-reached-button"), words),
        ),
        (
            Button(texts.plain("call-again-button"), ChooseCallAgain(call_id=call.id)),
            Button(texts.plain("call-missed-button"), missed),
        ),
        (
            Button(texts.plain("call-refused-button"), ChooseNoInterest(call_id=call.id)),
            client,
        ),
        back,
    )


def moments(page: CallPage, texts: Texts) -> Screen:
    """When to call again."""
    call = page.view.call
    buttons = [
        Button(
            texts.plain(f"call-when-{when}-button"),
            SetCallAgain(call_id=call.id, version=call.version, when=when),
        )
        for when in MOMENTS
    ]
    other = AskAboutCall(call_id=call.id, version=call.version, what="moment")
    buttons.append(Button(texts.plain("call-when-other-button"), other))
    text = texts("call-when", name=page.client.client.name)
    return Screen(text, (*paired(buttons), _back(page, texts)))


def reasons(page: CallPage, texts: Texts) -> Screen:
    """Why it is of no interest."""
    call = page.view.call
    rows = [
        (
            Button(
                reason.name.for_language(texts.language),
                SetNoInterest(call_id=call.id, version=call.version, reason=reason.key),
            ),
        )
        for reason in page.rulebook.cycle.reasons
    ]
    text = texts("call-refused-why", name=page.client.client.name)
    return Screen(text, (*rows, _back(page, texts)))


def _back(page: CallPage, texts: Texts) -> Row:
    return (Button(texts.plain("call-back-button"), OpenCall(call_id=page.view.call.id)),)
