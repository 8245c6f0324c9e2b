"""Plays docs/conversations/briefs.md."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.composition.playground import stage
from bot.playground.clock import MovableClock
from domain.rulebook.use_cases import ActivateRulebook, ProposeRulebook
from domain.tasks.approving import ApproveTask, DeclineApproval
from domain.tasks.model import TaskId
from tests.bot.briefs_in_chat import PHOTO, begin, choose, fill_layout
from tests.company import Company, hire
from tests.messages import buttons_of, says, text_of
from tests.person import Person

ALBUM = 10


async def test_the_templates_of_the_rulebook_are_offered(company: Company):
    rep = company.rep

    await rep.sends("/brief")

    await rep.sees("Задача по ТЗ")
    assert await rep.buttons() == [
        "Макет",
        "Текст или пост",
        "КП для клиента",
        "Стенд на выставку",
        "« Мой день",
    ]


async def test_a_brief_is_filled_in_approved_by_the_lead_and_read_by_the_executor(
    company: Company,
):
    vera = await company.given_joined("other_rep")
    await vera.starts()
    await begin(vera)
    await fill_layout(vera)
    review = await vera.sees("Исполнитель: не выбран")
    assert says(review, "Ширина: —")
    assert says(review, "Текст на макете: Скидка 20 % до <конца> года & точка")
    assert says(review, "Сначала согласует руководитель исполнителя")
    await choose(vera, "Иван Петров")
    await vera.taps("✅ Поставить")
    await vera.sees("Макет: Баннер для сайта")
    await company.rep.does_not_see("Баннер")

    await company.lead.sees("Макет: Баннер для сайта")
    (row,) = await company.rows("SELECT id, version, approval_reasons FROM tasks")
    approve_task = company.container.get(ApproveTask)
    await approve_task(await company.actor("lead"), TaskId(row.id), version=row.version)
    await company.rep.starts(f"task_{row.id}")
    card = await company.rep.sees("ТЗ: Макет")
    await company.rep.taps("📋 ТЗ", on=card)

    assert row.approval_reasons == ["template"]
    brief = await company.rep.sees("Где будет\nСайт")
    assert says(brief, "Скидка 20 % до <конца> года & точка")
    await company.rep.taps("🖼 Фото 1")
    shown = await company.rep.sees("Макет · Материалы и примеры, 1 из 1")
    assert await company.rep.file(shown) == PHOTO
    await company.rep.taps("« ТЗ")
    await company.rep.taps("« Задача")
    await company.rep.sees("Макет: Баннер для сайта")


async def test_a_mistaken_answer_is_told_so_and_the_question_stands(company: Company):
    rep = company.rep
    await begin(rep)
    await rep.sends("Листовка")
    await rep.taps("Печать")
    await rep.sees("Напишите число от 1 мм до 20000 мм")

    await rep.sends("широкая")
    await rep.sees("Не понимаю число")
    await rep.sends("0")
    await rep.sees("нужно не меньше 1")
    await rep.sends_photo()
    await rep.sees("Здесь нужно число")
    await rep.sees("3 из 7")
    await rep.sends("210 мм")

    await rep.sees("4 из 7")


async def test_one_goes_back_and_changes_an_answer(company: Company):
    rep = company.rep
    first = await begin(rep)
    assert "« Назад" not in [button["text"] for button in buttons_of(first)]
    await rep.sends("Листовка")
    await rep.sees("2 из 7")

    await rep.taps("« Назад")
    await rep.sees("Сейчас: Листовка")
    await rep.sends("Визитка")
    await rep.sees("2 из 7")
    await rep.taps("« Назад")
    await rep.sees("Сейчас: Визитка")
    await rep.taps("Оставить")

    await rep.sees("2 из 7")


async def test_every_answer_is_one_tap_to_change_before_it_is_sent(company: Company):
    rep = company.rep
    await begin(rep)
    await fill_layout(rep)

    await rep.taps("Высота")
    await rep.sees("4 из 7")
    await rep.sends("1,5")
    await rep.sees("Высота: 1,5 мм")
    await rep.taps("Что сделать")
    await rep.taps("« Назад")
    await rep.sees("Что сделать: Баннер для сайта")
    await rep.taps("🗓 Срок")
    await rep.sends("27.11")
    await rep.sees("Срок: пт, 27 ноября")


async def test_nothing_is_given_to_nobody(company: Company):
    rep = company.rep
    await begin(rep)
    await fill_layout(rep)

    answer = await rep.taps("✅ Поставить")

    assert answer["show_alert"]
    assert answer["text"].startswith("Некому поставить задачу")
    assert await company.value("SELECT count(*) FROM tasks") == 0
    await rep.sees("Исполнитель: не выбран")


async def test_required_questions_have_no_way_around(company: Company):
    rep = company.rep

    question = await begin(rep)

    assert [button["text"] for button in buttons_of(question)] == ["Отмена"]


async def test_of_eleven_photos_ten_are_kept_and_it_is_said_so(company: Company):
    rep = company.rep
    await begin(rep)
    await rep.sends("Листовка")
    await rep.taps("Сайт")
    await rep.taps("Пропустить")
    await rep.sees("4 из 7")
    await rep.taps("Пропустить")
    await rep.sees("5 из 7")
    await rep.sends("Текст")
    await rep.sees("6 из 7")

    await rep.sends_album([PHOTO] * ALBUM)
    await rep.sends_photo()

    await rep.sees("Больше не поместится: сохранены первые 10 файлов.")
    await rep.waits_for_idle_bot()
    await rep.sees("Сейчас: 10 файлов")
    await rep.taps("Убрать файлы")
    await rep.does_not_see("Сейчас: 10 файлов")
    await rep.sees("6 из 7")


async def test_a_second_tap_on_skip_skips_nothing_more(company: Company):
    rep = company.rep
    await begin(rep)
    await rep.sends("Листовка")
    await rep.taps("Сайт")
    width = await rep.sees("3 из 7")
    skip = next(button for button in buttons_of(width) if button["text"] == "Пропустить")
    await rep.taps("Пропустить", on=width)
    height = await rep.sees("4 из 7")

    answer = await rep.taps_data(height, skip["callback_data"], forged=True)

    assert answer["show_alert"]
    await rep.sees("4 из 7")


async def test_a_form_goes_on_as_begun_when_the_rulebook_changes(company: Company):
    rep = company.rep
    await begin(rep)
    administrator = await company.actor("administrator")
    current = await company.value("SELECT source_text FROM rulebooks ORDER BY version DESC LIMIT 1")
    changed = current.replace("ru: Что сделать", "ru: Что нарисовать")
    proposed = await company.container.get(ProposeRulebook)(administrator, changed.encode())
    await company.container.get(ActivateRulebook)(administrator, proposed.proposal.id)

    await fill_layout(rep)

    review = await rep.sees("Макет: проверьте ТЗ")
    assert "Что сделать: Баннер для сайта" in text_of(review)
    await rep.sees("Шаблон с тех пор изменили")


async def test_a_boss_who_gives_it_needs_no_approval(company: Company):
    lead = company.lead
    await begin(lead)
    await fill_layout(lead)
    await choose(lead, "Иван Петров")

    await lead.does_not_see("Сначала согласует")
    await lead.taps("✅ Поставить")

    await company.rep.sees("Макет: Баннер для сайта")


async def test_a_template_with_a_role_finds_its_executor(company: Company):
    rep = company.rep
    await begin(rep, "Стенд на выставку")
    await rep.sends("Металлообработка, Москва")
    await rep.taps("Завтра")
    await rep.sees("3 из 8")
    await rep.sends("18 м²")
    await rep.taps("Угловой")
    await rep.sees("5 из 8")
    await rep.sends("450 000")
    await rep.sees("6 из 8")
    await rep.sends("Станки")
    await rep.sees("7 из 8")
    await rep.taps("Пропустить")
    await rep.sees("8 из 8")
    await rep.taps("Пропустить")

    review = await rep.sees("Стенд на выставку: проверьте ТЗ")

    assert says(review, "Исполнитель: Сергей Волков")
    assert says(review, "Площадь стенда: 18 м²")
    assert says(review, "Срок: ср, 2 декабря")


async def test_a_brief_begun_from_a_deal_makes_a_task_about_it(company: Company):
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("☑️ Задачи: 0")
    await rep.taps("📋 По ТЗ")
    await rep.taps("Макет")
    await fill_layout(rep)
    await choose(rep, "Ольга Смирнова")

    await rep.taps("✅ Поставить")

    await rep.sees("Клиент: ООО «Ромашка»")
    assert await company.value("SELECT deal_id FROM tasks") == deal.id


async def test_what_was_not_approved_is_mended_from_its_draft(company: Company):
    vera = await company.given_joined("other_rep")
    await vera.starts()
    await begin(vera)
    await fill_layout(vera)
    await choose(vera, "Иван Петров")
    await vera.taps("✅ Поставить")
    await vera.sees("Макет: Баннер для сайта")
    (row,) = await company.rows("SELECT id, version FROM tasks")
    decline_approval = company.container.get(DeclineApproval)
    lead = await company.actor("lead")
    await decline_approval(lead, TaskId(row.id), "Какого размера?", version=row.version)
    await vera.starts(f"task_{row.id}")
    await vera.sees("Какого размера?")

    await vera.taps("📋 ТЗ")
    await vera.taps("✏️ Исправить ТЗ")
    await vera.taps("Ширина")
    await vera.sends("210")
    await vera.sees("Ширина: 210 мм")
    await vera.taps("✅ Сохранить")
    await vera.taps("📋 ТЗ")

    await vera.sees("Ширина\n210 мм")


async def test_answers_outlive_a_restart(database_url: str, tmp_path: Path):
    await hire(database_url)
    async with restarted(database_url, tmp_path) as rep:
        await rep.starts()
        await begin(rep)
        await rep.sends("Листовка")
        await rep.taps("Печать")
        await rep.sees("3 из 7")

    async with restarted(database_url, tmp_path) as rep:
        await rep.sends("210")
        await rep.sees("4 из 7")
        await rep.taps("« Назад")
        await rep.sees("Сейчас: 210 мм")


@asynccontextmanager
async def restarted(database_url: str, folder: Path) -> AsyncIterator[Person]:
    """The rep, with a program that has just begun."""
    async with (
        stage(database_url, MovableClock(folder), folder=folder) as origin,
        Person(origin, "rep") as rep,
    ):
        yield rep


async def test_a_brief_is_left_by_cancelling(company: Company):
    rep = company.rep
    await begin(rep)

    await rep.taps("Отмена")

    await rep.sees("Отменено. Ничего не изменилось.")
