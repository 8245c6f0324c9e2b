"""Every setting of the program: one place, one line of meaning each, a default where one can serve.

Read from the environment, and from a file ``.env`` in the current folder where there is one; the
environment wins. An empty value is no value.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_FILE = Path(".env")
TOKEN_SHAPE = re.compile(r"\d{1,20}:[A-Za-z0-9_-]+")
SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,256}")
DATABASE_SCHEMES = ("postgres://", "postgresql://", "postgresql+asyncpg://")
ADDRESS_PARTS = re.compile(
    r"[^:]+://(?:[^:/]*(?::(?P<password>[^@]*))?@)?(?P<server>[^/?]*)(?:/(?P<database>[^?]*))?"
)
"""As SQLAlchemy reads it: a password may hold what an address otherwise may not."""
ASKED_PASSWORD = re.compile(r"[?&]password=([^&]+)")
HOME_DEFAULT_MEANING = "the platform's user data folder"


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    CONSOLE = "console"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong setting. ``problem`` never repeats the value: it may be a secret."""

    setting: str
    problem: str


class SettingsInvalid(Exception):
    """Some settings are wrong; ``faults`` names every one of them, in the order of ``Settings``."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.setting}: {fault.problem}" for fault in faults))
        self.faults = faults


def _user_data_folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - late: rarely needed in production

    return user_data_path("naparnik", appauthor=False)


def _bot_token(value: SecretStr) -> SecretStr:
    if not TOKEN_SHAPE.fullmatch(value.get_secret_value()):
        raise ValueError("a token looks like 123456789:AAE… - copy it from BotFather whole")
    return value


def _database_url(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip().startswith(DATABASE_SCHEMES):
        raise ValueError("write it as postgresql://user:password@host:5432/database")
    port = _part(value, "server").rpartition("]")[2].partition(":")[2]
    if port and not port.isdecimal():
        raise ValueError("the port after the host is a number; in a password, write @ as %40")
    return value


def _same_database(value: SecretStr, info: ValidationInfo) -> SecretStr:
    program = info.data.get("database_url")
    named = {_part(address, "database") for address in (program, value) if address}
    if len(named - {""}) > 1:
        raise ValueError("it has to name the same database as DATABASE_URL, as another role")
    return value


def _part(address: SecretStr, name: str) -> str:
    found = ADDRESS_PARTS.match(address.get_secret_value().strip())
    return (found and found[name]) or ""


def _passwords(address: SecretStr) -> set[str]:
    """As they are written there, and as they are meant."""
    written = {
        _part(address, "password"),
        *ASKED_PASSWORD.findall(address.get_secret_value()),
    } - {""}
    return written | {unquote(password) for password in written}


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not SECRET_SHAPE.fullmatch(value.get_secret_value()):
        raise ValueError("use 1 to 256 of the characters A-Z, a-z, 0-9, _ and -")
    return value


def _origin(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError("write it as https://api.example.org, without a path")
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    parts = _split(value)
    # Telegram itself wants https; a Bot API server of one's own may be reached without.
    is_web = parts.scheme in {"http", "https"}
    if not is_web or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("write it as https://bot.example.org/telegram")
    return value


def _split(value: str) -> Any:
    parts = urlsplit(value)
    _ = parts.port  # raises ValueError on what is no number
    return parts


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=None,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: Annotated[SecretStr, AfterValidator(_bot_token)] | None = Field(
        None, description="The bot's token from BotFather. Needed by `naparnik run`."
    )
    bot_api_url: Annotated[str, AfterValidator(_origin)] = Field(
        "https://api.telegram.org",
        description="Origin of the Bot API server: Telegram's, or one of your own.",
    )
    database_url: Annotated[SecretStr, AfterValidator(_database_url)] | None = Field(
        None,
        description="Postgres 15 or newer, as postgresql://user:password@host:5432/database. "
        "Without it, an embedded one in NAPARNIK_HOME.",
    )
    migration_database_url: (
        Annotated[SecretStr, AfterValidator(_database_url), AfterValidator(_same_database)] | None
    ) = Field(
        None,
        description="The same database as the role that owns it: `naparnik migrate`, `backup` and "
        "`restore` use it. Without it, DATABASE_URL.",
    )
    database_connections: int = Field(
        10, ge=2, le=200, description="The most connections to Postgres held at once."
    )
    naparnik_home: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default_factory=_user_data_folder,
        description="Folder for the embedded Postgres and its data.",
    )
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] | None = Field(
        None,
        description="Public https:// address that Telegram delivers updates to. "
        "Without it, they are fetched by long polling.",
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = Field(
        None,
        description="What Telegram proves itself by at the webhook. "
        "Without it, one derived from the token.",
    )
    messages_kept_days: int = Field(
        90,
        ge=35,
        le=3650,
        description="For how many days it is remembered which messages were sent and where they "
        "stand. What was done is kept for good.",
    )
    http_host: str = Field(
        "127.0.0.1",
        min_length=1,
        description="Address on which health, metrics and the webhook are served.",
    )
    http_port: int = Field(8080, ge=1, le=65535, description="Its port.")
    concurrent_updates: int = Field(
        32, ge=1, le=1000, description="The most updates handled at once, each of another chat."
    )
    updates_a_minute: int = Field(
        60,
        ge=20,
        le=1_000_000,
        description="The most messages and taps of one account that are read in a minute; a few "
        "dozen may come at once.",
    )
    log_level: Annotated[LogLevel, BeforeValidator(str.upper)] = Field(
        LogLevel.INFO, description="The least that is logged: DEBUG, INFO, WARNING or ERROR."
    )
    log_format: Annotated[LogFormat, BeforeValidator(str.lower)] = Field(
        LogFormat.CONSOLE, description="How it is written: console for people, json for machines."
    )

    @property
    def owner_database_url(self) -> SecretStr | None:
        """Under which the schema is changed, and the whole is read and written."""
        return self.migration_database_url or self.database_url

    @property
    def webhook_path(self) -> str:
        """The path of ``webhook_url``, under which the webhook is served here."""
        return urlsplit(self.webhook_url or "").path or "/"

    @property
    def effective_webhook_secret(self) -> str:
        """The given secret, else one that only a holder of the token can derive.

        Raises:
            ValueError: there is neither a secret nor a token.
        """
        if self.webhook_secret:
            return self.webhook_secret.get_secret_value()
        if not self.bot_token:
            raise ValueError("no token to derive a webhook secret from")
        return hmac.new(
            self.bot_token.get_secret_value().encode(), b"naparnik webhook", hashlib.sha256
        ).hexdigest()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be written anywhere: the token, the database's address, and the like."""
        given = [
            secret.get_secret_value()
            for secret in (
                self.bot_token,
                self.database_url,
                self.migration_database_url,
                self.webhook_secret,
            )
            if secret
        ]
        for address in (self.database_url, self.migration_database_url):
            given += _passwords(address) if address else ()
        if self.bot_token:
            given.append(self.effective_webhook_secret)
        return tuple(given)


def read_settings(env_file: Path | None = ENV_FILE) -> Settings:
    """The settings in force.

    Raises:
        SettingsInvalid: with every wrong setting at once.
    """
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsInvalid(tuple(_faults(error))) from None
    except (OSError, UnicodeDecodeError) as error:
        problem = f"it cannot be read: {type(error).__name__}"
        raise SettingsInvalid((Fault(str(env_file), problem),)) from None


def settings_table() -> str:
    """All settings as a Markdown table: name, default, meaning."""
    lines = ["| Setting | Default | Meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = _default_in_words(field.default, has_factory=field.default_factory is not None)
        lines.append(f"| `{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines)


def _default_in_words(default: object, *, has_factory: bool) -> str:
    if has_factory:
        return HOME_DEFAULT_MEANING
    if default is None:
        return "—"
    return f"`{default}`"


def _faults(error: ValidationError) -> list[Fault]:
    return [
        Fault(str(fault["loc"][0]).upper(), fault["msg"].removeprefix("Value error, "))
        for fault in error.errors(include_url=False, include_input=False)
    ]
