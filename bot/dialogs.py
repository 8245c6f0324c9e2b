"""What every form shares: where it stands in the chat, texts in the person's language, the way out.

A form begun by a button takes the place of the card that the button is on; what is asked next, and
the card at the end, take its place in turn. So a chat holds the card or the form, never both, and
no buttons are left behind.

A form holds ids and unsaved input only. Its answers are read by use cases, whose refusals are
worded by ``bot/errors.py`` and leave the form where it was.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from aiogram import Bot, F
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, DialogProtocol, ShowMode, StartMode, Window
from aiogram_dialog.api.entities import NewMessage, OldMessage, UnknownText
from aiogram_dialog.manager.message_manager import MessageManager
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Select
from aiogram_dialog.widgets.kbd.button import OnClick
from aiogram_dialog.widgets.kbd.select import OnItemClick
from aiogram_dialog.widgets.text import Format, Text

from bot.delivery.turns import making_room
from bot.matters import SUBJECTS, ShowMatter
from bot.screens import Screen, put
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.ports import Cards
from domain.errors import BadInput, Outdated
from domain.org.model import Actor


class FormMessages(MessageManager):
    """Takes a form's own messages away when they are answered, and leaves everybody else's alone.

    The library cannot tell a card that was tapped from its own message, and would strip its
    buttons. A message that it remembers, not one that was tapped, is its own.
    """

    async def show_message(
        self, bot: Bot, new_message: NewMessage, old_message: OldMessage | None
    ) -> OldMessage:
        if new_message.show_mode is ShowMode.SEND:
            if _is_own(old_message):
                new_message.show_mode = ShowMode.DELETE_AND_SEND
            else:
                old_message = None
        return await super().show_message(bot, new_message, old_message)

    async def remove_kbd(
        self,
        bot: Bot,
        show_mode: ShowMode,  # noqa: ARG002 - the answered question goes in every mode
        old_message: OldMessage | None,
    ) -> Message | None:
        if old_message is not None and _is_own(old_message):
            await self.remove_message_safe(bot, old_message, None)
        return None


def _is_own(message: OldMessage | None) -> bool:
    return message is not None and message.text is UnknownText.UNKNOWN


async def open_form(
    manager: DialogManager, state: State, data: Mapping[str, Any] | None = None
) -> None:
    """Begin a form in place of the card that was tapped, else at the end of the chat.

    A form that was open is dropped. The card is forgotten: the ledger must not write over the form.
    """
    event, show_mode = manager.event, ShowMode.SEND
    begin = partial(manager.start, state, data=dict(data or {}), mode=StartMode.RESET_STACK)
    if not isinstance(event, CallbackQuery) or not isinstance(event.message, Message):
        await begin(show_mode=show_mode)
        return
    cards: Cards = manager.middleware_data["cards"]
    if event.message.text is not None:
        show_mode = ShowMode.EDIT
    async with making_room(cards, cards.forget, event.message.chat.id, event.message.message_id):
        await begin(show_mode=show_mode)


async def close_form(manager: DialogManager) -> None:
    """The form is done with; its last question goes, unless a tap will turn it into something."""
    await manager.done(show_mode=ShowMode.NO_UPDATE)


async def cancelled(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the card that the form was about; else one line that nothing has changed."""
    data, started = manager.middleware_data, manager.start_data
    ids = dict(started) if isinstance(started, dict) else {}
    ids.update(ids.get("ids") or {})
    await close_form(manager)
    show_matter: ShowMatter = data["show_matter"]
    for name, matter in SUBJECTS:
        if ids.get(name):
            await show_matter(query, data["actor"], matter, int(ids[name]))
            return
    texts: Texts = data["texts"]
    await put(query, Screen(texts("cancelled")))


def cancel() -> Button:
    """The way out of a form."""
    return Button(Label("cancel-button"), id="cancel", on_click=cancelled)


class ButtonAtTimes(Button):
    """A button that its window shows only ``when``: a tap on it at other times is outdated."""

    def __init__(self, text: Text, id: str, on_click: OnClick, when: WhenCondition) -> None:  # noqa: A002 - as every widget calls it
        super().__init__(text, id=id, on_click=on_click, when=when)

    async def _process_own_callback(
        self, callback: CallbackQuery, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        if not self.is_(await _shown_in(dialog, manager), manager):
            raise Outdated
        return await super()._process_own_callback(callback, dialog, manager)


class Choice(Select[str]):
    """A button for each of ``items``, which are pairs: its label, and what ``on_click`` is told of.

    A tap on what is not among them now is outdated: they are others by then, or somebody made the
    tap by hand.
    """

    def __init__(self, id: str, items: str, on_click: OnItemClick[Select[str], str]) -> None:  # noqa: A002 - as every widget calls it
        super().__init__(
            Format("{item[0]}"),
            id=id,
            items=items,
            item_id_getter=lambda item: str(item[1]),
            on_click=on_click,
        )

    async def _process_item_callback(
        self,
        callback: CallbackQuery,
        data: str,
        dialog: DialogProtocol,
        manager: DialogManager,
    ) -> bool:
        shown = self.items_getter(await _shown_in(dialog, manager))
        if data not in {str(self.item_id_getter(item)) for item in shown}:
            raise Outdated
        return await super()._process_item_callback(callback, data, dialog, manager)


async def _shown_in(dialog: DialogProtocol, manager: DialogManager) -> dict[str, Any]:
    """The data of the window that is open, as they are now."""
    window = dialog.windows[manager.current_context().state] if isinstance(dialog, Dialog) else None
    if not isinstance(window, Window):
        raise TypeError("a widget stands in a dialog's window")
    return await window.load_data(dialog, manager)


TYPED = F.text & ~F.text.startswith("/")
"""Words that answer a question, and no command."""


class AnswerNotText(BadInput):
    """The question wants words, and something else was sent."""


async def _refuse_what_is_no_text(
    _message: Message, _input: MessageInput, _manager: DialogManager
) -> None:
    raise AnswerNotText


def only_words() -> MessageInput:
    """For a question that is answered in words: what is no text is told so, and it stands."""
    return MessageInput(_refuse_what_is_no_text, filter=~F.text)


class DraftUnfinished(BadInput):
    """Words were sent while a draft waits for a tap: they belong to nothing."""


async def _refuse_words(_message: Message, _input: MessageInput, _manager: DialogManager) -> None:
    raise DraftUnfinished


def no_words() -> MessageInput:
    """For a draft that is finished by taps: whoever writes on is told that it waits."""
    return MessageInput(_refuse_words, filter=TYPED | F.sticker)


def texts_of(manager: DialogManager) -> Texts:
    """The texts in the language of whoever fills in the form."""
    texts = manager.middleware_data["texts"]
    if not isinstance(texts, Texts):
        raise TypeError("the update came without texts")
    return texts


def started_with(manager: DialogManager) -> dict[str, Any]:
    """What the form was begun with: see ``open_form``."""
    data = manager.start_data
    if not isinstance(data, dict):
        raise TypeError("the form was begun about nothing")
    return data


def entered(manager: DialogManager) -> dict[str, Any]:
    """What the form was begun with, and what was changed since."""
    return {**started_with(manager), **manager.dialog_data}


def actor_of(manager: DialogManager) -> Actor:
    """Who fills in the form."""
    actor = manager.middleware_data["actor"]
    if not isinstance(actor, Actor):
        raise TypeError("the update came from nobody")
    return actor


def today_of(manager: DialogManager) -> date:
    """The day it is where the person is who fills in the form."""
    clock: Clock = manager.middleware_data["clock"]
    return clock().astimezone(actor_of(manager).zone).date()


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
