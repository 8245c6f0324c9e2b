"""Answers of a brief that cannot be: told why, the question stands, what was said before stays."""

import pytest

from domain.tasks.model import TaskId
from tests.bot.briefs_in_chat import begin, choose, fill_layout
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    answer_to,
    nothing_breaks,
    nothing_changes,
    reaction_to,
    speaks_english,
)
from tests.company import Company
from tests.messages import text_of
from tests.person import Person, a_photo

TRICKY = "<b>Баннер</b> & «цены» 👨‍👩‍👧 \u202eошибка\u202c нуль\u200bшир"
TRICKY_SHOWN = "<b>Баннер</b> & «цены» 👨👩👧 ошибка нульшир"
NUMBERS = {
    "0": "нужно не меньше 1",
    "-5": "нужно не меньше 1",
    "9" * 30: "нужно не больше 20000",
    "1e5": "Не понимаю число",
    "²": "Не понимаю число",
    "широкая": "Не понимаю число",
    "\u202e\u200b": "Не понимаю число",
    "😀": "Не понимаю число",
}
NUMBERS_IN_ENGLISH = {"0": "at least 1", "9" * 30: "at most 20000", "wide": "no number I can read"}
DAYS = {
    "вчера": "уже в прошлом",
    "31.02": "Такой даты нет в календаре",
    "через 100 лет": "Слишком далеко",
    "когда-нибудь": "Не понимаю дату",
    "<i>завтра</i>": "Не понимаю дату",
}


async def to_the_width(person: Person, *, english: bool = False) -> None:
    """The third question of a layout: a number."""
    await person.sends("/brief")
    await person.taps("Design" if english else "Макет")
    await person.sees("1 of" if english else "1 из")
    await person.sends("Баннер")
    await person.taps("Print" if english else "Печать")
    await person.sees("3 of 7" if english else "3 из 7")


@pytest.mark.parametrize("english", [False, True])
async def test_a_number_that_cannot_be_is_refused_and_the_question_stands(
    company: Company, engine, english
):
    rep = company.rep
    if english:
        await speaks_english(rep)
    await to_the_width(rep, english=english)

    async with nothing_changes(engine):
        for typed, words in (NUMBERS_IN_ENGLISH if english else NUMBERS).items():
            assert words in await answer_to(rep, typed), typed
    await rep.sends("210")

    await rep.sees("4 of 7" if english else "4 из 7")


@pytest.mark.parametrize("typed", ["\u200b", "---", "я" * 1001, "я" * 4096])
async def test_words_that_are_none_or_too_many_are_refused_and_still_asked_for(
    company: Company, engine, typed
):
    await begin(company.rep)

    async with nothing_changes(engine):
        told = await answer_to(company.rep, typed)
    await company.rep.sends("я" * 1000)

    assert told.startswith(("Здесь пусто", "Слишком длинно"))
    await company.rep.sees("2 из 7")


async def test_a_choice_that_is_not_offered_is_refused(company: Company, engine):
    rep = company.rep
    await begin(rep)
    await rep.sends("Баннер")
    await rep.sees("2 из 7")

    async with nothing_changes(engine):
        for typed in ("Забор", "print<b>", "\u202eСайт да", "1"):
            assert await answer_to(rep, typed) == (
                "Такого варианта нет. Выберите кнопкой под вопросом."
            )

    await rep.sends("  сайт ")
    await rep.sees("3 из 7")


async def test_a_required_question_is_not_skipped_by_a_button_kept_from_another(
    company: Company, engine
):
    rep = company.rep
    await to_the_width(rep)
    card = await rep.last()
    skip = next(
        button["callback_data"]
        for row in card["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == "Пропустить"
    )
    for _ in range(2):
        await rep.taps("Пропустить")
        await rep.waits_for_idle_bot()
    asked = await rep.sees("5 из 7")

    async with nothing_changes(engine):
        await rep.taps_data(asked, skip, forged=True)

    await rep.sees("5 из 7")
    assert not await company.rows("SELECT id FROM tasks")


async def test_files_where_words_are_wanted_and_words_where_files_are(company: Company, engine):
    rep = company.rep
    await begin(rep)

    async with nothing_changes(engine):
        for send in (
            rep.sends_photo(a_photo()),
            rep.sends_file(b"OggS" + b"\0" * 64, "voice.ogg", kind="voice"),
            rep.sends_location(55.75, 37.62),
            rep.sends_sticker(),
        ):
            assert "Здесь нужен" in text_of(await reaction_to(rep, await send))
    await rep.sends("Баннер")

    await rep.sees("2 из 7")


async def test_signs_of_all_kinds_do_no_harm_from_the_answer_to_the_card(company: Company):
    rep = company.rep
    await begin(rep)
    await rep.sends(TRICKY)
    await rep.taps("Сайт")
    for number in (4, 5):
        await rep.taps("Пропустить")
        await rep.sees(f"{number} из 7")
    await rep.sends(TRICKY)
    await rep.sees("6 из 7")
    await rep.sends_photo()
    await rep.taps("Готово")
    await rep.sees("7 из 7")
    await rep.taps("Пропустить")
    await rep.sees("проверьте ТЗ")
    await choose(rep, "Ольга Смирнова")
    await rep.taps("✅ Поставить")

    await rep.sees(f"Макет: {TRICKY_SHOWN}")
    (row,) = await company.rows("SELECT id, title FROM tasks")
    assert row.title == f"Макет: {TRICKY_SHOWN}"
    await company.manager.starts(f"task_{TaskId(row.id)}")
    await company.manager.taps("📋 ТЗ")
    await company.manager.sees(TRICKY_SHOWN)


async def test_a_day_that_cannot_be_is_refused_and_the_answers_stay(company: Company, engine):
    rep = company.rep
    await begin(rep)
    await fill_layout(rep)
    await rep.taps("🗓 Срок")
    await rep.sees("К какому дню сделать?")

    async with nothing_changes(engine):
        for typed, words in DAYS.items():
            assert words in await answer_to(rep, typed), typed
    await rep.sends("пятница")

    review = await rep.sees("Макет: проверьте ТЗ")
    assert "Баннер для сайта" in text_of(review)


async def test_who_left_meanwhile_is_named_and_nothing_that_was_said_is_lost(
    company: Company, engine
):
    anna = await company.given_person("Анна Серова")
    rep = company.rep
    await begin(rep)
    await fill_layout(rep)
    await choose(rep, "Анна Серова")
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {anna.id}"
        )

    async with nothing_changes(engine):
        told = await rep.taps("✅ Поставить")

    assert told["text"].startswith("Анна Серова больше не работает")
    await choose(rep, "Ольга Смирнова")
    await rep.taps("✅ Поставить")
    await rep.sees("📌 Макет: Баннер для сайта")


async def test_a_form_about_a_deal_that_went_to_another_branch_makes_nothing(
    company: Company, engine
):
    deal = await company.given_deal()
    other = company.people["other_rep"]
    card = await company.rep.last()
    await company.rep.taps_data(card, f"brief:layout:{deal.id}:", forged=True)
    await company.rep.sees("1 из 7")
    await fill_layout(company.rep)
    await choose(company.rep, "Ольга Смирнова")
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE deals SET owner_id = {other.id}, branch_id = {other.branch_id}"
        )

    async with nothing_changes(engine):
        told = await company.rep.taps("✅ Поставить")

    assert told["text"].startswith("Не нашлось")
    await company.rep.sees("Макет: проверьте ТЗ")


async def test_templates_beyond_the_last_page_and_unknown_ones_lead_somewhere(
    company: Company, engine
):
    rep = company.rep
    await rep.sends("/brief")
    card = await rep.sees("Задача по ТЗ")

    async with nothing_changes(engine):
        await rep.taps_data(card, "briefs:999::", forged=True)
        told = await rep.taps_data(card, "brief:none::", forged=True)

    assert told["text"]
    assert "« Мой день" in await rep.buttons()
