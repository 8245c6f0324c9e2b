"""What is logged: facts about our side, never secrets, never what customers said.

The message of an exception may quote anything (a query's values, a typed name), so only the type,
the place, and the server's code of a database error are logged; the message only of errors that
speak of code alone.
"""

import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import IO, Any

import structlog
from structlog.types import EventDict, ExcInfo, Processor

from bot.settings import LogFormat, LogLevel

HIDDEN = "***"
TOKEN_ANYWHERE = re.compile(r"\b\d{6,}:[A-Za-z0-9_-]{30,}")
PASSWORD_IN_ADDRESS = re.compile(r"(?<=://)([^\s:/@]*):[^\s/@]+(?=@)")
SPEAK_OF_CODE = (AttributeError, ImportError, NameError, NotImplementedError)
FACTS = ("sqlstate", "constraint_name", "table_name", "errno")
MOST_FRAMES = 30
LONGEST_CHAIN = 5
QUIET = {
    "aiogram.event": logging.WARNING,  # the intake says the same with more
    "aiohttp.access": logging.WARNING,
    "apscheduler": logging.WARNING,
    "alembic": logging.WARNING,
    "matplotlib": logging.WARNING,
    "storage.watched_pool": logging.WARNING,  # a pool logs under its class's name
}


def set_up_logs(
    level: LogLevel,
    shape: LogFormat,
    *,
    secrets: Iterable[str] = (),
    stream: IO[str] | None = None,
) -> None:
    """Send our events and every library's to ``stream`` (standard error by default)."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        tell_exception,
    ]
    out = stream or sys.stderr
    rendered = Scrubbed(_renderer(shape, is_terminal=out.isatty()), secrets)
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, rendered],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.value)
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, root.level))
    logging.captureWarnings(capture=True)
    # Ours go straight to the stream: by way of the standard library a line costs twice as much, and
    # every update has one.
    structlog.configure(
        processors=[*shared, rendered],
        logger_factory=lambda *names: _Written(names[0] if names else "", out, handler.lock),
        wrapper_class=structlog.make_filtering_bound_logger(root.level),
        cache_logger_on_first_use=False,
    )


class _Written:
    """Where structlog leaves a finished line. Lines of several threads do not mix."""

    __slots__ = ("_lock", "_out", "name")

    def __init__(self, name: str, out: IO[str], lock: AbstractContextManager[Any] | None) -> None:
        self.name = name
        self._out = out
        self._lock = lock or nullcontext()

    def msg(self, line: str) -> None:
        # A log that nobody reads any more is no reason to stop working.
        with suppress(OSError, ValueError), self._lock:
            self._out.write(line + "\n")
            self._out.flush()

    debug = info = warning = error = critical = exception = msg


class Scrubbed:
    """Renders an event and blots out what is secret, wherever it got in."""

    def __init__(self, render: Callable[..., Any], secrets: Iterable[str]) -> None:
        self._render = render
        # The longest first: an address goes whole, before the password inside it.
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def __call__(self, logger: Any, name: str, event: EventDict) -> str:
        line = str(self._render(logger, name, event))
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        line = TOKEN_ANYWHERE.sub(HIDDEN, line)
        if "://" not in line:
            return line
        return PASSWORD_IN_ADDRESS.sub(rf"\1:{HIDDEN}", line)


def tell_exception(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Replace ``exc_info`` by types and places; see the module's policy."""
    given: ExcInfo | BaseException | bool | None = event.pop("exc_info", None)
    error = _error_of(given)
    if error is not None:
        event["exception"] = describe(error)
    return event


def describe(error: BaseException) -> str:
    """The chain of ``error``, the first cause first, a line for each frame."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and len(chain) < LONGEST_CHAIN:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(line for one in reversed(chain) for line in _lines(one))


def _lines(error: BaseException) -> Sequence[str]:
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    facts = [
        f"{name}={value}" for name in FACTS if (value := getattr(error, name, None)) is not None
    ]
    message = [str(error)] if isinstance(error, SPEAK_OF_CODE) else []
    return [*places, " ".join([kind, *facts, *message])]


def _error_of(given: ExcInfo | BaseException | bool | None) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1]
    return sys.exc_info()[1] if given else None


def _renderer(shape: LogFormat, *, is_terminal: bool) -> Callable[..., Any]:
    if shape is LogFormat.JSON:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=is_terminal, exception_formatter=structlog.dev.plain_traceback
    )
