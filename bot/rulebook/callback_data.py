from aiogram.filters.callback_data import CallbackData


class Activate(CallbackData, prefix="rules-on"):
    proposal_id: int


class Dismiss(CallbackData, prefix="rules-no"):
    proposal_id: int
