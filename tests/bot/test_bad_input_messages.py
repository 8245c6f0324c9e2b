"""Messages that nobody asked for, and answers of another kind than the question."""

from base64 import b64decode

import pytest

from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    answer_to,
    history,
    nothing_breaks,
    nothing_changes,
    reaction_to,
)
from tests.company import Company
from tests.messages import Json, text_of
from tests.person import Person

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def a_photo(person: Person) -> Json:
    return await person.sends_file(PNG, "photo.png", kind="photo")


async def a_document(person: Person) -> Json:
    return await person.sends_file(b"%PDF-1.4", "offer.pdf", "вот")


async def a_voice(person: Person) -> Json:
    return await person.sends_file(b"OggS" + b"\0" * 64, "voice.ogg", kind="voice")


async def a_place(person: Person) -> Json:
    return await person.sends_location(55.75, 37.62)


async def a_contact(person: Person) -> Json:
    return await person.sends_contact("+79031112233", "Анна")


NOT_TEXT = (a_photo, a_document, a_voice, a_place)


async def question_of_amount(company: Company) -> Json:
    await company.rep.starts("deal_1")
    await company.rep.taps("✏️ Изменить")
    await company.rep.taps("Сумма")
    return await company.rep.sees("Какая сумма сделки")


async def form_of_deal(company: Company) -> Json:
    await company.rep.starts("client_1")
    await company.rep.taps("➕ Новая сделка")
    await company.rep.taps("Пропустить")
    return await company.rep.sees("На какую сумму?")


async def form_of_offer(company: Company) -> Json:
    await company.rep.starts("deal_1")
    await company.rep.taps("📄 Отправить КП")
    return await company.rep.sees("На какую сумму КП")


ASKING = (question_of_amount, form_of_deal, form_of_offer)


@pytest.mark.parametrize("ask", ASKING)
async def test_what_is_no_text_is_told_so_and_the_question_stands(company: Company, engine, ask):
    await company.given_deal()
    await ask(company)
    rep = company.rep

    async with nothing_changes(engine):
        for send in NOT_TEXT:
            reaction = await reaction_to(rep, await send(rep))
            assert "Здесь нужен текст" in text_of(reaction), send

    assert "77 000 ₽" in (await answer_to(rep, "77 тыс"))


async def test_what_is_no_file_is_told_so_and_the_question_stands(company: Company, engine):
    await company.given_deal()
    await form_of_offer(company)
    rep = company.rep
    await rep.sends("50 тыс")
    await rep.taps("Файл")

    async with nothing_changes(engine):
        assert "Нужен файл или фото" in await answer_to(rep, "вот он")
        for send in (a_voice, a_place):
            assert "Нужен файл или фото" in text_of(await reaction_to(rep, await send(rep)))

    assert "Файл: есть" in text_of(await reaction_to(rep, await a_document(rep)))


async def test_an_offers_number_and_day_are_texts(company: Company, engine):
    await company.given_deal()
    await form_of_offer(company)
    rep = company.rep
    await rep.sends("50 тыс")
    for what in ("Номер", "Другой день"):
        await rep.taps(what)

        async with nothing_changes(engine):
            reaction = await reaction_to(rep, await a_photo(rep))
            assert "Здесь нужен текст" in text_of(reaction), what
        await rep.taps("« Назад")


async def test_what_nobody_asked_for_is_answered_in_words(company: Company, engine):
    rep = company.rep

    async with nothing_changes(engine):
        for send in (*NOT_TEXT, a_contact):
            assert text_of(await reaction_to(rep, await send(rep))), send
        for words in ("привет", "/nonsense", "🙂", "?" * 4000):
            assert await answer_to(rep, words)
        forwarded = await rep.forwards(await rep.sends("привет"))
        assert text_of(await reaction_to(rep, forwarded))


async def test_an_edited_message_is_no_second_answer(company: Company, engine):
    await company.given_deal()
    await question_of_amount(company)
    rep = company.rep
    sent = await rep.sends("100")
    await rep.sees("Сумма: 100 ₽")

    async with nothing_changes(engine):
        await rep.edits(sent, "200")
        await rep.waits_for_idle_bot()

    await rep.sees("Сумма: 100 ₽")


@pytest.mark.parametrize("ask", ASKING)
async def test_a_command_in_a_form_works_and_drops_the_form(company: Company, engine, ask):
    await company.given_deal()
    await ask(company)
    rep = company.rep

    async with nothing_changes(engine):
        assert "ваш день" in await answer_to(rep, "/day")
        assert "Воронка" in await answer_to(rep, "/board")
        assert await answer_to(rep, "/help")
        assert await answer_to(rep, "/nonsense")
        assert "Не нашёл" in await answer_to(rep, "55 тыс")


async def test_of_two_forms_the_second_gets_the_answer(company: Company, engine):
    await company.given_deal()
    first = await form_of_deal(company)
    rep = company.rep
    await form_of_offer(company)

    answer = await rep.taps_data(
        first, first["reply_markup"]["inline_keyboard"][0][0]["callback_data"], forged=True
    )

    assert answer["text"].startswith("Эта форма уже закрыта")
    assert "КП на 70 000 ₽" in await answer_to(rep, "70 тыс")
    assert (await history(engine)).count("deal_created") == 1


async def test_cancelling_brings_the_card_back_in_the_same_place(company: Company, engine):
    await company.given_deal()
    rep = company.rep
    for ask, title in zip(ASKING, ("Этап", "Ответственный", "Этап"), strict=True):
        form = await ask(company)

        async with nothing_changes(engine):
            await rep.taps("Отмена", on=form)
            card = await rep.last()

        assert card["message_id"] == form["message_id"]
        assert title in text_of(card)
        assert len(await rep.buttons(card)) > 1


async def test_an_answer_may_be_a_reply_or_a_forward(company: Company):
    await company.given_deal()
    question = await question_of_amount(company)
    rep = company.rep

    reply = await rep.replies_to(question, "90 тыс")
    assert "Сумма: 90 000 ₽" in text_of(await reaction_to(rep, reply)).replace("\u00a0", " ")

    words = await rep.sends("80 тыс")
    await question_of_amount(company)
    forwarded = await rep.forwards(words)
    assert "Сумма: 80 000 ₽" in text_of(await reaction_to(rep, forwarded)).replace("\u00a0", " ")
