"""The form of a new deal: what is sold, by a button or in words, and for how much."""

from typing import Any

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column

from bot.deals.callback_data import NewDeal, NewDealOf
from bot.dialogs import (
    TYPED,
    ButtonAtTimes,
    Choice,
    Label,
    Say,
    cancel,
    close_form,
    only_words,
    open_form,
    started_with,
    texts_of,
)
from bot.matters import ShowMatter
from bot.requests.callback_data import NewDealOfRequest
from domain.amounts import AmountUnreadable, TypedAmount, parse_amount_with_currency
from domain.clients.model import Client, ClientId
from domain.clients.queries import ViewClient
from domain.deals.rules import clean_title
from domain.deals.use_cases import CreateDeal
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.products.catalogue import ListProducts, ViewProduct
from domain.products.model import ProductId
from domain.products.rules import require_sold
from domain.requests.model import RequestId
from domain.requests.queries import ViewRequest

MOST_PRODUCTS = 12
"""Product buttons on one screen; a longer catalogue starts with the first of them."""


class NewDealForm(StatesGroup):
    product = State()
    title = State()
    amount = State()
    price = State()


async def new_deal_pressed(
    _query: CallbackQuery,
    callback_data: NewDeal,
    actor: Actor,
    view_client: ViewClient,
    list_products: ListProducts,
    dialog_manager: DialogManager,
) -> None:
    client = (await view_client(actor, ClientId(callback_data.client_id))).view.client
    await _begin(dialog_manager, client, list_products, actor)


async def deal_of_request_pressed(
    _query: CallbackQuery,
    callback_data: NewDealOfRequest,
    actor: Actor,
    view_request: ViewRequest,
    view_client: ViewClient,
    list_products: ListProducts,
    dialog_manager: DialogManager,
) -> None:
    """What a client asked for becomes a deal."""
    request = (await view_request(actor, RequestId(callback_data.request_id))).view.request
    client = (await view_client(actor, request.client_id)).view.client
    await _begin(dialog_manager, client, list_products, actor, request_id=request.id)


async def _begin(
    dialog_manager: DialogManager,
    client: Client,
    list_products: ListProducts,
    actor: Actor,
    *,
    request_id: RequestId | None = None,
) -> None:
    listed = await list_products(actor, offset=0, size=MOST_PRODUCTS, only_sold=True)
    texts = texts_of(dialog_manager)
    rows = [
        (
            texts.plain("deal-product-button", name=product.name, price=texts.money(product.price))
            if product.price
            else product.name,
            product.id,
        )
        for product in listed.products
    ]
    data = {
        "client_id": client.id,
        "client": client.name,
        "products": rows,
        "request_id": request_id,
    }
    first = NewDealForm.product if rows else NewDealForm.title
    await open_form(dialog_manager, first, data)


async def deal_of_product_pressed(
    _query: CallbackQuery,
    callback_data: NewDealOf,
    actor: Actor,
    view_client: ViewClient,
    view_product: ViewProduct,
    dialog_manager: DialogManager,
) -> None:
    """Raises: NotFound, ProductWithdrawn."""
    client = (await view_client(actor, ClientId(callback_data.client_id))).view.client
    product = (await view_product(actor, ProductId(callback_data.product_id))).product
    require_sold(product)
    texts = texts_of(dialog_manager)
    data = {
        "client_id": client.id,
        "client": client.name,
        "product_id": product.id,
        "product": product.name,
        "price": texts.money(product.price) if product.price else None,
    }
    await open_form(dialog_manager, NewDealForm.price, data)


async def _price_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    started = started_with(dialog_manager)
    return {name: started[name] for name in ("client", "product", "price")}


async def _getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    started = started_with(dialog_manager)
    return {"client": started["client"], "products": started["products"]}


async def product_chosen(
    query: CallbackQuery, _widget: Any, manager: DialogManager, product_id: str
) -> None:
    await _create(query, manager, product_id=ProductId(int(product_id)))


async def other_product_pressed(
    _query: CallbackQuery, _button: Button, manager: DialogManager
) -> None:
    await manager.switch_to(NewDealForm.title)


async def product_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """An amount makes the deal at once; other words say what is sold."""
    try:
        await amount_typed(message, _input, manager)
    except AmountUnreadable:
        manager.dialog_data["title"] = clean_title(message.text or "")
        await manager.switch_to(NewDealForm.amount)


async def no_title_pressed(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The deal is called as its client is."""
    await manager.switch_to(NewDealForm.amount)


async def amount_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _create(message, manager, amount=parse_amount_with_currency(message.text or ""))


async def price_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """As the catalogue has it now."""
    view_product: ViewProduct = manager.middleware_data["view_product"]
    product_id = ProductId(started_with(manager)["product_id"])
    price = (await view_product(manager.middleware_data["actor"], product_id)).product.price
    typed = TypedAmount(price.amount, price.currency) if price else None
    await _create(query, manager, amount=typed)


async def amount_unknown_pressed(
    query: CallbackQuery, _button: Button, manager: DialogManager
) -> None:
    await _create(query, manager)


async def _create(
    target: Message | CallbackQuery,
    manager: DialogManager,
    *,
    amount: TypedAmount | None = None,
    product_id: ProductId | None = None,
) -> None:
    data = manager.middleware_data
    create_deal: CreateDeal = data["create_deal"]
    show_matter: ShowMatter = data["show_matter"]
    started = started_with(manager)
    client_id = ClientId(started["client_id"])
    if product_id is None and started.get("product_id"):
        product_id = ProductId(started["product_id"])
    asked = started.get("request_id")
    deal = await create_deal(
        data["actor"],
        client_id,
        title=manager.dialog_data.get("title"),
        amount=amount,
        product_id=product_id,
        request_id=RequestId(asked) if asked else None,
    )
    await close_form(manager)
    await show_matter(target, data["actor"], Matter.DEAL, deal.id)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("deal-product-question", "client"),
            Column(Choice("product", "products", product_chosen)),
            Button(Label("deal-other-product-button"), id="other", on_click=other_product_pressed),
            cancel(),
            MessageInput(product_typed, filter=TYPED),
            only_words(),
            state=NewDealForm.product,
            getter=_getter,
        ),
        Window(
            Say("deal-name-question", "client"),
            Button(Label("deal-no-name-button"), id="unnamed", on_click=no_title_pressed),
            cancel(),
            MessageInput(product_typed, filter=TYPED),
            only_words(),
            state=NewDealForm.title,
            getter=_getter,
        ),
        Window(
            Say("deal-amount-question"),
            Button(
                Label("deal-amount-unknown-button"), id="unknown", on_click=amount_unknown_pressed
            ),
            cancel(),
            MessageInput(amount_typed, filter=TYPED),
            only_words(),
            state=NewDealForm.amount,
            getter=_getter,
        ),
        Window(
            Say("deal-of-product-question", "product", "client"),
            ButtonAtTimes(
                Label("deal-price-button", "price"),
                id="price",
                on_click=price_pressed,
                when="price",
            ),
            Button(
                Label("deal-amount-unknown-button"), id="unknown", on_click=amount_unknown_pressed
            ),
            cancel(),
            MessageInput(amount_typed, filter=TYPED),
            only_words(),
            state=NewDealForm.price,
            getter=_price_getter,
        ),
    )


def dialog_router() -> Router:
    form = Router(name="new-deal")
    form.callback_query.register(new_deal_pressed, NewDeal.filter())
    form.callback_query.register(deal_of_request_pressed, NewDealOfRequest.filter())
    form.callback_query.register(deal_of_product_pressed, NewDealOf.filter())
    return form
