"""What was sent beside words, or instead of them: a file, a place, somebody else's message."""

from typing import Final

from aiogram import F
from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from domain.interactions.model import FiledKind, FiledMessage, InteractionKind, Spot
from domain.org.model import Actor, Role
from domain.tasks.intentions import could_be_name

MEDIA: Final = F.photo | F.document | F.voice | F.video | F.audio | F.video_note
KIND_OF: Final = {
    FiledKind.PHOTO: InteractionKind.VISIT,
    FiledKind.VIDEO: InteractionKind.VISIT,
    FiledKind.VIDEO_NOTE: InteractionKind.VISIT,
    FiledKind.VOICE: InteractionKind.CALL,
    FiledKind.AUDIO: InteractionKind.CALL,
    FiledKind.DOCUMENT: InteractionKind.MESSAGE,
    FiledKind.FORWARDED: InteractionKind.MESSAGE,
}
"""What is proposed for what was sent; one tap makes it another."""


def once_of(message: Message) -> str:
    """By what it is known that something was made of this message already."""
    return f"message:{message.chat.id}:{message.message_id}"


def filed_in(message: Message) -> FiledMessage | None:
    """The file of ``message``, or that it is a forwarded one; None for plain words and places."""
    if message.photo:
        return FiledMessage(FiledKind.PHOTO, message.photo[-1].file_id)
    for kind in (
        FiledKind.DOCUMENT,
        FiledKind.VOICE,
        FiledKind.VIDEO,
        FiledKind.AUDIO,
        FiledKind.VIDEO_NOTE,
    ):
        file = getattr(message, kind.value)
        if file is not None:
            return FiledMessage(kind, file.file_id, getattr(file, "file_name", None))
    if message.forward_origin is not None and message.text:
        return FiledMessage(FiledKind.FORWARDED, name=_said_by(message))
    return None


def spot_in(message: Message) -> Spot | None:
    location = message.location or (message.venue and message.venue.location)
    if not location:
        return None
    return Spot(location.latitude, location.longitude, location.horizontal_accuracy)


def words_in(message: Message) -> str | None:
    """The caption, or the forwarded words."""
    return message.caption or (message.text if message.forward_origin else None)


def kind_for(message: Message) -> InteractionKind:
    filed = filed_in(message)
    return InteractionKind.VISIT if filed is None else KIND_OF[filed.kind]


async def is_to_be_filed(message: Message, actor: Actor) -> bool:
    """A colleague's file or place, or a forwarded message that is more than a name to look up."""
    if actor.role is Role.CLIENT:
        return False
    if message.text is not None:
        return message.forward_origin is not None and not could_be_name(message.text)
    return filed_in(message) is not None or spot_in(message) is not None


def _said_by(message: Message) -> str | None:
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.title
        case _:
            return None
