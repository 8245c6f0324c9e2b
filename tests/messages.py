"""What a person reads in a message, and what is under it."""

from typing import Any

Json = dict[str, Any]


def text_of(message: Json) -> str:
    """The text or caption of ``message``."""
    return str(message.get("text") or message.get("caption") or "")


def plain(words: str) -> str:
    """``words`` with every space of one width."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def says(message: Json, text: str) -> bool:
    """Is ``text`` in what a person reads in ``message``? Spaces of any width are one."""
    return plain(text) in plain(text_of(message))


def buttons_of(message: Json) -> list[Json]:
    """Inline buttons or reply-keyboard keys of ``message``, row after row."""
    markup = message.get("reply_markup", {})
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return [button for row in rows for button in row]


def data_of(message: Json, label: str) -> str:
    """The callback data of the button that begins with ``label``."""
    wanted = plain(label)
    found = (one for one in buttons_of(message) if plain(one["text"]).startswith(wanted))
    return str(next(found)["callback_data"])


def transcript(messages: list[Json]) -> str:
    """The chat as lines, for a failed test."""
    lines = []
    for message in messages:
        kinds = (
            "document",
            "photo",
            "voice",
            "video",
            "audio",
            "video_note",
            "sticker",
            "poll",
            "contact",
            "location",
        )
        media = " ".join(f"<{kind}>" for kind in kinds if kind in message)
        rows = message.get("reply_markup", {})
        keys = [
            " ".join(f"[{button['text']}]" for button in row)
            for row in rows.get("inline_keyboard") or rows.get("keyboard") or []
        ]
        said = " ".join(part for part in (media, text_of(message)) if part)
        edited = " (edited)" if "edit_date" in message else ""
        lines.append(f"#{message['message_id']} {message['from']['first_name']}{edited}: {said}")
        lines += [f"      {row}" for row in keys]
    return "\n".join(lines) or "(the chat is empty)"
