"""Buttons about products. ``version`` tells an outdated button from a fresh one."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.products.model import UseState

MatrixOf = Literal["own", "all"]
"""Whose clients: one's own, or all that one sees."""


class OpenCatalogue(CallbackData, prefix="pr-list"):
    page: int = 0


class TurnFoundProducts(CallbackData, prefix="pr-found"):
    """Products of the name that the message answers."""

    page: int = 0


class OpenProduct(CallbackData, prefix="pr"):
    product_id: int


class FindProduct(CallbackData, prefix="pr-find"):
    """Asks for a name."""


class NewProduct(CallbackData, prefix="pr-new"):
    """Asks for a name."""


class AskProductName(CallbackData, prefix="pr-name"):
    product_id: int
    version: int


class SetWithdrawn(CallbackData, prefix="pr-end"):
    product_id: int
    version: int
    is_withdrawn: bool


class OpenClientProducts(CallbackData, prefix="cp"):
    client_id: int
    page: int = 0


class OpenClientProduct(CallbackData, prefix="cp-one"):
    client_id: int
    product_id: int


class StateUse(CallbackData, prefix="cp-say"):
    client_id: int
    product_id: int
    version: int
    state: UseState


class AskCompetitor(CallbackData, prefix="cp-rival"):
    """Asks from whom the client buys it."""

    client_id: int
    product_id: int
    version: int


class OpenMatrix(CallbackData, prefix="mx"):
    """A part of the matrix; ``clients`` and ``products`` are pages, from 0."""

    of: MatrixOf = "all"
    segment: str | None = None
    clients: int = 0
    products: int = 0


class ChooseMatrixSegment(CallbackData, prefix="mx-seg"):
    of: MatrixOf = "all"


class TakeMatrixSheet(CallbackData, prefix="mx-xlsx"):
    of: MatrixOf
    segment: str | None = None
