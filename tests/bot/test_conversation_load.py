"""Plays docs/conversations/load.md."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.tasks.load.callback_data import OpenLoad, OpenPersonLoad
from domain.desk import Desk
from domain.org.model import Person
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Task
from tests.company import Company
from tests.messages import plain, text_of

THURSDAY_SIX = Deadline(datetime(2026, 11, 19, 15, 0, tzinfo=UTC))
FRIDAY_SIX = Deadline(datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
async def anna(company: Company) -> Person:
    """A colleague of Иван under the same lead, who never came to the chat."""
    return await company.given_person("Анна Серова", boss=company.people["lead"])


async def given_task(company: Company, executor: Person, title: str, **fields: Any) -> Task:
    """From Ольга, so that nobody has to approve it."""
    known: dict[str, Any] = {"executor_id": executor.id, "deadline": FRIDAY_SIX}
    create_task = company.container.get(CreateTask)
    return await create_task(await company.actor("lead"), NewTask(title, **known | fields))


async def given_busy(company: Company, anna: Person) -> None:
    await given_task(company, anna, "Сверстать каталог", estimate=timedelta(hours=16))
    ten = timedelta(hours=10)
    await given_task(company, anna, "Обзвонить клиентов", estimate=ten, deadline=THURSDAY_SIX)
    await given_task(company, anna, "Навести порядок")
    rep, lead = company.people["rep"], company.people["lead"]
    await company.given_absence(rep, lead, date(2026, 11, 23), date(2026, 11, 24))


async def test_a_lead_sees_the_team_by_day_with_absences_and_what_is_not_estimated(company, anna):
    await given_busy(company, anna)

    await company.lead.sends("/load")

    screen = await company.lead.sees("Загрузка команды, человек: 3")
    assert plain(text_of(screen)).split("\n")[3:13] == [
        "1. Анна Серова",
        "███ █▄··· ··",
        "Эта неделя: ▓▓▓▓▓▓▓ 17,5 из 17,5 ч ❗ не помещается 8,5 ч",
        "Следующая: ▓░░░░░░ 8,5 из 30,5 ч",
        "1 задача без оценки",
        "",
        "2. Иван Петров",
        "··· ✕✕··· ··",
        "Эта неделя: ░░░░░░░ 0 из 17,5 ч",
        "Следующая: ░░░░░░░ 0 из 18,3 ч",
    ]
    await company.lead.sees("🌴 Отсутствует: пн, 23 ноября — вт, 24 ноября")


async def test_the_same_is_drawn_and_leads_back(company, anna):
    await given_busy(company, anna)
    lead = company.lead
    await lead.sends("/load")
    await lead.taps("🖼 Картинкой")

    picture = await lead.sees("⚖️ Часы по дням")
    assert (await lead.file(picture)).startswith(PNG)
    await lead.taps("« Загрузка")
    await lead.sees("Загрузка команды")


async def test_a_person_leads_to_their_tasks_by_day_and_to_a_task(company, anna):
    await given_busy(company, anna)
    lead = company.lead
    await lead.sends("/load")
    await lead.taps("1")

    screen = await lead.sees("Закончит завтра")
    assert plain(text_of(screen)).split("\n")[5:] == [
        "Закончит завтра",
        "1. 🆕 Обзвонить клиентов · осталось 10 ч · срок завтра",
        "",
        "Закончит во вторник, 24 ноября",
        "2. 🆕 Сверстать каталог · осталось 16 ч · срок пт, 20 ноября",
        "",
        "Без даты окончания",
        "3. 🆕 Навести порядок · без оценки · срок пт, 20 ноября",
    ]
    await lead.taps("2", on=screen)
    await lead.sees("Ольга Смирнова → Анна Серова")


async def test_a_rep_gets_their_own_week(company, anna):
    await given_busy(company, anna)
    rep = company.people["rep"]
    await given_task(company, rep, "Позвонить Иванову", estimate=timedelta(hours=2))

    await company.rep.sends("/load")

    await company.rep.sees("⚖️ Моя загрузка")
    await company.rep.sees("Эта неделя: ▓░░░░░░ 2 из 17,5 ч")
    await company.rep.sees("1. 🆕 Позвонить Иванову · осталось 2 ч · срок пт, 20 ноября")
    await company.rep.does_not_see("Анна Серова")


async def test_a_lead_of_nobody_gets_their_own(company):
    async with company.container.get(Desk).begin() as uow:
        rep = await uow.people.get(company.people["rep"].id)
        await uow.people.save(replace(rep, boss_id=company.people["manager"].id))
        await uow.people.rebuild_reporting()
        await uow.commit()

    await company.lead.sends("/load")

    await company.lead.sees("⚖️ Моя загрузка")
    await company.lead.sees("Задач в работе нет.")


async def test_a_forged_tap_shows_nothing_of_a_stranger(company, anna):
    await given_busy(company, anna)
    stranger = await company.given_joined("other_rep")
    await stranger.starts()
    last = await stranger.last()

    told = await stranger.taps_data(last, OpenPersonLoad(person_id=anna.id).pack(), forged=True)

    assert told["show_alert"]
    assert told["text"].startswith("Не нашлось")
    await stranger.taps_data(last, OpenLoad(page=7).pack(), forged=True)
    await stranger.sees("Моя загрузка")
    await stranger.does_not_see("Анна Серова")


async def test_a_team_of_a_thousand_is_paged_by_what_fits_a_message(company):
    lead = company.people["lead"]
    async with company.engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO people (name, role, branch_id, boss_id, changed_via)"
                " SELECT 'Продавец ' || lpad(n::text, 4, '0'), 'rep', :branch, :boss, 'cli'"
                " FROM generate_series(1, 1000) AS n"
            ),
            {"branch": lead.branch_id, "boss": lead.id},
        )
    async with company.container.get(Desk).begin() as uow:
        await uow.people.rebuild_reporting()
        await uow.commit()

    await company.lead.sends("/load")
    await company.lead.sees("Загрузка команды, человек: 1 002")
    await company.lead.taps("Дальше »")

    await company.lead.sees("Страница 2 из 67")
    await company.lead.sees("30. Продавец 0028")
    await company.lead.taps("🖼 Картинкой")
    await company.lead.sees("⚖️ Часы по дням")
    await company.lead.taps("« Загрузка")
    await company.lead.sees("30. Продавец 0028")
