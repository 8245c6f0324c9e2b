"""What is asked about products in words, and what the answers do."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot import asked_in
from bot.matters import show_instead
from bot.pages import PAGE_SIZE
from bot.products.callback_data import AskCompetitor, AskProductName, FindProduct, NewProduct
from bot.products.catalogue_cards import catalogue, product_card
from bot.products.handlers import show_client_product
from bot.questions import Asked, Question, ask
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.org.model import Actor
from domain.org.rules import require_administrator
from domain.products.catalogue import AddProduct, ListProducts, RenameProduct, ViewProduct
from domain.products.model import ProductId, UseState
from domain.products.use_cases import StateProductUse

NOT_KNOWN: Final = "not_known"


async def search_asked(_query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await ask(dialog_manager, "product_search")


async def name_of_new_asked(
    _query: CallbackQuery, actor: Actor, dialog_manager: DialogManager
) -> None:
    """Raises: AdministratorsOnly."""
    require_administrator(actor)
    await ask(dialog_manager, "product_new")


async def name_asked(
    _query: CallbackQuery,
    callback_data: AskProductName,
    actor: Actor,
    view_product: ViewProduct,
    dialog_manager: DialogManager,
) -> None:
    """Raises: AdministratorsOnly, NotFound."""
    require_administrator(actor)
    product = (await view_product(actor, ProductId(callback_data.product_id))).product
    await ask(dialog_manager, "product_name", product_id=product.id, version=callback_data.version)


async def competitor_asked(
    _query: CallbackQuery,
    callback_data: AskCompetitor,
    actor: Actor,
    view_client: ViewClient,
    dialog_manager: DialogManager,
) -> None:
    """Raises: NotFound."""
    client = (await view_client(actor, ClientId(callback_data.client_id))).view.client
    await ask(
        dialog_manager,
        "product_competitor",
        client_id=client.id,
        product_id=callback_data.product_id,
        version=callback_data.version,
    )


async def wanted_told(asked: Asked, text: str) -> None:
    list_products: ListProducts = asked.data["list_products"]
    wanted = asked_in.wanted_in(asked.target) if isinstance(asked.target, Message) else text
    listed = await list_products(asked.data["actor"], wanted, offset=0, size=PAGE_SIZE)
    await asked.close()
    screen = catalogue(listed, asked.data["texts"], wanted=wanted)
    if isinstance(asked.target, Message):
        await asked_in.answer(asked.target, screen)


async def new_name_told(asked: Asked, text: str) -> None:
    add_product: AddProduct = asked.data["add_product"]
    product = await add_product(asked.data["actor"], text)
    await _show_product(asked, product.id)


async def name_told(asked: Asked, text: str) -> None:
    rename_product: RenameProduct = asked.data["rename_product"]
    product_id = ProductId(asked.ids["product_id"])
    await rename_product(asked.data["actor"], product_id, text, version=int(asked.ids["version"]))
    await _show_product(asked, product_id)


async def _show_product(asked: Asked, product_id: ProductId) -> None:
    view_product: ViewProduct = asked.data["view_product"]
    await asked.close()
    page = await view_product(asked.data["actor"], product_id)
    await show_instead(asked.target, product_card(page, asked.data["texts"]), asked.data["cards"])


async def competitor_told(asked: Asked, text: str) -> None:
    state_product_use: StateProductUse = asked.data["state_product_use"]
    data, ids = asked.data, asked.ids
    await state_product_use(
        data["actor"],
        ClientId(ids["client_id"]),
        ProductId(ids["product_id"]),
        UseState.COMPETITOR,
        None if text == NOT_KNOWN else text,
        version=int(ids["version"]),
    )
    await asked.close()
    await show_client_product(
        asked.target,
        data["actor"],
        ids["client_id"],
        ids["product_id"],
        data["texts"],
        data["view_client_products"],
        data["clock"],
        data["cards"],
    )


QUESTIONS: Final = (
    Question("product_search", "question-product-search", wanted_told),
    Question("product_new", "question-product-new", new_name_told),
    Question("product_name", "question-product-name", name_told),
    Question(
        "product_competitor",
        "question-product-competitor",
        competitor_told,
        ((NOT_KNOWN, "product-competitor-unknown-button"),),
    ),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="products-asking")
    tapped = asking.callback_query.register
    tapped(search_asked, FindProduct.filter())
    tapped(name_of_new_asked, NewProduct.filter())
    tapped(name_asked, AskProductName.filter())
    tapped(competitor_asked, AskCompetitor.filter())
    return asking
