"""``naparnik run`` against a stand-in for Telegram, and ``naparnik playground``, as processes."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import asyncpg
import pytest

from bot.playground.clock import MovableClock
from bot.playground.personas import Persona
from bot.playground.server import Playground
from storage.postgres.address import dsn
from tests.bot.cli_program import PATIENCE_SECONDS, free_port, naparnik, running
from tests.person import Person

TOKEN = "7000000002:a-token-of-nobody"
BOSS_ID, STRANGER_ID = 501, 502
PERSONAS = (
    Persona("boss", BOSS_ID, "Мария", "administrator", "Лебедева"),
    Persona("stranger", STRANGER_ID, "Олег", "client"),
)


@pytest.fixture
async def telegram() -> AsyncIterator[str]:
    """The origin of a Bot API server with two people and nobody's bot."""
    playground = Playground(
        token=TOKEN, bot_username="naparnik_bot", personas=PERSONAS, clock=MovableClock()
    )
    yield await playground.start()
    await playground.stop()


@pytest.fixture
def settings(telegram: str, database_url: str) -> dict[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": telegram,
        "DATABASE_URL": database_url,
        "HTTP_PORT": str(free_port()),
    }


async def statuses(port: str) -> dict[str, int]:
    """What the three addresses answer, by path, once the program is ready: it may take a delivery
    before it has read what Telegram says to its webhook.
    """
    found: dict[str, int] = {}
    async with asyncio.timeout(PATIENCE_SECONDS), aiohttp.ClientSession() as session:
        while found.get("/readyz") != 200:
            for path in ("/healthz", "/readyz", "/metrics"):
                async with session.get(f"http://127.0.0.1:{port}{path}") as answer:
                    found[path] = answer.status
    return found


async def metrics(port: str) -> str:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        return await answer.text()


async def administrators(database_url: str) -> list[int | None]:
    connection = await asyncpg.connect(dsn(database_url))
    try:
        rows = await connection.fetch(
            "SELECT telegram_id FROM people WHERE role = 'administrator' ORDER BY id"
        )
    finally:
        await connection.close()
    return [row["telegram_id"] for row in rows]


async def test_the_first_start_prints_one_link_that_makes_an_administrator(
    settings: dict[str, str], tmp_path: Path
) -> None:
    async with running("run", settings=settings, folder=tmp_path, is_cold=True) as program:
        line = await program.says("Nobody administers this company yet.")
        link = next(word for word in line.split() if word.startswith("https://t.me/"))
        payload = parse_qs(urlsplit(link).query)["start"][0]
        async with (
            Person(settings["BOT_API_URL"], "stranger") as stranger,
            Person(settings["BOT_API_URL"], "boss") as boss,
        ):
            await stranger.starts()
            await stranger.sees("по личному приглашению")
            await boss.starts(payload)
            await boss.waits_for_idle_bot()
            found = await statuses(settings["HTTP_PORT"])
            told = await metrics(settings["HTTP_PORT"])
            await stranger.starts(payload)
            await stranger.waits_for_idle_bot()
        code = await program.stops()

    async with running("run", settings=settings, folder=tmp_path) as again:
        async with Person(settings["BOT_API_URL"], "boss", patience_seconds=60) as boss:
            asked = await boss.sends("/help")
            await boss.sees("/", newer_than=asked)
        second_code = await again.stops()

    assert found == {"/healthz": 200, "/readyz": 200, "/metrics": 200}
    assert "NaN" not in told
    assert await administrators(settings["DATABASE_URL"]) == [BOSS_ID]
    assert (code, second_code) == (0, 0)
    assert "Traceback" not in program.text + again.text
    assert TOKEN not in program.text + again.text
    assert "t.me" not in again.text


async def test_a_webhook_takes_updates_and_answers_a_stranger(
    settings: dict[str, str], tmp_path: Path
) -> None:
    port = settings["HTTP_PORT"]
    settings["WEBHOOK_URL"] = f"http://127.0.0.1:{port}/hook"

    async with running("run", settings=settings, folder=tmp_path) as program:
        async with Person(settings["BOT_API_URL"], "stranger", patience_seconds=60) as stranger:
            await program.says("Nobody administers this company yet.")
            await stranger.starts()
            await stranger.sees("по личному приглашению")
            found = await statuses(port)
        code = await program.stops()

    assert found == {"/healthz": 200, "/readyz": 200, "/metrics": 200}
    assert code == 0
    assert "Traceback" not in program.text


async def test_a_refused_token_is_one_line_and_no_invitation_is_made(
    settings: dict[str, str], tmp_path: Path
) -> None:
    settings["BOT_TOKEN"] = "7000000002:another-token"

    outcome = await naparnik("run", settings=settings, folder=tmp_path)

    assert outcome.code == 1
    assert "does not accept this BOT_TOKEN" in outcome.err
    assert "Traceback" not in outcome.err
    assert await administrators(settings["DATABASE_URL"]) == []


async def test_a_silent_telegram_is_one_line(settings: dict[str, str], tmp_path: Path) -> None:
    settings["BOT_API_URL"] = f"http://127.0.0.1:{free_port()}"

    outcome = await naparnik("run", settings=settings, folder=tmp_path)

    assert outcome.code == 1
    assert "does not answer" in outcome.err
    assert "Traceback" not in outcome.err


async def test_a_webhook_that_telegram_refuses_is_one_line_that_says_why(
    settings: dict[str, str], tmp_path: Path
) -> None:
    settings["WEBHOOK_URL"] = "https://bot.example.org:1234/hook"

    outcome = await naparnik("run", settings=settings, folder=tmp_path)

    assert outcome.code == 1
    assert "WEBHOOK_URL: bad webhook: Webhook can be set up only on ports" in outcome.err
    assert "Traceback" not in outcome.err


async def test_a_telegram_that_fails_as_it_is_told_of_the_webhook_is_one_line(
    settings: dict[str, str], tmp_path: Path
) -> None:
    settings["WEBHOOK_URL"] = "https://bot.example.org/hook"
    async with Person(settings["BOT_API_URL"], "boss") as boss:
        await boss.orders_fault("bad_gateway", methods=["setWebhook"])

    outcome = await naparnik("run", settings=settings, folder=tmp_path)

    assert outcome.code == 1
    assert "does not answer" in outcome.err
    assert "Traceback" not in outcome.err


async def test_a_taken_port_is_one_line(settings: dict[str, str], tmp_path: Path) -> None:
    settings["HTTP_PORT"] = str(urlsplit(settings["BOT_API_URL"]).port)

    outcome = await naparnik("run", settings=settings, folder=tmp_path)

    assert outcome.code == 1
    assert "is taken" in outcome.err
    assert "Traceback" not in outcome.err


async def test_the_playground_opens_on_a_real_company_under_no_circumstances(
    settings: dict[str, str], tmp_path: Path
) -> None:
    async with running("run", settings=settings, folder=tmp_path) as program:
        await program.says("Nobody administers this company yet.")
        await program.stops()

    outcome = await naparnik(
        "playground", "--no-browser", "--port", "0", settings=settings, folder=tmp_path
    )

    assert outcome.code == 1
    assert "holds a real company" in outcome.err


async def test_a_playground_plays_a_folder_of_files_once_at_a_time_and_stops_cleanly(
    database_url: str, telegram: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "people.csv").write_text(
        "name,role,branch,boss\n"
        "Елена Орлова,director,Москва,\n"
        "Ольга Смирнова,lead,Москва,Елена Орлова\n"
        "Иван Петров,rep,Москва,Ольга Смирнова\n"
    )
    settings = {"DATABASE_URL": database_url}
    line = ("playground", "--no-browser", "--data", data, "--port")

    async with running(*line, "0", settings=settings, folder=tmp_path, is_cold=True) as program:
        said = await program.says("playground is open")
        origin = said.split()[-1]
        port = str(urlsplit(origin).port)
        async with Person(origin, "rep") as rep:
            await rep.starts()
            await rep.sees("Иван")
        again = await naparnik(*line, "0", settings=settings, folder=tmp_path)
        elsewhere = await naparnik(
            *line, str(urlsplit(telegram).port), settings=settings, folder=tmp_path / ".."
        )
        code = await program.stops()

    assert code == 0
    assert "Traceback" not in program.text
    assert port != "0"
    assert (again.code, elsewhere.code) == (1, 1)
    assert "running already" in again.err
    assert "is taken" in elsewhere.err
