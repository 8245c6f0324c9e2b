from typing import Final
from urllib.parse import urlsplit

from bot.playground.bot_calls import BotCall, upload_or_id
from bot.playground.bot_methods.desk import Desk, answers
from bot.playground.files import DOWNLOAD_LIMIT
from bot.playground.refusals import BadRequest, Json

MOST_IN_BATCH: Final = 100
LONGEST_POLL_SECONDS: Final = 50
LONGEST_ANSWER: Final = 200
WEBHOOK: Final = "webhook"
WEBHOOK_PORTS: Final = (None, 80, 88, 443, 8443)
ALLOWED: Final = "allowed_updates"


@answers("getMe")
async def get_me(desk: Desk, _call: BotCall) -> Json:
    return desk.world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@answers("getUpdates")
async def get_updates(desk: Desk, call: BotCall) -> list[Json]:
    queue = desk.world.updates
    if "allowed_updates" in call.ask:
        _allow(desk, call.ask["allowed_updates"])
    return await queue.poll(
        offset=call.ask.get("offset"),
        limit=min(max(call.number("limit", MOST_IN_BATCH), 1), MOST_IN_BATCH),
        timeout_seconds=min(max(call.number("timeout", 0), 0), LONGEST_POLL_SECONDS),
        is_closing=desk.is_closing,
    )


def _allow(desk: Desk, kinds: list[str]) -> None:
    if kinds != desk.world.updates.allowed:
        desk.world.keep_setting(ALLOWED, kinds)
        desk.world.updates.allowed = kinds


@answers("setWebhook")
async def set_webhook(desk: Desk, call: BotCall) -> bool:
    url = call.text("url") or ""
    if not url:
        return await delete_webhook_of(desk, call)
    if not url.startswith(("http://", "https://")):
        raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
    if url.startswith("https://") and urlsplit(url).port not in WEBHOOK_PORTS:
        raise BadRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if "certificate" in call.ask:
        upload_or_id(call, str(call.ask["certificate"]))
    if "allowed_updates" in call.ask:
        _allow(desk, call.ask["allowed_updates"])
    if call.ask.get("drop_pending_updates"):
        desk.world.updates.clear()
    desk.world.keep_setting(
        WEBHOOK,
        {
            "url": url,
            "secret_token": call.text("secret_token"),
            "max_connections": min(max(call.number("max_connections", 40), 1), 100),
        },
    )
    desk.webhook_changed()
    return True


async def delete_webhook_of(desk: Desk, call: BotCall) -> bool:
    """Return to polling."""
    if call.ask.get("drop_pending_updates"):
        desk.world.updates.clear()
    if desk.world.settings.get(WEBHOOK):
        desk.world.keep_setting(WEBHOOK, None)
        desk.webhook_changed()
    return True


answers("deleteWebhook")(delete_webhook_of)


@answers("getWebhookInfo")
async def get_webhook_info(desk: Desk, _call: BotCall) -> Json:
    webhook = desk.world.settings.get(WEBHOOK)
    info: Json = {
        "url": webhook["url"] if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(desk.world.updates),
    }
    if webhook:
        info["max_connections"] = webhook["max_connections"]
        info |= desk.world.settings.get("webhook_error") or {}
    if desk.world.updates.allowed:
        info["allowed_updates"] = desk.world.updates.allowed
    return info


@answers("logOut")
async def log_out(_desk: Desk, _call: BotCall) -> bool:
    return True


@answers("close")
async def close(_desk: Desk, _call: BotCall) -> bool:
    return True


@answers("answerCallbackQuery")
async def answer_callback_query(desk: Desk, call: BotCall) -> bool:
    text = call.text("text") or ""
    if len(text) > LONGEST_ANSWER:
        raise BadRequest("MESSAGE_TOO_LONG")
    desk.callbacks.answer(
        str(call.ask["callback_query_id"]),
        {
            "answered": True,
            "text": text,
            "show_alert": bool(call.ask.get("show_alert")),
            "url": call.text("url") or "",
        },
    )
    return True


@answers("getFile")
async def get_file(desk: Desk, call: BotCall) -> Json:
    try:
        stored = desk.world.files.get(str(call.ask["file_id"]))
    except BadRequest as error:
        raise BadRequest("invalid file_id") from error
    if stored.size > DOWNLOAD_LIMIT:
        raise BadRequest("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
