"""The form of a new deal: what is sold, for how much."""

from typing import Any

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column
from aiogram_dialog.widgets.text import Format

from bot.deals.callback_data import NewDeal
from bot.dialogs import (
    TYPED,
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
from domain.amounts import TypedAmount, parse_amount_with_currency
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.deals.model import ProductId
from domain.deals.queries import ListProducts
from domain.deals.use_cases import CreateDeal
from domain.delivery.model import Matter
from domain.org.model import Actor

MOST_PRODUCTS = 12
"""Product buttons on one screen; a longer catalogue starts with the first of them."""


class NewDealForm(StatesGroup):
    product = State()
    amount = State()


async def new_deal_pressed(
    _query: CallbackQuery,
    callback_data: NewDeal,
    actor: Actor,
    view_client: ViewClient,
    list_products: ListProducts,
    dialog_manager: DialogManager,
) -> None:
    client = (await view_client(actor, ClientId(callback_data.client_id))).view.client
    products, _page = await list_products(offset=0, size=MOST_PRODUCTS)
    texts = texts_of(dialog_manager)
    rows = [
        (
            texts.plain("deal-product-button", name=product.name, price=texts.money(product.price))
            if product.price
            else product.name,
            product.id,
        )
        for product in products
    ]
    data = {"client_id": client.id, "client": client.name, "products": rows}
    first = NewDealForm.product if rows else NewDealForm.amount
    await open_form(dialog_manager, first, data)


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
    await manager.switch_to(NewDealForm.amount)


async def amount_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _create(message, manager, amount=parse_amount_with_currency(message.text or ""))


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
    client_id = ClientId(started_with(manager)["client_id"])
    deal = await create_deal(data["actor"], client_id, amount=amount, product_id=product_id)
    await close_form(manager)
    await show_matter(target, data["actor"], Matter.DEAL, deal.id)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("deal-product-question", "client"),
            Column(
                Choice(
                    Format("{item[0]}"),
                    id="product",
                    items="products",
                    item_id_getter=lambda item: str(item[1]),
                    on_click=product_chosen,
                )
            ),
            Button(Label("deal-other-product-button"), id="other", on_click=other_product_pressed),
            cancel(),
            MessageInput(amount_typed, filter=TYPED),
            only_words(),
            state=NewDealForm.product,
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
    )


def dialog_router() -> Router:
    form = Router(name="new-deal")
    form.callback_query.register(new_deal_pressed, NewDeal.filter())
    return form
