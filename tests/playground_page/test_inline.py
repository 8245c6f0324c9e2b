import pytest
from playwright.async_api import expect

from tests.playground_page.scripted_bot import Json, buttons
from tests.playground_page.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")

CARD = "https://t.me/naparnik_bot?start=client_{number}"


def article(number: int) -> Json:
    link = {"text": "Открыть карточку", "url": CARD.format(number=number)}
    return {
        "type": "article",
        "id": str(number),
        "title": f"Ромашка {number}",
        "description": "Иван Петров, Москва",
        "input_message_content": {"message_text": "Карточка клиента"},
        "reply_markup": buttons([link]),
    }


async def test_what_the_bot_finds_is_shown_above_the_field_and_posted_when_chosen(
    stage: Stage,
) -> None:
    stage.bot.finds["ромаш", ""] = {
        "results": [article(number) for number in range(20)],
        "next_offset": "20",
    }
    stage.bot.finds["ромаш", "20"] = {"results": [article(20)]}
    found = stage.page.get_by_role("listbox", name="Найдено ботом").get_by_role("option")

    await stage.page.get_by_role("button", name="Отдел продаж").click()
    await stage.field.fill("@na")
    await stage.page.get_by_role("button", name="@naparnik_bot").click()
    await stage.field.press_sequentially("ромаш")
    await expect(found).to_have_count(20)
    await stage.field.press("ArrowUp")
    await expect(found).to_have_count(21)
    await expect(found.nth(19)).to_have_attribute("aria-selected", "true")
    await stage.field.press("Enter")

    await expect(stage.field).to_have_value("")
    await expect(found).to_have_count(0)
    await expect(stage.last).to_contain_text("через @naparnik_bot")
    await expect(stage.last).to_contain_text("Карточка клиента")
    await stage.press("Открыть карточку")
    await expect(stage.last).to_contain_text("/start client_19")


async def test_a_button_instead_of_results_leads_to_the_private_chat(stage: Stage) -> None:
    button = {"text": "Клиента не нашёл", "start_parameter": "hello"}
    stage.bot.finds["лютик", ""] = {"results": [], "button": button}

    await stage.page.get_by_role("button", name="Отдел продаж").click()
    await stage.field.fill("@naparnik_bot лютик")
    await stage.press("Клиента не нашёл")

    await expect(stage.last).to_contain_text("/start hello")
    await expect(stage.field).to_have_value("")


async def test_escape_leaves_the_list_and_the_words_are_sent_as_they_are(stage: Stage) -> None:
    stage.bot.finds["привет", ""] = {"results": [article(1)]}
    await stage.page.get_by_role("button", name="Отдел продаж").click()

    await stage.field.fill("@naparnik_bot привет")
    await expect(stage.page.get_by_role("option")).to_have_count(1)
    await stage.field.press("Escape")
    await stage.field.press("Enter")

    await expect(stage.last).to_contain_text("@naparnik_bot привет")
