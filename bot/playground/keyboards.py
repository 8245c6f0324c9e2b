"""Inline and reply keyboards: what Telegram takes, in its words when it does not."""

import re
from typing import Final

from bot.playground.refusals import BadRequest, Json

LONGEST_CALLBACK_DATA: Final = 64
MOST_BUTTONS: Final = 100
LONGEST_ROW: Final = 8
_ACTIONS: Final = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
}
_URL: Final = re.compile(r"(?i)(https?://|tg://)?[a-z0-9а-я.-]+(\.[a-zа-я]{2,}|:\d+)?\S*")
_INLINE_PROBLEM: Final = "can't parse inline keyboard button: "


def check_markup(markup: Json | None) -> tuple[Json | None, Json | None]:
    """The inline keyboard for the message, and the reply keyboard for the person.

    Raises:
        BadRequest: Telegram does not take the markup.
    """
    if not markup:
        return None, None
    if "inline_keyboard" in markup:
        rows = [row for row in markup["inline_keyboard"] if row]
        _check_size(rows)
        for row in rows:
            for button in row:
                _check_inline(button)
        return ({"inline_keyboard": rows} if rows else None), None
    if "keyboard" in markup:
        rows = [row for row in markup["keyboard"] if row]
        if not rows:
            raise BadRequest("reply keyboard markup must be non-empty: keyboard is empty")
        for row in rows:
            for button in row:
                if not button["text"].strip():
                    raise BadRequest("can't parse keyboard button: text must be non-empty")
        return None, markup | {"keyboard": rows}
    return None, markup


def _check_size(rows: list[list[Json]]) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > LONGEST_ROW for row in rows):
        raise BadRequest("REPLY_MARKUP_TOO_LONG")


def _check_inline(button: Json) -> None:
    if not button["text"].strip():
        raise BadRequest(f"{_INLINE_PROBLEM}text must be non-empty")
    if not button.keys() & _ACTIONS:
        raise BadRequest(f"{_INLINE_PROBLEM}Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= LONGEST_CALLBACK_DATA:
        raise BadRequest("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and (not _URL.fullmatch(url) or re.match(r"(?i)javascript:|data:", url)):
        raise BadRequest(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def buttons_of(message: Json) -> list[Json]:
    """All inline buttons under ``message``, row after row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
