"""What ``docs/conversations/task_drafts.md`` tells, played word for word.

Иван Петров is the rep, Ольга Смирнова his team lead, Сергей Волков their manager; it is Wednesday
18 November 2026, 10:00 in Moscow.
"""

import asyncio
from datetime import timedelta

import pytest

from domain.language import Language
from domain.org.use_cases import SetLanguage
from domain.tasks.drafts import SendTask
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, TaskId
from tests.builders import utc
from tests.company import Company
from tests.messages import Json, says, text_of

LINE = "завтра в 15 позвонить Климову 2ч @smirnova срочно"


async def states(company: Company) -> list[tuple[str, str]]:
    """Title and state of every task, in order."""
    rows = await company.rows("SELECT title, state FROM tasks ORDER BY id")
    return [(row.title, row.state) for row in rows]


async def written(company: Company, line: str, title: str) -> Json:
    """The draft's card."""
    await company.rep.sends(line)
    return await company.rep.sees(f"📝 {title[:1].upper()}{title[1:]}")


def facts_of(card: Json) -> list[str]:
    return text_of(card).split("\n\n")[0].splitlines()


async def test_a_line_is_understood_and_sent_to_a_colleague(company: Company) -> None:
    card = await written(company, LINE, "Позвонить Климову")

    assert facts_of(card) == [
        "📝 Позвонить Климову",
        "Срок: завтра (чт, 19 ноября), 15:00",
        "Кому: Ольга Смирнова",
        "Оценка: 2 ч",
        "Важность: срочно",
    ]
    assert says(card, "Загрузка на этой неделе: ")
    assert await company.rep.buttons(card) == [
        "✅ Поставить",
        "Срок",
        "Кому",
        "Оценка",
        "Название",
        "Важность",
        "Клиент",
        "Помощники",
        "Описание",
        "Стоимость",
        "Не нужно",
        "« Мой день",
    ]
    answer = await company.rep.taps("✅ Поставить")

    assert answer["text"] == "Поставлена. Исполнитель: Ольга Смирнова."
    assert says(await company.lead.sees("Позвонить Климову"), "Срок: завтра, 15:00")
    assert await states(company) == [("Позвонить Климову", "given")]


async def test_ten_taps_on_send_send_once(company: Company) -> None:
    card = await written(company, LINE, "Позвонить Климову")
    send = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    await asyncio.gather(*(company.rep.taps_data(card, send, forged=True) for _ in range(10)))

    await company.lead.sees("Позвонить Климову")
    told = [kind for _, kind in await company.told() if kind == "task_given"]
    assert told == ["task_given"]


async def test_the_client_is_linked_and_a_date_asked_for(company: Company) -> None:
    await company.given_client("ООО «Ромашка»")
    card = await written(
        company, "подготовить КП для Ромашки до пятницы", "Подготовить КП для Ромашки"
    )
    assert facts_of(card)[1:] == [
        "Срок: пт, 20 ноября",
        "Кому: вам",
        "Клиент: ООО «Ромашка»",
    ]

    card = await written(company, "подготовить большой отчёт по складу", "Подготовить большой")
    assert says(card, "Срок: не указан")
    await company.rep.taps("✅ Поставить", on=card)
    await company.rep.sees("К какому сроку?")
    await company.rep.taps("В пятницу")
    card = await company.rep.sees("📝 Подготовить большой отчёт по складу")

    assert says(card, "Срок: пт, 20 ноября")
    await company.rep.taps("✅ Поставить", on=card)
    await company.rep.sees("📌 Подготовить большой отчёт по складу")


async def test_an_hour_that_may_be_two_is_asked_with_two_buttons(company: Company) -> None:
    card = await written(company, "завтра в 7 позвонить Климову", "Позвонить Климову")
    assert says(card, "❓ «завтра в 7» — когда именно?")
    assert (await company.rep.buttons(card))[:2] == [
        "завтра (чт, 19 ноября), 07:00",
        "завтра (чт, 19 ноября), 19:00",
    ]

    await company.rep.taps("завтра (чт, 19 ноября), 19:00")

    card = await company.rep.sees("Срок: завтра (чт, 19 ноября), 19:00")
    assert not says(card, "❓")


async def test_a_photo_whose_caption_asks_for_something_is_a_draft_with_the_photo(
    company: Company,
) -> None:
    await company.rep.sends_photo(caption="подготовить такую же витрину до пятницы")

    card = await company.rep.sees("📝 Подготовить такую же витрину")
    assert says(card, "Срок: пт, 20 ноября")
    task_id = await company.value("SELECT id FROM tasks")
    assert (
        await company.value(f"SELECT file_kind FROM task_comments WHERE task_id = {task_id}")
        == "photo"
    )
    await company.rep.sends_photo(caption="витрина")
    await company.rep.sees("📎 К какому клиенту?")
    assert await company.value("SELECT count(*) FROM tasks") == 1


async def test_co_executors_are_added_and_let_go_on_the_card(company: Company) -> None:
    await company.given_person("Глеб Зимин")
    card = await written(company, "сверстать каталог до пятницы", "Сверстать каталог")
    await company.rep.taps("Помощники", on=card)
    await company.rep.sees("Соисполнителей нет.")
    for name, typed in (("Глеб Зимин", "зимин"), ("Ольга Смирнова", "смирнова")):
        await company.rep.taps("➕ Добавить")
        await company.rep.sees("Кто поможет?")
        await company.rep.sends(typed)
        await company.rep.taps(f"{name} · Москва")
        await company.rep.sees_button(f"✖️ {name}")

    await company.rep.taps("➕ Добавить")
    await company.rep.sends("зимин")
    refused = await company.rep.taps("Глеб Зимин · Москва")
    assert "уже участвует" in refused["text"]
    await company.rep.taps("Отмена")
    await company.rep.taps("Помощники")
    await company.rep.taps("✖️ Глеб Зимин")
    await company.rep.taps("« Назад")

    assert says(await company.rep.sees("📝 Сверстать каталог"), "Помогают: Ольга Смирнова")
    await company.rep.taps("✅ Поставить")
    helping = await company.rows("SELECT person_id FROM task_people WHERE kind = 'co_executor'")
    assert [row.person_id for row in helping] == [company.people["lead"].id]


async def test_of_two_of_one_name_one_is_tapped(company: Company) -> None:
    await company.given_person("Ольга Зимина")
    card = await written(company, "поручить Ольге сверстать каталог до пятницы", "сверстать")
    assert says(card, "❓ «Ольге» — кто именно?")

    refused = await company.rep.taps("✅ Поставить")
    assert refused["text"] == "Сначала ответьте, кто именно: «Ольге»."
    await company.rep.taps("Ольга Зимина")

    assert says(await company.rep.sees("Кому: Ольга Зимина"), "📝 Сверстать каталог")


async def test_a_day_that_has_passed_and_a_time_that_there_is_not_are_told_and_kept(
    company: Company,
) -> None:
    past = await written(company, "Вчера в 10 сделать отчет", "Вчера в 10 сделать отчет")
    impossible = await written(company, "завтра в 25:00 звонок", "В 25:00 звонок")

    assert says(past, "Срок: не указан")
    assert says(past, "⚠️ «Вчера» — эта дата прошла, оставил её в названии.")
    assert says(impossible, "Срок: завтра (чт, 19 ноября)")
    assert says(impossible, "⚠️ «в 25:00» — такого времени нет, оставил его в названии.")


async def test_a_client_in_small_letters_or_behind_a_preposition_is_linked(
    company: Company,
) -> None:
    await company.given_client("Ледник")
    await company.given_client("Московский завод", "+7 999 123-45-68")

    linked = await written(company, "завтра отправить договор в Ледник", "Отправить договор")
    other = await written(company, "завтра съездить в Москву", "Съездить в Москву")

    assert says(linked, "Клиент: Ледник")
    assert not says(other, "Клиент")
    assert not says(other, "клиент?")


async def test_of_two_clients_of_one_name_one_is_tapped(company: Company) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")
    await company.given_client("Ромашка Плюс", "+7 999 123-45-68")
    card = await written(company, "до пятницы подготовить КП для Ромашки", "подготовить КП")
    assert says(card, "❓ «Ромашки» — какой клиент?")
    assert (await company.rep.buttons(card))[2] == "Без клиента"

    await company.rep.taps("Ромашка Плюс · Иван Петров")

    await company.rep.sees("Клиент: Ромашка Плюс")


async def tapped_and_told(company: Company, button: str, question: str, answer: str) -> None:
    await company.rep.taps(button)
    await company.rep.sees(question)
    await company.rep.sends(answer)


@pytest.mark.parametrize(
    ("button", "question", "answer", "shown"),
    [
        ("Название", "Как назвать задачу?", "Обзвонить всех <b>", "📝 Обзвонить всех <b>"),
        ("Срок", "К какому сроку?", "в понедельник в 11", "Срок: пн, 23 ноября, 11:00"),
        ("Оценка", "Сколько это займёт?", "полтора часа", "Оценка: 1 ч 30 мин"),
        ("Оценка", "Сколько это займёт?", "3", "Оценка: 3 ч"),
        ("Стоимость", "Сколько это стоит?", "15 тыс", "Стоимость: 15 000 ₽"),
        ("Описание", "Опишите, что нужно сделать.", "Спросить про цены", "Спросить про цены"),
        ("Клиент", "Для какого клиента?", "лютик", "Клиент: Лютик"),
        ("Кому", "Кому поручить?", "волков", "Кому: Сергей Волков"),
    ],
)
async def test_a_field_is_changed_in_words(
    company: Company, button: str, question: str, answer: str, shown: str
) -> None:
    await company.given_client("Лютик")
    await written(company, LINE, "Позвонить Климову")

    await tapped_and_told(company, button, question, answer)
    if button == "Кому":
        await company.rep.taps("Сергей Волков")

    await company.rep.sees(shown)
    assert len(await states(company)) == 1


@pytest.mark.parametrize(
    ("button", "choice", "shown"),
    [
        ("Срок", "Сегодня", "Срок: сегодня (ср, 18 ноября), 15:00"),
        ("Срок", "На следующей неделе", "Срок: пт, 27 ноября, 15:00"),
        ("Оценка", "30 мин", "Оценка: 30 мин"),
        ("Важность", "важно", "Важность: важно"),
        ("Кому", "Мне", "Кому: вам"),
    ],
)
async def test_a_field_is_changed_by_a_tap(
    company: Company, button: str, choice: str, shown: str
) -> None:
    card = await written(company, LINE, "Позвонить Климову")

    await company.rep.taps(button)
    await company.rep.taps(choice)

    again = await company.rep.sees(shown)
    assert again["message_id"] == card["message_id"]


@pytest.mark.parametrize(
    ("button", "answer", "refusal"),
    [
        ("Оценка", "10000 часов", "Слишком много для одной задачи"),
        ("Оценка", "долго", "Не поним"),
        ("Срок", "когда-нибудь", "Не понимаю дату."),
        ("Срок", "01.01.2020", ""),
        ("Срок", "завтра, и позвони в банк", "Срок понял: 19.11.2026. А «позвони в банк» — нет."),
        ("Название", "!!!", ""),
        ("Стоимость", "дорого", ""),
    ],
)
async def test_what_cannot_be_is_told_and_the_question_stands(
    company: Company, button: str, answer: str, refusal: str
) -> None:
    card = await written(company, LINE, "Позвонить Климову")
    before = text_of(card)

    await company.rep.taps(button)
    await company.rep.sends(answer)
    told = await company.rep.last()
    assert says(told, refusal)
    await company.rep.taps("Отмена")

    assert text_of(await company.rep.sees("📝 Позвонить Климову")) == before


async def test_what_was_taken_for_a_task_can_be_looked_up(company: Company) -> None:
    await company.given_client("Утро вечера")
    await written(company, "Отчёт завтра", "Отчёт")

    await company.rep.taps("Найти клиента")
    await company.rep.sees("По запросу «Отчёт завтра» клиентов не нашёл.")
    await company.rep.taps("« Назад")

    await company.rep.sees("📝 Отчёт")


async def test_a_date_alone_is_remembered_while_the_rest_is_asked(company: Company) -> None:
    await company.rep.sends("завтра в 15")
    await company.rep.sees("Что нужно сделать? Остальное я запомнил.")
    await company.rep.sends("Позвонить Климову")

    card = await company.rep.sees("📝 Позвонить Климову")
    assert says(card, "Срок: завтра (чт, 19 ноября), 15:00")


async def test_what_is_not_needed_is_gone_and_can_come_back(company: Company) -> None:
    card = await written(company, LINE, "Позвонить Климову")

    await company.rep.taps("Не нужно")
    gone = await company.rep.sees("Не поставлена: Позвонить Климову")
    assert gone["message_id"] == card["message_id"]
    await company.rep.taps("Вернуть")

    assert facts_of(await company.rep.sees("📝 Позвонить Климову")) == facts_of(card)
    assert [state for _, state in await states(company)] == ["cancelled", "draft"]


async def test_a_colleague_who_is_only_named_is_offered(company: Company) -> None:
    card = await written(company, "завтра купить подарок Ольге", "Купить подарок Ольге")
    assert facts_of(card)[-1] == "Кому: вам"
    assert says(card, "👤 В тексте есть Ольга Смирнова. Поручить?")

    await company.rep.taps("Отдать: Ольга Смирнова")

    assert not says(await company.rep.sees("Кому: Ольга Смирнова"), "👤")


async def test_what_repeats_is_told_and_can_be_once(company: Company) -> None:
    card = await written(company, "каждый понедельник в 10 планёрка по продажам", "планёрка")
    assert says(card, "Повтор: каждый понедельник")

    await company.rep.taps("Не повторять")

    card = await company.rep.sees("📝 Планёрка по продажам")
    assert not says(card, "Повтор")


async def test_the_command_takes_a_line_or_waits_for_one(company: Company) -> None:
    await company.rep.sends("/task Ромашка")
    await company.rep.sees("📝 Ромашка")
    await company.rep.sends("/task")
    await company.rep.sees("Напишите задачу одной строкой:")
    await company.rep.sends("завтра обзвон")

    await company.rep.sees("📝 Обзвон")


async def test_the_form_goes_step_by_step(company: Company) -> None:
    await company.rep.sends("/task")
    await company.rep.taps("По шагам")
    await company.rep.sees("Что нужно сделать?")
    await company.rep.sends("Обзвонить старых клиентов")
    await company.rep.sees("К какому сроку?")
    await company.rep.taps("Завтра")
    await company.rep.sees("Кому поручить?")
    await company.rep.sends("@smirnova")
    await company.rep.taps("Ольга Смирнова")
    await company.rep.sees("Сколько это займёт?")
    await company.rep.taps("Пропустить")

    card = await company.rep.sees("📝 Обзвонить старых клиентов")
    assert facts_of(card)[1:] == ["Срок: завтра (чт, 19 ноября)", "Кому: Ольга Смирнова"]


async def test_more_than_fits_is_told_and_given_to_who_has_room(company: Company) -> None:
    await company.given_person("Марина Белова", boss=company.people["lead"])
    busy = await company.given_person("Анна Серова", boss=company.people["lead"])
    friday = Deadline(utc("2026-11-20 15:00"))
    known = NewTask("Отчёт", executor_id=busy.id, deadline=friday, estimate=timedelta(hours=16))
    await company.container.get(CreateTask)(await company.actor("lead"), known)
    card = await written(
        company, "поручить Серовой сверстать каталог 6ч до пятницы", "сверстать каталог"
    )
    assert says(card, "⚠️ Не успеть к сроку")

    freer = next(label for label in await company.rep.buttons(card) if label.startswith("Отдать"))
    await company.rep.taps(freer)

    await company.rep.sees(f"Кому: {freer.removeprefix('Отдать: ')}")


async def test_where_approval_is_wanted_it_is_said_of_whom(company: Company) -> None:
    await company.given_person("Анна Серова", boss=company.people["lead"])
    await written(company, "поручить Серовой сверстать каталог 20ч до 10 декабря", "сверстать")

    answer = await company.rep.taps("✅ Поставить")

    assert answer["text"] == "Отправлена на согласование: Ольга Смирнова."
    assert await states(company) == [("Сверстать каталог", "waiting_approval")]


async def test_what_is_odd_is_told_on_the_card(company: Company) -> None:
    card = await written(company, "до пятницы каталог 10000 часов @nobody42", "каталог")

    assert says(card, "⚠️ @nobody42 — такого логина у сотрудников нет. Выберите исполнителя.")
    assert says(card, "⚠️ Оценка 10 000 ч — слишком много для одной задачи. Укажите другую.")
    card = await written(company, "31.02 сдать большой отчёт по складу", "31.02 сдать")
    assert says(card, "«31.02» — такой даты нет, оставил её в названии.")


async def test_an_english_line_in_an_english_chat(company: Company) -> None:
    set_language = company.container.get(SetLanguage)
    await set_language(await company.actor(), Language.ENGLISH)

    await company.rep.sends("call <Acme> & Co tomorrow at 3pm 1h @smirnova")

    card = await company.rep.sees("📝 Call <Acme> & Co")
    assert facts_of(card)[1:4] == [
        "Due: tomorrow (Thu, 19 November), 15:00",
        "For: Ольга Смирнова",
        "Estimate: 1 h",
    ]


async def test_a_sent_draft_has_no_buttons_of_a_draft_left(company: Company) -> None:
    card = await written(company, LINE, "Позвонить Климову")
    task_id = TaskId(int(await company.value("SELECT max(id) FROM tasks")))
    version = int(await company.value("SELECT max(version) FROM tasks"))
    await company.container.get(SendTask)(await company.actor(), task_id, version=version)

    await company.rep.taps("Название", on=card)
    await company.rep.sends("Другое")

    await company.rep.sees("📌 Позвонить Климову")
    assert await states(company) == [("Позвонить Климову", "given")]
