"""What the Bot API says of the bot: whether it answers, where it delivers, what it complains of.

Asked without aiogram: nothing of the program need work, and the answer's ``Date`` is wanted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import perf_counter
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.doctor.findings import Finding, ill, well
from bot.settings import Settings
from domain.clock import Clock

CHECK: Final = "bot-api"
UPDATES: Final = "updates"
INLINE: Final = "inline-mode"
ANSWER_SECONDS: Final = 10.0
REFUSED_TOKEN: Final = frozenset({401, 404})
MOST_PENDING: Final = 100
"""More updates than Telegram hands out at once: nobody fetches them, or not quickly enough."""
RECENT: Final = timedelta(hours=1)
"""Older failures of a delivery are not told."""


@dataclass(frozen=True, slots=True)
class BotApiView:
    """``ahead`` is by how much the server's clock is ahead of ours, to a second; None: not told."""

    findings: list[Finding]
    ahead: timedelta | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    result: Mapping[str, Any]
    seconds: float
    ahead: timedelta | None


async def look_at_bot_api(settings: Settings, clock: Clock) -> BotApiView:
    """Empty where there is no token to ask with."""
    if settings.bot_token is None:
        return BotApiView([])
    base = f"{settings.bot_api_url}/bot{settings.bot_token.get_secret_value()}"
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_SECONDS)) as http:
        me = await _ask(http, f"{base}/getMe", settings, clock)
        if isinstance(me, Finding):
            return BotApiView([me])
        webhook = await _ask(http, f"{base}/getWebhookInfo", settings, clock)
    found = well(
        CHECK,
        "doctor-bot-api",
        bot=f"@{me.result.get('username')}",
        server=settings.bot_api_url,
        milliseconds=round(me.seconds * 1000),
    )
    findings = [found, *_inline(me.result)]
    if isinstance(webhook, Finding):
        return BotApiView([*findings, webhook], me.ahead)
    return BotApiView([*findings, *_updates(webhook.result, settings, clock())], me.ahead)


def _inline(me: Mapping[str, Any]) -> list[Finding]:
    """A hint where it is off: all but the search from other chats works without it."""
    if me.get("supports_inline_queries"):
        return []
    return [well(INLINE, "doctor-inline-off")]


async def _ask(
    http: ClientSession, url: str, settings: Settings, clock: Clock
) -> _Answer | Finding:
    server = settings.bot_api_url
    started = perf_counter()
    try:
        async with http.post(url) as answer:
            said = await answer.json(content_type=None)
    except (ClientError, OSError, TimeoutError) as error:
        # The error's own words may hold the address with the token.
        return ill(CHECK, "doctor-bot-api-silent", server=server, error=type(error).__name__)
    except ValueError:
        return ill(CHECK, "doctor-bot-api-strange", server=server, status=str(answer.status))
    if answer.status in REFUSED_TOKEN:
        return ill(CHECK, "doctor-token-refused", server=server)
    if not isinstance(said, dict) or not isinstance(said.get("result"), dict):
        return ill(CHECK, "doctor-bot-api-strange", server=server, status=str(answer.status))
    date = answer.headers.get("Date")
    ahead = None if date is None else _moment(date) - clock()
    return _Answer(said["result"], perf_counter() - started, ahead)


def _moment(date: str) -> datetime:
    """The middle of the second that the header names."""
    return parsedate_to_datetime(date).astimezone(UTC) + timedelta(seconds=0.5)


def _updates(info: Mapping[str, Any], settings: Settings, now: datetime) -> list[Finding]:
    delivers_to, pending = str(info.get("url") or ""), int(info.get("pending_update_count") or 0)
    findings = [_way(delivers_to, settings, pending)]
    failed_at = info.get("last_error_date")
    if delivers_to and failed_at:
        since = now - datetime.fromtimestamp(int(failed_at), UTC)
        if since < RECENT:
            findings.append(_failure(since, info, is_over=not pending))
    if pending > MOST_PENDING:
        findings.append(ill(UPDATES, "doctor-updates-pile", pending=pending))
    return findings


def _failure(since: timedelta, info: Mapping[str, Any], *, is_over: bool) -> Finding:
    """A remark where it is over: what failed waits at Telegram until it is delivered after all."""
    finding, key = (well, "doctor-webhook-failed") if is_over else (ill, "doctor-webhook-failing")
    return finding(
        UPDATES,
        key,
        minutes=max(0, int(since.total_seconds() // 60)),
        said=str(info.get("last_error_message") or ""),
    )


def _way(delivers_to: str, settings: Settings, pending: int) -> Finding:
    wanted = settings.webhook_url or ""
    if delivers_to == wanted:
        key = "doctor-updates-webhook" if wanted else "doctor-updates-polling"
        return well(UPDATES, key, url=wanted, pending=pending)
    if not delivers_to:
        return ill(UPDATES, "doctor-webhook-missing", url=wanted)
    if not wanted:
        return ill(UPDATES, "doctor-webhook-left", url=delivers_to)
    return ill(UPDATES, "doctor-webhook-elsewhere", url=wanted, other=delivers_to)
