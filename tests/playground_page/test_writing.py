import pytest
from playwright.async_api import expect

from tests.playground_page.stage import REP_ID, Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_enter_sends_and_shift_enter_begins_a_line(stage: Stage) -> None:
    await stage.field.fill("Первая")
    await stage.field.press("Shift+Enter")
    await stage.field.press_sequentially("Вторая")
    await stage.field.press("Enter")

    await expect(stage.last.locator(".text")).to_contain_text("Первая\nВторая")
    await expect(stage.last.get_by_role("img", name="Отправлено")).to_be_visible()
    await expect(stage.field).to_have_value("")


async def test_a_refused_text_is_explained_and_comes_back_into_the_field(stage: Stage) -> None:
    await stage.write("я" * 4097)

    await expect(stage.toast).to_contain_text("4096")
    await expect(stage.field).to_have_value("я" * 4097)


async def test_the_up_arrow_edits_the_last_own_message(stage: Stage) -> None:
    await stage.write("Позвонить в 15")
    await expect(stage.last.get_by_role("img", name="Отправлено")).to_be_visible()

    await stage.field.press("ArrowUp")
    await expect(stage.page.get_by_text("Изменение сообщения")).to_be_visible()
    await stage.write("Позвонить в 16")

    await expect(stage.last).to_contain_text("Позвонить в 16")
    await expect(stage.last).to_contain_text("изменено")


async def test_a_reply_shows_what_it_answers_and_leads_to_it(stage: Stage) -> None:
    await stage.bot.say(REP_ID, "Карточка клиента")
    card = stage.page.locator(".row", has_text="Карточка клиента")

    await card.click(button="right")
    await stage.choose("Ответить")
    await expect(stage.page.get_by_text("Ответ: Напарник")).to_be_visible()
    await stage.write("Перезвонит сам")

    quote = stage.last.get_by_role("button", name="Карточка клиента")
    await expect(quote).to_be_visible()
    heard = await stage.bot.hear(lambda message: message.get("text") == "Перезвонит сам")
    assert heard["reply_to_message"]["text"] == "Карточка клиента"
    await quote.click()
    await expect(card.first).to_be_focused()


async def test_a_message_of_the_group_is_forwarded_to_the_bot(stage: Stage) -> None:
    await stage.page.get_by_role("button", name="Отдел продаж").click()
    await stage.write("Новый клиент: +7 912 345-67-89")
    await expect(stage.last).to_contain_text("Новый клиент")

    await stage.last.click(button="right")
    await stage.choose("Переслать")
    await stage.dialog.get_by_role("button", name="Напарник").click()

    await expect(stage.page.get_by_role("heading", name="Напарник")).to_be_visible()
    await expect(stage.last).to_contain_text("Переслано от Анна Смирнова")
    heard = await stage.bot.hear(lambda message: "forward_origin" in message)
    assert heard["chat"]["id"] == REP_ID


async def test_a_photo_is_sent_with_a_caption_and_a_file_as_a_file(
    stage: Stage, png: bytes
) -> None:
    await stage.press("Прикрепить")
    async with stage.page.expect_file_chooser() as chooser:
        await stage.choose("Фото")
    await (await chooser.value).set_files(
        [{"name": "визит.png", "mimeType": "image/png", "buffer": png}]
    )
    await stage.dialog.get_by_label("Подпись").fill("Витрина")
    await stage.dialog.get_by_role("button", name="Отправить").click()

    await expect(stage.last.locator(".photo img")).to_be_visible()
    await expect(stage.last).to_contain_text("Витрина")
    heard = await stage.bot.hear(lambda message: "photo" in message)
    assert heard["caption"] == "Витрина"

    await stage.press("Прикрепить")
    async with stage.page.expect_file_chooser() as chooser:
        await stage.choose("Файл")
    await (await chooser.value).set_files(
        [{"name": "смета.csv", "mimeType": "text/csv", "buffer": b"a;b"}]
    )
    await stage.dialog.get_by_role("button", name="Отправить").click()

    await expect(stage.last.get_by_role("link", name="Скачать: смета.csv")).to_be_visible()


@pytest.mark.parametrize("way", ["drop", "paste"])
async def test_files_are_taken_by_drop_and_by_paste(stage: Stage, way: str) -> None:
    await stage.page.evaluate(
        """way => {
            const data = new DataTransfer();
            data.items.add(new File(["a;b"], "цены.csv", {type: "text/csv"}));
            const target = document.querySelector(way === "drop" ? "#messages" : "textarea");
            target.dispatchEvent(way === "drop"
                ? new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true})
                : new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        way,
    )
    await stage.dialog.get_by_role("button", name="Отправить").click()

    await expect(stage.last.get_by_role("link", name="Скачать: цены.csv")).to_be_visible()


async def test_a_caption_is_edited_too(stage: Stage, png: bytes) -> None:
    await stage.press("Прикрепить")
    async with stage.page.expect_file_chooser() as chooser:
        await stage.choose("Фото")
    await (await chooser.value).set_files(
        [{"name": "визит.png", "mimeType": "image/png", "buffer": png}]
    )
    await stage.dialog.get_by_label("Подпись").fill("Витрина")
    await stage.page.keyboard.press("Enter")
    await expect(stage.last.locator(".photo img")).to_be_visible()

    await stage.last.locator(".text").click(button="right")
    await stage.choose("Изменить")
    await stage.write("Витрина и стенд")

    await expect(stage.last).to_contain_text("Витрина и стенд")
    await expect(stage.last.locator(".photo img")).to_be_visible()


async def test_a_contact_and_a_place_are_sent_from_forms(stage: Stage) -> None:
    await stage.press("Прикрепить")
    await stage.choose("Контакт")
    await stage.dialog.get_by_label("Имя").fill("Иван")
    await stage.dialog.get_by_label("Телефон").fill("+79161234567")
    await stage.page.keyboard.press("Enter")

    await expect(stage.last.get_by_role("link", name="+79161234567")).to_be_visible()

    await stage.press("Прикрепить")
    await stage.choose("Место")
    await stage.dialog.get_by_role("combobox").select_option(label="Алматы, площадь Республики")
    await stage.dialog.get_by_role("button", name="Отправить").click()

    await expect(stage.last).to_contain_text("43.23895, 76.9454")


async def test_commands_are_suggested_while_typing_a_slash(stage: Stage) -> None:
    await stage.field.fill("/")
    await expect(stage.page.get_by_role("option")).to_have_count(2)

    await stage.field.press("ArrowDown")
    await stage.field.press("Enter")
    await expect(stage.last).to_contain_text("/board")

    await stage.press("Команды бота")
    await stage.choose("Мой день")
    await expect(stage.last).to_contain_text("/day")
