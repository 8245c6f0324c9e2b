"""What ``docs/conversations/plans.md`` tells, played word for word."""

import io
from typing import Any

import openpyxl
from sqlalchemy import text

from bot.plans.callback_data import AskPlan, ConfirmPlans, OpenPlan, SendPlanSheet
from domain.org.model import Person
from domain.org.whose import WhoseKind
from domain.plans.model import Planned
from tests.company import Company
from tests.messages import says

NOVEMBER = 202611
MONEY = Planned.WON_VALUE
WON = """
    UPDATE deals SET status = 'won', closed_at = '2026-11-10 09:00+00' WHERE amount = 620000
"""
OPEN = "UPDATE deals SET closes_on = '2026-11-27' WHERE amount = 100000"


async def does(company: Company, *statements: str) -> None:
    async with company.engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def given_anna(company: Company) -> Person:
    """Sells in Москва, in no team."""
    return await company.given_person("Анна Серова", boss=company.people["manager"])


async def given_plans(company: Company, month: str = "2026-11-01") -> None:
    """Москва 3 million: two for Ольга's team, one for Анна; Иван 900 thousand."""
    await does(
        company,
        f"""
        INSERT INTO plans (month, whose, person_id, branch_id, planned, amount, currency)
        SELECT DATE '{month}', 'branch', null::bigint, id, 'won_value', 3000000, 'RUB'
          FROM branches WHERE name = 'Москва'
        UNION ALL
        SELECT DATE '{month}', whose, id, null::bigint, 'won_value', amount, 'RUB'
          FROM (VALUES ('Ольга Смирнова', 'team', 2000000), ('Анна Серова', 'person', 1000000),
                       ('Иван Петров', 'person', 900000)) AS given (name, whose, amount)
          JOIN people USING (name)
        """,
    )


async def amounts(company: Company, month: str = "2026-11-01") -> dict[str, int]:
    rows = await company.rows(
        "SELECT coalesce(people.name, branches.name, 'все') AS name, amount FROM plans"
        " LEFT JOIN people ON people.id = person_id"
        " LEFT JOIN branches ON branches.id = plans.branch_id"
        f" WHERE month = '{month}' AND planned = 'won_value' AND amount > 0"
    )
    return {row.name: int(row.amount) for row in rows}


async def test_a_plan_comes_from_above_and_is_given_out(company: Company) -> None:
    await given_anna(company)
    director, manager = company.director, company.manager

    await director.sends("/plan")
    await director.sees("📈 План · вся компания · ноябрь 2026")
    await director.taps("Москва · —")
    await director.sees(
        "📈 План · Москва · ноябрь 2026\n💰 Продажи\nПлан: не поставлен\nФакт: 0 ₽\n"
        "Рабочих дней прошло: 11 из 20 (55 %)\n🕒 Время UTC+3\n\n"
        "Ольга Смирнова, команда: 0 ₽, плана нет\nАнна Серова: 0 ₽, плана нет"
    )
    assert await director.buttons() == [
        *("Ольга Смирнова · —", "Анна Серова · —", "‹ октябрь", "декабрь ›"),
        *("🏆", "🌱", "🤝", "📞", "✏️ Поставить", "📤 Выгрузить", "« вся компания", "« Мой день"),
    ]
    await director.taps("✏️ Поставить")
    await director.sees("Какой план? Например: 1,2 млн, 900 000 или 300к.")
    for wrong, words in (
        ("-5", "Сумма не бывает меньше нуля"),
        ("100 $", "Планы ставят в валюте компании (RUB), а здесь USD."),
        ("много", "Не понимаю сумму."),
    ):
        await director.sends(wrong)
        await director.sees(words)
    assert not await amounts(company)
    await director.sends("3 млн")
    await director.sees("План: 3 000 000 ₽")
    await director.sees("к этому дню по плану 1 650 000 ₽")

    await manager.sends("/plan")
    await manager.sees("План: 3 000 000 ₽")
    assert "✏️ Поставить" not in await manager.buttons()
    await manager.taps("Ольга Смирнова · —")
    await manager.taps("✏️ Поставить")
    await manager.sends("2 000 000")
    await manager.sees("📈 План · Ольга Смирнова, команда · ноябрь 2026")
    await manager.taps("« Москва")
    await manager.sees(
        "⚖️ План 3 000 000 ₽, у частей в сумме 2 000 000 ₽: не распределено 1 000 000 ₽."
        " Без плана: 1."
    )
    await manager.taps("📊 По факту")
    await manager.sees("⚖️ План 3 000 000 ₽")
    await manager.taps("➗ Поровну")
    await manager.sees("Изменится планов: 2")
    await manager.sees("Ольга Смирнова, команда, 💰 Продажи: 2 000 000 ₽ → 2 500 000 ₽")
    await manager.sees("Анна Серова, 💰 Продажи: — → 500 000 ₽")
    await manager.sees("⚠️ Уже поставлено: 1. Они изменятся.")
    proposed = await manager.last()
    await manager.taps("✅ Заменить все")
    await manager.sees("⚖️ Части в сумме дают план.")
    branch = company.people["manager"].branch_id
    again = ConfirmPlans(
        proposal_id=1,
        only_new=False,
        kind=WhoseKind.BRANCH,
        id=branch,
        month=NOVEMBER,
        planned=MONEY,
    ).pack()
    assert says(await manager.taps_data(proposed, again, forged=True), "Это уже подтверждено.")
    own = AskPlan(kind=WhoseKind.BRANCH, id=branch, month=NOVEMBER, planned=MONEY, version=1).pack()
    told = await manager.taps_data(await manager.last(), own, forged=True)
    assert says(told, "Этот план ставит вышестоящий руководитель")
    assert await amounts(company) == {
        "Москва": 3_000_000,
        "Ольга Смирнова": 2_500_000,
        "Анна Серова": 500_000,
    }


async def test_a_seller_sees_how_far_they_are_and_nobody_elses(company: Company) -> None:
    await company.given_deal(amount=620_000)
    await company.given_deal(amount=100_000)
    await does(company, WON, OPEN)
    lead, rep = company.lead, company.rep

    await lead.sends("/plan")
    await lead.taps("Иван Петров · —")
    await lead.taps("✏️ Поставить")
    await lead.sends("900к")
    await lead.sees("План: 900 000 ₽")
    await rep.sends("/day")
    await rep.sees("📈 План: 620 000 ₽ из 900 000 ₽ (69 %), прошло 55 % рабочих дней")
    await rep.taps("📈 План")

    await rep.sees(
        "📈 План · Иван Петров · ноябрь 2026\n💰 Продажи\nПлан: 900 000 ₽\nФакт: 620 000 ₽ (69 %)\n"
        "Рабочих дней прошло: 11 из 20 (55 %), к этому дню по плану 495 000 ₽\n"
        "В этом темпе к концу месяца: 1 127 273 ₽ (125 %)\n"
    )
    await rep.sees("Прогноз: 630 000 ₽ (70 %) — факт и 1 открытая сделка по вероятности этапа")
    assert await rep.buttons() == [
        *("‹ октябрь", "декабрь ›", "🏆", "🌱", "🤝", "📞", "« Мой день"),
    ]
    last = await rep.last()
    for kind, id_ in (
        (WhoseKind.PERSON, company.people["other_rep"].id),
        (WhoseKind.TEAM, company.people["lead"].id),
        (WhoseKind.BRANCH, company.people["rep"].branch_id),
        (WhoseKind.DEPARTMENT, 1),
        (WhoseKind.COMPANY, 0),
    ):
        look = OpenPlan(kind=kind, id=id_, month=NOVEMBER, planned=MONEY).pack()
        take = SendPlanSheet(kind=kind, id=id_, month=NOVEMBER).pack()
        assert says(await rep.taps_data(last, look, forged=True), "Не нашлось.")
        assert says(await rep.taps_data(last, take, forged=True), "Не нашлось.")
    await rep.taps("🏆")
    await rep.sees("🏆 Выигранные сделки\nПлан: не поставлен\nФакт: 1")
    for _ in range(3):
        await rep.taps("‹ ")
    await rep.sees("🔒 Этот месяц закрыт: план уже не меняется.")
    nowhere = OpenPlan(kind=WhoseKind.PERSON, id=1, month=202613, planned=MONEY).pack()
    assert says(await rep.taps_data(await rep.last(), nowhere, forged=True), "Не нашлось.")


async def test_a_month_is_copied_with_a_factor(company: Company) -> None:
    await given_anna(company)
    await given_plans(company)
    await does(
        company,
        "INSERT INTO plans (month, whose, person_id, planned, amount, currency)"
        " SELECT DATE '2026-12-01', 'person', id, 'won_value', 5, 'RUB' FROM people"
        " WHERE name = 'Иван Петров'",
    )
    director = company.director

    await director.sends("/plan")
    await director.taps("декабрь ›")
    await director.taps("📋 Скопировать ноябрь")
    await director.sees("📋 Скопировать ноябрь 2026 на декабрь 2026: вся компания")
    await director.taps("Другой")
    await director.sends("много")
    await director.sees("Не понимаю, на сколько изменить.")
    await director.sends("5 %")
    await director.sees("Изменится планов: 4")
    await director.sees("Иван Петров, 💰 Продажи: 5 ₽ → 945 000 ₽")
    await director.sees("💰 Продажи, у людей в сумме: 1 900 000 ₽ → 1 995 000 ₽")
    await director.sees("⚠️ Уже поставлено: 1. Они изменятся.")
    assert await amounts(company, "2026-12-01") == {"Иван Петров": 5}
    await director.taps("➕ Только новые")

    await director.sees("📈 План · вся компания · декабрь 2026")
    assert await amounts(company, "2026-12-01") == {
        "Иван Петров": 5,
        "Ольга Смирнова": 2_100_000,
        "Анна Серова": 1_050_000,
        "Москва": 3_150_000,
    }


async def test_a_sheet_goes_out_and_comes_back(company: Company) -> None:
    await given_anna(company)
    await given_plans(company)
    manager = company.manager
    await manager.sends("/plan")
    await manager.taps("📤 Выгрузить")
    sent = await manager.sees_file("plan-2026-11.xlsx")
    content = await manager.file(sent)

    def changed(*cells: tuple[str, str, Any]) -> bytes:
        """A person's row and a column's title to what is written there."""
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet: Any = book.active
        titles = {cell.value: cell.column for cell in sheet[1]}
        rows = {(row[1].value, row[2].value): row[0].row for row in sheet.iter_rows(min_row=2)}
        for name, title, value in cells:
            sheet.cell(rows["Сотрудник", name], titles[title]).value = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    plan = "План: продажи, ₽"
    await manager.sends_file(
        changed(("Иван Петров", plan, "=1+1"), ("Анна Серова", plan, -5)),
        "моя таблица.xlsx",
    )
    await manager.sees("🚫 Таблица не принята, планы не изменились.")
    await manager.sees("формула, нужно число")
    await manager.sees("«-5» меньше нуля")
    await manager.sends_file(
        changed(("Иван Петров", plan, "950 тыс"), ("Анна Серова", "План: звонки", 40)),
        "моя таблица.xlsx",
    )
    await manager.sees("Изменится планов: 2")
    await manager.sees("Иван Петров, 💰 Продажи: 900 000 ₽ → 950 000 ₽")
    await manager.sees("Анна Серова, 📞 Звонки: — → 40")
    await manager.taps("✅ Заменить все")
    await manager.sees("📈 План · Москва · ноябрь 2026")
    assert (await amounts(company))["Иван Петров"] == 950_000
    await manager.sends_file(content, "plan-2026-11.xlsx")
    await manager.sees("Иван Петров, 💰 Продажи: 950 000 ₽ → 900 000 ₽")
    await does(company, "UPDATE plans SET version = 9 WHERE amount = 950000")
    assert says(await manager.taps("✅ Подтвердить"), "План за это время изменили.")
    assert (await amounts(company))["Иван Петров"] == 950_000
