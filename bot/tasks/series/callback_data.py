from aiogram.filters.callback_data import CallbackData


class AskToStopSeries(CallbackData, prefix="series-ask"):
    task_id: int


class StopSeriesNow(CallbackData, prefix="series-stop"):
    task_id: int
