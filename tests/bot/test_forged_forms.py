"""Choices of an open form that it does not offer: they are outdated, and the form goes on."""

from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    APOLOGIES,
    answer_to,
    nothing_breaks,
    nothing_changes,
    reaction_to,
)
from tests.company import Company
from tests.messages import Json, buttons_of, text_of
from tests.person import Person

SEPARATOR = "\x1d"
NEVER_OFFERED = (
    "",
    "abc",
    "0",
    "-1",
    "999",
    str(2**63),
    "2026-11-17",
    "2026-13-45",
    "вчера",
    "\x00",
)


async def forges_choices(person: Person, form: Json, widget: str) -> None:
    """Every choice that was never offered, by the open form's own name."""
    intent = buttons_of(form)[0]["callback_data"].split(SEPARATOR)[0]
    for choice in NEVER_OFFERED:
        data = f"{intent}{SEPARATOR}{widget}:{choice}"
        answer = await person.taps_data(form, data, forged=True)
        assert answer["text"].startswith(("Кнопка устарела", "Не нашлось")), data
    for data in ("nothing", "nothing:1", "", widget, "cancel:1"):
        answer = await person.taps_data(form, f"{intent}{SEPARATOR}{data}", forged=True)
        assert not answer["text"].startswith(APOLOGIES)


async def test_a_product_that_is_not_offered_is_not_sold(company: Company, engine):
    await company.given_client()
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO products (name, name_key, price, currency)"
            " VALUES ('Печь', 'печь', 100, 'RUB')"
        )
    rep = company.rep
    await rep.starts("client_1")
    await rep.taps("➕ Новая сделка")
    form = await rep.sees("Что продаём")

    async with nothing_changes(engine):
        await forges_choices(rep, form, "product")

    await rep.taps("Печь", on=form)
    await rep.sees("Этап: Первый контакт")


async def test_a_day_that_is_not_offered_is_not_taken(company: Company, engine):
    await company.given_deal()
    rep = company.rep
    await rep.starts("deal_1")
    await rep.taps("📄 Отправить КП")
    await rep.taps("120 000 ₽, как в сделке")
    await rep.taps("Другой день")
    form = await rep.sees("Когда спросить об ответе")

    async with nothing_changes(engine):
        await forges_choices(rep, form, "choice")

    assert "Спрошу об ответе: завтра" in await answer_to(rep, "завтра")


async def test_an_answer_that_is_not_offered_is_not_taken(company: Company, engine):
    await company.given_deal()
    rep = company.rep
    await rep.starts("deal_1")
    await rep.taps("👣 Следующий шаг")
    form = await reaction_to(rep, await rep.sends("Позвонить"))

    async with nothing_changes(engine):
        await forges_choices(rep, form, "ready")

    await rep.taps("Завтра", on=form)
    assert "Следующий шаг: Позвонить — завтра" in text_of(await rep.last())


async def test_a_deputy_who_is_not_offered_stands_in_for_nobody(company: Company, engine):
    rep = company.rep
    await rep.sends("/absent")
    await rep.taps("Записать отсутствие")
    await rep.taps("Завтра")
    await rep.taps("Один день")
    form = await rep.sees("Кто замещает")

    async with nothing_changes(engine):
        await forges_choices(rep, form, "deputy")

    await rep.taps("Ольга Смирнова", on=form)
    await rep.sees_button("Сохранить")


async def test_a_button_that_the_form_does_not_show_now_is_outdated(company: Company, engine):
    rep = company.rep
    await rep.sends("позвонил Лютику, думают")
    form = await rep.sees("Клиента «Лютику» не нашёл")
    intent = buttons_of(form)[0]["callback_data"].split(SEPARATOR)[0]

    async with nothing_changes(engine):
        answer = await rep.taps_data(form, f"{intent}{SEPARATOR}create", forged=True)

    assert answer["text"].startswith("Кнопка устарела")


async def test_a_form_of_another_person_is_closed_to_whoever_names_it(company: Company, engine):
    await company.given_deal()
    rep, lead = company.rep, company.lead
    await rep.starts("deal_1")
    await rep.taps("📄 Отправить КП")
    await rep.taps("120 000 ₽, как в сделке")
    form = await rep.sees("КП на 120 000 ₽")
    sent = buttons_of(form)[0]["callback_data"]
    card = await lead.last()

    async with nothing_changes(engine):
        answer = await lead.taps_data(card, sent, forged=True)

    assert answer["text"].startswith("Эта форма уже закрыта")
