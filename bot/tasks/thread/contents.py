"""What a message says in a task's discussion: its words, and the file that it carries."""

from aiogram.types import Message

from domain.errors import BadInput
from domain.tasks.model import FileKind, MessagePlace, TaskFile


class NotForThread(BadInput):
    """A sticker, a poll, a place: nothing that a discussion can keep."""


def words_of(message: Message) -> str | None:
    """Text or caption; the address of a link that hides behind words stands after them."""
    text, entities = message.text, message.entities
    if text is None:
        text, entities = message.caption, message.caption_entities
    if text is None:
        return None
    units = text.encode("utf-16-le")  # entities count UTF-16 units
    for entity in sorted(entities or (), key=lambda one: -one.offset):
        if entity.type == "text_link" and entity.url:
            end = 2 * (entity.offset + entity.length)
            units = units[:end] + f" ({entity.url})".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le")


def file_of(message: Message) -> TaskFile | None:
    if message.photo:
        return TaskFile(message.photo[-1].file_id, FileKind.PHOTO)
    if message.voice:
        return TaskFile(message.voice.file_id, FileKind.VOICE)
    if message.video_note:
        return TaskFile(message.video_note.file_id, FileKind.VIDEO_NOTE)
    if message.video:
        return TaskFile(message.video.file_id, FileKind.VIDEO, message.video.file_name)
    if message.audio:
        name = message.audio.file_name or message.audio.title
        return TaskFile(message.audio.file_id, FileKind.AUDIO, name)
    if message.document:  # an animation is one too
        return TaskFile(message.document.file_id, FileKind.DOCUMENT, message.document.file_name)
    return None


def require_contents(message: Message) -> tuple[str | None, TaskFile | None]:
    """Words and file. Raises: NotForThread: neither."""
    words, file = words_of(message), file_of(message)
    if words is None and file is None:
        raise NotForThread
    return words, file


def place_of(message: Message) -> MessagePlace:
    return MessagePlace(message.chat.id, message.message_id)
