"""What cannot be a task's date, length, price or words: told why, and nothing is lost."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Task
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    answer_to,
    nothing_breaks,
    nothing_changes,
    reaction_to,
    speaks_english,
)
from tests.company import Company
from tests.messages import says, text_of
from tests.person import Person

LINE = "/task завтра позвонить Климову 2ч"
TRICKY = "<b>Смета</b> & «цены» 👨‍👩‍👧 \u202eошибка\u202c нуль\u200bшир"
TRICKY_SHOWN = "<b>Смета</b> & «цены» 👨👩👧 ошибка нульшир"

DATES = {
    "вчера": "уже в прошлом",
    "вчера в 15": "17.11.2026 уже в прошлом",
    "01.01.2020": "уже в прошлом",
    "31.02": "Такой даты нет в календаре",
    "99.99.9999": "Такой даты нет в календаре",
    "через 100 лет": "Слишком далеко",
    "01.01.2031": "Слишком далёкий срок",
    "завтра в 25:00": "Не понимаю дату",
    "завтра 12:61": "Не понимаю дату",
    "через -3 дня": "Не понимаю дату",
    "когда-нибудь": "Не понимаю дату",
    "<i></i>": "Не понимаю дату",
    "\u202e\u200b": "Не понимаю дату",
    "😀": "Не понимаю дату",
    "завтра в 7": "двояко",
}
DATES_IN_ENGLISH = {
    "yesterday": "is in the past",
    "yesterday at 3pm": "is in the past",
    "31.02": "no such date",
    "in 100 years": "Too far ahead",
    "01.01.2031": "Too far ahead",
    "some day": "cannot read this date",
    "tomorrow at 25:00": "cannot read this date",
}
LENGTHS = {
    "0": "Слишком мало",
    "0 ч": "Слишком мало",
    "0.001 ч": "Слишком мало",
    "-2 ч": "Не понимаю, сколько это",
    "10000": "Слишком много для одной задачи: можно до 400 ч",
    "10 000 часов": "Не понимаю, сколько это",
    "10000 часов": "Слишком много для одной задачи",
    "1000000 мин": "Слишком много для одной задачи",
    "9" * 30: "Слишком много для одной задачи",
    "1e5 ч": "Не понимаю, сколько это",
    "долго": "Не понимаю, сколько это",
    "😀": "Не понимаю, сколько это",
}
LENGTHS_IN_ENGLISH = {
    "0 h": "Too little",
    "10000 hours": "Too much for one task: 400 h at most",
    "1000000 min": "Too much for one task",
    "long": "cannot read how long",
}

Begin = Callable[[Company, Person, str], Awaitable[None]]
"""Up to the question; the language is of whoever is asked."""


async def given_task(company: Company) -> Task:
    """From Ольга to Иван, due tomorrow."""
    deadline = Deadline(company.clock() + timedelta(days=1))
    new = NewTask("Смета", company.people["rep"].id, deadline)
    task = await company.container.get(CreateTask)(await company.actor("lead"), new)
    await company.rep.sees("Смета")
    return task


def of(language: str, russian: str, english: str) -> str:
    return russian if language == "ru" else english


async def of_draft(person: Person, button: str, question: str) -> None:
    await person.sends(LINE)
    await person.sees("📝 Позвонить Климову")
    await person.taps(button)
    await person.sees(question)


async def of_card(company: Company, person: Person, button: str, question: str, more: str) -> None:
    task = await given_task(company)
    await person.starts(f"task_{task.id}")
    await person.waits_for_idle_bot()
    await person.taps(more)
    await person.taps(button)
    await person.sees(question)


async def draft_deadline(_: Company, person: Person, language: str) -> None:
    await of_draft(person, of(language, "Срок", "Due"), of(language, "К какому сроку", "By when"))


async def assigners_deadline(company: Company, person: Person, language: str) -> None:
    button, question = of(language, "🗓 Другой срок", "🗓"), of(language, "срок", "?")
    await of_card(company, person, button, question, of(language, "⋯ Ещё", "⋯ More"))


async def executors_deadline(company: Company, person: Person, language: str) -> None:
    button, question = of(language, "🗓 Попросить срок", "🗓"), of(language, "срок", "?")
    await of_card(company, person, button, question, of(language, "⋯ Ещё", "⋯ More"))


async def draft_length(_: Company, person: Person, language: str) -> None:
    await of_draft(person, of(language, "Оценка", "Estimate"), "?")


async def card_length(company: Company, person: Person, language: str) -> None:
    button = of(language, "⏱ Оценка", "⏱ Estimate")
    await of_card(company, person, button, "?", of(language, "⋯ Ещё", "⋯ More"))


async def stands(person: Person, engine: object, refused: dict[str, str], taken: str) -> None:
    """Each is refused in its words, and the question takes ``taken`` afterwards."""
    async with nothing_changes(engine):
        for typed, words in refused.items():
            assert words in await answer_to(person, typed), typed
    await reaction_to(person, await person.sends(taken))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    ("begin", "who", "shown"),
    [
        (draft_deadline, "rep", "20"),
        (assigners_deadline, "lead", "20"),
        (executors_deadline, "rep", "?"),
    ],
)
async def test_a_date_that_cannot_be_is_refused_and_the_question_stands(
    company: Company, engine, begin: Begin, who, shown, language
):
    person: Person = getattr(company, who)
    if language == "en":
        await speaks_english(person)
    await begin(company, person, language)

    await stands(person, engine, DATES if language == "ru" else DATES_IN_ENGLISH, "20.11.2026")

    assert says(await person.last(), shown)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("begin", "who"), [(draft_length, "rep"), (card_length, "lead")])
async def test_a_length_that_cannot_be_is_refused_and_the_question_stands(
    company: Company, engine, begin: Begin, who, language
):
    person: Person = getattr(company, who)
    if language == "en":
        await speaks_english(person)
    await begin(company, person, language)

    await stands(person, engine, LENGTHS if language == "ru" else LENGTHS_IN_ENGLISH, "3")

    assert says(await person.last(), of(language, "Оценка: 3 ч", "Estimate: 3 h"))


async def test_the_date_that_stands_already_is_no_new_one_and_no_reason_is_asked_for(
    company: Company, engine
):
    rep = company.rep
    await executors_deadline(company, rep, "ru")
    at = (await company.rows("SELECT deadline_at FROM tasks"))[0].deadline_at

    async with nothing_changes(engine):
        same = await answer_to(rep, f"{at:%d.%m.%Y} в 10:00")

    assert "срок" in same


async def test_a_price_of_thirty_digits_is_refused_and_the_question_stands(
    company: Company, engine
):
    await of_draft(company.rep, "Стоимость", "Сколько это стоит")

    await stands(
        company.rep,
        engine,
        {
            "9" * 30: "Слишком большая сумма",
            "-5": "Сумма не бывает меньше нуля",
            "0": "Сумма должна быть больше нуля",
            "1e10": "Не понимаю сумму",
            "много": "Не понимаю сумму",
        },
        "15 тыс",
    )

    await company.rep.sees("Стоимость: 15 000 ₽")


@pytest.mark.parametrize("length", [200, 201])
async def test_a_title_has_two_hundred_signs_at_most(company: Company, engine, length):
    rep = company.rep
    await of_draft(rep, "Название", "Как назвать задачу")

    if length > 200:
        async with nothing_changes(engine):
            told = await answer_to(rep, "я" * length)
        assert told == "Слишком длинно: 201 знаков, можно не больше 200. Сократите."
    else:
        await rep.sends("я" * length)
        await rep.sees("📝 " + "я" * length)


async def test_a_line_too_long_for_a_title_is_kept_whole(company: Company):
    line = f"завтра {'слово ' * 600}".strip()

    await company.rep.sends(line)
    await company.rep.sees("📝 Слово")

    (row,) = await company.rows("SELECT title, details, said FROM tasks")
    assert len(row.title) <= 200
    assert row.said == line
    assert len(row.details) > 2900


@pytest.mark.parametrize("typed", ["\u200b", "!!!", "—", "\u202e\u202c"])
async def test_a_title_of_nothing_to_see_is_refused(company: Company, engine, typed):
    await of_draft(company.rep, "Название", "Как назвать задачу")

    async with nothing_changes(engine):
        told = await answer_to(company.rep, typed)

    assert told == "Название пустое. Напишите хотя бы одну букву или цифру."


async def test_markup_signs_of_all_kinds_and_what_cannot_be_seen_do_no_harm(company: Company):
    rep, lead = company.rep, company.lead
    await rep.sends(f"/task завтра {TRICKY} @smirnova")
    await rep.sees(f"📝 {TRICKY_SHOWN}")
    await rep.taps("Описание")
    await rep.sends(TRICKY)
    await rep.waits_for_idle_bot()
    await rep.taps("✅ Поставить")

    card = await lead.sees(TRICKY_SHOWN)
    assert text_of(card).count(TRICKY_SHOWN) == 2
    await lead.replies_to(card, TRICKY)
    await lead.sees("Добавлено в обсуждение")
    await lead.taps("🚫 Отказаться")
    await lead.sends(TRICKY)

    await rep.sees(f"Причина отказа: {TRICKY_SHOWN}")


async def declining(company: Company) -> Person:
    """Ольга is asked why she declines what her rep gave her."""
    create_task = company.container.get(CreateTask)
    new = NewTask("Смета", company.people["lead"].id, Deadline(company.clock() + timedelta(days=1)))
    task = await create_task(await company.actor("rep"), new)
    await company.lead.sees("🔔 Новая задача: Смета")
    await company.lead.starts(f"task_{task.id}")
    await company.lead.taps("🚫 Отказаться")
    await company.lead.sees("Почему отказываетесь?")
    return company.lead


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("\u200b\u202e", "Здесь пусто"),
        ("---", "Здесь пусто"),
        ("я" * 501, "501"),
        ("a" * 1001, "Слишком длинно"),
        ("я" * 4096, "Слишком длинно"),
    ],
    ids=["invisible", "dashes", "501", "1001", "4096"],
)
async def test_a_reason_that_does_not_fit_is_refused_and_still_asked_for(
    company: Company, engine, typed, refusal
):
    lead = await declining(company)

    async with nothing_changes(engine):
        assert refusal in await answer_to(lead, typed)
        photo = await reaction_to(lead, await lead.sends_photo())
        assert "Здесь нужен текст" in text_of(photo)
    await lead.sends("я" * 500)

    await lead.sees("исполнитель отказался")


@pytest.mark.parametrize("sign", ["я", "a", "😀"])
async def test_a_comment_as_long_as_a_message_is_kept_to_the_last_sign(company: Company, sign):
    task = await given_task(company)
    await company.rep.starts(f"task_{task.id}")
    card = await company.rep.sees("📌 Смета")
    words = sign * (4096 // len(sign.encode("utf-16-le")) * 2)

    await company.rep.replies_to(card, words)

    await company.rep.sees("Добавлено в обсуждение")
    assert await company.value("SELECT text FROM task_comments") == words


async def test_words_that_are_half_a_task_are_kept_while_the_rest_is_asked(
    company: Company, engine
):
    rep = company.rep

    async with nothing_changes(engine):
        told = await answer_to(rep, "завтра в 15 2ч")
        assert told == "Что нужно сделать? Остальное я запомнил."
        photo = await reaction_to(rep, await rep.sends_photo())
        assert "Здесь нужен текст" in text_of(photo)
    await rep.sends("позвонить Климову")

    card = await rep.sees("📝 Позвонить Климову")
    assert says(card, "Срок: завтра (чт, 19 ноября), 15:00")
    assert says(card, "Оценка: 2 ч")


async def test_what_a_line_cannot_mean_is_told_on_its_card(company: Company):
    rep = company.rep
    for line, told in {
        "отчёт 10000 часов завтра": "слишком много для одной задачи",
        "31.02 сдать отчёт": "такой даты нет, оставил её в названии",
        "/task через 100 лет отчёт": "слишком далёкая дата, оставил её в названии",
        "завтра отчёт @nobody42": "такого логина у сотрудников нет",
    }.items():
        assert told in await answer_to(rep, line), line
