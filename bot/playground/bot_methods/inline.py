"""Answers to inline queries: what Telegram takes, in its words when it does not."""

import re
from typing import Final

from bot.playground.bot_calls import BotCall
from bot.playground.bot_methods.content import text_content
from bot.playground.bot_methods.desk import Desk, answers
from bot.playground.inline_queries import Found
from bot.playground.keyboards import check_markup
from bot.playground.refusals import BadRequest, Json

MOST_RESULTS: Final = 50
LONGEST_ID: Final = 64
"""Of a result, and of the next offset, in bytes."""
_START_PARAMETER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHOWN: Final = ("id", "type", "title", "description")


@answers("answerInlineQuery")
async def answer_inline_query(desk: Desk, call: BotCall) -> bool:
    """Results are articles. Nothing is kept of an answer: each query reaches the bot."""
    given: list[Json] = call.ask["results"]
    if len(given) > MOST_RESULTS:
        raise BadRequest("RESULTS_TOO_MUCH")
    contents = {str(result["id"]): _content(desk, result) for result in given}
    if len(contents) < len(given):
        raise BadRequest("RESULT_ID_DUPLICATE")
    next_offset = call.text("next_offset") or ""
    if len(next_offset.encode()) > LONGEST_ID:
        raise BadRequest("NEXT_OFFSET_INVALID")
    shown = {
        "answered": True,
        "results": [{key: one[key] for key in _SHOWN if key in one} for one in given],
        "next_offset": next_offset,
        "button": _button(call.ask.get("button")),
    }
    query_id = str(call.ask["inline_query_id"])
    desk.inline_queries.answer(query_id, Found({"query_id": query_id} | shown, contents))
    return True


def _content(desk: Desk, result: Json) -> Json:
    """The message that choosing ``result`` posts."""
    if result["type"] != "article":
        raise BadRequest(f"inline results of type {result['type']} are not played here")
    if not 1 <= len(str(result["id"]).encode()) <= LONGEST_ID:
        raise BadRequest("RESULT_ID_INVALID")
    if not str(result["title"]).strip():
        raise BadRequest("ARTICLE_TITLE_EMPTY")
    said = result["input_message_content"]
    if "message_text" not in said:
        raise BadRequest("only texts are posted here")
    content = text_content(desk, said | {"text": said["message_text"]})
    inline, keyboard = check_markup(result.get("reply_markup"))
    if keyboard is not None:
        raise BadRequest("inline keyboard expected")
    return content | ({"reply_markup": inline} if inline else {})


def _button(button: Json | None) -> Json | None:
    if button is None:
        return None
    if not str(button["text"]).strip():
        raise BadRequest("SWITCH_PM_TEXT_EMPTY")
    if ("start_parameter" in button) == ("web_app" in button):
        raise BadRequest("exactly one of web_app and start_parameter must be used")
    parameter = button.get("start_parameter")
    if parameter is not None and not _START_PARAMETER.fullmatch(parameter):
        raise BadRequest("START_PARAM_INVALID" if parameter else "START_PARAM_EMPTY")
    return button
