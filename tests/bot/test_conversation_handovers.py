"""Plays docs/conversations/handovers.md.

Мария Лебедева is the administrator; Сергей Волков manages Ольга Смирнова, who leads Иван Петров.
"""

from datetime import date

from bot.org.callback_data import GiveBranch
from domain.org.model import Role
from tests.company import Company


async def leave(company: Company, name: str = "петров") -> None:
    """The administrator comes to what the person holds."""
    await company.administrator.sends(f"/people {name}")
    await company.administrator.taps("Иван Петров")
    await company.administrator.taps("Отключить")


async def test_who_leaves_hands_everything_over_by_one_tap_and_it_can_be_taken_back(
    company: Company,
):
    deal = await company.given_deal()
    await company.given_offer(deal)
    administrator, lead = company.administrator, company.lead

    await leave(company)
    seen = await administrator.sees("Иван Петров: что передать")
    assert "Клиенты: 1\nСделки: 1\nКП без ответа: 1" in seen["text"]
    await administrator.taps("Передать дела")
    await administrator.sees("Клиенты: 1 → не выбран")
    assert "Передать и отключить" not in await administrator.buttons()
    await administrator.taps("Ольга Смирнова · руководитель")
    await administrator.sees("Клиенты: 1 → Ольга Смирнова")
    await administrator.taps("Передать и отключить")

    card = await administrator.sees("Иван Петров: дела переданы, доступ закрыт")
    assert "Кому: Ольга Смирнова (2)" in card["text"]
    assert "Вернуть можно до: завтра, 10:" in card["text"]
    summary = await lead.sees("Вам передали дела")
    assert "Клиенты: 1\nСделки: 1" in summary["text"]
    assert await company.told() == [(company.people["lead"].id, "handover_received")]
    start = await company.rep.sends("/day")
    await company.rep.sees("Войти можно только по личному приглашению", newer_than=start)

    await lead.taps("🏢 ООО «Ромашка»")
    await lead.taps("🕓 История")
    await lead.sees("Клиент передан: Иван Петров → Ольга Смирнова")

    await administrator.taps("Вернуть")
    await administrator.sees("Вернуть всё, что вёл Иван Петров?")
    answer = await administrator.taps("Да, вернуть")
    assert answer["text"] == "Передача отменена"
    await administrator.sees("Вернулось всё.")
    await lead.sees("Передача отменена")
    again = await company.rep.sends("/day")
    await company.rep.sees("ваш день", newer_than=again)


async def test_each_kind_may_go_to_somebody_else_and_what_stayed_is_named(company: Company):
    client = await company.given_client()
    await company.given_person("Анна Серова")
    await company.given_deal(client)
    administrator = company.administrator

    await leave(company)
    await administrator.taps("Передать дела")
    await administrator.taps("По видам")
    await administrator.taps("Клиенты")
    await administrator.sends("серова")
    await administrator.taps("Анна Серова · Москва")
    await administrator.sees("Сделки: 1 → не выбран")
    await administrator.taps("Сделки")
    await administrator.sends("волков")
    await administrator.taps("Сергей Волков · Москва")
    await administrator.sees("Сделки: 1 → Сергей Волков")
    await administrator.taps("Передать и отключить")
    await administrator.sees("Кому: Анна Серова (1), Сергей Волков (1)")

    manager = company.manager
    await manager.sees("Вам передали дела")
    await manager.taps("💼 ООО «Ромашка»")
    await manager.taps("✏️ Изменить")
    await manager.taps("Передать")
    await manager.taps("Ольга Смирнова · Москва")
    await manager.sees("перейдёт: Ольга Смирнова.")
    await manager.taps("Передать")
    await manager.sees("Дела переданы")

    await administrator.taps("Вернуть")
    await administrator.taps("Да, вернуть")
    await administrator.sees("Осталась как есть 1 запись")
    assert "💼 ООО «Ромашка»" in await administrator.buttons()


async def test_who_holds_nothing_is_switched_off_at_once(company: Company):
    await leave(company)
    await company.administrator.sees("Отключить Иван Петров?")

    await company.administrator.taps("Да, отключить")

    await company.administrator.sees("дела переданы, доступ закрыт")
    assert not (await company.person("rep")).is_active


async def test_an_owner_proposes_and_the_head_agrees_from_the_notice(company: Company):
    deal = await company.given_deal()
    await company.given_person("Анна Серова")
    rep, lead = company.rep, company.lead

    await rep.starts(f"deal_{deal.id}")
    await rep.taps("✏️ Изменить")
    await rep.taps("Передать")
    await rep.sees("Кому передать?")
    await rep.taps("Анна Серова · Москва")
    await rep.sees("Сделка «ООО «Ромашка»» с её КП перейдёт: Анна Серова.")
    await rep.taps("Передать")
    await rep.sees("ждёт решения руководителя")

    await lead.sees("Передать сделку «ООО «Ромашка»»?")
    await lead.taps("Передать")
    await lead.sees("Дела переданы")
    await rep.sees("Дела переданы")


async def test_an_owner_whose_proposal_is_declined_keeps_the_client(company: Company):
    client = await company.given_client()
    await company.given_person("Анна Серова")
    rep, lead = company.rep, company.lead

    await rep.starts(f"client_{client.id}")
    await rep.taps("✏️ Изменить")
    await rep.taps("Передать")
    await rep.taps("Анна Серова · Москва")
    await rep.taps("Передать")
    await lead.sees("Передать клиента «ООО «Ромашка»»?")
    await lead.taps("Оставить")

    await rep.sees("остался у прежнего ответственного")


async def test_a_head_gives_all_clients_of_somebody_away(company: Company):
    await company.given_client()
    await company.given_client("Лютик", phone="+79161234568")
    await company.given_person("Анна Серова", boss=company.people["lead"])

    await company.lead.sends("/people петров")
    await company.lead.taps("Иван Петров")
    await company.lead.taps("Передать клиентов")
    await company.lead.taps("Анна Серова · Москва")
    await company.lead.sees("Все клиенты, которых ведёт Иван Петров")
    await company.lead.taps("Передать")

    await company.lead.sees("Клиенты: 2")


async def test_clients_in_nobodys_hands_are_counted_for_heads_and_given_away(company: Company):
    client = await company.given_client()
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE clients SET owner_id = NULL")
    manager = company.manager

    await manager.sends("/people")
    await manager.taps("Без ответственного: 1")
    await manager.taps("ООО «Ромашка» · Москва")
    await manager.taps("✏️ Изменить")
    await manager.taps("Передать")
    await manager.taps("Ольга Смирнова · Москва")
    await manager.taps("Передать")

    owner = await company.value(f"SELECT owner_id FROM clients WHERE id = {client.id}")
    assert owner == company.people["lead"].id
    await company.lead.sees("Вам передали дела")


async def test_a_role_changes_with_its_menu_and_the_person_is_told(company: Company):
    administrator, rep = company.administrator, company.rep
    await administrator.sends("/people петров")
    await administrator.taps("Иван Петров")
    await administrator.taps("Роль и место")
    await administrator.sees("Выберите роль")
    answer = await administrator.taps("руководитель группы")

    assert answer["text"] == "Сохранено"
    assert "✅ руководитель группы" in await administrator.buttons()
    await rep.sees("Ваше место в компании изменилось")
    assert "approvals" in await rep.commands()
    assert (await company.person("rep")).role is Role.LEAD

    await administrator.taps("Руководитель")
    await administrator.sends("волков")
    await administrator.taps("Сергей Волков · Москва")
    await administrator.sees("Руководитель: Сергей Волков")
    await administrator.taps("Филиал")
    await administrator.sees("в каком филиале?")
    assert "✅ Москва" in await administrator.buttons()
    await administrator.taps("Новосибирск")
    await administrator.sees("Филиал: Новосибирск")
    siberia = (await company.person("other_rep")).branch_id
    assert (await company.person("rep")).branch_id == siberia
    forged = GiveBranch(person_id=company.people["manager"].id, branch_id=siberia).pack()
    await company.manager.sends("/day")
    refused = await company.manager.taps_data(await company.manager.last(), forged, forged=True)
    assert "только администратор" in refused["text"]


async def test_rings_of_bosses_and_the_last_administrator_are_refused(company: Company):
    administrator = company.administrator
    await administrator.sends("/people смирнова")
    await administrator.taps("Ольга Смирнова")
    await administrator.taps("Роль и место")
    await administrator.taps("Руководитель")
    await administrator.sends("петров")
    answer = await administrator.taps("Иван Петров · Москва")
    assert answer["show_alert"]

    await administrator.sends("/people лебедева")
    await administrator.taps("Мария Лебедева")
    await administrator.taps("Роль и место")
    answer = await administrator.taps("менеджер по продажам")
    assert answer["show_alert"]
    assert (await company.person("administrator")).role is Role.ADMINISTRATOR


async def test_a_rep_who_forges_buttons_hands_nothing_over(company: Company):
    deal = await company.given_deal(owner="other_rep")
    rep_id, lead_id = (company.people[part].id for part in ("rep", "lead"))
    await company.rep.sends("/people")
    card = await company.rep.sees("Группа")

    forged = (
        f"ho-leave:{lead_id}",
        f"p-off:{lead_id}",
        f"p-off1:{lead_id}",
        f"ho-to:deal:{deal.id}",
        "ho-free:0",
        "ho:999",
        "ho-undo1:1",
        "ho-ans:1:1",
        f"p-place:{rep_id}",
        f"p-give:{rep_id}:administrator",
        f"p-boss:{rep_id}",
        f"p-dep1:{rep_id}:0",
    )
    for data in forged:
        answer = await company.rep.taps_data(card, data, forged=True)
        assert answer["show_alert"], data

    assert (await company.person("lead")).is_active
    assert (await company.person("rep")).role is Role.REP


async def test_what_is_due_goes_to_the_deputy_who_reads_for_whom(company: Company):
    people = company.people
    today = date(2026, 11, 18)
    await company.given_absence(people["rep"], people["lead"], today, date(2026, 11, 20))
    await company.manager.sends("задача @petrov позвонить Климову сегодня в 15:00")
    await company.manager.taps("✅ Поставить")

    await company.lead.sees("Новая задача: Позвонить Климову")
    start = await company.lead.sends("/day")

    day = await company.lead.sees("Позвонить Климову", newer_than=start)
    assert "Иван Петров" in day["text"]


async def test_the_final_button_acts_once_however_often_it_is_tapped(company: Company):
    await company.given_deal()
    administrator = company.administrator
    await leave(company)
    await administrator.taps("Передать дела")
    await administrator.taps("Ольга Смирнова · руководитель")
    plan = await administrator.sees("Проверьте.")
    button = next(
        key["callback_data"]
        for row in plan["reply_markup"]["inline_keyboard"]
        for key in row
        if key["text"] == "Передать и отключить"
    )
    await administrator.taps("Передать и отключить")
    await administrator.sees("дела переданы, доступ закрыт")

    answer = await administrator.taps_data(plan, button, forged=True)

    assert answer["show_alert"]
    assert await company.value("SELECT count(*) FROM handovers") == 1


async def test_who_left_meanwhile_gets_nothing(company: Company):
    client = await company.given_client()
    anna = await company.given_person("Анна Серова", boss=company.people["lead"])
    lead = company.lead
    await lead.starts(f"client_{client.id}")
    await lead.taps("✏️ Изменить")
    await lead.taps("Передать")
    await lead.taps("Анна Серова · Москва")
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {anna.id}"
        )

    answer = await lead.taps("Передать")

    assert "не может принять дела" in answer["text"]
