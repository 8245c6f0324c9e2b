import json
from typing import Any

Json = dict[str, Any]
"""One object of the Bot API, as it travels."""


def is_unicode(body: Json) -> bool:
    """JSON can spell half a surrogate pair, which no text holds and UTF-8 cannot write."""
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


class Refused(Exception):
    """The Bot API says no, in Telegram's words; nothing was changed."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> Json:
        """The body that Telegram sends with this refusal."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class BadRequest(Refused):
    """400: the call itself is wrong."""

    def __init__(self, why: str) -> None:
        super().__init__(400, f"Bad Request: {why}")


class Forbidden(Refused):
    """403: the call is right, but this chat is closed to the bot."""

    def __init__(self, why: str) -> None:
        super().__init__(403, f"Forbidden: {why}")


class TooManyRequests(Refused):
    """429: the bot is to be silent for ``retry_after`` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after
        )


class Misplayed(Exception):
    """A person's act that no Telegram client offers, in words for whoever drives the person."""
