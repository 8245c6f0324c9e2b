"""docs/conversations/inline.md, word for word: clients found from any chat."""

from datetime import timedelta

from bot.inline.handlers import AT_ONCE
from domain.rate_limits import LIMITS, Limited
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    nothing_breaks,
    nothing_changes,
)
from tests.company import Company
from tests.messages import Json, buttons_of, text_of
from tests.person import Person

POSTED = "👤 Карточка клиента"
LINK = "https://t.me/{bot}?start=client_{id}"
NOT_FOUND = (
    "Не нашлось. Возможно, запись передали или она вам не видна. Откройте её заново из списка."
)
TO_PRIVATE_CHAT = "Открыть личный чат"
STRANGER = "Здравствуйте! Это рабочий бот компании. Войти можно только по личному приглашению."


def titles(found: Json) -> list[str]:
    return [one["title"] for one in found["results"]]


def button(found: Json) -> str:
    """The button's words, where there is nothing else."""
    assert found["answered"]
    assert found["results"] == []
    assert found["button"]["start_parameter"] == "hello"
    return str(found["button"]["text"])


async def goes_by(button_of: Json, person: Person) -> None:
    await person.starts(button_of["button"]["start_parameter"])


async def test_a_client_is_found_in_a_group_and_the_group_learns_nothing(company: Company, engine):
    client = await company.given_client(contact="Серова Анна")
    await company.given_deal(client)
    await company.given_client("Ромашка Плюс", phone=None)
    await company.given_client("Василёк", phone="+79161234568", owner="other_rep")
    group, leads = await company.rep.in_group(), await company.lead.in_group()

    async with nothing_changes(engine):
        found = await group.types_inline("ромаш")
        assert [(one["title"], one["description"]) for one in found["results"]] == [
            ("Ромашка Плюс", "Иван Петров, Москва · сделок в работе: 0"),
            ("ООО «Ромашка»", "Иван Петров, Москва · сделок в работе: 1"),
        ]
        for typed in ("romashka", "рамашка", "8 (916) 123-45-67", "серова"):
            assert "ООО «Ромашка»" in titles(await group.types_inline(typed)), typed
        by_contact = await group.types_inline("серова")
        assert by_contact["results"][0]["description"].startswith("Серова Анна · Иван Петров")
        posted = await group.chooses("ООО «Ромашка»", of=found)

        forum = await company.rep.in_forum()
        await forum.chooses("ООО «Ромашка»", of=found)

    await company.rep.waits_for_idle_bot()
    assert text_of(posted) == POSTED
    assert [m for m in await forum.messages() if m["from"]["is_bot"]] == []
    link = LINK.format(bot=posted["via_bot"]["username"], id=client.id)
    assert [(one["text"], one["url"]) for one in buttons_of(posted)] == [("Открыть карточку", link)]
    assert [m for m in await leads.messages() if m["from"]["is_bot"]] == []

    await leads.taps("Открыть карточку", on=posted)
    assert "Ромашка" in text_of(await company.lead.last())


async def test_the_card_opens_only_for_whoever_may_see_the_client(company: Company):
    client = await company.given_client()
    other_rep = await company.given_joined("other_rep")
    card = f"client_{client.id}"

    await other_rep.starts(card)
    theirs = text_of(await other_rep.last())
    await other_rep.starts("client_7999999")
    nobodys = text_of(await other_rep.last())
    await company.guest.starts(card)
    strangers = text_of(await company.guest.last())

    assert theirs == nobodys == NOT_FOUND
    assert strangers == "This link did not work. Ask your manager for a new one."


async def test_in_the_bots_own_chat_the_card_comes_with_the_choice(company: Company):
    await company.given_client()

    await company.rep.chooses("ООО «Ромашка»", of=await company.rep.types_inline("ромаш"))

    assert "ООО «Ромашка»" in text_of(await company.rep.last())
    assert "🕓 История" in await company.rep.buttons()


async def test_the_help_tells_of_it(company: Company):
    await company.rep.sends("/help")

    helped = text_of(await company.rep.last())

    assert "В любом чате наберите «@naparnik_demo_bot ромаш» — найду клиента" in helped


async def test_nothing_typed_shows_whom_one_had_in_hand_last(company: Company):
    assert button(await company.rep.types_inline("")) == "Напишите имя или телефон клиента"
    client = await company.given_client()
    await company.rep.starts(f"client_{client.id}")
    await company.rep.sees("ООО «Ромашка»")

    recent = await company.rep.types_inline("  ")

    assert [(one["title"], one["description"]) for one in recent["results"]] == [
        ("ООО «Ромашка»", "Недавно")
    ]
    assert (await company.rep.types_inline("", offset="6"))["results"] == []


async def test_a_long_list_comes_in_parts_that_do_not_overlap(company: Company):
    for number in range(AT_ONCE + 3):
        await company.given_client(f"Ромашка {number:02}", phone=None)

    first = await company.rep.types_inline("ромашка")
    rest = await company.rep.types_inline("ромашка", offset=first["next_offset"])

    assert len(first["results"]) == AT_ONCE
    assert len(set(titles(first) + titles(rest))) == AT_ONCE + 3
    assert rest["next_offset"] == ""
    for forged in ("23", "1000000", "9" * 60, "-1", "²", "x"):
        answer = await company.rep.types_inline("ромашка", offset=forged)
        assert (answer["answered"], answer["results"]) == (True, []), forged


async def test_who_finds_nothing_is_led_to_the_private_chat(company: Company, engine):
    await company.given_client("Василёк", owner="other_rep")

    async with nothing_changes(engine):
        for typed in ("Лютик", "Василёк", "+79161234567", "ю" * 256, "%", "👤"):
            found = await company.rep.types_inline(typed)
            assert button(found) == "Клиента не нашёл. Открыть личный чат", typed
        await goes_by(found, company.rep)

    assert "Здравствуйте, Иван Петров!" in text_of(await company.rep.last())


async def test_whoever_has_no_clients_sees_one_button_whatever_they_type(company: Company, engine):
    await company.given_client()
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET is_active = false WHERE id = {company.people['lead'].id}"
        )
        await connection.exec_driver_sql(
            f"UPDATE people SET role = 'client' WHERE id = {company.people['manager'].id}"
        )

    async with nothing_changes(engine):
        for typed in ("", "ромаш", "+79161234567", "Лютик"):
            for stranger in (company.client, company.lead, company.manager):
                assert button(await stranger.types_inline(typed)) == TO_PRIVATE_CHAT
        assert button(await company.guest.types_inline("ромаш")) == "Open the private chat"
        await goes_by(await company.client.types_inline("ромаш"), company.client)

    assert text_of(await company.client.last()) == STRANGER


async def test_who_searches_too_often_reads_so_above_the_field(company: Company):
    await company.given_client()
    before = len(await company.rep.messages())

    for _ in range(LIMITS[Limited.TYPED_SEARCH][1] * 2):
        found = await company.rep.types_inline("ромаш")
        if not found["results"]:
            break

    assert button(found) == ("Слишком много поисков подряд. Попробуйте ещё раз через 1 минуту.")
    await company.waits_until(company.clock() + timedelta(minutes=1))
    assert titles(await company.rep.types_inline("ромаш")) == ["ООО «Ромашка»"]
    assert len(await company.rep.messages()) == before


async def test_an_inline_query_is_not_remembered_among_the_updates(company: Company):
    counted = "SELECT count(*) FROM processed_updates"
    before = await company.value(counted)

    await company.rep.types_inline("ромаш")
    await company.guest.types_inline("ромаш")
    await company.rep.waits_for_idle_bot()

    assert await company.value(counted) == before
