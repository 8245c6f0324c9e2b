"""The catalogue and one product of it."""

from typing import Final

from bot.callback_data import OpenDay
from bot.pages import page_buttons, page_line
from bot.products.callback_data import (
    AskProductName,
    FindProduct,
    NewProduct,
    OpenCatalogue,
    OpenMatrix,
    OpenProduct,
    SetWithdrawn,
    TurnFoundProducts,
)
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import Texts
from domain.products.model import Product
from domain.products.views import CataloguePage, ProductPage

LONGEST_LABEL: Final = 40
LONGEST_NAME: Final = 60


def catalogue(listed: CataloguePage, texts: Texts, *, wanted: str | None = None) -> Screen:
    """``wanted`` is what was looked for; the pages of a search are turned by the message."""
    turn = page_buttons(
        listed.page,
        texts,
        lambda number: (
            OpenCatalogue(page=number) if wanted is None else TurnFoundProducts(page=number)
        ),
    )
    title = texts("catalogue-title", count=listed.page.total)
    if wanted is not None:
        sought = shorten(wanted, LONGEST_NAME)
        key = "catalogue-found" if listed.page.total else "catalogue-nothing-found"
        title = texts(key, wanted=sought, count=listed.page.total)
    elif not listed.page.total:
        title = texts("catalogue-empty")
    new = (Button(texts.plain("product-new-button"), NewProduct()),) if listed.may_change else ()
    whole = (Button(texts.plain("catalogue-button"), OpenCatalogue()),) if wanted else ()
    return Screen(
        texts.lines([title, page_line(listed.page, texts)]),
        (
            *(_row(product, texts) for product in listed.products),
            *turn,
            (Button(texts.plain("product-find-button"), FindProduct()), *new, *whole),
            (
                Button(texts.plain("matrix-button"), OpenMatrix()),
                Button(texts.plain("day-button"), OpenDay()),
            ),
        ),
    )


def _row(product: Product, texts: Texts) -> Row:
    name = shorten(product.name, LONGEST_LABEL)
    label = name
    if product.is_withdrawn:
        label = texts.plain("product-withdrawn-line", name=name)
    elif product.price:
        label = texts.plain("deal-product-button", name=name, price=texts.money(product.price))
    return (Button(label, OpenProduct(product_id=product.id)),)


def product_card(page: ProductPage, texts: Texts) -> Screen:
    product = page.product
    lines = [
        texts("product-title", name=product.name),
        texts("product-series", series=product.series) if product.series else None,
        texts("product-price", price=product.price) if product.price else None,
        texts("product-users", count=page.users),
        texts("product-withdrawn") if product.is_withdrawn else None,
    ]
    changes: tuple[Row, ...] = ()
    if page.may_change:
        id_, version = product.id, product.version
        key = "product-put-back-button" if product.is_withdrawn else "product-withdraw-button"
        changes = (
            (
                Button(
                    texts.plain("product-name-button"),
                    AskProductName(product_id=id_, version=version),
                ),
                Button(
                    texts.plain(key),
                    SetWithdrawn(
                        product_id=id_, version=version, is_withdrawn=not product.is_withdrawn
                    ),
                ),
            ),
        )
    return Screen(
        texts.lines(lines),
        (
            *changes,
            (
                Button(texts.plain("catalogue-button"), OpenCatalogue()),
                Button(texts.plain("day-button"), OpenDay()),
            ),
        ),
    )
