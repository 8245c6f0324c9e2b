"""What ``docs/conversations/kpi.md`` tells, played word for word."""

import json
from datetime import date, timedelta

from sqlalchemy import text

from bot.kpi.callback_data import (
    ChooseKpiWhose,
    MeasureSign,
    OpenBonuses,
    OpenCuts,
    OpenFacts,
    OpenFigure,
    OpenKpi,
    OpenKpiPicture,
    OpenLosses,
    OpenRanking,
    OpenWhy,
    address_of,
)
from domain.deals.use_cases import LoseDeal, WinDeal
from domain.desk import Desk
from domain.kpi.closing import CloseKpiPeriods
from domain.kpi.cuts import CutBy
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.periods import PeriodKind, period_of
from domain.tasks.doing import FinishTask
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask
from tests.bot.nothing_happens import nothing_breaks, nothing_changes  # noqa: F401 - watches every test
from tests.builders import required_items
from tests.company import Company
from tests.messages import says

NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 18))


async def given_closed_deals(company: Company) -> None:
    """Иван wins «Ромашка» for 120 000 ₽ and «Василёк» without an amount, loses «Лютик», and has
    «Клён» open.
    """
    made = [
        await company.given_deal(await company.given_client(f"ООО «{name}»", phone=None), amount)
        for name, amount in (
            ("Ромашка", 120_000),
            ("Василёк", None),
            ("Лютик", 50_000),
            ("Клён", 50_000),
        )
    ]
    ticks = json.dumps({made[0].stage: required_items(made[0].stage)})
    async with company.engine.begin() as connection:
        ticked = text("UPDATE deals SET ticks = CAST(:ticks AS jsonb)")
        await connection.execute(ticked.bindparams(ticks=ticks))
    actor = await company.actor()
    for deal in made[:2]:
        await company.container.get(WinDeal)(actor, deal.id, version=deal.version)
    await company.container.get(LoseDeal)(actor, made[2].id, "price", version=made[2].version)


async def given_finished_tasks(company: Company) -> None:
    """Two of Иван's, due this week and done."""
    lead, rep = await company.actor("lead"), await company.actor("rep")
    due = Deadline(company.clock() + timedelta(days=1))
    for title in ("Собрать прайс", "Позвонить в банк"):
        task = await company.container.get(CreateTask)(lead, NewTask(title, rep.id, due))
        await company.container.get(FinishTask)(rep, task.id, version=task.version)


async def given_rules(company: Company, **kpi: object) -> None:
    """The rulebook with other rules of figures, in force from now on."""
    async with company.container.get(Desk).begin() as uow:
        known = await uow.rulebooks.current()
        rules = known.rulebook.model_copy(update={"kpi": known.rulebook.kpi.model_copy(update=kpi)})
        await uow.rulebooks.add(
            rules,
            after_version=known.version,
            source_text=None,
            comment=None,
            created_at=company.clock(),
            created_by=None,
        )
        await uow.commit()


async def test_a_newcomer_reads_what_will_be_here_and_a_rep_their_own_figures(company: Company):
    rep = company.rep
    await rep.sends("/kpi")
    await rep.sees(
        "📊 Иван Петров · ноябрь 2026\nПериод идёт, время UTC+3. ▲▼ сравнение: 1–18 октября 2026."
    )
    await rep.sees("Пока нет ни одного факта за этот период.")

    await given_closed_deals(company)
    await rep.sends("Мои показатели")
    await rep.sees("Выигранные сделки: 2 ▲ +2 (было 0)")
    await rep.sees("Сумма выигранных: 120 000 ₽ ▲ +120 000 ₽ (было 0)")
    await rep.sees("Доля выигранных: 66,7 %")
    await rep.sees("⚠️ Не вошло: 1 сделка без суммы.")
    assert "👥 Чьи" not in await rep.buttons()

    await rep.taps("Воронка")
    await rep.sees("Первый контакт\n██████████ вошло 4\nКогорта: 50 % (2 из 4)")
    await rep.taps("Клиенты")
    await rep.sees("Новые клиенты: 2 ▲ +2 (было 0)")
    await rep.taps("Работа")
    await rep.sees("Задач со сроком в этом периоде не было")
    await rep.sees("💰 Бонус считать пока не из чего")
    await rep.taps("Итоги")

    await rep.taps("📄 Отчёты")
    sent = await rep.sends("/kpi")
    await rep.sees("📊 Иван Петров · ноябрь 2026", newer_than=sent)
    await rep.taps("📊 Картинка")
    shown = await rep.sees("📊 12 месяцев · Иван Петров · ноябрь 2026\nПлана на этот месяц нет")
    assert shown["photo"]
    await rep.taps("Воронка")
    shown = await rep.sees("📊 Воронка · Иван Петров · ноябрь 2026")
    assert shown["photo"]
    await rep.taps("« Показатели")
    await rep.sees("Когорта — из вошедших на этап в этот период дошли дальше.")


async def test_why_leads_from_the_figure_to_the_card_and_back(company: Company):
    await given_closed_deals(company)
    rep = company.rep
    await rep.sends("/kpi")
    await rep.taps("Сделки")
    await rep.taps("❓ Почему")
    await rep.sees("❓ Почему так: Сделки\nИван Петров · ноябрь 2026. Выберите показатель.")
    await rep.taps("Доля выигранных: 66,7 %")
    await rep.sees("Как считаем. Выигранные ÷ (выигранные + проигранные), по дню закрытия.")
    await rep.sees("Числитель — Выигранные: 2\nЗнаменатель — Закрытые: 3\nНе вошло: ничего")
    await rep.taps("Знаменатель")
    await rep.sees("📋 Доля выигранных, знаменатель: 3")
    await rep.taps("18.11 ООО «Лютик»")
    await rep.sees("✖️ Проиграна")
    await rep.taps("« Список")
    await rep.taps("« Показатель")
    await rep.taps("« Почему")
    await rep.taps("Сумма выигранных")
    await rep.sees("Не вошло: 1 сделка без суммы")
    await rep.taps("Список")
    await rep.sees("📋 Сумма выигранных, список: 1")
    await rep.taps("« Показатель")
    await rep.taps("Не вошло")
    await rep.taps("18.11 ООО «Василёк» · без суммы")
    await rep.sees("ООО «Василёк»")
    await rep.taps("« Список")
    await rep.taps("« Показатель")
    await rep.taps("« Показатели")

    await rep.taps("📉 Потери")
    await rep.sees("📉 Почему проиграли: 1\nИван Петров · ноябрь 2026\n\nДорого: 1, 50 000 ₽")
    await rep.sees("🏆 Выиграно 2 на 120 000 ₽")
    await rep.taps("Дорого: 1")
    await rep.taps("18.11 ООО «Лютик» · 50 000 ₽")
    await rep.sees("Причина: Дорого")


async def test_closed_deals_are_cut_by_what_was_sold_and_to_whom(company: Company):
    await given_closed_deals(company)
    async with company.engine.begin() as connection:
        for statement in (
            "INSERT INTO products (name, name_key, series) VALUES ('Бризер', 'бризер', 'Воздух')",
            "UPDATE deals SET product_id = (SELECT max(id) FROM products)"
            " WHERE title IN ('ООО «Ромашка»', 'ООО «Лютик»')",
            "UPDATE clients SET sector = 'Стройка' WHERE name = 'ООО «Василёк»'",
        ):
            await connection.exec_driver_sql(statement)
    director = company.director
    await director.sends("/kpi")
    await director.taps("Сделки")
    await director.taps("🔎 Разрезы")
    await director.sees(
        "🔎 Закрытые сделки по продуктам: 3\nКомпания: Группа · ноябрь 2026\n\n"
        "Бризер: ✅ 1 на 120 000 ₽ · ❌ 1 · 50 %\nбез продукта: ✅ 1 · ❌ 0 · 100 %\n\n"
        "✅ выиграно, ❌ проиграно, за ними доля выигранных\n"
        "⚠️ В суммы не вошло: 1 сделка без суммы."
    )
    assert await director.buttons() == [
        *("✅ Продукты", "Серии", "Отрасли", "Регионы", "Сегменты", "« Показатели"),
    ]
    await director.taps("Серии")
    await director.sees("🔎 Закрытые сделки по сериям: 3")
    await director.sees("Воздух: ✅ 1 на 120 000 ₽ · ❌ 1 · 50 %\nбез серии: ✅ 1 · ❌ 0 · 100 %")
    await director.taps("Отрасли")
    await director.sees(
        "без отрасли: ✅ 1 на 120 000 ₽ · ❌ 1 · 50 %\nСтройка: ✅ 1 · ❌ 0 · 100 %"
    )
    await director.taps("« Показатели")
    await director.taps("‹ октябрь")
    await director.taps("🔎 Разрезы")
    await director.sees("🔎 Закрытые сделки по продуктам: 0\nКомпания: Группа · октябрь 2026")
    await director.sees("В этом периоде сделки не закрывались. Откройте другой период.")
    await director.taps("« Показатели")
    await director.sees("🏁 Закрытые сделки")


async def given_nothing_closed(company: Company) -> None:
    async with company.engine.begin() as connection:
        await connection.execute(text("TRUNCATE kpi_closings CASCADE"))


async def test_days_are_chosen_by_buttons_and_typed(company: Company):
    rep = company.rep
    await given_nothing_closed(company)
    await rep.sends("/kpi")
    await rep.taps("‹ октябрь")
    await rep.sees("📊 Иван Петров · октябрь 2026\nВремя UTC+3. ▲▼ сравнение: сентябрь 2026.")
    await company.container.get(CloseKpiPeriods)()
    await rep.taps("ноябрь ›")
    await rep.taps("‹ октябрь")
    await rep.sees("🔒 Закрыт 18.11, время UTC+3. ▲▼ сравнение: сентябрь 2026.")
    await rep.taps("ноябрь ›")
    await rep.taps("📅 Период")
    await rep.taps("Неделя 16–22 ноября 2026")
    await rep.sees("▲▼ сравнение: 9–11 ноября 2026.")
    await rep.taps("📅 Период")
    await rep.taps("✏️ Свои дни")
    await rep.sees("За какие дни? Напишите, например: 1.03–15.03")
    for typed, told in (
        ("100 лет", "Период длиннее 1\xa0098 дней."),
        ("15.10.2026–1.10.2026", "Первый день, 15.10.2026, позже последнего, 01.10.2026."),
        ("1.12.2026", "Период начинается 01.12.2026, это ещё впереди."),
        ("никогда", "Не понял, за какие дни."),
    ):
        await rep.sends(typed)
        await rep.sees(told)
    await rep.sends("1–15 октября")
    await rep.sees("📊 Иван Петров · 1–15 октября 2026")


async def test_a_head_goes_down_to_a_person_and_up_again(company: Company):
    await given_closed_deals(company)
    director, lead = company.director, company.lead
    await director.sends("/kpi")
    await director.sees("📊 Компания: Группа · ноябрь 2026")
    await director.taps("👥 Чьи")
    await director.sees("👥 Компания: Группа. Филиалы: 2")
    await director.taps("Москва")
    await director.taps("👥 Чьи")
    await director.sees("👥 Филиал: Москва. Команды: 2")
    await director.taps("Ольга Смирнова")
    await director.sees("📊 Команда: Ольга Смирнова · ноябрь 2026")
    await director.taps("👥 Чьи")
    await director.taps("Иван Петров")
    await director.sees("📊 Иван Петров · ноябрь 2026")
    await director.taps("👥 Чьи")
    await director.taps("⬆️ Команда: Ольга Смирнова")
    await director.taps("👥 Чьи")
    await director.taps("⬆️ Компания: Группа")
    await director.taps("🏆 Места")
    await director.sees("🏆 Филиалы: Сумма выигранных · ноябрь 2026\n\n🥇 Москва — 120 000 ₽")
    await director.does_not_see("Ваш филиал")
    async with company.engine.begin() as connection:
        in_moscow = text("UPDATE people SET branch_id = :branch WHERE role = 'director'")
        await connection.execute(in_moscow, {"branch": company.people["rep"].branch_id})
    await director.taps("Выигранные сделки")
    await director.sees("🥇 Москва — 2\n🥈 Новосибирск — 0\n\nВаш филиал: 1-й из 2")
    await director.taps("Сумма выигранных")
    await director.taps("👤 Люди")
    await director.sees("🥇 Иван Петров — 120 000 ₽\n🥈 Вера Соколова — 0 ₽")

    await lead.sends("/kpi")
    await lead.sees("📊 Команда: Ольга Смирнова · ноябрь 2026")
    await company.rep.sends("/kpi")
    await company.rep.taps("🏆 Места")
    await company.rep.sees("Вы 1-й из 1: 120 000 ₽")
    await company.rep.does_not_see("🥇")

    await given_rules(company, shows_names=True, launched_on=date(2026, 11, 9))
    await company.rep.sends("/kpi")
    await company.rep.taps("🏆 Места")
    await company.rep.sees("🥇 Иван Петров — 120 000 ₽\n\nВы 1-й из 1: 120 000 ₽")
    await company.rep.taps("« Показатели")
    await company.rep.taps("Воронка")
    await company.rep.taps("🚀 До и после")
    await company.rep.sees("До: 30 октября – 8 ноября 2026. После: 9–18 ноября 2026.")
    await company.rep.sees("Новые сделки: 0 → 12 ▲ +12 (было 0)")


async def test_a_lead_reads_the_bonuses_of_the_team_and_opens_one(company: Company):
    lead = company.lead
    await lead.sends("/kpi")
    await given_finished_tasks(company)
    await lead.taps("Работа")
    await lead.taps("🎁 Бонусы")
    await lead.sees(
        "🎁 Бонусы\nКоманда: Ольга Смирнова · ноябрь 2026\n\n"
        "Иван Петров — 50 из 100 %\n"
        "Ещё одна просрочка из 2 — и 50 % за своевременность не платятся.\n"
        "Ольга Смирнова — считать пока не из чего"
    )
    await lead.taps("Иван Петров")
    await lead.sees("📊 Иван Петров · ноябрь 2026")
    await lead.sees("💰 Бонус сейчас: 50 из 100 %")
    assert "🎁 Бонусы" not in await lead.buttons()
    await lead.taps("👥 Чьи")
    await lead.taps("⬆️ Команда: Ольга Смирнова")
    await lead.taps("📅 Период")
    await lead.taps("Неделя 16–22 ноября 2026")
    assert "🎁 Бонусы" not in await lead.buttons()

    await given_rules(company, bonus=())
    await lead.sends("/kpi")
    await lead.taps("Работа")
    await lead.taps("🎁 Бонусы")
    await lead.sees("Здесь нет никого, кому по регламенту положен бонус.")
    await lead.taps("« Показатели")
    await lead.sees("📊 Команда: Ольга Смирнова · ноябрь 2026")


async def test_whoever_stands_in_for_somebody_sees_their_figures_too(company: Company):
    rep, absent = company.rep, company.people["other_rep"]
    today = date(2026, 11, 18)
    await company.given_absence(absent, company.people["rep"], today, today)

    await rep.sends("/kpi")
    await rep.taps("👥 Чьи")
    await rep.taps("Вера Соколова")
    await rep.sees("📊 Вера Соколова · ноябрь 2026\nПериод идёт, время UTC+7.")


async def test_whose_figures_one_may_not_see_are_not_found(company: Company, engine):
    rep, lead = company.rep, company.people["lead"]
    on = await rep.last()
    forbidden = (
        COMPANY,
        Whose(WhoseKind.PERSON, lead.id),
        Whose(WhoseKind.TEAM, lead.id),
        Whose(WhoseKind.BRANCH, lead.branch_id),
        Whose(WhoseKind.DEPARTMENT, 1),
        Whose(WhoseKind.PERSON, 10**9),
    )

    async with nothing_changes(engine):
        for whose in forbidden:
            where = address_of(whose, NOVEMBER)
            for button in (
                OpenKpi.to(whose, NOVEMBER),
                OpenWhy(**where, tab="deals"),
                OpenFigure(**where, m=MeasureSign.WON_COUNT),
                OpenFacts(**where, m=MeasureSign.WON_COUNT),
                OpenLosses(**where),
                OpenCuts(**where, cut=CutBy.SECTOR),
                OpenBonuses(**where),
                OpenKpiPicture(**where, drawn="trend"),
                OpenRanking(**where, rank="b"),
                ChooseKpiWhose(**where, kind="p"),
            ):
                assert says(await rep.taps_data(on, button.pack(), forged=True), "Не нашлось")
        for days in (
            "kpi:p:0:m:9999999:0:sum",
            "kpi:p:0:o:1:3652058:sum",
            "kpi:p:0:o:739000:0:sum",
        ):
            answer = await rep.taps_data(on, days, forged=True)
            assert answer["text"], days
        assert says(await rep.taps_data(on, "kpi:x:0:m:0:0:sum", forged=True), "устарела")
        own = OpenBonuses(**address_of(Whose(WhoseKind.PERSON), NOVEMBER))
        assert says(await rep.taps_data(on, own.pack(), forged=True), "Не нашлось")
        stage = OpenFigure.to(
            MeasureSign.STAGE_TIME.measure, Whose(WhoseKind.PERSON), NOVEMBER, "nowhere"
        )
        assert says(await rep.taps_data(on, stage.pack(), forged=True), "Не нашлось")
