"""A port that another program has is told at once, before a company is made for nothing."""

import socket
from pathlib import Path

from tests.bot.cli_program import naparnik

NOBODYS_DATABASE = "postgresql://nobody@127.0.0.1:1/nowhere"


async def test_a_taken_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])

        outcome = await naparnik(
            "playground",
            "--port",
            port,
            settings={"DATABASE_URL": NOBODYS_DATABASE, "NAPARNIK_HOME": str(tmp_path / "home")},
            folder=tmp_path,
        )

    assert outcome.code != 0
    assert port in outcome.err
    assert not (tmp_path / "home").exists()
