"""Names, notes and reasons that are too long, hold markup, or cannot be seen."""

from datetime import UTC, datetime

import pytest

from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    answer_to,
    nothing_breaks,
    nothing_changes,
    reaction_to,
    speaks_english,
)
from tests.company import Company
from tests.messages import buttons_of, plain, text_of

ENDLESS = "Ы" * 4000  # Telegram takes no more than 4096 in one message
MARKUP = "<b>x</b> & «Ко» &lt; </i>"
RTL = "\u202eРога\u202c и\u200f копыта"
ZERO = "Рога\x00 и копыта"
EMOJI = "🏳️‍🌈 ООО 👨‍👩‍👧 «Семья»"
MONDAY_NINE = datetime(2026, 11, 23, 6, 0, 30, tzinfo=UTC)
WANTED = ("%", "_", "\\", "'; DROP TABLE deals; --", "\u202e", "\x00x", "<b>", "🏳️‍🌈", ENDLESS)
PEOPLE = ("/people %", "/people \x00", "/people <b>", "/people :", f"/people {ENDLESS}")
UNSEEN = "\u200b\u2060\u200f"


async def shows(company: Company, words: str, *commands: str) -> None:
    """``words`` stand on the card, on a button and in the history, as they are."""
    for command in commands:
        await company.rep.sends(command)
        message = await company.rep.last()
        shown = text_of(message) + " ".join(button["text"] for button in buttons_of(message))
        assert words in plain(shown), command


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (MARKUP, MARKUP),
        (RTL, "Рога и копыта"),
        (ZERO, "Рога и копыта"),
        (EMOJI, EMOJI.replace("\u200d", "")),
    ],
)
async def test_a_name_is_shown_as_it_is_wherever_it_stands(company: Company, typed, kept):
    client = await company.given_client("Ромашка")
    deal = await company.given_deal(client)
    await company.given_offer(deal)
    rep = company.rep
    await rep.starts(f"client_{client.id}")
    await rep.taps("✏️ Изменить")
    await rep.taps("Имя")

    assert kept in await answer_to(rep, typed)

    await shows(company, kept, "/find " + kept, "/start deal_1", "/start offer_1")
    await company.waits_until(MONDAY_NINE)
    await shows(company, kept, "/day")
    await rep.starts(f"client_{client.id}")
    await rep.taps("🕓 История")
    await rep.sees(f"{kept}")
    await company.lead.sends("/silent")
    assert kept in plain(text_of(await company.lead.last()))


@pytest.mark.parametrize("typed", [MARKUP, EMOJI, "\u202e" + MARKUP])
async def test_words_of_every_kind_are_shown_as_they_are(company: Company, typed):
    deal = await company.given_deal()
    rep = company.rep
    kept = typed.replace("\u200d", "").replace("\u202e", "")
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("✏️ Изменить")
    await rep.taps("📝 Заметка")
    await answer_to(rep, typed)
    await rep.taps("👣 Следующий шаг")
    await answer_to(rep, typed)
    await rep.taps("Завтра")
    assert kept in plain(text_of(await rep.last()))
    await rep.taps("📄 Отправить КП")
    await rep.taps("120 000 ₽, как в сделке")
    await rep.taps("Номер")
    assert kept in await answer_to(rep, typed)
    await rep.taps("✅ КП отправлено")
    assert kept in plain(text_of(await rep.last()))
    await rep.taps("❌ Отказ")
    await rep.taps("Другое")
    assert f"Комментарий: {kept}" in await answer_to(rep, typed)
    await rep.taps("💼 Сделка")
    await rep.taps("🕓 История")

    history = plain(text_of(await rep.last()))

    assert history.count(kept) >= len(["note", "step", "number", "comment"])


async def test_what_is_as_long_as_may_be_fits_on_cards_and_in_histories(company: Company):
    await company.given_deal()
    rep = company.rep
    await rep.starts("client_1")
    await rep.taps("📝 Заметка")
    assert "&<&<" in await answer_to(rep, "&<" * 500)
    for _ in range(3):
        card = await reaction_to(rep, await rep.starts("deal_1"))
        await rep.taps("✏️ Изменить", on=card)
        await rep.taps("📝 Заметка", on=card)
        assert "Этап" in await answer_to(rep, "&я" * 250)
    await rep.taps("👣 Следующий шаг")
    await answer_to(rep, "&я" * 250)
    await rep.taps("Завтра")
    card = await rep.last()
    assert "&я" * 250 in text_of(card)

    await rep.taps("🕓 История", on=card)
    assert "📝" in text_of(await rep.last())
    assert "« Назад" in await rep.buttons()
    card = await reaction_to(rep, await rep.starts("client_1"))
    await rep.taps("🕓 История", on=card)
    assert "📝" in text_of(await rep.last())
    assert "« Назад" in await rep.buttons()
    await rep.taps("« Назад", on=card)
    await rep.taps("✏️ Изменить", on=card)
    await rep.taps("Имя", on=card)
    assert "&я" * 100 in await answer_to(rep, "&я" * 100)
    card = await rep.last()
    await rep.taps("💼 Сделки", on=card)
    assert "Сделки клиента: 1" in plain(text_of(await rep.last()))


async def test_words_that_are_too_long_or_unseen_are_refused(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    for what, asked in (("📝 Заметка", "заметку"), ("Сумма", "Какая сумма")):
        await rep.starts(f"deal_{deal.id}")
        await rep.taps("✏️ Изменить")
        await rep.taps(what)
        await rep.sees(asked)
        async with nothing_changes(engine):
            assert "Слишком длинно: 4" in await answer_to(rep, ENDLESS)
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("👣 Следующий шаг")
    async with nothing_changes(engine):
        for unseen in (UNSEEN, "\u2800", "..."):
            message = await reaction_to(rep, await rep.sends(unseen))
            assert "Напишите" in text_of(message), unseen
        assert "Сократите" in await answer_to(rep, "Ы" * 501)


async def test_reasons_that_are_too_long_or_unseen_are_refused(company: Company, engine):
    await company.given_offer()
    rep = company.rep
    await rep.starts("deal_1")
    await rep.taps("🔀 Другой этап")
    await rep.taps("✖️ Проиграна")
    await rep.taps("Другое")
    async with nothing_changes(engine):
        assert "Слишком длинно" in await answer_to(rep, ENDLESS)
        assert "Напишите" in await answer_to(rep, UNSEEN)

    await rep.starts("offer_1")
    await rep.taps("❌ Отказ")
    await rep.taps("Другое")
    async with nothing_changes(engine):
        assert "Слишком длинно" in await answer_to(rep, ENDLESS)
        assert "Напишите" in await answer_to(rep, UNSEEN)


async def test_a_clients_name_and_an_offers_number_have_their_limits(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("📄 Отправить КП")
    await rep.taps("120 000 ₽, как в сделке")
    await rep.taps("Номер")
    async with nothing_changes(engine):
        assert "50" in await answer_to(rep, ENDLESS)
        await answer_to(rep, UNSEEN)
        await rep.sends("/client")
        await rep.sees("клиент")
        assert "200" in await answer_to(rep, ENDLESS)
        await answer_to(rep, UNSEEN)


async def test_whatever_is_looked_for_is_answered_and_nothing_is_created(company: Company, engine):
    await company.given_client()
    rep = company.rep

    async with nothing_changes(engine):
        for words in (*WANTED, *(f"/find {words}" for words in WANTED), *PEOPLE):
            assert await answer_to(rep, words), words


async def test_links_to_what_is_not_there_are_answered_in_words(company: Company, engine):
    await company.given_deal(owner="other_rep")
    rep = company.rep
    hidden = await answer_to(rep, "/start deal_1")

    async with nothing_changes(engine):
        for payload in ("deal_0", "deal_999", "client_1", "offer_1", f"deal_{2**63 - 1}"):
            assert await answer_to(rep, f"/start {payload}") == hidden, payload
        for payload in ("deal_-1", f"deal_{2**70}", "deal_", "deal_1_2", "deal_١", "deal", "' --"):
            assert "Иван" in await answer_to(rep, f"/start {payload}"), payload


async def test_a_shared_contact_may_be_called_anything(company: Company, engine):
    rep = company.rep
    for number, (name, phone) in enumerate(
        ((MARKUP, "+79031112233"), (ZERO, "79031112234"), (EMOJI, "+79031112235"))
    ):
        await rep.sends_contact(phone, name)
        card = await rep.last()
        await rep.taps("➕", on=card)
        assert "Ответственный" in text_of(await rep.last()), number

    async with nothing_changes(engine):
        for name, phone, refusal in (
            (UNSEEN, "+79031112236", "Название пустое"),
            ("Анна", "abc", "Такого номера нет"),
            ("Анна", "0", "Такого номера нет"),
        ):
            await rep.sends_contact(phone, name)
            card = await rep.last()
            assert refusal in (await rep.taps("➕", on=card))["text"]


async def test_whoever_speaks_english_is_refused_in_english(company: Company, engine):
    deal = await company.given_deal()
    rep = company.rep
    await speaks_english(rep)
    await rep.starts(f"deal_{deal.id}")
    await rep.taps("👣 Next step")

    async with nothing_changes(engine):
        assert "Too long" in await answer_to(rep, ENDLESS)
        assert "Too long" in await answer_to(rep, "Ы" * 501)
        assert "rite" in await answer_to(rep, UNSEEN)
