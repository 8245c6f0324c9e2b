from pathlib import Path

import pytest

from bot.misspelt_settings import Misspelt, misspelt_among
from bot.settings import Fault, LogFormat, LogLevel, Settings, SettingsInvalid, settings_table
from bot.settings import read_settings as read
from bot.texts import texts_for
from domain.language import Language

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_everything_but_the_token_has_a_default():
    settings = read(None)

    assert settings.bot_token is None
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.naparnik_home.is_absolute()
    assert (settings.log_level, settings.log_format) == (LogLevel.INFO, LogFormat.CONSOLE)


def test_an_empty_value_is_no_value(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", "")
    monkeypatch.setenv("HTTP_PORT", "")

    settings = read(None)

    assert settings.bot_token is None
    assert settings.http_port == 8080


def test_the_file_is_read_and_the_environment_wins(monkeypatch, tmp_path):
    env_file = tmp_path / ".env"
    env_file.write_text("HTTP_PORT=9000\nHTTP_HOST=0.0.0.0\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("HTTP_PORT", "9001")

    settings = read(env_file)

    assert (settings.http_host, settings.http_port) == ("0.0.0.0", 9001)


def test_every_wrong_setting_is_named_at_once_without_its_value(monkeypatch):
    wrong = {
        "BOT_TOKEN": "password1",
        "BOT_API_URL": "ftp://password2/x",
        "DATABASE_URL": "mysql://me:password3@db/x",
        "WEBHOOK_URL": "ftp://bot.example.org/password4",
        "WEBHOOK_SECRET": "пароль",
        "NAPARNIK_HOME": "~nobody-of-that-name/naparnik",
        "HTTP_PORT": "70000",
        "LOG_LEVEL": "loud",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid) as refusal:
        read(None)

    assert {fault.setting for fault in refusal.value.faults} == set(wrong)
    assert "password" not in str(refusal.value)
    assert "пароль" not in str(refusal.value)


def test_a_number_or_a_word_that_does_not_fit_is_told_what_does_in_both_languages(monkeypatch):
    wrong = {"HTTP_PORT": "70000", "UPDATES_A_MINUTE": "many", "LOG_FORMAT": "xml"}
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid) as refusal:
        read(None)

    russian, english = (
        [texts_for(language).plain(fault.key, **fault.facts) for fault in refusal.value.faults]
        for language in (Language.RUSSIAN, Language.ENGLISH)
    )
    assert russian == [
        "напишите целое число от 1 до 65535.",
        "напишите целое число от 20 до 1000000.",
        "напишите одно из этих слов: console, json.",
    ]
    assert english[0] == "write a whole number from 1 to 65535."


def test_a_name_near_to_that_of_a_setting_was_meant_so_unless_that_is_given_too():
    others = ("PATH", "HTTP_PROXY", "DATABASE_PASSWORD", "TEST_DATABASE_URL", "LOG_LEVEL")

    found = misspelt_among([*others, "BOT_TOKN", "Webhook_Urls", "LOG_LEVELS"])

    assert found == [Misspelt("BOT_TOKN", "BOT_TOKEN"), Misspelt("Webhook_Urls", "WEBHOOK_URL")]


@pytest.mark.parametrize("url", ["https://x:port/", "https://", "https://[", "https://x/?a=1"])
def test_an_address_that_is_none_is_a_fault_and_no_crash(monkeypatch, url):
    monkeypatch.setenv("WEBHOOK_URL", url)

    with pytest.raises(SettingsInvalid) as refusal:
        read(None)

    assert [fault.setting for fault in refusal.value.faults] == ["WEBHOOK_URL"]


@pytest.mark.parametrize(
    "url", ["postgresql://me:pa@ss:word@db/crm", "postgresql://me:hush@db:port/crm"]
)
def test_a_database_without_a_port_that_is_one_is_a_fault(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(SettingsInvalid) as refusal:
        read(None)

    assert [fault.setting for fault in refusal.value.faults] == ["DATABASE_URL"]


def test_an_owner_of_another_database_is_a_fault(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hush@db/crm?sslmode=require")
    monkeypatch.setenv("MIGRATION_DATABASE_URL", "postgresql://owner:hush@db:5432/crm")
    same = read(None)
    monkeypatch.setenv("MIGRATION_DATABASE_URL", "postgresql://owner:hush@db/other")

    with pytest.raises(SettingsInvalid) as refusal:
        read(None)

    assert same.migration_database_url
    assert [fault.setting for fault in refusal.value.faults] == ["MIGRATION_DATABASE_URL"]


def test_a_file_that_is_no_text_is_a_fault(tmp_path):
    env_file = tmp_path / ".env"
    env_file.write_bytes(b"HTTP_PORT=\xff\xfe\n")

    with pytest.raises(SettingsInvalid) as refusal:
        read(env_file)

    facts = {"error": "UnicodeDecodeError"}
    assert refusal.value.faults == (Fault(str(env_file), "cli-setting-unreadable", facts),)


def test_secrets_are_not_shown_with_the_settings(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hunter2@db/crm")

    settings = read(None)

    assert TOKEN not in repr(settings)
    assert "hunter2" not in repr(settings)
    assert {TOKEN, "hunter2"} < set(settings.secrets)


def test_the_webhook_secret_follows_from_the_token_alone(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    derived = read(None).effective_webhook_secret
    again = read(None).effective_webhook_secret
    monkeypatch.setenv("BOT_TOKEN", TOKEN.replace("AAH", "AAX"))
    of_another = read(None).effective_webhook_secret
    monkeypatch.setenv("WEBHOOK_SECRET", "chosen")
    chosen = read(None).effective_webhook_secret

    assert derived == again
    assert derived != of_another
    assert chosen == "chosen"
    assert TOKEN.partition(":")[2] not in derived


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://bot.example.org", "/"),
        ("https://bot.example.org/", "/"),
        ("https://bot.example.org/hooks/naparnik", "/hooks/naparnik"),
    ],
)
def test_the_webhook_is_served_under_the_path_of_its_address(monkeypatch, url, path):
    monkeypatch.setenv("WEBHOOK_URL", url)

    assert read(None).webhook_path == path


def test_a_level_may_be_written_in_small_letters(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "warning")

    assert read(None).log_level is LogLevel.WARNING


def test_every_setting_is_explained_in_one_line():
    table = settings_table()

    for name, field in Settings.model_fields.items():
        assert field.description
        assert f"| `{name.upper()}` |" in table
    assert str(Path.home()) not in table


def test_the_readme_explains_the_settings_that_there_are():
    assert settings_table() in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("postgresql://me:a[b#c/d@db/crm", "a[b#c/d"),
        ("postgresql://me:a%40b@[::1]:5432/crm", "a@b"),
        ("postgresql:///crm?user=me&password=hunter2&host=/run", "hunter2"),
    ],
)
def test_a_password_of_any_characters_is_a_secret(monkeypatch, address, password):
    monkeypatch.setenv("DATABASE_URL", address)

    assert password in read(None).secrets
