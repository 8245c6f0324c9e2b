"""Text and entities as HTML for the chat page: everything escaped, only known links kept."""

import re
from collections.abc import Sequence
from typing import Final

from bot.playground.formatting import escape, in_order
from bot.playground.refusals import Json

_TAGS: Final = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
    "mention": ('<span class="mention">', "</span>"),
    "text_mention": ('<span class="mention">', "</span>"),
    "hashtag": ('<span class="hashtag">', "</span>"),
}
_SAFE_LINK: Final = re.compile(r"(?i)(https?|tg)://|mailto:|tel:")


def render(text: str, entities: Sequence[Json]) -> str:
    """Safe HTML in which tags nest properly even where entities overlap."""
    units = text.encode("utf-16-le")

    def part(start: int, end: int) -> str:
        return escape(units[start * 2 : end * 2].decode("utf-16-le", "replace"))

    size = len(units) // 2
    ordered = [e for e in in_order(entities) if e["length"] > 0 and e["offset"] < size]
    stops = sorted(
        {0, size}
        | {e["offset"] for e in ordered}
        | {min(e["offset"] + e["length"], size) for e in ordered}
    )
    out: list[str] = []
    opened: list[Json] = []
    for start, end in zip(stops, [*stops[1:], size], strict=True):
        reopened: list[Json] = []
        while any(e["offset"] + e["length"] <= start for e in opened):
            top = opened.pop()
            out.append(_tags(top, units)[1])
            if top["offset"] + top["length"] > start:
                reopened.insert(0, top)
        for entity in [*reopened, *(e for e in ordered if e["offset"] == start)]:
            if entity not in opened:
                opened.append(entity)
                out.append(_tags(entity, units)[0])
        out.append(part(start, end))
    out.extend(_tags(entity, units)[1] for entity in reversed(opened))
    return "".join(out)


def _tags(entity: Json, units: bytes) -> tuple[str, str]:
    kind = entity["type"]
    start, length = entity["offset"], entity["length"]
    covered = units[start * 2 : (start + length) * 2].decode("utf-16-le", "replace")
    if kind == "bot_command":
        return f'<a class="command" data-command="{escape(covered)}" href="#">', "</a>"
    address = {
        "text_link": entity.get("url", ""),
        "url": covered if "://" in covered else f"http://{covered}",
        "email": f"mailto:{covered}",
        "phone_number": f"tel:{covered}",
    }.get(kind)
    if address is not None and _SAFE_LINK.match(address):
        return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">', "</a>"
    return _TAGS.get(kind, ("<span>", "</span>"))
