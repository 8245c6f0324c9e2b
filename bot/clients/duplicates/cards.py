"""Pairs of clients that may be one, what merging them would do, and the way back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient, OpenDay
from bot.clients.duplicates.callback_data import (
    ChooseMerge,
    MergeNow,
    OpenDuplicates,
    OpenDuplicatesOf,
    OpenPair,
    OpenPersonalData,
    TakeApart,
    TellPairApart,
)
from bot.pages import page_buttons, page_line
from bot.rulebook.wording import segment_name
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.clients.duplicates import DuplicatePair, DuplicatesPage, PairSide
from domain.clients.merging import (
    UNDONE_WITHIN,
    Merge,
    MergeField,
    MergeLine,
    MergePreview,
    MergeSide,
    mask_of,
    swapped,
)
from domain.rulebook.model import Rulebook

LONGEST_LABEL: Final = 20
LONGEST_NAME: Final = 60
MOVES: Final = (
    *("contacts", "phones", "deals", "offers", "tasks"),
    *("interactions", "visits", "timeline"),
)
"""Kinds of records that are counted aloud, in this order."""


def duplicates_list(found: DuplicatesPage, texts: Texts) -> Screen:
    back: Row = (Button(texts.plain("day-button"), OpenDay()),)
    if not found.pairs:
        return Screen(texts("duplicates-none"), (back,))
    first = found.page.offset + 1
    lines = [_pair_line(number, pair, texts) for number, pair in enumerate(found.pairs, first)]
    rows = [(_pair_button(number, pair, texts),) for number, pair in enumerate(found.pairs, first)]
    turn = page_buttons(found.page, texts, lambda page: OpenDuplicates(page=page))
    return Screen(
        texts.paragraphs(
            [
                texts("duplicates-title", count=found.page.total),
                texts.lines(lines),
                page_line(found.page, texts),
            ]
        ),
        (*rows, *turn, back),
    )


def duplicates_of_client(
    side: MergeSide,
    pairs: Sequence[DuplicatePair],
    merges: Sequence[MergeLine],
    texts: Texts,
    *,
    zone: ZoneInfo,
) -> Screen:
    client = side.client
    lines = [_pair_line(number, pair, texts) for number, pair in enumerate(pairs, 1)]
    rows: list[Row] = [(_pair_button(number, pair, texts),) for number, pair in enumerate(pairs, 1)]
    undone = [
        texts(
            "duplicates-merged-line",
            name=shorten(line.loser_name, LONGEST_NAME),
            day=_day(line.merge.merged_at, zone),
            person=line.merged_by,
        )
        for line in merges
    ]
    rows += [
        (
            Button(
                texts.plain("merge-undo-of-button", name=shorten(line.loser_name, LONGEST_LABEL)),
                TakeApart(merge_id=line.merge.id),
            ),
        )
        for line in merges
    ]
    title = texts("duplicates-of-title", name=shorten(client.name, LONGEST_NAME))
    return Screen(
        texts.paragraphs(
            [
                title,
                texts.lines(lines) if lines else texts("duplicates-none"),
                texts.lines([texts("duplicates-merged"), *undone]) if undone else None,
            ]
        ),
        (*rows, _back_to_client(client.id, texts)),
    )


def pair_card(pair: DuplicatePair, texts: Texts) -> Screen:
    sides = [
        texts("duplicate-side", **_side_values(side, texts)) for side in (pair.one, pair.other)
    ]
    rows: list[Row] = []
    one, other = pair.one.client_id, pair.other.client_id
    if one is not None and other is not None:
        rows.append(
            (
                Button(texts.plain("merge-button"), ChooseMerge(survivor_id=one, loser_id=other)),
                Button(texts.plain("tell-apart-button"), TellPairApart(pair_id=pair.id)),
            )
        )
    rows.append(
        tuple(
            Button(
                texts.plain("client-known-button", name=shorten(side.name or "", LONGEST_LABEL)),
                OpenClient(client_id=side.client_id),
            )
            for side in (pair.one, pair.other)
            if side.client_id is not None
        )
    )
    rows.append((Button(texts.plain("duplicates-back-button"), OpenDuplicates()),))
    return Screen(
        texts.lines(
            [
                texts("duplicate-title"),
                *sides,
                texts("duplicate-why", signs=_signs(pair, texts), score=pair.score),
                None if pair.is_visible else texts("duplicate-of-others"),
            ]
        ),
        tuple(rows),
    )


def pair_settled(texts: Texts) -> Screen:
    back = Button(texts.plain("duplicates-back-button"), OpenDuplicates())
    return Screen(texts("duplicate-settled"), ((back,),))


def merge_preview(preview: MergePreview, rulebook: Rulebook, texts: Texts) -> Screen:
    survivor, loser = preview.survivor.client, preview.loser.client
    counts = [
        texts.plain(f"merge-moves-{kind}", count=preview.moves[kind])
        for kind in MOVES
        if preview.moves.get(kind)
    ]
    return Screen(
        texts.paragraphs(
            [
                texts(
                    "merge-title",
                    survivor=shorten(survivor.name, LONGEST_NAME),
                    loser=shorten(loser.name, LONGEST_NAME),
                ),
                texts.lines(
                    _field_line(preview, field, rulebook, texts) for field in preview.differing
                )
                if preview.differing
                else None,
                texts.lines(
                    [
                        texts("merge-moves", what=", ".join(counts))
                        if counts
                        else texts("merge-moves-nothing"),
                        texts("merge-keeps", days=UNDONE_WITHIN.days),
                    ]
                ),
            ]
        ),
        (*_field_buttons(preview, rulebook, texts), *_merge_buttons(preview, texts)),
    )


def _field_line(
    preview: MergePreview, field: MergeField, rulebook: Rulebook, texts: Texts
) -> Markup:
    kept, left = preview.survivor, preview.loser
    if field in preview.taken:
        kept, left = left, kept
    return texts(
        "merge-field",
        field=texts.plain(f"merge-field-{field.value.replace('_', '-')}"),
        kept=field_words(kept, field, rulebook, texts),
        left=field_words(left, field, rulebook, texts),
    )


def field_words(side: MergeSide, field: MergeField, rulebook: Rulebook, texts: Texts) -> str:
    match field:
        case MergeField.OWNER:
            return f"{side.owner_name}, {side.branch_name}"
        case MergeField.SEGMENT:
            return segment_name(rulebook, side.client.segment, texts)
        case MergeField.ADDRESS:
            return shorten(side.client.address or texts.plain("merge-point"), LONGEST_NAME)
        case _:
            return shorten(str(side.value(field)), LONGEST_NAME)


def _field_buttons(preview: MergePreview, rulebook: Rulebook, texts: Texts) -> list[Row]:
    """One tap takes the other value of a field."""
    rows: list[Row] = []
    for field in preview.differing:
        taken = preview.taken ^ {field}
        other = preview.survivor if field in preview.taken else preview.loser
        label = texts.plain(
            "merge-switch-button",
            field=texts.plain(f"merge-field-{field.value.replace('_', '-')}"),
            value=shorten(field_words(other, field, rulebook, texts), LONGEST_LABEL),
        )
        rows.append((Button(label, _choice(replace(preview, taken=taken))),))
    return rows


def _merge_buttons(preview: MergePreview, texts: Texts) -> tuple[Row, ...]:
    survivor_id, loser_id = preview.survivor.client.id, preview.loser.client.id
    merge = MergeNow(
        survivor_id=survivor_id,
        loser_id=loser_id,
        taken=mask_of(preview.taken),
        seen=preview.seen,
    )
    return (
        (Button(texts.plain("merge-swap-button"), _choice(swapped(preview))),),
        (Button(texts.plain("merge-now-button"), merge),),
        _back_to_client(survivor_id, texts),
    )


def _choice(preview: MergePreview) -> ChooseMerge:
    return ChooseMerge(
        survivor_id=preview.survivor.client.id,
        loser_id=preview.loser.client.id,
        taken=mask_of(preview.taken),
    )


def merged_screen(
    side: MergeSide, merges: Sequence[MergeLine], texts: Texts, *, zone: ZoneInfo
) -> Screen:
    """After a merge: the way back, first of all."""
    rows: list[Row] = []
    lines = [texts("merge-done", name=shorten(side.client.name, LONGEST_NAME))]
    if merges:
        until = merges[0].merge.merged_at + UNDONE_WITHIN
        lines.append(texts("merge-undo-until", day=_day(until, zone)))
        rows.append(
            (Button(texts.plain("merge-undo-button"), TakeApart(merge_id=merges[0].merge.id)),)
        )
    rows += [
        _back_to_client(side.client.id, texts),
        (Button(texts.plain("duplicates-back-button"), OpenDuplicates()),),
    ]
    return Screen(texts.lines(lines), tuple(rows))


def taken_apart_screen(merge: Merge, texts: Texts) -> Screen:
    return Screen(
        texts("merge-undone"),
        (
            (
                Button(texts.plain("merge-one-button"), OpenClient(client_id=merge.survivor_id)),
                Button(texts.plain("merge-other-button"), OpenClient(client_id=merge.loser_id)),
            ),
            (Button(texts.plain("duplicates-back-button"), OpenDuplicates()),),
        ),
    )


def duplicates_button(client_id: int, texts: Texts) -> Button:
    """On the card of a client that may be there twice, or was merged lately."""
    return Button(texts.plain("duplicates-button"), OpenDuplicatesOf(client_id=client_id))


def personal_data_button(client_id: int, texts: Texts) -> Button:
    """For administrators: one person's data on request."""
    return Button(texts.plain("personal-data-button"), OpenPersonalData(client_id=client_id))


def _pair_line(number: int, pair: DuplicatePair, texts: Texts) -> Markup:
    return texts(
        "duplicates-line",
        number=number,
        one=_name_of(pair.one, texts),
        other=_name_of(pair.other, texts),
        signs=_signs(pair, texts),
    )


def _name_of(side: PairSide, texts: Texts) -> str:
    if side.name is not None:
        return shorten(side.name, LONGEST_NAME)
    values = _side_values(side, texts)
    return texts.plain("duplicates-of-another", owner=values["owner"], branch=values["branch"])


def _side_values(side: PairSide, texts: Texts) -> dict[str, str | None]:
    name = side.name if side.name is not None else texts.plain("client-of-another")
    return {
        "name": shorten(name, LONGEST_NAME),
        "owner": side.owner_name,
        "branch": side.branch_name,
    }


def _pair_button(number: int, pair: DuplicatePair, texts: Texts) -> Button:
    names = [
        shorten(side.name or texts.plain("client-of-another"), LONGEST_LABEL)
        for side in (pair.one, pair.other)
    ]
    label = texts.plain("duplicates-pair-button", number=number, one=names[0], other=names[1])
    return Button(label, OpenPair(pair_id=pair.id))


def _signs(pair: DuplicatePair, texts: Texts) -> str:
    return ", ".join(
        texts.plain(f"duplicate-sign-{sign.value.replace('_', '-')}") for sign in pair.signs
    )


def _back_to_client(client_id: int, texts: Texts) -> Row:
    return (Button(texts.plain("duplicates-client-button"), OpenClient(client_id=client_id)),)


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y}"
