"""Plays docs/conversations/task_thread.md."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text

from domain.tasks.discussion import AddTaskComment
from domain.tasks.doing import CancelTask
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, FileKind, NewTask, Task, TaskFile
from tests.company import WEDNESDAY_TEN, Company
from tests.person import a_photo

IN_TWO_DAYS = WEDNESDAY_TEN + timedelta(days=2)


async def given_task(company: Company, **fields: Any) -> Task:
    """From the lead to the rep; the manager observes."""
    create = company.container.get(CreateTask)
    known: dict[str, Any] = {
        "title": "Подготовить КП",
        "executor_id": company.people["rep"].id,
        "deadline": Deadline(IN_TWO_DAYS),
        "observer_ids": (company.people["manager"].id,),
    }
    task = await create(await company.actor("lead"), NewTask(**known | fields))
    await company.waits(seconds=1)  # everybody has been told
    await company.rep.waits_for_idle_bot()
    return task


async def given_comments(company: Company, task: Task, count: int, part: str = "rep") -> None:
    add, actor = company.container.get(AddTaskComment), await company.actor(part)
    for number in range(1, count + 1):
        await add(actor, task.id, f"Слово {number}")


async def change(company: Company, sql: str) -> None:
    async with company.engine.begin() as connection:
        await connection.execute(text(sql))


async def open_card(chatter: Any, task: Task) -> dict[str, Any]:
    await chatter.starts(f"task_{task.id}")
    await chatter.waits_for_idle_bot()  # what was said until now stands on the card
    card: dict[str, Any] = await chatter.sees(task.title)
    return card


async def test_a_reply_to_the_card_is_told_to_all_and_read_by_a_late_comer(
    company: Company,
) -> None:
    task = await given_task(company)
    rep, lead, manager = company.rep, company.lead, company.manager

    card = await open_card(rep, task)
    await rep.replies_to(card, "Прайс <старый> & новый, какой брать?")
    await rep.sees("Добавлено в обсуждение: Подготовить КП")
    await company.waits(minutes=1)
    told = await lead.sees("Иван Петров: «Прайс <старый> & новый, какой брать?»")
    await lead.sends_photo(caption="Вот этот", reply_to=told)
    await lead.sends_file(b"ogg", "voice.ogg", kind="voice", reply_to=told)
    await lead.waits_for_idle_bot()
    await company.waits(minutes=1)
    await rep.sees("И ещё 1 сообщение")

    await open_card(manager, task)
    await manager.taps("💬 Обсуждение (3)")
    page = await manager.sees("Прайс <старый> & новый")
    assert "🖼 1 · фото" in page["text"]
    assert "🎤 2 · голосовое" in page["text"]
    await manager.taps("🖼 1")
    photo = await manager.sees("Вот этот")
    assert "photo" in photo
    await manager.taps("🎤 2", on=page)
    await manager.replies_to(photo, "Берём новый")
    await manager.taps("« Задача", on=page)
    await manager.sees("Подготовить КП")
    await manager.taps("💬 Обсуждение (4)")
    await manager.sees("Берём новый")


async def test_time_is_logged_by_a_reply_and_taken_back_by_a_button(company: Company) -> None:
    task = await given_task(company, estimate=timedelta(hours=4))
    rep = company.rep
    card = await open_card(rep, task)

    await rep.replies_to(card, "потратил 2ч на прайс")
    first = await rep.sees("Всего потрачено: 2 ч из 4 ч")
    await rep.replies_to(first, "+2ч 30 мин")
    second = await rep.sees("больше оценки на 30 мин")
    await rep.taps("↩️ Отменить", on=second)
    undone = await rep.sees("2 ч 30 мин не считаются")

    assert "Всего потрачено: 2 ч из 4 ч" in undone["text"]
    await rep.replies_to(undone, "-3ч")
    await rep.sees("у вас записано 120 мин")
    await rep.replies_to(undone, "потратил весь день")
    await rep.sees("Время не записано")
    await open_card(rep, task)
    await rep.taps("💬 Обсуждение (2)")
    page = await rep.sees("на прайс")
    assert "потрачено 2 ч" in page["text"]
    assert "снято 2 ч 30 мин" in page["text"]


async def test_the_assigner_does_not_log_time(company: Company) -> None:
    task = await given_task(company)
    card = await open_card(company.lead, task)

    await company.lead.replies_to(card, "потратил 2ч")

    await company.lead.sees("другие участники")
    assert await company.value("SELECT count(*) FROM task_time") == 0


async def test_eleven_photos_are_kept_answered_once_and_sent_as_albums(company: Company) -> None:
    task = await given_task(company)
    rep, lead = company.rep, company.lead
    card = await open_card(rep, task)

    await rep.sends_album([a_photo()] * 11, "Стенд", reply_to=card)
    await rep.waits_for_idle_bot()

    answers = [one for one in await rep.messages() if "Добавлено" in one.get("text", "")]
    assert len(answers) == 1
    told = [one for one in await company.told() if one[1] == "task_comment"]
    assert len(told) == len({recipient for recipient, _ in told}) == 2
    await open_card(lead, task)
    await lead.taps("💬 Обсуждение (11)")
    await lead.taps("📎 Все файлы (11)")
    await lead.sees("Файлы 1–11 из 11")
    albums: dict[str | None, int] = {}
    for one in await lead.messages():
        if "photo" in one:
            album = one.get("media_group_id")
            albums[album] = albums.get(album, 0) + 1
    assert sorted(albums.values()) == [1, 10]
    assert None in albums


async def test_a_reply_to_a_card_that_has_moved_on_still_reaches_its_task(company: Company) -> None:
    task = await given_task(company)
    rep = company.rep
    old = await open_card(rep, task)
    await company.waits(days=3)
    await open_card(rep, task)
    await rep.sees("Обновлено: смотрите ниже")

    await rep.replies_to(old, "Ещё в силе?")

    await rep.sees("Добавлено в обсуждение")
    assert await company.value("SELECT text FROM task_comments") == "Ещё в силе?"


async def test_a_reply_to_a_card_that_nobody_remembers_is_answered_clearly(
    company: Company,
) -> None:
    task = await given_task(company)
    rep = company.rep
    old = await open_card(rep, task)
    await company.waits(days=3)
    await open_card(rep, task)
    await rep.sees("Обновлено: смотрите ниже")
    await change(company, "DELETE FROM matter_messages")

    await rep.replies_to(old, "Ещё в силе?")

    await rep.sees("Эта карточка устарела")


async def test_long_comments_of_both_languages_page_and_open_in_full(company: Company) -> None:
    task = await given_task(company)
    rep = company.rep
    card = await open_card(rep, task)
    russian = "Съешь же ещё этих мягких булок. " * 128
    english = "The quick brown fox jumps over dogs. <&>" * 102
    await rep.replies_to(card, russian.strip())
    await rep.replies_to(card, english[:4096])
    for _ in range(6):
        await rep.replies_to(card, "🙂" * 2000)
    await rep.waits_for_idle_bot()

    await open_card(rep, task)
    await rep.taps("💬 Обсуждение (8)")
    page = await rep.sees("3–10 из 10")
    await rep.taps("« Раньше", on=page)
    await rep.sees("1–8 из 10")
    await rep.taps("📖 1 дальше")
    first = await rep.sees("Съешь же")
    await rep.taps("Дальше »", on=first)
    second = await rep.sees("мягких булок.")

    assert second["text"].rstrip().endswith("мягких булок.")
    await rep.taps("« Обсуждение", on=second)
    await rep.sees("1–8 из 10")


async def test_what_a_discussion_cannot_keep_is_said_plainly(company: Company) -> None:
    task = await given_task(company)
    rep = company.rep
    card = await open_card(rep, task)

    await rep.sends_sticker(reply_to=card)
    told = await rep.sees("Это сообщение не добавлено")
    await rep.sends_poll("Когда?", ["Завтра", "Потом"], reply_to=card)
    await rep.sees("Это сообщение не добавлено", newer_than=told)
    await rep.sends_photo(reply_to=card)
    await rep.sees("Добавлено в обсуждение")

    assert await company.value("SELECT count(*) FROM task_comments") == 1


async def test_a_task_that_is_over_can_still_be_discussed(company: Company) -> None:
    task = await given_task(company)
    cancel = company.container.get(CancelTask)
    await cancel(await company.actor("lead"), task.id, "Не нужно", version=task.version)
    card = await open_card(company.rep, task)

    await company.rep.replies_to(card, "Жаль")

    await company.rep.sees("Задача уже завершена")


async def test_a_reply_about_a_task_that_one_does_not_see_any_more_is_not_lost_silently(
    company: Company,
) -> None:
    task = await given_task(company)
    card = await open_card(company.rep, task)
    other = company.people["director"].id
    await change(
        company,
        f"UPDATE tasks SET executor_id = {other}, assigner_id = {other} WHERE id = {task.id}",
    )

    await company.rep.replies_to(card, "Я начну завтра")

    await company.rep.sees("вам больше не видна")
    assert await company.value("SELECT count(*) FROM task_comments") == 0


async def test_an_edited_reply_is_an_edited_comment(company: Company) -> None:
    task = await given_task(company)
    rep = company.rep
    card = await open_card(rep, task)
    said = await rep.replies_to(card, "Сделаю в пятницу")
    await rep.sees("Добавлено в обсуждение")

    await rep.edits(said, "Сделаю в четверг")

    await rep.sees("Комментарий исправлен")
    await open_card(rep, task)
    await rep.taps("💬 Обсуждение (1)")
    page = await rep.sees("Сделаю в четверг")
    assert "исправлено" in page["text"]
    time = await rep.replies_to(page, "потратил 1ч")
    await rep.sees("Всего потрачено: 1 ч")
    await rep.edits(time, "потратил 5ч")
    await rep.sees("правкой сообщения не изменить")


async def test_a_stranger_learns_nothing_by_a_reply(company: Company) -> None:
    hello = await company.guest.starts()

    await company.guest.replies_to(hello, "потратил 2ч")

    await company.guest.waits_for_idle_bot()
    assert await company.value("SELECT count(*) FROM task_time") == 0


async def test_a_long_thread_opens_at_its_end_and_leads_to_its_beginning(company: Company) -> None:
    task = await given_task(company)
    await given_comments(company, task, 30)
    manager = company.manager
    await open_card(manager, task)

    await manager.taps("💬 Обсуждение (30)")
    page = await manager.sees("25–32 из 32")
    await manager.taps("« Раньше", on=page)
    await manager.sees("17–24 из 32")
    await manager.taps("⏮ В начало", on=page)
    await manager.sees("задача создана")
    await manager.taps("К последним ⏭", on=page)

    await manager.sees("25–32 из 32")


async def test_a_file_that_telegram_has_lost_is_told(company: Company) -> None:
    task = await given_task(company)
    add = company.container.get(AddTaskComment)
    lost = TaskFile("no-such-file", FileKind.PHOTO)
    await add(await company.actor("lead"), task.id, "Схема", file=lost)
    await add(await company.actor("lead"), task.id, None, file=lost)
    rep = company.rep
    await open_card(rep, task)
    await rep.taps("💬 Обсуждение (2)")

    answer = await rep.taps("🖼 1")
    await rep.taps("📎 Все файлы (2)")

    assert answer["show_alert"]
    await rep.sees("2 файла Telegram больше не отдаёт")
