"""The windows of the form of a contact: what each shows, and which answer goes where."""

from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, Row, SwitchTo

from bot.dialogs import TYPED, ButtonAtTimes, Choice, Label, Say, cancel, no_words, only_words
from bot.interactions import form
from bot.interactions.whose import client_window


def _back() -> SwitchTo:
    return SwitchTo(Label("back-button"), id="back", state=form.ContactForm.review)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("interaction-review", "review"),
            Button(Label("interaction-log-button"), id="log", on_click=form.log_pressed),
            ButtonAtTimes(
                Label("interaction-as-request-button"),
                id="request",
                on_click=form.made_request,
                when="has_files",
            ),
            Row(
                SwitchTo(Label("interaction-kind-button"), id="kind", state=form.ContactForm.kind),
                SwitchTo(Label("client-button"), id="client", state=form.ContactForm.client),
            ),
            Row(
                SwitchTo(
                    Label("interaction-at-button"), id="moment", state=form.ContactForm.moment
                ),
                SwitchTo(
                    Label("interaction-words-button"), id="words", state=form.ContactForm.words
                ),
            ),
            Row(
                SwitchTo(Label("interaction-step-button"), id="step", state=form.ContactForm.step),
                ButtonAtTimes(
                    Label("interaction-no-step-button"),
                    id="no_step",
                    on_click=form.step_dropped,
                    when="has_step",
                ),
            ),
            cancel(),
            MessageInput(form.more_sent, filter=form.SENT),
            no_words(),
            state=form.ContactForm.review,
            getter=form.review_getter,
        ),
        client_window(
            form.ContactForm.client,
            form.ContactForm.review,
            ButtonAtTimes(
                Label("interaction-as-request-button"),
                id="request",
                on_click=form.made_request,
                when="has_files",
            ),
            MessageInput(form.more_sent, filter=form.SENT),
            chosen=form.client_chosen,
            created=form.client_created,
            getter=form.client_getter,
        ),
        Window(
            Say("interaction-kind-title"),
            Group(Choice("chosen", "kinds", form.kind_chosen), width=2),
            _back(),
            state=form.ContactForm.kind,
            getter=form.kinds_getter,
        ),
        Window(
            Say("interaction-at-question"),
            Group(Choice("chosen", "moments", form.moment_chosen), width=2),
            _back(),
            MessageInput(form.moment_typed, filter=TYPED),
            only_words(),
            state=form.ContactForm.moment,
            getter=form.moments_getter,
        ),
        Window(
            Say("interaction-words-question"),
            _back(),
            MessageInput(form.words_typed, filter=TYPED),
            only_words(),
            state=form.ContactForm.words,
        ),
        Window(
            Say("interaction-step-question"),
            Group(Choice("day", "days", form.step_day_chosen), width=3),
            Button(Label("interaction-no-step-button"), id="no_step", on_click=form.step_dropped),
            _back(),
            MessageInput(form.step_typed, filter=TYPED),
            only_words(),
            state=form.ContactForm.step,
            getter=form.steps_getter,
        ),
    )
