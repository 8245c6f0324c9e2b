from aiogram.filters.callback_data import CallbackData


class OpenGantt(CallbackData, prefix="p-gantt"):
    """The plan of a project as a picture."""

    project_id: int


class TakeGanttSheet(CallbackData, prefix="p-xlsx"):
    """The same as a workbook."""

    project_id: int


class TakeGanttPages(CallbackData, prefix="p-pdf"):
    """The same as pages to print."""

    project_id: int
