"""A task that repeats, told to come no more."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callback_data import OpenTask
from bot.matters import ShowMatter
from bot.screens import Button, Screen, show
from bot.tasks.series.callback_data import AskToStopSeries, StopSeriesNow
from bot.tasks.series.wording import repetition_words
from bot.texts import Texts
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.tasks.model import TaskId
from domain.tasks.queries import ViewTask
from domain.tasks.series import StopSeries
from domain.tasks.views import TaskView


async def stop_asked(
    query: CallbackQuery,
    callback_data: AskToStopSeries,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
    show_matter: ShowMatter,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    if view.repetition is None:
        await show_matter(query, actor, Matter.TASK, view.task.id)
    else:
        await show(query, stopping(view, texts))


async def stop_pressed(
    query: CallbackQuery,
    callback_data: StopSeriesNow,
    actor: Actor,
    stop_series: StopSeries,
    show_matter: ShowMatter,
) -> None:
    await stop_series(actor, TaskId(callback_data.task_id))
    await show_matter(query, actor, Matter.TASK, callback_data.task_id)


def stopping(view: TaskView, texts: Texts) -> Screen:
    """Before a series is stopped: what becomes of its tasks."""
    assert view.repetition is not None
    words = repetition_words(view.repetition, texts)
    text = texts("series-stop-question", title=view.task.title, repetition=words)
    stop = Button(texts.plain("series-stop-yes-button"), StopSeriesNow(task_id=view.task.id))
    back = Button(texts.plain("back-button"), OpenTask(task_id=view.task.id))
    return Screen(text, ((stop,), (back,)))


def router() -> Router:
    series = Router(name="task-series")
    series.callback_query.register(stop_asked, AskToStopSeries.filter())
    series.callback_query.register(stop_pressed, StopSeriesNow.filter())
    return series
