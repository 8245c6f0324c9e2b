from aiogram.filters.callback_data import CallbackData


class OpenCalendar(CallbackData, prefix="t-ics"):
    """Own tasks as a file for the calendar."""
