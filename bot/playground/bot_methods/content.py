"""What a message says: text or caption with entities, and the message it replies to."""

from typing import Final

from bot.playground.bot_calls import BotCall, upload_or_id
from bot.playground.bot_methods.desk import Desk
from bot.playground.files import media_of
from bot.playground.formatting import parse_html, trim, utf16_length, with_found_entities
from bot.playground.refusals import BadRequest, Json
from bot.playground.world import Chat, StoredMessage

LONGEST_TEXT: Final = 4096
LONGEST_CAPTION: Final = 1024


def parsed(desk: Desk, ask: Json, text: str, entities_field: str) -> tuple[str, list[Json]]:
    """``text`` by ``parse_mode`` or by the entities given beside it, trimmed.

    Raises:
        BadRequest: the markup, the mode or an entity is wrong.
    """
    text = text.replace("\x00", "").replace("\r", "")
    mode = str(ask.get("parse_mode") or "").lower()
    if mode == "html":
        plain, entities = parse_html(text)
    elif mode:
        if mode in {"markdown", "markdownv2"}:
            raise BadRequest("can't parse entities: the playground reads parse_mode HTML only")
        raise BadRequest("unsupported parse_mode")
    else:
        given = ask.get(entities_field) or []
        size = utf16_length(text)
        if any(e["offset"] < 0 or e["offset"] + e["length"] > size for e in given):
            raise BadRequest("entity is out of the text's bounds: ENTITY_BOUNDS_INVALID")
        plain, entities = trim(text, given)
    return plain, with_found_entities(plain, _with_people(desk, entities))


def _with_people(desk: Desk, entities: list[Json]) -> list[Json]:
    """A mention holds the whole person; of someone unknown to the bot nothing remains."""
    kept = []
    for entity in entities:
        if entity["type"] != "text_mention":
            kept.append(entity)
        elif (persona := desk.world.people.get(entity["user"]["id"])) is not None:
            kept.append(entity | {"user": persona.as_user()})
    return kept


def text_content(desk: Desk, ask: Json) -> Json:
    """``text`` and ``entities`` of a message.

    Raises:
        BadRequest: empty, too long, or wrong markup.
    """
    text, entities = parsed(desk, ask, str(ask["text"]), "entities")
    if not text:
        raise BadRequest("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise BadRequest("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if ask.get("link_preview_options"):
        content["link_preview_options"] = ask["link_preview_options"]
    return content


def caption_content(desk: Desk, ask: Json) -> Json:
    """``caption`` and ``caption_entities``; nothing where there is no caption.

    Raises:
        BadRequest: too long, or wrong markup.
    """
    caption, entities = parsed(desk, ask, str(ask.get("caption") or ""), "caption_entities")
    if len(caption) > LONGEST_CAPTION:
        raise BadRequest("message caption is too long")
    content: Json = {}
    if caption:
        content["caption"] = caption
        if entities:
            content["caption_entities"] = entities
        if ask.get("show_caption_above_media"):
            content["show_caption_above_media"] = True
    return content


def media_content(desk: Desk, call: BotCall, kind: str, value: str) -> Json:
    """``photo``, ``document``, ``voice`` and so on, of an upload or of a known file.

    Raises:
        Refused: no such file, or not one of that kind.
    """
    source = upload_or_id(call, value)
    if isinstance(source, str):
        stored = desk.world.files.get(source)
        if stored.kind != kind:
            raise BadRequest(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    else:
        stored = desk.world.files.keep(kind, source)
    return media_of(stored)


def replied(desk: Desk, chat: Chat, ask: Json) -> StoredMessage | None:
    """The message that is replied to.

    Raises:
        BadRequest: it is gone, and the bot insists on it.
    """
    wish = ask.get("reply_parameters") or {"message_id": ask.get("reply_to_message_id")}
    if wish.get("message_id") is None:
        return None
    home = desk.world.find_chat(wish["chat_id"]) if "chat_id" in wish else chat
    found = home.find(wish["message_id"]) if home is not None else None
    may_miss = wish.get("allow_sending_without_reply") or ask.get("allow_sending_without_reply")
    if found is None and not may_miss:
        raise BadRequest("message to be replied not found")
    return found
