"""Plays docs/conversations/projects.md."""

from datetime import date
from typing import Any

from domain.projects.ports import WhichProjects
from domain.projects.queries import ListProjects, ViewProjectPlan
from domain.projects.running import MakeTaskWait
from domain.tasks.doing import AcceptResult, AcceptTask, FinishTask
from domain.tasks.model import Rating, TaskState
from tests.bot.projects_in_chat import begins_an_exhibition, given_department, given_project
from tests.company import Company

OPENING = date(2027, 4, 20)


async def ended(company: Company, task: Any) -> None:
    rep, lead = await company.actor("rep"), await company.actor("lead")
    done = await company.container.get(FinishTask)(rep, task.id, version=task.version)
    if done.state is TaskState.DONE:
        accept = company.container.get(AcceptResult)
        await accept(lead, task.id, Rating.UP, version=done.version)


async def the_project(company: Company, part: str = "lead") -> Any:
    actor = await company.actor(part)
    found = await company.container.get(ListProjects)(actor, WhichProjects.MINE, offset=0, size=8)
    view = company.container.get(ViewProjectPlan)
    return await view(actor, found.lines[0].id)


async def test_the_form_of_a_project_goes_back_step_by_step(company: Company) -> None:
    lead = company.lead
    await lead.sends("/projects")
    await lead.taps("➕ Новый проект")
    await lead.taps("Пустой проект")
    await lead.taps("« Назад")
    await lead.taps("Выставка")
    await lead.sends("Стенд")
    await lead.sees("Показать продукт")
    await lead.taps("« Назад")
    await lead.sees("Как назвать проект?")
    await lead.sends("Выставка «Климат-2027»")
    await lead.taps("Как в шаблоне")
    await lead.taps("« Назад")
    await lead.taps("Как в шаблоне")
    await lead.taps("От начала работ")
    await lead.taps("« Назад")
    await lead.taps("От дня события")
    await lead.sends("20.04.2027")
    await lead.sees("👥 Команда")
    await lead.taps("« Назад")
    await lead.sends("20.05.2027")
    await lead.taps("Дальше: план »")

    plan = await lead.sees("Выставка «Климат-2027»")
    assert "20.05–24.05 🏁" in plan["text"]


async def test_an_exhibition_is_laid_out_back_from_its_opening_and_begun(company):
    await given_department(company, "Маркетинг", "rep")
    await given_department(company, "Отдел продаж", "other_rep")
    lead, rep = company.lead, company.rep

    await begins_an_exhibition(lead)
    await lead.sees("• Маркетинг: Иван Петров")
    await lead.sees("• Продажи: Вера Соколова")
    await lead.sees("⚠️ Дизайн: никого нет")
    await lead.taps("Дизайн: никого")
    await lead.sends("Иван")
    await lead.taps("Иван Петров")
    await lead.sees("• Дизайн: Иван Петров")
    await lead.taps("Дальше: план »")
    plan = await lead.sees("20 задач")
    await lead.taps("✅ Создать")

    assert "20.04–22.04 🏁 Работать на стенде" in plan["text"]
    card = await lead.sees("Готово: 0 из 20")
    assert "🎯 Показать продукт" in card["text"]
    assert "⚠️ Никого нет: Логистика, Финансы" in card["text"]
    assert "🏁 Ближайшие вехи" in card["text"]
    await rep.sees("Вы в команде проекта Выставка «Климат-2027»")


async def test_an_absence_is_shown_before_the_project_is_made(company):
    await given_department(company, "Маркетинг", "rep")
    people = company.people
    await company.given_absence(people["rep"], people["lead"], date(2027, 4, 15), date(2027, 4, 22))

    await begins_an_exhibition(company.lead)
    await company.lead.taps("Дальше: план »")

    plan = await company.lead.sees("⚠️ Что не сходится")
    assert "Иван Петров отсутствует" in plan["text"]
    assert "«Принять стенд и проверить оборудование»" in plan["text"]


async def test_a_fixed_day_on_a_weekend_and_too_near_is_told(company):
    await begins_an_exhibition(company.lead, "28.11.2026")
    await company.lead.taps("Дальше: план »")

    plan = await company.lead.sees("⚠️ Что не сходится")
    assert "Не хватает времени: по шаблону начать надо было" in plan["text"]
    assert "приходится на выходной: сб, 28 ноября" in plan["text"]


async def test_a_day_that_passed_is_asked_for_again(company):
    lead = company.lead
    await lead.sends("/projects")
    await lead.taps("➕ Новый проект")
    await lead.taps("Курс")
    await lead.taps("Курс")
    await lead.taps("Без целей")
    await lead.taps("От начала работ")

    await lead.sends("17.11.2026")
    await lead.sees("прошл")
    await lead.sends("понедельник")

    await lead.sees("👥 Команда")


async def test_a_second_tap_on_create_makes_one_project(company):
    lead = company.lead
    await begins_an_exhibition(lead)
    await lead.taps("Дальше: план »")
    plan = await lead.sees("20 задач")
    create = plan["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await lead.taps("✅ Создать")
    await lead.sees("Готово: 0 из 20")

    await lead.taps_data(plan, create, forged=True)

    assert await company.value("SELECT count(*) FROM projects") == 1
    assert await company.value("SELECT count(*) FROM tasks") == 20


async def test_executors_get_the_tasks_of_the_plan_together(company):
    await given_department(company, "Маркетинг", "rep")
    await begins_an_exhibition(company.lead)
    await company.lead.taps("Дальше: план »")
    await company.lead.taps("✅ Создать")
    await company.rep.sees("Вы в команде проекта")

    await company.waits(minutes=20)

    await company.rep.sees("Забронировать место")


async def test_an_empty_project_gets_its_tasks_by_one_line_each(company):
    lead = company.lead
    await lead.sends("/projects")
    await lead.taps("➕ Новый проект")
    await lead.taps("Пустой проект")
    await lead.sends("Переезд")
    await lead.taps("Без целей")
    await lead.sends("25 декабря")
    await lead.sees("Задач пока нет")

    await lead.taps("➕ Задача")
    await lead.sends("упаковать архив до пятницы 2ч @ivan")
    await lead.sees("📁 Проект: Переезд")
    assert (await the_project(company)).tasks == ()
    await lead.taps("✅ Поставить")
    await lead.sees("📁 Проект: Переезд")
    await lead.taps("📁 Проект")

    await lead.sees("Готово: 0 из 1")
    assert "паковать архив" in (await the_project(company)).tasks[0].title


async def test_the_card_says_what_is_late_and_what_that_pushes(company):
    project, (first, second) = await given_project(company, "Собрать цены", "Сверстать")
    lead = company.lead
    await lead.starts(f"project_{project.id}")
    await lead.sees("Готово: 0 из 2")
    await lead.taps("🔗 Зависимости")
    await lead.taps("Сверстать")
    await lead.taps("Собрать цены")
    await lead.taps("« Назад")
    await lead.taps("« Проект")

    await company.waits(days=5)
    await lead.starts(f"project_{project.id}")

    card = await lead.sees("⏰ Что опаздывает")
    assert "«Собрать цены»" in card["text"]
    assert "сдвигает «Сверстать»" in card["text"]
    assert "просрочено: 2" in card["text"]
    assert first.id < second.id


async def test_a_ring_of_dependencies_is_refused_in_words(company):
    project, _ = await given_project(company, "Собрать цены", "Сверстать")
    lead = company.lead
    await lead.starts(f"project_{project.id}")
    await lead.taps("🔗 Зависимости")
    await lead.taps("Сверстать")
    await lead.taps("Собрать цены")
    await lead.taps("« Назад")
    await lead.taps("Собрать цены")

    refusal = await lead.taps("Сверстать")

    assert "Получится круг" in refusal["text"]


async def test_the_leader_accepts_when_all_is_done_and_the_team_is_told(company):
    _, made = await given_project(company, "Собрать цены", "Сверстать")
    lead, rep = company.lead, company.rep
    for task in made:
        await ended(company, task)

    await lead.sees("Проект Каталог: все задачи закончены")
    await lead.taps("✅ Принять проект")

    await lead.sees("Проект принят и закрыт")
    await rep.sees("Проект Каталог принят")


async def test_a_project_is_cancelled_with_its_tasks_after_a_question(company):
    project, made = await given_project(company, "Собрать цены")
    lead, rep = company.lead, company.rep
    await lead.starts(f"project_{project.id}")
    await lead.taps("✏️ Изменить")
    await lead.taps("✖️ Отменить проект")
    await lead.sees("1 открытая задача")
    await lead.taps("Вместе с задачами")

    await lead.sees("Проект отменён")
    await rep.sees("Проект Каталог отменён")
    state = await company.value(f"SELECT state FROM tasks WHERE id = {made[0].id}")
    assert state == "cancelled"


async def test_a_task_card_leads_to_its_project_and_names_what_it_waits_for(company):
    project, (first, second) = await given_project(company, "Собрать цены", "Сверстать")
    lead, rep = company.lead, company.rep
    await lead.starts(f"project_{project.id}")
    await lead.taps("🔗 Зависимости")
    await lead.taps("Сверстать")
    await lead.taps("Собрать цены")

    await rep.starts(f"task_{second.id}")

    card = await rep.sees("⏳ Ждёт: Собрать цены")
    assert "📁 Проект: Каталог" in card["text"]
    await rep.taps("📁 Проект")
    await rep.sees("Руководитель: Ольга Смирнова")
    await rep.taps("📋 Задачи")
    await rep.sees("1. ")
    assert first.id


async def test_a_stranger_to_the_project_finds_nothing(company):
    project, _ = await given_project(company, "Собрать цены")
    outsider = await company.given_joined("other_rep")
    await outsider.starts()

    await outsider.starts(f"project_{project.id}")

    await outsider.does_not_see("Каталог")


async def test_the_team_is_filled_where_somebody_is_missing(company):
    await begins_an_exhibition(company.lead)
    await company.lead.taps("Дальше: план »")
    await company.lead.taps("✅ Создать")
    await company.lead.sees("⚠️ Никого нет")
    await company.lead.taps("👥 Команда")
    await company.lead.taps("Маркетинг: никого")
    await company.lead.sends("Иван")
    await company.lead.taps("Иван Петров")

    await company.lead.sees("• Маркетинг: Иван Петров")
    await company.rep.sees("Вы в команде проекта")


async def test_name_and_goals_are_changed_by_words(company):
    project, _ = await given_project(company, "Собрать цены")
    lead = company.lead
    await lead.starts(f"project_{project.id}")
    await lead.taps("✏️ Изменить")
    await lead.taps("Название")
    await lead.sends("Каталог 2027")
    await lead.sees("📁 Каталог 2027")
    await lead.taps("✏️ Изменить")
    await lead.taps("Цели")
    await lead.sends("Напечатать к марту")

    await lead.sees("🎯 Напечатать к марту")


async def test_projects_speak_english_too(company):
    await company.lead.sends("/language")
    await company.lead.taps("English")
    await begun_in_english(company)


async def begun_in_english(company: Company) -> None:
    lead = company.lead
    await lead.sends("/projects")
    await lead.sees("My projects")
    await lead.taps("➕ New project")
    await lead.taps("Everyone sells")
    await lead.taps("Everyone sells")
    await lead.taps("As in the template")
    await lead.taps("From the first day")
    await lead.sends("Monday")
    await lead.taps("Next: the plan »")
    await lead.taps("✅ Create")
    await lead.sees("Done: 0 of 16")


async def test_what_waits_for_an_unfinished_task_is_begun_with_a_second_tap(company):
    project, (first, second) = await given_project(company, "Макет", "Печать")
    lead, rep = await company.actor("lead"), await company.actor("rep")
    await company.container.get(MakeTaskWait)(lead, project.id, second.id, first.id)
    await company.container.get(AcceptTask)(rep, second.id, version=second.version)
    await company.rep.starts(f"task_{second.id}")

    await company.rep.taps("▶️ Начать")

    await company.rep.sees("⏳ Ждёт: Макет. Всё равно начать?")
    await company.rep.taps("▶️ Начать")
    await company.rep.sees_button("🏁 Готово")


async def test_a_command_in_a_form_says_that_what_was_entered_is_not_kept(company):
    lead = company.lead
    await lead.sends("/projects")
    await lead.taps("➕ Новый проект")
    await lead.sees("С чего начнём?")
    await lead.sends("/day")
    await lead.sees("ваш день")
    await lead.does_not_see("Форма закрыта")
    await lead.sends("/projects")
    await lead.taps("➕ Новый проект")
    await lead.taps("Выставка")
    await lead.sends("Климат-2027")
    await lead.sees("Показать продукт")

    await lead.sends("/day")

    await lead.sees("Форма закрыта, введённое не сохранено.")
    await lead.sees("ваш день")


async def test_a_mistyped_command_in_a_form_is_told_of_and_leaves_it_open(company):
    lead = company.lead
    await lead.sends("/projects")
    await lead.taps("➕ Новый проект")
    await lead.taps("Выставка")
    await lead.sends("Климат-2027")
    await lead.sees("Показать продукт")

    await lead.sends("/dya")
    await lead.sees("Команды /dya нет. Может быть, /day? Все команды: /help")
    await lead.sends("/<b>")
    await lead.sees("Команды /<b> нет. Все команды: /help")

    await lead.does_not_see("Форма закрыта")
    await lead.taps("Как в шаблоне")
    await lead.sees_button("От начала работ")


async def test_a_command_in_a_question_about_a_draft_says_that_the_draft_is_kept(company):
    rep = company.rep
    await rep.sends("завтра в 15 позвонить Климову 2ч @smirnova срочно")
    await rep.sees("📝 Позвонить Климову")
    await rep.taps("Название")

    await rep.sends("/day")

    await rep.sees("Черновик «Позвонить Климову» сохранён.")
    await rep.sees("ваш день")
