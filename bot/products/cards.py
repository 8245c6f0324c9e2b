"""What a client uses, and one product of it, each as one message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.callback_data import OpenClient
from bot.deals.callback_data import NewDealOf
from bot.pages import PAGE_SIZE, page_buttons, page_line
from bot.products.callback_data import (
    AskCompetitor,
    OpenCatalogue,
    OpenClientProduct,
    OpenClientProducts,
    StateUse,
)
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.clients.model import ClientId
from domain.clients.queries import ClientPage
from domain.pages import Page
from domain.products.model import Likeness, ProductId, ProductUse, Suggestion, UseState
from domain.products.views import ClientProducts

LONGEST_LABEL: Final = 40
LONGEST_NAME: Final = 60
MOST_NAMED: Final = 6
"""Products that a line names; the buttons below have all of them."""
ICONS: Final = {
    UseState.USED: "✅",
    UseState.COMPETITOR: "⚔️",
    UseState.NOT_NEEDED: "🚫",
    UseState.ABSENT: "▫️",
    None: "▫️",
}
GROUPS: Final = (
    ("used", (UseState.USED,)),
    ("competitor", (UseState.COMPETITOR,)),
    ("not-needed", (UseState.NOT_NEEDED,)),
    ("absent", (UseState.ABSENT, None)),
)


def client_line(page: ClientPage, texts: Texts) -> Markup | None:
    """«📦 Продукты: Кондиционеры, Сервис» of the client's card; None where it has none."""
    if not page.products:
        return None
    return texts("client-products", names=_named(page.products, texts))


def client_button(client_id: ClientId, texts: Texts) -> Button:
    return Button(texts.plain("client-products-button"), OpenClientProducts(client_id=client_id))


def client_products(known: ClientProducts, texts: Texts, *, page: int = 0) -> Screen:
    """What is there, what is missing, what to offer next, and a button for each product."""
    id_ = known.client_id
    shown = Page.nearest(page * PAGE_SIZE, PAGE_SIZE, len(known.uses))
    facts = [
        texts(f"products-{name}", names=_named([use.product.name for use in uses], texts))
        for name, states in GROUPS
        if (uses := known.in_state(*states))
    ]
    suggestion = known.suggestions[0] if known.suggestions else None
    rows: list[Row] = []
    if suggestion is not None:
        rows += _suggestion_buttons(known, suggestion, texts)
    rows += [
        (
            Button(
                f"{ICONS[use.state]} {shorten(use.product.name, LONGEST_LABEL)}",
                OpenClientProduct(client_id=id_, product_id=use.product.id),
            ),
        )
        for use in known.uses[shown.offset : shown.offset + PAGE_SIZE]
    ]
    return Screen(
        texts.paragraphs(
            [
                texts.lines(
                    [
                        texts("products-of-client", name=shorten(known.client_name, LONGEST_NAME)),
                        *(facts or [texts("products-none")]),
                    ]
                ),
                _suggested(suggestion, texts),
                page_line(shown, texts),
            ]
        ),
        (
            *rows,
            *page_buttons(
                shown, texts, lambda number: OpenClientProducts(client_id=id_, page=number)
            ),
            (
                Button(texts.plain("catalogue-button"), OpenCatalogue()),
                Button(texts.plain("client-button"), OpenClient(client_id=id_)),
            ),
        ),
    )


def _suggested(suggestion: Suggestion | None, texts: Texts) -> Markup | None:
    if suggestion is None:
        return None
    return texts(
        "products-suggested",
        name=shorten(suggestion.product.name, LONGEST_NAME),
        share=share_words(suggestion, texts),
    )


def share_words(suggestion: Suggestion, texts: Texts) -> str:
    """«Берут 14 из 20 похожих клиентов (тот же сегмент)»."""
    return texts.plain(
        "products-share",
        users=suggestion.users,
        similar=suggestion.similar,
        likeness=likeness_words(suggestion.likeness, texts),
    )


def likeness_words(likeness: Likeness, texts: Texts) -> str:
    return texts.plain(f"products-like-{likeness}")


def _suggestion_buttons(known: ClientProducts, suggestion: Suggestion, texts: Texts) -> list[Row]:
    product, id_ = suggestion.product, known.client_id
    version = next((use.version for use in known.uses if use.product.id == product.id), 0)
    name = shorten(product.name, LONGEST_LABEL)
    return [
        (
            Button(
                texts.plain("product-deal-button", name=name),
                NewDealOf(client_id=id_, product_id=product.id),
            ),
        ),
        (
            Button(
                texts.plain("product-suggested-not-needed-button", name=name),
                StateUse(
                    client_id=id_,
                    product_id=product.id,
                    version=version,
                    state=UseState.NOT_NEEDED,
                ),
            ),
        ),
    ]


def _named(names: Sequence[str], texts: Texts) -> str:
    words = ", ".join(shorten(name, LONGEST_NAME) for name in names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        return texts.plain("products-named-more", names=words, count=len(names) - MOST_NAMED)
    return words


def find_use(known: ClientProducts, product_id: ProductId) -> ProductUse | None:
    return next((use for use in known.uses if use.product.id == product_id), None)


def page_of(known: ClientProducts, product_id: ProductId) -> int:
    """The page of the list on which the product stands."""
    places = [number for number, use in enumerate(known.uses) if use.product.id == product_id]
    return places[0] // PAGE_SIZE if places else 0


def client_product(
    known: ClientProducts, use: ProductUse, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> Screen:
    """How the client stands to one product, who said so, and what can be said of it now."""
    id_, product = known.client_id, use.product
    suggestion = known.find_suggestion(product.id)
    lines = [
        texts(
            "product-of-client-title",
            name=shorten(product.name, LONGEST_NAME),
            client=shorten(known.client_name, LONGEST_NAME),
        ),
        _state_line(use, texts),
        _who_line(use, texts, now=now, zone=zone),
        texts("product-in-deal") if use.is_in_deal else None,
        texts("product-withdrawn") if product.is_withdrawn else None,
        texts("product-share", share=share_words(suggestion, texts)) if suggestion else None,
    ]

    def say(state: UseState) -> Button:
        key = f"product-{state.replace('_', '-')}-button"
        if state is UseState.COMPETITOR:
            asks = AskCompetitor(client_id=id_, product_id=product.id, version=use.version)
            return Button(texts.plain(key), asks)
        says = StateUse(client_id=id_, product_id=product.id, version=use.version, state=state)
        return Button(texts.plain(key), says)

    deal = Button(
        texts.plain("product-deal-button", name=shorten(product.name, LONGEST_LABEL)),
        NewDealOf(client_id=id_, product_id=product.id),
    )
    back = OpenClientProducts(client_id=id_, page=page_of(known, product.id))
    return Screen(
        texts.lines(lines),
        (
            (say(UseState.USED), say(UseState.ABSENT)),
            (say(UseState.NOT_NEEDED), say(UseState.COMPETITOR)),
            *(() if product.is_withdrawn else ((deal,),)),
            (
                Button(texts.plain("client-products-button"), back),
                Button(texts.plain("client-button"), OpenClient(client_id=id_)),
            ),
        ),
    )


def _state_line(use: ProductUse, texts: Texts) -> Markup:
    state = use.state
    if state is None:
        return texts("product-state-unknown")
    name = state.replace("_", "-")
    if use.words:
        return texts("product-state-because", state=texts(f"product-state-{name}"), words=use.words)
    return texts(f"product-state-{name}")


def _who_line(use: ProductUse, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Markup | None:
    if use.since is None:
        return None
    if use.is_of_deal:
        return texts("product-won", day=f"{use.since.astimezone(zone):%d.%m.%Y}")
    when = texts.moment(use.since, zone=zone, now=now)
    return texts("product-said", name=use.said_by, when=when)
