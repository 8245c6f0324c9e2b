"""The matrix as a message: whose it is, which part is shown, the ways on."""

from collections.abc import Sequence
from typing import Final

from bot.callback_data import OpenDay
from bot.products.callback_data import (
    ChooseMatrixSegment,
    MatrixOf,
    OpenCatalogue,
    OpenMatrix,
    TakeMatrixSheet,
)
from bot.products.matrix_picture import MARKS, MatrixPaper
from bot.rulebook.wording import segment_name
from bot.screens import Button, Row, Screen
from bot.texts import Markup, Texts
from domain.org.model import Actor, Role
from domain.pages import Page
from domain.products.matrix_files import MatrixWords
from domain.products.model import UseState
from domain.products.views import Matrix
from domain.rulebook.model import Rulebook
from domain.rulebook.segments import Segment

FILE_NAME: Final = "matrix.xlsx"


def nobody_to_show(texts: Texts, shown: OpenMatrix, *, actor: Actor, rulebook: Rulebook) -> Screen:
    return Screen(
        texts("matrix-empty"), (*_narrowing(texts, shown, actor, rulebook), _ways_back(texts))
    )


def matrix_screen(
    matrix: Matrix,
    texts: Texts,
    shown: OpenMatrix,
    *,
    actor: Actor,
    rulebook: Rulebook,
    photo: bytes,
) -> Screen:
    shown = _as_found(shown, matrix)
    sheet = TakeMatrixSheet(of=shown.of, segment=shown.segment)
    return Screen(
        texts.lines([matrix_title(texts, shown, actor, rulebook), _part_line(matrix, texts)]),
        (
            *_turns(matrix, texts, shown),
            *_narrowing(texts, shown, actor, rulebook),
            (Button(texts.plain("matrix-sheet-button"), sheet),),
            _ways_back(texts),
        ),
        photo=photo,
    )


def _as_found(shown: OpenMatrix, matrix: Matrix) -> OpenMatrix:
    """Of a part behind the end the last one was found."""
    return shown.model_copy(
        update={
            "clients": matrix.client_page.number - 1,
            "products": matrix.product_page.number - 1,
        }
    )


def matrix_title(texts: Texts, shown: OpenMatrix, actor: Actor, rulebook: Rulebook) -> Markup:
    whose = _whose(texts, shown.of, actor)
    if shown.segment is None:
        return texts("matrix-title", whose=whose)
    segment = segment_name(rulebook, shown.segment, texts)
    return texts("matrix-title-segment", whose=whose, segment=segment)


def _whose(texts: Texts, of: MatrixOf, actor: Actor) -> str:
    is_own = of == "own" or actor.role is Role.REP
    return texts.plain("matrix-own" if is_own else "matrix-all")


def _part_line(matrix: Matrix, texts: Texts) -> Markup:
    clients, products = matrix.client_page, matrix.product_page
    return texts(
        "matrix-part",
        clients=_span(clients, len(matrix.clients)),
        all_clients=texts.number(clients.total),
        products=_span(products, len(matrix.products)),
        all_products=texts.number(products.total),
    )


def _span(page: Page, shown: int) -> str:
    return f"{page.offset + 1}–{page.offset + shown}" if shown > 1 else str(page.offset + 1)


def _turns(matrix: Matrix, texts: Texts, shown: OpenMatrix) -> list[Row]:
    rows: list[Row] = []
    for name, page, here in (
        ("clients", matrix.client_page, shown.clients),
        ("products", matrix.product_page, shown.products),
    ):
        row: list[Button] = []
        if here > 0:
            to = shown.model_copy(update={name: here - 1})
            row.append(Button(texts.plain(f"matrix-previous-{name}-button"), to))
        if here + 1 < page.count:
            to = shown.model_copy(update={name: here + 1})
            row.append(Button(texts.plain(f"matrix-next-{name}-button"), to))
        if row:
            rows.append(tuple(row))
    return rows


def _narrowing(texts: Texts, shown: OpenMatrix, actor: Actor, rulebook: Rulebook) -> list[Row]:
    if shown.segment is None:
        segment = texts.plain("matrix-every-segment-button")
    else:
        name = segment_name(rulebook, shown.segment, texts)
        segment = texts.plain("matrix-segment-button", name=name)
    rows: list[Row] = [(Button(segment, ChooseMatrixSegment(of=shown.of)),)]
    if actor.role.leads_people:
        other: MatrixOf = "all" if shown.of == "own" else "own"
        key = "matrix-all-button" if other == "all" else "matrix-own-button"
        rows.append((Button(texts.plain(key), OpenMatrix(of=other, segment=shown.segment)),))
    return rows


def _ways_back(texts: Texts) -> Row:
    return (
        Button(texts.plain("catalogue-button"), OpenCatalogue()),
        Button(texts.plain("day-button"), OpenDay()),
    )


def segments_to_choose(texts: Texts, of: MatrixOf, segments: Sequence[Segment]) -> Screen:
    rows: list[Row] = [
        (Button(segment.name.for_language(texts.language), OpenMatrix(of=of, segment=segment.key)),)
        for segment in segments
    ]
    every = Button(texts.plain("matrix-every-segment-button"), OpenMatrix(of=of))
    return Screen(texts("matrix-segments"), (*rows, (every,)))


def matrix_paper(
    matrix: Matrix, texts: Texts, shown: OpenMatrix, *, actor: Actor, rulebook: Rulebook
) -> MatrixPaper:
    subtitle = _whose(texts, shown.of, actor)
    if shown.segment is not None:
        subtitle = f"{subtitle} · {segment_name(rulebook, shown.segment, texts)}"
    return MatrixPaper(
        title=texts.plain("matrix-picture-title"),
        subtitle=subtitle,
        matrix=matrix,
        rival=texts.plain("matrix-rival-mark"),
        legend={state: _state_words(state, texts) for state in MARKS},
    )


def matrix_words(texts: Texts, rulebook: Rulebook) -> MatrixWords:
    return MatrixWords(
        title=texts.plain("matrix-picture-title"),
        client=texts.plain("matrix-client"),
        segment=texts.plain("matrix-segment"),
        sector=texts.plain("matrix-sector"),
        owner=texts.plain("matrix-owner"),
        branch=texts.plain("matrix-branch"),
        states={state: _state_words(state, texts) for state in UseState},
        segments={
            segment.key: segment.name.for_language(texts.language) for segment in rulebook.segments
        },
    )


def _state_words(state: UseState, texts: Texts) -> str:
    return texts.plain(f"matrix-state-{state.replace('_', '-')}")
