"""Every setting of the program: one place, one line of meaning each, a default where one can serve.

Read from the environment, and from a file ``.env`` in the current folder where there is one; the
environment wins. An empty value is no value.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, LiteralString
from urllib.parse import SplitResult, unquote, urlsplit

from annotated_types import Ge, Le
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError
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
    """One wrong setting. ``key`` and ``facts`` word what is wrong.

    They never repeat the value: it may be a secret.
    """

    setting: str
    key: str
    facts: Mapping[str, str] = field(default_factory=dict)


class SettingsInvalid(Exception):
    """Some settings are wrong; ``faults`` names every one of them, in the order of ``Settings``."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.setting}: {fault.key}" for fault in faults))
        self.faults = faults


def _user_data_folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - late: rarely needed in production

    return user_data_path("naparnik", appauthor=False)


def _wrong(key: LiteralString) -> PydanticCustomError:
    """What a setting's own check raises; ``key`` words it."""
    return PydanticCustomError(key, key)


def _bot_token(value: SecretStr) -> SecretStr:
    if not TOKEN_SHAPE.fullmatch(value.get_secret_value()):
        raise _wrong("cli-setting-token")
    return value


def _database_url(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip().startswith(DATABASE_SCHEMES):
        raise _wrong("cli-setting-database")
    port = _part(value, "server").rpartition("]")[2].partition(":")[2]
    if port and not port.isdecimal():
        raise _wrong("cli-setting-database-port")
    return value


def _same_database(value: SecretStr, info: ValidationInfo) -> SecretStr:
    program = info.data.get("database_url")
    named = {_part(address, "database") for address in (program, value) if address}
    if len(named - {""}) > 1:
        raise _wrong("cli-setting-same-database")
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
        raise _wrong("cli-setting-secret")
    return value


def _origin(value: str) -> str:
    parts = _web_address(value)
    if parts is None or parts.path.strip("/"):
        raise _wrong("cli-setting-origin")
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    parts = _web_address(value)
    if parts is None or parts.query or parts.fragment:
        raise _wrong("cli-setting-webhook")
    return value


def _web_address(value: str) -> SplitResult | None:
    """None where it is none.

    Telegram itself wants https; a Bot API server of one's own may be reached without.
    """
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises ValueError on what is no number
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def _folder(value: Path) -> Path:
    try:
        return value.expanduser()
    except RuntimeError:
        raise _wrong("cli-setting-folder") from None


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
    naparnik_home: Annotated[Path, AfterValidator(_folder)] = Field(
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
        facts = {"error": type(error).__name__}
        raise SettingsInvalid((Fault(str(env_file), "cli-setting-unreadable", facts),)) from None


def settings_table() -> str:
    """All settings as a Markdown table: name, default, meaning."""
    lines = ["| Setting | Default | Meaning |", "|---|---|---|"]
    for name, setting in Settings.model_fields.items():
        has_factory = setting.default_factory is not None
        default = _default_in_words(setting.default, has_factory=has_factory)
        lines.append(f"| `{name.upper()}` | {default} | {setting.description} |")
    return "\n".join(lines)


def _default_in_words(default: object, *, has_factory: bool) -> str:
    if has_factory:
        return HOME_DEFAULT_MEANING
    if default is None:
        return "—"
    return f"`{default}`"


def _faults(error: ValidationError) -> list[Fault]:
    return [
        _fault(str(fault["loc"][0]), fault["type"])
        for fault in error.errors(include_url=False, include_input=False)
    ]


def _fault(name: str, kind: str) -> Fault:
    """``kind`` is pydantic's, or a key of ours."""
    setting, allowed = name.upper(), Settings.model_fields[name]
    if kind.startswith("cli-setting-"):
        return Fault(setting, kind)
    if isinstance(allowed.annotation, type) and issubclass(allowed.annotation, StrEnum):
        choices = {"choices": ", ".join(allowed.annotation)}
        return Fault(setting, "cli-setting-choice", choices)
    least = next((str(limit.ge) for limit in allowed.metadata if isinstance(limit, Ge)), None)
    most = next((str(limit.le) for limit in allowed.metadata if isinstance(limit, Le)), None)
    if least is None or most is None:
        return Fault(setting, "cli-setting-unfit")
    return Fault(setting, "cli-setting-number", {"least": least, "most": most})
