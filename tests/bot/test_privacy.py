"""What a run writes for itself, logs and metrics, names nobody and quotes nothing."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import text

from bot.logs import set_up_logs
from bot.settings import LogFormat, LogLevel
from tests.company import Company

PHONE, EMAIL = "79035557788", "tainy@romashka.example"
CSV = f"Название;Телефон;Сумма\nООО «Скрытая Незабудка»;+{PHONE};много\n;;\n"
CYRILLIC = re.compile(r"[А-Яа-яЁё]{2,}")


@pytest.fixture(params=LogFormat)
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """All that is logged, down to the least, the libraries' part included."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    set_up_logs(LogLevel.DEBUG, request.param, stream=stream)
    yield stream
    root.handlers = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


async def test_a_day_with_troubles_names_nobody_in_the_log(
    written: io.StringIO, company: Company
) -> None:
    rep, lead, administrator = company.rep, company.lead, company.administrator
    client = await company.given_client("ООО «Тайная Ромашка»", f"+{PHONE}", contact="Пётр Тайный")
    deal = await company.given_deal(client, amount=7_654_321)
    await company.given_offer(deal, amount=7_654_321)

    for words in (
        "Тайная",
        f"+{PHONE}",
        f"новый клиент Секретный Лютик {EMAIL}",
        "звонил в Тайную Ромашку, обещали 7654321 до пятницы",
        "завтра в 15 позвонить Тайной Ромашке 2ч срочно",
        "никогда и нигде",
        f"/start deal_{deal.id}",
        "/start forged_99999999999999999999",
    ):
        await rep.sends(words)
        await rep.waits_for_idle_bot()
    await rep.types_inline("Тайная Ромашка")
    await rep.sends_contact("Пётр Тайный", f"+{PHONE}")
    await rep.sends_location(55.751244, 37.618423)
    await administrator.sends_file(CSV.encode(), "Тайный список.csv")
    await lead.sends("/plan")
    await rep.waits_for_idle_bot()
    await given_broken_deals(company)
    await rep.sends("Тайная Ромашка")
    await rep.sends("/day")
    await rep.waits_for_idle_bot()
    await given_whole_deals(company)
    await rep.orders_fault("server_error", methods=["sendMessage"], times=2)
    await lead.blocks_bot()
    await company.waits(days=8)

    metrics = (await company.program.metrics.exposition()).decode()
    said = written.getvalue() + metrics
    assert "42703" in said, "the column that is not there was met"
    assert "naparnik_updates_total" in metrics
    assert not CYRILLIC.search(said), CYRILLIC.search(said)
    for secret in (
        PHONE,
        PHONE[1:],
        EMAIL,
        "7654321",
        "55.751",
        "hunter2",
        *await usernames(company),
    ):
        assert secret not in said


async def given_broken_deals(company: Company) -> None:
    await _as_owner(company, "ALTER TABLE deals RENAME COLUMN title TO was_title")


async def given_whole_deals(company: Company) -> None:
    await _as_owner(company, "ALTER TABLE deals RENAME COLUMN was_title TO title")


async def _as_owner(company: Company, statement: str) -> None:
    async with company.engine.begin() as connection:
        await connection.execute(text(statement))


async def usernames(company: Company) -> list[str]:
    rows = await company.rows("SELECT telegram_username FROM people WHERE telegram_username <> ''")
    return [row[0] for row in rows]
