"""The windows of the form of a request: what each shows, and which answer goes where."""

from typing import Any

from aiogram.fsm.state import State
from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Group, Row, SwitchTo

from bot.dialogs import TYPED, ButtonAtTimes, Choice, Label, Say, cancel, no_words, only_words
from bot.interactions.contents import MEDIA
from bot.interactions.whose import client_window
from bot.requests import form


def _back() -> SwitchTo:
    return SwitchTo(Label("back-button"), id="back", state=form.RequestForm.review)


def _terms_window(state: State, key: str, getter: Any, chosen: Any) -> Window:
    return Window(
        Say(key),
        Group(Choice("term", "terms", chosen), width=2),
        _back(),
        state=state,
        getter=getter,
    )


def _choice_window(state: State, key: str, items: str, getter: Any, chosen: Any) -> Window:
    return Window(
        Say(key),
        Column(Choice("chosen", items, chosen)),
        _back(),
        state=state,
        getter=getter,
    )


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("request-review", "review"),
            ButtonAtTimes(
                Label("interaction-log-button"), id="log", on_click=form.log_pressed, when="can_log"
            ),
            Row(
                SwitchTo(Label("request-kind-button"), id="kind", state=form.RequestForm.kind),
                SwitchTo(
                    Label("request-channel-button"), id="channel", state=form.RequestForm.channel
                ),
            ),
            Row(
                SwitchTo(Label("request-words-button"), id="words", state=form.RequestForm.words),
                SwitchTo(
                    Label("interaction-at-button"), id="moment", state=form.RequestForm.moment
                ),
            ),
            Row(
                SwitchTo(
                    Label("request-person-button"),
                    id="person",
                    state=form.RequestForm.person,
                    when="has_people",
                ),
                SwitchTo(
                    Label("request-about-button"),
                    id="deal",
                    state=form.RequestForm.deal,
                    when="has_deals",
                ),
            ),
            SwitchTo(Label("client-button"), id="client", state=form.RequestForm.client),
            cancel(),
            MessageInput(form.file_sent, filter=MEDIA),
            no_words(),
            state=form.RequestForm.review,
            getter=form.review_getter,
        ),
        client_window(
            form.RequestForm.client,
            form.RequestForm.review,
            chosen=form.client_chosen,
            created=form.client_created,
            getter=form.client_getter,
            typed=form.client_typed,
        ),
        _terms_window(
            form.RequestForm.kind, "request-kind-question", form.kinds_getter, form.kind_chosen
        ),
        _terms_window(
            form.RequestForm.channel,
            "request-channel-question",
            form.channels_getter,
            form.channel_chosen,
        ),
        _choice_window(
            form.RequestForm.person,
            "request-person-question",
            "people",
            form.people_getter,
            form.person_chosen,
        ),
        _choice_window(
            form.RequestForm.deal,
            "request-deal-question",
            "deals",
            form.deals_getter,
            form.deal_chosen,
        ),
        Window(
            Say("request-moment-question"),
            Button(Label("interaction-moment-now"), id="now", on_click=form.now_chosen),
            _back(),
            MessageInput(form.moment_typed, filter=TYPED),
            only_words(),
            state=form.RequestForm.moment,
        ),
        Window(
            Say("request-words-question"),
            cancel(),
            MessageInput(form.words_typed, filter=TYPED),
            MessageInput(form.file_sent, filter=MEDIA),
            only_words(),
            state=form.RequestForm.words,
        ),
    )
