"""What clients use, and the catalogue. Unpack, one use case, a screen."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot import asked_in
from bot.matters import show_instead
from bot.pages import PAGE_SIZE
from bot.products import matrix_handlers
from bot.products.callback_data import (
    OpenCatalogue,
    OpenClientProduct,
    OpenClientProducts,
    OpenProduct,
    SetWithdrawn,
    StateUse,
    TurnFoundProducts,
)
from bot.products.cards import client_product, client_products, find_use, page_of
from bot.products.catalogue_cards import catalogue, product_card
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clock import Clock
from domain.delivery.ports import Cards
from domain.errors import NotFound
from domain.org.model import Actor
from domain.products.catalogue import ListProducts, ViewProduct, WithdrawProduct
from domain.products.model import ProductId
from domain.products.use_cases import StateProductUse, ViewClientProducts


async def products_opened(
    query: CallbackQuery,
    callback_data: OpenClientProducts,
    actor: Actor,
    texts: Texts,
    view_client_products: ViewClientProducts,
    cards: Cards,
) -> None:
    known = await view_client_products(actor, ClientId(callback_data.client_id))
    screen = client_products(known, texts, page=max(0, callback_data.page))
    await show_instead(query, screen, cards)


async def show_client_product(
    target: Message | CallbackQuery,
    actor: Actor,
    client_id: int,
    product_id: int,
    texts: Texts,
    view_client_products: ViewClientProducts,
    clock: Clock,
    cards: Cards,
) -> None:
    """Raises: NotFound: also where nothing is known of a product that is sold no more."""
    known = await view_client_products(actor, ClientId(client_id))
    use = find_use(known, ProductId(product_id))
    if use is None:
        raise NotFound(product_id=product_id)
    screen = client_product(known, use, texts, now=clock(), zone=actor.zone)
    await show_instead(target, screen, cards)


async def client_product_opened(
    query: CallbackQuery,
    callback_data: OpenClientProduct,
    actor: Actor,
    texts: Texts,
    view_client_products: ViewClientProducts,
    clock: Clock,
    cards: Cards,
) -> None:
    await show_client_product(
        query,
        actor,
        callback_data.client_id,
        callback_data.product_id,
        texts,
        view_client_products,
        clock,
        cards,
    )


async def use_stated(
    query: CallbackQuery,
    callback_data: StateUse,
    actor: Actor,
    texts: Texts,
    state_product_use: StateProductUse,
    view_client_products: ViewClientProducts,
    cards: Cards,
) -> None:
    client_id, product_id = ClientId(callback_data.client_id), ProductId(callback_data.product_id)
    await state_product_use(
        actor, client_id, product_id, callback_data.state, version=callback_data.version
    )
    known = await view_client_products(actor, client_id)
    screen = client_products(known, texts, page=page_of(known, product_id))
    await show_instead(query, screen, cards)


async def catalogue_opened(
    query: CallbackQuery,
    callback_data: OpenCatalogue,
    actor: Actor,
    texts: Texts,
    list_products: ListProducts,
    cards: Cards,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    listed = await list_products(actor, offset=offset, size=PAGE_SIZE)
    await show_instead(query, catalogue(listed, texts), cards)


async def found_turned(
    query: CallbackQuery,
    callback_data: TurnFoundProducts,
    actor: Actor,
    texts: Texts,
    list_products: ListProducts,
    cards: Cards,
) -> None:
    wanted = asked_in.wanted_by(query)
    offset = max(0, callback_data.page) * PAGE_SIZE
    listed = await list_products(actor, wanted, offset=offset, size=PAGE_SIZE)
    await show_instead(query, catalogue(listed, texts, wanted=wanted), cards)


async def product_opened(
    query: CallbackQuery,
    callback_data: OpenProduct,
    actor: Actor,
    texts: Texts,
    view_product: ViewProduct,
    cards: Cards,
) -> None:
    page = await view_product(actor, ProductId(callback_data.product_id))
    await show_instead(query, product_card(page, texts), cards)


async def withdrawal_pressed(
    query: CallbackQuery,
    callback_data: SetWithdrawn,
    actor: Actor,
    texts: Texts,
    withdraw_product: WithdrawProduct,
    view_product: ViewProduct,
    cards: Cards,
) -> None:
    product_id = ProductId(callback_data.product_id)
    await withdraw_product(
        actor,
        product_id,
        is_withdrawn=callback_data.is_withdrawn,
        version=callback_data.version,
    )
    page = await view_product(actor, product_id)
    await show_instead(query, product_card(page, texts), cards)


def router() -> Router:
    products = Router(name="products")
    tapped = products.callback_query.register
    tapped(products_opened, OpenClientProducts.filter())
    tapped(client_product_opened, OpenClientProduct.filter())
    tapped(use_stated, StateUse.filter())
    tapped(catalogue_opened, OpenCatalogue.filter())
    tapped(found_turned, TurnFoundProducts.filter())
    tapped(product_opened, OpenProduct.filter())
    tapped(withdrawal_pressed, SetWithdrawn.filter())
    products.include_router(matrix_handlers.router())
    return products
