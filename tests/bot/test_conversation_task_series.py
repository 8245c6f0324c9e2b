"""docs/conversations/task_series.md, played: a task that comes again, until it is told not to."""

from datetime import datetime, timedelta

from tests.bot.nothing_happens import nothing_breaks  # noqa: F401 - watches every test
from tests.builders import utc
from tests.company import Company
from tests.messages import text_of


async def begin(company: Company) -> None:
    await company.rep.sends("каждую среду в 15 планёрка 30 мин")
    await company.rep.sees("Повтор: каждую среду")
    await company.rep.taps("✅ Поставить")
    await company.rep.waits_for_idle_bot()


async def deadlines(company: Company) -> list[datetime]:
    rows = await company.rows("SELECT deadline_at FROM tasks ORDER BY id")
    return [row.deadline_at for row in rows]


async def test_a_repeating_task_comes_again_a_working_day_before(company: Company):
    await begin(company)

    await company.waits_until(utc("2026-11-24 06:01"))

    assert await deadlines(company) == [utc("2026-11-18 12:00"), utc("2026-11-25 12:00")]
    second = await company.value("SELECT max(id) FROM tasks")
    await company.rep.starts(f"task_{second}")
    await company.rep.sees("Повтор: каждую среду")


async def test_it_is_told_to_come_no_more_and_what_is_there_stays(company: Company):
    await begin(company)
    rep = company.rep

    await rep.taps("⋯ Ещё")
    await rep.taps("🔁 Не повторять")
    await rep.sees("Новые задачи появляться не будут")
    await rep.taps("Не повторять")

    card = await rep.last()
    assert "Повтор" not in text_of(card)
    await company.waits_until(utc("2026-12-01 06:01") + timedelta(minutes=1))
    assert len(await deadlines(company)) == 1
