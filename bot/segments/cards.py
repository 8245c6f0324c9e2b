"""A client who entered or left a segment that is watched, and the list of them."""

from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient, OpenDay
from bot.pages import page_buttons, page_line
from bot.rulebook.wording import segment_name
from bot.screens import Button, Screen
from bot.segments.callback_data import OpenSegmentChange, OpenSegmentChanges
from bot.segments.wording import measured_words
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.rulebook.greetings import Congratulates
from domain.rulebook.model import Rulebook
from domain.segments.model import SegmentChange
from domain.segments.use_cases import SegmentChangePage, SegmentChanges

LONGEST_NAME = 60
LONGEST_LABEL = 30


def change_card(page: SegmentChangePage, texts: Texts) -> Screen:
    """What changed, why, and what it means."""
    change, rulebook = page.change, page.rulebook
    lines = [
        _title(change, rulebook, texts),
        texts(
            "segment-way",
            was=segment_name(rulebook, change.was, texts),
            now=segment_name(rulebook, change.segment, texts),
        ),
        _because(change, rulebook, texts),
        texts("client-owner", owner=change.owner_name, branch=change.branch_name),
    ]
    return Screen(
        texts.paragraphs([texts.lines(lines), _meaning(change, rulebook, texts)]),
        (
            (
                Button(texts.plain("client-button"), OpenClient(client_id=change.client_id)),
                Button(texts.plain("segment-changes-button"), OpenSegmentChanges()),
            ),
            (Button(texts.plain("day-button"), OpenDay()),),
        ),
    )


def has_entered(change: SegmentChange, rulebook: Rulebook) -> bool:
    """Whether it is a watched segment that the client is in now."""
    return any(known.key == change.segment and known.tells for known in rulebook.segments)


def _title(change: SegmentChange, rulebook: Rulebook, texts: Texts) -> Markup:
    entered = has_entered(change, rulebook)
    segment = change.segment if entered else change.was
    return texts(
        "segment-entered" if entered else "segment-left",
        client=shorten(change.client_name, LONGEST_NAME),
        segment=segment_name(rulebook, segment, texts),
    )


def _because(change: SegmentChange, rulebook: Rulebook, texts: Texts) -> Markup:
    if change.by_id is not None:
        return texts("segment-chosen-by", name=change.by_name)
    why = measured_words(change.why, rulebook, texts)
    return texts("segment-because", why=why) if why else texts("segment-by-rules")


def _meaning(change: SegmentChange, rulebook: Rulebook, texts: Texts) -> Markup:
    """How the clients of the segment that it is in now are kept."""
    cadence = rulebook.cadences.find(change.segment)
    greets = rulebook.greetings.of_segment(change.segment).by
    reaction = rulebook.requests.of_segment(change.segment).reaction_working_hours
    return texts.lines(
        [
            texts("segment-means-cadence", days=cadence.every_days)
            if cadence
            else texts("segment-means-no-cadence"),
            texts("segment-means-greetings") if greets is Congratulates.MANAGER else None,
            texts("segment-means-requests", hours=reaction),
        ]
    )


def changes_list(listed: SegmentChanges, texts: Texts, *, zone: ZoneInfo) -> Screen:
    """The latest first, a button for each."""
    rows = tuple(
        (
            Button(
                _label(change, listed.rulebook, texts, zone=zone),
                OpenSegmentChange(change_id=change.id),
            ),
        )
        for change in listed.lines
    )
    title = (
        texts("segment-changes-title", count=listed.page.total)
        if listed.lines
        else texts("segment-changes-none")
    )
    return Screen(
        texts.lines([title, page_line(listed.page, texts)]),
        (
            *rows,
            *page_buttons(listed.page, texts, lambda number: OpenSegmentChanges(page=number)),
            (Button(texts.plain("day-button"), OpenDay()),),
        ),
    )


def _label(change: SegmentChange, rulebook: Rulebook, texts: Texts, *, zone: ZoneInfo) -> str:
    return texts.plain(
        "segment-entered-button" if has_entered(change, rulebook) else "segment-left-button",
        client=shorten(change.client_name, LONGEST_LABEL),
        segment=segment_name(rulebook, change.segment, texts),
        on=f"{change.at.astimezone(zone):%d.%m}",
    )
