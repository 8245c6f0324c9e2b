"""Telegram's models are built when first needed; that they are all the same then."""

import inspect
import sys

import aiogram.methods
import aiogram.types
import pytest
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import TelegramObject, Update
from pydantic import ValidationError

A_POLL = {
    "id": "1",
    "question": "Когда?",
    "options": [{"text": "Завтра", "voter_count": 0, "persistent_id": "a"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": False,
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
    "type": "regular",
}
A_CHAT = {"id": 7, "type": "private"}


def str_of(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else "None"


def classes_of(package: object, base: type) -> list[type]:
    found = [kind for _, kind in inspect.getmembers(package, inspect.isclass)]
    return [kind for kind in found if issubclass(kind, base)]


@pytest.mark.parametrize(
    ("package", "base"),
    [(aiogram.types, TelegramObject), (aiogram.methods, TelegramMethod)],
)
def test_whatever_annotations_speak_of_is_known_where_they_stand(package, base):
    classes = classes_of(package, base)

    assert len(classes) > 100
    for kind in classes:
        known = vars(sys.modules[kind.__module__])
        for name in kind.model_fields.keys() & vars(kind).get("__annotations__", {}).keys():
            eval(str_of(kind.__annotations__[name]), known)


def test_an_update_is_read_to_its_depths():
    message = {"message_id": 1, "date": 0, "chat": A_CHAT, "text": "да"}
    quoted = {**message, "poll": A_POLL, "entities": [{"type": "bold", "offset": 0, "length": 2}]}

    update = Update.model_validate(
        {"update_id": 5, "message": {**message, "reply_to_message": quoted}}
    )

    assert update.message.reply_to_message.poll.options[0].text == "Завтра"
    assert update.message.reply_to_message.entities[0].length == 2


def test_a_method_refuses_what_it_cannot_take():
    with pytest.raises(ValidationError):
        SendMessage(chat_id=1, text=[])


def test_a_program_that_starts_builds_hardly_any():
    assert not aiogram.types.PassportData.__pydantic_complete__
    assert not aiogram.methods.SetPassportDataErrors.__pydantic_complete__
