"""``naparnik doctor``: what it finds, and what it says to do."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest
from aiohttp import web

from bot.composition.doctor_command import examine, findings_of
from bot.composition.doctor_database import look_at_database
from bot.doctor.bot_api import look_at_bot_api
from bot.health import serve
from bot.settings import Settings
from bot.texts import texts_for
from domain.clock import utc_now
from domain.language import Language
from storage.delivery.leadership import AdvisoryLeadership
from storage.engine import make_engine
from storage.invariants import invariants
from storage.postgres.address import dsn
from tests.bot.cli_program import naparnik

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
HOOK = "https://bot.example.org/telegram"
ME = {
    "id": 1,
    "is_bot": True,
    "first_name": "N",
    "username": "naparnik_bot",
    "supports_inline_queries": True,
}


@asynccontextmanager
async def telegram(
    webhook: dict[str, Any] | None = None,
    *,
    status: int = 200,
    ahead: timedelta = timedelta(),
    me: dict[str, Any] = ME,
) -> AsyncIterator[str]:
    """A Bot API that answers so; its address."""

    async def answer(request: web.Request) -> web.Response:
        is_me = request.match_info["method"] == "getMe"
        result = me if is_me else {"url": "", "pending_update_count": 0} | (webhook or {})
        said = {"ok": True, "result": result} if status == 200 else {"ok": False}
        date = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
        return web.json_response(said, status=status, headers={"Date": date})

    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", answer)
    runner = await serve(app, "127.0.0.1", 0)
    yield "http://{}:{}".format(*runner.addresses[0])
    await runner.cleanup()


def settings(folder: Path, **given: Any) -> Settings:
    return Settings(_env_file=None, **{"naparnik_home": folder, "bot_token": TOKEN} | given)


async def execute(database_url: str, *statements: str) -> None:
    connection = await asyncpg.connect(dsn(database_url))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def test_a_bot_that_works_is_told_line_by_line_and_no_secret_is(
    program_url, tmp_path, capsys
):
    engine = make_engine(program_url, pool_size=1)
    leadership = AdvisoryLeadership(engine)
    assert await leadership.is_held()

    async with telegram() as origin:
        given = settings(tmp_path, bot_api_url=origin, database_url=program_url)
        code = await examine(given, texts_for(Language.ENGLISH), as_json=False)
    said = capsys.readouterr().out
    await leadership.resign()
    await engine.dispose()

    # The tests' server is the only thing here that is not as it should be.
    ill = [line for line in said.splitlines() if line.startswith("✗")]
    assert (code, [line.split(":")[0] for line in ill]) == (1, ["✗ Autovacuum"])
    for line in (
        "✓ Settings: BOT_API_URL, BOT_TOKEN, DATABASE_URL, NAPARNIK_HOME given",
        "✓ Database: PostgreSQL",
        "✓ Migrations: at",
        "✓ Extensions: all there.",
        "✓ Rights: the program may read and write what it needs.",
        f"✓ Data: all {len(invariants())} rules hold.",
        "✓ Messages: none waits to leave.",
        "✓ Sender: one process sends",
        "✓ Bot API: @naparnik_bot answers",
        "✓ Updates: fetched by polling; 0 wait.",
        "✓ Clock: system",
    ):
        assert line in said
    assert TOKEN not in said
    assert program_url not in said


async def test_what_is_broken_is_told_with_what_to_do(database_url, tmp_path, capsys):
    await execute(
        database_url,
        "INSERT INTO branches (name, country, zone) VALUES ('Москва', 'RU', 'Europe/Moscow')",
        "INSERT INTO people (name, role, branch_id) SELECT 'Анна', 'rep', id FROM branches",
        "INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before,"
        " created_at, dedupe_key) SELECT id, 'x', 'deal', 7, 'now',"
        " now() - interval '61 minutes', now(),"
        " id || ':x:deal:7' FROM people",
    )

    given = settings(tmp_path, bot_token=None, database_url=database_url)
    code = await examine(given, texts_for(Language.RUSSIAN), as_json=False)

    said = capsys.readouterr().out
    assert code == 1
    assert "✗ Настройки: не задан BOT_TOKEN — возьмите его у @BotFather" in said
    assert "✓ Права: роли" in said
    assert "✗ Сообщения: ждут отправки 1, самое старое уже 62 минуты — проверьте" in said
    assert "✗ Отправка: ею никто не занят — запустите `naparnik run`." in said
    assert "✗ Данные, matters-exist: Карточки и ждущие сообщения — о том, что есть в базе." in said
    assert "matter deal, matter_id 7" in said
    assert "Анна" not in said


async def test_of_many_broken_rows_it_is_said_that_there_are_more(database_url, tmp_path, capsys):
    await execute(
        database_url,
        "INSERT INTO cards (chat_id, matter, matter_id, message_id, sent_at)"
        " SELECT 1, 'deal', n, n, now() FROM generate_series(1, 21) AS n",
    )

    given = settings(tmp_path, bot_token=None, database_url=database_url)
    await examine(given, texts_for(Language.ENGLISH), as_json=False)

    assert "Broken in 20 rows or more, the first: " in capsys.readouterr().out


async def test_machines_are_told_the_same_as_json(bare_database_url, tmp_path, capsys):
    given = settings(tmp_path, bot_token=None, database_url=bare_database_url)

    code = await examine(given, texts_for(Language.ENGLISH), as_json=True)

    said = json.loads(capsys.readouterr().out)
    found = {one["key"]: one for one in said["findings"]}
    assert (code, said["is_well"]) == (1, False)
    assert found["doctor-migrations-behind"]["facts"]["revision"] == "—"
    assert found["doctor-extensions-missing"]["said"].endswith(
        "run `naparnik migrate` as a user who may create them."
    )
    assert not any(key.startswith("doctor-invariant") for key in found)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (None, "doctor-no-database"),
        ("postgresql://nobody:hush@127.0.0.1:9/nothing", "cli-database-server-unreachable"),
    ],
)
async def test_a_database_that_is_not_there_is_one_finding(tmp_path, url, key):
    given = settings(tmp_path, bot_token=None, database_url=url)

    found = await findings_of(given)

    assert [one.key for one in found] == ["doctor-settings", "doctor-no-token", key]
    assert not list(tmp_path.iterdir())


async def test_a_home_that_cannot_be_looked_into_is_one_finding(tmp_path):
    view = await look_at_database(settings(tmp_path, naparnik_home=tmp_path / ("n" * 300)), utc_now)

    assert [one.key for one in view.findings] == ["cli-database-folder-not-writable"]


async def test_the_owner_of_the_tables_is_tried_too(database_url, program_url, tmp_path):
    server = urlsplit(database_url)
    stranger = server._replace(netloc=f"nobody-of-that-name@{server.netloc.rpartition('@')[2]}")
    told = []

    for owner in (database_url, program_url, stranger.geturl()):
        given = settings(tmp_path, database_url=program_url, migration_database_url=owner)
        view = await look_at_database(given, utc_now)
        told.append((view.findings[-1].key, view.findings[-1].is_well))

    assert told == [
        ("doctor-owner", True),
        ("doctor-owner-lacks", False),
        ("cli-database-wrong-password", False),
    ]


async def test_a_server_that_is_away_is_said_once_of_both_roles(tmp_path):
    away = "postgresql://{}:hush@127.0.0.1:9/nothing"
    given = settings(
        tmp_path,
        database_url=away.format("program"),
        migration_database_url=away.format("owner"),
    )

    view = await look_at_database(given, utc_now)

    assert [one.key for one in view.findings] == ["cli-database-server-unreachable"]


@pytest.mark.parametrize(
    ("url", "said", "keys"),
    [
        (None, {}, ["doctor-bot-api", "doctor-updates-polling"]),
        (HOOK, {"url": HOOK}, ["doctor-bot-api", "doctor-updates-webhook"]),
        (HOOK, {}, ["doctor-bot-api", "doctor-webhook-missing"]),
        (None, {"url": HOOK}, ["doctor-bot-api", "doctor-webhook-left"]),
        (HOOK, {"url": HOOK + "/old"}, ["doctor-bot-api", "doctor-webhook-elsewhere"]),
        (
            HOOK,
            {
                "url": HOOK,
                "pending_update_count": 101,
                "last_error_date": int(time.time()) - 90,
                "last_error_message": "Wrong response from the webhook: 502 Bad Gateway",
            },
            [
                "doctor-bot-api",
                "doctor-updates-webhook",
                "doctor-webhook-failing",
                "doctor-updates-pile",
            ],
        ),
        (
            HOOK,
            {"url": HOOK, "last_error_date": int(time.time()) - 7200, "last_error_message": "old"},
            ["doctor-bot-api", "doctor-updates-webhook"],
        ),
    ],
)
async def test_where_updates_go_is_compared_with_the_settings(tmp_path, url, said, keys):
    async with telegram(said) as origin:
        view = await look_at_bot_api(
            settings(tmp_path, bot_api_url=origin, webhook_url=url), utc_now
        )

    assert [finding.key for finding in view.findings] == keys


@pytest.mark.parametrize(("pending", "is_well"), [(0, True), (1, False)])
async def test_a_failed_delivery_is_a_fault_only_while_updates_wait(tmp_path, pending, is_well):
    failed = {
        "url": HOOK,
        "pending_update_count": pending,
        "last_error_date": int(time.time()) - 90,
        "last_error_message": "502 Bad Gateway",
    }

    async with telegram(failed) as origin:
        given = settings(tmp_path, bot_api_url=origin, webhook_url=HOOK)
        view = await look_at_bot_api(given, utc_now)

    said = view.findings[-1]
    assert said.is_well is is_well
    assert "502 Bad Gateway" in said.words(texts_for(Language.RUSSIAN))


@pytest.mark.parametrize(
    ("status", "key"), [(401, "doctor-token-refused"), (502, "doctor-bot-api-strange")]
)
async def test_a_bot_api_that_refuses_is_one_finding_without_the_token(tmp_path, status, key):
    async with telegram(status=status) as origin:
        view = await look_at_bot_api(settings(tmp_path, bot_api_url=origin), utc_now)

    (finding,) = view.findings
    assert finding.key == key
    assert TOKEN not in finding.words(texts_for(Language.ENGLISH))


async def test_inline_mode_that_is_off_is_a_hint_and_no_failure(tmp_path):
    async with telegram(me=ME | {"supports_inline_queries": False}) as origin:
        view = await look_at_bot_api(settings(tmp_path, bot_api_url=origin), utc_now)

    hint = view.findings[1]
    assert (hint.key, hint.is_well) == ("doctor-inline-off", True)


async def test_a_silent_bot_api_is_one_finding_without_the_token(tmp_path):
    view = await look_at_bot_api(settings(tmp_path, bot_api_url="http://127.0.0.1:9"), utc_now)

    (finding,) = view.findings
    assert finding.key == "doctor-bot-api-silent"
    assert TOKEN not in finding.words(texts_for(Language.ENGLISH))


async def test_clocks_that_differ_or_jump_are_told(tmp_path):
    seconds = iter((0.0, 30.0))

    async with telegram(ahead=timedelta(hours=1)) as origin:
        found = await findings_of(
            settings(tmp_path, bot_api_url=origin), monotonic=lambda: next(seconds)
        )

    told = {one.key: one.facts for one in found if one.check == "clock"}
    assert set(told) == {"doctor-clock-bot-api", "doctor-clock-stepped"}
    assert told["doctor-clock-bot-api"]["seconds"].startswith(("+36", "+359"))
    assert told["doctor-clock-stepped"]["seconds"].startswith(("-30", "-29"))


async def test_the_command_answers_in_the_terminal_s_language_and_fails_where_something_is_ill(
    tmp_path,
):
    outcome = await naparnik("doctor", settings={"LC_ALL": "ru_RU.UTF-8"}, folder=tmp_path)

    assert outcome.code == 1
    assert "✗ База: её ещё нет" in outcome.out
    assert outcome.err == ""


def test_every_rule_has_its_words_and_in_english_those_of_its_query():
    english, russian = texts_for(Language.ENGLISH), texts_for(Language.RUSSIAN)
    told = {one.name: english.plain(f"doctor-rule-{one.name}") for one in invariants()}

    assert told == {one.name: one.sentence for one in invariants()}
    assert all(russian.plain(f"doctor-rule-{name}") != told[name] for name in told)
