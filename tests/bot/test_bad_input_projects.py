"""What cannot be a project, its day, its team or its order: told why, and the form stands."""

from typing import Any

import pytest

from bot.projects.callback_data import (
    AskAboutProject,
    FillProjectRole,
    NewProjectTask,
    SetProjectWait,
)
from domain.org.model import Role
from domain.projects.running import CancelProject
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    answer_to,
    nothing_breaks,
    nothing_changes,
    reaction_to,
    speaks_english,
)
from tests.bot.projects_in_chat import (
    begins_an_exhibition,
    given_department,
    given_project,
)
from tests.company import Company
from tests.messages import text_of
from tests.person import Person

TRICKY = "<b>Каталог</b> & «цены» 👨‍👩‍👧 \u202eошибка\u202c нуль\u200bшир"
TRICKY_SHOWN = "<b>Каталог</b> & «цены» 👨👩👧 ошибка нульшир"
DAYS = {
    "вчера": "уже в прошлом",
    "вчера в 15": "Не понимаю дату",
    "31.02": "Такой даты нет в календаре",
    "через 100 лет": "Слишком далеко",
    "01.06.2030": "Слишком далеко",
    "когда-нибудь": "Не понимаю дату",
    "\u200b": "Не понимаю дату",
    "😀": "Не понимаю дату",
}
DAYS_IN_ENGLISH = {
    "yesterday": "in the past",
    "31.02": "no such date",
    "in 100 years": "Too far ahead",
    "some day": "cannot read this date",
}


async def to_the_name(person: Person) -> None:
    await person.sends("/projects")
    await person.taps("➕ Новый проект")
    await person.taps("Пустой проект")
    await person.sees("Как назвать проект?")


async def to_the_day(person: Person, *, english: bool = False) -> None:
    await person.sends("/projects")
    await person.taps("➕ New project" if english else "➕ Новый проект")
    await person.taps("Empty project" if english else "Пустой проект")
    await person.sends("Каталог")
    await person.taps("No goals" if english else "Без целей")
    await person.waits_for_idle_bot()


@pytest.mark.parametrize("english", [False, True])
async def test_a_day_that_cannot_be_is_refused_and_the_form_stands(
    company: Company, engine, english
):
    lead = company.lead
    if english:
        await speaks_english(lead)
    await to_the_day(lead, english=english)

    async with nothing_changes(engine):
        for typed, words in (DAYS_IN_ENGLISH if english else DAYS).items():
            assert words in await answer_to(lead, typed), typed
    await lead.sends("25 декабря")

    await lead.sees("📁 Каталог")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("\u200b\u202e", "Название пустое"),
        ("!!!", "Название пустое"),
        ("я" * 81, "81"),
        ("я" * 4096, "Слишком длинно"),
    ],
    ids=["invisible", "marks", "81", "4096"],
)
async def test_a_name_that_cannot_be_is_refused_and_still_asked_for(
    company: Company, engine, typed, refusal
):
    await to_the_name(company.lead)

    async with nothing_changes(engine):
        assert refusal in await answer_to(company.lead, typed)
    await company.lead.sends("я" * 80)

    await company.lead.sees("Зачем этот проект?")


async def test_goals_that_do_not_fit_are_refused_and_still_asked_for(company: Company, engine):
    lead = company.lead
    await to_the_name(lead)
    await lead.sends(TRICKY)
    await lead.sees("Зачем этот проект?")

    async with nothing_changes(engine):
        assert "Слишком длинно" in await answer_to(lead, "я" * 701)
        assert "Здесь пусто" in await answer_to(lead, "\u200b")
        photo = await reaction_to(lead, await lead.sends_photo())
        assert "Здесь нужен текст" in text_of(photo)
    await lead.sends(TRICKY)
    await lead.sends("25 декабря")

    card = await lead.sees(f"📁 {TRICKY_SHOWN}")
    assert text_of(card).count(TRICKY_SHOWN) == 2


async def test_a_person_who_left_meanwhile_is_named_and_the_plan_stands(company: Company, engine):
    anna = await company.given_person("Анна Серова")
    await given_department(company, "Маркетинг", "rep")
    lead = company.lead
    await begins_an_exhibition(lead)
    await lead.taps("Дизайн: никого")
    await lead.sends("Серова")
    await lead.taps("Анна Серова")
    await lead.sees("Дизайн: Анна Серова")
    await lead.taps("Дальше: план »")
    await lead.sees("20 задач")
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {anna.id}"
        )

    async with nothing_changes(engine):
        told = await lead.taps("✅ Создать")

    assert told["text"].startswith("Анна Серова больше не работает")
    assert not await company.rows("SELECT id FROM projects")


async def versions(company: Company) -> tuple[int, int]:
    (row,) = await company.rows("SELECT id, version FROM projects")
    return row.id, row.version


async def given_chain(company: Company, *titles: str) -> tuple[Any, list[Any]]:
    """A project whose tasks wait each for the one before, by taps of its leader."""
    project, made = await given_project(company, *titles)
    card = await company.lead.last()
    for task, before in zip(made[1:], made, strict=False):
        data = SetProjectWait(
            project_id=project.id, task_id=task.id, waits_for_id=before.id, is_on=True
        )
        await company.lead.taps_data(card, data.pack(), forged=True)
    return project, made


@pytest.mark.parametrize("english", [False, True])
async def test_a_ring_of_any_length_is_refused(company: Company, engine, english):
    if english:
        await speaks_english(company.lead)
    project, made = await given_chain(company, "Цены", "Текст", "Вёрстка")
    card = await company.lead.last()

    async with nothing_changes(engine):
        for awaited in made:
            data = SetProjectWait(
                project_id=project.id, task_id=made[0].id, waits_for_id=awaited.id, is_on=True
            )
            told = await company.lead.taps_data(card, data.pack(), forged=True)
            assert ("makes a ring" if english else "Получится круг") in told["text"], told

    assert await company.value("SELECT count(*) FROM task_dependencies") == 2


async def test_a_task_of_another_project_or_of_none_is_not_waited_for(company: Company, engine):
    project, made = await given_project(company, "Цены")
    card = await company.lead.last()

    async with nothing_changes(engine):
        for other in (0, 77, 2**53):
            data = SetProjectWait(
                project_id=project.id, task_id=made[0].id, waits_for_id=other, is_on=True
            )
            told = await company.lead.taps_data(card, data.pack(), forged=True)
            assert told["text"], other


async def test_of_a_project_that_is_over_nothing_is_asked_any_more(company: Company, engine):
    project, _ = await given_project(company, "Цены")
    card = await company.lead.last()
    cancel = company.container.get(CancelProject)
    _, version = await versions(company)
    lead = await company.actor("lead")
    await cancel(lead, project.id, with_tasks=True, version=version)
    _, version = await versions(company)

    async with nothing_changes(engine):
        for button in (
            NewProjectTask(project_id=project.id),
            FillProjectRole(project_id=project.id),
            AskAboutProject(project_id=project.id, version=version, what="name"),
        ):
            told = await company.lead.taps_data(card, button.pack(), forged=True)
            assert told["text"].startswith("Проект уже"), button


async def test_a_line_for_a_project_that_ended_meanwhile_leaves_no_draft(company: Company, engine):
    project, _ = await given_project(company)
    lead = company.lead
    await lead.starts(f"project_{project.id}")
    await lead.taps("➕ Задача")
    await lead.waits_for_idle_bot()
    _, version = await versions(company)
    actor = await company.actor("lead")
    cancel = company.container.get(CancelProject)
    await cancel(actor, project.id, with_tasks=True, version=version)

    async with nothing_changes(engine):
        told = await answer_to(lead, "завтра собрать цены")

    assert told.startswith("Проект уже")
    assert not await company.rows("SELECT id FROM tasks")


async def test_only_who_leads_a_project_changes_it(company: Company, engine):
    project, _ = await given_project(company, "Цены")
    _, version = await versions(company)
    await company.rep.sees("Цены")
    card = await company.rep.last()

    async with nothing_changes(engine):
        for button in (
            NewProjectTask(project_id=project.id),
            FillProjectRole(project_id=project.id),
            AskAboutProject(project_id=project.id, version=version, what="goals"),
        ):
            told = await company.rep.taps_data(card, button.pack(), forged=True)
            assert told["text"] == "Это решает руководитель проекта: Ольга Смирнова.", button


async def test_a_new_name_for_a_project_that_changed_meanwhile_shows_it_as_it_is(
    company: Company,
):
    project, _ = await given_project(company, "Цены")
    lead = company.lead
    await lead.starts(f"project_{project.id}")
    await lead.taps("✏️ Изменить")
    await lead.taps("Название")
    await lead.waits_for_idle_bot()
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE projects SET version = version + 1")

    await lead.sends("Буклет")

    await lead.sees("Проект за это время изменился")
    assert await company.value("SELECT name FROM projects") == "Каталог"


async def test_a_client_joins_no_team(company: Company, engine):
    await company.given_person("Анна Клиентова", Role.CLIENT)
    project, _ = await given_project(company, "Цены")
    lead = company.lead
    card = await lead.last()
    button = FillProjectRole(project_id=project.id)
    await lead.taps_data(card, button.pack(), forged=True)

    async with nothing_changes(engine):
        for name in ("Клиентова", "<b>", "%", "\u200b", "я" * 4096):
            await lead.sends(name)
            await lead.waits_for_idle_bot()
            assert not [label for label in await lead.buttons() if "Клиентова" in label]


async def test_a_colleague_joins_the_team_without_a_role(company: Company):
    project, _ = await given_project(company, "Цены")
    lead = company.lead
    await lead.starts(f"project_{project.id}")
    await lead.taps("👥 Команда")
    await lead.taps("➕ Ещё человек")
    await lead.sends("Волков")
    await lead.taps("Сергей Волков")

    await lead.sees("Сергей Волков")
    rows = await company.rows("SELECT person_id FROM project_people")
    assert company.people["manager"].id in {row.person_id for row in rows}


async def test_pages_beyond_the_end_show_the_last_one(company: Company, engine):
    project, _ = await given_project(company, "Цены")
    card = await company.lead.last()

    async with nothing_changes(engine):
        for data in (f"projects:mine:{2**40}", f"p-tasks:{project.id}:{2**40}"):
            await company.lead.taps_data(card, data, forged=True)
            assert "Каталог" in text_of(await company.lead.last())
