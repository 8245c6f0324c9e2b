"""What every form shares: texts in the person's language, and the way out.

A form holds ids and unsaved input only. Its answers are read by use cases, whose refusals are
worded by ``bot/errors.py`` and leave the form where it was.
"""

from typing import Any

from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.kbd import Cancel
from aiogram_dialog.widgets.text import Text

from bot.texts import Texts


def texts_of(manager: DialogManager) -> Texts:
    """The texts in the language of whoever fills in the form."""
    texts = manager.middleware_data["texts"]
    if not isinstance(texts, Texts):
        raise TypeError("the update came without texts")
    return texts


class Say(Text):
    """A Fluent message as HTML; ``values`` names what it takes from the window's data."""

    def __init__(self, key: str, *values: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self._key = key
        self._values = values

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        return texts_of(manager)(self._key, **{name: data[name] for name in self._values})


class Label(Say):
    """The same as bare text: what a button says."""

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        return texts_of(manager).plain(self._key, **{name: data[name] for name in self._values})


def cancel() -> Cancel:
    """The way out of a form."""
    return Cancel(Label("cancel-button"))
