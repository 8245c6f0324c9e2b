"""docs/conversations/digests.md, played over HTTP."""

from datetime import UTC, datetime

from tests.company import Company

EVENING = datetime(2026, 11, 18, 15, 30, 30, tzinfo=UTC)  # 18:30 in Moscow, a Wednesday


async def given_closed(
    company: Company, amount: int, status: str = "won", owner: str = "rep"
) -> None:
    deal = await company.given_deal(amount=amount, owner=owner)
    reason = "'price'" if status == "lost" else "NULL"
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE deals SET status = '{status}', lost_reason = {reason},"
            f" closed_at = '{company.clock().isoformat()}' WHERE id = {deal.id}"
        )


async def test_the_days_result_leads_from_branches_to_the_deals_card(company: Company):
    await given_closed(company, 150_000)
    await given_closed(company, 120_000)
    await given_closed(company, 80_000, "lost")
    await company.given_offer(amount=45_000)

    await company.waits_until(EVENING)

    digest = await company.director.sees("Елена, итоги дня")
    for words in (
        "✅ Выиграно: 2 на 270 000 ₽",
        "❌ Проиграно: 1 на 80 000 ₽: ",
        "🔇 Ждут ответа по КП: 1 на 45 000 ₽",
        "🏢 За неделю впереди Москва (270 000 ₽), позади Новосибирск (0 ₽)",
    ):
        await company.director.sees(words)
    await company.manager.sees("✅ Выиграно: 2 на 270 000 ₽")
    assert "🏢 Филиалы" not in await company.manager.buttons()
    director = company.director
    await director.taps("🏢 Филиалы", on=digest)
    await director.sees("1. Москва: ✅ 2 на 270 000 ₽ · ❌ 1 · 🔇 1")
    await director.sees("2. Новосибирск: ✅ 0 · ❌ 0 · 🔇 0")
    await director.taps("1")
    await director.sees("1. Команда: Ольга Смирнова: ✅ 2 на 270 000 ₽ · ❌ 1 · 🔇 1")
    await director.sees("2. Сергей Волков: ✅ 0")
    await director.taps("1")
    await director.sees("👥 Команда: Ольга Смирнова")
    await director.taps("1")
    await director.sees("✅ 1. ")
    await director.sees("❌ 3. ")
    await director.taps("3")
    await director.sees("Проиграна")
    await director.taps("« Список")
    for _ in range(3):
        await director.taps("« Выше")
    await director.sees("1. Москва: ✅ 2 на 270 000 ₽")
    await director.taps("« Сводка")
    await director.sees("Елена, итоги дня")


async def test_week_and_month_come_in_the_morning_with_what_changed(company: Company):
    await given_closed(company, 150_000)
    await given_closed(company, 80_000, "lost")

    await company.waits_until(datetime(2026, 11, 23, 6, 0, 30, tzinfo=UTC))  # Monday, 09:00

    for part in (company.rep, company.lead, company.manager):
        await part.sees("📆 Итоги недели")
        week = await part.sees("16–22 ноября 2026")
    await company.manager.sees("Москва")
    await company.manager.taps("📈 Показатели", on=week)
    await company.manager.sees("📊 Филиал: Москва · 16–22 ноября 2026")
    await company.waits_until(datetime(2026, 12, 4, 6, 0, 30, tzinfo=UTC))  # closed after 3 days
    await company.rep.sees("🗓 Итоги месяца")
    await company.rep.sees("ноябрь 2026")
