"""Buttons of lists of tasks. What was searched for is not in them: they stand under a reply to it.

``whose`` and ``stands`` are closed sets: any other value fits no button, and is outdated.
"""

from aiogram.filters.callback_data import CallbackData

from domain.tasks.views import Stands, Whose


class OpenTasks(CallbackData, prefix="tasks"):
    """A page of a list, by its filters."""

    whose: Whose = Whose.MINE
    stands: Stands = Stands.OPEN
    page: int = 0


class OpenListedTask(CallbackData, prefix="t-of"):
    """A task of a list; its card leads back to that page."""

    task_id: int
    whose: Whose
    stands: Stands
    page: int = 0


class FindTasks(CallbackData, prefix="t-find"):
    """Asks for words of a title."""


class TurnFoundTasks(CallbackData, prefix="t-found"):
    page: int = 0


class OpenFoundTask(CallbackData, prefix="t-hit"):
    """A found task; its card leads back to what was found."""

    task_id: int
    page: int = 0


class AskDropDrafts(CallbackData, prefix="t-drop?"):
    """Whether all drafts are to go."""


class DropDrafts(CallbackData, prefix="t-drop!"):
    """The second tap."""


class OpenClientTasks(CallbackData, prefix="t-client"):
    client_id: int
    page: int = 0


class NewTaskOfClient(CallbackData, prefix="t-for-c"):
    """Asks for a line; the draft of it is about the client."""

    client_id: int


class NewTaskOfDeal(CallbackData, prefix="t-for-d"):
    """Asks for a line; the draft of it is about the deal."""

    deal_id: int


class OpenDealTasks(CallbackData, prefix="t-deal"):
    deal_id: int
    page: int = 0
