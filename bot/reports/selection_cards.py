"""One's own selection: its chips, the choices behind each, the deals, and what is kept."""

from collections.abc import Sequence
from typing import Final

from bot.pages import page_buttons, page_line
from bot.reports.callback_data import (
    AskSelectionDays,
    AskToDeleteSelection,
    ChooseForSelection,
    ChooseSubscription,
    DropSelection,
    ListSelected,
    OpenReports,
    OpenSelectedDeal,
    OpenSelection,
    OpenSelections,
    RenameSelectionTo,
    ResetSelection,
    SaveSelectionAs,
    SelectionPart,
    SetForSelection,
    Subscribe,
    TakeSelection,
    Unsubscribe,
    WhoseLetter,
)
from bot.reports.cards import kinds_row, whose_label
from bot.reports.wording import (
    days_words,
    facts_of,
    found_words,
    report_name,
    whose_words,
)
from bot.rulebook.wording import reason_name, segment_name, stage_name
from bot.screens import Button, Row, Screen, paired
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.clock import Clock
from domain.deals.model import DealStatus
from domain.org.model import Actor
from domain.org.whose import Whose
from domain.pages import Page
from domain.products.model import Product
from domain.reports.model import Every, FileKind, ReportKey, Selection, Span
from domain.reports.viewing import can_choose_others, choices_of
from domain.reports.views import SelectedDeals, SelectionView

SPANS: Final = (
    *(Span.EVER, Span.THIS_WEEK, Span.LAST_WEEK, Span.THIS_MONTH),
    *(Span.LAST_MONTH, Span.THIS_QUARTER, Span.LAST_QUARTER),
)
ANY: Final = "any"
LONGEST_LABEL: Final = 28


def selection_screen(shown: SelectionView, actor: Actor, texts: Texts, clock: Clock) -> Screen:
    selection, view = shown.selection, shown.view
    if selection.name is None:
        title = texts("selection-title", name=report_name(ReportKey.DEALS, texts))
    else:
        title = texts("selection-named-title", name=selection.name)
    text = texts.lines(
        [
            title,
            *facts_of(view, texts),
            found_words(view, texts) if view.sums.count else texts("selection-empty"),
            _subscription(selection, actor, texts, clock),
        ]
    )
    return Screen(text, tuple(_rows(shown, actor, texts)))


def _subscription(selection: Selection, actor: Actor, texts: Texts, clock: Clock) -> Markup | None:
    if selection.every is None:
        return None
    words = texts.plain(f"selection-every-{selection.every}")
    file = selection.file.upper()
    if selection.next_at is None:
        return texts("selection-sent-never", every=words, file=file)
    next_at = texts.moment(selection.next_at, zone=actor.zone, now=clock())
    return texts("selection-sent", every=words, file=file, moment=next_at)


def _rows(shown: SelectionView, actor: Actor, texts: Texts) -> list[Row]:
    selection, view = shown.selection, shown.view
    id_, version, chosen = selection.id, selection.version, view.asked.filter

    def chip(part: SelectionPart, said: str) -> Button:
        opens = ChooseForSelection(selection_id=id_, version=version, part=part)
        label = texts.plain(f"selection-{part}-button", value=shorten(said, LONGEST_LABEL))
        return Button(label, opens)

    every = texts.plain("selection-all")
    rulebook = view.rulebook
    chips = [chip(SelectionPart.DAYS, days_words(view.period, texts))]
    if len(choices_of(actor)) > 1 or can_choose_others(actor):
        chips.append(
            chip(SelectionPart.WHOSE, whose_words(view.whose.kind, view.whose_name, texts))
        )
    chips.append(chip(SelectionPart.STATUS, texts.plain(f"report-status-{chosen.status or ANY}")))
    if chosen.status is DealStatus.LOST:
        named = chosen.reason and reason_name(rulebook, chosen.reason, texts)
        chips.append(chip(SelectionPart.REASON, named or every))
    named = chosen.stage and stage_name(rulebook, chosen.stage, texts)
    chips.append(chip(SelectionPart.STAGE, named or every))
    named = chosen.segment and segment_name(rulebook, chosen.segment, texts)
    chips.append(chip(SelectionPart.SEGMENT, named or every))
    chips.append(chip(SelectionPart.PRODUCT, view.product_name or every))
    rows = paired(chips)
    if view.sums.count:
        files = [
            Button(texts.plain(f"report-{file}-button"), TakeSelection(selection_id=id_, file=file))
            for file in FileKind
        ]
        deals = Button(texts.plain("selection-list-button"), ListSelected(selection_id=id_))
        rows.append((*files, deals))
    return [*rows, *_keeping(selection, texts)]


def _keeping(selection: Selection, texts: Texts) -> list[Row]:
    """Of the one that is being made, under which name to keep it; of a kept one, what becomes of
    it.
    """
    id_, version = selection.id, selection.version
    if selection.name is None:
        reset = ResetSelection(selection_id=id_, version=version)
        return [
            (
                Button(texts.plain("selection-save-button"), SaveSelectionAs(selection_id=id_)),
                Button(texts.plain("selection-reset-button"), reset),
            ),
            (Button(texts.plain("reports-button"), OpenReports()),),
        ]
    sending = (
        Button(texts.plain("selection-subscribe-button"), ChooseSubscription(selection_id=id_))
        if selection.every is None
        else Button(
            texts.plain("selection-unsubscribe-button"),
            Unsubscribe(selection_id=id_, version=version),
        )
    )
    rename = Button(texts.plain("selection-rename-button"), RenameSelectionTo(selection_id=id_))
    drop = Button(texts.plain("selection-drop-button"), AskToDeleteSelection(selection_id=id_))
    return [
        (sending,),
        (rename, drop),
        (Button(texts.plain("selections-button"), OpenSelections()),),
    ]


def selections_screen(selections: Sequence[Selection], texts: Texts) -> Screen:
    rows: list[Row] = [
        (
            Button(
                texts.plain(
                    "selection-button" if known.every is None else "selection-sent-button",
                    name=known.name,
                ),
                OpenSelection(selection_id=known.id),
            ),
        )
        for known in selections
    ]
    if not selections:
        rows.append((Button(texts.plain("report-own-button"), OpenSelection()),))
    rows.append((Button(texts.plain("reports-button"), OpenReports()),))
    return Screen(texts("selections-title" if selections else "selections-none"), tuple(rows))


def _choosing(
    shown: SelectionView, part: SelectionPart, choices: Sequence[tuple[str, str | None]]
) -> list[Button]:
    """A button for each pair of a label and a value."""
    id_, version = shown.selection.id, shown.selection.version
    return [
        Button(
            shorten(label, LONGEST_LABEL),
            SetForSelection(selection_id=id_, version=version, part=part, value=value),
        )
        for label, value in choices
    ]


def _back(shown: SelectionView, texts: Texts) -> Row:
    back = OpenSelection(selection_id=shown.selection.id)
    return (Button(texts.plain("back-button"), back),)


def choices_screen(shown: SelectionView, part: SelectionPart, texts: Texts) -> Screen:
    """Of what needs no list of its own."""
    rulebook, language = shown.view.rulebook, texts.language
    every = (texts.plain("selection-all-button"), None)
    choices: list[tuple[str, str | None]]
    match part:
        case SelectionPart.DAYS:
            choices = [
                (texts.plain(f"report-span-{span.replace('_', '-')}"), str(span)) for span in SPANS
            ]
        case SelectionPart.STATUS:
            choices = [
                (texts.plain(f"report-status-{status}"), str(status)) for status in DealStatus
            ]
            choices.append((texts.plain(f"report-status-{ANY}"), None))
        case SelectionPart.STAGE:
            named = [(stage.name.for_language(language), stage.key) for stage in rulebook.stages]
            choices = [*named, every]
        case SelectionPart.SEGMENT:
            choices = [
                *((known.name.for_language(language), known.key) for known in rulebook.segments),
                every,
            ]
        case _:
            reasons = rulebook.pipeline.lost_reasons
            choices = [*((one.name.for_language(language), one.key) for one in reasons), every]
    buttons = _choosing(shown, part, choices)
    if part is SelectionPart.DAYS:
        asks = AskSelectionDays(selection_id=shown.selection.id, version=shown.selection.version)
        buttons.append(Button(texts.plain("report-span-own"), asks))
    return Screen(texts(f"selection-choose-{part}"), (*paired(buttons), _back(shown, texts)))


def products_screen(
    shown: SelectionView, products: Sequence[Product], page: Page, texts: Texts
) -> Screen:
    part = SelectionPart.PRODUCT
    choices = [(product.name, str(product.id)) for product in products]
    rows: list[Row] = [(button,) for button in _choosing(shown, part, choices)]
    turn = page_buttons(page, texts, lambda number: _list(shown, part, number))
    every = _choosing(shown, part, [(texts.plain("selection-all-button"), None)])
    key = "selection-choose-product" if products else "selection-no-products"
    return Screen(texts(key), (*rows, *turn, tuple(every), _back(shown, texts)))


def _list(
    shown: SelectionView,
    part: SelectionPart,
    page: int = 0,
    kind: WhoseLetter = WhoseLetter.BRANCH,
) -> ChooseForSelection:
    id_, version = shown.selection.id, shown.selection.version
    return ChooseForSelection(selection_id=id_, version=version, part=part, page=page, kind=kind)


def whose_screen(
    shown: SelectionView,
    found: Sequence[tuple[Whose, str]],
    kind: WhoseLetter,
    page: Page,
    actor: Actor,
    texts: Texts,
) -> Screen:
    """One's own and what one answers for first; then those of one kind, by pages."""
    part = SelectionPart.WHOSE
    near = [(whose_label(known, actor, texts), whose_value(known)) for known in choices_of(actor)]
    rows: list[Row] = [tuple(_choosing(shown, part, near))]
    listed = [(name, whose_value(whose)) for whose, name in found]
    rows += [(button,) for button in _choosing(shown, part, listed)]
    rows += page_buttons(page, texts, lambda number: _list(shown, part, number, kind))
    rows.append(kinds_row(actor, kind, texts, lambda other: _list(shown, part, 0, other)))
    rows.append(_back(shown, texts))
    return Screen(texts("selection-choose-whose"), tuple(row for row in rows if row))


def whose_value(whose: Whose) -> str:
    return f"{WhoseLetter.of(whose.kind)}{whose.id}"


def deals_screen(found: SelectedDeals, button: ListSelected, actor: Actor, texts: Texts) -> Screen:
    rows: list[Row] = []
    for line in found.lines:
        label = texts.plain(
            "board-deal-owner-button" if can_choose_others(actor) else "board-deal-button",
            title=line.client_name or line.title,
            amount=texts.money(line.amount),
            owner=line.owner_name,
        )
        opens = OpenSelectedDeal(
            deal_id=line.id, selection_id=button.selection_id, page=button.page
        )
        rows.append((Button(label, opens),))
    rows += page_buttons(
        found.page, texts, lambda number: button.model_copy(update={"page": number})
    )
    back = OpenSelection(selection_id=button.selection_id)
    rows.append((Button(texts.plain("selection-back-button"), back),))
    text = texts.lines(
        [
            texts("selection-list-title"),
            found_words(found.view, texts) if found.lines else texts("selection-empty"),
            page_line(found.page, texts),
        ]
    )
    return Screen(text, tuple(rows))


def deleting_screen(selection: Selection, texts: Texts) -> Screen:
    drop = DropSelection(selection_id=selection.id, version=selection.version)
    back = OpenSelection(selection_id=selection.id)
    return Screen(
        texts("selection-drop-question", name=selection.name),
        (
            (
                Button(texts.plain("selection-drop-button"), drop),
                Button(texts.plain("cancel-button"), back),
            ),
        ),
    )


def subscribing_screen(selection: Selection, texts: Texts) -> Screen:
    rows: list[Row] = [
        tuple(
            Button(
                texts.plain(f"selection-every-{every}-button", file=file.upper()),
                Subscribe(
                    selection_id=selection.id, version=selection.version, every=every, file=file
                ),
            )
            for file in FileKind
        )
        for every in Every
    ]
    back = (Button(texts.plain("back-button"), OpenSelection(selection_id=selection.id)),)
    return Screen(texts("selection-how-often", name=selection.name), (*rows, back))
