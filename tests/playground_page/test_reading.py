import pytest
from playwright.async_api import Page, expect

from bot.playground.server import Playground
from tests.playground_page.conftest import PERSONAS
from tests.playground_page.scripted_bot import ScriptedBot
from tests.playground_page.stage import LEAD_ID, REP_ID, TOKEN, Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_a_newcomer_presses_start_and_the_bot_answers(page: Page, bot: ScriptedBot) -> None:
    await expect(page.get_by_text("Здесь пока пусто").last).to_be_visible()

    await page.get_by_role("button", name="Начать").click()

    await expect(page.locator(".row.own .text")).to_contain_text("/start")
    await expect(page.locator(".bubble").last).to_contain_text("Здравствуйте!")
    await expect(page.get_by_role("button", name="Начать")).to_be_hidden()


async def test_formatting_is_drawn_and_markup_from_outside_stays_text(stage: Stage) -> None:
    await stage.bot.say(
        REP_ID,
        "👍 <b>Ромашка <i>и сын</i></b> <code>12</code> &lt;img src=x onerror=alert(1)&gt;"
        "<blockquote>цитата</blockquote><a href='https://example.org/a'>сайт</a>",
    )

    last = stage.last
    await expect(last.locator("strong")).to_have_text("Ромашка и сын")
    await expect(last.locator("strong em")).to_have_text("и сын")
    await expect(last.locator("code")).to_have_text("12")
    await expect(last.locator("blockquote")).to_have_text("цитата")
    await expect(last.get_by_role("link", name="сайт")).to_have_attribute(
        "href", "https://example.org/a"
    )
    await expect(last).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(last.locator("img")).to_have_count(0)


async def test_an_edited_message_changes_in_place_and_a_deleted_one_disappears(
    stage: Stage,
) -> None:
    first = await stage.bot.say(REP_ID, "Сумма 100")
    second = await stage.bot.say(REP_ID, "Лишнее")
    await expect(stage.last).to_contain_text("Лишнее")

    await stage.bot.call(
        "editMessageText", chat_id=REP_ID, message_id=first["message_id"], text="Сумма 200"
    )
    await stage.bot.call("deleteMessage", chat_id=REP_ID, message_id=second["message_id"])

    await expect(stage.last).to_contain_text("Сумма 200")
    await expect(stage.last).to_contain_text("изменено")
    await expect(stage.page.locator(".messages")).not_to_contain_text("Лишнее")


async def test_messages_for_another_persona_are_counted_and_marked_as_new(stage: Stage) -> None:
    page = stage.page
    await page.keyboard.press("Alt+2")
    await page.get_by_role("button", name="Начать").click()
    await expect(stage.last).to_contain_text("Здравствуйте!")
    await page.keyboard.press("Alt+1")
    await expect(page.get_by_role("button", name="Анна")).to_have_attribute("aria-current", "true")

    await stage.bot.say(LEAD_ID, "Первое")
    await stage.bot.say(LEAD_ID, "Второе")
    lead = page.get_by_role("button", name="Борис")
    await expect(lead.get_by_label("Непрочитанных: 2")).to_be_visible()
    await page.keyboard.press("Alt+2")

    await expect(page.get_by_text("Новые сообщения")).to_be_visible()
    await expect(stage.last).to_contain_text("Второе")
    await expect(lead.locator(".badge")).to_have_count(0)


async def test_long_chats_page_upwards_and_keep_their_place(stage: Stage) -> None:
    for number in range(120):
        await stage.bot.say(REP_ID, f"Запись {number}.")
    await expect(stage.last).to_contain_text("Запись 119")
    await stage.page.get_by_role("button", name="Отдел продаж").click()
    await expect(stage.page.locator(".badge")).to_have_count(0)
    await stage.page.get_by_role("button", name="Напарник").click()
    await expect(stage.last).to_contain_text("Запись 119")
    await expect(stage.page.locator(".row")).to_have_count(50)

    messages = stage.page.locator("#messages")
    await messages.evaluate("list => { list.scrollTop = 0; }")
    await expect(stage.page.locator(".row")).to_have_count(100)
    await expect(
        stage.page.get_by_label("Напарник").filter(has_text="Запись 70.")
    ).to_be_in_viewport()
    await messages.evaluate("list => { list.scrollTop = 0; }")

    await expect(stage.page.locator(".row").first).to_contain_text("/start")
    await expect(stage.page.locator(".row")).to_have_count(122)
    await stage.page.get_by_role("button", name="К последним сообщениям").click()
    await expect(stage.last).to_be_in_viewport()


async def test_who_reads_above_is_told_of_news_below(stage: Stage) -> None:
    for number in range(30):
        await stage.bot.say(REP_ID, f"Запись {number}.")
    await expect(stage.last).to_contain_text("Запись 29")
    await stage.page.locator("#messages").evaluate("list => { list.scrollTop = 0; }")
    await expect(stage.page.get_by_role("button", name="К последним")).to_be_visible()

    await stage.bot.say(REP_ID, "Свежее")

    jump = stage.page.get_by_role("button", name="К последним сообщениям. Непрочитанных: 1")
    await expect(jump).to_be_visible()
    unread = stage.page.get_by_role("button", name="Анна").get_by_label("Непрочитанных: 1")
    await expect(unread).to_be_visible()
    await jump.click()
    await expect(stage.last).to_be_in_viewport()
    await expect(unread).to_have_count(0)


async def test_what_is_read_at_once_is_never_counted_as_unread(stage: Stage) -> None:
    for number in range(5):
        await stage.bot.say(REP_ID, f"Запись {number}.")

    await expect(stage.last).to_contain_text("Запись 4")
    await expect(stage.page.locator(".sidebar .badge")).to_have_count(0)


async def test_albums_photos_and_documents_are_shown(stage: Stage, png: bytes) -> None:
    await stage.bot.upload(
        "sendMediaGroup",
        {"one": ("1.png", png), "two": ("2.png", png)},
        chat_id=REP_ID,
        media=[
            {"type": "photo", "media": "attach://one", "caption": "Стенд"},
            {"type": "photo", "media": "attach://two"},
        ],
    )
    album = stage.page.locator(".row", has_text="Стенд")
    await expect(album.locator(".photo img")).to_have_count(2)

    await album.locator(".photo").first.click()
    await expect(stage.dialog.get_by_role("img")).to_be_visible()
    await stage.page.keyboard.press("Escape")
    await expect(stage.dialog).to_have_count(0)

    await stage.bot.upload(
        "sendDocument", {"document": ("Отчёт.xlsx", b"12345")}, chat_id=str(REP_ID)
    )
    link = stage.last.get_by_role("link", name="Скачать: Отчёт.xlsx")
    async with stage.page.expect_download() as download:
        await link.click()
    assert (await download.value).suggested_filename == "Отчёт.xlsx"


async def test_the_bot_is_seen_typing_until_it_answers(stage: Stage) -> None:
    await stage.bot.call("sendChatAction", chat_id=REP_ID, action="typing")
    await expect(stage.page.locator(".status")).to_have_text("печатает…")

    await stage.bot.say(REP_ID, "Готово")

    await expect(stage.page.locator(".status")).to_have_text("бот")


async def test_a_lost_connection_is_told_and_what_was_missed_comes_after_it(
    stage: Stage, playground: Playground, tmp_path: object
) -> None:
    port = int(playground.origin.rsplit(":", 1)[1])
    await playground.stop()
    await expect(stage.page.get_by_text("Связь потеряна")).to_be_visible()

    again = Playground(
        token=TOKEN,
        bot_username="naparnik_bot",
        personas=PERSONAS,
        clock=playground.world.clock,
        folder=tmp_path,
    )
    await again.start(port)
    try:
        await stage.bot.say(REP_ID, "Пока вас не было")

        await expect(stage.last).to_contain_text("Пока вас не было")
        await expect(stage.page.get_by_text("Связь потеряна")).to_be_hidden()
    finally:
        await again.stop()
